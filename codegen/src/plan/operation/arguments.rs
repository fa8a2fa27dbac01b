//! What the caller gives: parameters and the body.

use super::{Argument, ArgumentTarget, CALL_METHODS};
use crate::ir::{self, Api, ParameterPlace};
use crate::names::{self, Scope};
use crate::plan::docs;
use crate::plan::example::Types;
use crate::plan::field::{FieldKind, RustType, base_type, item_type};
use crate::plan::naming::Names;
use crate::plan::rules::Rules;
use crate::plan::types::TypeItem;

pub(super) fn arguments(
    api: &Api,
    names: &Names,
    types: &Types<'_>,
    rules: &mut Rules<'_>,
    operation: &ir::Operation,
) -> Vec<Argument> {
    let mut scope = Scope::with(CALL_METHODS);
    let mut arguments: Vec<Argument> = Vec::new();
    for parameter in operation.parameters.iter().filter(|p| !p.credential) {
        let wish = parameter.rust_name.as_deref().map_or_else(|| names::snake(&parameter.name), names::given_snake);
        let context = format!("{} {}", operation.id, parameter.name);
        let mut lines = docs::words(&parameter.docs);
        docs::notes(&mut lines, &parameter.docs);
        arguments.push(Argument {
            name: scope.claim(&wish),
            ty: base_type(api, names, parameter.schema),
            docs: lines,
            required: parameter.required && !parameter.idempotency_key,
            made: parameter.idempotency_key,
            target: match parameter.place {
                ParameterPlace::Path => ArgumentTarget::Path(parameter.name.clone()),
                ParameterPlace::Query => ArgumentTarget::Query(parameter.name.clone()),
                ParameterPlace::Header => ArgumentTarget::Header(parameter.name.clone()),
            },
            rule: rules.rule(&context, parameter.schema, false),
            idempotency_fields: Vec::new(),
            limits: docs::limits(api, parameter.schema),
        });
    }
    if let Some((body, media)) = operation.body.as_ref().and_then(|b| Some((b, b.media.first()?))) {
        let mut lines = docs::words(&body.docs);
        docs::notes(&mut lines, &body.docs);
        let ty = item_type(api, names, media.schema);
        arguments.push(Argument {
            name: scope.claim("body"),
            idempotency_fields: idempotency_fields(types, &ty),
            ty,
            docs: lines,
            required: body.required,
            made: false,
            target: ArgumentTarget::Body,
            rule: rules.rule(&format!("{} body", operation.id), media.schema, false),
            limits: Vec::new(),
        });
    }
    arguments.sort_by_key(|a| !a.required);
    arguments
}

fn idempotency_fields(types: &Types<'_>, ty: &RustType) -> Vec<String> {
    let RustType::Named(name) = ty else { return Vec::new() };
    let item = types.items.iter().find_map(|item| match item {
        TypeItem::Struct(s) if s.name == *name => Some(s),
        TypeItem::Struct(_) | TypeItem::Enum(_) | TypeItem::Union(_) | TypeItem::Newtype(_) => None,
    });
    let fields = item.map(|s| s.fields.as_slice()).unwrap_or_default();
    let keys = fields.iter().filter(|f| matches!(f.kind, FieldKind::IdempotencyKey(_)));
    keys.map(|f| f.name.clone()).collect()
}
