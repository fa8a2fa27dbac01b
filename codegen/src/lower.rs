//! From a resolved document to the intermediate representation.
//!
//! In: a [`Spec`]. Out: an [`Api`], in which no type of OpenAPI is left. Guaranteed: each schema has one shape;
//! what cannot be expressed is an error at its place, never left out.

mod compose;
mod docs;
mod ecma;
mod given;
mod items;
mod limits;
mod operation;
mod placement;
mod refusals;
mod schema;
mod security;
mod webhook;

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics, Failed};
use crate::document::{Kind, Node};
use crate::ir::{Api, Schema, SchemaId, Shape};
use crate::pointer::Pointer;
use crate::resolve::Spec;
use crate::source::FileId;

/// What is known while lowering.
pub(crate) struct Context<'s, 'o> {
    pub spec: &'s Spec,
    pub out: &'o mut Diagnostics,
    schemas: Vec<Option<Schema>>,
    by_pointer: BTreeMap<Pointer, SchemaId>,
}

/// Lowers a resolved document.
///
/// # Errors
/// [`Failed`] when something in it cannot be expressed; each is in `out` with its place.
pub fn lower(spec: &Spec, out: &mut Diagnostics) -> Result<Api, Failed> {
    let mut cx = Context { spec, out, schemas: Vec::new(), by_pointer: BTreeMap::new() };
    refusals::document(&mut cx);
    let schemes = security::schemes(&mut cx);
    let operations = operation::operations(&mut cx);
    let webhooks = webhook::webhooks(&mut cx);
    items::judge(&mut cx);
    placement::judge(&mut cx, &schemes, &operations);
    let info = &spec.skeleton.info;
    let absolute = |url: &&str| url.contains("://") && !url.contains('{');
    let server = spec.skeleton.servers.first().map(|s| s.url.as_str()).filter(absolute).map(str::to_owned);
    let schemas: Option<Vec<Schema>> = cx.schemas.into_iter().collect();
    out.finish(())?;
    // A schema is reserved only while it is being lowered, so none is missing when all are done.
    let schemas = schemas.ok_or(Failed)?;
    let files = (0..spec.document.roots.len() as u32).map(|file| spec.document.links.stem(FileId(file)).to_owned());
    Ok(Api {
        files: files.collect(),
        title: info.title.clone(),
        version: info.version.clone(),
        description: info.description.clone().unwrap_or_default(),
        server,
        schemas,
        schemes,
        operations,
        webhooks,
    })
}

impl<'s> Context<'s, '_> {
    pub(crate) fn node(&self, pointer: &Pointer) -> Option<&'s Node> {
        self.spec.document.at(pointer.file, pointer.tokens())
    }

    /// The schema that stands at `pointer`, lowered once.
    pub(crate) fn schema_at(&mut self, pointer: &Pointer) -> SchemaId {
        if let Some(id) = self.by_pointer.get(pointer) {
            return *id;
        }
        let id = SchemaId(self.schemas.len());
        self.schemas.push(None);
        self.by_pointer.insert(pointer.clone(), id);
        // Where the document describes no schema, anything is allowed.
        let anything = Node { span: self.spec.document.root().span, kind: Kind::Bool(true) };
        let node = self.node(pointer).unwrap_or(&anything);
        let schema = schema::lower_schema(self, pointer, node);
        self.schemas[id.0] = Some(schema);
        id
    }

    /// The shape of a schema that is lowered already.
    pub(crate) fn shape(&self, id: SchemaId) -> Option<&Shape> {
        self.schemas.get(id.0)?.as_ref().map(|schema| &schema.shape)
    }

    /// Whether a schema, or one that it refers to, is a secret.
    pub(crate) fn is_secret(&self, id: SchemaId) -> bool {
        let mut at = id;
        loop {
            match self.schemas.get(at.0).and_then(Option::as_ref) {
                Some(schema) if schema.secret => return true,
                Some(Schema { shape: Shape::Ref(next), .. }) => at = *next,
                Some(_) | None => return false,
            }
        }
    }

    /// The first schema that is no reference, from `id` on; what is not lowered yet ends the way.
    pub(crate) fn target(&self, id: SchemaId) -> SchemaId {
        let mut at = id;
        while let Some(Shape::Ref(next)) = self.shape(at) {
            at = *next;
        }
        at
    }

    /// A schema that allows anything, for a place where the document has none.
    pub(crate) fn any_at(&mut self, pointer: &Pointer) -> SchemaId {
        if let Some(id) = self.by_pointer.get(pointer) {
            return *id;
        }
        let id = SchemaId(self.schemas.len());
        self.by_pointer.insert(pointer.clone(), id);
        let anything = Node { span: self.spec.document.root().span, kind: Kind::Bool(true) };
        let schema = schema::lower_schema(self, pointer, &anything);
        self.schemas.push(Some(schema));
        id
    }

    /// Reports a construct that is not generated.
    pub(crate) fn unsupported(&mut self, node: &Node, what: &str, help: &str) {
        let message = format!("{what} cannot be generated yet");
        self.out.push(Diagnostic::error("unsupported", node.span, message).help(help));
    }
}
