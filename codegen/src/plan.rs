//! Every decision about the Rust that is to come: names, types, checks, files, order.
//!
//! In: an [`Api`] and a [`Config`]. Out: a [`Module`] that `emit` prints without asking anything. Guaranteed:
//! names are legal and unique in their scope; the plan depends on nothing but its input.

mod client;
mod docs;
mod example;
mod field;
mod operation;
mod reach;
mod rules;
mod types;
mod webhook;
mod xml;

use crate::ir::{self, Api};
use crate::source::Sources;

pub use client::{Client, Credential, SchemePlan};
pub use example::Expr;
pub use field::{Field, FieldKind, RustType};
pub use operation::{
    Argument, ArgumentTarget, CallShape, Comparison, Failure, FailureBody, HeaderField, HeldParameter, MediaItem,
    Operation, Rejection, Success,
};
pub use rules::{AcceptsItem, BoundPlan, PatternItem, PlaceItem, Presence, RequiredSetsPlan, RuleItem, RuleKind};
pub use types::{EnumItem, ExtraPlan, ExtraRule, StructItem, TypeItem, Variant};
pub use webhook::{Answer, Payload, WebhookItem, WebhookParameter};
pub use xml::{XmlFieldPlan, XmlNodePlan, XmlObjectItem, XmlRootItem};

/// What the person who runs the generator decides.
#[derive(Clone, Debug)]
pub struct Config {
    /// The module that is generated: `cro`.
    pub module: String,
    /// The path by which examples in the documentation name the module: `generated::cro`.
    pub path: String,
}

/// One API's module.
#[derive(Clone, Debug)]
pub struct Module {
    pub name: String,
    pub path: String,
    pub docs: Vec<String>,
    /// What the client is.
    pub client_docs: Vec<String>,
    /// The spec, as messages name it.
    pub spec: String,
    pub types: Vec<TypeItem>,
    pub places: Vec<PlaceItem>,
    pub patterns: Vec<PatternItem>,
    pub accepts: Vec<AcceptsItem>,
    pub rules: Vec<RuleItem>,
    pub xml_objects: Vec<XmlObjectItem>,
    pub xml_roots: Vec<XmlRootItem>,
    pub media: Vec<MediaItem>,
    pub operations: Vec<Operation>,
    pub client: Client,
    pub webhooks: Vec<WebhookItem>,
    pub webhook_media: Vec<MediaItem>,
}

/// Plans a module.
pub fn plan(api: &Api, sources: &Sources, config: &Config) -> Module {
    let reach = reach::reach(api);
    let mut names = types::Names::new(api, &reach);
    let mut rules = rules::Rules::new(api, sources);
    let types = types::types(api, &reach, &mut names, &mut rules);
    let mut xml = xml::Xml::default();
    let mut media = operation::MediaLists::default();
    let operations = operation::operations(api, &mut names, &types, &mut rules, &mut xml, &mut media);
    let mut webhook_media = operation::MediaLists::default();
    let webhooks = webhook::webhooks(api, &names, &mut rules, &mut xml, &mut webhook_media);
    let client = client::client(api, &names, &mut rules);
    let spec = sources.files().first().map(|f| f.name.clone()).unwrap_or_default();
    Module {
        name: config.module.clone(),
        path: config.path.clone(),
        docs: docs::module(api),
        client_docs: docs::client(api),
        spec,
        types,
        places: rules.places,
        patterns: rules.patterns,
        accepts: rules.accepts,
        rules: rules.rules,
        xml_objects: xml.objects,
        xml_roots: xml.roots,
        media: media.items,
        operations,
        client,
        webhooks,
        webhook_media: webhook_media.items,
    }
}

/// The name by which the API calls a schema's type, for messages and lists.
pub(crate) fn wire_hint(schema: &ir::Schema) -> String {
    let tokens = schema.pointer.tokens();
    let last = tokens.iter().rev().find(|t| !["schema", "items", "properties"].contains(&t.as_str()));
    schema.component.clone().or_else(|| last.cloned()).unwrap_or_default()
}
