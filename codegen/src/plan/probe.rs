//! The probe: which Rust type and which rules stand for each component schema.

use super::field::{RustType, item_type};
use super::naming::Names;
use super::rules::Rules;
use crate::ir::Api;

/// A component schema that can be read and written back by its name.
#[derive(Clone, Debug)]
pub struct ProbeItem {
    /// The name under `components/schemas`.
    pub schema: String,
    pub ty: RustType,
    /// The static with its rules, if it has any beyond those of its type.
    pub rule: Option<String>,
}

pub(crate) fn probe(api: &Api, names: &Names, rules: &mut Rules<'_>) -> Vec<ProbeItem> {
    let named = api.components.iter().filter_map(|&id| Some((id, api.schema(id).component.clone()?)));
    named
        .map(|(id, schema)| ProbeItem { ty: item_type(api, names, id), rule: rules.rule(&schema, id, false), schema })
        .collect()
}
