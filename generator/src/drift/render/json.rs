//! For programs: one JSON object, by the schema in `generator/schemas/drift-1.json`.

use serde_json::{Value, json};

use super::counts;
use crate::drift::{Entry, Place, Report, RustItem, Side, Site, Verdict};

/// The version of the schema that reports follow.
const FORMAT: u32 = 1;

/// Renders a report as JSON, with a newline at its end.
pub fn json(report: &Report) -> String {
    format!("{:#}\n", value(report))
}

/// A report as a JSON value.
pub fn value(report: &Report) -> Value {
    let counts = counts(report);
    let [none, patch, minor, major] = counts.class;
    let [safe, warning, breaking] = counts.wire;
    json!({
        "format": FORMAT,
        "old": side(&report.old),
        "new": side(&report.new),
        "crate": {
            "name": report.crate_name,
            "version": report.crate_version,
            "next_version": report.next_version,
        },
        "class": report.class.word(),
        "wire": report.wire.word(),
        "behaviour": report.behaviour.word(),
        "counts": {
            "entries": report.entries.len(),
            "source": { "none": none, "patch": patch, "minor": minor, "major": major },
            "wire": { "safe": safe, "warning": warning, "breaking": breaking },
            "behaviour_changed": counts.behaviour,
        },
        "entries": report.entries.iter().map(entry).collect::<Vec<_>>(),
        "accepted": super::accepted::accepted(report, entry),
        "stale": super::accepted::stale(report),
    })
}

fn side(side: &Side) -> Value {
    let Side {
        name,
        title,
        version,
        operations,
        schemas,
    } = side;
    json!({
        "name": name,
        "title": title,
        "version": version,
        "operations": operations,
        "schemas": schemas,
    })
}

fn entry(entry: &Entry) -> Value {
    let operations: Vec<Value> = entry
        .operations
        .iter()
        .map(|reach| {
            json!({
                "operation": reach.operation,
                "method": reach.method,
                "direction": reach.direction.word(),
            })
        })
        .collect();
    let rename = entry.rename.as_ref().map(|rename| {
        json!({
            "from": rename.from,
            "to": rename.to,
            "confidence": rename.confidence,
            "evidence": rename.evidence,
            "scope": rename.scope,
            "key": rename.key,
            "old_name": rename.old_name,
            "new_name": rename.new_name,
            "keep": rename.keep.iter().map(|one| json!({
                "scope": one.scope,
                "key": one.key,
                "name": one.name,
            })).collect::<Vec<_>>(),
            "aliases": rename.aliases.iter().map(|one| json!({
                "scope": one.scope.word(),
                "old": one.old,
                "new": one.new,
            })).collect::<Vec<_>>(),
        })
    });
    json!({
        "id": entry.id,
        "kind": entry.kind.code(),
        "api": entry.api,
        "key": entry.key,
        "subject": entry.subject,
        "title": entry.title,
        "before": entry.before,
        "after": entry.after,
        "direction": entry.direction.word(),
        "source": verdict(&entry.source, entry.source.level.word()),
        "wire": verdict(&entry.wire, entry.wire.level.word()),
        "behaviour": verdict(&entry.behaviour, entry.behaviour.level.word()),
        "old": entry.old.as_ref().map(site),
        "new": entry.new.as_ref().map(site),
        "operations": operations,
        "items": entry.items.iter().map(item).collect::<Vec<_>>(),
        "rename": rename,
        "sunset": entry.sunset,
        "also": entry.also.iter().map(place).collect::<Vec<_>>(),
    })
}

fn place(place: &Place) -> Value {
    json!({
        "key": place.key,
        "subject": place.subject,
        "old": place.old.as_ref().map(site),
        "new": place.new.as_ref().map(site),
    })
}

fn verdict<L>(verdict: &Verdict<L>, level: &str) -> Value {
    json!({ "level": level, "reason": verdict.reason })
}

fn site(site: &Site) -> Value {
    json!({
        "file": site.file,
        "line": site.line,
        "column": site.column,
        "end_line": site.end_line,
        "pointer": site.pointer,
    })
}

fn item(item: &RustItem) -> Value {
    json!({
        "change": item.change.word(),
        "path": item.path,
        "before": item.before,
        "after": item.after,
        "class": item.class.word(),
        "reason": item.reason,
        "file": item.file,
        "line": item.line,
    })
}
