//! The tables by which XML is read and written.

use std::collections::BTreeMap;

use super::naming::Names;
use crate::ir::{Api, SchemaId, Shape, Xml as XmlWords};
use crate::names::{self, Scope};

/// What stands at a place of an XML document.
#[derive(Clone, Debug)]
pub enum XmlNodePlan {
    /// Text: the name of the runtime's scalar.
    Text(&'static str),
    /// An element with members: the static that lists them.
    Object(String),
    List {
        wrapped: bool,
        item: String,
        namespace: Option<(Option<String>, String)>,
        each: Box<XmlNodePlan>,
    },
    Any,
}

/// The members of an element.
#[derive(Clone, Debug)]
pub struct XmlObjectItem {
    pub name: String,
    pub fields: Vec<XmlFieldPlan>,
}

#[derive(Clone, Debug)]
pub struct XmlFieldPlan {
    pub key: String,
    pub name: String,
    pub namespace: Option<(Option<String>, String)>,
    pub attribute: bool,
    pub node: XmlNodePlan,
}

/// A document.
#[derive(Clone, Debug)]
pub struct XmlRootItem {
    /// The static.
    pub name: String,
    pub element: String,
    pub namespace: Option<(Option<String>, String)>,
    pub declarations: Vec<(String, String)>,
    pub node: XmlNodePlan,
}

/// The tables of a module as they are planned.
#[derive(Debug, Default)]
pub(crate) struct Xml {
    scope: Scope,
    seen: BTreeMap<SchemaId, String>,
    known: BTreeMap<SchemaId, String>,
    pub objects: Vec<XmlObjectItem>,
    pub roots: Vec<XmlRootItem>,
}

impl Xml {
    /// The static for a document of this schema.
    pub(crate) fn root(&mut self, api: &Api, types: &Names, id: SchemaId) -> String {
        let target = api.target(id);
        if let Some(name) = self.known.get(&target) {
            return name.clone();
        }
        let schema = api.schema(target);
        let element = schema.xml.name.clone().or_else(|| schema.component.clone());
        let element = element.unwrap_or_else(|| "root".to_owned());
        let name = self.scope.claim(&format!("{}_XML", names::constant(&element)));
        let declarations = match &schema.shape {
            Shape::Object(object) => object.xml_declarations.clone(),
            _ => Vec::new(),
        };
        let node = self.node(api, types, id, &element);
        let namespace = namespace(&schema.xml);
        self.roots.push(XmlRootItem { name: name.clone(), element, namespace, declarations, node });
        self.known.insert(target, name.clone());
        name
    }

    /// `name` is that of the member the value stands in; items of an array are named after it.
    fn node(&mut self, api: &Api, types: &Names, id: SchemaId, name: &str) -> XmlNodePlan {
        let target = api.target(id);
        match &api.schema(target).shape {
            Shape::Any | Shape::Null | Shape::Map(_) | Shape::Tuple(_) | Shape::Union(_) | Shape::Ref(_) => {
                XmlNodePlan::Any
            }
            Shape::Bool(_) => XmlNodePlan::Text("Boolean"),
            Shape::Integer(_) => XmlNodePlan::Text("Integer"),
            Shape::Number(_) => XmlNodePlan::Text("Number"),
            Shape::Enum(shape) if !shape.is_text() => XmlNodePlan::Text("Number"),
            Shape::String(_) | Shape::Enum(_) => XmlNodePlan::Text("String"),
            Shape::Array(array) => {
                let words = &api.schema(target).xml;
                let own = &api.schema(array.items).xml;
                let item_xml = if own.name.is_some() { own } else { &api.schema(api.target(array.items)).xml };
                let item = item_xml.name.clone().unwrap_or_else(|| name.to_owned());
                let each = Box::new(self.node(api, types, array.items, &item));
                XmlNodePlan::List { wrapped: words.wrapped, namespace: namespace(item_xml), item, each }
            }
            Shape::Object(_) => XmlNodePlan::Object(self.object(api, types, target)),
        }
    }

    fn object(&mut self, api: &Api, types: &Names, id: SchemaId) -> String {
        if let Some(known) = self.seen.get(&id) {
            return known.clone();
        }
        let name = self.scope.claim(&format!("{}_ELEMENTS", names::constant(&types.of(id))));
        self.seen.insert(id, name.clone());
        let Shape::Object(object) = &api.schema(id).shape else { return name };
        let mut fields = Vec::new();
        for property in &object.properties {
            let own = &api.schema(property.schema).xml;
            let words = if *own == XmlWords::default() { &api.schema(api.target(property.schema)).xml } else { own };
            let is_array = matches!(api.schema(api.target(property.schema)).shape, Shape::Array(_));
            // A name on an array is that of its wrapper; without a wrapper there is no such element.
            let named = words.name.clone().filter(|_| !is_array || words.wrapped);
            let element = named.unwrap_or_else(|| property.name.clone());
            let node = self.node(api, types, property.schema, &element);
            fields.push(XmlFieldPlan {
                key: property.name.clone(),
                name: element,
                namespace: namespace(words),
                attribute: words.attribute,
                node,
            });
        }
        self.objects.push(XmlObjectItem { name: name.clone(), fields });
        name
    }
}

fn namespace(xml: &XmlWords) -> Option<(Option<String>, String)> {
    xml.namespace.as_ref().map(|uri| (xml.prefix.clone(), uri.clone()))
}
