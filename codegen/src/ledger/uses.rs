//! Where values are used, as a set: what is sent, what is read.

use std::fmt;

/// A set of places where values are sent or read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Uses(u16);

impl Uses {
    pub const NONE: Self = Self(0);
    pub const REQUEST: Self = Self(1);
    pub const PARAMETER: Self = Self(2);
    pub const CREDENTIAL: Self = Self(4);
    pub const RESPONSE: Self = Self(8);
    pub const HEADER: Self = Self(16);
    pub const WEBHOOK: Self = Self(32);
    pub const ANSWER: Self = Self(64);
    /// The body of a failure.
    pub const FAILURE: Self = Self(128);
    /// Values that come one after the other.
    pub const STREAM: Self = Self(256);

    /// No operation has values of the schema: they are checked where a caller asks for it.
    pub const VALIDATE: Self = Self(512);
    /// All that is sent, and all that is read and checked.
    pub const SENT: Self = Self::REQUEST.and(Self::PARAMETER).and(Self::CREDENTIAL).and(Self::ANSWER);
    pub const READ: Self = Self::RESPONSE.and(Self::HEADER).and(Self::WEBHOOK).and(Self::VALIDATE);

    const WORDS: [(Self, &'static str); 10] = [
        (Self::REQUEST, "request"),
        (Self::PARAMETER, "parameter"),
        (Self::CREDENTIAL, "credential"),
        (Self::RESPONSE, "response"),
        (Self::HEADER, "header"),
        (Self::WEBHOOK, "webhook"),
        (Self::ANSWER, "answer"),
        (Self::FAILURE, "failure"),
        (Self::STREAM, "stream"),
        (Self::VALIDATE, "validate()"),
    ];

    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether all of `other` is in it.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// What is in both.
    pub fn within(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What is in it and not in `other`.
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

impl fmt::Display for Uses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<&str> = Self::WORDS.iter().filter(|(bit, _)| self.has(*bit)).map(|(_, word)| *word).collect();
        f.write_str(&words.join(", "))
    }
}
