//! Fields that are not read and written as their Rust type alone: enums by table, spellings, credentials.

use super::{Decode, Encode, Slot};
use crate::json::{DecodeError, Reader, Writer};
use crate::patch::Patch;
use crate::value::Value;

/// Reads one of `names`: its index.
///
/// # Errors
/// When the next value is no string or none of them.
pub fn closed_enum(reader: &mut Reader<'_>, names: &[&str]) -> Result<usize, DecodeError> {
    let text = reader.string()?;
    let found = names.iter().position(|n| *n == text);
    found.ok_or_else(|| reader.error(format!("one of {}", names.join(", ")), "another string"))
}

/// Reads one of `names`, its index, or another string, itself.
///
/// # Errors
/// When the next value is no string.
pub fn open_enum(reader: &mut Reader<'_>, names: &[&str]) -> Result<Result<usize, String>, DecodeError> {
    let text = reader.string()?;
    Ok(names.iter().position(|n| *n == text).ok_or_else(|| text.to_owned()))
}

/// Reads one of `values`, which are JSON texts of strings, integers and booleans: its index; or another value, itself.
///
/// # Errors
/// When the text is no JSON.
pub fn open_values(reader: &mut Reader<'_>, values: &[&str]) -> Result<Result<usize, Value>, DecodeError> {
    let value = Value::decode(reader)?;
    let json = match &value {
        Value::Number(number) => crate::decimal::integral(number.as_str()).map(|whole| whole.to_string()),
        Value::Null | Value::Bool(_) | Value::String(_) => Some(crate::json::to_string(&value)),
        Value::Array(_) | Value::Object(_) => None,
    };
    Ok(values.iter().position(|listed| Some(*listed) == json.as_deref()).ok_or(value))
}

/// Reads one of `values`, which are JSON texts of strings, integers and booleans: its index.
///
/// # Errors
/// When the next value is none of them.
pub fn closed_values(reader: &mut Reader<'_>, values: &[&str]) -> Result<usize, DecodeError> {
    let found = open_values(reader, values)?;
    found.map_err(|_| reader.error(format!("one of {}", values.join(", ")), "another value"))
}

/// The wire spellings of a boolean beside `true` and `false`, as JSON texts: `1`, `"True"`.
#[derive(Clone, Copy, Debug)]
pub struct Accepts {
    pub truthy: &'static [&'static str],
    pub falsy: &'static [&'static str],
}

impl Accepts {
    /// Reads a boolean in any of the spellings; strings are compared without regard to ASCII case.
    ///
    /// # Errors
    /// When the next value is none of them.
    pub fn read(&self, reader: &mut Reader<'_>) -> Result<bool, DecodeError> {
        let json = match reader.peek()? {
            jiter::Peek::True | jiter::Peek::False => return reader.boolean(),
            jiter::Peek::String => crate::json::to_string(&reader.string()?),
            peek if peek.is_num() => reader.number()?.to_owned(),
            _ => return reader.boolean(),
        };
        let listed = |list: &[&str]| list.iter().any(|spelling| spelling.eq_ignore_ascii_case(&json));
        if listed(self.truthy) {
            Ok(true)
        } else if listed(self.falsy) {
            Ok(false)
        } else {
            let all: Vec<&str> = self.truthy.iter().chain(self.falsy).copied().collect();
            Err(reader.error(format!("true, false or one of {}", all.join(", ")), "another value"))
        }
    }
}

/// A slot for a boolean that has other spellings.
#[derive(Debug)]
pub struct Spelled<'s, S>(pub &'s mut S, pub &'static Accepts);

impl Slot for Spelled<'_, Option<bool>> {
    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        *self.0 = Some(self.1.read(reader)?);
        Ok(())
    }

    fn is_filled(&self) -> bool {
        self.0.is_some()
    }

    fn accepts_null(&self) -> bool {
        false
    }
}

impl Slot for Spelled<'_, Option<Option<bool>>> {
    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        let null = reader.is_null()?;
        *self.0 = Some(if null { Option::decode(reader)? } else { Some(self.1.read(reader)?) });
        Ok(())
    }

    fn is_filled(&self) -> bool {
        self.0.is_some()
    }

    fn accepts_null(&self) -> bool {
        true
    }
}

impl Slot for Spelled<'_, Patch<bool>> {
    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        if reader.is_null()? {
            return self.0.fill(reader);
        }
        *self.0 = Patch::Value(self.1.read(reader)?);
        Ok(())
    }

    fn is_filled(&self) -> bool {
        !self.0.is_absent()
    }

    fn accepts_null(&self) -> bool {
        true
    }
}

/// Writes the credential of this name that the client holds; nothing when there is no client.
#[derive(Clone, Copy, Debug)]
pub struct Credential(pub &'static str);

impl Encode for Credential {
    fn encode(&self, writer: &mut Writer<'_>) {
        if let Some(value) = writer.credential(self.0) {
            value.encode(writer);
        }
    }

    fn is_absent(&self, writer: &Writer<'_>) -> bool {
        writer.credential(self.0).is_none()
    }
}

/// A slot that reads a value and forgets it: a credential in a body is the client's to keep.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ignored;

impl Slot for Ignored {
    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        reader.skip()
    }

    fn is_filled(&self) -> bool {
        true
    }

    fn accepts_null(&self) -> bool {
        true
    }
}
