//! What a keyword of a table is made of.

use super::Fact;
use crate::ir::Keyword;

/// The tables and patterns that a keyword names.
pub(super) fn visit<'m>(
    keyword: &'m Keyword<Option<String>, String>,
    schemas: &mut Vec<&'m str>,
    patterns: &mut Vec<&'m str>,
) {
    match keyword {
        Keyword::PrefixItems(list) | Keyword::AllOf(list) | Keyword::AnyOf(list) | Keyword::OneOf(list) => {
            schemas.extend(list.iter().flatten().map(String::as_str));
        }
        Keyword::Items(_, one)
        | Keyword::Contains { schema: one, .. }
        | Keyword::PropertyNames(one)
        | Keyword::Ref(one)
        | Keyword::Not(one)
        | Keyword::UnevaluatedItems(one)
        | Keyword::UnevaluatedProperties(one) => schemas.extend(one.as_deref()),
        Keyword::Members { named, patterns: by_pattern, rest } => {
            schemas.extend(named.iter().filter_map(|(_, one)| one.as_deref()));
            schemas.extend(by_pattern.iter().filter_map(|(_, one)| one.as_deref()));
            schemas.extend(rest.iter().flatten().map(String::as_str));
            patterns.extend(by_pattern.iter().map(|(pattern, _)| pattern.as_str()));
        }
        Keyword::DependentSchemas(table) => schemas.extend(table.iter().filter_map(|(_, one)| one.as_deref())),
        Keyword::If { condition, then, otherwise } => {
            let branches = [Some(condition), then.as_ref(), otherwise.as_ref()];
            schemas.extend(branches.into_iter().flatten().flatten().map(String::as_str));
        }
        Keyword::Pattern(pattern) => patterns.push(pattern),
        Keyword::Never
        | Keyword::Type(_)
        | Keyword::Enum(_)
        | Keyword::Const(_)
        | Keyword::MultipleOf(_)
        | Keyword::Minimum(_)
        | Keyword::ExclusiveMinimum(_)
        | Keyword::Maximum(_)
        | Keyword::ExclusiveMaximum(_)
        | Keyword::MinLength(_)
        | Keyword::MaxLength(_)
        | Keyword::Format(_)
        | Keyword::MinItems(_)
        | Keyword::MaxItems(_)
        | Keyword::UniqueItems
        | Keyword::MinProperties(_)
        | Keyword::MaxProperties(_)
        | Keyword::Required(_)
        | Keyword::DependentRequired(_) => {}
    }
}

/// What its place does not say of a keyword.
pub(super) fn fact(keyword: &Keyword<Option<String>, String>) -> Option<Fact> {
    match keyword {
        Keyword::ExclusiveMinimum(_) | Keyword::ExclusiveMaximum(_) => Some(Fact::Exclusive),
        Keyword::Required(names) => Some(Fact::Names(names.clone())),
        Keyword::Contains { min, max, .. } => Some(Fact::Count(*min, *max)),
        Keyword::If { then, otherwise, .. } => Some(Fact::Branches(then.is_some(), otherwise.is_some())),
        _ => None,
    }
}
