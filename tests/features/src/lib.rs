//! Every fixture, as a module named after its area and feature.

pub use specwright_runtime as runtime;

include!(concat!(env!("OUT_DIR"), "/fixtures.rs"));
