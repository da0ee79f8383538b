//! What a description says in fixed words: a default value, valid values, a scope.
//!
//! Takes prose; gives the prose without those words, and what they say. Must never guess: words that are not there
//! mean that the page does not say.

use super::values::{literal, unquote};

/// A description, taken apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Description {
    /// The prose.
    pub(super) prose: String,
    /// Behind `Default value:`.
    pub(super) default: Option<String>,
    /// Behind `Valid values:`; empty when nothing is.
    pub(super) values: Vec<String>,
    /// Whether the words are there.
    pub(super) has_values: bool,
}

const DEFAULT: &str = "default value:";
const VALUES: &str = "valid values:";

/// Takes a description apart.
pub(super) fn describe(text: &str) -> Description {
    // Lower case in ASCII keeps every byte offset.
    let lower = text.to_ascii_lowercase();
    let mut marks: Vec<(usize, &str)> = Vec::new();
    for words in [DEFAULT, VALUES] {
        marks.extend(lower.find(words).map(|at| (at, words)));
    }
    marks.sort_unstable();
    let end_of_prose = marks.first().map_or(text.len(), |(at, _)| *at);
    let mut found = Description {
        prose: text[..end_of_prose].trim().to_owned(),
        ..Description::default()
    };
    for (index, (at, words)) in marks.iter().enumerate() {
        let end = marks.get(index + 1).map_or(text.len(), |(at, _)| *at);
        let said = text[at + words.len()..end].trim();
        match *words {
            VALUES => (found.values, found.has_values) = (values(said), true),
            _ => {
                let line = said.lines().next().unwrap_or("").trim();
                found.default = (!line.is_empty()).then(|| unquote(line).to_owned());
            }
        }
    }
    found
}

/// `` `a`, `b` ``, or one value on each line with or without a bullet.
fn values(said: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for piece in said.split(['\n', ',']) {
        let piece = piece.trim();
        let piece = piece
            .strip_prefix(['-', '*', '•'])
            .map_or(piece, str::trim_start);
        let piece = piece.trim_end_matches('.').trim_end();
        let value = literal(piece);
        if !piece.is_empty() && !found.contains(&value) {
            found.push(value);
        }
    }
    found
}

/// The scopes in "Requires the groups:write scope." and "… the a:read and b:read scopes.".
pub(super) fn scopes(prose: &str) -> Vec<String> {
    let mut found = Vec::new();
    for sentence in prose.split(". ").filter(|s| s.contains("scope")) {
        let words = sentence.split(|c: char| c.is_whitespace() || c == ',');
        for word in words.map(|w| w.trim_matches(['`', '"', '\'', '.', ';', '(', ')'])) {
            let part = |text: &str| {
                !text.is_empty()
                    && text
                        .bytes()
                        .all(|b| b.is_ascii_alphanumeric() || b"_-.:/*".contains(&b))
            };
            let scope = word
                .split_once(':')
                .is_some_and(|(a, b)| part(a) && part(b));
            if scope && !word.contains("://") && !found.iter().any(|known| known == word) {
                found.push(word.to_owned());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_cut_off_the_prose() {
        let found = describe("Whether the user is a group admin. Default value: false");
        assert_eq!(found.prose, "Whether the user is a group admin.");
        assert_eq!(found.default.as_deref(), Some("false"));
    }

    #[test]
    fn valid_values_with_nothing_behind_them_say_nothing() {
        let found = describe("The level. Valid values:");
        assert_eq!(found.prose, "The level.");
        assert_eq!(found.values, Vec::<String>::new());
    }

    #[test]
    fn valid_values_in_all_spellings() {
        for text in [
            "Valid values: `none`, `use`.",
            "valid values:\n- none\n- use",
            "Valid values:\n\"none\"\nuse\nDefault value: use",
        ] {
            assert_eq!(describe(text).values, ["none", "use"], "{text}");
        }
    }

    #[test]
    fn scopes_stand_in_prose() {
        assert_eq!(
            scopes("Creates. Requires the groups:write scope."),
            ["groups:write"]
        );
        assert_eq!(
            scopes("See https://x.y for scopes: a:read, b:read."),
            ["a:read", "b:read"]
        );
        assert_eq!(scopes("Requires time: 10:30"), Vec::<String>::new());
    }
}
