//! Which Rust type holds the values of which schema: what the ledger asks of the plan.

use super::field::{RustType, base_type};
use super::naming::Names;
use super::reach::Reach;
use crate::ir::{Api, SchemaId};

/// A schema whose values are of a Rust type.
#[derive(Clone, Debug)]
pub struct Held {
    pub schema: SchemaId,
    /// Without regard to whether a value may be absent or `null`.
    pub ty: RustType,
    /// Requests reach it.
    pub request: bool,
    /// Responses, and whatever else is read, reach it.
    pub response: bool,
}

/// Every schema that something generated has values of, in the order of the document; those of credentials last.
pub(super) fn held(api: &Api, reach: &Reach, names: &Names) -> Vec<Held> {
    let reached = reach.order.iter().map(|&schema| Held {
        schema,
        ty: base_type(api, names, schema),
        request: reach.request.contains(&schema),
        response: reach.response.contains(&schema),
    });
    // The client holds a text for a scheme, whatever else its rules say.
    let credentials = api.schemes.iter().filter_map(|scheme| scheme.schema).map(|schema| Held {
        schema,
        ty: RustType::Secret(Box::new(RustType::String)),
        request: true,
        response: false,
    });
    reached.chain(credentials).collect()
}
