//! Limits that leave no value between them.
//!
//! Takes a merged schema; reports each pair of its limits that contradicts itself. Must never change a limit: what is
//! sent is checked against both, and so refused.

use super::Resolver;
use crate::diag::Diagnostic;
use crate::diag::codes::resolve as codes;
use crate::document::Schema;
use crate::model::Constraints;

impl Resolver<'_> {
    /// Reports limits that no value is within.
    pub(super) fn report_empty_limits(&mut self, schema: &Schema) {
        for (low, high) in empty(&schema.constraints) {
            self.report(
                schema.origin,
                Diagnostic::warning(
                    codes::CONTRADICTION,
                    format!("no value is within both `{low}` and `{high}`"),
                )
                .at(
                    schema.origin,
                    "the limits of this schema, with those of what it is made of",
                )
                .help("mend one of the limits; until then no value of it can be sent"),
            );
        }
    }
}

/// The pairs of limits that contradict each other, as the document spells them.
fn empty(limits: &Constraints) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (low, least, high, most) in [
        (
            "minLength",
            limits.min_length,
            "maxLength",
            limits.max_length,
        ),
        ("minItems", limits.min_items, "maxItems", limits.max_items),
        (
            "minProperties",
            limits.min_properties,
            "maxProperties",
            limits.max_properties,
        ),
    ] {
        if let (Some(least), Some(most)) = (least, most)
            && least > most
        {
            found.push((format!("{low}: {least}"), format!("{high}: {most}")));
        }
    }
    let number = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<f64>().ok());
    for (low, least, open_low) in [
        ("minimum", &limits.minimum, false),
        ("exclusiveMinimum", &limits.exclusive_minimum, true),
    ] {
        for (high, most, open_high) in [
            ("maximum", &limits.maximum, false),
            ("exclusiveMaximum", &limits.exclusive_maximum, true),
        ] {
            if let (Some(from), Some(to)) = (number(least), number(most))
                && (from > to || from == to && (open_low || open_high))
            {
                let said = |name: &str, text: &Option<String>| {
                    format!("{name}: {}", text.as_deref().unwrap_or_default())
                };
                found.push((said(low, least), said(high, most)));
            }
        }
    }
    found
}
