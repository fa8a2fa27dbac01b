//! Drives the target `xml`.

#![no_main]

specwright_fuzz_targets::drive!("xml");
