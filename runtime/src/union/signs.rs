//! What a text shows of the variant that it is of, without being read whole.

use std::borrow::Cow;

use jiter::{Jiter, Peek};

use super::{Union, Variant};
use crate::value::Value;

/// Variants that a value may be of, the likeliest first.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    pub indices: Vec<usize>,
    /// The first one is named by the tag.
    tagged: bool,
}

impl Candidates {
    /// The variant that the tag names, if it names one.
    pub(super) fn named(&self) -> Option<usize> {
        self.indices.first().copied().filter(|_| self.tagged)
    }

    /// Whether nothing else is to be compared with the variant at `index`.
    pub(super) fn certain(&self, index: usize) -> bool {
        self.indices.len() == 1 || (self.tagged && self.indices.first() == Some(&index))
    }
}

/// The variants whose signs `json` has.
pub(super) fn candidates(table: &Union, json: &[u8]) -> Candidates {
    let kind = kind(json);
    let members = if kind == 32 { members(json) } else { Vec::new() };
    let fits = |variant: &&Variant| variant.kinds & kind != 0 && (kind != 32 || has_signs(variant, &members));
    let all = || table.variants.iter().enumerate();
    let mut found =
        Candidates { indices: all().filter(|(_, v)| fits(v)).map(|(index, _)| index).collect(), tagged: false };
    let Some((tag, value)) = table.tag.and_then(|tag| Some((tag, text(&members, tag)?))) else { return found };
    let named: Vec<usize> =
        all().filter(|(_, v)| v.tags.iter().any(|tag| *tag == value)).map(|(index, _)| index).collect();
    // Of several variants for one value of the tag, what they have tells more.
    match named.iter().find(|index| found.indices.contains(index)).or(named.first()) {
        Some(&first) => {
            found.tagged = named.len() == 1;
            found.indices.retain(|index| *index != first);
            found.indices.insert(0, first);
        }
        // A tag that nobody mapped is of no variant, unless the member itself says so.
        None => found.indices.retain(|index| {
            let variant = &table.variants[*index];
            variant.tags.is_empty() || variant.constants.iter().any(|(name, _)| *name == tag)
        }),
    }
    found
}

/// The kind of a value as a bit of [`Variant::kinds`].
fn kind(json: &[u8]) -> u8 {
    match Jiter::new(json).peek() {
        Ok(Peek::True | Peek::False) => 1,
        Ok(Peek::String) => 8,
        Ok(Peek::Array) => 16,
        Ok(Peek::Object) => 32,
        Ok(Peek::Null) => 64,
        Ok(_) => {
            let text = std::str::from_utf8(json).unwrap_or_default().trim();
            let whole = text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
            if whole || crate::decimal::integral(text).is_some() { 2 } else { 4 }
        }
        Err(_) => 0,
    }
}

type Member<'j> = (Cow<'j, str>, &'j [u8]);

/// The members of an object, each with its text. Of two with one name the last one counts, as it does for what is read.
fn members(json: &[u8]) -> Vec<Member<'_>> {
    let mut members = Vec::new();
    let mut jiter = Jiter::new(json);
    let mut next = jiter.next_object().map(|name| name.map(str::to_owned));
    while let Ok(Some(name)) = next {
        let start = jiter.current_index();
        if jiter.next_skip().is_err() {
            break;
        }
        members.push((Cow::Owned(name), json.get(start..jiter.current_index()).unwrap_or_default()));
        next = jiter.next_key().map(|name| name.map(str::to_owned));
    }
    members
}

fn text(members: &[Member<'_>], name: &str) -> Option<String> {
    let (_, json) = members.iter().rfind(|(key, _)| key == name)?;
    match crate::json::from_slice::<Value>(json) {
        Ok(Value::String(text)) => Some(text),
        Ok(Value::Bool(value)) => Some(value.to_string()),
        Ok(Value::Number(number)) => Some(number.to_string()),
        Ok(Value::Null | Value::Array(_) | Value::Object(_)) | Err(_) => None,
    }
}

fn has_signs(variant: &Variant, members: &[Member<'_>]) -> bool {
    let find = |name: &str| members.iter().rfind(|(key, _)| key == name).map(|(_, json)| *json);
    let constant = |(name, values): &(&str, &[&str])| {
        find(name).is_some_and(|json| match crate::json::from_slice::<Value>(json) {
            Ok(Value::Number(number)) => {
                let whole = crate::decimal::integral(number.as_str()).map(|value| value.to_string());
                whole.is_some_and(|text| values.contains(&text.as_str()))
            }
            Ok(value) => values.contains(&crate::json::to_string(&value).as_str()),
            Err(_) => false,
        })
    };
    variant.required.iter().all(|name| find(name).is_some())
        && variant.constants.iter().all(constant)
        && variant.closed.is_none_or(|names| members.iter().all(|(key, _)| names.contains(&&**key)))
}
