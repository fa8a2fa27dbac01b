//! Unions: which variant a value is of.
//!
//! In: a value as JSON text, and a table of what every value of a variant has. Out: the variant. Guaranteed: the
//! table is asked first (tag, kind of value, constants, required members); only where it leaves several variants
//! is the value read as each and checked; a value of none is kept as it is. Reading takes time in proportion to the
//! text, whatever the text.

mod signs;

use crate::check::{Place, Rule, Validate, Violations};
use crate::codec::{Decode, Encode};
use crate::json::{DecodeError, Reader};
use crate::pointer::At;
use crate::schema::Schema;
use signs::candidates;

/// What is known of the variants of a union.
#[derive(Debug)]
pub struct Union {
    /// The member whose value tells the variants apart.
    pub tag: Option<&'static str>,
    /// `oneOf` or `anyOf`.
    pub keyword: &'static str,
    /// Whether no value can be of two variants.
    pub disjoint: bool,
    pub place: Place,
    /// What else holds of the value as JSON.
    pub also: Option<&'static Schema>,
    pub variants: &'static [Variant],
}

/// What every value of a variant has.
#[derive(Clone, Copy, Debug)]
pub struct Variant {
    pub name: &'static str,
    /// Kinds of JSON values, as bits: boolean 1, integer 2, other numbers 4, string 8, array 16, object 32, `null` 64.
    pub kinds: u8,
    pub required: &'static [&'static str],
    /// Members with the JSON texts of their only values.
    pub constants: &'static [(&'static str, &'static [&'static str])],
    /// The only members, if there are no others.
    pub closed: Option<&'static [&'static str]>,
    /// Values of the tag.
    pub tags: &'static [&'static str],
    pub rule: &'static Rule,
}

impl Variant {
    pub const fn new(name: &'static str, kinds: u8) -> Self {
        Self { name, kinds, required: &[], constants: &[], closed: None, tags: &[], rule: &Rule::NESTED }
    }

    #[must_use]
    pub const fn required(mut self, names: &'static [&'static str]) -> Self {
        self.required = names;
        self
    }

    #[must_use]
    pub const fn constants(mut self, constants: &'static [(&'static str, &'static [&'static str])]) -> Self {
        self.constants = constants;
        self
    }

    #[must_use]
    pub const fn closed(mut self, names: &'static [&'static str]) -> Self {
        self.closed = Some(names);
        self
    }

    #[must_use]
    pub const fn tags(mut self, tags: &'static [&'static str]) -> Self {
        self.tags = tags;
        self
    }

    #[must_use]
    pub const fn rule(mut self, rule: &'static Rule) -> Self {
        self.rule = rule;
        self
    }
}

/// A value of a variant, whichever it is.
pub trait Part: Encode + Validate {}

impl<T: Encode + Validate> Part for T {}

/// A generated union.
pub trait Variants: Sized {
    const TABLE: &'static Union;

    /// Reads the variant at `index`; behind the last one, any value.
    ///
    /// # Errors
    /// When the next value is none of the variant.
    fn make(index: usize, reader: &mut Reader<'_>) -> Result<Self, DecodeError>;

    /// The index of the variant, and its value.
    fn part(&self) -> (usize, &dyn Part);

    /// The value read as another type, for values that are of several variants at once (`anyOf`).
    ///
    /// ```text
    /// if let Some(dog) = pet.view::<Dog>() { … }
    /// ```
    fn view<T: Decode + Validate>(&self) -> Option<T> {
        let value: T = crate::json::from_slice(&crate::json::to_vec(&self.part().1)).ok()?;
        value.validate().is_ok().then_some(value)
    }
}

/// Reads a union.
///
/// # Errors
/// When the text is no JSON.
pub fn decode<T: Variants>(reader: &mut Reader<'_>) -> Result<T, DecodeError> {
    let other = T::TABLE.variants.len();
    reader.whole(&mut |reader, json| {
        let found = candidates(T::TABLE, json);
        let mut readable = None;
        for &index in &found.indices {
            let certain = found.certain(index);
            if !certain && !reader.spend(json.len()) {
                break;
            }
            let Ok(value) = reader.again(json, |reader| T::make(index, reader)) else {
                // What its tag names and cannot be read as it is nothing else either.
                if found.named() == Some(index) {
                    break;
                }
                continue;
            };
            if certain || is_clean(&value, reader) {
                return Ok(value);
            }
            readable.get_or_insert(value);
        }
        match readable {
            Some(value) => Ok(value),
            None => reader.again(json, |reader| T::make(other, reader)),
        }
    })
}

/// Whether a value that was read as a variant has no violations. What unions inside of it have to try for that comes
/// out of the fuel of the reader: with fuel of their own, each level of nesting would try all levels below it anew.
fn is_clean<T: Variants>(value: &T, reader: &mut Reader<'_>) -> bool {
    let (index, part) = value.part();
    let mut found = Violations::default();
    found.fuel = Some(reader.fuel);
    part.judge(T::TABLE.variants.get(index).map_or(&Rule::NESTED, |v| v.rule), &At::ROOT, &mut found);
    reader.fuel = found.fuel.unwrap_or_default();
    reader.is_short |= reader.fuel == 0;
    found.is_empty()
}

/// How many times the length of a value is read to find out what else it is.
const TRIES: u64 = 8;

/// Whether a union is valid. A value that can be of one variant alone is, if that one is; the others are judged.
pub fn passes<T: Variants + Validate>(value: &T) -> bool {
    let table = T::TABLE;
    let (index, part) = value.part();
    match table.variants.get(index).filter(|_| table.also.is_none() && (table.disjoint || table.keyword != "oneOf")) {
        Some(variant) if part.passes(variant.rule) => true,
        _ => crate::check::judged(value, &Rule::NESTED),
    }
}

/// Checks a union: its variant's own rules, and that it is of as many variants as the keyword allows.
pub fn check<T: Variants>(value: &T, at: &At<'_>, out: &mut Violations) {
    let table = T::TABLE;
    let (index, part) = value.part();
    if let Some(schema) = table.also {
        out.also(at, part, schema);
    }
    let mut own = out.empty();
    let known = table.variants.get(index);
    if let Some(variant) = known {
        part.judge(variant.rule, at, &mut own);
        out.fuel = own.fuel;
    }
    let holds = known.is_some() && own.is_empty();
    if holds && (table.disjoint || table.keyword != "oneOf") {
        return;
    }
    let json = crate::json::to_vec(&part);
    let mut reader = Reader::new(&json);
    reader.fuel = out.fuel.unwrap_or(TRIES * (json.len() as u64 + 1024));
    let found = candidates(table, &json);
    // The tag decides (OpenAPI 3.1, 4.8.25.4), although others may describe the value, too.
    match found.named() {
        Some(named) if named == index => return out.extend(own),
        Some(named) => {
            let variant = table.variants[named].name;
            return out.add(at, table.keyword, format!("{variant}, as its tag says"), "a value of none", table.place);
        }
        None => {}
    }
    // A tag that is of no variant is not of this one.
    let fits = table.tag.is_none() || found.indices.contains(&index);
    let mut clean = |index: &usize| {
        let value = reader.spend(json.len()).then(|| reader.again(&json, |reader| T::make(*index, reader)));
        value.and_then(Result::ok).is_some_and(|value| is_clean(&value, &mut reader))
    };
    let others = found.indices.iter().copied().filter(|other| *other != index).filter(|other| clean(other));
    let mut names: Vec<&str> = others.map(|other| table.variants[other].name).collect();
    out.fuel = out.fuel.map(|_| if reader.is_short { 0 } else { reader.fuel });
    if holds && fits {
        names.extend(known.map(|variant| variant.name));
    }
    match names.as_slice() {
        [] if !own.is_empty() => out.extend(own),
        [] => {
            let all: Vec<&str> = table.variants.iter().map(|variant| variant.name).collect();
            // Variants that there was nothing left to try may describe it: what is not known is not said.
            let found = if reader.is_short { "unions nested too deep to tell" } else { "a value of none" };
            out.add(at, table.keyword, format!("one of {}", all.join(", ")), found, table.place);
        }
        [_, _, ..] if table.keyword == "oneOf" => {
            let found = format!("a value of {}", names.join(" and "));
            out.add(at, "oneOf", "a value of one variant alone", found, table.place);
        }
        [..] => {}
    }
}

/// `Decode`, `Encode` and `Validate` of unions.
#[macro_export]
macro_rules! unions {
    ($($union:ident),* $(,)?) => {$(
        impl $crate::Decode for $union {
            fn decode(r: &mut $crate::json::Reader<'_>) -> ::core::result::Result<Self, $crate::DecodeError> {
                $crate::union::decode(r)
            }
        }

        impl $crate::Encode for $union {
            fn encode(&self, w: &mut $crate::json::Writer<'_>) {
                $crate::union::Variants::part(self).1.encode(w);
            }

            fn is_secret(&self) -> bool {
                $crate::union::Variants::part(self).1.is_secret()
            }
        }

        impl $crate::Validate for $union {
            #[cfg(not(debug_assertions))]
            fn passes(&self, rule: &$crate::check::Rule) -> bool {
                $crate::union::passes(self) && $crate::check::otherwise(self, rule)
            }

            fn check(&self, _: &$crate::check::Rule, at: &$crate::At<'_>, out: &mut $crate::Violations) {
                $crate::union::check(self, at, out);
            }
        }
    )*};
}
