//! The probe: which Rust type and which rules stand for each schema.

use std::collections::{BTreeMap, BTreeSet};

use super::field::{RustType, item_type};
use super::naming::Names;
use super::rules::Rules;
use crate::ir::{Api, Media, MediaFormat, SchemaId};

/// Which schemas a module can be asked to read and write back, for tests of the generator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Probe {
    #[default]
    None,
    /// Components by their names; what operations say in place, by its pointer.
    Roots,
    /// And every schema that those are made of, by its pointer: too much to compile for a large document.
    Every,
}

/// A schema that can be read and written back by its name.
#[derive(Clone, Debug)]
pub struct ProbeItem {
    /// The name under `components/schemas`, or the JSON Pointer of the schema as a fragment.
    pub schema: String,
    pub ty: RustType,
    /// The static with its rules, if it has any beyond those of its type.
    pub rule: Option<String>,
    /// The static with other spellings of a boolean.
    pub accepts: Option<String>,
}

pub(crate) fn probe(api: &Api, names: &Names, rules: &mut Rules<'_>, which: Probe) -> Option<Vec<ProbeItem>> {
    let mut ids: Vec<SchemaId> = api.components.clone();
    match which {
        Probe::None => return None,
        Probe::Roots => ids.extend(roots(api)),
        Probe::Every => {
            ids.extend(roots(api));
            let mut seen: BTreeSet<SchemaId> = BTreeSet::new();
            let mut next = 0;
            while let Some(&id) = ids.get(next) {
                next += 1;
                if seen.insert(id) {
                    ids.extend(api.schema(id).shape.children());
                }
            }
        }
    }
    let mut items = BTreeMap::new();
    for id in ids {
        let schema = api.schema(id);
        // What stands in another file has no short name; what requests alone have is not read by anybody.
        let elsewhere = schema.component.is_none() && schema.pointer.file.0 > 0;
        if elsewhere || schema.request_of.is_some() {
            continue;
        }
        let name = schema.component.clone().unwrap_or_else(|| schema.pointer.to_string());
        let context = super::wire_hint(schema);
        items.entry(name.clone()).or_insert_with(|| ProbeItem {
            ty: item_type(api, names, id),
            rule: rules.rule(&context, id, false),
            accepts: rules.accepts(api, id, &context),
            schema: name,
        });
    }
    Some(items.into_values().collect())
}

/// The schemas that operations and security schemes name.
fn roots(api: &Api) -> Vec<SchemaId> {
    let mut ids: Vec<SchemaId> = api.schemes.iter().filter_map(|scheme| scheme.schema).collect();
    let read = |media: &&Media| media.format != MediaFormat::Bytes;
    for operation in &api.operations {
        ids.extend(operation.parameters.iter().map(|parameter| parameter.schema));
        ids.extend(operation.body.iter().flat_map(|body| &body.media).filter(read).map(|media| media.schema));
        for response in &operation.responses {
            ids.extend(response.media.iter().filter(read).map(|media| media.schema));
            ids.extend(response.headers.iter().map(|header| header.schema));
        }
    }
    ids
}
