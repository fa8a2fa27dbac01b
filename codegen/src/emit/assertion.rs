//! Tables of assertions as statics.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Imports, ident, rules, text};
use crate::document::{Kind, Node};
use crate::ir::{Keyword, Type};
use crate::plan::{SchemaItem, SchemaName, Schemas, Tables, checked_format};

/// What the file may name without a path.
pub(super) const IMPORTS: Imports = Imports {
    runtime: false,
    names: &[
        ("specwright_runtime", &["Place"]),
        ("specwright_runtime::check", &["Pattern"]),
        ("specwright_runtime::schema", &["Keyword", "Literal", "Members", "Schema", "Type"]),
    ],
    modules: &["places"],
};

pub(super) fn schemas(all: &Schemas) -> Vec<TokenStream> {
    if all.items.is_empty() {
        return Vec::new();
    }
    let mut items = Vec::new();
    for pattern in &all.patterns {
        let (name, place) = (ident(&pattern.name), ident(&pattern.place));
        let (source, matcher) = (text(&pattern.source), rules::matcher(pattern.engine, &pattern.translated));
        items.push(quote!(static #name: Pattern = Pattern::new(#source, places::#place, #matcher);));
    }
    items.extend(all.items.iter().map(schema));
    items
}

/// The root of a module of tables alone: what was asked for, by index.
pub(super) fn roots(tables: &Tables) -> Vec<TokenStream> {
    let roots = tables.roots.iter().map(|root| match root {
        Some(name) => {
            let name = ident(name);
            quote!(&schemas::#name)
        }
        None => quote!(&Schema::ANY),
    });
    // A schema that says nothing stands on no line.
    let places = (!tables.places.is_empty()).then(|| {
        quote!(
            mod places;
        )
    });
    let schemas = tables.roots.iter().any(Option::is_some).then(|| {
        quote!(
            mod schemas;
        )
    });
    vec![
        quote!(
            use specwright_runtime::schema::Schema;
        ),
        quote!(#places #schemas),
        quote!(#[doc = " The schemas in the order in which they were asked for."] pub static SCHEMAS: &[&Schema] = &[#(#roots),*];),
    ]
}

fn schema(item: &SchemaItem) -> TokenStream {
    let name = ident(&item.name);
    let visible = item.public.then(|| quote!(pub(super)));
    let keywords = item.keywords.iter().map(|item| {
        let keyword = self::keyword(&item.keyword);
        let place = match &item.place {
            Some(place) => {
                let place = ident(place);
                quote!(places::#place)
            }
            None => quote!(Place::NONE),
        };
        quote!((#keyword, #place))
    });
    quote!(#visible static #name: Schema = Schema::new(&[#(#keywords),*]);)
}

fn keyword(keyword: &Keyword<SchemaName, String>) -> TokenStream {
    let digits = |name: &str, digits: &str| {
        let name = ident(name);
        quote!(Keyword::#name(#digits))
    };
    let count = |name: &str, count: u64| {
        let (name, count) = (ident(name), Literal::u64_unsuffixed(count));
        quote!(Keyword::#name(#count))
    };
    match keyword {
        Keyword::Never => quote!(Keyword::Never),
        Keyword::Type(types) => {
            let types = types.iter().map(|ty| ident(type_name(*ty)));
            quote!(Keyword::Type(&[#(Type::#types),*]))
        }
        Keyword::Enum(values) => {
            let values = values.iter().map(literal);
            quote!(Keyword::Enum(&[#(#values),*]))
        }
        Keyword::Const(value) => {
            let value = literal(value);
            quote!(Keyword::Const(#value))
        }
        Keyword::MultipleOf(by) => digits("MultipleOf", by),
        Keyword::Minimum(limit) => digits("Minimum", limit),
        Keyword::ExclusiveMinimum(limit) => digits("ExclusiveMinimum", limit),
        Keyword::Maximum(limit) => digits("Maximum", limit),
        Keyword::ExclusiveMaximum(limit) => digits("ExclusiveMaximum", limit),
        Keyword::MinLength(limit) => count("MinLength", *limit),
        Keyword::MaxLength(limit) => count("MaxLength", *limit),
        Keyword::MinItems(limit) => count("MinItems", *limit),
        Keyword::MaxItems(limit) => count("MaxItems", *limit),
        Keyword::MinProperties(limit) => count("MinProperties", *limit),
        Keyword::MaxProperties(limit) => count("MaxProperties", *limit),
        Keyword::Pattern(pattern) => {
            let pattern = ident(pattern);
            quote!(Keyword::Pattern(&#pattern))
        }
        Keyword::Format(format) => {
            let format = ident(checked_format(format).unwrap_or_default());
            quote!(Keyword::Format(specwright_runtime::StringFormat::#format))
        }
        Keyword::UniqueItems => quote!(Keyword::UniqueItems),
        Keyword::Required(names) => quote!(Keyword::Required(&[#(#names),*])),
        Keyword::DependentRequired(table) => {
            let table = table.iter().map(|(name, names)| quote!((#name, &[#(#names),*])));
            quote!(Keyword::DependentRequired(&[#(#table),*]))
        }
        other => applicator(other),
    }
}

/// Keywords that are made of schemas.
fn applicator(keyword: &Keyword<SchemaName, String>) -> TokenStream {
    let one = |name: &str, schema: &SchemaName| {
        let (name, schema) = (ident(name), self::name(schema));
        quote!(Keyword::#name(#schema))
    };
    let list = |name: &str, schemas: &[SchemaName]| {
        let (name, schemas) = (ident(name), schemas.iter().map(self::name));
        quote!(Keyword::#name(&[#(#schemas),*]))
    };
    match keyword {
        Keyword::PrefixItems(schemas) => list("PrefixItems", schemas),
        Keyword::AllOf(schemas) => list("AllOf", schemas),
        Keyword::AnyOf(schemas) => list("AnyOf", schemas),
        Keyword::OneOf(schemas) => list("OneOf", schemas),
        Keyword::PropertyNames(schema) => one("PropertyNames", schema),
        Keyword::Ref(schema) => one("Ref", schema),
        Keyword::Not(schema) => one("Not", schema),
        Keyword::UnevaluatedItems(schema) => one("UnevaluatedItems", schema),
        Keyword::UnevaluatedProperties(schema) => one("UnevaluatedProperties", schema),
        Keyword::Items(from, schema) => {
            let (from, schema) = (Literal::usize_unsuffixed(*from), name(schema));
            quote!(Keyword::Items(#from, #schema))
        }
        Keyword::Contains { schema, min, max } => {
            let (schema, min) = (name(schema), Literal::u64_unsuffixed(*min));
            let max = option(max.map(Literal::u64_unsuffixed));
            quote!(Keyword::Contains { schema: #schema, min: #min, max: #max })
        }
        Keyword::Members { named, patterns, rest } => {
            let named = table(named);
            let patterns = patterns.iter().map(|(pattern, schema)| {
                let (pattern, schema) = (ident(pattern), name(schema));
                quote!((&#pattern, #schema))
            });
            let rest = option(rest.as_ref().map(name));
            quote!(Keyword::Members(Members { named: #named, patterns: &[#(#patterns),*], rest: #rest }))
        }
        Keyword::DependentSchemas(schemas) => {
            let schemas = table(schemas);
            quote!(Keyword::DependentSchemas(#schemas))
        }
        Keyword::If { condition, then, otherwise } => {
            let condition = name(condition);
            let [then, otherwise] = [then, otherwise].map(|branch| option(branch.as_ref().map(name)));
            quote!(Keyword::If { condition: #condition, then: #then, otherwise: #otherwise })
        }
        _ => quote!(Keyword::Never),
    }
}

fn table(schemas: &[(String, SchemaName)]) -> TokenStream {
    let schemas = schemas.iter().map(|(key, schema)| {
        let schema = name(schema);
        quote!((#key, #schema))
    });
    quote!(&[#(#schemas),*])
}

fn option(value: Option<impl quote::ToTokens>) -> TokenStream {
    match value {
        Some(value) => quote!(Some(#value)),
        None => quote!(None),
    }
}

fn name(schema: &SchemaName) -> TokenStream {
    match schema {
        Some(name) => {
            let name = ident(name);
            quote!(&#name)
        }
        None => quote!(&Schema::ANY),
    }
}

fn type_name(ty: Type) -> &'static str {
    match ty {
        Type::Null => "Null",
        Type::Boolean => "Boolean",
        Type::Integer => "Integer",
        Type::Number => "Number",
        Type::String => "String",
        Type::Array => "Array",
        Type::Object => "Object",
    }
}

fn literal(value: &Node) -> TokenStream {
    match &value.kind {
        Kind::Null => quote!(Literal::Null),
        Kind::Bool(value) => quote!(Literal::Bool(#value)),
        Kind::Number(digits) => quote!(Literal::Number(#digits)),
        Kind::String(string) => {
            let string = text(string);
            quote!(Literal::String(#string))
        }
        Kind::Array(items) => {
            let items = items.iter().map(literal);
            quote!(Literal::Array(&[#(#items),*]))
        }
        Kind::Object(members) => {
            let members = members.iter().map(|member| {
                let (key, value) = (&*member.key, literal(&member.value));
                quote!((#key, #value))
            });
            quote!(Literal::Object(&[#(#members),*]))
        }
    }
}
