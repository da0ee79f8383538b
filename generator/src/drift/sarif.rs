//! A report as SARIF 2.1.0: code scanning shows each change on its line.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{Behaviour, ChangeKind, Class, Entry, Report, RustItem, Site, Wire};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Renders a report as one SARIF log with one run. Accepted changes are in it, as suppressed.
pub fn sarif(report: &Report) -> String {
    let accepted = report.accepted.iter();
    let all: BTreeSet<ChangeKind> = report
        .entries
        .iter()
        .chain(accepted.clone().map(|accepted| &accepted.entry))
        .map(|entry| entry.kind)
        .collect();
    let kinds: Vec<ChangeKind> = all.into_iter().collect();
    let rules: Vec<Value> = kinds.iter().map(|kind| rule(*kind)).collect();
    let mut results: Vec<Value> = report
        .entries
        .iter()
        .map(|entry| Value::Object(result(entry, &kinds)))
        .collect();
    results.extend(accepted.map(|accepted| {
        let mut result = result(&accepted.entry, &kinds);
        let why = format!("{} (until {})", accepted.reason, accepted.until);
        let suppression = json!({ "kind": "external", "status": "accepted", "justification": why });
        result.insert("suppressions".to_owned(), json!([suppression]));
        Value::Object(result)
    }));
    let notices: Vec<Value> = report
        .stale
        .iter()
        .map(|stale| json!({ "level": "warning", "message": { "text": stale.sentence() } }))
        .collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "oasmith",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": true,
                "toolExecutionNotifications": notices,
            }],
            "properties": {
                "old": report.old.name,
                "new": report.new.name,
                "class": class(report.class),
                "nextVersion": report.next_version,
            },
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn rule(kind: ChangeKind) -> Value {
    json!({
        "id": kind.code(),
        "shortDescription": { "text": format!("{}.", kind.meaning()) },
    })
}

fn result(entry: &Entry, kinds: &[ChangeKind]) -> Map<String, Value> {
    let mut result = Map::new();
    let mut put = |key: &str, value: Value| {
        result.insert(key.to_owned(), value);
    };
    put("ruleId", entry.kind.code().into());
    if let Ok(at) = kinds.binary_search(&entry.kind) {
        put("ruleIndex", at.into());
    }
    put("level", level(entry).into());
    put("message", json!({ "text": message(entry) }));
    // A change stands where the newer document says it; what is gone, where it was.
    let (here, there) = match (&entry.new, &entry.old) {
        (Some(new), old) => (Some(new), old.as_ref()),
        (None, old) => (old.as_ref(), None),
    };
    put("locations", here.map(location).into_iter().collect());
    let mut related: Vec<Value> = Vec::new();
    if let Some(there) = there {
        let mut there = location(there);
        there["message"] = json!({ "text": "as it was" });
        related.push(there);
    }
    related.extend(entry.items.iter().filter_map(item));
    for (index, one) in related.iter_mut().enumerate() {
        one["id"] = (index + 1).into();
    }
    if !related.is_empty() {
        put("relatedLocations", related.into());
    }
    put("partialFingerprints", json!({ "oasmith/v1": entry.id }));
    put(
        "properties",
        json!({
            "wire": wire(entry.wire.level),
            "source": class(entry.source.level),
            "behaviour": entry.behaviour.level == Behaviour::Changed,
            "direction": entry.direction.word(),
            "operations": entry.operations.iter().map(|reach| reach.operation.as_str()).collect::<Vec<_>>(),
        }),
    );
    result
}

/// An error breaks clients or programs, a warning may, or changes what they do.
fn level(entry: &Entry) -> &'static str {
    match (entry.wire.level, entry.source.level) {
        (Wire::Breaking, _) | (_, Class::Major) => "error",
        (Wire::Warning, _) => "warning",
        _ if entry.behaviour.level == Behaviour::Changed => "warning",
        _ => "note",
    }
}

fn message(entry: &Entry) -> String {
    let mut text = format!("{}.", entry.title);
    for reason in [
        &entry.wire.reason,
        &entry.source.reason,
        &entry.behaviour.reason,
    ] {
        if !reason.is_empty() {
            text.push_str(&format!(" {reason}."));
        }
    }
    text
}

fn location(site: &Site) -> Value {
    let mut location = json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(&site.file) },
            "region": {
                "startLine": site.line.max(1),
                "startColumn": site.column.max(1),
                "endLine": site.end_line.max(site.line).max(1),
            },
        },
    });
    if !site.pointer.is_empty() {
        location["logicalLocations"] = json!([{ "fullyQualifiedName": site.pointer }]);
    }
    location
}

/// Where an item stands in the crate, when that is known.
fn item(item: &RustItem) -> Option<Value> {
    let (file, line) = (item.file.as_ref()?, item.line?);
    Some(json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(file) },
            "region": { "startLine": line.max(1) },
        },
        "message": { "text": item.path },
    }))
}

/// A path as a relative reference.
fn uri(path: &str) -> String {
    let mut out = String::new();
    let is_url = crate::source::load::is_url(path);
    for byte in path.bytes() {
        let plain = byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
        match plain || (is_url && b":?=&%".contains(&byte)) {
            true => out.push(char::from(byte)),
            false => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

fn class(class: Class) -> &'static str {
    match class {
        Class::None => "none",
        Class::Patch => "patch",
        Class::Minor => "minor",
        Class::Major => "major",
    }
}

fn wire(wire: Wire) -> &'static str {
    match wire {
        Wire::Safe => "safe",
        Wire::Warning => "warning",
        Wire::Breaking => "breaking",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drift::Accepted;
    use crate::drift::testing::report;

    #[test]
    fn each_change_is_a_result_with_its_rule_and_place() {
        let log: Value = serde_json::from_str(&sarif(&report())).unwrap();
        let run = &log["runs"][0];
        let results = run["results"].as_array().unwrap();
        assert_eq!(results.len(), 3);
        for result in results {
            let index = result["ruleIndex"].as_u64().unwrap() as usize;
            assert_eq!(
                run["tool"]["driver"]["rules"][index]["id"],
                result["ruleId"]
            );
        }
        let levels: Vec<&str> = results.iter().filter_map(|r| r["level"].as_str()).collect();
        assert_eq!(levels, ["error", "warning", "warning"]);
        let place = &results[0]["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "new.yaml");
        assert_eq!(place["region"]["startLine"], 2);
        assert_eq!(
            results[0]["partialFingerprints"]["oasmith/v1"],
            "00000000000000aa"
        );
        assert_eq!(results[2]["locations"], json!([]));
    }

    #[test]
    fn what_is_accepted_is_suppressed() {
        let mut report = report();
        let entry = report.entries.remove(0);
        report.accepted.push(Accepted {
            entry,
            reason: "Known".to_owned(),
            until: "2027-01-01".to_owned(),
        });
        let log: Value = serde_json::from_str(&sarif(&report)).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap();
        assert_eq!(results.len(), 3);
        assert_eq!(
            results[2]["suppressions"][0]["justification"],
            "Known (until 2027-01-01)"
        );
    }

    #[test]
    fn paths_are_references() {
        assert_eq!(uri("a b/c:d#é.yaml"), "a%20b/c%3Ad%23%C3%A9.yaml");
        assert_eq!(uri("https://x.test/a.yaml"), "https://x.test/a.yaml");
    }
}
