//! Schemas as YAML: each object a component of its own, an object that is there twice the same component.
//!
//! In: schemas of the model, and the words that names are made of. Out: maps, and the components that they refer to.
//! Guaranteed: two components have two names, and no property is there twice.

use super::json::Json;
use super::model::{Field, Kind, Object, Schema};
use super::names;
use super::yaml::{Map, Yaml, flow};

/// The components that were needed so far.
#[derive(Debug, Default)]
pub(super) struct Components {
    list: Vec<Component>,
}

#[derive(Debug)]
struct Component {
    name: String,
    schema: Schema,
    map: Map,
}

/// Whose words make names: what they begin with, and the object around a member.
#[derive(Clone, Copy, Debug)]
struct Around<'n> {
    prefix: &'n str,
    parent: &'n str,
    /// The name of the page, for sources.
    page: &'n str,
}

impl Components {
    /// All of them, in the order in which they were needed.
    pub fn into_map(self) -> Map {
        let mut map = Map::default();
        for component in self.list {
            map.put(component.name, component.map);
        }
        map
    }

    /// The schema of a body: a reference where it is an object, which gets `name` unless the page has a name for it.
    pub fn root(&mut self, schema: &Schema, name: &str, prefix: &str, page: &str) -> Map {
        let around = Around { prefix, parent: "", page };
        self.schema(schema, &[name.to_owned()], around)
    }

    /// The schema of a parameter or a header.
    pub fn value(&mut self, field: &Field, page: &str) -> Map {
        let prefix = names::pascal(&field.name);
        self.schema(&field.schema, std::slice::from_ref(&prefix), Around { prefix: &prefix, parent: "", page })
    }

    fn schema(&mut self, schema: &Schema, wishes: &[String], around: Around<'_>) -> Map {
        let mut map = Map::default();
        match &schema.kind {
            Kind::Object(object) => {
                let name = self.component(schema, object, wishes, around);
                map.put("$ref", format!("#/components/schemas/{name}"));
                return map;
            }
            Kind::List(items, is_wrapped) => {
                map.put("type", "array");
                rules(&mut map, schema);
                if *is_wrapped {
                    let mut xml = Map::default();
                    xml.put("wrapped", true);
                    map.put("xml", xml);
                }
                let wishes: Vec<String> = wishes.iter().map(|name| names::singular(name)).collect();
                let mut inner = self.schema(items, &wishes, around);
                if let Some(name) = items.xml_name.as_ref().filter(|_| !inner.has("$ref")) {
                    inner.put("xml", xml_name(name));
                }
                map.put("items", inner);
                return map;
            }
            Kind::Any => {}
            Kind::Text => map.put("type", "string"),
            Kind::Integer => map.put("type", "integer"),
            Kind::Number => map.put("type", "number"),
            Kind::Flag => map.put("type", "boolean"),
        }
        map.put_some("format", schema.format);
        rules(&mut map, schema);
        values(&mut map, schema);
        map
    }

    /// The name of the component that describes an object.
    fn component(&mut self, schema: &Schema, object: &Object, wishes: &[String], around: Around<'_>) -> String {
        if let Some(known) = self.list.iter().find(|known| known.schema == *schema) {
            return known.name.clone();
        }
        let own = object.name.as_deref().map(names::pascal);
        let candidates: Vec<&String> = own.iter().chain(wishes).collect();
        let is_free = |name: &str| !self.list.iter().any(|known| known.name == name);
        let base = candidates.first().map_or("Value", |name| name.as_str());
        let name = candidates.iter().find(|name| is_free(name)).map_or_else(
            || (2..).map(|n| format!("{base}{n}")).find(|name| is_free(name)).unwrap_or_default(),
            |name| (*name).clone(),
        );
        let index = self.list.len();
        // The place is taken now, so that an object stands before what it holds.
        self.list.push(Component { name: name.clone(), schema: schema.clone(), map: Map::default() });
        let map = self.object(schema, object, around);
        if let Some(component) = self.list.get_mut(index) {
            component.map = map;
        }
        name
    }

    fn object(&mut self, schema: &Schema, object: &Object, around: Around<'_>) -> Map {
        let mut map = Map::default();
        map.put("type", "object");
        map.put_some("description", object.description.clone());
        if let Some(name) = &schema.xml_name {
            map.put("xml", xml_name(name));
        }
        if !object.namespaces.is_empty() {
            let mut namespaces = Map::default();
            for (prefix, uri) in object.namespaces.iter().filter(|(prefix, _)| !prefix.is_empty()) {
                if !namespaces.has(prefix) {
                    namespaces.put(prefix.as_str(), uri.as_str());
                }
            }
            map.put("x-xml-namespaces", namespaces);
        }
        source(&mut map, around.page, object.quote.as_deref());
        assumed(&mut map, &object.assumed);
        let required: Vec<Json> = names_of(object.fields.iter().filter(|field| field.required == Some(true)));
        if !required.is_empty() {
            map.put("required", flow(&required));
        }
        if !object.either.is_empty() {
            map.put("allOf", either(&object.either));
        }
        let mut properties = Map::default();
        for field in &object.fields {
            if !properties.has(&field.name) {
                let twins = object.fields.iter().filter(|other| other.schema == field.schema).count();
                properties.put(field.name.as_str(), self.property(field, twins > 1, around));
            }
        }
        map.put("properties", properties);
        map
    }

    fn property(&mut self, field: &Field, has_twins: bool, around: Around<'_>) -> Map {
        let own = names::pascal(&field.name);
        let mut wishes = vec![format!("{}{own}", around.prefix), format!("{}{}{own}", around.prefix, around.parent)];
        if has_twins && !around.parent.is_empty() {
            // Members of one type are called after what holds them.
            wishes.insert(0, format!("{}{}", around.prefix, names::singular(around.parent)));
        }
        // What such a member holds is called after it, and not after the first of them.
        let shared = names::singular(around.parent);
        let parent = if has_twins && !around.parent.is_empty() { &shared } else { &own };
        let mut map = self.schema(&field.schema, &wishes, Around { parent, ..around });
        map.put_some("description", field.description.clone());
        marks(&mut map, field);
        source(&mut map, around.page, field.quote.as_deref());
        assumed(&mut map, &field.assumed);
        map
    }
}

fn names_of<'f>(fields: impl Iterator<Item = &'f Field>) -> Vec<Json> {
    let mut found = Vec::new();
    for field in fields {
        let name = Json::text(field.name.as_str());
        if !found.contains(&name) {
            found.push(name);
        }
    }
    found
}

/// Extensions that are only there or not.
pub(super) fn marks(map: &mut Map, field: &Field) {
    for mark in &field.marks {
        if !map.has(mark) {
            map.put(*mark, true);
        }
    }
}

pub(super) fn source(map: &mut Map, page: &str, quote: Option<&str>) {
    let quote = quote.map(|quote| quote.split_whitespace().collect::<Vec<_>>().join(" "));
    if let Some(quote) = quote.filter(|quote| !quote.is_empty()) {
        let mut source = Map::default();
        source.put("page", page);
        source.put("quote", quote);
        map.put("x-source", source);
    }
}

pub(super) fn assumed(map: &mut Map, reasons: &[String]) {
    if !reasons.is_empty() {
        map.put("x-assumed", reasons.join(" "));
    }
}

fn xml_name(name: &str) -> Map {
    let mut xml = Map::default();
    xml.put("name", name);
    xml
}

fn rules(map: &mut Map, schema: &Schema) {
    for (keyword, value) in &schema.rules {
        if !map.has(keyword) {
            map.put(*keyword, Yaml::from(value));
        }
    }
}

fn values(map: &mut Map, schema: &Schema) {
    let texts = |texts: &[String]| -> Vec<Json> { texts.iter().map(|text| Json::text(text.as_str())).collect() };
    if !schema.values.is_empty() {
        map.put("enum", flow(&schema.values));
    }
    if schema.open {
        map.put("x-open", true);
    }
    if !schema.value_names.is_empty() {
        map.put("x-enum-varnames", flow(&texts(&schema.value_names)));
        map.put("x-enum-descriptions", flow(&texts(&schema.value_words)));
    }
    if let Some((yes, no)) = &schema.accept {
        let mut accept = Map::default();
        accept.put("true", flow(yes));
        accept.put("false", flow(no));
        map.put("x-accept-values", accept);
    }
}

/// Of each list one set must be there.
fn either(lists: &[Vec<Vec<String>>]) -> Vec<Yaml> {
    let set = |names: &Vec<String>| {
        let names: Vec<Json> = names.iter().map(|name| Json::text(name.as_str())).collect();
        let mut map = Map::default();
        map.put("required", flow(&names));
        Yaml::Map(map)
    };
    let list = |sets: &Vec<Vec<String>>| {
        let mut map = Map::default();
        map.put("anyOf", sets.iter().map(set).collect::<Vec<_>>());
        Yaml::Map(map)
    };
    lists.iter().map(list).collect()
}
