//! Numbers: ranges in which nothing lies, and limits that a format never reaches.

use super::super::context::Context;
use super::{is_only, no_value};
use crate::decimal::Decimal;
use crate::diagnostic::Diagnostic;
use crate::document::{Member, Node};

/// One end of a range.
struct Limit<'d> {
    member: &'d Member,
    value: Decimal,
    is_excluded: bool,
}

pub(super) fn judge(context: &mut Context<'_, '_>, schema: &Node) {
    if !is_only(schema, &["integer", "number"]) {
        return;
    }
    let (low, high) = (limit(schema, "minimum", "exclusiveMinimum"), limit(schema, "maximum", "exclusiveMaximum"));
    of_format(context, schema, low.as_ref(), high.as_ref());
    let (Some(low), Some(high)) = (low, high) else { return };
    // Limits that are reversed are said elsewhere.
    if low.value > high.value || (low.value == high.value && (low.is_excluded || high.is_excluded)) {
        return;
    }
    let multiple = schema.member("multipleOf").and_then(|member| Some((member, member.value.as_number()?)));
    let step = match multiple {
        Some((_, text)) => text,
        None if is_only(schema, &["integer"]) => "1",
        None => return,
    };
    if holds_multiple(&low, &high, step) != Some(false) {
        return;
    }
    let (from, to) = (low.member.value.span, high.member.value.span);
    match multiple {
        Some((member, text)) => {
            let message = format!("no multiple of {text} lies within the limits");
            no_value(context, member.value.span, message, &[(from, "from here"), (to, "to here")]);
        }
        None => no_value(context, from, "no integer lies within the limits", &[(to, "the other limit")]),
    }
}

/// The stricter of the two keywords that set one end.
fn limit<'d>(schema: &'d Node, keyword: &str, exclusive: &str) -> Option<Limit<'d>> {
    let of = |key: &str, is_excluded: bool| {
        let member = schema.member(key)?;
        Some(Limit { member, value: Decimal::parse(member.value.as_number()?)?, is_excluded })
    };
    let is_lower = keyword == "minimum";
    match (of(keyword, schema.is_true(exclusive)), of(exclusive, true)) {
        (Some(plain), Some(strict)) => {
            let plain_is_stricter = if is_lower { plain.value > strict.value } else { plain.value < strict.value };
            Some(if plain_is_stricter { plain } else { strict })
        }
        (plain, strict) => plain.or(strict),
    }
}

/// Whether a multiple of `step` lies between the limits; nothing where the numbers are too large to tell.
fn holds_multiple(low: &Limit<'_>, high: &Limit<'_>, step: &str) -> Option<bool> {
    let numbers = [low.member.value.as_number()?, high.member.value.as_number()?, step];
    let parts = numbers.map(parts);
    let least = parts.iter().flatten().map(|(_, exponent)| *exponent).min()?;
    let scaled = |at: usize| -> Option<i128> {
        let (mantissa, exponent) = parts[at]?;
        mantissa.checked_mul(10_i128.checked_pow(u32::try_from(exponent - least).ok()?)?)
    };
    let (from, to, step) = (scaled(0)?, scaled(1)?, scaled(2)?);
    if step <= 0 {
        return None;
    }
    let is_multiple = from.rem_euclid(step) == 0;
    let first = match (is_multiple, low.is_excluded) {
        (true, false) => from,
        (true, true) => from.checked_add(step)?,
        (false, _) => from.checked_sub(from.rem_euclid(step))?.checked_add(step)?,
    };
    Some(if high.is_excluded { first < to } else { first <= to })
}

/// `-1.50` as -150 and the exponent -2.
fn parts(text: &str) -> Option<(i128, i32)> {
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(at) => (&text[..at], text[at + 1..].parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}").parse::<i128>().ok()?;
    Some((digits, exponent.checked_sub(i32::try_from(fraction.len()).ok()?)?))
}

/// The least and the greatest number of a format of integers.
fn bounds(format: &str) -> Option<(i128, i128)> {
    Some(match format {
        "int8" => (i8::MIN.into(), i8::MAX.into()),
        "int16" => (i16::MIN.into(), i16::MAX.into()),
        "int32" => (i32::MIN.into(), i32::MAX.into()),
        "int64" => (i64::MIN.into(), i64::MAX.into()),
        "uint8" => (0, u8::MAX.into()),
        "uint16" => (0, u16::MAX.into()),
        "uint32" => (0, u32::MAX.into()),
        "uint64" => (0, u64::MAX.into()),
        _ => return None,
    })
}

fn of_format(context: &mut Context<'_, '_>, schema: &Node, low: Option<&Limit<'_>>, high: Option<&Limit<'_>>) {
    let Some((format, name)) = schema.get("format").and_then(|node| Some((node, node.as_str()?))) else { return };
    let Some((least, most)) = bounds(name) else { return };
    let (Some(least), Some(most)) = (Decimal::parse(&least.to_string()), Decimal::parse(&most.to_string())) else {
        return;
    };
    for (limit, is_lower) in [(low, true), (high, false)] {
        let Some(limit) = limit else { continue };
        let span = limit.member.value.span;
        let (beyond, outside) = (limit.value > most, limit.value < least);
        if (is_lower && beyond) || (!is_lower && outside) {
            let message = format!("no `{name}` satisfies `{}`", limit.member.key);
            no_value(context, span, message, &[(format.span, "the format")]);
        } else if beyond || outside {
            let message = format!("`{}` lies beyond what the format `{name}` holds", limit.member.key);
            let diagnostic = Diagnostic::warning("idle-limit", span, message)
                .also(format.span, "the format")
                .help("remove the limit, or choose a wider format");
            context.fault(diagnostic);
        }
    }
}
