//! Diagnostics for programs: a JSON object per line, and GitHub's annotations.

use serde_json::{Value, json};

use super::command::workflow_command;
use super::locate::{locate, pointer};
use super::{Diagnostic, Diagnostics, Place, Severity};
use crate::source::SourceSet;

/// One JSON object per finding, each on a line of its own.
///
/// Keys: `code`, `severity`, `message`, `primary` (null without a place), `secondary`, `help`, `notes`. A place has `path`,
/// `label` and, unless the file as a whole is meant, `line`, `column`, `end_line`, `end_column` (all from 1, columns in
/// characters, the end behind the last character); `pointer` when it is a node of a document.
pub fn to_json(diagnostics: &Diagnostics, set: &SourceSet) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics.iter() {
        text.push_str(&object(diagnostic, set).to_string());
        text.push('\n');
    }
    text
}

fn object(diagnostic: &Diagnostic, set: &SourceSet) -> Value {
    let place = |place: &(Place, String)| place_object(&place.0, &place.1, set);
    json!({
        "code": diagnostic.code.to_string(),
        "severity": severity(diagnostic.severity),
        "message": diagnostic.message,
        "primary": diagnostic.primary.as_ref().map(place),
        "secondary": diagnostic.secondary.iter().map(place).collect::<Vec<_>>(),
        "help": diagnostic.help,
        "notes": diagnostic.notes,
    })
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn place_object(place: &Place, label: &str, set: &SourceSet) -> Value {
    let located = locate(place, set);
    let mut object = json!({"path": set.file(located.file).path, "label": label});
    if let Some(range) = located.range {
        let (line, column) = set.line_col(located.file, range.start as u32);
        let (end_line, end_column) = set.line_col(located.file, range.end as u32);
        object["line"] = line.into();
        object["column"] = column.into();
        object["end_line"] = end_line.into();
        object["end_column"] = end_column.into();
    }
    if let Some(pointer) = pointer(place, set) {
        object["pointer"] = pointer.into();
    }
    object
}

/// One workflow command per finding, which GitHub shows beside the line.
pub fn to_github(diagnostics: &Diagnostics, set: &SourceSet) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics.iter() {
        let command = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let mut properties = Vec::new();
        if let Some((place, _)) = &diagnostic.primary {
            let located = locate(place, set);
            properties.push(("file", set.file(located.file).path.clone()));
            if let Some(range) = located.range {
                let (line, column) = set.line_col(located.file, range.start as u32);
                properties.push(("line", line.to_string()));
                properties.push(("col", column.to_string()));
            }
        }
        properties.push(("title", diagnostic.code.to_string()));
        let help = diagnostic.help.iter().map(|help| format!("\nhelp: {help}"));
        let message = diagnostic.message.clone() + &help.collect::<String>();
        text.push_str(&workflow_command(command, &properties, &message));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;
    use crate::source::read_text;

    #[test]
    fn programs_get_places_and_pointers() {
        let (set, tree) = read_text("a,b.json", "{\n  \"x\": [1]\n}");
        let mut diags = Diagnostics::new();
        let origin = set.at_pointer(tree, "/x/0").unwrap();
        diags.push(Diagnostic::error(Code(1), "100%\nwrong").at(origin, "here"));
        diags.push(Diagnostic::note(Code(2), "general"));
        let json = to_json(&diags, &set);
        let first: Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
        assert_eq!(
            first["primary"],
            json!({"path": "a,b.json", "label": "here", "line": 2, "column": 9, "end_line": 2, "end_column": 10, "pointer": "/x/0"})
        );
        assert_eq!(
            to_github(&diags, &set),
            "::error file=a%2Cb.json,line=2,col=9,title=O0001::100%25%0Awrong\n::notice title=O0002::general\n"
        );
    }
}
