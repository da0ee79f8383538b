//! Workflow commands, by which GitHub shows a text beside a line.
//!
//! Takes a level, properties and a message; gives one line. No text can break out of its command.

/// One workflow command; properties stand in the order given.
pub fn workflow_command(level: &str, properties: &[(&str, String)], message: &str) -> String {
    let properties: Vec<String> = properties
        .iter()
        .map(|(name, text)| format!("{name}={}", escape(text, &[',', ':'])))
        .collect();
    let message = escape(message, &[]);
    format!("::{level} {}::{message}\n", properties.join(","))
}

fn escape(text: &str, also: &[char]) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '%' | '\r' | '\n') || also.contains(&c) {
            escaped.push_str(&format!("%{:02X}", u32::from(c)));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_break_out_of_a_command() {
        let properties = [("file", "a,b:c".to_owned()), ("title", "50%".to_owned())];
        assert_eq!(
            workflow_command("error", &properties, "one\n::warning::two\r,:"),
            "::error file=a%2Cb%3Ac,title=50%25::one%0A::warning::two%0D,:\n"
        );
    }
}
