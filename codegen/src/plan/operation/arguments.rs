//! What the caller gives: parameters and the body.

use super::{Argument, ArgumentTarget, CALL_METHODS, StyledParameter};
use crate::ir::{self, Api, ParameterPlace};
use crate::names::{self, Scope};
use crate::plan::docs;
use crate::plan::field::base_type;
use crate::plan::naming::Names;
use crate::plan::rules::Rules;

pub(super) fn arguments(api: &Api, names: &Names, rules: &mut Rules<'_>, operation: &ir::Operation) -> Vec<Argument> {
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
            target: target(parameter),
            rule: rules.rule(&context, parameter.schema, false),
            idempotency_fields: Vec::new(),
            limits: docs::limits(api, parameter.schema),
        });
    }
    arguments
}

/// The body behind the parameters, and what is required before what is not.
pub(super) fn with_body(mut arguments: Vec<Argument>, body: Option<Argument>) -> Vec<Argument> {
    if let Some(mut body) = body {
        let taken: Vec<&str> = arguments.iter().map(|a| a.name.as_str()).chain(CALL_METHODS.iter().copied()).collect();
        body.name = Scope::with(&taken).claim(&body.name);
        arguments.push(body);
    }
    arguments.sort_by_key(|a| !a.required);
    arguments
}

/// Where a parameter goes, and how, if not in the style of its place.
pub(super) fn target(parameter: &ir::Parameter) -> ArgumentTarget {
    let ir::Parameter { place, style, explode, reserved, .. } = *parameter;
    let usual = style == place.style() && explode == (place == ParameterPlace::Query) && !reserved;
    let wire = parameter.name.clone();
    match place {
        ParameterPlace::Path if usual => ArgumentTarget::Path(wire),
        ParameterPlace::Query if usual => ArgumentTarget::Query(wire),
        ParameterPlace::Header if usual => ArgumentTarget::Header(wire),
        ParameterPlace::Path
        | ParameterPlace::Query
        | ParameterPlace::Header
        | ParameterPlace::QueryString
        | ParameterPlace::Cookie => ArgumentTarget::Styled(StyledParameter { wire, place, style, explode, reserved }),
    }
}
