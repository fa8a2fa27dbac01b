//! The text of JSON and where in it the reader stands.
//!
//! In: JSON text. Out: its tokens, one by one. Guaranteed: what is read here is what `jiter` reads. Only what is most of
//! every text is read here, in as few steps as it takes: punctuation, strings without escapes, short numbers. Whatever is
//! anything else, and all that is wrong, is left to `jiter`, from where it begins; so every error is one of its own.

#[cfg(test)]
mod tests;

use jiter::{Jiter, JiterResult, Peek};

use super::DecodeError;

#[derive(Debug)]
pub(super) struct Scan<'j> {
    json: &'j [u8],
    /// The same, if all of it is UTF-8: it is looked at once, and not string by string.
    text: Option<&'j str>,
    index: usize,
    /// The last string that had to be put together, and where `jiter` does so.
    unescaped: String,
    tape: Vec<u8>,
}

impl<'j> Scan<'j> {
    pub(super) fn new(json: &'j [u8]) -> Self {
        Self { json, text: std::str::from_utf8(json).ok(), index: 0, unescaped: String::new(), tape: Vec::new() }
    }

    pub(super) fn index(&self) -> usize {
        self.index
    }

    /// The text from there to here.
    pub(super) fn since(&self, start: usize) -> &'j [u8] {
        self.json.get(start..self.index).unwrap_or_default()
    }

    /// Has `jiter` read what is next.
    fn jiter<T>(&mut self, read: impl FnOnce(&mut Jiter<'j>) -> JiterResult<T>) -> Result<T, DecodeError> {
        let rest = self.json.get(self.index..).unwrap_or_default();
        let mut jiter = Jiter::with_tape(rest, std::mem::take(&mut self.tape));
        match read(&mut jiter) {
            Ok(value) => {
                self.index += jiter.current_index();
                self.tape = jiter.into_tape();
                Ok(value)
            }
            Err(error) => Err(DecodeError::new("valid JSON", error.error_type.to_string(), self.index + error.index)),
        }
    }

    /// The next byte that is no white space, which stays there.
    #[inline]
    fn byte(&mut self) -> Option<u8> {
        loop {
            match self.json.get(self.index) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.index += 1,
                byte => return byte.copied(),
            }
        }
    }

    /// The kind of the next value.
    #[inline]
    pub(super) fn peek(&mut self) -> Result<Peek, DecodeError> {
        match self.byte() {
            Some(byte) => Ok(Peek::new(byte)),
            None => self.jiter(Jiter::peek),
        }
    }

    pub(super) fn finish(&mut self) -> Result<(), DecodeError> {
        self.jiter(Jiter::finish)
    }

    pub(super) fn skip(&mut self) -> Result<(), DecodeError> {
        self.jiter(Jiter::next_skip)
    }

    /// Reads `null`, which begins here.
    pub(super) fn null(&mut self) -> Result<(), DecodeError> {
        self.jiter(Jiter::known_null)
    }

    /// Reads a boolean, which begins here.
    pub(super) fn boolean(&mut self, peek: Peek) -> Result<bool, DecodeError> {
        self.jiter(|jiter| jiter.known_bool(peek))
    }

    /// Steps into an array, which begins here, and says whether it has an item.
    pub(super) fn first_item(&mut self) -> Result<bool, DecodeError> {
        let start = self.index;
        self.index += 1;
        if self.byte().is_some_and(|byte| byte != b']') {
            return Ok(true);
        }
        self.index = start;
        self.jiter(|jiter| Ok(jiter.known_array()?.is_some()))
    }

    /// Steps behind an item, and says whether there is one more.
    pub(super) fn next_item(&mut self) -> Result<bool, DecodeError> {
        let start = self.index;
        match self.byte() {
            Some(b',') => {
                self.index += 1;
                if self.byte().is_some_and(|byte| byte != b']') {
                    return Ok(true);
                }
            }
            Some(b']') => {
                self.index += 1;
                return Ok(false);
            }
            _ => {}
        }
        self.index = start;
        self.jiter(|jiter| Ok(jiter.array_step()?.is_some()))
    }

    /// Steps into an object, which begins here, and over the name of its first member.
    pub(super) fn first_key(&mut self) -> Result<Option<&str>, DecodeError> {
        if let Some(name) = self.key() {
            return Ok(Some(name));
        }
        self.put_together(Jiter::known_object)
    }

    /// Steps behind a member, and over the name of the next one.
    pub(super) fn next_key(&mut self) -> Result<Option<&str>, DecodeError> {
        match self.byte() {
            Some(b',') => {
                if let Some(name) = self.key() {
                    return Ok(Some(name));
                }
            }
            Some(b'}') => {
                self.index += 1;
                return Ok(None);
            }
            _ => {}
        }
        self.put_together(Jiter::next_key)
    }

    /// Steps over a brace or a comma and the plain name behind it, up to the value.
    #[inline]
    fn key(&mut self) -> Option<&'j str> {
        let start = self.index;
        self.index += 1;
        let name = self.byte().filter(|byte| *byte == b'"').and_then(|_| self.plain());
        if name.is_some() && self.byte() == Some(b':') {
            self.index += 1;
            return name;
        }
        self.index = start;
        None
    }

    /// Reads a string, which begins here.
    #[inline]
    pub(super) fn string(&mut self) -> Result<&str, DecodeError> {
        if let Some(plain) = self.plain() {
            return Ok(plain);
        }
        Ok(self.put_together(|jiter| jiter.known_str().map(Some))?.unwrap_or_default())
    }

    /// Reads a string without escapes, whose first quote is here; steps nowhere where it is another.
    #[inline]
    fn plain(&mut self) -> Option<&'j str> {
        let start = self.index + 1;
        let end = start + run(self.json.get(start..)?);
        let plain = if self.json.get(end) == Some(&b'"') { self.text?.get(start..end) } else { None };
        if plain.is_some() {
            self.index = end + 1;
        }
        plain
    }

    #[cold]
    fn put_together(
        &mut self,
        read: impl for<'a> FnOnce(&'a mut Jiter<'j>) -> JiterResult<Option<&'a str>>,
    ) -> Result<Option<&str>, DecodeError> {
        let mut text = std::mem::take(&mut self.unescaped);
        text.clear();
        let is_some = self.jiter(|jiter| {
            let read = read(jiter)?;
            text.push_str(read.unwrap_or_default());
            Ok(read.is_some())
        })?;
        self.unescaped = text;
        Ok(is_some.then_some(self.unescaped.as_str()))
    }

    /// Reads a number, which begins here, and gives its text.
    pub(super) fn number(&mut self, peek: Peek) -> Result<&'j str, DecodeError> {
        let start = self.index;
        self.jiter(|jiter| jiter.known_number_bytes(peek).map(|_| ()))?;
        std::str::from_utf8(self.since(start)).map_err(|e| DecodeError::new("valid JSON", e.to_string(), start))
    }

    /// Reads an integer of few digits between `min` and `max`; steps nowhere where the next value is none.
    pub(super) fn integer(&mut self, min: i128, max: i128) -> Option<i128> {
        let short = self.short().filter(|short| short.places == 0)?;
        let value = i128::from(if short.negative { -short.digits } else { short.digits });
        (min..=max).contains(&value).then(|| {
            self.index = short.end;
            value
        })
    }

    /// Reads a number of few digits; steps nowhere where the next value is none.
    ///
    /// So many digits are a whole number that a double holds, and so is the power of ten: their quotient is rounded once.
    pub(super) fn double(&mut self) -> Option<f64> {
        let short = self.short()?;
        self.index = short.end;
        let value = short.digits as f64 / POWERS[short.places];
        Some(if short.negative { -value } else { value })
    }

    /// The next value, if it is a number of at most 15 digits and without an exponent.
    #[inline]
    fn short(&self) -> Option<Short> {
        let rest = self.json.get(self.index..)?;
        let blank = rest.iter().position(|byte| !matches!(byte, b' ' | b'\n' | b'\r' | b'\t'))?;
        let text = &rest[blank..];
        let negative = text.first() == Some(&b'-');
        let start = usize::from(negative);
        let (mut at, mut digits, mut point) = (start, 0_i64, None);
        loop {
            match text.get(at) {
                Some(byte @ b'0'..=b'9') if at < start + MOST_DIGITS => digits = digits * 10 + i64::from(byte - b'0'),
                Some(b'.') if point.is_none() => point = Some(at),
                // What is longer, or has an exponent, is none of these.
                Some(b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-') => return None,
                _ => break,
            }
            at += 1;
        }
        let whole = point.unwrap_or(at) - start;
        let places = point.map_or(0, |point| at - point - 1);
        let is_json = whole > 0 && (whole == 1 || text.get(start) != Some(&b'0')) && (point.is_none() || places > 0);
        is_json.then_some(Short { negative, digits, places, end: self.index + blank + at })
    }
}

/// A number as a whole one, over a power of ten.
struct Short {
    negative: bool,
    digits: i64,
    places: usize,
    /// Where it ends in the text.
    end: usize,
}

/// How many bytes of digits, and perhaps a point, are read here.
const MOST_DIGITS: usize = 15;

/// The powers of ten that a short number may be over.
static POWERS: [f64; MOST_DIGITS + 1] =
    [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/// How many bytes a string holds as they are: up to a quote, a backslash or a control character, or to the end.
#[inline]
fn run(bytes: &[u8]) -> usize {
    let (mut rest, mut at) = (bytes, 0);
    while let Some((eight, after)) = rest.split_first_chunk() {
        let ends = ends(u64::from_le_bytes(*eight));
        if ends != 0 {
            return at + ends.trailing_zeros() as usize / 8;
        }
        (rest, at) = (after, at + 8);
    }
    at + rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20)).unwrap_or(rest.len())
}

/// The highest bit of each of eight bytes that ends a run. What is borrowed may set it in bytes behind the first such,
/// and the first is all that is asked for.
#[inline]
fn ends(word: u64) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    let below = |word: u64, byte: u8| word.wrapping_sub(ONES * u64::from(byte)) & !word;
    let quote = below(word ^ (ONES * u64::from(b'"')), 1);
    let backslash = below(word ^ (ONES * u64::from(b'\\')), 1);
    (quote | backslash | below(word, 0x20)) & (ONES << 7)
}
