//! Instances of a document's schemas, and what an independent validator says of them.
//!
//! In: a document. Out: its schemas in the dialect of that validator, and instances of them, made in a fixed order or by
//! a seed. Guaranteed: the same input gives the same instances; what is valid is never said by the generator.

pub mod bundle;
pub mod dialect;
pub mod flat;
pub mod judge;
pub mod make;
pub mod mutate;
mod probe;
pub mod random;
pub mod same;
pub mod text;
mod vary;
