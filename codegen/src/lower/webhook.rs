//! Webhooks and callbacks: operations whose caller is the API.

use super::{Context, operation};
use crate::ir::{Method, ParameterPlace, Webhook};
use crate::resolve::Origin;

/// Lowers each, in the order of the document.
pub(super) fn webhooks(cx: &mut Context<'_, '_>) -> Vec<Webhook> {
    let spec = cx.spec;
    let mut webhooks = Vec::new();
    for more in &spec.more {
        let (name, expression) = match &more.origin {
            Origin::Path => continue,
            Origin::Webhook => (more.path.clone(), None),
            Origin::Callback(name) => (name.clone(), Some(more.path.clone())),
        };
        let Some(skeleton) = &more.item.post else { continue };
        let method = Method::of(&more.method);
        let lowered = operation::lower_operation(cx, &more.path, method.clone(), &more.item, skeleton);
        let Some(mut operation) = lowered else { continue };
        if skeleton.operation_id.is_none() {
            let others = spec.more.iter().filter(|other| other.origin == more.origin && other.path == more.path);
            let alone = others.count() == 1;
            operation.id = if alone { name.clone() } else { format!("{name} {}", method.name()) };
        }
        // Its URL is ours; nothing of it is filled in.
        operation.parameters.retain(|parameter| parameter.place != ParameterPlace::Path);
        webhooks.push(Webhook { name, expression, operation });
    }
    webhooks
}
