//! A real HTTP server on loopback, and what the tests share.
//!
//! In: scripts of replies. Out: what was on the wire, byte for byte.

pub mod server;
