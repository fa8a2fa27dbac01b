//! Drives the target `pattern`.

#![no_main]

specwright_fuzz_targets::drive!("pattern");
