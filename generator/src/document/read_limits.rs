//! Reads the limits of Schema Objects: ranges, lengths, patterns, formats.

use super::reader::Reader;
use super::schema::Schema;
use super::value::canonical_number;
use crate::source::NodeRef;

impl Reader<'_> {
    /// Reads a limit into the schema; false when the key is none.
    pub(super) fn constraint(
        &mut self,
        schema: &mut Schema,
        key: &str,
        value: NodeRef<'_>,
        parent: NodeRef<'_>,
    ) -> bool {
        let limits = &mut schema.constraints;
        match key {
            "minimum" => {
                let exclusive = flag(parent, "exclusiveMinimum");
                let number = self.number(value, key);
                match exclusive {
                    true => limits.exclusive_minimum = number,
                    false => limits.minimum = number,
                }
            }
            "maximum" => {
                let exclusive = flag(parent, "exclusiveMaximum");
                let number = self.number(value, key);
                match exclusive {
                    true => limits.exclusive_maximum = number,
                    false => limits.maximum = number,
                }
            }
            // 3.0: a flag of `minimum`, which reads it.
            "exclusiveMinimum" | "exclusiveMaximum" if value.as_bool().is_some() => {
                self.used(value)
            }
            "exclusiveMinimum" => limits.exclusive_minimum = self.number(value, key),
            "exclusiveMaximum" => limits.exclusive_maximum = self.number(value, key),
            "multipleOf" => limits.multiple_of = self.number(value, key),
            "minLength" => limits.min_length = self.count(value, key),
            "maxLength" => limits.max_length = self.count(value, key),
            "minItems" => limits.min_items = self.count(value, key),
            "maxItems" => limits.max_items = self.count(value, key),
            "minProperties" => limits.min_properties = self.count(value, key),
            "maxProperties" => limits.max_properties = self.count(value, key),
            "uniqueItems" => limits.unique_items = self.boolean(value, key),
            "pattern" => limits.pattern = self.string(value, key),
            "format" => schema.format = self.string(value, key),
            "contentEncoding" => schema.content_encoding = self.string(value, key),
            "contentMediaType" => schema.content_media_type = self.string(value, key),
            _ => return false,
        }
        true
    }

    fn number(&mut self, node: NodeRef<'_>, what: &str) -> Option<String> {
        self.used(node);
        match node.as_number() {
            Some(text) => Some(text.to_owned()),
            None => {
                self.wrong(node, what, "a number");
                None
            }
        }
    }

    /// A count: a whole number that is not negative, however it is spelled (`1e2`, `3.0`).
    fn count(&mut self, node: NodeRef<'_>, what: &str) -> Option<u64> {
        self.used(node);
        let count = node.as_number().and_then(|text| {
            let canonical = canonical_number(text);
            let (digits, exponent) = canonical.split_once('e').unwrap_or((&canonical, "0"));
            let power = 10u64.checked_pow(exponent.parse().ok()?)?;
            digits.parse::<u64>().ok()?.checked_mul(power)
        });
        if count.is_none() {
            self.wrong(node, what, "a whole number from 0");
        }
        count
    }
}

fn flag(parent: NodeRef<'_>, key: &str) -> bool {
    parent.get(key).and_then(NodeRef::as_bool) == Some(true)
}
