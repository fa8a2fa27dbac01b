//! Drives the target `generate_strict`.

#![no_main]

specwright_fuzz_targets::drive!("generate_strict");
