//! Rules, patterns, spellings and places as statics and constants.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::row::row;
use super::{Imports, has_rules, ident, text};
use crate::ir::Engine;
use crate::plan::{BoundPlan, Module, PlaceItem, RuleItem, RuleKind};

/// What the file may name without a path.
pub(super) const IMPORTS: Imports = Imports {
    runtime: false,
    names: &[
        (
            "specwright_runtime::check",
            &["IntegerRule", "ItemsRule", "NumberRule", "Pattern", "RequiredSets", "Rule", "TextRule"],
        ),
        ("specwright_runtime::codec", &["Accepts"]),
    ],
    modules: &["places", "schemas"],
};

pub(super) fn rules(module: &Module) -> Vec<TokenStream> {
    if !has_rules(module) {
        return Vec::new();
    }
    let mut items = Vec::new();
    for accepts in &module.accepts {
        let name = ident(&accepts.name);
        let [truthy, falsy] =
            [&accepts.truthy, &accepts.falsy].map(|all| all.iter().map(|s| text(s)).collect::<Vec<_>>());
        items.push(quote! {
            pub(super) static #name: Accepts = Accepts { truthy: &[#(#truthy),*], falsy: &[#(#falsy),*] };
        });
    }
    for pattern in &module.patterns {
        let (name, place) = (ident(&pattern.name), ident(&pattern.place));
        let (source, matcher) = (text(&pattern.source), matcher(pattern.engine, &pattern.translated));
        items.push(quote!(const #name: Pattern = Pattern::new(#source, places::#place, #matcher);));
    }
    items.extend(module.rules.iter().map(rule));
    items
}

fn rule(item: &RuleItem) -> TokenStream {
    let name = ident(&item.name);
    if let RuleKind::RequiredSets { keyword, sets, place } = &item.kind {
        let place = ident(place);
        let sets = sets.iter().map(|set| quote!(&[#(#set),*]));
        return quote! {
            pub(super) static #name: RequiredSets =
                RequiredSets { keyword: #keyword, sets: &[#(#sets),*], place: places::#place };
        };
    }
    let not_null = item.not_null.as_ref().map(|place| {
        let place = ident(place);
        quote!(.not_null(places::#place))
    });
    let also = item.also.as_ref().map(|schema| {
        let schema = ident(schema);
        quote!(.also(&schemas::#schema))
    });
    let kind = kind(&item.kind);
    quote!(pub(super) const #name: Rule = #kind #not_null #also;)
}

/// What matches a pattern: code for a row of classes, an engine for all else.
pub(super) fn matcher(engine: Engine, translated: &str) -> TokenStream {
    let literal = text(translated);
    match engine {
        Engine::Linear => match row(translated).and_then(|row| row.parse::<TokenStream>().ok()) {
            Some(row) => quote!(specwright_runtime::row!(#row)),
            None => quote!(specwright_runtime::linear!(#literal)),
        },
        Engine::LookAround => quote!(specwright_runtime::look_around!(#literal)),
    }
}

fn kind(kind: &RuleKind) -> TokenStream {
    match kind {
        RuleKind::Nested | RuleKind::RequiredSets { .. } => quote!(Rule::NESTED),
        RuleKind::Text { min_length, max_length, pattern, format } => {
            let min = count("min_length", min_length.as_ref());
            let max = count("max_length", max_length.as_ref());
            let pattern = pattern.as_ref().map(|pattern| {
                let pattern = ident(pattern);
                quote!(.pattern(&#pattern))
            });
            let format = format.as_ref().map(|(variant, place)| {
                let (variant, place) = (ident(variant), ident(place));
                quote!(.format(specwright_runtime::StringFormat::#variant, places::#place))
            });
            quote!(Rule::text(TextRule::NEW #min #max #pattern #format))
        }
        RuleKind::Integer { minimum, maximum, multiple_of } => {
            let (min, max) = (bound("minimum", minimum.as_ref(), false), bound("maximum", maximum.as_ref(), false));
            let multiple = multiple_of.as_ref().map(|(digits, place)| {
                let (digits, place) = (number(digits, false), ident(place));
                quote!(.multiple_of(#digits, places::#place))
            });
            quote!(Rule::integer(IntegerRule::NEW #min #max #multiple))
        }
        RuleKind::Number { minimum, maximum, multiple_of } => {
            let (min, max) = (bound("minimum", minimum.as_ref(), true), bound("maximum", maximum.as_ref(), true));
            let multiple = multiple_of.as_ref().map(|(digits, place)| {
                let place = ident(place);
                quote!(.multiple_of(#digits, places::#place))
            });
            quote!(Rule::number(NumberRule::NEW #min #max #multiple))
        }
        RuleKind::Items { min, max, unique, each } => {
            let (min, max, each) =
                (count("min", min.as_ref()), count("max", max.as_ref()), self::each(each.as_deref()));
            let unique = unique.as_ref().map(|place| {
                let place = ident(place);
                quote!(.unique(places::#place))
            });
            quote!(Rule::items(ItemsRule::NEW #min #max #unique #each))
        }
        RuleKind::Tuple { items } => {
            let items = items.iter().map(|item| match item {
                Some(rule) => {
                    let rule = ident(rule);
                    quote!(&#rule)
                }
                None => quote!(&Rule::NESTED),
            });
            quote!(Rule::tuple(&[#(#items),*]))
        }
        RuleKind::Members { min, max, each } => {
            let (min, max, each) =
                (count("min", min.as_ref()), count("max", max.as_ref()), self::each(each.as_deref()));
            quote!(Rule::members(ItemsRule::NEW #min #max #each))
        }
    }
}

fn each(rule: Option<&str>) -> Option<TokenStream> {
    rule.map(|rule| {
        let rule = ident(rule);
        quote!(.each(&#rule))
    })
}

fn count(method: &str, limit: Option<&(u64, String)>) -> Option<TokenStream> {
    limit.map(|(value, place)| {
        let (method, value, place) = (ident(method), Literal::u64_unsuffixed(*value), ident(place));
        quote!(.#method(#value, places::#place))
    })
}

fn bound(method: &str, bound: Option<&BoundPlan>, float: bool) -> Option<TokenStream> {
    bound.map(|bound| {
        let (method, exclusive, place) = (ident(method), bound.exclusive, ident(&bound.place));
        let value = number(&bound.digits, float);
        quote!(.#method(#value, #exclusive, places::#place))
    })
}

/// Digits as a literal of `f64` or `i128`; the plan has only digits that are one.
fn number(digits: &str, float: bool) -> TokenStream {
    if float {
        let value: f64 = digits.parse().unwrap_or_default();
        // What is beyond the range of `f64` is beyond every value of it, and has no literal.
        if value.is_infinite() {
            return if value < 0.0 { quote!(f64::NEG_INFINITY) } else { quote!(f64::INFINITY) };
        }
        let literal = Literal::f64_unsuffixed(value.abs());
        return if value < 0.0 { quote!(-#literal) } else { quote!(#literal) };
    }
    let value: i128 = digits.parse().unwrap_or_default();
    let literal = Literal::u128_unsuffixed(value.unsigned_abs());
    if value < 0 { quote!(-#literal) } else { quote!(#literal) }
}

pub(super) fn places(places: &[PlaceItem]) -> Vec<TokenStream> {
    if places.is_empty() {
        return Vec::new();
    }
    let mut files: Vec<&str> = places.iter().map(|p| p.file.as_str()).collect();
    files.sort_unstable();
    files.dedup();
    let mut items = vec![quote!(
        use specwright_runtime::Place;
    )];
    for (index, file) in files.iter().enumerate() {
        let at = at(index);
        items.push(quote!(const fn #at(line: u32) -> Place { Place { file: #file, line } }));
    }
    let places = places.iter().map(|place| {
        let (name, line) = (ident(&place.name), Literal::usize_unsuffixed(place.line));
        let at = at(files.iter().position(|f| *f == place.file).unwrap_or_default());
        quote!(pub(super) const #name: Place = #at(#line);)
    });
    items.push(quote!(#(#places)*));
    items
}

fn at(index: usize) -> proc_macro2::Ident {
    if index == 0 { ident("at") } else { ident(&format!("at{}", index + 1)) }
}
