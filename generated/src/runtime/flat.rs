//! Values taken apart into texts, for everything that is not JSON.

use serde_json::Value;

use super::driver_ser::to_request;
use super::field::Mode;
use super::slot::{Encode, View};

/// How deep values may be nested.
const DEPTH: usize = 16;

/// A value as texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Flat {
    /// One.
    Text(String),
    /// The items of a list.
    List(Vec<String>),
    /// The keys and values of an object.
    Object(Vec<(String, String)>),
}

/// What becomes of a list of texts within an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inner {
    /// Its key is there once for each item.
    Repeated,
    /// JSON, as everything else that is nested.
    Json,
}

/// Takes a value apart. What is nested too deeply to be a text of its own is JSON.
pub(super) fn flat(value: &dyn Encode, inner: Inner) -> Result<Flat, String> {
    if let Some(text) = text(value) {
        return Ok(Flat::Text(text));
    }
    let mut items = Vec::new();
    let mut entries = Vec::new();
    let has_keys = each(value, &mut |key, value| {
        match key {
            None => items.push(text_or_json(value)?),
            Some(key) => match texts(value).filter(|_| inner == Inner::Repeated) {
                Some(texts) => entries.extend(texts.into_iter().map(|t| (key.to_owned(), t))),
                None => entries.push((key.to_owned(), text_or_json(value)?)),
            },
        }
        Ok(())
    })?;
    Ok(match has_keys {
        true => Flat::Object(entries),
        false => Flat::List(items),
    })
}

/// Names with brackets and texts, as jQuery, Rack, PHP and Stripe have it: `a[key]`, `a[]` for texts in a list, and
/// `a[0]` for lists and objects in one.
pub(super) fn bracketed(
    name: &str,
    value: &dyn Encode,
    pairs: &mut Vec<(String, String)>,
) -> Result<(), String> {
    nested(name, value, 0, pairs)
}

fn nested(
    name: &str,
    value: &dyn Encode,
    depth: usize,
    pairs: &mut Vec<(String, String)>,
) -> Result<(), String> {
    if let Some(text) = text(value) {
        pairs.push((name.to_owned(), text));
        return Ok(());
    }
    if depth == DEPTH {
        return Err(format!("`{name}` is nested too deeply"));
    }
    let mut index = 0;
    each(value, &mut |key, value| {
        let name = match key {
            Some(key) => format!("{name}[{key}]"),
            None if text(value).is_some() => format!("{name}[]"),
            None => format!("{name}[{index}]"),
        };
        index += 1;
        nested(&name, value, depth + 1, pairs)
    })
    .map(|_has_keys| ())
}

/// The items of a list, if all of them are texts.
pub(super) fn texts(value: &dyn Encode) -> Option<Vec<String>> {
    if !matches!(value.view(), View::Sequence(_) | View::Any(Value::Array(_))) {
        return None;
    }
    let mut items = Some(Vec::new());
    each(value, &mut |_, item| {
        items = match (items.take(), text(item)) {
            (Some(mut items), Some(text)) => {
                items.push(text);
                Some(items)
            }
            _ => None,
        };
        Ok(())
    })
    .ok()?;
    items
}

/// A text, or else JSON.
pub(super) fn text_or_json(value: &dyn Encode) -> Result<String, String> {
    match text(value) {
        Some(text) => Ok(text),
        None => json(value),
    }
}

/// JSON as text.
pub(super) fn json(value: &dyn Encode) -> Result<String, String> {
    let json = to_request(value).map_err(|error| format!("the value has no JSON: {error}"))?;
    String::from_utf8(json).map_err(|_| "the value has no JSON".to_owned())
}

/// A flat value as text; `null` is empty.
pub(super) fn text(value: &dyn Encode) -> Option<String> {
    Some(match value.view() {
        View::Null => String::new(),
        View::Bool(value) => value.to_string(),
        View::I64(value) => value.to_string(),
        View::U64(value) => value.to_string(),
        View::F64(value) => value.to_string(),
        View::F32(value) => value.to_string(),
        View::Text(text) => text.to_owned(),
        View::Display(text) => text.to_string(),
        View::Bytes(bytes) => String::from_utf8(bytes.to_vec()).ok()?,
        View::Any(Value::String(text)) => text.clone(),
        View::Any(Value::Null) => String::new(),
        View::Any(value @ (Value::Bool(_) | Value::Number(_))) => value.to_string(),
        _ => return None,
    })
}

/// Takes one piece of a value.
type Each<'a> = &'a mut dyn FnMut(Option<&str>, &dyn Encode) -> Result<(), String>;

/// Gives the parts of a value, with their keys if it is an object, which is what it returns.
pub(super) fn each(value: &dyn Encode, take: Each<'_>) -> Result<bool, String> {
    match value.view() {
        View::Sequence(items) => {
            for item in (0..items.len()).filter_map(|index| items.item(index)) {
                take(None, item)?;
            }
            Ok(false)
        }
        View::Any(Value::Array(items)) => {
            for item in items {
                take(None, item)?;
            }
            Ok(false)
        }
        View::Any(Value::Object(entries)) => {
            for (key, value) in entries {
                take(Some(key), value)?;
            }
            Ok(true)
        }
        View::Map(_) => each_entry(value, take).map(|()| true),
        View::Object(object) => {
            for (index, field) in object.fields().iter().enumerate() {
                match (field.mode, object.at(index)) {
                    (Mode::Constant(json), _) => {
                        let constant: Value =
                            serde_json::from_str(json).map_err(|error| error.to_string())?;
                        take(Some(field.name), &constant)?;
                    }
                    (Mode::ReadOnly, _) => {}
                    (Mode::Rest, Some(value)) => each_entry(value, take)?,
                    (_, Some(value)) if !value.is_absent() => take(Some(field.name), value)?,
                    _ => {}
                }
            }
            Ok(true)
        }
        _ => take(None, value).map(|()| false),
    }
}

fn each_entry(map: &dyn Encode, take: Each<'_>) -> Result<(), String> {
    let mut outcome = Ok(());
    if let View::Map(entries) = map.view() {
        entries.entries(&mut |key, value| {
            outcome = take(Some(key), value);
            outcome.is_ok()
        });
    }
    outcome
}
