//! `Decode` and `Encode` of the types that JSON and the formats of JSON Schema have.

use jiter::Peek;

use super::{Decode, Encode};
use crate::json::{DecodeError, Extras, Reader, Writer};
use crate::value::{Map, Number, Value};

impl Decode for bool {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.boolean()
    }
}

impl Encode for bool {
    fn encode(&self, writer: &mut Writer<'_>) {
        writer.literal(if *self { "true" } else { "false" });
    }
}

impl Decode for String {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.string().map(str::to_owned)
    }
}

impl Encode for String {
    fn encode(&self, writer: &mut Writer<'_>) {
        writer.string(self);
    }
}

impl Encode for str {
    fn encode(&self, writer: &mut Writer<'_>) {
        writer.string(self);
    }
}

macro_rules! integers {
    ($($t:ty)*) => {$(
        impl Decode for $t {
            fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
                let value = reader.integer(<$t>::MIN as i128, <$t>::MAX as i128)?;
                // In range: the reader was told the limits.
                Ok(value as $t)
            }
        }

        impl Encode for $t {
            fn encode(&self, writer: &mut Writer<'_>) {
                writer.display(format_args!("{self}"));
            }
        }
    )*};
}
integers!(i8 i16 i32 i64 u8 u16 u32 u64 i128);

/// `null` and nothing else.
impl Decode for () {
    const NULLABLE: bool = true;

    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.null()
    }
}

impl Encode for () {
    fn encode(&self, writer: &mut Writer<'_>) {
        writer.literal("null");
    }
}

macro_rules! tuples {
    ($($count:literal: $($item:ident $index:tt),*;)*) => {$(
        impl<$($item: Blank),*> Blank for ($($item,)*) {
            const BLANK: Self = ($($item::BLANK,)*);
        }

        impl<$($item: Decode),*> Decode for ($($item,)*) {
            fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
                let mut items = ($(None::<$item>,)*);
                let mut count = 0_usize;
                reader.array(&mut |reader| {
                    match count {
                        $($index => items.$index = Some($item::decode(reader)?),)*
                        _ => return Err(reader.error(concat!($count, " items"), "more")),
                    }
                    count += 1;
                    Ok(())
                })?;
                match items {
                    ($(Some($item),)*) => Ok(($($item,)*)),
                    _ => Err(reader.error(concat!($count, " items"), "fewer")),
                }
            }
        }

        impl<$($item: Encode),*> Encode for ($($item,)*) {
            fn encode(&self, writer: &mut Writer<'_>) {
                writer.array(&mut [$(&self.$index as &dyn Encode),*].into_iter());
            }

            fn is_secret(&self) -> bool {
                false $(|| self.$index.is_secret())*
            }
        }

        impl<$($item: Validate),*> Validate for ($($item,)*) {
            fn check(&self, rule: &Rule, at: &At<'_>, out: &mut Violations) {
                let rules: &[&Rule] = if let Kind::Tuple(rules) = rule.kind { rules } else { &[] };
                let of = |index: usize| rules.get(index).copied().unwrap_or(&Rule::NESTED);
                $(self.$index.judge(of($index), &at.child(Step::Index($index)), out);)*
            }
        }
    )*};
}

#[expect(non_snake_case, reason = "in the macro an item's type and its local have one name")]
mod tuples {
    use crate::check::{Kind, Rule, Validate, Violations};
    use crate::codec::{Blank, Decode, Encode};
    use crate::json::{DecodeError, Reader, Writer};
    use crate::pointer::{At, Step};

    tuples! {
        1: A 0;
        2: A 0, B 1;
        3: A 0, B 1, C 2;
        4: A 0, B 1, C 2, D 3;
        5: A 0, B 1, C 2, D 3, E 4;
        6: A 0, B 1, C 2, D 3, E 4, F 5;
        7: A 0, B 1, C 2, D 3, E 4, F 5, G 6;
        8: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7;
        9: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8;
        10: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9;
        11: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10;
        12: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11;
    }
}

impl Decode for f64 {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.double()
    }
}

impl Encode for f64 {
    fn encode(&self, writer: &mut Writer<'_>) {
        writer.number(*self);
    }
}

impl Decode for Number {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let parsed = Self::parse(reader.number()?);
        parsed.ok_or_else(|| reader.error("a number", "something else"))
    }
}

impl Encode for Number {
    fn encode(&self, writer: &mut Writer<'_>) {
        writer.literal(self.as_str());
    }
}

impl Decode for uuid::Uuid {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let parsed = crate::format::uuid(reader.string()?);
        parsed.ok_or_else(|| reader.error("a UUID in hyphenated form", "another string"))
    }
}

impl Encode for uuid::Uuid {
    fn encode(&self, writer: &mut Writer<'_>) {
        writer.string(self.hyphenated().encode_lower(&mut uuid::Uuid::encode_buffer()));
    }
}

impl Decode for Value {
    const NULLABLE: bool = true;

    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Ok(match reader.peek()? {
            Peek::Null => {
                reader.null()?;
                Self::Null
            }
            Peek::True | Peek::False => Self::Bool(reader.boolean()?),
            Peek::String => Self::String(String::decode(reader)?),
            Peek::Array => Self::Array(Vec::decode(reader)?),
            Peek::Object => Self::Object(Map::decode(reader)?),
            _ => Self::Number(Number::decode(reader)?),
        })
    }
}

impl Encode for Value {
    fn encode(&self, writer: &mut Writer<'_>) {
        match self {
            Self::Null => writer.literal("null"),
            Self::Bool(value) => value.encode(writer),
            Self::Number(number) => number.encode(writer),
            Self::String(text) => text.encode(writer),
            Self::Array(items) => items.encode(writer),
            Self::Object(members) => members.encode(writer),
        }
    }

    fn as_value(&self) -> Option<&Value> {
        Some(self)
    }
}

impl<T: Decode> Decode for Map<T> {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut members = Self::new();
        reader.members(&mut members as &mut dyn Extras)?;
        Ok(members)
    }
}

impl<T: Encode> Encode for Map<T> {
    fn encode(&self, writer: &mut Writer<'_>) {
        writer.fields(&[], &[], self);
    }
}
