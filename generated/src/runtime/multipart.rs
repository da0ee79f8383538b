//! Bodies of the media types `multipart/*`, after RFC 7578 and RFC 2046.

use std::collections::VecDeque;

use bytes::{Bytes, BytesMut};
use http::header::HeaderValue;
use serde_json::Value;

use super::flat::{each, json, text};
use super::parameter::{Parameter, Place, Style};
use super::part::Part;
use super::platform::chance;
use super::slot::{Encode, View};
use super::upload::Piece;

/// Writes a body. Each property of an object is a part, each item of a list in it a part of its own: a [`Part`] as it
/// is, a text as text, anything else as JSON. A body that is a list of parts has their own names. A property with a
/// row is written in its style, or as its media type. The body is one piece, unless a part comes from a stream.
pub(super) fn multipart(
    media: &str,
    body: &dyn Encode,
    rows: &'static [Parameter],
) -> Result<(HeaderValue, VecDeque<Piece>), String> {
    let mut parts = Vec::new();
    each(body, &mut |name, value| {
        let row = rows
            .iter()
            .find(|row| row.place == Place::Part && Some(row.name) == name);
        match (name, row) {
            (Some(_), Some(row)) if row.style != Style::Usual => {
                let pairs = super::style::pairs(row, value)?.into_iter();
                parts.extend(pairs.map(|(name, text)| (name, plain(text))));
            }
            (Some(name), row) => property(name, value, row, &mut parts)?,
            (None, _) => match value.view() {
                View::Part(part) => {
                    let name = part.name.clone().unwrap_or_else(|| "file".to_owned());
                    parts.push((name, part.clone()));
                }
                _ => return Err("a multipart body is an object, or a list of parts".to_owned()),
            },
        }
        Ok(())
    })?;
    assemble(media, &parts)
}

fn property(
    name: &str,
    value: &dyn Encode,
    row: Option<&Parameter>,
    parts: &mut Vec<(String, Part)>,
) -> Result<(), String> {
    if !matches!(value.view(), View::Sequence(_) | View::Any(Value::Array(_))) {
        parts.push((name.to_owned(), one(name, value, row)?));
        return Ok(());
    }
    each(value, &mut |_, item| {
        parts.push((name.to_owned(), one(name, item, row)?));
        Ok(())
    })
    .map(|_has_keys| ())
}

/// One part.
fn one(name: &str, value: &dyn Encode, row: Option<&Parameter>) -> Result<Part, String> {
    let media = row.and_then(|row| row.media);
    if let View::Part(part) = value.view() {
        let mut part = part.clone();
        if part.file_name.is_none() && !part.is_text {
            part.file_name = Some(name.to_owned());
        }
        let usual = media.unwrap_or("application/octet-stream");
        part.content_type.get_or_insert_with(|| usual.to_owned());
        return Ok(part);
    }
    let is_json = media.is_some_and(|media| media.contains("json"));
    let (content, usual) = match text(value) {
        Some(text) if !is_json => (text, None),
        _ => (json(value)?, Some("application/json")),
    };
    let mut part = plain(content);
    part.content_type = media.or(usual).map(str::to_owned);
    Ok(part)
}

/// A text without a media type of its own, as browsers send it.
fn plain(text: String) -> Part {
    Part {
        content: Bytes::from(text),
        is_text: true,
        ..Part::default()
    }
}

fn assemble(
    media: &str,
    parts: &[(String, Part)],
) -> Result<(HeaderValue, VecDeque<Piece>), String> {
    let boundary = boundary(parts);
    let mut pieces = VecDeque::new();
    let mut body = BytesMut::new();
    for (name, part) in parts {
        if let Some(wrong) = &part.wrong {
            return Err(format!("the part `{name}`: {wrong}"));
        }
        let mut head = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"",
            quoted(name)
        );
        if let Some(file) = &part.file_name {
            head.push_str(&format!("; filename=\"{}\"", quoted(file)));
        }
        head.push_str("\r\n");
        if let Some(media) = &part.content_type {
            if HeaderValue::try_from(media.as_str()).is_err() {
                return Err(format!("the part `{name}`: its media type is none"));
            }
            head.push_str(&format!("Content-Type: {media}\r\n"));
        }
        body.extend_from_slice(head.as_bytes());
        for (name, value) in &part.headers {
            body.extend_from_slice(format!("{name}: ").as_bytes());
            body.extend_from_slice(value.as_bytes());
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"\r\n");
        body.extend_from_slice(&part.content);
        if let Some(stream) = &part.stream {
            let sent = || format!("the part `{name}`: its stream was sent before");
            pieces.push_back(Piece::Bytes(body.split().freeze()));
            pieces.push_back(Piece::Stream(stream.take().ok_or_else(sent)?));
        }
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    let media = if media.contains('*') {
        "multipart/form-data"
    } else {
        media
    };
    let media = HeaderValue::try_from(format!("{media}; boundary={boundary}"))
        .map_err(|_| format!("`{media}` is no media type"))?;
    pieces.push_back(Piece::Bytes(body.freeze()));
    Ok((media, pieces))
}

/// A name within quotes, as browsers write it.
fn quoted(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A text that no part holds, other for each body.
fn boundary(parts: &[(String, Part)]) -> String {
    loop {
        let halves = [chance(), chance()];
        let boundary = format!("oasmith-{:016x}{:016x}", halves[0], halves[1]);
        let held = |part: &Part| {
            let mut windows = part.content.windows(boundary.len());
            windows.any(|window| window == boundary.as_bytes())
        };
        if !parts.iter().any(|(_, part)| held(part)) {
            return boundary;
        }
    }
}
