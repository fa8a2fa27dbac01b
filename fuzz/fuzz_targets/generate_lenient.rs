//! Drives the target `generate_lenient`.

#![no_main]

specwright_fuzz_targets::drive!("generate_lenient");
