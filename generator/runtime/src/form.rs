//! Bodies of the media type `application/x-www-form-urlencoded`.

use super::flat::{bracketed, each, texts};
use super::parameter::{Parameter, Place};
use super::path::encode;
use super::slot::Encode;

/// Writes an object as a form. A property with a row is written in the style of its row; without one a list of texts
/// repeats its key, and what is nested has its path in brackets.
pub(super) fn form(value: &dyn Encode, rows: &'static [Parameter]) -> Result<String, String> {
    let mut written = Vec::new();
    let mut has_keys = true;
    each(value, &mut |key, value| {
        let Some(key) = key else {
            has_keys = false;
            return Ok(());
        };
        match rows
            .iter()
            .find(|row| row.place == Place::Property && row.name == key)
        {
            Some(row) => written.extend(super::style::query(row, value)?),
            None => {
                let mut pairs = Vec::new();
                plain(key, value, &mut pairs)?;
                let pairs = pairs.into_iter();
                written.extend(
                    pairs.map(|(name, text)| format!("{}={}", encode(&name), encode(&text))),
                );
            }
        }
        Ok(())
    })?;
    match has_keys {
        true => Ok(written.join("&")),
        false => Err("only an object can be sent as a form".to_owned()),
    }
}

/// A property without a row.
fn plain(key: &str, value: &dyn Encode, pairs: &mut Vec<(String, String)>) -> Result<(), String> {
    match texts(value) {
        Some(texts) => pairs.extend(texts.into_iter().map(|text| (key.to_owned(), text))),
        None => bracketed(key, value, pairs)?,
    }
    Ok(())
}

#[cfg(test)]
mod unit {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::form;
    use crate::runtime::{Parameter, Style};

    #[test]
    fn forms_are_flat_or_bracketed() {
        let map = BTreeMap::from([("k l".to_owned(), vec!["a&b".to_owned(), String::new()])]);
        assert_eq!(form(&map, &[]).unwrap(), "k%20l=a%26b&k%20l=");
        let nested = BTreeMap::from([("a".to_owned(), map)]);
        let text = "a%5Bk%20l%5D%5B%5D=a%26b&a%5Bk%20l%5D%5B%5D=";
        assert_eq!(form(&nested, &[]).unwrap(), text);
        let objects = json!({"items": [{"price": "p", "quantity": 2}, {"price": "q"}]});
        let text = "items[0][price]=p&items[0][quantity]=2&items[1][price]=q";
        let text = text.replace('[', "%5B").replace(']', "%5D");
        assert_eq!(form(&objects, &[]).unwrap(), text);
        assert!(form(&vec![1i64], &[]).is_err());
    }

    #[test]
    fn rows_say_how_a_property_is_written() {
        const ROWS: &[Parameter] = &[
            Parameter::property("expand").style(Style::DeepObject),
            Parameter::property("ids").style(Style::Form),
            Parameter::property("meta").style(Style::Json),
        ];
        let body = json!({"expand": ["a", "b"], "ids": [1, 2], "meta": {"k": 1}, "other": [1, 2]});
        assert_eq!(
            form(&body, ROWS).unwrap(),
            "expand%5B%5D=a&expand%5B%5D=b&ids=1,2&meta=%7B%22k%22%3A1%7D&other=1&other=2"
        );
    }
}
