//! A field of a partial update: absent, `null`, or a value.

/// Three states of a field that a request may leave out, clear, or set.
///
/// `Option` has two states and so cannot tell "leave it as it is" from "clear it". In JSON, [`Patch::Absent`] is no
/// member at all, [`Patch::Null`] is `null`, and [`Patch::Value`] is the value.
///
/// ```
/// use specwright_runtime::Patch;
///
/// let mut name: Patch<String> = Patch::Absent;
/// assert_eq!(name.value(), None);
/// name = Patch::from("Ada".to_owned());
/// assert_eq!(name.value().map(String::as_str), Some("Ada"));
/// name = Patch::Null;
/// assert!(name.is_null());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Patch<T> {
    /// Not sent: the server leaves the field as it is.
    #[default]
    Absent,
    /// Sent as `null`: the server clears the field, where it allows that.
    Null,
    /// Sent.
    Value(T),
}

impl<T> Patch<T> {
    /// The value, if there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value, if there is one.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value to change, if there is one.
    pub fn value_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl From<&str> for Patch<String> {
    fn from(value: &str) -> Self {
        Self::Value(value.to_owned())
    }
}
