//! Query parameters of any shape, by the styles of OpenAPI, and form bodies, which are written like them.

use serde_json::Value;

use super::driver_ser::to_request;
use super::field::Mode;
use super::path::encode;
use super::slot::{Encode, View};

/// How an array or an object goes into the query; a scalar looks the same in all styles but the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryStyle {
    /// `form`, exploded: `a=1&a=2`; an object's fields are parameters of their own.
    FormExploded,
    /// `form`: `a=1,2`, `a=key,value`
    Form,
    /// `spaceDelimited`: `a=1%202`
    SpaceDelimited,
    /// `pipeDelimited`: `a=1%7C2`
    PipeDelimited,
    /// `deepObject`: `a[key]=value`; arrays within repeat their key.
    DeepObject,
    /// `content`: JSON.
    Json,
}

/// How deep an object may be nested in a query.
const DEPTH: usize = 16;

/// Names and encoded values.
pub(super) fn query_pairs(
    name: &str,
    value: &dyn Encode,
    style: QueryStyle,
) -> Result<Vec<(String, String)>, String> {
    let separator = match style {
        QueryStyle::Json => {
            let json =
                to_request(value).map_err(|error| format!("`{name}` has no JSON: {error}"))?;
            return Ok(vec![(
                name.to_owned(),
                encode(&String::from_utf8_lossy(&json)),
            )]);
        }
        QueryStyle::DeepObject => {
            let mut pairs = Vec::new();
            deep(name, value, 0, &mut pairs)?;
            return Ok(pairs);
        }
        QueryStyle::FormExploded => None,
        QueryStyle::Form => Some(","),
        QueryStyle::SpaceDelimited => Some("%20"),
        QueryStyle::PipeDelimited => Some("%7C"),
    };
    let mut flat = Vec::new();
    let has_keys = each(value, &mut |key, value| {
        let key = key.unwrap_or(name);
        let text =
            text(value).ok_or_else(|| format!("`{key}` is nested too deeply for a query"))?;
        flat.push((key.to_owned(), encode(&text)));
        Ok(())
    })?;
    let Some(separator) = separator else {
        return Ok(flat);
    };
    if flat.is_empty() {
        return Ok(flat);
    }
    let words = flat
        .into_iter()
        .flat_map(|(key, text)| has_keys.then(|| encode(&key)).into_iter().chain([text]));
    Ok(vec![(
        name.to_owned(),
        words.collect::<Vec<_>>().join(separator),
    )])
}

/// Writes an object as a form. Arrays repeat their key; what is nested has its path in brackets.
pub(super) fn form(value: &dyn Encode) -> Result<String, String> {
    let mut pairs = Vec::new();
    each(value, &mut |key, value| match key {
        Some(key) => deep(key, value, 0, &mut pairs),
        None => Err("only an object can be sent as a form".to_owned()),
    })?;
    let pairs = pairs
        .into_iter()
        .map(|(name, value)| format!("{}={value}", encode(&name)));
    Ok(pairs.collect::<Vec<_>>().join("&"))
}

fn deep(
    name: &str,
    value: &dyn Encode,
    depth: usize,
    pairs: &mut Vec<(String, String)>,
) -> Result<(), String> {
    if let Some(text) = text(value) {
        pairs.push((name.to_owned(), encode(&text)));
        return Ok(());
    }
    if depth == DEPTH {
        return Err(format!("`{name}` is nested too deeply for a query"));
    }
    each(value, &mut |key, value| match key {
        Some(key) => deep(&format!("{name}[{key}]"), value, depth + 1, pairs),
        None => deep(name, value, depth + 1, pairs),
    })
    .map(|_has_keys| ())
}

/// Takes one piece of a value.
type Each<'a> = &'a mut dyn FnMut(Option<&str>, &dyn Encode) -> Result<(), String>;

/// Gives the parts of a value, with their keys if it is an object, which is what it returns.
fn each(value: &dyn Encode, take: Each<'_>) -> Result<bool, String> {
    match value.view() {
        View::Sequence(items) => {
            for item in (0..items.len()).filter_map(|index| items.item(index)) {
                take(None, item)?;
            }
            Ok(false)
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

#[cfg(test)]
mod unit {
    use std::collections::BTreeMap;

    use super::{QueryStyle, form, query_pairs};
    use crate::runtime::Encode;

    fn query(value: &dyn Encode, style: QueryStyle) -> String {
        let pairs = query_pairs("a", value, style).unwrap();
        pairs
            .into_iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>()
            .join("&")
    }

    #[test]
    fn lists_objects_and_scalars_in_each_style() {
        let list = vec!["x y".to_owned(), "1,2".to_owned()];
        assert_eq!(query(&list, QueryStyle::FormExploded), "a=x%20y&a=1%2C2");
        assert_eq!(query(&list, QueryStyle::Form), "a=x%20y,1%2C2");
        assert_eq!(query(&list, QueryStyle::PipeDelimited), "a=x%20y%7C1%2C2");
        assert_eq!(
            query(&list, QueryStyle::Json),
            "a=%5B%22x%20y%22%2C%221%2C2%22%5D"
        );
        let map = BTreeMap::from([("k".to_owned(), vec![1i64, 2])]);
        assert_eq!(query(&map, QueryStyle::DeepObject), "a[k]=1&a[k]=2");
        assert!(query_pairs("a", &map, QueryStyle::Form).is_err());
        let flat = BTreeMap::from([("k".to_owned(), 1i64), ("l".to_owned(), 2)]);
        assert_eq!(query(&flat, QueryStyle::FormExploded), "k=1&l=2");
        assert_eq!(query(&flat, QueryStyle::Form), "a=k,1,l,2");
        assert_eq!(query(&5i64, QueryStyle::DeepObject), "a=5");
        assert_eq!(query(&Vec::<i64>::new(), QueryStyle::Form), "");
    }

    #[test]
    fn forms_are_flat_or_bracketed() {
        let map = BTreeMap::from([("k l".to_owned(), vec!["a&b".to_owned(), String::new()])]);
        assert_eq!(form(&map).unwrap(), "k%20l=a%26b&k%20l=");
        let nested = BTreeMap::from([("a".to_owned(), map)]);
        assert_eq!(form(&nested).unwrap(), "a%5Bk%20l%5D=a%26b&a%5Bk%20l%5D=");
        assert!(form(&vec![1i64]).is_err());
    }
}
