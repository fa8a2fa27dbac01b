//! Drives the target `headers`.

#![no_main]

specwright_fuzz_targets::drive!("headers");
