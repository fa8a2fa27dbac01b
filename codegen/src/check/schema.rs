//! Schemas: keywords that contradict each other, or the type they stand beside.
//!
//! In: every Schema Object the walk found. Out: findings. Each schema is judged by itself: what `allOf` adds up to is
//! for a later stage to say.

mod limits;
mod names;
mod placement;

pub(super) use placement::types_of;

use super::context::{Context, Found};
use super::table::Object;

/// Judges each schema.
pub(super) fn judge(context: &mut Context<'_, '_>) {
    for Found { node, at, .. } in context.all(Object::Schema) {
        placement::judge(context, node, at);
        limits::judge(context, node);
        names::judge(context, node);
    }
}
