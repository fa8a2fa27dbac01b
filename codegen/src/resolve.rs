//! References followed, versions made one.
//!
//! In: a checked [`Document`]. Out: a [`Spec`]: the document's skeleton (paths, operations, parameters, responses,
//! security) as `openapiv3` reads it, every `$ref` between them followed, and at every schema a back-reference to
//! the located tree, from which `lower` reads schemas. Guaranteed: `openapiv3` is given nothing that it would drop
//! or misread: no schema, no construct newer than 3.0, no reference.

mod more;
mod skeleton;

pub use more::{More, Origin};
use openapiv3::OpenAPI;
use serde_json::Value as Extension;

use crate::check::Version;
use crate::diagnostic::{Diagnostic, Diagnostics, Failed};
use crate::document::{Document, Node};
use crate::pointer::Pointer;
use crate::reference;
use crate::source::FileId;

/// The key under which the skeleton refers back to the located tree.
pub(crate) const BACK_REFERENCE: &str = "x-ptr";

/// A document whose references all lead somewhere.
#[derive(Debug)]
pub struct Spec {
    pub document: Document,
    pub version: Version,
    pub skeleton: OpenAPI,
    /// Operations for which the skeleton has no place.
    pub more: Vec<More>,
}

/// Resolves a checked document.
///
/// # Errors
/// [`Failed`] when the skeleton cannot be read; what `check` passes can be, so this is said as a fault of ours.
pub fn resolve(document: Document, version: Version, out: &mut Diagnostics) -> Result<Spec, Failed> {
    let skeleton = serde_yaml::from_value(skeleton::skeleton(&document));
    match skeleton.and_then(|skeleton| Ok((skeleton, more::more(&document)?))) {
        Ok((skeleton, more)) => Ok(Spec { document, version, skeleton, more }),
        Err(error) => {
            let message = format!("the document passed every check and still cannot be read: {error}");
            let help = "this is a fault of the generator; please report it with the document";
            out.push(Diagnostic::error("unreadable-skeleton", document.root().span, message).help(help));
            Err(Failed)
        }
    }
}

impl Spec {
    /// The node that an extension of the skeleton refers back to.
    pub fn back<'s>(&'s self, extension: Option<&Extension>) -> Option<(Pointer, &'s Node)> {
        let text = extension?.as_str()?;
        let (file, fragment) = text.split_once('#')?;
        let pointer = Pointer::from_fragment(FileId(file.parse().ok()?), fragment)?;
        let node = self.document.at(pointer.file, pointer.tokens())?;
        Some((pointer, node))
    }
}

/// The place that `pointer` means after following references; itself where there is none, or none that leads on.
pub fn follow(document: &Document, pointer: &Pointer) -> Pointer {
    let mut at = pointer.clone();
    // `check` refuses cycles of references; the bound only keeps that promise local.
    for _ in 0..64 {
        let text = document.at(at.file, at.tokens()).and_then(reference::of);
        let next = text.and_then(|text| reference::locate(document, text));
        match next {
            Some(next) => at = next,
            None => break,
        }
    }
    at
}
