//! What each binary is: libFuzzer around a target of `tests/fuzz`, with mutations that know what the inputs are.

pub use libfuzzer_sys;
pub use specwright_fuzz;

use std::sync::OnceLock;

use specwright_fuzz::{Random, Target, mutate, seeds};

/// How large the seeds are that parts are taken from: those of larger ones are no other, and take longer to find.
const PART: usize = 1 << 14;

/// Writes another input over `data`; half of the time one that libFuzzer itself makes of the bytes.
pub fn change(target: &Target, data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let mut random = Random::new(u64::from(seed));
    if random.once_in(2) {
        return libfuzzer_sys::fuzzer_mutate(data, size, max_size);
    }
    static OTHERS: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    let small = || seeds(target.inputs).into_iter().map(|(_, seed)| seed).filter(|seed| seed.len() <= PART).collect();
    let input = mutate(&data[..size], target.inputs, OTHERS.get_or_init(small), &mut random);
    let size = input.len().min(max_size);
    data[..size].copy_from_slice(&input[..size]);
    size
}

/// The functions that libFuzzer calls.
#[macro_export]
macro_rules! drive {
    ($name:literal) => {
        fn target() -> &'static $crate::specwright_fuzz::Target {
            $crate::specwright_fuzz::target($name).expect("there is such a target")
        }

        $crate::libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
            $crate::change(target(), data, size, max_size, seed)
        });

        $crate::libfuzzer_sys::fuzz_target!(|data: &[u8]| (target().run)(data));
    };
}
