//! What checking costs: beside plain serde for reading, and beside an independent validator for validation.
//!
//! In: bodies of ten kilobytes. Out: the CPU time of each, the least of several rounds in which all take turns, and the
//! ratios, each with the bar that it must keep. `--check` makes a bar that is missed the exit code.

mod derived;

use std::hint::black_box;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use allocation_counter::measure;
use jsonschema::Validator;
use serde::de::DeserializeOwned;
use specwright_proof::runtime::{Decode, Validate, json};
use specwright_proof::{bodies, ctrl_hub, objects, synthetic};
use specwright_roundtrip::bundle::bundle;
use specwright_roundtrip::judge::{registry, validator};

/// How often each takes its turn.
const ROUNDS: usize = 15;

/// About how long a turn is, in seconds.
const TURN: f64 = 0.03;

/// Reading and checking, over reading alone.
const MOST_OF_READING: f64 = 1.3;

/// Validation by the other, over ours.
const LEAST_FASTER: f64 = 20.0;

fn main() -> ExitCode {
    let check = std::env::args().any(|argument| argument == "--check");
    println!(
        "µs, least of {ROUNDS} rounds; bars: read and check ≤ {MOST_OF_READING} × serde, validate ≥ {LEAST_FASTER} × faster than jsonschema, no allocation"
    );
    println!(
        "{:16}{:>7}{:>8}{:>8}{:>7}{:>10}{:>10}{:>11}{:>11}{:>8}{:>7}",
        "body", "bytes", "serde", "ours", "ratio", "validate", "is_valid", "validate²", "iter³", "faster", "alloc"
    );
    let held = [
        body::<synthetic::Batch, derived::Batch>("orders", &bodies::orders(), "tests/proof/synthetic", "Batch"),
        body::<objects::CustomerObject, derived::CustomerObject>(
            "customer object",
            &bodies::customer_object(),
            "specs/objects",
            "CustomerObject",
        ),
        body::<ctrl_hub::ErrorDocument, derived::ErrorDocument>(
            "errors",
            &bodies::errors(),
            "specs/ctrl_hub",
            "ErrorDocument",
        ),
    ];
    println!(
        "² jsonschema's `validate` (the first error), ³ its `iter_errors`; `faster` is `is_valid` over our `validate`"
    );
    match held.iter().all(|held| *held) {
        true => println!("all bars are kept"),
        false => println!("a bar is missed"),
    }
    if check && held.contains(&false) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Measures a body, and says whether every bar is kept.
fn body<T: Decode + Validate, D: DeserializeOwned>(name: &str, text: &str, folder: &str, schema: &str) -> bool {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
    let bundle = bundle(&folder, "openapi.yaml", true).expect("the spec can be read");
    let registry = registry(&bundle).expect("the validator takes the spec");
    let other: Validator = validator(&registry, &format!("/f0/components/schemas/{schema}")).expect("it is a schema");
    let document: serde_json::Value = serde_json::from_str(text).expect("the body is JSON");
    let value: T = json::from_str(text).expect("the body is of its type");
    assert!(other.is_valid(&document) && value.validate().is_ok(), "{name} is valid");
    let bytes = text.as_bytes();
    let mut turns: [&mut dyn FnMut(); 6] = [
        &mut || {
            black_box(serde_json::from_slice::<D>(black_box(bytes)).is_ok());
        },
        &mut || {
            let value: T = json::from_slice(black_box(bytes)).expect("the body is of its type");
            black_box(value.validate().is_ok());
        },
        &mut || {
            black_box(black_box(&value).validate().is_ok());
        },
        &mut || {
            black_box(other.is_valid(black_box(&document)));
        },
        &mut || {
            black_box(other.validate(black_box(&document)).is_ok());
        },
        &mut || {
            black_box(other.iter_errors(black_box(&document)).count());
        },
    ];
    let [serde, ours, validate, is_valid, first, all] = least(&mut turns);
    let allocations = measure(|| drop(value.validate())).count_total;
    let (ratio, faster) = (ours / serde, is_valid / validate);
    println!(
        "{name:16}{:7}{serde:8.2}{ours:8.2}{ratio:7.2}{validate:10.3}{is_valid:10.2}{first:11.2}{all:11.2}{faster:8.1}{allocations:7}",
        bytes.len()
    );
    ratio <= MOST_OF_READING && faster >= LEAST_FASTER && allocations == 0
}

/// The least time of each, in microseconds.
fn least(turns: &mut [&mut dyn FnMut(); 6]) -> [f64; 6] {
    let mut least = [f64::INFINITY; 6];
    let counts: Vec<u32> = turns.iter_mut().map(|turn| count(*turn)).collect();
    for _ in 0..ROUNDS {
        for (index, turn) in turns.iter_mut().enumerate() {
            let before = cpu();
            (0..counts[index]).for_each(|_| turn());
            least[index] = least[index].min((cpu() - before) / f64::from(counts[index]) * 1e6);
        }
    }
    least
}

/// How often something can be done in a turn.
fn count(turn: &mut dyn FnMut()) -> u32 {
    let (start, mut count) = (Instant::now(), 0);
    while start.elapsed().as_secs_f64() < TURN {
        turn();
        count += 1;
    }
    count
}

/// CPU seconds of this thread: what else runs on the machine is not counted.
#[cfg(unix)]
fn cpu() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// Seconds of the day, where a machine does not tell those of a thread.
#[cfg(not(unix))]
fn cpu() -> f64 {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    START.elapsed().as_secs_f64()
}
