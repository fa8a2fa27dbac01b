//! The body of a request: one value, or one of several.

use super::media::{Bodies, Group, Holds, groups, sent_list};
use super::{Argument, ArgumentTarget};
use crate::ir::{self, Api};
use crate::names::{self, Scope};
use crate::plan::docs;
use crate::plan::example::Types;
use crate::plan::field::{FieldKind, RustType};
use crate::plan::naming::Names;
use crate::plan::rules::Rules;
use crate::plan::types::TypeItem;

/// What a body may be.
#[derive(Clone, Debug, Default)]
pub struct BodyPlan {
    /// The enum of the forms, where there are several.
    pub choice: Option<String>,
    pub forms: Vec<BodyForm>,
}

/// One form of a body.
#[derive(Clone, Debug)]
pub struct BodyForm {
    /// Its variant.
    pub variant: String,
    pub docs: Vec<String>,
    pub ty: RustType,
    /// The bytes themselves are the body.
    pub raw: bool,
    /// The static of its media types.
    pub media: String,
    /// The rule to check: a static.
    pub rule: Option<String>,
}

/// The forms of a body, and the argument that takes it.
pub(super) fn body(
    api: &Api,
    names: &mut Names,
    types: &Types<'_>,
    rules: &mut Rules<'_>,
    bodies: &mut Bodies<'_>,
    operation: &ir::Operation,
    upper: &str,
) -> Option<(BodyPlan, Argument)> {
    let body = operation.body.as_ref()?;
    let groups = groups(api, names, &body.media);
    let mut scope = Scope::with(&["Self"]);
    let forms: Vec<BodyForm> = groups
        .iter()
        .filter_map(|group| form(api, names, rules, bodies, operation, group, &groups, &mut scope))
        .collect();
    let first = forms.first()?;
    let choice = (forms.len() > 1).then(|| names.scope.claim(&format!("{upper}Body")));
    let ty = choice.clone().map_or_else(|| first.ty.clone(), RustType::OfOperation);
    let mut lines = docs::words(&body.docs);
    docs::notes(&mut lines, &body.docs);
    let argument = Argument {
        name: "body".to_owned(),
        idempotency_fields: idempotency_fields(types, &ty),
        ty,
        docs: lines,
        required: body.required,
        made: false,
        target: ArgumentTarget::Body,
        rule: first.rule.clone(),
        limits: Vec::new(),
    };
    Some((BodyPlan { choice, forms }, argument))
}

#[expect(clippy::too_many_arguments, reason = "each is a table of another kind that the form adds to")]
fn form(
    api: &Api,
    names: &Names,
    rules: &mut Rules<'_>,
    bodies: &mut Bodies<'_>,
    operation: &ir::Operation,
    group: &Group<'_>,
    groups: &[Group<'_>],
    scope: &mut Scope,
) -> Option<BodyForm> {
    let context = if groups.len() == 1 {
        format!("{} body", operation.id)
    } else {
        format!("{} body {}", operation.id, group.word(groups))
    };
    let first = group.media.first()?;
    let named: Vec<String> = group.media.iter().map(|m| docs::code(&m.name)).collect();
    Some(BodyForm {
        variant: scope.claim(&names::pascal(&group.word(groups))),
        docs: vec![format!("{}.", named.join(", "))],
        media: sent_list(api, names, bodies, &group.media)?,
        rule: match group.holds {
            Holds::Value(_) => rules.rule(&context, first.schema, false),
            Holds::Bytes | Holds::Items(_) => None,
        },
        raw: !matches!(group.holds, Holds::Value(_)),
        ty: match &group.holds {
            Holds::Value(ty) => ty.clone(),
            Holds::Bytes | Holds::Items(_) => RustType::File,
        },
    })
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
