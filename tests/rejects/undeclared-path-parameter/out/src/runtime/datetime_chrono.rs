//! Conversions to and from `chrono`.

use chrono::{FixedOffset, NaiveDate, NaiveDateTime, TimeZone};

use super::{Date, DateTime, DateTimeError, parts};

impl DateTime {
    /// The moment; an error when the text has no offset.
    pub fn to_chrono(&self) -> Result<chrono::DateTime<FixedOffset>, DateTimeError> {
        let parts = parts::parse(self.as_str()).ok_or(DateTimeError::NotADateTime)?;
        let seconds = parts.offset.ok_or(DateTimeError::NoOffset)?;
        FixedOffset::east_opt(seconds)
            .and_then(|offset| {
                offset
                    .from_local_datetime(&self.to_chrono_naive().ok()?)
                    .single()
            })
            .ok_or(DateTimeError::NotADateTime)
    }

    /// What a clock on the wall showed: the text without its offset.
    pub fn to_chrono_naive(&self) -> Result<NaiveDateTime, DateTimeError> {
        let parts = parts::parse(self.as_str()).ok_or(DateTimeError::NotADateTime)?;
        let (year, month, day) = parts.date;
        NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day))
            .and_then(|date| {
                date.and_hms_nano_opt(
                    u32::from(parts.hour),
                    u32::from(parts.minute),
                    u32::from(parts.second),
                    parts.nanosecond,
                )
            })
            .ok_or(DateTimeError::NotADateTime)
    }
}

impl Date {
    /// The date.
    pub fn to_chrono(&self) -> Result<NaiveDate, DateTimeError> {
        let (year, month, day) =
            parts::parse_date(self.as_str()).ok_or(DateTimeError::NotADateTime)?;
        NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day))
            .ok_or(DateTimeError::NotADateTime)
    }
}

impl<Z: TimeZone> From<chrono::DateTime<Z>> for DateTime {
    fn from(moment: chrono::DateTime<Z>) -> Self {
        // The Debug form is RFC 3339, and chrono's own formatting needs its feature `alloc`.
        Self::new(format!("{:?}", moment.fixed_offset()))
    }
}

impl From<NaiveDate> for Date {
    fn from(date: NaiveDate) -> Self {
        Self::new(date.to_string())
    }
}
