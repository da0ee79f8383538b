//! The last step of a call that answers in pages.

use crate::rust::{Operation, Paging, PagingField, PagingPlace, PagingStep, Presence};

use super::fill::string;

/// The step: how pages follow one another, and what takes the items out of one.
pub(super) fn step(operation: &Operation) -> Option<Vec<String>> {
    let paging = operation.paging.as_ref()?;
    let how = format!("const {{ &Paging::{} }}", how(paging));
    let take = match &paging.fields[..] {
        [] => "Paged".to_owned(),
        fields => format!("|page| Paged({})", taken("page", fields)),
    };
    Some(vec![format!(".paged({how}, {take})")])
}

fn how(paging: &Paging) -> String {
    let mut text = match &paging.step {
        PagingStep::Cursor(parameter, next) => {
            format!("cursor({}, {})", string(parameter), string(next))
        }
        PagingStep::Header(parameter, header) => {
            format!("header({}, {})", string(parameter), string(header))
        }
        PagingStep::Last(parameter, place) => {
            format!("last({}, {})", string(parameter), string(place))
        }
        PagingStep::Offset(parameter) => format!("offset({})", string(parameter)),
        PagingStep::Page(parameter, first) => format!("page({}, {first})", string(parameter)),
        PagingStep::Link(relation) => format!("link({})", string(relation)),
        PagingStep::Url(next) => format!("url({})", string(next)),
    };
    let items = Some(&paging.items).filter(|items| !items.is_empty());
    for (name, place) in [
        ("items", items),
        ("more", paging.more.as_ref()),
        ("total", paging.total.as_ref()),
    ] {
        if let Some(place) = place {
            text.push_str(&format!(".{name}({})", string(place)));
        }
    }
    text.push_str(match paging.asked {
        PagingPlace::Query => "",
        PagingPlace::Header => ".in_header()",
        PagingPlace::Json => ".in_body()",
        PagingPlace::Form => ".in_form()",
    });
    text
}

/// The items of what is called `from`, by the fields on the way to them.
fn taken(from: &str, fields: &[PagingField]) -> String {
    let Some((first, rest)) = fields.split_first() else {
        return from.to_owned();
    };
    let value = format!("{from}.{}", first.name);
    let value = match first.presence {
        Presence::Always => return taken(&value, rest),
        Presence::Option => value,
        Presence::Maybe => format!("{value}.into_value()"),
    };
    match rest {
        [] => format!("{value}.unwrap_or_default()"),
        rest => format!(
            "{value}.map(|page| {}).unwrap_or_default()",
            taken("page", rest)
        ),
    }
}
