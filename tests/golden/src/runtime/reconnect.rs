//! A stream of events that goes on after its connection ended, as that of a browser does (WHATWG HTML 9.2.3).

use std::fmt;
use std::time::Duration;

use http::StatusCode;
use http::header::HeaderName;

use super::error::Error;
use super::event_stream::{Event, EventStream};
use super::slot::Decode;
use super::stream_call::StreamCall;
use super::stream_error::StreamError;

/// What is waited before another connection unless the server says so.
const WAIT: Duration = Duration::from_secs(3);

/// How many connections in a row may fail.
const FAILURES: u32 = 5;

static LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// A stream of events over one connection after another. Each is asked to go on after the last event that came with an id.
///
/// It is over when the server sends the data `[DONE]`, or answers 204, or in any way that is no stream; and after five
/// connections in a row that failed. A transport that cannot tell the time makes one connection. Dropping it ends it.
pub struct Reconnecting<T: 'static, E: 'static> {
    call: StreamCall<EventStream<T>, E>,
    stream: Option<EventStream<T>>,
    last_id: Option<String>,
    wait: Duration,
    /// Connections in a row that gave nothing.
    failures: u32,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// There was no connection yet.
    Fresh,
    Going,
    Over,
}

/// Why there is no next event.
#[non_exhaustive]
pub enum ReconnectError<E> {
    /// No connection, or an answer that is no stream. The stream is over.
    Call(Error<E>),
    /// An event that is not of its type or too long. The stream goes on.
    Event(StreamError),
}

impl<T: Decode, E> StreamCall<EventStream<T>, E> {
    /// The events of this connection and of those after it. Nothing is sent before the first is asked for.
    pub fn reconnecting(self) -> Reconnecting<T, E> {
        Reconnecting {
            call: self,
            stream: None,
            last_id: None,
            wait: WAIT,
            failures: 0,
            state: State::Fresh,
        }
    }
}

impl<T: Decode, E> Reconnecting<T, E> {
    /// The id of the last event that came with or after one.
    pub fn last_event_id(&self) -> Option<&str> {
        self.last_id.as_deref()
    }

    /// The next event.
    pub async fn next(&mut self) -> Option<Result<Event<T>, ReconnectError<E>>> {
        loop {
            if self.state == State::Over {
                return None;
            }
            if self.stream.is_none()
                && let Err(error) = self.connect().await
            {
                self.state = State::Over;
                return error.map(|error| Err(ReconnectError::Call(error)));
            }
            let Some(stream) = &mut self.stream else {
                continue;
            };
            let event = stream.next().await;
            self.last_id = stream.last_event_id().map(str::to_owned);
            self.wait = stream.retry().unwrap_or(self.wait);
            match event {
                Some(Ok(event)) => {
                    self.failures = 0;
                    return Some(Ok(event));
                }
                Some(Err(error)) if error.transport_error().is_none() => {
                    // What is too long has ended the connection, which would only bring it again.
                    if error.limit().is_some() {
                        self.state = State::Over;
                    }
                    return Some(Err(ReconnectError::Event(error)));
                }
                None if stream.is_done() => self.state = State::Over,
                Some(Err(_)) | None => self.stream = None,
            }
        }
    }

    /// Makes a connection, after a wait if it is not the first. The error is none where the server wants no more of them.
    async fn connect(&mut self) -> Result<(), Option<Error<E>>> {
        let mut call = self.call.clone();
        if self.state == State::Going {
            let Some(pause) = self.call.sleep(self.wait) else {
                return Err(None);
            };
            pause.await;
        }
        if let Some(id) = &self.last_id {
            call = call.header(LAST_EVENT_ID.clone(), id.as_str());
        }
        let began = call.await;
        let again = self.state == State::Going;
        self.state = State::Going;
        match began {
            Ok(mut stream) => {
                stream.go_on_after(self.last_id.as_deref());
                self.failures += 1;
                if self.failures > FAILURES {
                    return Err(None);
                }
                self.stream = Some(stream);
                Ok(())
            }
            Err(error) if error.status() == Some(StatusCode::NO_CONTENT) => Err(None),
            Err(error @ (Error::Transport(_) | Error::Timeout(_))) if again => {
                self.failures += 1;
                match self.failures > FAILURES {
                    true => Err(Some(error)),
                    false => Ok(()),
                }
            }
            Err(error) => Err(Some(error)),
        }
    }
}

impl<T, E> fmt::Debug for Reconnecting<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reconnecting")
            .field("call", &self.call)
            .finish_non_exhaustive()
    }
}

impl<E> fmt::Debug for ReconnectError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReconnectError::Call(error) => f.debug_tuple("Call").field(error).finish(),
            ReconnectError::Event(error) => f.debug_tuple("Event").field(error).finish(),
        }
    }
}

impl<E> fmt::Display for ReconnectError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReconnectError::Call(error) => error.fmt(f),
            ReconnectError::Event(error) => error.fmt(f),
        }
    }
}

impl<E> std::error::Error for ReconnectError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            ReconnectError::Call(error) => error.source(),
            ReconnectError::Event(error) => error.source(),
        }
    }
}
