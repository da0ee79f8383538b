//! Whether a rule is that of an operation: each parameter and each place that it names is there, and of a kind that fits.

use crate::model::{self, StatusKey};
use crate::rust::{
    AnswerMedia, ItemKind, Operation, Outcome, Paging, PagingPlace, PagingStep, Presence, RustType,
};
use crate::settings::{self, Entry, PagingRule, pointer, segments};

use super::walk::{Lost, Walk};
use super::{Unfit, ask};

/// What is at a place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Leaf {
    Flag,
    Number,
    Text,
    Scalar,
    /// A scalar that is a text, where JSON tells texts from numbers.
    Header,
}

impl Leaf {
    fn words(self) -> &'static str {
        match self {
            Leaf::Flag => "neither `true` nor `false`",
            Leaf::Number => "no number",
            Leaf::Text => "no text",
            Leaf::Scalar => "neither a text nor a number",
            Leaf::Header => "no text, as headers are",
        }
    }
}

/// The rule as that of an operation.
pub(super) fn fit(
    rule: &PagingRule,
    walk: &Walk<'_>,
    operation: &Operation,
    model: &model::Operation,
) -> Result<Paging, Unfit> {
    let whole = |label: &str| Unfit {
        origin: None,
        label: label.to_owned(),
        help: None,
    };
    if operation.stream.is_some() {
        return Err(whole("it answers with a stream"));
    }
    let Outcome::One(answer, AnswerMedia::Json) = &operation.ok else {
        return Err(whole("its answer is not JSON of one type"));
    };
    let names = rule
        .items
        .as_ref()
        .map(|entry| segments(&entry.text))
        .unwrap_or_default();
    let lost = |entry: Option<&Entry>, lost: Lost| Unfit {
        origin: entry.map(|entry| entry.origin),
        label: lost.label,
        help: lost.help,
    };
    let (list, fields) = walk
        .along(answer, &names)
        .map_err(|way| lost(rule.items.as_ref(), way))?;
    let item = match walk.plain(list) {
        (RustType::Vec(item), presence) if !fields.is_empty() || presence == Presence::Always => {
            &**item
        }
        _ => {
            let label = match rule.items {
                Some(_) => "not a list of what the document describes",
                None => "the answer is no list, and `items` says not where one is",
            };
            return Err(Unfit {
                origin: rule.items.as_ref().map(|entry| entry.origin),
                label: label.to_owned(),
                help: None,
            });
        }
    };
    let place = |from: &RustType, entry: &Entry, leaf: Leaf| -> Result<String, Unfit> {
        let (ty, _) = walk
            .along(from, &segments(&entry.text))
            .map_err(|way| lost(Some(entry), way))?;
        match is(walk, walk.plain(ty).0, leaf) {
            true => Ok(pointer(&entry.text)),
            false => Err(Unfit::of(
                entry,
                format!("`{}` is {}", entry.text, leaf.words()),
            )),
        }
    };
    let mut place_of_parameter = PagingPlace::Query;
    let mut parameter = |entry: &Entry, leaf: Leaf| -> Result<String, Unfit> {
        let found = ask::find(walk, operation, entry)?;
        place_of_parameter = found.place;
        let leaf = match (leaf, found.place) {
            (Leaf::Header, PagingPlace::Query | PagingPlace::Header | PagingPlace::Form) => {
                Leaf::Scalar
            }
            _ => leaf,
        };
        match is(walk, walk.plain(found.ty).0, leaf) {
            true => Ok(found.name),
            false => Err(Unfit::of(
                entry,
                format!("the parameter `{}` is {}", entry.text, leaf.words()),
            )),
        }
    };
    let step = match &rule.step {
        settings::PagingStep::Cursor {
            parameter: name,
            from,
        } => PagingStep::Cursor(
            parameter(name, Leaf::Scalar)?,
            place(answer, from, Leaf::Scalar)?,
        ),
        settings::PagingStep::Header {
            parameter: name,
            header,
        } => {
            let success = |one: &&model::Response| {
                matches!(one.status, StatusKey::Code(200..=299) | StatusKey::Range(2))
            };
            let found = model.responses.iter().filter(success);
            let mut headers = found.flat_map(|response| &response.headers);
            if !headers.any(|one| one.name.eq_ignore_ascii_case(&header.text)) {
                let label = format!("no header `{}` of its answer", header.text);
                return Err(Unfit::of(header, label));
            }
            PagingStep::Header(parameter(name, Leaf::Header)?, header.text.clone())
        }
        settings::PagingStep::Last {
            parameter: name,
            last,
        } => PagingStep::Last(
            parameter(name, Leaf::Scalar)?,
            place(item, last, Leaf::Scalar)?,
        ),
        settings::PagingStep::Offset(name) => PagingStep::Offset(parameter(name, Leaf::Number)?),
        settings::PagingStep::Page(name, first) => {
            PagingStep::Page(parameter(name, Leaf::Number)?, *first)
        }
        settings::PagingStep::Link(relation) => PagingStep::Link(relation.text.clone()),
        settings::PagingStep::Next(next) => PagingStep::Url(place(answer, next, Leaf::Text)?),
    };
    let optional = |entry: &Option<Entry>, leaf| {
        entry
            .as_ref()
            .map(|entry| place(answer, entry, leaf))
            .transpose()
    };
    Ok(Paging {
        step,
        asked: place_of_parameter,
        items: rule
            .items
            .as_ref()
            .map(|entry| pointer(&entry.text))
            .unwrap_or_default(),
        more: optional(&rule.more, Leaf::Flag)?,
        total: optional(&rule.total, Leaf::Number)?,
        item: item.clone(),
        fields,
    })
}

/// Whether a type is of a kind. Of any JSON value the document does not say otherwise.
fn is(walk: &Walk<'_>, ty: &RustType, leaf: Leaf) -> bool {
    let number = matches!(
        ty,
        RustType::I32 | RustType::I64 | RustType::U32 | RustType::U64 | RustType::F64
    );
    let named = walk.kind(ty);
    let text = matches!(
        ty,
        RustType::String | RustType::Uuid | RustType::DateTime | RustType::Date | RustType::Base64
    ) || matches!(named, Some(ItemKind::TextEnum(_) | ItemKind::EnumUnion(_)));
    *ty == RustType::Json
        || match leaf {
            Leaf::Flag => *ty == RustType::Bool,
            Leaf::Number => number,
            Leaf::Text | Leaf::Header => text,
            Leaf::Scalar => {
                number
                    || text
                    || matches!(named, Some(ItemKind::IntegerEnum(_) | ItemKind::Union(_)))
            }
        }
}
