//! Paths and queries after RFC 3986.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

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
    match text.bytes().all(|byte| UNRESERVED[usize::from(byte)]) {
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

/// Appends a path template with arguments that are encoded already. Each argument stays within its segment.
pub(super) fn expand(
    template: &str,
    arguments: &[(&'static str, String)],
    path: &mut String,
) -> Result<(), String> {
    // The document's own characters, up to what is next, and whether a path can have them.
    let (mut literal, mut plain) = (0, true);
    // Where a segment begins, in the path and in the template, and whether an argument is in it.
    let (mut start, mut begins, mut filled) = (path.len(), 0, false);
    let mut at = 0;
    while let Some(byte) = template.as_bytes().get(at) {
        match byte {
            b'/' => {
                keep_literal(&template[literal..at], plain, path);
                (literal, plain) = (at + 1, true);
                end_segment(&template[begins..at], filled, &path[start..])?;
                path.push('/');
                (start, begins, filled) = (path.len(), at + 1, false);
            }
            b'{' => match placeholder(&template[at..]) {
                Some(name) => {
                    keep_literal(&template[literal..at], plain, path);
                    path.push_str(argument(name, arguments)?);
                    at += name.len() + 1;
                    (literal, plain, filled) = (at + 1, true, true);
                }
                None => plain = false,
            },
            byte => plain &= STANDS[usize::from(*byte)],
        }
        at += 1;
    }
    keep_literal(&template[literal..], plain, path);
    end_segment(&template[begins..], filled, &path[start..])
}

/// The name at the beginning of a text that begins with a brace.
fn placeholder(text: &str) -> Option<&str> {
    let end = text.bytes().position(|byte| matches!(byte, b'}' | b'/'))?;
    (text.as_bytes()[end] == b'}').then(|| &text[1..end])
}

fn argument<'a>(name: &str, arguments: &'a [(&'static str, String)]) -> Result<&'a str, String> {
    match arguments.iter().find(|(known, _)| *known == name) {
        None => Err(format!("the path argument `{name}` is missing")),
        Some((_, text)) if text.is_empty() => Err(format!("the path argument `{name}` is empty")),
        Some((_, text)) => Ok(text),
    }
}

/// Refuses a segment that means another resource because of what was filled in.
fn end_segment(template: &str, filled: bool, expanded: &str) -> Result<(), String> {
    match filled && is_dots(expanded) {
        true => Err(format!(
            "the path segment `{template}` would be `{expanded}`, which no URL can carry"
        )),
        false => Ok(()),
    }
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

/// The bytes of the document that can stand in a path as they are.
const STANDS: [bool; 256] = table(br##"!$%&'()*+,-./:;=@_~"##);

/// The bytes that mean nothing else anywhere in a URL (RFC 3986, 2.3).
const UNRESERVED: [bool; 256] = table(b"-._~");

/// Letters, digits, and some more.
const fn table(more: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut byte = 0u8;
    while byte < 128 {
        table[byte as usize] = byte.is_ascii_alphanumeric();
        byte += 1;
    }
    let mut at = 0;
    while at < more.len() {
        table[more[at] as usize] = true;
        at += 1;
    }
    table
}

/// Appends the document's own characters, encoded where they cannot stand in a path.
fn keep_literal(text: &str, plain: bool, path: &mut String) {
    if plain {
        return path.push_str(text);
    }
    for c in text.chars() {
        match u8::try_from(c).is_ok_and(|byte| STANDS[usize::from(byte)]) {
            true => path.push(c),
            false => push_encoded(c.encode_utf8(&mut [0; 4]), path),
        }
    }
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
    use super::{encode, encode_query, encode_reserved};

    fn expand(template: &str, arguments: &[(&'static str, String)]) -> Result<String, String> {
        let mut path = String::new();
        super::expand(template, arguments, &mut path).map(|()| path)
    }

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
        assert_eq!(
            expand("/ü x/{id/y}/{z", &[("z", "1".into())]).unwrap(),
            "/%C3%BC%20x/%7Bid/y%7D/%7Bz"
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
