//! A real HTTP server on loopback, and what the tests share.
//!
//! In: scripts of replies. Out: what was on the wire, byte for byte; beside it, ways to compare and to find things.

pub mod json;
pub mod server;
pub mod spec;
pub mod wire;
