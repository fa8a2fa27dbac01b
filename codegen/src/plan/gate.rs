//! Examples as tests: the type, the rule and the text of each.
//!
//! In: the examples that were lowered, and the types, rules and tables that are planned. Out: a table of cases for each
//! type. Guaranteed: nothing is planned for their sake, so that what is generated is the same without them.

use super::example;
use super::field::{FieldKind, RustType, item_type};
use super::naming::Names;
use super::reach::Reach;
use super::rules::Rules;
use super::types::TypeItem;
use super::xml::Xml;
use crate::ir::{Api, Example, ExampleText, Fault, SchemaId};
use crate::names::{self, Scope};
use crate::source::{Sources, Span};

/// The examples of one type: a test.
#[derive(Clone, Debug)]
pub struct GateItem {
    pub name: String,
    pub ty: RustType,
    pub cases: Vec<CaseItem>,
}

/// One example.
#[derive(Clone, Debug)]
pub struct CaseItem {
    /// `file:line:column`.
    pub place: String,
    pub name: String,
    pub text: String,
    /// The static of its rules.
    pub rule: Option<String>,
    /// The static of the document that it is the XML of.
    pub xml: Option<String>,
    /// Members that the client has, and the type does not.
    pub forgets: Vec<String>,
    /// Of a value that must be refused.
    pub fault: Option<Fault>,
}

/// What the cases are made from.
pub(super) struct Trying<'p> {
    pub api: &'p Api,
    pub names: &'p Names,
    pub types: &'p [TypeItem],
    pub rules: &'p Rules<'p>,
    pub xml: &'p mut Xml,
    pub sources: &'p Sources,
}

/// The examples of schemas that have a type, by that type, in the order of the document.
pub(super) fn gates(trying: &mut Trying<'_>, reach: &Reach) -> Vec<GateItem> {
    let api = trying.api;
    let mut gates: Vec<GateItem> = Vec::new();
    let mut scope = Scope::default();
    for example in &api.examples {
        let Some(id) = reached(api, reach, example.schema) else { continue };
        let ty = item_type(api, trying.names, id);
        let case = case(trying, example, id, &ty);
        match gates.iter_mut().find(|gate| gate.ty == ty) {
            Some(gate) => gate.cases.push(case),
            None => {
                let words = ty.to_string().replace(['<', '>', '(', ')', ','], " ");
                let name = scope.claim(&names::snake(&words));
                gates.push(GateItem { name, ty, cases: vec![case] });
            }
        }
    }
    gates
}

/// The schema, or its copy for requests where these alone use it; none where nothing is generated of either.
fn reached(api: &Api, reach: &Reach, id: SchemaId) -> Option<SchemaId> {
    let held = |id| api.schemes.iter().any(|scheme| scheme.schema == Some(id));
    let used = |id: &SchemaId| reach.request.contains(id) || reach.response.contains(id) || held(*id);
    let copy = || (0..api.schemas.len()).map(SchemaId).find(|copy| api.schema(*copy).request_of == Some(id));
    Some(id).filter(used).or_else(|| copy().filter(used))
}

fn case(trying: &mut Trying<'_>, example: &Example, id: SchemaId, ty: &RustType) -> CaseItem {
    let (text, xml) = match &example.text {
        ExampleText::Value(node) => (example::json(node), None),
        ExampleText::Json(text) => (text.clone(), None),
        ExampleText::Xml(text) => (text.clone(), Some(trying.xml.root(trying.api, trying.names, id))),
    };
    CaseItem {
        place: place(trying.sources, example.span),
        name: example.name.clone(),
        text,
        rule: trying.rules.known(id).map(str::to_owned),
        xml,
        forgets: forgets(trying.types, ty),
        fault: example.fault.clone(),
    }
}

fn place(sources: &Sources, span: Span) -> String {
    let at = sources.line_column(span);
    format!("{}:{}:{}", sources.file(span.file).name, at.line, at.column)
}

/// The credentials among the members of a type.
fn forgets(types: &[TypeItem], ty: &RustType) -> Vec<String> {
    let of = match ty {
        RustType::Option(inner) => inner,
        other => other,
    };
    let RustType::Named(name) = of else { return Vec::new() };
    let fields = types.iter().find_map(|item| match item {
        TypeItem::Struct(item) if item.name == *name => Some(&item.fields),
        TypeItem::Struct(_) | TypeItem::Enum(_) | TypeItem::Union(_) | TypeItem::Newtype(_) => None,
    });
    let credentials = fields.into_iter().flatten().filter(|field| matches!(field.kind, FieldKind::Credential));
    credentials.map(|field| field.wire.clone()).collect()
}
