//! Drives the target `typed`.

#![no_main]

specwright_fuzz_targets::drive!("typed");
