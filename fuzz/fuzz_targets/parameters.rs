//! Drives the target `parameters`.

#![no_main]

specwright_fuzz_targets::drive!("parameters");
