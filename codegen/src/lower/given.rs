//! What the author says of the Rust that is to come: `x-rust-name` and `x-rust-type`.
//!
//! Guaranteed: what comes out is a name or a path. In a document of somebody else's it may be neither; `check` has
//! noted it, and it is ignored.

use crate::document::Node;
use crate::names;

pub(super) fn rust_name(node: &Node) -> Option<String> {
    node.str("x-rust-name").filter(|name| names::is_identifier(name)).map(str::to_owned)
}

pub(super) fn rust_type(node: &Node) -> Option<String> {
    node.str("x-rust-type").filter(|path| names::is_type_path(path)).map(str::to_owned)
}
