//! Every decision about the Rust that is to come: names, types, checks, files, order.
//!
//! In: an [`Api`] and a [`Config`]. Out: a [`Module`] that `emit` prints without asking anything. Guaranteed:
//! names are legal and unique in their scope; the plan depends on nothing but its input.

mod assertion;
mod blank;
mod client;
mod docs;
mod enumeration;
mod example;
mod field;
mod gate;
mod held;
mod naming;
mod operation;
mod probe;
mod reach;
mod rules;
mod types;
mod union;
mod webhook;
mod xml;

use crate::ir::{self, Api};
use crate::lower::{Reading, Selection};
use crate::source::Sources;

pub use assertion::{KeywordItem, SchemaItem, SchemaName, SchemaPattern, Schemas, Tables, tables};
pub use client::{Client, Credential, SchemePlan, ServerChoice, ServerInfoPlan, ServerPlan, ServerSetter};
pub(crate) use docs::{code, one_line as spoken, visible};
pub use enumeration::{EnumItem, EnumKind, Variant};
pub use example::Expr;
pub use field::{Field, FieldKind, RustType};
pub use gate::{CaseItem, GateItem};
pub use held::Held;
pub use operation::{
    Argument, ArgumentTarget, BodyForm, BodyPlan, CallShape, CodecPlan, Comparison, Failure, HeaderField, HeaderForm,
    HeldParameter, MediaItem, Operation, Payload, Rejection, StyledParameter, Success, SuccessForm,
};
pub use probe::{Probe, ProbeItem};
pub use rules::{
    AcceptsItem, BoundPlan, PatternItem, PlaceItem, Presence, RequiredSetsPlan, RuleItem, RuleKind,
    format as checked_format,
};
pub use types::{ExtraPlan, ExtraRule, NewtypeItem, ReadInto, StructItem, TypeItem};
pub use union::{Kinds, Signs, UnionItem, UnionVariant};
pub use webhook::{Answer, WebhookItem, WebhookParameter, WebhookPayload};
pub use xml::{XmlFieldPlan, XmlNodePlan, XmlObjectItem, XmlRootItem};

/// What the person who runs the generator decides.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The module that is generated: `cro`.
    pub module: String,
    /// The path by which examples in the documentation name the module: `generated::cro`.
    pub path: String,
    /// The path by which the same examples name the runtime; where it is empty, `runtime` beside the module's root.
    pub runtime: String,
    /// The part of the document that is wanted.
    pub selection: Selection,
    /// How schemas are read that mean more than they say.
    pub reading: Reading,
    /// What the module can be asked to read and write back, for tests of the generator.
    pub probe: Probe,
    /// Whether the module has tests that try the examples of the document.
    pub examples: bool,
    /// Whether it is to be told where each constraint of the document is enforced.
    pub ledger: bool,
}

impl Config {
    fn runtime_path(&self) -> String {
        let root = self.path.split("::").next().unwrap_or_default();
        if self.runtime.is_empty() { format!("{root}::runtime") } else { self.runtime.clone() }
    }
}

/// One API's module.
#[derive(Clone, Debug)]
pub struct Module {
    pub name: String,
    pub path: String,
    /// The runtime, as examples name it.
    pub runtime: String,
    pub docs: Vec<String>,
    /// Whether something in it is deprecated.
    pub deprecated: bool,
    /// What the client is.
    pub client_docs: Vec<String>,
    /// The spec, as messages name it.
    pub spec: String,
    pub types: Vec<TypeItem>,
    pub places: Vec<PlaceItem>,
    pub patterns: Vec<PatternItem>,
    pub accepts: Vec<AcceptsItem>,
    pub rules: Vec<RuleItem>,
    pub schemas: Schemas,
    pub xml_objects: Vec<XmlObjectItem>,
    pub xml_roots: Vec<XmlRootItem>,
    pub media: Vec<MediaItem>,
    pub operations: Vec<Operation>,
    pub client: Client,
    /// What the probe knows, where one is wanted.
    pub probe: Option<Vec<ProbeItem>>,
    /// The examples by the type that they are of, where they are to be tried.
    pub gates: Vec<GateItem>,
    /// The type of each schema that is used, where the ledger is wanted.
    pub held: Vec<Held>,
    pub webhooks: Vec<WebhookItem>,
    pub webhook_media: Vec<MediaItem>,
}

/// Plans a module.
pub fn plan(api: &Api, sources: &Sources, config: &Config) -> Module {
    let reach = reach::reach(api);
    let cycles = reach::Cycles::of(api, &reach);
    let mut names = naming::Names::new(api, &reach, &cycles);
    let mut rules = rules::Rules::new(api, sources, &cycles);
    let mut planning = types::Planning {
        api,
        reach: &reach,
        cycles: &cycles,
        names: &names,
        rules: &mut rules,
        tables: crate::names::Scope::default(),
    };
    let mut types = types::types(&mut planning);
    blank::mark(&mut types);
    let mut xml = xml::Xml::default();
    let mut media = operation::MediaLists::default();
    let operations = operation::operations(api, &mut names, &types, &mut rules, &mut xml, &mut media);
    let client = client::client(api, &mut names, &mut rules);
    let mut webhook_media = operation::MediaLists::default();
    let webhooks = webhook::webhooks(api, &names, &mut rules, &mut xml, &mut webhook_media);
    let probe = probe::probe(api, &names, &mut rules, config.probe);
    let mut trying = gate::Trying { api, names: &names, types: &types, rules: &rules, xml: &mut xml, sources };
    let gates = gate::gates(&mut trying, &reach);
    let held = if config.ledger { held::held(api, &reach, &names) } else { Vec::new() };
    let schemas = assertion::schemas(&mut rules);
    let spec = sources.files().first().map(|f| docs::visible(&f.name)).unwrap_or_default();
    let deprecated = types.iter().any(TypeItem::is_deprecated)
        || operations.iter().any(|o| o.deprecated)
        || webhooks.iter().any(|w| w.deprecated);
    Module {
        deprecated,
        name: config.module.clone(),
        path: config.path.clone(),
        runtime: config.runtime_path(),
        docs: docs::module(api),
        client_docs: docs::client(api),
        spec,
        types,
        places: rules.places,
        patterns: rules.patterns,
        accepts: rules.accepts,
        rules: rules.rules,
        schemas,
        xml_objects: xml.objects,
        xml_roots: xml.roots,
        media: media.items,
        operations,
        client,
        probe,
        gates,
        held,
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
