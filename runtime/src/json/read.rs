//! The reader behind every `Decode`: one non-generic walk over the text that knows where it is.
//!
//! In: JSON text (RFC 8259, UTF-8). Out: filled slots. Guaranteed: an error names the JSON Pointer, what was
//! expected and the kind of thing that was found, never the thing itself; nesting is bounded; nothing panics.

use jiter::Peek;

use super::filled::Filled;
use super::scan::Scan;
use super::{DecodeError, Extras};
use crate::codec::Slot;
use crate::object::{Check, Member, position};
use crate::pointer::Step;

/// Values nest at most this deep; deeper text is refused.
const MAX_DEPTH: usize = 200;

/// How many times the length of a text is read to find out which variants of unions it is of.
const FUEL: u64 = 64;

/// What reads a value, given its text.
type Whole<'w, 'j, T> = &'w mut dyn FnMut(&mut Reader<'j>, &'j [u8]) -> Result<T, DecodeError>;

/// A pull reader over JSON text.
#[derive(Debug)]
pub struct Reader<'j> {
    scan: Scan<'j>,
    depth: usize,
    /// Where the part begins that is being read again.
    base: usize,
    /// How many more bytes may be read as a variant of a union that it may turn out not to be.
    pub(crate) fuel: u64,
    /// It was not enough for something: what was found is not all that there may be.
    pub(crate) is_short: bool,
    /// Numbers and booleans may be in quotes.
    spelled: bool,
}

impl<'j> Reader<'j> {
    pub fn new(json: &'j [u8]) -> Self {
        Self {
            scan: Scan::new(json),
            depth: 0,
            base: 0,
            fuel: FUEL.saturating_mul(json.len() as u64 + 1024),
            is_short: false,
            spelled: false,
        }
    }

    /// A reader of what was text, of a header or a form: a number or a boolean may be a string that spells it.
    pub(crate) fn spelled(json: &'j [u8]) -> Self {
        Self { spelled: true, ..Self::new(json) }
    }

    /// Takes the next value as text and reads it with `read`, perhaps several times (see [`Reader::again`]).
    ///
    /// # Errors
    /// When the text is no JSON, nests too deep, or `read` fails.
    pub(crate) fn whole<T>(&mut self, read: Whole<'_, 'j, T>) -> Result<T, DecodeError> {
        self.peek()?;
        let start = self.scan.index();
        self.skip()?;
        let json = self.scan.since(start);
        if self.depth == MAX_DEPTH {
            return Err(self.too_deep());
        }
        let outer = self.base;
        (self.depth, self.base) = (self.depth + 1, start);
        let read = read(self, json);
        (self.depth, self.base) = (self.depth - 1, outer);
        read
    }

    /// Reads `json`, which is a part of this text.
    pub(crate) fn again<'k, T>(
        &mut self,
        json: &'k [u8],
        read: impl FnOnce(&mut Reader<'k>) -> Result<T, DecodeError>,
    ) -> Result<T, DecodeError> {
        let mut reader = Reader {
            scan: Scan::new(json),
            depth: self.depth,
            base: 0,
            fuel: self.fuel,
            is_short: self.is_short,
            spelled: self.spelled,
        };
        let value = read(&mut reader).and_then(|value| reader.finish().map(|()| value));
        (self.fuel, self.is_short) = (reader.fuel, reader.is_short);
        value.map_err(|error| error.behind(self.base))
    }

    /// Whether there is fuel to read so many bytes once more.
    pub(crate) fn spend(&mut self, bytes: usize) -> bool {
        match self.fuel.checked_sub(bytes as u64) {
            Some(rest) => {
                self.fuel = rest;
                true
            }
            None => {
                self.is_short = true;
                false
            }
        }
    }

    /// Ends the text: only white space may follow.
    ///
    /// # Errors
    /// When something else follows.
    pub fn finish(&mut self) -> Result<(), DecodeError> {
        self.scan.finish()
    }

    /// Reads an object into `slots`, which stand in the order of those of `members` that are fields.
    ///
    /// `null` for a member that may be absent but not `null` goes to `extras`, so that it is written back.
    ///
    /// # Errors
    /// When the next value is no object, a member does not fit its slot, or a required one is missing.
    pub fn fields(
        &mut self,
        members: &[Member],
        slots: &mut [&mut dyn Slot],
        extras: &mut dyn Extras,
    ) -> Result<(), DecodeError> {
        self.enter(Peek::Object, "an object")?;
        // Credentials have no slot, and there are hardly ever any.
        let all_fields = members.len() == slots.len();
        let shift = |at: usize| match all_fields {
            true => 0,
            false => members[..at].iter().filter(|member| !member.is_field()).count(),
        };
        let (mut hint, mut filled) = (0, Filled::default());
        let mut next = self.scan.first_key();
        while let Some(name) = next? {
            match position(members, name, hint) {
                Some(at) => {
                    hint = at + 1;
                    let member = &members[at];
                    let done = match slots.get_mut(at - shift(at)).filter(|_| member.is_field()) {
                        Some(slot) => self.slot(&mut **slot, member, extras),
                        None => self.skip().map(|()| false),
                    };
                    if done.map_err(|e| e.within(Step::Key(member.name())))? {
                        filled.add(at);
                    }
                }
                None => {
                    let name = name.to_owned();
                    extras.extra(&name, self).map_err(|e| e.within(Step::Key(&name)))?;
                }
            }
            next = self.scan.next_key();
        }
        self.depth -= 1;
        let fields = members.iter().enumerate().filter(|(_, member)| member.is_field());
        for ((_, member), slot) in fields.zip(slots.iter_mut()).filter(|((at, _), _)| !filled.has(*at)) {
            if member.is_required() {
                return Err(self.missing(member.name()));
            }
            slot.leave_out();
        }
        Ok(())
    }

    /// Reads a member, and says whether its slot took it.
    fn slot(&mut self, slot: &mut dyn Slot, member: &Member, extras: &mut dyn Extras) -> Result<bool, DecodeError> {
        let required = member.is_required();
        // Nearly nothing is `null`: what the slot says of it is asked only then.
        let null = self.is_null()?;
        if null && !required && !slot.accepts_null(required) {
            return extras.extra(member.name(), self).map(|()| false);
        }
        match member.check() {
            Check::Spelled(accepts) if !(null && slot.accepts_null(required)) => {
                let value: &[u8] = if accepts.read(self)? { b"true" } else { b"false" };
                slot.fill(&mut Reader::new(value), required)?;
            }
            Check::Nothing | Check::Own | Check::By(_) | Check::Spelled(_) => slot.fill(self, required)?,
        }
        Ok(true)
    }

    /// Reads an object of which every member goes to `extras`.
    ///
    /// # Errors
    /// When the next value is no object or a member does not fit.
    pub fn members(&mut self, extras: &mut dyn Extras) -> Result<(), DecodeError> {
        self.fields(&[], &mut [], extras)
    }

    /// Reads an array; `item` reads one item.
    ///
    /// # Errors
    /// When the next value is no array or an item does not fit.
    pub fn array(
        &mut self,
        item: &mut dyn FnMut(&mut Reader<'j>) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        self.enter(Peek::Array, "an array")?;
        let mut index = 0;
        let mut more = self.scan.first_item()?;
        while more {
            item(self).map_err(|e| e.within(Step::Index(index)))?;
            index += 1;
            more = self.scan.next_item()?;
        }
        self.depth -= 1;
        Ok(())
    }

    fn enter(&mut self, kind: Peek, expected: &'static str) -> Result<(), DecodeError> {
        self.expect(kind, expected)?;
        if self.depth == MAX_DEPTH {
            return Err(self.too_deep());
        }
        self.depth += 1;
        Ok(())
    }

    #[cold]
    fn too_deep(&self) -> DecodeError {
        self.error(format!("at most {MAX_DEPTH} levels of nesting"), "more")
    }

    /// The kind of the next value.
    ///
    /// # Errors
    /// When the text ends or is no JSON.
    pub fn peek(&mut self) -> Result<Peek, DecodeError> {
        self.scan.peek()
    }

    /// Whether the next value is `null`.
    ///
    /// # Errors
    /// When the text ends or is no JSON.
    pub fn is_null(&mut self) -> Result<bool, DecodeError> {
        Ok(self.peek()? == Peek::Null)
    }

    #[inline]
    fn expect(&mut self, kind: Peek, expected: &'static str) -> Result<(), DecodeError> {
        let found = self.peek()?;
        if found == kind { Ok(()) } else { Err(self.unexpected(expected, found)) }
    }

    #[cold]
    fn unexpected(&self, expected: &'static str, found: Peek) -> DecodeError {
        self.error(expected, kind_name(found))
    }

    /// Reads `null`.
    ///
    /// # Errors
    /// When the next value is something else.
    pub fn null(&mut self) -> Result<(), DecodeError> {
        self.expect(Peek::Null, "null")?;
        self.scan.null()
    }

    /// Reads a boolean.
    ///
    /// # Errors
    /// When the next value is something else.
    pub fn boolean(&mut self) -> Result<bool, DecodeError> {
        let found = self.peek()?;
        if self.spelled && found == Peek::String {
            let value = self.string()?.parse();
            return value.map_err(|_| self.error("a boolean", "another text"));
        }
        if found != Peek::True && found != Peek::False {
            return Err(self.unexpected("a boolean", found));
        }
        self.scan.boolean(found)
    }

    /// Reads a string.
    ///
    /// # Errors
    /// When the next value is something else.
    pub fn string(&mut self) -> Result<&str, DecodeError> {
        self.expect(Peek::String, "a string")?;
        self.scan.string()
    }

    /// Reads a number and gives its text.
    ///
    /// # Errors
    /// When the next value is something else.
    pub fn number(&mut self) -> Result<&str, DecodeError> {
        self.number_named("a number")
    }

    fn number_named(&mut self, expected: &'static str) -> Result<&str, DecodeError> {
        let found = self.peek()?;
        let at = self.scan.index();
        if self.spelled && found == Peek::String {
            let text = self.scan.string()?;
            let is_number = crate::value::is_json_number(text.as_bytes());
            return if is_number { Ok(text) } else { Err(DecodeError::new(expected, "another text", at)) };
        }
        if !found.is_num() {
            return Err(self.unexpected(expected, found));
        }
        self.scan.number(found)
    }

    /// Reads a number as the double that is nearest.
    ///
    /// # Errors
    /// When the next value is something else, or larger than any double.
    pub fn double(&mut self) -> Result<f64, DecodeError> {
        if let Some(value) = self.scan.double() {
            return Ok(value);
        }
        let parsed: Result<f64, _> = self.number()?.parse();
        match parsed {
            Ok(value) if value.is_finite() => Ok(value),
            _ => Err(self.error("a number that a double can hold", "a larger one")),
        }
    }

    /// Reads an integer between `min` and `max`; `2.0` and `2e3` are integers (JSON Schema 2020-12, 6.1.1).
    ///
    /// # Errors
    /// When the next value is no integer or does not fit.
    pub fn integer(&mut self, min: i128, max: i128) -> Result<i128, DecodeError> {
        if let Some(value) = self.scan.integer(min, max) {
            return Ok(value);
        }
        let at = self.scan.index();
        let text = self.number_named("an integer")?;
        let value = match text.parse::<i128>() {
            Ok(value) => Some(value),
            Err(_) => crate::decimal::integral(text),
        };
        match value {
            Some(value) if (min..=max).contains(&value) => Ok(value),
            Some(_) => Err(DecodeError::new(format!("an integer from {min} to {max}"), "one outside", at)),
            None => Err(DecodeError::new("an integer", "a number that is none, or too large", at)),
        }
    }

    /// Skips the next value.
    ///
    /// # Errors
    /// When the text is no JSON.
    pub fn skip(&mut self) -> Result<(), DecodeError> {
        self.scan.skip()
    }

    /// An error here.
    pub fn error(&self, expected: impl Into<String>, found: impl Into<String>) -> DecodeError {
        DecodeError::new(expected, found, self.scan.index())
    }

    /// The error for a required member that is not there.
    pub fn missing(&self, name: &str) -> DecodeError {
        self.error(format!("a member `{name}`"), "none")
    }
}

fn kind_name(peek: Peek) -> &'static str {
    match peek {
        Peek::Null => "null",
        Peek::True | Peek::False => "a boolean",
        Peek::String => "a string",
        Peek::Array => "an array",
        Peek::Object => "an object",
        other if other.is_num() => "a number",
        _ => "no JSON value",
    }
}
