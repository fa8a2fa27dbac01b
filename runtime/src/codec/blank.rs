//! The values that are there before one is read.

use std::collections::BTreeMap;

use super::Blank;
use crate::file::{File, FileOrValue};
use crate::format::{Base64, Date, DateTime};
use crate::patch::Patch;
use crate::secret::Secret;
use crate::value::{Number, Value};

/// The values that are there before one of the types is read.
#[macro_export]
macro_rules! blank {
    ($($type:ty = $value:expr),* $(,)?) => {$(
        impl $crate::codec::Blank for $type {
            const BLANK: Self = $value;
        }
    )*};
}

blank! {
    () = (),
    bool = false,
    i8 = 0,
    i16 = 0,
    i32 = 0,
    i64 = 0,
    i128 = 0,
    u8 = 0,
    u16 = 0,
    u32 = 0,
    u64 = 0,
    f64 = 0.0,
    String = Self::new(),
    uuid::Uuid = Self::nil(),
    Value = Self::Null,
    Number = Self::BLANK,
    DateTime = Self::BLANK,
    Date = Self::BLANK,
    Base64 = Self::BLANK,
    File = Self::BLANK,
    FileOrValue = Self::Value(Value::Null),
}

impl<T> Blank for Option<T> {
    const BLANK: Self = None;
}

impl<T> Blank for Patch<T> {
    const BLANK: Self = Self::Absent;
}

impl<T> Blank for Vec<T> {
    const BLANK: Self = Self::new();
}

impl<T> Blank for BTreeMap<String, T> {
    const BLANK: Self = Self::new();
}

impl<T: Blank> Blank for Secret<T> {
    const BLANK: Self = Self::new(T::BLANK);
}
