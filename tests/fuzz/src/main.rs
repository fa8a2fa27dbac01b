//! Searches with mutated seeds: `cargo run --release -p specwright-fuzz -- <target> [minutes] [seed]`.
//!
//! What breaks a target, or takes longer than it may, is written to `target/fuzz/<target>` and said; the search goes
//! on. At the end it says how many inputs there were.
//!
//! `-- seeds <folder>` writes what each target's searches begin with to `<folder>/<target>`, and the words of documents
//! to `<folder>/documents.dict`, for a fuzzer that wants files.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use specwright_fuzz::{Inputs, Random, TARGETS, Target, found, mutate, root, seeds, target, words};

/// How long one input may take.
const LIMIT: Duration = Duration::from_secs(5);

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [command, folder] = &arguments[..]
        && command == "seeds"
    {
        return write_seeds(Path::new(folder));
    }
    let minutes: f64 = arguments.get(1).and_then(|text| text.parse().ok()).unwrap_or(1.0);
    let seed: u64 = arguments.get(2).and_then(|text| text.parse().ok()).unwrap_or(1);
    let name = arguments.first().map(String::as_str).unwrap_or_default();
    let chosen: Vec<&Target> = match name {
        "all" => TARGETS.iter().collect(),
        name => target(name).into_iter().collect(),
    };
    if chosen.is_empty() {
        let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
        eprintln!("which target: all, {}?", names.join(", "));
        return ExitCode::FAILURE;
    }
    let broken: usize = chosen.iter().map(|target| search(target, minutes, seed)).sum();
    if broken == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn write_seeds(folder: &Path) -> ExitCode {
    for target in TARGETS {
        let folder = folder.join(target.name);
        let all = seeds(target.inputs).into_iter().chain(found(target.name));
        let written = fs::create_dir_all(&folder).and_then(|()| {
            all.enumerate().try_for_each(|(number, (_, seed))| fs::write(folder.join(format!("seed-{number}")), seed))
        });
        if let Err(error) = written {
            eprintln!("{}: {error}", folder.display());
            return ExitCode::FAILURE;
        }
    }
    // What libFuzzer calls a dictionary escapes a quote, a backslash and any byte.
    let line = |word: &str| {
        let bytes = word.bytes().map(|b| match b {
            b' '..=b'~' if !matches!(b, b'"' | b'\\') => char::from(b).to_string(),
            _ => format!("\\x{b:02x}"),
        });
        format!("\"{}\"\n", bytes.collect::<String>())
    };
    let lines: String = words().filter(|word| !word.is_empty()).map(line).collect();
    match fs::write(folder.join("documents.dict"), lines) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}: {error}", folder.display());
            ExitCode::FAILURE
        }
    }
}

fn search(target: &Target, minutes: f64, seed: u64) -> usize {
    let started = Instant::now();
    let mut random = Random::new(seed);
    let mut pool: Vec<Vec<u8>> = seeds(target.inputs).into_iter().chain(found(target.name)).map(|(_, s)| s).collect();
    let own = pool.len();
    let (mut runs, mut broken) = (0_usize, 0_usize);
    let (mut slowest, mut seen) = (Duration::ZERO, Vec::new());
    let folder = root().join("target/fuzz").join(target.name);
    while started.elapsed().as_secs_f64() < minutes * 60.0 {
        let from = random.below(pool.len());
        let mut input = mutate(&pool[from], target.inputs, &pool[..own], &mut random);
        // Every so often a chain of changes goes further from the fixtures.
        if random.once_in(16) {
            input = mutate(&input, target.inputs, &pool[..own], &mut random);
            if input.len() < 1 << 15 {
                if pool.len() < own + 256 { pool.push(input.clone()) } else { pool[own + runs % 256] = input.clone() }
            }
        }
        let (why, taken) = run(target, &input);
        runs += 1;
        slowest = slowest.max(taken);
        if let Some(why) = why.or_else(|| (taken > LIMIT).then(|| format!("takes {taken:?}"))) {
            broken += 1;
            // The same fault is kept once.
            let kind: String = why.chars().filter(|c| !c.is_ascii_digit()).take(60).collect();
            if !seen.contains(&kind) {
                seen.push(kind);
                keep(&folder, runs, &input, &why, target.inputs);
            }
        }
    }
    let minutes = started.elapsed().as_secs_f64() / 60.0;
    println!("{}: {minutes:.1} minutes, {runs} inputs, {broken} broken, slowest {slowest:.1?}", target.name);
    broken
}

fn run(target: &Target, input: &[u8]) -> (Option<String>, Duration) {
    let started = Instant::now();
    let result = catch_unwind(AssertUnwindSafe(|| (target.run)(input)));
    let why = result.err().map(|panic| match (panic.downcast_ref::<String>(), panic.downcast_ref::<&str>()) {
        (Some(text), _) => text.clone(),
        (None, Some(text)) => (*text).to_owned(),
        (None, None) => "a panic".to_owned(),
    });
    (why, started.elapsed())
}

fn keep(folder: &Path, number: usize, input: &[u8], why: &str, inputs: Inputs) {
    let ending = if inputs == Inputs::Documents { "spec" } else { "input" };
    let path = folder.join(format!("{number}.{ending}"));
    let kept = fs::create_dir_all(folder).and_then(|()| fs::write(&path, input));
    let why: String = why.chars().take(600).collect();
    eprintln!("{}: {why}{}", path.display(), if kept.is_err() { " (not written)" } else { "" });
}
