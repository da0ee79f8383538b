//! Objects: which fields there are, and when each is read and written.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::codes::lower::{DEFAULT_DOES_NOT_FIT, UNCHECKED_PATTERN};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::{
    Additional, Json, ObjectType, Presence, Property, Rule, Type, TypeId, TypeKind, TypeUse, Usage,
};
use crate::rust::{Deprecation, Field, Mode, Openness, Preset, RustType, Struct};
use crate::settings;

use super::checks::understood;
use super::constructors::making;
use super::defaults::{fits, json_text};
use super::names::{Names, keeps_rest};
use super::naming::{Wish, field_name};
use super::scope::{Scope, source};
use super::{deprecations, docs};

/// The key under which the field for all other keys is known; no property can be called so on the wire and be the
/// same thing.
const REST: &str = "*";

/// Properties that tell the branches of a union apart, by the type that has them.
pub(super) type Tags = BTreeSet<(TypeId, String)>;

/// All properties that are discriminators of a union.
pub(super) fn tags(scope: &Scope<'_>) -> Tags {
    let mut tags = Tags::new();
    for ty in &scope.api.types {
        let TypeKind::Union(union) = &ty.kind else {
            continue;
        };
        for rule in &union.rules {
            if let Rule::Tag {
                property, branch, ..
            } = rule
                && let Some(branch) = union.branches.get(*branch)
            {
                tags.insert((scope.behind(branch.ty.id).0, property.clone()));
            }
        }
    }
    tags
}

/// Lowers an object.
pub(super) fn lower(
    scope: &Scope<'_>,
    id: TypeId,
    object: &ObjectType,
    tags: &Tags,
    names: &mut Names<'_>,
    diags: &mut Diagnostics,
) -> Struct {
    let ty = scope.ty(id);
    let name = scope.names.get(&id).cloned().unwrap_or_default();
    let rest = keeps_rest(&object.additional, is_lossless(scope, id));
    let field_names = field_names(ty, object, rest, &name, names, diags);
    let mut fields = Vec::new();
    for (wire, property) in &object.properties {
        let tagged = tags.contains(&(id, wire.clone()));
        fields.push(field(
            scope,
            id,
            wire,
            property,
            &field_names,
            tagged,
            diags,
        ));
    }
    if rest {
        let (values, checks) = match object.additional {
            Additional::Typed(values) if scope.usage(id).sent => {
                (scope.element(values), scope.checks(values))
            }
            Additional::Typed(values) => (scope.element(values), Vec::new()),
            _ => (RustType::Json, Vec::new()),
        };
        fields.push(Field {
            name: field_names.get(REST).cloned(),
            source: source(&ty.place),
            docs: vec!["All other keys.".to_owned()],
            deprecated: Deprecation::No,
            ty: RustType::Map(Box::new(values)),
            wire: String::new(),
            mode: Mode::Rest,
            preset: None,
            checks: match checks.is_empty() {
                true => Vec::new(),
                false => vec![crate::rust::Check::Values(checks)],
            },
        });
    }
    let (constructor, setters) = if scope.usage(id).sent {
        making(&fields)
    } else {
        (None, Vec::new())
    };
    Struct {
        fields,
        constructor,
        setters,
    }
}

fn field_names(
    ty: &Type,
    object: &ObjectType,
    rest: bool,
    name: &str,
    names: &mut Names<'_>,
    diags: &mut Diagnostics,
) -> BTreeMap<String, String> {
    let mut wishes: Vec<Wish> = object
        .properties
        .keys()
        .map(|wire| Wish::new(wire, field_name(wire)))
        .collect();
    if rest {
        let mut rest = Wish::new(REST, "extra");
        rest.rank = 1;
        wishes.push(rest);
    }
    let origin = |key: &str| match object.properties.get(key) {
        Some(property) => Some(property.place.origin),
        None => Some(ty.place.origin),
    };
    names.scope(&format!("fields {name}"), &wishes, &[], &origin, diags)
}

fn field(
    scope: &Scope<'_>,
    owner: TypeId,
    wire: &str,
    property: &Property,
    names: &BTreeMap<String, String>,
    tagged: bool,
    diags: &mut Diagnostics,
) -> Field {
    let mode = mode(scope, owner, wire, property, tagged, diags);
    let inner = scope.expression(property.ty);
    let ty = match mode {
        Mode::ReadOnly if is_lossless(scope, owner) => RustType::Maybe(Box::new(inner)),
        Mode::Nullable | Mode::Optional | Mode::ReadOnly => RustType::Option(Box::new(inner)),
        Mode::Maybe => RustType::Maybe(Box::new(inner)),
        _ => inner,
    };
    let name = match mode {
        Mode::Constant(_) => None,
        _ => names.get(wire).cloned(),
    };
    let checks = match (&mode, scope.usage(owner).sent) {
        (Mode::Constant(_) | Mode::ReadOnly, _) | (_, false) => Vec::new(),
        _ => {
            report_pattern(scope, property.ty, diags);
            scope.checks(property.ty)
        }
    };
    Field {
        docs: field_docs(scope, owner, wire, property, &mode, name.as_deref()),
        name,
        source: source(&property.place),
        deprecated: deprecations::attribute(&property.deprecated),
        ty,
        wire: wire.to_owned(),
        preset: match (&mode, tagged) {
            (Mode::Optional | Mode::Maybe, true) => preset(scope, property),
            _ => None,
        },
        mode,
        checks,
    }
}

/// A constant that may be absent. `new` puts it in, because it tells the branches of a union apart; what was received
/// without it is written without it.
fn preset(scope: &Scope<'_>, property: &Property) -> Option<Preset> {
    let constant = property.constant.as_ref()?;
    let (id, _) = scope.behind(property.ty.id);
    let ty = scope.ty(id);
    // A closed enum is made from its variants alone.
    let closed = match ty.choices.openness {
        Some(chosen) => chosen == settings::Openness::Closed,
        None => scope.openness() == Openness::Closed,
    };
    let suffix = match (scope.expression(property.ty), &ty.kind) {
        (RustType::Boxed(_), _) => return None,
        (RustType::Bool, _) => "",
        (RustType::I32, _) => "i32",
        (RustType::I64, _) => "i64",
        (RustType::U32, _) => "u32",
        (RustType::U64, _) => "u64",
        (_, TypeKind::String(_)) => "",
        (_, TypeKind::Enum(_)) if !closed => "",
        (_, TypeKind::Integer(_)) if !closed => "i64",
        _ => return None,
    };
    match constant {
        Json::String(text) => Some(Preset::Text(text.clone())),
        Json::Bool(_) => Some(Preset::Literal(json_text(constant))),
        // What is out of range is no value of the property.
        Json::Number(number) => {
            let whole: i128 = number.parse().ok()?;
            let fits = match suffix {
                "i32" => i32::try_from(whole).is_ok(),
                "i64" => i64::try_from(whole).is_ok(),
                "u32" => u32::try_from(whole).is_ok(),
                "u64" => u64::try_from(whole).is_ok(),
                _ => false,
            };
            fits.then(|| Preset::Literal(format!("{whole}{suffix}")))
        }
        _ => None,
    }
}

/// Whether an object keeps absence, null and defaults apart.
fn is_lossless(scope: &Scope<'_>, owner: TypeId) -> bool {
    let choice = scope.ty(owner).choices.lossless;
    choice.unwrap_or(scope.settings.lossless)
}

/// When a property is read and written (DESIGN 3.4 and 3.5).
fn mode(
    scope: &Scope<'_>,
    owner: TypeId,
    wire: &str,
    property: &Property,
    tagged: bool,
    diags: &mut Diagnostics,
) -> Mode {
    let lossless = is_lossless(scope, owner);
    let Usage { sent, received } = scope.usage(owner);
    let skipped = (property.read_only && sent) || (property.write_only && received);
    let required = property.presence == Presence::Required && !skipped;
    // A constant that must be there, or tells a union's branches apart, is nothing that a caller could choose.
    if let Some(constant) = &property.constant
        && sent
        && !lossless
        && !skipped
        && (required || tagged && preset(scope, property).is_none())
    {
        return Mode::Constant(json_text(constant));
    }
    let by_itself = scope.holds_null(property.ty.id);
    if property.read_only && sent {
        return Mode::ReadOnly;
    }
    match (required, property.ty.nullable) {
        (true, true) if !by_itself => return Mode::Nullable,
        (true, _) => return Mode::Required,
        (false, true) if sent => return Mode::Maybe,
        // Servers send null for what is absent, allowed or not, and a lossless type keeps the two apart.
        (false, _) if lossless => return Mode::Maybe,
        _ => {}
    }
    match &property.default {
        Some(default)
            if !sent && !lossless && !property.ty.nullable && !matches!(default, Json::Null) =>
        {
            if fits(scope, default, property.ty) {
                return Mode::Default(json_text(default));
            }
            diags.push(
                Diagnostic::warning(
                    DEFAULT_DOES_NOT_FIT,
                    format!("the default of `{wire}` is no value of its type"),
                )
                .at(property.place.origin, "this default is not used")
                .with_note("the field is optional instead of being filled in"),
            );
            Mode::Optional
        }
        _ => Mode::Optional,
    }
}

/// Says that a pattern of a string is not checked.
pub(super) fn report_pattern(scope: &Scope<'_>, at: TypeUse, diags: &mut Diagnostics) {
    let (id, _) = scope.behind(at.id);
    if let TypeKind::String(string) = &scope.ty(id).kind
        && let Some(pattern) = &string.constraints.pattern
        && !understood(pattern)
    {
        diags.push(
            Diagnostic::note(
                UNCHECKED_PATTERN,
                format!(
                    "the pattern {} is not checked before sending",
                    docs::code(pattern)
                ),
            )
            .at(
                scope.ty(id).place.origin,
                "it uses what the client's engine lacks",
            ),
        );
    }
}

fn field_docs(
    scope: &Scope<'_>,
    owner: TypeId,
    wire: &str,
    property: &Property,
    mode: &Mode,
    name: Option<&str>,
) -> Vec<String> {
    let mut lines = docs::of(&property.docs);
    if lines.is_empty() {
        let (id, _) = scope.behind(property.ty.id);
        if !scope.names.contains_key(&property.ty.id) {
            lines = docs::of(&scope.ty(id).docs);
        }
    }
    if lines.is_empty() {
        lines.push(docs::code(wire));
    } else if name != Some(wire) {
        docs::own(&mut lines, format!("On the wire: {}", docs::code(wire)));
    }
    if let Some(default) = &property.default
        && !matches!(default, Json::Null)
    {
        let text = docs::code(&json_text(default));
        docs::own(
            &mut lines,
            match mode {
                Mode::Default(_) => format!("{text} when the server leaves it out."),
                _ if scope.usage(owner).sent => {
                    format!("The server takes it for {text} when it is not set.")
                }
                _ => format!("Its default is {text}."),
            },
        );
    }
    if *mode == Mode::ReadOnly {
        docs::own(
            &mut lines,
            "Read-only: the server fills it in, and it is never sent.",
        );
    }
    deprecations::note(&mut lines, &property.deprecated);
    lines
}

/// The type of the argument that `new` takes for a property, when it takes one.
pub(super) fn argument_type(
    scope: &Scope<'_>,
    owner: TypeId,
    wire: &str,
    property: &Property,
) -> Option<RustType> {
    let inner = scope.expression(property.ty);
    match mode(scope, owner, wire, property, false, &mut Diagnostics::new()) {
        Mode::Required => Some(inner),
        Mode::Nullable => Some(RustType::Option(Box::new(inner))),
        _ => None,
    }
}
