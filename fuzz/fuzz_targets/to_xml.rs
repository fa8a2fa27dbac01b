//! Drives the target `to_xml`.

#![no_main]

specwright_fuzz_targets::drive!("to_xml");
