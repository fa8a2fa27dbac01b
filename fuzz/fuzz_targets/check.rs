//! Drives the target `check`.

#![no_main]

specwright_fuzz_targets::drive!("check");
