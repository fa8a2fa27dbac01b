//! The two traits of every generated type, and slots, which fill its fields.
//!
//! A generated struct says which values stand beside which table, once for reading and once for everything else. One
//! function that is not generic does the work for all of them; that is what keeps a large client quick to compile.

mod blank;
mod primitive;
mod special;

pub use special::{Accepts, closed_enum, closed_values, listed, open_enum, open_values};

use crate::json::{DecodeError, Reader, Writer};
use crate::object::Parts;
use crate::patch::Patch;
use crate::secret::Secret;
use crate::value::Value;

/// Reads itself from JSON.
pub trait Decode: Sized {
    /// Whether `null` is a value of this type.
    const NULLABLE: bool = false;

    /// # Errors
    /// When the next value of `reader` is none of this type.
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError>;

    /// Whether `null` is a value of a member of this type that may be absent.
    const NULLABLE_MEMBER: bool = Self::NULLABLE;

    /// A member that may be absent, and is there.
    ///
    /// # Errors
    /// When the next value of `reader` is none of this type.
    fn member(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Self::decode(reader)
    }

    /// What stands for a member that is absent; nothing where it has to be there.
    fn absent() -> Option<Self> {
        None
    }
}

/// Writes itself as JSON.
pub trait Encode {
    /// Hands the table of an object and its values to `with`, once; does nothing for what is no object.
    fn parts(&self, with: Parts<'_>) {
        let _ = with;
    }

    /// Writes the value; unless said otherwise, as the object that its parts are.
    fn encode(&self, writer: &mut Writer<'_>) {
        self.parts(&mut |table, parts, extra| writer.fields(table.members, parts, extra));
    }

    /// Whether this, as a member of an object, is left out.
    fn is_absent(&self) -> bool {
        false
    }

    /// Whether what is written must not be shown.
    fn is_secret(&self) -> bool {
        false
    }

    /// The value itself, where it is any JSON: what looks at it need not write and read it.
    fn as_value(&self) -> Option<&Value> {
        None
    }
}

/// A place for a value that is being read.
pub trait Slot {
    /// # Errors
    /// When the next value of `reader` does not fit.
    fn fill(&mut self, reader: &mut Reader<'_>, required: bool) -> Result<(), DecodeError>;

    /// Whether `null` can be put here.
    fn accepts_null(&self, required: bool) -> bool;

    /// There is no such member.
    fn leave_out(&mut self);
}

/// A value is read in its place.
impl<T: Decode> Slot for T {
    fn fill(&mut self, reader: &mut Reader<'_>, required: bool) -> Result<(), DecodeError> {
        *self = if required { T::decode(reader)? } else { T::member(reader)? };
        Ok(())
    }

    fn accepts_null(&self, required: bool) -> bool {
        if required { T::NULLABLE } else { T::NULLABLE_MEMBER }
    }

    fn leave_out(&mut self) {
        if let Some(absent) = T::absent() {
            *self = absent;
        }
    }
}

/// A type with a value that is there before one is read.
///
/// What is read in the place where it will stay needs no room beside it, and no code that moves it there.
pub trait Blank {
    /// The value, of which nothing else is known: nobody sees it.
    const BLANK: Self;
}

/// `null` or a value; as a member of an object, nothing, too.
impl<T: Decode> Decode for Patch<T> {
    const NULLABLE: bool = true;

    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        if reader.is_null()? {
            reader.null()?;
            return Ok(Self::Null);
        }
        T::decode(reader).map(Self::Value)
    }

    fn absent() -> Option<Self> {
        Some(Self::Absent)
    }
}

impl<T: Encode> Encode for Patch<T> {
    fn encode(&self, writer: &mut Writer<'_>) {
        match self {
            Self::Value(value) => value.encode(writer),
            Self::Absent | Self::Null => writer.literal("null"),
        }
    }

    fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    fn is_secret(&self) -> bool {
        matches!(self, Self::Value(value) if value.is_secret())
    }
}

/// A value or `null`; as a member of an object that may be absent, a value or nothing.
impl<T: Decode> Decode for Option<T> {
    const NULLABLE: bool = true;

    const NULLABLE_MEMBER: bool = T::NULLABLE;

    fn member(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        T::decode(reader).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        if reader.is_null()? {
            reader.null()?;
            return Ok(None);
        }
        T::decode(reader).map(Some)
    }
}

impl<T: Encode> Encode for Option<T> {
    fn encode(&self, writer: &mut Writer<'_>) {
        match self {
            Some(value) => value.encode(writer),
            None => writer.literal("null"),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn is_secret(&self) -> bool {
        self.as_ref().is_some_and(Encode::is_secret)
    }

    fn as_value(&self) -> Option<&Value> {
        self.as_ref().and_then(Encode::as_value)
    }
}

impl<T: Decode> Decode for Secret<T> {
    const NULLABLE: bool = T::NULLABLE;

    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        // The keys inside a secret are a part of it.
        T::decode(reader).map(Self::new).map_err(DecodeError::here)
    }
}

impl<T: Encode> Encode for Secret<T> {
    fn encode(&self, writer: &mut Writer<'_>) {
        writer.mark_secret();
        if writer.redacts() {
            writer.string(crate::object::REDACTED);
        } else {
            self.expose().encode(writer);
        }
    }

    fn is_secret(&self) -> bool {
        true
    }
}

impl<T: Decode> Decode for Box<T> {
    const NULLABLE: bool = T::NULLABLE;

    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        T::decode(reader).map(Self::new)
    }
}

impl<T: Encode + ?Sized> Encode for Box<T> {
    fn encode(&self, writer: &mut Writer<'_>) {
        (**self).encode(writer);
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }

    fn is_secret(&self) -> bool {
        (**self).is_secret()
    }

    fn as_value(&self) -> Option<&Value> {
        (**self).as_value()
    }
}

impl<T: Encode + ?Sized> Encode for &T {
    fn encode(&self, writer: &mut Writer<'_>) {
        (**self).encode(writer);
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }

    fn is_secret(&self) -> bool {
        (**self).is_secret()
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut items = Self::new();
        reader.array(&mut |reader| {
            items.push(T::decode(reader)?);
            Ok(())
        })?;
        Ok(items)
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, writer: &mut Writer<'_>) {
        writer.array(&mut self.iter().map(|item| item as &dyn Encode));
    }

    fn is_secret(&self) -> bool {
        self.iter().any(Encode::is_secret)
    }
}
