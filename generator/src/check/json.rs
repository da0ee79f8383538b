//! A report for programs.

use serde_json::{Value, json};

use super::{Report, Who};

/// Renders a report as JSON.
pub fn json(report: &Report) -> Value {
    let who = |who: &Who| Value::from(who.words());
    let causes: Vec<Value> = report
        .causes
        .iter()
        .map(|cause| {
            let file = (!cause.file.is_empty()).then_some(cause.file.as_str());
            json!({ "who": cause.who.words(), "file": file, "message": cause.what })
        })
        .collect();
    let files: Vec<Value> = report
        .files
        .iter()
        .map(|file| {
            json!({
                "path": file.path,
                "state": file.state.word(),
                "who": file.who.iter().map(who).collect::<Vec<_>>(),
                "diff": file.diff.lines,
                "diff_lines_left_out": file.diff.more,
            })
        })
        .collect();
    json!({
        "in_sync": report.in_sync(),
        "generated_files": report.generated,
        "documents": report.documents,
        "causes": causes,
        "files": files,
        "semver": report.surface.as_ref().map(|surface| json!({
            "class": surface.class.word(),
            "version": surface.versions.0,
            "next_version": surface.versions.1,
            "aliases": surface.renames.iter().map(|one| json!({
                "scope": one.scope.word(),
                "old": one.old,
                "new": one.new,
            })).collect::<Vec<_>>(),
            "items": surface.lines(usize::MAX).into_iter().map(|(text, _)| text).collect::<Vec<_>>(),
        })),
        "mend": report.mend,
    })
}
