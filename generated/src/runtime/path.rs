//! Paths and queries after RFC 3986.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};

/// Everything but the unreserved characters.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Encodes everything but unreserved characters.
pub(super) fn encode(text: &str) -> String {
    // Room for a few characters that take three, so that few texts move while they grow.
    let mut encoded = String::with_capacity(text.len() + 16);
    push_encoded(text, &mut encoded);
    encoded
}

fn push_encoded(text: &str, to: &mut String) {
    let unreserved = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~');
    match text.bytes().all(unreserved) {
        true => to.push_str(text),
        false => to.extend(utf8_percent_encode(text, RESERVED)),
    }
}

/// Encodes what RFC 3986 lets stand nowhere, and of the reserved characters only those of `not`; `%20` and the like
/// stay as they are.
pub(super) fn encode_reserved(text: &str, not: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (piece, after) = rest.split_at(first.len_utf8());
        let triple = first == '%'
            && after.len() >= 2
            && after.as_bytes()[..2].iter().all(u8::is_ascii_hexdigit);
        match triple || (":/?#[]@!$&'()*+,;=".contains(first) && !not.contains(first)) {
            true => encoded.push(first),
            false => encoded.push_str(&encode(piece)),
        }
        rest = after;
    }
    encoded
}

/// Encodes what cannot stand in a query, and nothing else.
pub(super) fn encode_query(text: &str) -> String {
    encode_reserved(text, "#[]")
}

/// Fills a path template in with arguments that are encoded already. Each argument stays within its segment.
pub(super) fn expand(
    template: &str,
    arguments: &[(&'static str, String)],
) -> Result<String, String> {
    let mut path = String::with_capacity(template.len() + 64);
    let mut rest = Some(template);
    while let Some(text) = rest {
        let segment = match cut(text, b'/') {
            Some((segment, after)) => {
                rest = Some(after);
                segment
            }
            None => {
                rest = None;
                text
            }
        };
        let start = path.len();
        let filled = expand_segment(segment, arguments, &mut path)?;
        let expanded = &path[start..];
        if filled && is_dots(expanded) {
            return Err(format!(
                "the path segment `{segment}` would be `{expanded}`, which no URL can carry"
            ));
        }
        if rest.is_some() {
            path.push('/');
        }
    }
    Ok(path)
}

/// What is before and behind an ASCII character. The standard library's search is made for long texts; these are segments.
pub(super) fn cut(text: &str, at: u8) -> Option<(&str, &str)> {
    let index = text.bytes().position(|byte| byte == at)?;
    Some((&text[..index], &text[index + 1..]))
}

/// Whether a segment means another resource to whoever resolves the path. So does `%2E%2E`: percent-encoding an
/// unreserved character changes nothing (RFC 3986, 6.2.2.2).
fn is_dots(segment: &str) -> bool {
    let mut rest = segment;
    let mut dots = 0;
    while let Some(after) = [".", "%2E", "%2e"]
        .iter()
        .find_map(|dot| rest.strip_prefix(dot))
    {
        rest = after;
        dots += 1;
    }
    rest.is_empty() && (dots == 1 || dots == 2)
}

/// Appends a segment, and says whether there was an argument in it.
fn expand_segment(
    segment: &str,
    arguments: &[(&'static str, String)],
    path: &mut String,
) -> Result<bool, String> {
    let mut rest = segment;
    let mut filled = false;
    while let Some((literal, name, after)) = placeholder(rest) {
        filled = true;
        path.extend(keep_literal(literal));
        let argument = arguments.iter().find(|(known, _)| *known == name);
        match argument {
            None => return Err(format!("the path argument `{name}` is missing")),
            Some((_, text)) if text.is_empty() => {
                return Err(format!("the path argument `{name}` is empty"));
            }
            Some((_, text)) => path.push_str(text),
        }
        rest = after;
    }
    path.extend(keep_literal(rest));
    Ok(filled)
}

fn placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let (literal, rest) = cut(text, b'{')?;
    let (name, after) = cut(rest, b'}')?;
    Some((literal, name, after))
}

/// The document's own characters, where they can stand in a path.
fn keep_literal(text: &str) -> PercentEncode<'_> {
    const LITERAL: &AsciiSet = &percent_encoding::CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'#')
        .add(b'<')
        .add(b'>')
        .add(b'?')
        .add(b'`')
        .add(b'{')
        .add(b'}')
        .add(b'[')
        .add(b']')
        .add(b'\\')
        .add(b'^')
        .add(b'|');
    utf8_percent_encode(text, LITERAL)
}

/// Name and value as a piece of a query.
pub(super) fn pair(name: &str, value: &str) -> String {
    let mut pair = String::with_capacity(name.len() + value.len() + 16);
    push_encoded(name, &mut pair);
    pair.push('=');
    push_encoded(value, &mut pair);
    pair
}

#[cfg(test)]
mod unit {
    use super::{encode, encode_query, encode_reserved, expand};

    #[test]
    fn an_argument_stays_one_segment() {
        let path = expand("/v2/{id}/x", &[("id", encode("int id/x?a=b#c"))]).unwrap();
        assert_eq!(path, "/v2/int%20id%2Fx%3Fa%3Db%23c/x");
        assert_eq!(
            expand("/{id}", &[("id", encode("Ü~-._"))]).unwrap(),
            "/%C3%9C~-._"
        );
        assert_eq!(
            expand("/{a}.{b}:go/", &[("a", "1".into()), ("b", "2".into())]).unwrap(),
            "/1.2:go/"
        );
    }

    #[test]
    fn dots_do_not_climb() {
        for (template, arguments) in [
            ("/a/{x}/b", vec![("x", "..".to_owned())]),
            ("/a/{x}", vec![("x", ".".to_owned())]),
            ("/a/{x}", vec![("x", "%2e%2E".to_owned())]),
            (
                "/a/{x}{y}",
                vec![("x", ".".to_owned()), ("y", ".".to_owned())],
            ),
        ] {
            assert!(expand(template, &arguments).unwrap_err().contains("no URL"));
        }
        assert_eq!(expand("/{x}", &[("x", "...".to_owned())]).unwrap(), "/...");
    }

    #[test]
    fn reserved_characters_stay_where_they_may() {
        let all = "a:/?#[]@!$&'()*+,;=%20%2G ä";
        assert_eq!(
            encode_reserved(all, "/?#[]"),
            "a:%2F%3F%23%5B%5D@!$&'()*+,;=%20%252G%20%C3%A4"
        );
        assert_eq!(encode_query("a=b c&d=[#]"), "a=b%20c&d=%5B%23%5D");
    }

    #[test]
    fn empty_and_missing_arguments_are_refused() {
        assert!(
            expand("/{id}", &[("id", String::new())])
                .unwrap_err()
                .contains("`id` is empty")
        );
        assert!(
            expand("/{id}", &[])
                .unwrap_err()
                .contains("`id` is missing")
        );
    }
}
