//! Bytes that are base64 on the wire.

use std::fmt;

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::scalars::serde_impls;
use super::slot::{Decode, Encode, Fill, TextSlot, View};

/// Padding is written, and not asked for.
const LENIENT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
pub(super) const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT);

/// Bytes that are base64 on the wire. The URL-safe alphabet and missing padding are accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Base64(Vec<u8>);

impl Base64 {
    /// From the bytes themselves.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self(bytes.into())
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl fmt::Display for Base64 {
    /// The base64 text.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&STANDARD.encode(&self.0))
    }
}

impl TextSlot for Base64 {
    fn set_text(&mut self, text: &str) -> bool {
        let engine = if text.contains(['-', '_']) {
            &URL_SAFE
        } else {
            &STANDARD
        };
        engine.decode(text).map(|bytes| self.0 = bytes).is_ok()
    }

    fn expected(&self) -> &'static str {
        "base64"
    }
}

impl Encode for Base64 {
    fn view(&self) -> View<'_> {
        View::Display(self)
    }
}

impl Decode for Base64 {
    fn fill(&mut self) -> Fill<'_> {
        Fill::Text(self)
    }
    fn blank() -> Self {
        Self(Vec::new())
    }
}

serde_impls!(Base64);
