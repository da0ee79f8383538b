//! Values of nodes: their JSON text, and whether two of them are the same.
//!
//! Takes nodes of any documents; numbers are never turned into floating point, so no digit is lost. Recursion is
//! bounded by the depth that the readers allow.

use super::decimal::Decimal;
use super::tree::{Kind, NodeRef};

impl NodeRef<'_> {
    /// Its compact JSON text: entries in the order of the document, numbers as they were written.
    pub fn json_text(self) -> String {
        let mut text = String::new();
        self.write_json(&mut text);
        text
    }

    fn write_json(self, out: &mut String) {
        match self.kind() {
            Kind::Null => out.push_str("null"),
            Kind::Bool(true) => out.push_str("true"),
            Kind::Bool(false) => out.push_str("false"),
            Kind::Number(text) => out.push_str(text),
            Kind::String(text) => write_string(text, out),
            Kind::Array(_) => {
                out.push('[');
                for (at, item) in self.items().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    item.write_json(out);
                }
                out.push(']');
            }
            Kind::Object(_) => {
                out.push('{');
                for (at, (key, value)) in self.entries().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    write_string(key, out);
                    out.push(':');
                    value.write_json(out);
                }
                out.push('}');
            }
        }
    }

    /// Whether both are the same JSON value: the order of keys does not matter, numbers compare by their exact value.
    pub fn same_value(self, other: NodeRef<'_>) -> bool {
        match (self.kind(), other.kind()) {
            (Kind::Null, Kind::Null) => true,
            (Kind::Bool(a), Kind::Bool(b)) => a == b,
            (Kind::Number(a), Kind::Number(b)) => a == b || Decimal::of(a) == Decimal::of(b),
            (Kind::String(a), Kind::String(b)) => a == b,
            (Kind::Array(a), Kind::Array(b)) => {
                a.len() == b.len()
                    && self
                        .items()
                        .zip(other.items())
                        .all(|(a, b)| a.same_value(b))
            }
            (Kind::Object(a), Kind::Object(b)) => {
                let same = |(key, a): (&str, NodeRef<'_>)| {
                    other.get(key).is_some_and(|value| a.same_value(value))
                };
                a.len() == b.len() && self.entries().all(same)
            }
            _ => false,
        }
    }
}

fn write_string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            c if c < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use crate::source::read_text;

    fn same(a: &str, b: &str) -> bool {
        let (first, one) = read_text("a.json", a);
        let (second, two) = read_text("b.json", b);
        first.root(one).same_value(second.root(two))
    }

    #[test]
    fn key_order_and_spelling_of_numbers_do_not_matter() {
        assert!(same(
            r#"{"a": 1, "b": [1.50]}"#,
            r#"{"b": [15e-1], "a": 1.0}"#
        ));
        assert!(!same(r#"{"a": 1}"#, r#"{"a": 1, "b": 2}"#));
        assert!(!same("[1, 2]", "[2, 1]"));
        assert!(!same("1", "\"1\""));
        assert!(!same("9007199254740993", "9007199254740992"));
        assert!(same("-0", "0.0e5"));
    }

    #[test]
    fn json_text_keeps_order_digits_and_escapes() {
        let text = r#"{"b":[1e400,-0,12345678901234567890123],"a\n\"\u0001":"é\\/","":{}}"#;
        let (set, tree) = read_text("a.json", text);
        assert_eq!(set.root(tree).json_text(), text);
    }
}
