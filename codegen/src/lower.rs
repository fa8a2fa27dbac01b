//! From a resolved document to the intermediate representation.
//!
//! In: a [`Spec`]. Out: an [`Api`], in which no type of OpenAPI is left. Guaranteed: each schema has one shape;
//! what cannot be expressed is an error at its place, never left out.

mod arena;
mod assertion;
mod circle;
mod compose;
mod direction;
mod docs;
mod ecma;
mod enumeration;
mod examples;
mod given;
mod items;
mod limits;
mod meet;
mod object;
mod operation;
mod placement;
mod refusals;
mod schema;
mod security;
mod selection;
mod server;
mod union;
mod webhook;

pub(crate) use ecma::fault as pattern_fault;
pub use examples::examples;
pub(crate) use limits::count;
pub use selection::{Selection, select};

use crate::check::Mode;
use crate::diagnostic::{Diagnostic, Diagnostics, Failed, Severity};
use crate::document::Node;
use crate::ir::{Api, Assertion, AssertionId, SchemaId};
use crate::pointer::Pointer;
use crate::resolve::Spec;
use crate::source::{FileId, Span};

/// How schemas are read that mean more than JSON Schema says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    /// As their authors mean them: one with `properties` or `items` and no `type` is an object or an array, and the text
    /// of one with `contentEncoding: base64` is Base64.
    #[default]
    Meant,
    /// Word by word: a keyword is about values of its type and allows all others, and an encoding asserts nothing.
    Literal,
}

/// What is known while lowering.
pub(crate) struct Context<'s, 'o> {
    pub spec: &'s Spec,
    pub mode: Mode,
    pub reading: Reading,
    pub out: &'o mut Diagnostics,
    arena: arena::Arena,
    assertions: assertion::Assertions,
}

/// Lowers a resolved document; schemas that no operation reaches only where the selection asks for them.
///
/// # Errors
/// [`Failed`] when something in it cannot be expressed; each is in `out` with its place.
pub fn lower(
    spec: &Spec,
    mode: Mode,
    reading: Reading,
    selection: &Selection,
    out: &mut Diagnostics,
) -> Result<Api, Failed> {
    let mut cx = Context { reading, ..Context::new(spec, mode, out) };
    let schemes = security::schemes(&mut cx);
    let operations = operation::operations(&mut cx);
    let components = if selection.every_schema { cx.components() } else { Vec::new() };
    let webhooks = webhook::webhooks(&mut cx);
    items::judge(&mut cx);
    placement::judge(&mut cx, &operations);
    let info = &spec.skeleton.info;
    let servers = server::servers(spec.document.root());
    let assertions = assertion::assertions(&mut cx);
    let implied = std::mem::take(&mut cx.arena.implied);
    let schemas = cx.arena.finish();
    out.finish(())?;
    let files = (0..spec.document.roots.len() as u32).map(|file| spec.document.links.stem(FileId(file)).to_owned());
    let mut api = Api {
        files: files.collect(),
        title: info.title.clone(),
        version: info.version.clone(),
        description: info.description.clone().unwrap_or_default(),
        servers,
        schemas,
        assertions,
        components,
        schemes,
        operations,
        webhooks,
        examples: Vec::new(),
        implied,
    };
    direction::split(&mut api);
    Ok(api)
}

/// Lowers the schemas at some places to assertions, and nothing else of the document.
///
/// # Errors
/// [`Failed`] when something in them cannot be expressed; each is in `out` with its place.
pub fn lower_assertions(
    spec: &Spec,
    places: &[Pointer],
    out: &mut Diagnostics,
) -> Result<(Vec<Assertion>, Vec<AssertionId>), Failed> {
    let mut cx = Context::new(spec, Mode::Lenient, out);
    let ids = places.iter().map(|place| cx.assertion_at(place)).collect();
    let assertions = assertion::assertions(&mut cx);
    out.finish((assertions, ids))
}

impl<'s, 'o> Context<'s, 'o> {
    fn new(spec: &'s Spec, mode: Mode, out: &'o mut Diagnostics) -> Self {
        let (arena, assertions) = (arena::Arena::default(), assertion::Assertions::default());
        Self { spec, mode, reading: Reading::Meant, out, arena, assertions }
    }

    /// Every schema under `components/schemas`.
    fn components(&mut self) -> Vec<SchemaId> {
        let place = Pointer::root(FileId(0)).child("components").child("schemas");
        let names = self.node(&place).map(Node::members).unwrap_or_default();
        let names = names.iter().filter(|member| !member.key.starts_with("x-"));
        names.map(|member| self.schema_at(&place.child(&member.key))).collect()
    }

    pub(crate) fn node(&self, pointer: &Pointer) -> Option<&'s Node> {
        self.spec.document.at(pointer.file, pointer.tokens())
    }

    /// What nobody can satisfy: an error in a spec of ours, a note about others.
    pub(crate) fn unsatisfiable(&mut self, span: Span, why: &str, also: Option<Span>) {
        let message = format!("no value satisfies this: {why}");
        let mut diagnostic = Diagnostic::error("unsatisfiable", span, message).help("keep the part that the API means");
        if let Some(also) = also {
            diagnostic = diagnostic.also(also, "and this");
        }
        if self.mode == Mode::Lenient {
            diagnostic.severity = Severity::Note;
        }
        self.out.push(diagnostic);
    }

    /// Reports a construct that is not generated.
    pub(crate) fn unsupported(&mut self, node: &Node, what: &str, help: &str) {
        let message = format!("{what} cannot be generated yet");
        self.out.push(Diagnostic::error("unsupported", node.span, message).help(help));
    }
}
