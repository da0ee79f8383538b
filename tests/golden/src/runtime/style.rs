//! Parameters as text: the styles of OpenAPI 3.0 to 3.2, which are expansions of RFC 6570.
//!
//! With `color` as `blue`, as `[blue, black, brown]` and as `{R: 100, G: 200, B: 150}`:
//!
//! | style | explode | text | list | object |
//! |---|---|---|---|---|
//! | simple | no | `blue` | `blue,black,brown` | `R,100,G,200,B,150` |
//! | simple | yes | `blue` | `blue,black,brown` | `R=100,G=200,B=150` |
//! | label | no | `.blue` | `.blue,black,brown` | `.R,100,G,200,B,150` |
//! | label | yes | `.blue` | `.blue.black.brown` | `.R=100.G=200.B=150` |
//! | matrix | no | `;color=blue` | `;color=blue,black,brown` | `;color=R,100,G,200,B,150` |
//! | matrix | yes | `;color=blue` | `;color=blue;color=black;color=brown` | `;R=100;G=200;B=150` |
//! | form | no | `color=blue` | `color=blue,black,brown` | `color=R,100,G,200,B,150` |
//! | form | yes | `color=blue` | `color=blue&color=black&color=brown` | `R=100&G=200&B=150` |
//! | spaceDelimited | no | `color=blue` | `color=blue%20black%20brown` | `color=R%20100%20G%20200%20B%20150` |
//! | pipeDelimited | no | `color=blue` | `color=blue%7Cblack%7Cbrown` | `color=R%7C100%7CG%7C200%7CB%7C150` |
//! | deepObject | | `color=blue` | `color%5B%5D=blue&…` | `color%5BR%5D=100&…` |
//! | cookie | no, yes | as `form`, with `; ` for `&` and nothing encoded | | |
//! | JSON (`content`) | | JSON as one text | | |
//!
//! What the specification leaves open is decided here:
//!
//! | where | what is written |
//! |---|---|
//! | spaceDelimited, pipeDelimited with `explode` | as `form` with `explode`, whose separator never shows |
//! | a list or object in a list or object | JSON as text |
//! | but a list of texts in an exploded object of `form` and `cookie` | its key once for each item |
//! | lists and objects in `deepObject`, at any depth | `a[key]`; `a[]` for texts in a list, `a[0]` for lists and objects in one |
//! | `form` in cookies with `explode` | one cookie for each pair |
//! | an empty list or object | nothing, which a path refuses |
//! | `null` | an empty text |
//! | `allowReserved` | reserved characters and percent triples stay, but for those that would end the value: `#[]&+` in a query, `/?#[]` in a path |
//! | headers | nothing is encoded |

use super::flat::{Flat, Inner, bracketed, flat, json, text};
use super::parameter::{Parameter, Style};
use super::path::{encode, encode_query, encode_reserved, pair};
use super::slot::{Encode, View};

/// The text of a path parameter, encoded.
pub(super) fn path(parameter: &Parameter, value: &dyn Encode) -> Result<String, String> {
    let reserved = parameter.reserved;
    let encode = |text: &str| match reserved {
        true => encode_reserved(text, "/?#[]"),
        false => encode(text),
    };
    if let (Style::Simple, View::Text(text)) = (parameter.style, value.view()) {
        return Ok(encode(text));
    }
    let name = encode(parameter.name);
    Ok(match parameter.style {
        Style::Json => encode(&json(value)?),
        Style::Label => prefixed(".", &joined(flat(value, Inner::Json)?, ",", ",", &encode)),
        Style::LabelExploded => {
            prefixed(".", &joined(flat(value, Inner::Json)?, "=", ".", &encode))
        }
        Style::Matrix => match joined(flat(value, Inner::Json)?, ",", ",", &encode) {
            None => String::new(),
            // RFC 6570 has no `=` before an empty value here, other than in queries.
            Some(text) if text.is_empty() => format!(";{name}"),
            Some(text) => format!(";{name}={text}"),
        },
        Style::MatrixExploded => {
            let pairs = exploded(parameter.name, flat(value, Inner::Json)?);
            let pairs = pairs.into_iter().map(|(name, text)| match text.is_empty() {
                true => format!(";{}", encode(&name)),
                false => format!(";{}={}", encode(&name), encode(&text)),
            });
            pairs.collect()
        }
        Style::SimpleExploded => {
            joined(flat(value, Inner::Json)?, "=", ",", &encode).unwrap_or_default()
        }
        _ => joined(flat(value, Inner::Json)?, ",", ",", &encode).unwrap_or_default(),
    })
}

/// A text in a query, written in the usual way; nothing for all that is not that simple.
pub(super) fn usual_query(parameter: &Parameter, value: &dyn Encode) -> Option<String> {
    if parameter.reserved || parameter.style != Style::FormExploded {
        return None;
    }
    match value.view() {
        View::Text(text) => Some(pair(parameter.name, text)),
        View::Bool(true) => Some(pair(parameter.name, "true")),
        View::Bool(false) => Some(pair(parameter.name, "false")),
        _ => text(value).map(|text| pair(parameter.name, &text)),
    }
}

/// Pairs of the query, encoded: `name=value`.
pub(super) fn query(parameter: &Parameter, value: &dyn Encode) -> Result<Vec<String>, String> {
    let reserved = parameter.reserved;
    let encode_value = |text: &str| match reserved {
        true => encode_reserved(text, "#[]&+"),
        false => encode(text),
    };
    if let Some(pair) = usual_query(parameter, value) {
        return Ok(vec![pair]);
    }
    let name = parameter.name;
    let separator = match parameter.style {
        Style::Form => ",",
        Style::SpaceDelimited => "%20",
        Style::PipeDelimited => "%7C",
        _ => {
            let pairs = pairs(parameter, value)?.into_iter();
            return Ok(pairs
                .map(|(name, text)| format!("{}={}", encode(&name), encode_value(&text)))
                .collect());
        }
    };
    let text = joined(
        flat(value, Inner::Json)?,
        separator,
        separator,
        &encode_value,
    );
    let text = text.map(|text| format!("{}={text}", encode(name)));
    Ok(text.into_iter().collect())
}

/// Names and texts, nothing encoded, as parts of a multipart body have them.
pub(super) fn pairs(
    parameter: &Parameter,
    value: &dyn Encode,
) -> Result<Vec<(String, String)>, String> {
    let name = parameter.name;
    let separator = match parameter.style {
        Style::Json => return Ok(vec![(name.to_owned(), json(value)?)]),
        Style::DeepObject => {
            let mut pairs = Vec::new();
            bracketed(name, value, &mut pairs)?;
            return Ok(pairs);
        }
        Style::Form => ",",
        Style::SpaceDelimited => " ",
        Style::PipeDelimited => "|",
        _ => return Ok(exploded(name, flat(value, Inner::Repeated)?)),
    };
    let same = |text: &str| text.to_owned();
    let text = joined(flat(value, Inner::Json)?, separator, separator, &same);
    Ok(text
        .map(|text| (name.to_owned(), text))
        .into_iter()
        .collect())
}

/// The whole query: the pairs of a form, JSON, or a text in which only what no query can hold is encoded.
pub(super) fn query_string(parameter: &Parameter, value: &dyn Encode) -> Result<String, String> {
    match parameter.style {
        Style::Json => Ok(encode(&json(value)?)),
        _ => match flat(value, Inner::Json)? {
            Flat::Text(text) => Ok(encode_query(&text)),
            _ => super::form::form(value, &[]),
        },
    }
}

/// The text of a header.
pub(super) fn header(parameter: &Parameter, value: &dyn Encode) -> Result<String, String> {
    let same = |text: &str| text.to_owned();
    let between = match parameter.style {
        Style::Json => return json(value),
        Style::SimpleExploded => "=",
        _ => ",",
    };
    Ok(joined(flat(value, Inner::Json)?, between, ",", &same).unwrap_or_default())
}

/// Cookies: `name=value`.
pub(super) fn cookie(parameter: &Parameter, value: &dyn Encode) -> Result<Vec<String>, String> {
    let plain = matches!(parameter.style, Style::Cookie | Style::CookieExploded);
    let write = |text: &str| match plain {
        true => text.to_owned(),
        false => encode(text),
    };
    let name = parameter.name;
    let cookies = match parameter.style {
        Style::Json => vec![format!("{name}={}", encode(&json(value)?))],
        Style::Form | Style::Cookie => {
            let text = joined(flat(value, Inner::Json)?, ",", ",", &write);
            text.map(|text| format!("{name}={text}"))
                .into_iter()
                .collect()
        }
        _ => match flat(value, Inner::Repeated)? {
            Flat::Object(entries) => entries
                .into_iter()
                .map(|(key, text)| format!("{}={}", write(&key), write(&text)))
                .collect(),
            other => exploded(name, other)
                .into_iter()
                .map(|(name, text)| format!("{name}={}", write(&text)))
                .collect::<Vec<_>>(),
        },
    };
    match cookies.iter().any(|cookie| cookie.contains(';')) {
        true => Err(format!("the cookie `{name}` cannot hold a semicolon")),
        false => Ok(cookies),
    }
}

/// One text of all parts; none when there are none.
fn joined(
    flat: Flat,
    equals: &str,
    separator: &str,
    write: &dyn Fn(&str) -> String,
) -> Option<String> {
    let parts: Vec<String> = match flat {
        Flat::Text(text) => return Some(write(&text)),
        Flat::List(items) => items.iter().map(|item| write(item)).collect(),
        Flat::Object(entries) => entries
            .iter()
            .map(|(key, text)| format!("{}{equals}{}", write(key), write(text)))
            .collect(),
    };
    (!parts.is_empty()).then(|| parts.join(separator))
}

fn prefixed(prefix: &str, text: &Option<String>) -> String {
    match text {
        Some(text) => format!("{prefix}{text}"),
        None => String::new(),
    }
}

/// A pair for each part.
fn exploded(name: &str, flat: Flat) -> Vec<(String, String)> {
    match flat {
        Flat::Text(text) => vec![(name.to_owned(), text)],
        Flat::List(items) => items
            .into_iter()
            .map(|text| (name.to_owned(), text))
            .collect(),
        Flat::Object(entries) => entries,
    }
}
