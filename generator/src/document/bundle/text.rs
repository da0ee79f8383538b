//! The text of a bundle.
//!
//! Takes a JSON value whose numbers keep their text; gives JSON or YAML that reads back as the same value.

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeMap as _, SerializeSeq as _, Serializer};

use crate::document::value::canonical_number;
use crate::model::Json;

/// Its text as JSON, two blanks to a level.
pub fn json_text(json: &Json) -> String {
    let mut out = String::new();
    write(json, 0, &mut out);
    out.push('\n');
    out
}

/// Its text as YAML; as JSON, which is YAML too, when it has a number that 64 bits do not hold or a key `<<`.
pub fn yaml_text(json: &Json) -> String {
    let yaml = is_plain(json).then(|| serde_yaml::to_string(&Shown(json)).ok());
    match yaml.flatten() {
        Some(yaml) => unmarked(&yaml),
        None => json_text(json),
    }
}

/// Stands around a text that is to be quoted. No text of a bundle that is written as YAML has it.
const MARK: char = '\u{e000}';

/// A text, marked when YAML 1.1, which many programs still read, takes it for something else than text: `yes`, a date.
fn marked(text: &str) -> Cow<'_, str> {
    let word = text.to_ascii_lowercase();
    let is_word = ["y", "n", "yes", "no", "on", "off"].contains(&word.as_str());
    let of_number = |c: char| c.is_ascii_digit() || "+-:._TtZz".contains(c);
    let is_number = text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c))
        && text.contains(|c: char| c.is_ascii_digit())
        && text.contains([':', '-', '_'])
        && text.chars().all(of_number);
    match is_word || is_number {
        true => format!("{MARK}{text}{MARK}").into(),
        false => text.into(),
    }
}

/// A YAML text with quotes instead of marks.
fn unmarked(yaml: &str) -> String {
    yaml.replace(MARK, "'")
}

fn write(json: &Json, depth: usize, out: &mut String) {
    let line = |depth: usize, out: &mut String| {
        out.push('\n');
        out.push_str(&"  ".repeat(depth));
    };
    match json {
        Json::Null => out.push_str("null"),
        Json::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Json::Number(text) => out.push_str(text),
        Json::String(text) => out.push_str(&quoted(text)),
        Json::Array(items) if items.is_empty() => out.push_str("[]"),
        Json::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                line(depth + 1, out);
                write(item, depth + 1, out);
            }
            line(depth, out);
            out.push(']');
        }
        Json::Object(entries) if entries.is_empty() => out.push_str("{}"),
        Json::Object(entries) => {
            out.push('{');
            for (at, (key, value)) in entries.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                line(depth + 1, out);
                out.push_str(&quoted(key));
                out.push_str(": ");
                write(value, depth + 1, out);
            }
            line(depth, out);
            out.push('}');
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Whether YAML can say it as a program reads it: numbers that are the same after a way through 64 bits, no merge keys.
fn is_plain(json: &Json) -> bool {
    match json {
        Json::Null | Json::Bool(_) => true,
        Json::String(text) => is_plain_text(text),
        Json::Number(text) => match number(text) {
            Some(Number::Float(float)) => {
                let written = serde_yaml::to_string(&float).unwrap_or_default();
                canonical_number(written.trim()) == canonical_number(text)
            }
            other => other.is_some(),
        },
        Json::Array(items) => items.iter().all(is_plain),
        Json::Object(entries) => entries
            .iter()
            .all(|(key, value)| is_plain_text(key) && is_plain(value)),
    }
}

fn is_plain_text(text: &str) -> bool {
    text != "<<" && !text.contains(MARK)
}

enum Number {
    Signed(i64),
    Unsigned(u64),
    Float(f64),
}

fn number(text: &str) -> Option<Number> {
    if let Ok(number) = text.parse() {
        return Some(Number::Signed(number));
    }
    if let Ok(number) = text.parse() {
        return Some(Number::Unsigned(number));
    }
    let float: f64 = text.parse().ok()?;
    float.is_finite().then_some(Number::Float(float))
}

/// A value as serde sees it.
struct Shown<'j>(&'j Json);

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Json::Null => to.serialize_unit(),
            Json::Bool(truth) => to.serialize_bool(*truth),
            Json::Number(text) => match number(text) {
                Some(Number::Signed(number)) => to.serialize_i64(number),
                Some(Number::Unsigned(number)) => to.serialize_u64(number),
                Some(Number::Float(number)) => to.serialize_f64(number),
                None => to.serialize_str(text),
            },
            Json::String(text) => to.serialize_str(&marked(text)),
            Json::Array(items) => {
                let mut list = to.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(&Shown(item))?;
                }
                list.end()
            }
            Json::Object(entries) => {
                let mut map = to.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(&marked(key), &Shown(value))?;
                }
                map.end()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::value::json;
    use crate::source::read_text;

    fn values() -> impl Strategy<Value = Json> {
        let words = prop_oneof![
            "[ -~]{0,12}",
            ".{0,6}",
            prop::sample::select(vec![
                "yes",
                "null",
                "~",
                "0x1F",
                "1_000",
                "<<",
                "-",
                "- a",
                "a: b",
                "#x",
                "1e3",
                ".inf",
                "",
                " ",
                "\n",
                "a\nb\n",
                "\u{85}",
                "\u{feff}",
                "\t",
                "true",
                "=",
                "2026-11-21",
            ])
            .prop_map(str::to_owned),
        ];
        let leaf = prop_oneof![
            Just(Json::Null),
            any::<bool>().prop_map(Json::Bool),
            any::<i64>().prop_map(|n| Json::Number(n.to_string())),
            any::<u64>().prop_map(|n| Json::Number(n.to_string())),
            "-?(0|[1-9][0-9]{0,24})(\\.[0-9]{1,9})?(e[+-]?[0-9]{1,3})?".prop_map(Json::Number),
            words.clone().prop_map(Json::String),
        ];
        leaf.prop_recursive(4, 30, 4, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Json::Array),
                prop::collection::btree_map(words.clone(), inner, 0..4)
                    .prop_map(|map| Json::Object(map.into_iter().collect())),
            ]
        })
    }

    fn same(name: &str, text: &str, value: &Json) {
        let (set, tree) = read_text(name, text);
        let (wanted, expected) = read_text("wanted.json", &json_text(value));
        let (is, should) = (set.root(tree), wanted.root(expected));
        let (is_json, should_json) = (json(is), json(should));
        assert!(
            is.same_value(should),
            "{text}\n{is_json:?}\n{should_json:?}"
        );
    }

    #[test]
    fn what_yaml_1_1_takes_for_something_else_is_quoted() {
        let text = |text: &str| Json::String(text.to_owned());
        let all = [
            "yes",
            "Off",
            "2026-11-21",
            "12:30:45",
            "1_000",
            "1.2.3",
            "yesterday",
        ];
        let list = Json::Array(all.map(text).to_vec());
        let value = Json::Object(vec![("y".to_owned(), list)]);
        let expected = "'y':\n- 'yes'\n- 'Off'\n- '2026-11-21'\n- '12:30:45'\n- '1_000'\n- 1.2.3\n- yesterday\n";
        assert_eq!(yaml_text(&value), expected);
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back_as_it_was(value in values()) {
            let value = Json::Object(vec![("v".to_owned(), value)]);
            same("a.json", &json_text(&value), &value);
            same("a.yaml", &yaml_text(&value), &value);
        }
    }
}
