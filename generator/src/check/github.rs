//! A report as workflow commands: annotations on a pull request.

use super::{Report, text};
use crate::diag::workflow_command;

/// Renders a report as GitHub workflow commands, one for each cause.
pub fn github(report: &Report) -> String {
    if report.in_sync() {
        return text(report);
    }
    let mend = report.mend.join(", then ");
    let mut out = String::new();
    for cause in &report.causes {
        let title = format!("oasmith: {}", cause.who.words());
        let message = format!("{}; to mend it, {mend}", cause.what);
        out.push_str(&annotation("error", &cause.file, None, &title, &message));
    }
    out
}

/// One workflow command. `place` is line and column.
pub fn annotation(
    level: &str,
    file: &str,
    place: Option<(usize, usize)>,
    title: &str,
    message: &str,
) -> String {
    let mut properties = Vec::new();
    if !file.is_empty() {
        properties.push(("file", file.to_owned()));
    }
    if let Some((line, column)) = place {
        properties.push(("line", line.to_string()));
        properties.push(("col", column.to_string()));
    }
    properties.push(("title", title.to_owned()));
    workflow_command(level, &properties, message)
}

#[cfg(test)]
mod tests {
    #[test]
    fn text_cannot_break_out_of_a_command() {
        let command =
            super::annotation("error", "a,b:c", Some((3, 5)), "50%", "one\n::warning::two");
        assert_eq!(
            command,
            "::error file=a%2Cb%3Ac,line=3,col=5,title=50%25::one%0A::warning::two\n"
        );
    }
}
