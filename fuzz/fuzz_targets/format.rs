//! Drives the target `format`.

#![no_main]

specwright_fuzz_targets::drive!("format");
