//! Drives the target `load`.

#![no_main]

specwright_fuzz_targets::drive!("load");
