//! What must hold for any input, as functions of bytes.
//!
//! In: bytes. Out: nothing, or a panic that says what does not hold. The same functions are what `cargo fuzz` drives
//! (the folder `fuzz`), what the command of this crate searches with mutated documents, and what the tests replay for
//! every seed.

mod blocking;
mod generator;
mod mutate;
mod parameters;
mod random;
mod readers;
mod seeds;

// The module says what it is for itself, and is compiled as any user's is.
include!(concat!(env!("OUT_DIR"), "/module.rs"));

pub use generator::{CANARY, generate, judge};
pub use mutate::{HOSTILE, mutate, words};
pub use random::Random;
pub use seeds::{found, root, seeds};

/// A target: what must hold, and what its inputs look like.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    pub name: &'static str,
    pub run: fn(&[u8]),
    pub inputs: Inputs,
}

/// What the inputs of a target look like, which is how they are mutated and where seeds are from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inputs {
    /// OpenAPI documents.
    Documents,
    /// JSON behind a byte that chooses a schema.
    Json,
    Xml,
    /// Lines of text.
    Text,
}

/// All of them.
pub const TARGETS: &[Target] = &[
    Target { name: "load", run: generator::load, inputs: Inputs::Documents },
    Target { name: "check", run: generator::check, inputs: Inputs::Documents },
    Target { name: "generate_strict", run: generator::generate_strict, inputs: Inputs::Documents },
    Target { name: "generate_lenient", run: generator::generate_lenient, inputs: Inputs::Documents },
    Target { name: "json", run: readers::json, inputs: Inputs::Json },
    Target { name: "typed", run: readers::typed, inputs: Inputs::Json },
    Target { name: "xml", run: readers::xml, inputs: Inputs::Xml },
    Target { name: "to_xml", run: readers::to_xml, inputs: Inputs::Json },
    Target { name: "headers", run: readers::headers, inputs: Inputs::Text },
    Target { name: "parameters", run: parameters::parameters, inputs: Inputs::Json },
    Target { name: "pattern", run: readers::pattern, inputs: Inputs::Text },
    Target { name: "format", run: readers::format, inputs: Inputs::Text },
];

/// The target of a name.
pub fn target(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}
