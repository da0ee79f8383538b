//! A report as workflow commands: annotations on a pull request.

use super::{Report, text};

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
        properties.push(format!("file={}", property(file)));
    }
    if let Some((line, column)) = place {
        properties.push(format!("line={line},col={column}"));
    }
    properties.push(format!("title={}", property(title)));
    format!("::{level} {}::{}\n", properties.join(","), data(message))
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
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
