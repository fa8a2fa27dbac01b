//! What takes the members of an object that its type does not declare.

use super::{DecodeError, Reader};
use crate::codec::Decode;
use crate::value::Map;

/// What happens to members that a type does not declare.
pub trait Extras {
    /// Takes the member `key`, whose value is next in `reader`.
    ///
    /// # Errors
    /// When the value does not fit, or the type takes no more members.
    fn extra(&mut self, key: &str, reader: &mut Reader<'_>) -> Result<(), DecodeError>;
}

impl<T: Decode> Extras for Map<T> {
    fn extra(&mut self, key: &str, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        self.insert(key.to_owned(), T::decode(reader)?);
        Ok(())
    }
}

/// For types that take no other members: each one is an error.
impl Extras for () {
    fn extra(&mut self, _: &str, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        Err(reader.error("no such member", "one"))
    }
}
