//! How declared answers are read: by their media types, which the tables of operations hold.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use serde_json::Value;

use super::decode_error::{DecodeError, fill_from_slice};
use super::json_read;
use super::json_source::parse;
use super::operation::{Answer, Found, Media, Received, Undeclared};
use super::slot::{Decode, Fill};

/// What an answer can be read as.
pub trait FromAnswer: Sized {
    /// The answers that the type tells apart by their status, beside those that the operation's own table has.
    const ANSWERS: &'static [Answer] = &[];

    /// Reads the declared answer that was found.
    fn read(found: Found, received: &Received) -> Result<Self, DecodeError>;
}

impl<T: Decode> FromAnswer for T {
    fn read(found: Found, received: &Received) -> Result<Self, DecodeError> {
        let mut value = T::blank();
        if quick(&mut value, found.answer.media, received) {
            return Ok(value);
        }
        // What was read so far is worth nothing.
        value = T::blank();
        fill(&mut value, found.answer.media, received)?;
        Ok(value)
    }
}

impl FromAnswer for Undeclared {
    fn read(_: Found, _: &Received) -> Result<Self, DecodeError> {
        Err(DecodeError::new(
            "the document declares no body for this status",
        ))
    }
}

/// Reads JSON that is as it should be; `false` when all of it must be looked at again, from a new blank.
fn quick(slot: &mut dyn Decode, media: Media, received: &Received) -> bool {
    matches!(media, Media::Json(_)) && json_read::fill(slot, &received.body)
}

/// Reads a body into a place. A body where none is declared is ignored.
fn fill(slot: &mut dyn Decode, media: Media, received: &Received) -> Result<(), DecodeError> {
    match (media, slot.fill()) {
        (Media::Empty, _) => {}
        (Media::Text(_), Fill::String(text)) => *text = self::text(received)?,
        (Media::Binary(_), Fill::Text(bytes)) => {
            if !bytes.set_bytes(&received.body) {
                return Err(DecodeError::new("it is not read as bytes"));
            }
        }
        // Any JSON: an empty body is `null`, and what is not JSON is a string.
        (Media::Json(_), Fill::Any(value)) => *value = any(&received.body),
        _ if received.body.is_empty() => return Err(DecodeError::new("the body is empty")),
        _ => return fill_from_slice(slot, &received.body),
    }
    Ok(())
}

fn any(body: &Bytes) -> Value {
    if body.iter().all(u8::is_ascii_whitespace) {
        return Value::Null;
    }
    let json = std::str::from_utf8(body).ok().and_then(parse);
    json.unwrap_or_else(|| String::from_utf8_lossy(body).into())
}

/// Text: UTF-8, unless the answer says that it is Latin-1.
fn text(received: &Received) -> Result<String, DecodeError> {
    if is_latin_1(received) {
        return Ok(received.body.iter().copied().map(char::from).collect());
    }
    String::from_utf8(received.body.to_vec()).map_err(|_| DecodeError::new("the text is not UTF-8"))
}

fn is_latin_1(received: &Received) -> bool {
    let media = received.headers.get(CONTENT_TYPE);
    let media = media.and_then(|media| media.to_str().ok());
    let mut parameters = media.unwrap_or_default().split(';').skip(1);
    parameters.any(|parameter| {
        let (name, value) = parameter.split_once('=').unwrap_or_default();
        let value = value.trim().trim_matches('"');
        name.trim().eq_ignore_ascii_case("charset")
            && ["iso-8859-1", "latin1"].contains(&value.to_ascii_lowercase().as_str())
    })
}

/// Reads an enum of answers by status.
///
/// ```text
/// answers! { Name { 400 BadRequest(json), "4XX" Status4xx(text "text/html"), "default" Other } }
/// ```
///
/// A status is a code, a range or `default`; a variant has what its body is read from, or holds nothing.
#[allow(unused_macros)]
macro_rules! answers {
    ($name:ident { $( $status:literal $variant:ident $( ( $media:ident $($type:literal)? ) )? ),* $(,)? }) => {
        impl $crate::runtime::FromAnswer for $name {
            const ANSWERS: &'static [$crate::runtime::Answer] = &[
                $( $crate::runtime::answer!($status $($media $($type)?)?) ),*
            ];
            #[allow(unused_variables)]
            #[inline]
            fn read(
                found: $crate::runtime::Found,
                received: &$crate::runtime::Received,
            ) -> ::core::result::Result<Self, $crate::runtime::DecodeError> {
                let n = 0;
                $(
                    if found.index == n {
                        return Ok(Self::$variant $( (
                            $crate::runtime::answers!(@ $media $crate::runtime::FromAnswer::read(found, received)?)
                        ) )?);
                    }
                    let n = n + 1;
                )*
                Err($crate::runtime::DecodeError::new("no declared answer has this status"))
            }
        }
    };
    (@ $media:ident $read:expr) => { $read };
}
#[allow(unused_imports)]
pub(crate) use answers;

/// A declared answer: `200 json`, `200 text "text/csv"`, or `204` without a body.
#[allow(unused_macros)]
macro_rules! answer {
    ($status:literal) => { $crate::runtime::answer!($status empty) };
    ($status:literal $media:ident $($type:literal)?) => {
        $crate::runtime::Answer {
            status: $crate::runtime::Status::of(concat!($status)),
            media: $crate::runtime::Media::$media(concat!($($type)?)),
        }
    };
}
#[allow(unused_imports)]
pub(crate) use answer;
