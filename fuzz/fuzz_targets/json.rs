//! Drives the target `json`.

#![no_main]

specwright_fuzz_targets::drive!("json");
