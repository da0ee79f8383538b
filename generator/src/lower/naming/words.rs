//! One text to one identifier.
//!
//! Every function here is total: whatever the text, the answer is a valid Rust identifier that is not a keyword, is
//! at most [`LIMIT`] characters long, and depends on nothing but the text.

use std::borrow::Cow;

use heck::{ToSnakeCase, ToUpperCamelCase};
use icu_normalizer::ComposingNormalizerBorrowed;
use sha2::{Digest, Sha256};

/// The longest identifier; longer ones are cut and end in a hash of the whole text.
pub const LIMIT: usize = 80;

/// Keywords of every edition, reserved ones and `gen` included; sorted.
const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// What symbols are called when a text has nothing else.
const SYMBOLS: &[(char, &str)] = &[
    ('!', "bang"),
    ('"', "quote"),
    ('#', "hash"),
    ('$', "dollar"),
    ('%', "percent"),
    ('&', "and"),
    ('\'', "apostrophe"),
    ('(', "open_paren"),
    (')', "close_paren"),
    ('*', "star"),
    ('+', "plus"),
    (',', "comma"),
    ('-', "minus"),
    ('.', "dot"),
    ('/', "slash"),
    (':', "colon"),
    (';', "semicolon"),
    ('<', "less"),
    ('=', "equal"),
    ('>', "greater"),
    ('?', "question"),
    ('@', "at"),
    ('[', "open_bracket"),
    ('\\', "backslash"),
    (']', "close_bracket"),
    ('^', "caret"),
    ('_', "underscore"),
    ('`', "backtick"),
    ('{', "open_brace"),
    ('|', "pipe"),
    ('}', "close_brace"),
    ('~', "tilde"),
    (' ', "space"),
];

/// The case of an identifier, and what it starts with when its text starts with a digit.
#[derive(Clone, Copy)]
enum Form {
    Type,
    Variant,
    Field,
}

/// The name of a type: `HTTPValidationError` → `HttpValidationError`.
pub fn type_name(text: &str) -> String {
    identifier(text, Form::Type)
}

/// The name of an enum's variant. `Unknown` is kept for the catch-all: `unknown` → `UnknownValue`.
pub fn variant_name(text: &str) -> String {
    let name = identifier(text, Form::Variant);
    if name == "Unknown" {
        "UnknownValue".to_owned()
    } else {
        name
    }
}

/// The name of a field, parameter, method or module: `createdAt` → `created_at`, `type` → `type_`.
pub fn field_name(text: &str) -> String {
    identifier(text, Form::Field)
}

/// Whether a text can stand as an identifier without being raw.
pub fn is_identifier(text: &str) -> bool {
    let plain = |c: u8| c.is_ascii_alphanumeric() || c == b'_';
    let letters = match text.bytes().all(plain) {
        true => !text.is_empty() && !text.starts_with(|c: char| c.is_ascii_digit()),
        false => syn::parse_str::<syn::Ident>(text).is_ok(),
    };
    letters && text != "_" && KEYWORDS.binary_search(&text).is_err()
}

fn identifier(text: &str, form: Form) -> String {
    // To the compiler, identifiers are equal when their normal forms are (Rust reference, identifiers).
    let text = &*match text.is_ascii() {
        true => Cow::Borrowed(text),
        false => ComposingNormalizerBorrowed::new_nfc().normalize(text),
    };
    let spelled = spell(text, char::is_alphabetic);
    let name = bounded(cased(&spelled, form), text, form);
    if is_identifier(&name) {
        return name;
    }
    // A letter that Rust does not allow in identifiers (circled letters, for example): spell by code point.
    let spelled = spell(text, |c| c.is_ascii_alphabetic());
    bounded(cased(&spelled, form), text, form)
}

fn cased(spelled: &str, form: Form) -> String {
    let name = match (form, spelled.is_ascii() && !has_capital(spelled)) {
        // Where no case tells words apart, they are what stands between spaces: most names, and several times as fast.
        (Form::Type | Form::Variant, true) => capitalised(spelled),
        (Form::Type | Form::Variant, false) => spelled.to_upper_camel_case(),
        (Form::Field, true) => joined(spelled),
        (Form::Field, false) => spelled.to_snake_case(),
    };
    let name = match (name.starts_with(|c: char| c.is_numeric()), form) {
        (false, _) => name,
        (true, Form::Type) => format!("Type{name}"),
        (true, Form::Variant) => format!("Value{name}"),
        (true, Form::Field) => format!("field_{name}"),
    };
    if KEYWORDS.binary_search(&name.as_str()).is_ok() {
        format!("{name}_")
    } else {
        name
    }
}

fn has_capital(spelled: &str) -> bool {
    spelled.bytes().any(|c| c.is_ascii_uppercase())
}

fn capitalised(spelled: &str) -> String {
    let mut out = String::with_capacity(spelled.len());
    for word in spelled.split(' ') {
        let mut letters = word.chars();
        out.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        out.push_str(letters.as_str());
    }
    out
}

fn joined(spelled: &str) -> String {
    let mut out = String::with_capacity(spelled.len());
    for word in spelled.split(' ').filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push('_');
        }
        out.push_str(word);
    }
    out
}

/// Words with nothing but letters, digits and spaces, so that a case can be laid over them.
fn spell(text: &str, letter: impl Fn(char) -> bool) -> String {
    if text.is_empty() {
        return "empty".to_owned();
    }
    let text = match text.contains("OAuth") {
        true => Cow::Owned(text.replace("OAuth", "Oauth")),
        false => Cow::Borrowed(text),
    };
    let mut out = String::with_capacity(text.len());
    // A sign before a digit is what tells `+1` from `-1`; everywhere else it only separates words.
    let mut rest = &*text;
    for (sign, word) in [('+', "plus "), ('-', "minus ")] {
        if let Some(after) = text.strip_prefix(sign)
            && after.starts_with(|c: char| c.is_ascii_digit())
        {
            out.push_str(word);
            rest = after;
        }
    }
    let start = out.len();
    for c in rest.chars() {
        if letter(c) || c.is_ascii_digit() {
            out.push(c);
        } else if c.is_ascii() || c.is_whitespace() {
            out.push(' ');
        } else {
            out.push_str(&format!(" u{:x} ", u32::from(c)));
        }
    }
    if out[start..].trim().is_empty() {
        out.truncate(start);
        for c in rest.chars() {
            match SYMBOLS.iter().find(|(symbol, _)| *symbol == c) {
                Some((_, word)) => out.push_str(word),
                None => out.push_str(&format!("u{:x}", u32::from(c))),
            }
            out.push(' ');
        }
    }
    out
}

/// Cuts a name that is too long; the hash of the whole text keeps apart what the cut makes equal.
fn bounded(name: String, text: &str, form: Form) -> String {
    if name.len() <= LIMIT || name.chars().count() <= LIMIT {
        return name;
    }
    let hash = short_hash(text);
    let tail = match form {
        Form::Type | Form::Variant => format!("H{hash}"),
        Form::Field => format!("_h{hash}"),
    };
    let head: String = name.chars().take(LIMIT - tail.len()).collect();
    format!("{}{tail}", head.trim_end_matches('_'))
}

/// Eight hexadecimal digits that stand for a text.
fn short_hash(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(4).map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_without_capitals_are_what_heck_makes_of_them() {
        for text in ["", "a", " a  b1 ", "a1b 2c", "x  ", "1", "if", "a b c d"] {
            assert_eq!(capitalised(text), text.to_upper_camel_case(), "{text:?}");
            assert_eq!(joined(text), text.to_snake_case(), "{text:?}");
        }
    }

    #[test]
    fn keywords_are_found_by_halving() {
        assert!(KEYWORDS.is_sorted());
        for keyword in KEYWORDS {
            assert!(!is_identifier(keyword), "{keyword}");
        }
        for name in ["a", "_a", "A1", "r2d2", "é"] {
            assert!(is_identifier(name), "{name}");
        }
        for name in ["", "_", "1a", "a-b", "a b", "\u{24b6}"] {
            assert!(!is_identifier(name), "{name}");
        }
    }
}
