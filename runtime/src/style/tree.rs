//! A value on its way into text: JSON whose members keep their order.

use jiter::Peek;

use crate::codec::{Decode, Encode};
use crate::json::{self, DecodeError, Extras, Reader, Writer};

/// A JSON value; numbers are text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Tree {
    Null,
    Bool(bool),
    Number(String),
    Text(String),
    Array(Vec<Tree>),
    Object(Vec<(String, Tree)>),
}

impl Tree {
    /// What a value encodes to.
    pub(crate) fn of(value: &dyn Encode) -> Self {
        Self::parse(&json::to_vec(value))
    }

    /// JSON that we wrote ourselves.
    pub(crate) fn parse(json: &[u8]) -> Self {
        json::from_slice(json).unwrap_or(Self::Null)
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// A scalar as it is written, without quotes; a list or an object as JSON.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Bool(value) => value.to_string(),
            Self::Number(text) | Self::Text(text) => text.clone(),
            Self::Array(_) | Self::Object(_) => self.json(),
        }
    }

    pub(crate) fn json(&self) -> String {
        json::to_string(self)
    }
}

struct Members(Vec<(String, Tree)>);

impl Extras for Members {
    fn extra(&mut self, key: &str, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        self.0.push((key.to_owned(), Tree::decode(reader)?));
        Ok(())
    }
}

impl Decode for Tree {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Ok(match reader.peek()? {
            Peek::Null => {
                reader.null()?;
                Self::Null
            }
            Peek::True | Peek::False => Self::Bool(reader.boolean()?),
            Peek::String => Self::Text(reader.string()?.to_owned()),
            Peek::Array => Self::Array(Vec::decode(reader)?),
            Peek::Object => {
                let mut members = Members(Vec::new());
                reader.members(&mut members)?;
                Self::Object(members.0)
            }
            _ => Self::Number(reader.number()?.to_owned()),
        })
    }
}

/// The members of an object in the form that the writer takes.
struct Named<'t>(&'t [(String, Tree)]);

impl json::ExtraFields for Named<'_> {
    fn each(&self, each: &mut dyn FnMut(&str, &dyn Encode)) {
        for (key, value) in self.0 {
            each(key, value);
        }
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Encode for Tree {
    fn encode(&self, writer: &mut Writer<'_>) {
        match self {
            Self::Null => writer.literal("null"),
            Self::Bool(value) => value.encode(writer),
            Self::Number(text) => writer.literal(text),
            Self::Text(text) => writer.string(text),
            Self::Array(items) => items.encode(writer),
            Self::Object(members) => writer.fields(&[], &[], &Named(members)),
        }
    }
}
