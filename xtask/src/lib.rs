//! What `cargo xtask` does, as functions, so that tests can call them.

pub mod bench;
pub mod conformance;
pub mod corpus;
pub mod draft;
pub mod lint;
pub mod new;
pub mod regen;
pub mod show;
mod tree;
pub mod watch;

use std::path::{Path, PathBuf};

/// The root of the workspace.
pub fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
}
