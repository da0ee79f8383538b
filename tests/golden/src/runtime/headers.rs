//! Headers of an answer as values of their declared types.
//!
//! A header that is not there or is not of its type is `None`: what a server says beside its answer never fails a call.

use http::HeaderMap;
use serde_json::{Map, Value};

use super::decode_error::from_slice;
use super::slot::{Decode, Fill};

/// How a header is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderForm {
    /// Style `simple`: items between commas; an object as `key,value`.
    Simple,
    /// Style `simple`, exploded: an object as `key=value`.
    Exploded,
    /// `content`: JSON.
    Json,
}

/// A header as its type.
pub fn header<T: Decode>(headers: &HeaderMap, name: &str, form: HeaderForm) -> Option<T> {
    let text = text(headers, name)?;
    if form == HeaderForm::Json {
        return from_slice(text.as_bytes()).ok();
    }
    let mut value = T::blank();
    match fill(&mut value, &text) {
        Filled::Yes => Some(value),
        Filled::No => None,
        Filled::WithJson => json_forms(&text, form)
            .into_iter()
            .find_map(|json| from_slice(&json).ok()),
    }
}

/// All lines of a header as one, as HTTP reads them.
fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines: Option<Vec<&str>> = headers
        .get_all(name)
        .iter()
        .map(|line| std::str::from_utf8(line.as_bytes()).ok())
        .collect();
    let lines = lines.filter(|lines| !lines.is_empty())?;
    Some(lines.join(", "))
}

enum Filled {
    Yes,
    No,
    /// Only JSON can say what this is.
    WithJson,
}

fn fill(slot: &mut dyn Decode, text: &str) -> Filled {
    let text = text.trim();
    let taken = match slot.fill() {
        Fill::String(value) => {
            text.clone_into(value);
            true
        }
        Fill::Text(value) => value.set_text(text),
        Fill::Bool(value) => text.parse().map(|read| *value = read).is_ok(),
        Fill::I64(value) => text.parse().map(|read| *value = read).is_ok(),
        Fill::Integer(value) => text.parse().is_ok_and(|read| value.set_integer(read)),
        Fill::F64(value) => text.parse().map(|read| *value = read).is_ok(),
        Fill::F32(value) => text.parse().map(|read| *value = read).is_ok(),
        Fill::Any(value) => {
            *value = Value::from(text);
            true
        }
        Fill::Nullable(value) => return fill(value.open(), text),
        Fill::Sequence(items) => {
            let mut parts = text.split(',').filter(|part| !part.trim().is_empty());
            parts.all(|part| matches!(fill(items.push(), part), Filled::Yes))
        }
        Fill::Null => false,
        Fill::Map(_) | Fill::Object(_) | Fill::Tuple(_) | Fill::Union(_) => {
            return Filled::WithJson;
        }
    };
    match taken {
        true => Filled::Yes,
        false => Filled::No,
    }
}

/// What a text may stand for, the likeliest first: an object of its pairs, with and without numbers; itself.
fn json_forms(text: &str, form: HeaderForm) -> Vec<Vec<u8>> {
    let scalar = |text: &str| match serde_json::from_str(text) {
        Ok(value @ (Value::Number(_) | Value::Bool(_))) => value,
        _ => Value::from(text),
    };
    let object = |pairs: &[(&str, &str)], read: &dyn Fn(&str) -> Value| {
        let entries = pairs.iter();
        let entries = entries.map(|(key, value)| ((*key).to_owned(), read(value)));
        Value::Object(entries.collect::<Map<_, _>>())
    };
    let mut forms = Vec::new();
    if let Some(pairs) = pairs(text, form) {
        forms.push(object(&pairs, &scalar));
        forms.push(object(&pairs, &|text| Value::from(text)));
    }
    forms.push(scalar(text));
    forms.push(Value::from(text));
    forms
        .into_iter()
        .map(|form| form.to_string().into())
        .collect()
}

fn pairs(text: &str, form: HeaderForm) -> Option<Vec<(&str, &str)>> {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    match form {
        HeaderForm::Exploded => parts.iter().map(|part| part.split_once('=')).collect(),
        _ if parts.len().is_multiple_of(2) => {
            Some(parts.chunks(2).map(|pair| (pair[0], pair[1])).collect())
        }
        _ => None,
    }
}

/// Makes the struct of a set of headers readable.
///
/// ```text
/// headers! { Name { field "wire name" Form, … } }
/// ```
#[allow(unused_macros)]
macro_rules! headers {
    ($name:ident { $( $field:ident $wire:literal $form:ident ),* $(,)? }) => {
        impl $name {
            /// Reads them from an answer's headers. One that is not there or is not of its type is `None`.
            #[inline]
            pub fn of(headers: &::http::HeaderMap) -> Self {
                Self { $(
                    $field: $crate::runtime::header(headers, $wire, $crate::runtime::HeaderForm::$form),
                )* }
            }
        }
    };
}
#[allow(unused_imports)]
pub(crate) use headers;

#[cfg(test)]
mod unit {
    use std::collections::BTreeMap;

    use http::HeaderMap;
    use serde_json::Value;

    use super::{HeaderForm, header};

    fn read<T: crate::runtime::Decode>(lines: &[&'static str], form: HeaderForm) -> Option<T> {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("x-a", line.parse().unwrap());
        }
        header(&headers, "X-A", form)
    }

    #[test]
    fn scalars_lists_and_objects() {
        use HeaderForm::{Exploded, Json, Simple};
        assert_eq!(read(&["12"], Simple), Some(12i64));
        assert_eq!(read(&["300"], Simple), None::<u8>);
        assert_eq!(read(&["12.5"], Simple), Some(12.5f64));
        assert_eq!(read(&["true"], Simple), Some(true));
        assert_eq!(read(&[" a, b "], Simple), Some("a, b".to_owned()));
        assert_eq!(read(&["1, 2", "3"], Simple), Some(vec![1i64, 2, 3]));
        assert_eq!(read(&["1,x"], Simple), None::<Vec<i64>>);
        assert_eq!(read(&[""], Simple), Some(Vec::<i64>::new()));
        assert_eq!(read(&["[1]"], Json), Some(vec![1i64]));
        assert_eq!(read(&["{"], Json), None::<Value>);
        let map = BTreeMap::from([("a".to_owned(), 1i64), ("b".to_owned(), 2)]);
        assert_eq!(read(&["a=1,b=2"], Exploded), Some(map.clone()));
        assert_eq!(read(&["a,1,b,2"], Simple), Some(map));
        let texts = BTreeMap::from([("a".to_owned(), "1".to_owned())]);
        assert_eq!(read(&["a,1"], Simple), Some(texts));
        assert_eq!(read::<i64>(&[], Simple), None);
    }
}
