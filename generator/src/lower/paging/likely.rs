//! What looks like pages, by the words that many APIs use. Only ever told, never done.

use crate::model;
use crate::rust::{
    AnswerMedia, Argument, BodyKind, Field, Operation, Outcome, RustType, WritingPlace,
};

use super::walk::Walk;

/// Parameters that take a cursor.
const CURSORS: &[&str] = &[
    "next_token",
    "nexttoken",
    "cursor",
    "page_token",
    "pagetoken",
    "starting_token",
    "start_cursor",
    "next_cursor",
    "continuation_token",
    "continuationtoken",
    "after",
    "marker",
];

/// Places in answers that hold the next one.
const NEXT: &[&str] = &[
    "next_token",
    "nexttoken",
    "next_cursor",
    "nextcursor",
    "next_page_token",
    "nextpagetoken",
    "next_starting_token",
    "next_start_cursor",
    "continuation_token",
    "continuationtoken",
    "end_cursor",
    "next_marker",
];

/// Objects in answers that hold nothing but what is said of pages.
const WRAPPERS: &[&str] = &[
    "meta",
    "pagination",
    "paging",
    "page_info",
    "page",
    "pageinfo",
    "response_metadata",
    "links",
];

const MORE: &[&str] = &["has_more", "hasmore", "has_next_page", "hasnextpage"];
const OFFSETS: &[&str] = &["offset", "skip", "startat"];
const TOTALS: &[&str] = &["total", "total_count", "totalcount", "total_items", "count"];
const PAGES: &[&str] = &["total_pages", "totalpages", "page_count", "pages"];

/// The rule that an operation seems to follow, as YAML within braces.
pub(super) fn rule(
    walk: &Walk<'_>,
    operation: &Operation,
    model: &model::Operation,
) -> Option<String> {
    let Outcome::One(answer, AnswerMedia::Json) = &operation.ok else {
        return None;
    };
    if operation.stream.is_some() {
        return None;
    }
    let answer = walk.plain(answer).0;
    let fields = walk.fields(answer).unwrap_or_default();
    let (items, item) = items(walk, answer, fields)?;
    let parameter = |words: &[&str]| parameter(operation, words);
    let place = |words: &[&str], kind: &dyn Fn(&RustType) -> bool| place(walk, fields, words, kind);
    let is_text = |ty: &RustType| {
        matches!(
            ty,
            RustType::String | RustType::I64 | RustType::I32 | RustType::Uuid
        )
    };
    let is_number = |ty: &RustType| {
        matches!(
            ty,
            RustType::I64 | RustType::I32 | RustType::U64 | RustType::F64
        )
    };
    let mut words = Vec::new();
    let with = |key: &str, place: Option<String>| place.map(|place| format!("{key}: {place}"));
    let more = with("more", place(MORE, &|ty| *ty == RustType::Bool));
    let next = with("from", place(NEXT, &is_text)).or_else(|| with("from_header", header(model)));
    if let (Some(cursor), Some(next)) = (cursor(walk, operation), next) {
        words.extend([format!("cursor: {cursor}"), next]);
        words.extend(more);
    } else if let (Some(after), Some(more), true) = (
        parameter(&["starting_after"]),
        more.clone(),
        has_id(walk, item),
    ) {
        words.extend([format!("cursor: {after}"), "last: id".to_owned(), more]);
    } else if let Some(next) = place(&["next", "next_url", "nexturl", "@odata.nextlink"], &|ty| {
        *ty == RustType::String
    }) {
        words.push(format!("next: {next}"));
    } else if links(model) {
        words.push("link: next".to_owned());
    } else if let (Some(offset), Some(_)) = (
        parameter(OFFSETS),
        parameter(&["limit", "count", "maxresults", "page_size"]),
    ) {
        words.push(format!("offset: {offset}"));
        words.extend(with("total", place(TOTALS, &is_number)));
        words.extend(more);
    } else {
        let page = parameter(&["page", "page_number", "pagenumber", "pageindex"])?;
        words.push(format!("page: {page}"));
        words.extend(with("pages", place(PAGES, &is_number)));
        words.extend(more);
    }
    words.extend(items.map(|items| format!("items: {items}")));
    Some(words.join(", "))
}

/// Where the items are: all of the answer, or its only list, or the list with a usual name.
fn items<'t>(
    walk: &Walk<'t>,
    answer: &'t RustType,
    fields: &'t [Field],
) -> Option<(Option<String>, &'t RustType)> {
    if let RustType::Vec(item) = answer {
        return Some((None, item));
    }
    let lists = fields
        .iter()
        .filter_map(|field| match walk.plain(&field.ty).0 {
            RustType::Vec(item) if field.name.is_some() => Some((&field.wire, &**item)),
            _ => None,
        });
    let lists: Vec<(&String, &RustType)> = lists.collect();
    let usual = |(name, _): &&(&String, &RustType)| {
        ["data", "items", "results", "records", "values", "entries"]
            .contains(&name.to_lowercase().as_str())
    };
    let (name, item) = match &lists[..] {
        [only] => only,
        _ => lists.iter().find(usual)?,
    };
    Some((Some(written(&[name])), item))
}

fn has_id(walk: &Walk<'_>, item: &RustType) -> bool {
    let fields = walk.fields(walk.plain(item).0).unwrap_or_default();
    fields
        .iter()
        .any(|field| field.wire == "id" && field.name.is_some())
}

fn links(model: &model::Operation) -> bool {
    let mut headers = model
        .responses
        .iter()
        .flat_map(|response| &response.headers);
    headers.any(|header| header.name.eq_ignore_ascii_case("link"))
}

/// What takes a cursor: a query parameter, a header or a field of the body.
fn cursor(walk: &Walk<'_>, operation: &Operation) -> Option<String> {
    if let Some(parameter) = parameter(operation, CURSORS) {
        return Some(parameter);
    }
    let options = operation
        .options
        .iter()
        .flat_map(|options| &options.parameters);
    let mut all = operation
        .arguments
        .iter()
        .chain(options.map(|optional| &optional.argument));
    let is_cursor = |one: &&Argument| {
        one.writing.place == WritingPlace::Header && CURSORS.contains(&&*plain_header(&one.wire))
    };
    if let Some(header) = all.find(is_cursor) {
        return Some(written(&[&header.wire]));
    }
    let body = operation.body.as_ref()?;
    if !matches!(body.kind, BodyKind::Json(_) | BodyKind::Form) {
        return None;
    }
    let fields = walk.fields(walk.plain(&body.ty).0)?;
    let is_text = |ty: &RustType| matches!(ty, RustType::String | RustType::Uuid);
    place(walk, fields, CURSORS, &is_text)
}

/// The header of the answer that seems to hold the next cursor.
fn header(model: &model::Operation) -> Option<String> {
    let mut headers = model
        .responses
        .iter()
        .flat_map(|response| &response.headers);
    let found = headers.find(|header| NEXT.contains(&&*plain_header(&header.name)))?;
    Some(written(&[&found.name]))
}

/// `X-Next-Cursor` as `next_cursor`.
fn plain_header(name: &str) -> String {
    let name = name.to_lowercase().replace('-', "_");
    name.strip_prefix("x_").unwrap_or(&name).to_owned()
}

/// The query parameter that is called by one of these words.
fn parameter(operation: &Operation, words: &[&str]) -> Option<String> {
    let options = operation
        .options
        .iter()
        .flat_map(|options| &options.parameters);
    let all = operation
        .arguments
        .iter()
        .chain(options.map(|optional| &optional.argument));
    let mut of_query = all.filter(|one| one.writing.place == WritingPlace::Query);
    let found = of_query.find(|one| words.contains(&one.wire.to_lowercase().as_str()))?;
    Some(written(&[&found.wire]))
}

/// A place in the answer, or in what it says of pages, that is called by one of these words.
fn place(
    walk: &Walk<'_>,
    fields: &[Field],
    words: &[&str],
    kind: &dyn Fn(&RustType) -> bool,
) -> Option<String> {
    let named = |fields: &[Field], before: &[&str]| {
        let mut named = fields.iter().filter(|field| {
            words.contains(&field.wire.to_lowercase().as_str())
                && kind(walk.plain(&field.ty).0)
                && field.name.is_some()
        });
        named
            .next()
            .map(|field| written(&[before, &[field.wire.as_str()]].concat()))
    };
    let wrappers = || {
        fields.iter().filter(|field| {
            WRAPPERS.contains(&field.wire.to_lowercase().as_str()) && field.name.is_some()
        })
    };
    let inner = |field: &Field| named(walk.fields(walk.plain(&field.ty).0)?, &[&field.wire]);
    named(fields, &[]).or_else(|| wrappers().find_map(inner))
}

/// A way as the configuration writes it, which YAML reads as one text.
fn written(names: &[&str]) -> String {
    let text = match names.iter().any(|name| name.contains(['.', '/', '~'])) {
        false => names.join("."),
        true => names
            .iter()
            .map(|name| format!("/{}", name.replace('~', "~0").replace('/', "~1")))
            .collect(),
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || ['_', '.', '/', '~', '-'].contains(&c);
    let word =
        text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') && text.chars().all(plain);
    match word {
        true => text,
        false => format!("'{}'", text.replace('\'', "''")),
    }
}
