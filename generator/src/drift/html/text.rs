//! Text in a page.

/// A text as a page has it, in content and in quoted attributes.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // What would turn the direction of the text around it, or is no text at all, is shown and not done.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => out.push('\u{fffd}'),
            c if c.is_control() && !matches!(c, '\n' | '\t') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// A sentence: what stands between backticks is code.
pub(super) fn prose(text: &str) -> String {
    let mut out = String::new();
    let parts: Vec<&str> = text.split('`').collect();
    // A backtick without a partner is itself.
    let pairs = parts.len() - (parts.len() + 1) % 2;
    for (at, part) in parts.iter().enumerate() {
        let part = escape(part);
        if at >= pairs {
            out.push_str(&format!("`{part}"));
        } else if at % 2 == 1 {
            out.push_str(&format!("<code>{part}</code>"));
        } else {
            out.push_str(&part);
        }
    }
    out
}

/// `1 file`, `2 files`.
pub(super) fn counted(count: usize, what: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {what}{s}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_between_backticks_is_code() {
        for (text, html) in [
            ("a `b` c", "a <code>b</code> c"),
            ("`<b>`", "<code>&lt;b&gt;</code>"),
            ("a ` b", "a ` b"),
            ("`a` `b", "<code>a</code> `b"),
            ("", ""),
        ] {
            assert_eq!(prose(text), html, "{text}");
        }
    }
}
