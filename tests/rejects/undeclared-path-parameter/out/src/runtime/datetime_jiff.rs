//! Conversions to and from `jiff`.

use jiff::tz::Offset;
use jiff::{Timestamp, Zoned, civil};

use super::{Date, DateTime, DateTimeError, parts};

impl DateTime {
    /// The moment; an error when the text has no offset.
    pub fn to_jiff(&self) -> Result<Timestamp, DateTimeError> {
        let parts = parts::parse(self.as_str()).ok_or(DateTimeError::NotADateTime)?;
        let seconds = parts.offset.ok_or(DateTimeError::NoOffset)?;
        let offset = Offset::from_seconds(seconds).map_err(|_| DateTimeError::NotADateTime)?;
        offset
            .to_timestamp(self.to_jiff_civil()?)
            .map_err(|_| DateTimeError::NotADateTime)
    }

    /// What a clock on the wall showed: the text without its offset.
    pub fn to_jiff_civil(&self) -> Result<civil::DateTime, DateTimeError> {
        let parts = parts::parse(self.as_str()).ok_or(DateTimeError::NotADateTime)?;
        let (year, month, day) = parts.date;
        civil::DateTime::new(
            year,
            month as i8,
            day as i8,
            parts.hour as i8,
            parts.minute as i8,
            parts.second as i8,
            parts.nanosecond as i32,
        )
        .map_err(|_| DateTimeError::NotADateTime)
    }
}

impl Date {
    /// The date.
    pub fn to_jiff(&self) -> Result<civil::Date, DateTimeError> {
        let (year, month, day) =
            parts::parse_date(self.as_str()).ok_or(DateTimeError::NotADateTime)?;
        civil::Date::new(year, month as i8, day as i8).map_err(|_| DateTimeError::NotADateTime)
    }
}

impl From<Timestamp> for DateTime {
    fn from(moment: Timestamp) -> Self {
        Self::new(moment.to_string())
    }
}

impl From<Zoned> for DateTime {
    fn from(moment: Zoned) -> Self {
        Self::new(
            moment
                .timestamp()
                .display_with_offset(moment.offset())
                .to_string(),
        )
    }
}

impl From<civil::Date> for Date {
    fn from(date: civil::Date) -> Self {
        Self::new(date.to_string())
    }
}
