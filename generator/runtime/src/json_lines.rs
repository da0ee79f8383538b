//! JSON values one after another: JSON lines, NDJSON and JSON text sequences.

use std::collections::VecDeque;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, StatusCode};

use super::decode_error::from_slice;
use super::operation::Media;
use super::pieces::{Cutter, Pieces, TooLong};
use super::slot::Decode;
use super::stream_call::{Opening, Streamed};
use super::stream_error::StreamError;

/// The byte that begins a record of a JSON text sequence (RFC 7464).
const RECORD: u8 = 0x1e;

/// Cuts bytes at line ends, or where records of a JSON text sequence begin.
#[derive(Debug)]
struct LineCutter {
    limit: usize,
    separator: u8,
    piece: Vec<u8>,
    ready: VecDeque<Bytes>,
}

impl LineCutter {
    fn new(limit: usize, separator: u8) -> Self {
        Self {
            limit,
            separator,
            piece: Vec::new(),
            ready: VecDeque::new(),
        }
    }
}

impl Cutter for LineCutter {
    type Piece = Bytes;

    fn push(&mut self, bytes: &[u8]) -> Result<(), TooLong> {
        let mut rest = bytes;
        loop {
            let end = rest.iter().position(|byte| *byte == self.separator);
            self.piece
                .extend_from_slice(&rest[..end.unwrap_or(rest.len())]);
            if self.piece.len() > self.limit {
                return Err(TooLong(self.limit));
            }
            let Some(end) = end else { return Ok(()) };
            self.finish();
            rest = &rest[end + 1..];
        }
    }

    /// The last line need not have an end.
    fn finish(&mut self) {
        let piece = self.piece.trim_ascii();
        if !piece.is_empty() {
            self.ready.push_back(Bytes::copy_from_slice(piece));
        }
        self.piece.clear();
    }

    fn next(&mut self) -> Option<Bytes> {
        self.ready.pop_front()
    }
}

/// A stream of JSON values. Dropping it ends the connection.
///
/// It is a [`Stream`], for the combinators of the `futures` crates; [`next`](Self::next) needs none of them.
pub struct JsonLines<T> {
    pieces: Pieces<LineCutter>,
    items: PhantomData<fn() -> T>,
}

impl<T> JsonLines<T> {
    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.pieces.status
    }

    /// The headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.pieces.headers
    }
}

impl<T: Decode> JsonLines<T> {
    /// The next value. One that is not of the type is an error, and the stream goes on after it.
    pub async fn next(&mut self) -> Option<Result<T, StreamError>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, StreamError>>> {
        let operation = self.pieces.operation;
        self.pieces.poll(context).map(|piece| {
            piece.map(|piece| {
                let line = piece?;
                from_slice(&line).map_err(|error| {
                    let text = String::from_utf8_lossy(&line).into_owned();
                    StreamError::undecodable(operation, error, text, None)
                })
            })
        })
    }
}

impl<T: Decode> Stream for JsonLines<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl<T: 'static> Streamed for JsonLines<T> {
    fn open(opening: Opening) -> Self {
        let separator = match opening.media {
            Media::Lines(name) if name.contains("json-seq") => RECORD,
            _ => b'\n',
        };
        let cutter = LineCutter::new(opening.limit, separator);
        Self {
            pieces: Pieces::new(opening, cutter),
            items: PhantomData,
        }
    }
}

impl<T> fmt::Debug for JsonLines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonLines")
            .field("operation", &self.pieces.operation)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod unit {
    use super::{Cutter, LineCutter, RECORD};

    fn cut(chunks: &[&str], separator: u8) -> Vec<String> {
        let mut cutter = LineCutter::new(10, separator);
        for chunk in chunks {
            cutter.push(chunk.as_bytes()).unwrap();
        }
        cutter.finish();
        std::iter::from_fn(|| cutter.next())
            .map(|piece| String::from_utf8_lossy(&piece).into_owned())
            .collect()
    }

    #[test]
    fn lines_and_records_end_where_they_should() {
        assert_eq!(
            cut(&["{\"a\"", ":1}\r\n\n", "[2]\n", "3"], b'\n'),
            ["{\"a\":1}", "[2]", "3"]
        );
        assert_eq!(
            cut(&["\u{1e}{\"a\":\n1}\n\u{1e}2", "\n"], RECORD),
            ["{\"a\":\n1}", "2"]
        );
    }

    #[test]
    fn a_line_above_the_limit_is_refused() {
        let mut cutter = LineCutter::new(10, b'\n');
        cutter.push(b"1234567890\n12345").unwrap();
        assert!(cutter.push(b"678901\n").is_err());
    }
}
