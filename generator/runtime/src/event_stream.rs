//! Server-sent events whose data has a type.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use http::{HeaderMap, StatusCode};
use serde_json::{Map, Value};

use super::decode_error::{DecodeError, from_slice};
use super::operation::Media;
use super::pieces::Pieces;
use super::slot::{Decode, Fill};
use super::sse::{EventParser, RawEvent};
use super::stream_call::{Opening, Streamed};
use super::stream_error::StreamError;

/// The data with which many servers say that a stream is over. It is no JSON, and no type has it.
const DONE: &str = "[DONE]";

/// An event.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Event<T> {
    /// Its data; or all of it, where the document describes the whole event.
    pub data: T,
    /// The event as it came: name, id, and the data as text.
    pub raw: RawEvent,
}

/// A stream of server-sent events. Dropping it ends the connection.
///
/// It is over when the server ends the answer, or sends the data `[DONE]`. It is a [`Stream`], for the combinators of
/// the `futures` crates; [`next`](Self::next) needs none of them.
pub struct EventStream<T> {
    pieces: Pieces<EventParser>,
    whole: bool,
    last_id: Option<String>,
    /// Whether the server said that there is no more.
    done: bool,
    events: PhantomData<fn() -> T>,
}

impl<T> EventStream<T> {
    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.pieces.status
    }

    /// The headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.pieces.headers
    }

    /// The id of the last event that came with or after one, for a `Last-Event-ID` header.
    pub fn last_event_id(&self) -> Option<&str> {
        self.last_id.as_deref()
    }

    /// Begins with the id of an earlier connection.
    pub(super) fn go_on_after(&mut self, id: Option<&str>) {
        self.pieces.cutter.go_on_after(id);
        self.last_id = id.map(str::to_owned);
    }

    /// Whether the server said that there is no more, with the data `[DONE]`.
    pub(super) fn is_done(&self) -> bool {
        self.done
    }

    /// How long the server asks to wait before another connection.
    pub fn retry(&self) -> Option<Duration> {
        self.pieces.cutter.retry()
    }
}

impl<T: Decode> EventStream<T> {
    /// The next event. One whose data is not of the type is an error, and the stream goes on after it.
    pub async fn next(&mut self) -> Option<Result<Event<T>, StreamError>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Event<T>, StreamError>>> {
        let raw = match self.pieces.poll(context) {
            Poll::Pending => return Poll::Pending,
            Poll::Ready(Some(Ok(raw))) => raw,
            Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error))),
            Poll::Ready(None) => return Poll::Ready(None),
        };
        self.last_id.clone_from(&raw.id);
        Poll::Ready(match decode(&raw, self.whole) {
            None => {
                self.done = true;
                self.pieces.close();
                None
            }
            Some(Ok(data)) => Some(Ok(Event { data, raw })),
            Some(Err(error)) => {
                let text = raw.data.clone();
                let operation = self.pieces.operation;
                Some(Err(StreamError::undecodable(
                    operation,
                    error,
                    text,
                    Some(raw),
                )))
            }
        })
    }
}

impl<T: Decode> Stream for EventStream<T> {
    type Item = Result<Event<T>, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl<T: 'static> Streamed for EventStream<T> {
    fn open(opening: Opening) -> Self {
        let parser = EventParser::new(opening.limit);
        Self {
            whole: opening.media == Media::WholeEvents,
            pieces: Pieces::new(opening, parser),
            last_id: None,
            done: false,
            events: PhantomData,
        }
    }
}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream")
            .field("operation", &self.pieces.operation)
            .finish_non_exhaustive()
    }
}

/// The data as its type; none when it says that the stream is over.
fn decode<T: Decode>(raw: &RawEvent, whole: bool) -> Option<Result<T, DecodeError>> {
    let mut value = T::blank();
    // A text need not be JSON's text with its quotes.
    let taken = match value.fill() {
        Fill::String(text) => {
            raw.data.clone_into(text);
            true
        }
        Fill::Text(text) => match serde_json::from_str::<String>(&raw.data) {
            Ok(json) => text.set_text(&json),
            Err(_) => text.set_text(&raw.data),
        },
        _ => false,
    };
    if taken {
        return Some(Ok(value));
    }
    if raw.data.trim() == DONE {
        return None;
    }
    let json: Result<Value, _> = serde_json::from_str(&raw.data);
    let direct = || match json {
        Ok(_) => from_slice(raw.data.as_bytes()),
        Err(_) => from_slice(&text(&raw.data)).or_else(|_| from_slice(raw.data.as_bytes())),
    };
    if !whole {
        return Some(direct());
    }
    let data = json.as_ref().ok().cloned();
    let envelope = data
        .map(|data| from_slice(&envelope(raw, data)))
        .filter(Result::is_ok);
    // The data may be a text that happens to be JSON; or the type may be the data's after all.
    let first = envelope.unwrap_or_else(|| from_slice(&envelope_of_text(raw)));
    Some(first.or_else(|error| direct().map_err(|_| error)))
}

fn text(data: &str) -> Vec<u8> {
    Value::from(data).to_string().into_bytes()
}

fn envelope_of_text(raw: &RawEvent) -> Vec<u8> {
    envelope(raw, Value::from(raw.data.as_str()))
}

/// The whole event as an object.
fn envelope(raw: &RawEvent, data: Value) -> Vec<u8> {
    let mut event = Map::new();
    event.insert("event".to_owned(), Value::from(raw.name.as_str()));
    event.insert("data".to_owned(), data);
    if let Some(id) = &raw.id {
        event.insert("id".to_owned(), Value::from(id.as_str()));
    }
    Value::Object(event).to_string().into_bytes()
}
