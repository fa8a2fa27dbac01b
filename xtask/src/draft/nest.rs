//! Fields of a list as a tree, and what a sample shows beside them.
//!
//! In: fields whose names may be `address.city` or `items[].sku`, and the sample of the page. Out: fields that nest.
//! Guaranteed: no field is lost; one that only the sample shows says so.

use super::json::Json;
use super::model::{Field, Kind, Object, Schema};
use super::samples::{self, Habits};

/// How deep names may nest; those of a page do not.
const DEPTH: usize = 16;

/// The tree that names with dots describe.
pub(super) fn tree(fields: Vec<Field>) -> Vec<Field> {
    let mut found: Vec<Field> = Vec::new();
    for field in fields {
        put(&mut found, field, DEPTH);
    }
    found
}

fn put(fields: &mut Vec<Field>, mut field: Field, depth: usize) {
    let parts = field.name.split_once('.').filter(|(first, rest)| !first.is_empty() && !rest.is_empty() && depth > 0);
    let Some((first, rest)) = parts.map(|(first, rest)| (first.to_owned(), rest.to_owned())) else {
        fields.push(field);
        return;
    };
    let (name, is_list) = match first.strip_suffix("[]") {
        Some(name) => (name.to_owned(), true),
        None => (first, false),
    };
    field.name = rest;
    let at = fields.iter().position(|known| known.name == name).unwrap_or_else(|| {
        let mut outer = Field::new(name, Schema::of(Kind::Object(Object::default())));
        outer.assume("The page does not describe it, but what it holds.");
        fields.push(outer);
        fields.len() - 1
    });
    if let Some(outer) = fields.get_mut(at) {
        put_below(&mut outer.schema, is_list, field, depth - 1);
    }
}

/// Puts a member into an object, or into what a list holds; a schema that is neither becomes an object.
fn put_below(schema: &mut Schema, is_list: bool, field: Field, depth: usize) {
    match &mut schema.kind {
        Kind::List(items, _) => put_below(items, false, field, depth),
        Kind::Object(object) if !is_list => put(&mut object.fields, field, depth),
        Kind::Object(_) | Kind::Any | Kind::Text | Kind::Integer | Kind::Number | Kind::Flag => {
            let mut fields = match std::mem::take(&mut schema.kind) {
                Kind::Object(object) => object.fields,
                Kind::Any | Kind::Text | Kind::Integer | Kind::Number | Kind::Flag | Kind::List(..) => Vec::new(),
            };
            put(&mut fields, field, depth);
            let object = Kind::Object(Object { fields, ..Object::default() });
            schema.kind = if is_list { Kind::List(Box::new(Schema::of(object)), false) } else { object };
        }
    }
}

/// Adds what only the sample shows.
pub(super) fn with_sample(fields: &mut Vec<Field>, sample: &Json, habits: Habits) {
    let Json::Object(shown) = sample else { return };
    for (name, value) in shown {
        match fields.iter_mut().find(|field| field.name == *name) {
            Some(field) => fill(&mut field.schema, value, habits),
            None => {
                let mut field = samples::field(name, value, habits);
                field.assume("Only the page's sample shows it.");
                fields.push(field);
            }
        }
    }
}

/// An object or a list of which the page says no more is what the sample shows.
fn fill(schema: &mut Schema, value: &Json, habits: Habits) {
    match (&mut schema.kind, value) {
        (Kind::Object(object), Json::Object(_)) => with_sample(&mut object.fields, value, habits),
        (Kind::List(items, _), Json::List(values)) => match values.first() {
            Some(first) if **items == Schema::default() => **items = samples::schema(first, habits).0,
            Some(first) => fill(items, first, habits),
            None => {}
        },
        (Kind::Any | Kind::Text | Kind::Integer | Kind::Number | Kind::Flag | Kind::List(..) | Kind::Object(_), _) => {}
    }
}
