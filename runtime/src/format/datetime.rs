//! Dates and times of RFC 3339 that are written back as they came.
//!
//! In: text of the form. Out: a value of the `time` crate, offset included, and the same text. Guaranteed: `…00Z`
//! and `…00.000+00:00` stay what they were, and so does a leap second.

use std::fmt;
use std::str::FromStr;

use time::OffsetDateTime;
use time::format_description::well_known::{Iso8601, Rfc3339};

use crate::codec::{Decode, Encode};
use crate::json::{DecodeError, Reader, Writer};

/// A text that does not have the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseFormatError(&'static str);

impl fmt::Display for ParseFormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not {}", self.0)
    }
}

impl std::error::Error for ParseFormatError {}

/// An instant with its offset (RFC 3339, `date-time`).
///
/// ```
/// use specwright_runtime::DateTime;
///
/// let at: DateTime = "2023-11-07T05:31:56.500+01:00".parse()?;
/// assert_eq!(at.get().hour(), 5);
/// assert_eq!(at.to_string(), "2023-11-07T05:31:56.500+01:00");
/// # Ok::<(), specwright_runtime::ParseFormatError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DateTime {
    at: OffsetDateTime,
    text: String,
}

impl DateTime {
    pub(crate) const BLANK: Self = Self { at: OffsetDateTime::UNIX_EPOCH, text: String::new() };

    /// The instant and its offset; a leap second is the nanosecond before the next minute.
    pub fn get(&self) -> OffsetDateTime {
        self.at
    }

    /// The text as it was sent or will be.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl FromStr for DateTime {
    type Err = ParseFormatError;

    fn from_str(text: &str) -> Result<Self, ParseFormatError> {
        let error = ParseFormatError("a date-time of RFC 3339");
        // `time` takes any character between date and time; the grammar has `T` alone.
        if !matches!(text.as_bytes().get(10), Some(b'T' | b't')) {
            return Err(error);
        }
        let at = OffsetDateTime::parse(text, &Rfc3339).map_err(|_| error)?;
        Ok(Self { at, text: text.to_owned() })
    }
}

impl TryFrom<OffsetDateTime> for DateTime {
    type Error = ParseFormatError;

    /// # Errors
    /// For years outside 0 to 9999 and offsets with seconds, which RFC 3339 cannot write.
    fn try_from(at: OffsetDateTime) -> Result<Self, ParseFormatError> {
        let text = at.format(&Rfc3339).map_err(|_| ParseFormatError("a date-time that RFC 3339 can write"))?;
        Ok(Self { at, text })
    }
}

/// A day (RFC 3339 `full-date`, `date`).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date(time::Date);

impl Date {
    pub(crate) const BLANK: Self = Self(OffsetDateTime::UNIX_EPOCH.date());

    pub fn get(self) -> time::Date {
        self.0
    }
}

impl From<time::Date> for Date {
    fn from(date: time::Date) -> Self {
        Self(date)
    }
}

impl FromStr for Date {
    type Err = ParseFormatError;

    fn from_str(text: &str) -> Result<Self, ParseFormatError> {
        let error = ParseFormatError("a date of RFC 3339");
        let bytes = text.as_bytes();
        let shape = bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-';
        if !shape || !bytes.iter().enumerate().all(|(i, b)| matches!(i, 4 | 7) || b.is_ascii_digit()) {
            return Err(error);
        }
        time::Date::parse(text, &Iso8601::DATE).map(Self).map_err(|_| error)
    }
}

macro_rules! text_format {
    ($name:ident, $expected:literal) => {
        impl Decode for $name {
            fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
                let parsed = reader.string()?.parse();
                parsed.map_err(|_| reader.error($expected, "another string"))
            }
        }

        impl Encode for $name {
            fn encode(&self, writer: &mut Writer<'_>) {
                writer.string(&self.to_string());
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
    };
}
text_format!(DateTime, "a date-time of RFC 3339");
text_format!(Date, "a date of RFC 3339");

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.0.to_calendar_date();
        write!(f, "{year:04}-{:02}-{day:02}", u8::from(month))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_times_keep_their_text() {
        for text in ["9999-12-31T23:59:59Z", "2023-11-07T05:31:56.000-00:00", "1998-12-31T23:59:60Z"] {
            assert_eq!(text.parse::<DateTime>().unwrap().to_string(), text);
        }
        for text in ["2023-11-07 05:31:56Z", "2023-11-07T05:31:56", "2023-13-07T05:31:56Z", "", "é"] {
            assert!(text.parse::<DateTime>().is_err(), "{text}");
        }
    }

    #[test]
    fn dates_have_one_form() {
        assert_eq!("2024-02-29".parse::<Date>().unwrap().to_string(), "2024-02-29");
        for text in ["2023-02-29", "20240229", "2024-2-9", "+002024-02-29", "2024-W09"] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }
}
