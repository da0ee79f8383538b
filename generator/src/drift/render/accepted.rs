//! What was accepted, folded to a line each, and acceptances that cover nothing.

use serde_json::{Value, json};

use crate::drift::words::counted;
use crate::drift::{Lapse, Report};

/// For people; empty when there is nothing to say.
pub(super) fn text(report: &Report) -> String {
    let mut out = String::new();
    if !report.accepted.is_empty() {
        let count = counted(report.accepted.len(), "change");
        out.push_str(&format!("\naccepted: {count}\n"));
        for one in &report.accepted {
            let (title, reason) = (&one.entry.title, &one.reason);
            out.push_str(&format!(
                "  {} {title} (until {}: {reason})\n",
                one.entry.id, one.until
            ));
        }
    }
    for stale in &report.stale {
        out.push_str(&format!("\naccept file: {}\n", stale.sentence()));
    }
    out
}

/// For programs: the accepted entries, by the same form as the others.
pub(super) fn accepted(report: &Report, entry: impl Fn(&crate::drift::Entry) -> Value) -> Value {
    let all = report
        .accepted
        .iter()
        .map(|one| json!({ "entry": entry(&one.entry), "reason": one.reason, "until": one.until }));
    all.collect()
}

/// For programs: acceptances that cover nothing.
pub(super) fn stale(report: &Report) -> Value {
    let all = report.stale.iter().map(|one| {
        let why = match one.why {
            Lapse::Gone => "gone",
            Lapse::Expired => "expired",
        };
        json!({ "id": one.id, "reason": one.reason, "until": one.until, "why": why })
    });
    all.collect()
}
