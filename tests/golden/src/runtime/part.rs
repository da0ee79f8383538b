//! Bytes with a media type: a file in a multipart body, or a whole body whose media type the caller chooses.

use std::fmt;

use bytes::Bytes;
use futures_core::Stream;
use http::header::{HeaderMap, HeaderName, HeaderValue};

use super::platform::MaybeSend;
use super::scalars::serde_impls;
use super::slot::{Decode, Encode, Fill, TextSlot, View};
use super::upload::{UploadCell, UploadError};

/// Bytes with a media type: a file in a multipart body, or a whole body whose media type the caller chooses.
///
/// A file whose name is not given is called as its property, since many servers take a part without a file name for a
/// text. Debug shows sizes and no content.
#[derive(Clone, Default, PartialEq)]
pub struct Part {
    pub(super) content: Bytes,
    pub(super) name: Option<String>,
    pub(super) file_name: Option<String>,
    pub(super) content_type: Option<String>,
    pub(super) headers: HeaderMap,
    /// Whether it is a text, which has no file name unless it is given one.
    pub(super) is_text: bool,
    /// What is sent instead of the content.
    pub(super) stream: Option<UploadCell>,
    /// The first header that is none.
    pub(super) wrong: Option<String>,
}

impl Part {
    /// A file.
    pub fn bytes(content: impl Into<Bytes>) -> Self {
        Self {
            content: content.into(),
            ..Self::default()
        }
    }

    /// A file whose bytes are made while it is sent, with their number where it is known. It is sent once: a call with
    /// such a part has no retries and follows no redirect.
    pub fn stream(
        source: impl Stream<Item = Result<Bytes, UploadError>> + MaybeSend + 'static,
        length: Option<u64>,
    ) -> Self {
        Self {
            stream: Some(UploadCell::new(source, length)),
            ..Self::default()
        }
    }

    /// A text: `text/plain`, and no file.
    pub fn text(content: impl Into<String>) -> Self {
        Self {
            content: Bytes::from(content.into()),
            content_type: Some("text/plain; charset=utf-8".to_owned()),
            is_text: true,
            ..Self::default()
        }
    }

    /// The name of its file.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Its media type; otherwise the document's, or `application/octet-stream`.
    #[must_use]
    pub fn content_type(mut self, media: impl Into<String>) -> Self {
        self.content_type = Some(media.into());
        self
    }

    /// A header of the part.
    #[must_use]
    pub fn header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName>,
        V: TryInto<HeaderValue>,
    {
        match (name.try_into(), value.try_into()) {
            (Ok(name), Ok(value)) => {
                self.headers.append(name, value);
            }
            _ => {
                let reason = "a header's name or value is none".to_owned();
                self.wrong.get_or_insert(reason);
            }
        }
        self
    }

    /// The name of the part, for bodies that are a list of parts; properties have theirs from the document.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// What it holds; nothing where that comes from a stream.
    pub fn content(&self) -> &Bytes {
        &self.content
    }
}

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Part")
            .field("content", &format_args!("{} bytes", self.content.len()))
            .field("headers", &self.headers.len())
            .finish_non_exhaustive()
    }
}

impl From<Vec<u8>> for Part {
    fn from(content: Vec<u8>) -> Self {
        Self::bytes(content)
    }
}

impl From<Bytes> for Part {
    fn from(content: Bytes) -> Self {
        Self::bytes(content)
    }
}

impl From<&'static [u8]> for Part {
    fn from(content: &'static [u8]) -> Self {
        Self::bytes(content)
    }
}

impl<const N: usize> From<&'static [u8; N]> for Part {
    fn from(content: &'static [u8; N]) -> Self {
        Self::bytes(&content[..])
    }
}

impl Encode for Part {
    fn view(&self) -> View<'_> {
        View::Part(self)
    }
}

impl Decode for Part {
    fn fill(&mut self) -> Fill<'_> {
        Fill::Text(self)
    }
    fn blank() -> Self {
        Self::default()
    }
}

impl TextSlot for Part {
    fn set_text(&mut self, text: &str) -> bool {
        self.content = Bytes::copy_from_slice(text.as_bytes());
        true
    }

    fn expected(&self) -> &'static str {
        "a string"
    }
}

serde_impls!(Part);
