//! Conversions to and from `time`.

use time::{Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

use super::{Date, DateTime, DateTimeError, parts};

impl DateTime {
    /// The moment; an error when the text has no offset.
    pub fn to_time(&self) -> Result<OffsetDateTime, DateTimeError> {
        let parts = parts::parse(self.as_str()).ok_or(DateTimeError::NotADateTime)?;
        let seconds = parts.offset.ok_or(DateTimeError::NoOffset)?;
        let offset =
            UtcOffset::from_whole_seconds(seconds).map_err(|_| DateTimeError::NotADateTime)?;
        Ok(self.to_time_primitive()?.assume_offset(offset))
    }

    /// What a clock on the wall showed: the text without its offset.
    pub fn to_time_primitive(&self) -> Result<PrimitiveDateTime, DateTimeError> {
        let parts = parts::parse(self.as_str()).ok_or(DateTimeError::NotADateTime)?;
        let time = Time::from_hms_nano(parts.hour, parts.minute, parts.second, parts.nanosecond)
            .map_err(|_| DateTimeError::NotADateTime)?;
        Ok(PrimitiveDateTime::new(calendar(parts.date)?, time))
    }
}

impl Date {
    /// The date.
    pub fn to_time(&self) -> Result<time::Date, DateTimeError> {
        calendar(parts::parse_date(self.as_str()).ok_or(DateTimeError::NotADateTime)?)
    }
}

fn calendar((year, month, day): (i16, u8, u8)) -> Result<time::Date, DateTimeError> {
    Month::try_from(month)
        .and_then(|month| time::Date::from_calendar_date(i32::from(year), month, day))
        .map_err(|_| DateTimeError::NotADateTime)
}

impl TryFrom<OffsetDateTime> for DateTime {
    type Error = DateTimeError;

    /// Fails outside the years 0 to 9999, and for offsets with seconds.
    fn try_from(moment: OffsetDateTime) -> Result<Self, DateTimeError> {
        moment
            .format(&time::format_description::well_known::Rfc3339)
            .map(Self::new)
            .map_err(|_| DateTimeError::NotADateTime)
    }
}

impl From<time::Date> for Date {
    fn from(date: time::Date) -> Self {
        Self::new(date.to_string())
    }
}
