//! serde's traits for values and generated types (feature `serde`).
//!
//! A generated type goes through its own `Encode` and `Decode`, so that serde sees what the wire sees. Numbers that
//! neither 64 bits nor a double hold exactly are an error here rather than another number.

use serde::de::Error as _;
use serde::ser::{Error as _, SerializeMap, SerializeSeq};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::codec::{Decode, Encode};
use crate::json;
use crate::value::{Number, Value};

/// Serializes by `Encode`.
///
/// # Errors
/// When the serializer fails, or a number has more digits than it can be given.
pub fn serialize<T: Encode, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let value: Value = json::from_slice(&json::to_vec(value)).map_err(S::Error::custom)?;
    value.serialize(serializer)
}

/// Deserializes by `Decode`.
///
/// # Errors
/// When the deserializer fails or the value is none of the type; the message has the JSON Pointer.
pub fn deserialize<'de, T: Decode, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let value = serde_json::Value::deserialize(deserializer)?;
    json::from_str(&value.to_string()).map_err(D::Error::custom)
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(value) = self.as_i64() {
            return serializer.serialize_i64(value);
        }
        if let Some(value) = self.as_u64() {
            return serializer.serialize_u64(value);
        }
        let value = self.as_f64();
        if !value.is_finite() {
            return Err(S::Error::custom("a number is larger than a double can hold"));
        }
        serializer.serialize_f64(value)
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(number) => number.serialize(serializer),
            Self::String(text) => serializer.serialize_str(text),
            Self::Array(items) => {
                let mut sequence = serializer.serialize_seq(Some(items.len()))?;
                items.iter().try_for_each(|item| sequence.serialize_element(item))?;
                sequence.end()
            }
            Self::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                members.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))?;
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

impl From<serde_json::Value> for Value {
    fn from(value: serde_json::Value) -> Self {
        // `serde_json` writes JSON only.
        json::from_str(&value.to_string()).unwrap_or_default()
    }
}

impl TryFrom<Value> for serde_json::Value {
    type Error = serde_json::Error;

    /// # Errors
    /// When a number is larger than a double can hold.
    fn try_from(value: Value) -> Result<Self, serde_json::Error> {
        serde_json::to_value(&value)
    }
}

/// serde's traits for generated types, by their `Encode` and `Decode`.
#[macro_export]
macro_rules! serde_impls {
    ($($ty:ident),* $(,)?) => {$(
        impl $crate::serde::Serialize for $ty {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::serde_impls::serialize(self, serializer)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $ty {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::serde_impls::deserialize(deserializer)
            }
        }
    )*};
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_pass_through_serde_json() {
        let text = r#"{"a":[1,-2.5,null,true,"x",18446744073709551615]}"#;
        let value: Value = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&value).unwrap(), text);
        assert_eq!(Value::from(serde_json::Value::try_from(value.clone()).unwrap()), value);
        let large: Value = json::from_str("[1e999]").unwrap();
        assert!(serde_json::to_string(&large).is_err());
    }
}
