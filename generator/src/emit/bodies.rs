//! Bodies: how a caller passes one, the step of a call that writes it, and the enum of a body with several forms.

use crate::rust::{BodyArgument, BodyChoice, BodyKind, RustType};

use super::codec::blocks;
use super::fill::string;
use super::items::{DERIVED, braced};
use super::layout;
use super::ty::Types;

/// The type of the argument, and the step that writes it, in lines.
pub(super) fn argument(types: Types<'_>, body: &BodyArgument) -> (String, Vec<String>) {
    let owned = types.text(&body.ty);
    let ty = match (&body.kind, &body.ty) {
        (BodyKind::Binary(_) | BodyKind::Part | BodyKind::Either(_), _) => owned.clone(),
        (_, RustType::Vec(item)) => format!("&[{}]", types.text(item)),
        (_, RustType::String) => "&str".to_owned(),
        _ => format!("&{owned}"),
    };
    // A slice has no size of its own.
    let value = match &body.ty {
        RustType::Vec(_) | RustType::String => "&body",
        _ => "body",
    };
    match (&body.kind, body.required) {
        (BodyKind::Either(choices), true) => {
            let head = format!(".either(Into::<{ty}>::into(body), ");
            (format!("impl Into<{ty}>"), either(&owned, &head, choices))
        }
        (BodyKind::Either(choices), false) => (
            format!("Option<{ty}>"),
            either(&owned, ".optional(body, ", choices),
        ),
        (kind, true) => {
            let ty = match kind {
                BodyKind::Binary(_) | BodyKind::Part => format!("impl Into<{ty}>"),
                _ => ty,
            };
            (ty, vec![step(body, value)])
        }
        (_, false) => {
            let step = format!(".optional(body, |call, body| call{})", step(body, value));
            (format!("Option<{ty}>"), vec![step])
        }
    }
}

fn either(name: &str, head: &str, choices: &[BodyChoice]) -> Vec<String> {
    let mut lines = vec![format!("{head}|call, body| match body {{")];
    lines.extend(choices.iter().map(|choice| {
        let step = step(&choice.body, "&body");
        format!("    {name}::{}(body) => call{step},", choice.variant)
    }));
    lines.push("})".to_owned());
    lines
}

/// The step that writes a body of one form; the value is a reference to what has a size.
fn step(body: &BodyArgument, value: &str) -> String {
    let checks = match body.checks.is_empty() {
        true => "&[]".to_owned(),
        false => {
            let checks = super::codec::checks(&body.checks);
            // Only a pattern is called so; it may be all there is.
            let import = match checks.contains("pattern(") {
                true => "#[allow(unused_imports)] use crate::runtime::{Check::*, pattern};",
                false => "use crate::runtime::Check::*;",
            };
            format!("&{{ {import} [{checks}] }}")
        }
    };
    let owned = match value {
        "&body" if body.ty != RustType::String => "body",
        "&body" => "body.to_owned()",
        other => other,
    };
    match &body.kind {
        BodyKind::Json(media) => {
            let json = match body.checks.is_empty() {
                true => format!(".json({value})"),
                false => format!(".json_checked({value}, {checks})"),
            };
            match media {
                Some(media) => format!("{json}.header(\"content-type\", {})", string(media)),
                None => json,
            }
        }
        BodyKind::Form => format!(".form({value}, {checks})"),
        BodyKind::Multipart(media) => {
            format!(".multipart({}, {value}, {checks})", string(media))
        }
        BodyKind::Text(media) | BodyKind::Binary(media) => {
            format!(".body({}, {owned})", string(media))
        }
        BodyKind::Part | BodyKind::Either(_) => format!(".part({owned})"),
    }
}

/// The enum of a body with several forms.
pub(super) fn item(text: &mut String, types: Types<'_>, name: &str, choices: &[BodyChoice]) {
    braced(text, DERIVED, &format!("enum {name}"), |text| {
        for choice in choices {
            layout::docs(text, 4, std::slice::from_ref(&choice.docs));
            layout::variant(text, types, 4, &choice.variant, &choice.body.ty);
        }
    });
}

/// Its conversions, for the codec; none where nothing converts.
pub(super) fn forms(types: Types<'_>, name: &str, choices: &[BodyChoice]) -> Option<String> {
    let made = choices.iter().filter(|choice| choice.from);
    let rows: Vec<String> = made
        .map(|choice| format!("{}({})", choice.variant, types.text(&choice.body.ty)))
        .collect();
    let open = format!("forms! {{ {name} {{");
    (!rows.is_empty()).then(|| blocks(&[(open, rows), ("} }".to_owned(), Vec::new())]))
}
