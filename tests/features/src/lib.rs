//! Every fixture, as a module named after its area and feature.

#![expect(
    clippy::match_overlapping_arm,
    reason = "a range of statuses stands behind those that have answers of their own"
)]

pub use specwright_runtime as runtime;

include!(concat!(env!("OUT_DIR"), "/fixtures.rs"));
