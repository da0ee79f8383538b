//! Texts that a regular expression matches.
//!
//! Takes a pattern of a document; gives texts for it, the short ones first. What it cannot read it leaves out of the
//! pattern, and gives what may match: the judge sorts out what does not.

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

/// The text that a pattern without any operator is about (`^prefix_`).
pub fn literal(pattern: &str) -> Option<String> {
    let text = pattern.trim_start_matches('^').trim_end_matches('$');
    let plain: String = text
        .chars()
        .take_while(|c| c.is_alphanumeric() || "_-/ :".contains(*c))
        .collect();
    (!plain.is_empty()).then_some(plain)
}

/// Texts that match a pattern; none when it is beyond the engine that makes them.
pub fn matching(pattern: &str) -> Vec<String> {
    let Ok(strategy) = proptest::string::string_regex(&plain(pattern)) else {
        return Vec::new();
    };
    let mut runner = TestRunner::deterministic();
    let mut texts: Vec<String> = (0..40)
        .filter_map(|_| strategy.new_tree(&mut runner).ok())
        .map(|tree| tree.current())
        .collect();
    // The short ones are likely to be within other limits too.
    texts.sort_by_key(|text| text.chars().count());
    texts.dedup();
    texts
}

/// A pattern in the words of the engine: the classes of ECMA-262 are those of ASCII, ends are implied, and what only
/// looks around is left out.
fn plain(pattern: &str) -> String {
    let mut out = String::new();
    let mut chars = pattern.chars().peekable();
    let mut class = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('d') => out.push_str("[0-9]"),
                Some('w') => out.push_str("[A-Za-z0-9_]"),
                Some('s') => out.push_str(if class { " \\t" } else { "[ \\t]" }),
                Some('S') if !class => out.push_str("[!-~]"),
                Some('b' | 'B' | 'A' | 'z' | 'Z') if !class => {}
                Some('/') => out.push('/'),
                Some('-') if !class => out.push('-'),
                Some(other) => out.extend(['\\', other]),
                None => {}
            },
            '[' if !class => {
                class = true;
                out.push(c);
                if chars.peek() == Some(&'^') {
                    // Anything but these, as long as it can be read.
                    chars.next();
                    out.push_str("!-~&&[^");
                    copy_class(&mut chars, &mut out);
                    out.push_str("]]");
                    class = false;
                }
            }
            '[' => out.push_str("\\["),
            ']' => {
                class = false;
                out.push(c);
            }
            '^' | '$' if !class => {}
            '(' if !class && looks_around(&chars.clone().take(3).collect::<String>()) => {
                skip_group(&mut chars);
            }
            '.' if !class => out.push_str("[ -~]"),
            c => out.push(c),
        }
    }
    out
}

fn looks_around(head: &str) -> bool {
    ["?=", "?!", "?<=", "?<!"]
        .iter()
        .any(|start| head.starts_with(start))
}

/// Passes a group whose bracket is open.
fn skip_group(chars: &mut impl Iterator<Item = char>) {
    let (mut depth, mut class) = (1, false);
    while depth > 0 {
        match chars.next() {
            Some('\\') => {
                chars.next();
            }
            Some('[') => class = true,
            Some(']') => class = false,
            Some('(') if !class => depth += 1,
            Some(')') if !class => depth -= 1,
            Some(_) => {}
            None => return,
        }
    }
}

/// Copies a class up to its end, without the bracket.
fn copy_class(chars: &mut impl Iterator<Item = char>, out: &mut String) {
    while let Some(c) = chars.next() {
        match c {
            ']' => return,
            '\\' => match chars.next() {
                Some('d') => out.push_str("0-9"),
                Some('w') => out.push_str("A-Za-z0-9_"),
                Some('s') => out.push_str(" \\t"),
                Some(other) => out.extend(['\\', other]),
                None => return,
            },
            '[' | '&' | '~' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_is_what_the_pattern_says() {
        for pattern in [
            "^[a-z]{3}-\\d+$",
            "^(?!x)[A-Z][^/\\s]{2}$",
            "^(foo$|bar)$",
            "^\\S+@\\w+\\.com\\b",
            "^[\\w.-]+/[^\\[&]$",
        ] {
            let judge = serde_json::json!({ "type": "string", "pattern": pattern });
            let judge = jsonschema::validator_for(&judge).unwrap();
            let made = matching(pattern);
            let good = made
                .iter()
                .filter(|text| judge.is_valid(&(**text).clone().into()));
            assert!(good.count() > made.len() / 2, "{pattern}: {made:?}");
        }
    }
}
