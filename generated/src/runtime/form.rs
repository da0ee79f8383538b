//! `application/x-www-form-urlencoded` bodies of flat objects.

use serde_json::Value;

use super::field::Mode;
use super::path::encode;
use super::slot::{Encode, View};

/// Writes an object as a form. Arrays repeat their key; other nesting has no form.
pub(super) fn form(value: &dyn Encode) -> Result<String, String> {
    let mut pairs = Vec::new();
    match value.view() {
        View::Object(object) => {
            for (index, field) in object.fields().iter().enumerate() {
                if let Mode::Constant(json) = field.mode {
                    let constant: Value =
                        serde_json::from_str(json).map_err(|error| error.to_string())?;
                    push(field.name, &constant, &mut pairs)?;
                }
                match object.at(index) {
                    Some(value) if field.mode == Mode::Rest => push_map(value, &mut pairs)?,
                    Some(value) if !value.is_absent() => push(field.name, value, &mut pairs)?,
                    _ => {}
                }
            }
        }
        View::Map(_) => push_map(value, &mut pairs)?,
        _ => return Err("only an object can be sent as a form".to_owned()),
    }
    Ok(pairs.join("&"))
}

fn push_map(value: &dyn Encode, pairs: &mut Vec<String>) -> Result<(), String> {
    let mut outcome = Ok(());
    if let View::Map(entries) = value.view() {
        entries.entries(&mut |key, value| {
            outcome = push(key, value, pairs);
            outcome.is_ok()
        });
    }
    outcome
}

fn push(name: &str, value: &dyn Encode, pairs: &mut Vec<String>) -> Result<(), String> {
    if let View::Sequence(items) = value.view() {
        return (0..items.len())
            .filter_map(|index| items.item(index))
            .try_for_each(|item| push(name, item, pairs));
    }
    match text(value) {
        Some(text) => pairs.push(format!("{}={}", encode(name), encode(&text))),
        None => {
            return Err(format!(
                "`{name}` has no form: only flat values can be sent as one"
            ));
        }
    }
    Ok(())
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
