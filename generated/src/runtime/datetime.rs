//! Dates and times that keep the text they came as.
//!
//! Servers send date-times without an offset where their documents promise RFC 3339, and every date crate rejects
//! those; so the text is kept, whatever it is, and conversions say what they need.

use std::fmt;

use super::scalars::serde_impls;
use super::slot::{Decode, Encode, Fill, TextSlot, View};

#[path = "datetime_parts.rs"]
mod parts;
#[cfg(feature = "chrono")]
#[path = "datetime_chrono.rs"]
mod with_chrono;
#[cfg(feature = "jiff")]
#[path = "datetime_jiff.rs"]
mod with_jiff;
#[cfg(feature = "time")]
#[path = "datetime_time.rs"]
mod with_time;

/// A date and time, as the text it came as.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DateTime(Box<str>);

/// A date, as the text it came as.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Date(Box<str>);

/// Why a text does not convert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DateTimeError {
    /// It is no date or date-time of RFC 3339 or ISO 8601, or names a moment that does not exist.
    NotADateTime,
    /// It has no offset, and the conversion needs one.
    NoOffset,
}

impl fmt::Display for DateTimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            DateTimeError::NotADateTime => "the text is no date or date-time",
            DateTimeError::NoOffset => "the date-time has no offset",
        })
    }
}

impl std::error::Error for DateTimeError {}

impl DateTime {
    /// Whether the text is a date-time, with or without an offset.
    pub fn is_valid(&self) -> bool {
        parts::parse(&self.0).is_some()
    }

    /// Whether the text says how far it is from UTC.
    pub fn has_offset(&self) -> bool {
        parts::parse(&self.0).is_some_and(|parts| parts.offset.is_some())
    }
}

impl Date {
    /// Whether the text is a date.
    pub fn is_valid(&self) -> bool {
        parts::parse_date(&self.0).is_some()
    }
}

macro_rules! text_type {
    ($name:ident, $what:literal) => {
        impl $name {
            /// Keeps a text as it is.
            pub fn new(text: impl AsRef<str>) -> Self {
                Self(text.as_ref().into())
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text.into())
            }
        }

        impl std::str::FromStr for $name {
            type Err = DateTimeError;

            /// Refuses what is not valid, unlike [`Self::new`].
            fn from_str(text: &str) -> Result<Self, DateTimeError> {
                Some(Self::new(text))
                    .filter(Self::is_valid)
                    .ok_or(DateTimeError::NotADateTime)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, text: &str) -> bool {
                &*self.0 == text
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, text: &&str) -> bool {
                &*self.0 == *text
            }
        }

        impl TextSlot for $name {
            fn set_text(&mut self, text: &str) -> bool {
                self.0 = text.into();
                true
            }

            fn expected(&self) -> &'static str {
                $what
            }
        }

        impl Encode for $name {
            fn view(&self) -> View<'_> {
                View::Text(&self.0)
            }

            fn is_known(&self) -> bool {
                self.is_valid()
            }
        }

        impl Decode for $name {
            fn fill(&mut self) -> Fill<'_> {
                Fill::Text(self)
            }
            fn blank() -> Self {
                Self("".into())
            }
        }

        serde_impls!($name);
    };
}

text_type!(DateTime, "a date-time");
text_type!(Date, "a date");
