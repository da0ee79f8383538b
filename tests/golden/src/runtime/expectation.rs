//! What is said of a request that a [`Mock`](super::Mock) is to expect.

use std::fmt;
use std::marker::PhantomData;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::call::Call;
use super::decode_error::from_slice;
use super::driver_ser::to_vec;
use super::flat;
use super::mock::{Expected, Mock};
use super::operation::{Answer, Media, Operation, Outline, Status};
use super::sample::sample;
use super::slot::{Decode, Encode, View};
use super::transport::TransportErrorKind;

/// What is said of a request that is expected. It holds once the answer is said, by [`gives`](Self::gives) and so on.
#[must_use = "nothing is expected before the answer is said"]
pub struct Expectation<C> {
    mock: Mock,
    outline: Outline<'static>,
    call: PhantomData<fn() -> C>,
    times: usize,
    headers: HeaderMap,
    expected: Expected,
}

impl<C> Expectation<C> {
    pub(super) fn of(mock: Mock, outline: Outline<'static>, expected: Expected) -> Self {
        Self {
            mock,
            outline,
            call: PhantomData,
            times: 1,
            headers: HeaderMap::new(),
            expected,
        }
    }

    /// How often it is expected: once, unless this is called.
    pub fn times(mut self, times: usize) -> Self {
        self.times = times;
        self
    }

    /// A header of the answer.
    ///
    /// # Panics
    /// When its name or value is none.
    #[track_caller]
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        match value.parse() {
            Ok(value) => self.headers.insert(name, value),
            Err(_) => panic!("`{value}` is no value of a header"),
        };
        self
    }

    /// Answers with a status and a body, as they are.
    ///
    /// # Panics
    /// When the status is none.
    #[track_caller]
    pub fn answers(mut self, status: u16, media: &'static str, body: impl Into<Bytes>) {
        let Ok(status) = StatusCode::from_u16(status) else {
            panic!("{status} is no status");
        };
        if !media.is_empty() {
            self = self.header("content-type", media);
        }
        self.expected.answer = Ok((status, std::mem::take(&mut self.headers), body.into()));
        self.done();
    }

    /// Fails before there is an answer.
    pub fn breaks(mut self, kind: TransportErrorKind) {
        self.expected.answer = Err(kind);
        self.done();
    }

    /// Answers with a declared error of this status, as JSON.
    #[track_caller]
    pub fn fails(self, status: u16, error: &dyn Encode) {
        let body = written(error, Media::Json("application/json"));
        self.answers(status, "application/json", body);
    }

    fn done(mut self) {
        self.expected.left = self.times;
        self.mock.add(self.expected);
    }

    #[track_caller]
    fn succeeds(self, value: &dyn Encode) {
        let answers = self.outline.answers.into_iter().flatten();
        let mut successes = answers.filter_map(|Answer { status, media }| match status {
            Status::Code(code @ 200..=299) => Some((*code, *media)),
            Status::Range(2) | Status::Default => Some((200, *media)),
            _ => None,
        });
        let (status, media) = successes.next().unwrap_or((204, Media::Empty));
        let mut body = written(value, media);
        if let (Some(envelope), 1..) = (
            self.outline.envelope.map(|wrapping| wrapping.envelope),
            self.outline.marks & Operation::WRAPPED,
        ) {
            let success = envelope
                .success
                .map(|key| format!("{key:?}:true,"))
                .unwrap_or_default();
            let head = format!("{{{success}{:?}:", envelope.data);
            body = [head.as_bytes(), &body, b"}"].concat().into();
        }
        let name = match media {
            Media::Json(name) | Media::Text(name) | Media::Binary(name) | Media::Lines(name) => {
                name
            }
            Media::Events | Media::WholeEvents => "text/event-stream",
            Media::Empty => "",
        };
        self.answers(status, name, body);
    }
}

impl<T: Encode, E, S> Expectation<Call<T, E, S>> {
    /// Answers with this value, as the document's first success.
    #[track_caller]
    pub fn gives(self, value: &T) {
        self.succeeds(value);
    }

    /// Answers with the document's example, where the crate has one (`examples: true` in the configuration) and it is of its
    /// type; else with a value that has what is required and nothing else: texts are `text` or of their format, numbers
    /// zero, lists of one item.
    #[track_caller]
    pub fn gives_example(self)
    where
        T: Decode,
    {
        let wrapped = self.outline.marks & Operation::WRAPPED != 0;
        let envelope = self.outline.envelope.filter(|_| wrapped);
        let envelope = envelope.map(|wrapping| wrapping.envelope);
        let example = self.outline.example.map(str::as_bytes).and_then(|json| {
            let inside = envelope.and_then(|envelope| envelope.data(json));
            from_slice::<T>(inside.unwrap_or(json)).ok()
        });
        self.succeeds(&example.unwrap_or_else(sample));
    }
}

#[track_caller]
fn written(value: &dyn Encode, media: Media) -> Bytes {
    match (media, value.view()) {
        (Media::Empty, _) => Bytes::new(),
        (Media::Text(_), _) => flat::text(value).unwrap_or_default().into(),
        (Media::Binary(_), View::Bytes(bytes)) => Bytes::copy_from_slice(bytes),
        _ => match to_vec(value) {
            Ok(json) => json.into(),
            Err(error) => panic!("the value has no JSON: {error}"),
        },
    }
}

impl<C> fmt::Debug for Expectation<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Expectation")
            .field("operation", &self.expected.operation)
            .finish_non_exhaustive()
    }
}
