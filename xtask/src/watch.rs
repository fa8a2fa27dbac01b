//! `cargo xtask watch`: judges and generates at each save of a file below `specs/`.
//!
//! In: the workspace's root and the APIs that are meant. Out: for each save, the time, the findings and what was
//! written. Guaranteed: a save while the specs are judged is seen afterwards; a spec that cannot be generated ends
//! nothing.
//!
//! Times of files are asked for, a few times a second: a folder of specs is small, this sees saves on every file system,
//! and the crate that is told by the system would bring ten crates and 13 CPU seconds of building.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use specwright_codegen::diagnostic::Style;

use crate::regen;

const PAUSE: Duration = Duration::from_millis(300);

/// What tells one state of a folder from another.
type State = BTreeMap<PathBuf, (SystemTime, u64)>;

/// Runs until the process is ended; says what happens to `say`.
///
/// # Errors
/// When one of `apis` is not there at the start.
pub fn watch(root: &Path, apis: &[String], style: Style, say: &mut dyn FnMut(&str)) -> Result<(), String> {
    let known = regen::specs(root)?;
    if let Some(unknown) = apis.iter().find(|api| !known.contains(api)) {
        return Err(format!("error: there is no specs/{unknown}/openapi.yaml; there are: {}\n", known.join(", ")));
    }
    let mut seen = State::new();
    loop {
        // The state is taken before the work, so that a save during it counts as one after it.
        let now = settled(root, apis);
        if now != seen {
            let changed = changed(root, &seen, &now);
            seen = now;
            say(&run(root, apis, style, &changed));
        }
        thread::sleep(PAUSE);
    }
}

/// The state, once it stays: editors write a file in several steps.
fn settled(root: &Path, apis: &[String]) -> State {
    let mut last = state(root, apis);
    for _ in 0..10 {
        thread::sleep(Duration::from_millis(20));
        let now = state(root, apis);
        if now == last {
            break;
        }
        last = now;
    }
    last
}

fn state(root: &Path, apis: &[String]) -> State {
    let mut found = State::new();
    let specs = root.join("specs");
    if apis.is_empty() {
        collect(&specs, &mut found, 0);
    }
    for api in apis {
        collect(&specs.join(api), &mut found, 0);
    }
    found
}

/// The documents of a folder. What editors put beside a file while they write it is none of them, nor is what the
/// generator writes there.
fn collect(folder: &Path, found: &mut State, depth: usize) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Ok(data) = entry.metadata() else { continue };
        let is_document = [".yaml", ".yml", ".json"].iter().any(|end| name.ends_with(end));
        if name.starts_with('.') {
            continue;
        }
        if data.is_dir() && depth < 16 {
            collect(&entry.path(), found, depth + 1);
        } else if data.is_file() && is_document {
            found.insert(entry.path(), (data.modified().unwrap_or(SystemTime::UNIX_EPOCH), data.len()));
        }
    }
}

/// The files that are new, gone or not as they were.
fn changed(root: &Path, before: &State, now: &State) -> Vec<String> {
    if before.is_empty() {
        return Vec::new();
    }
    let differs = |path: &&PathBuf| before.get(*path) != now.get(*path);
    let mut paths: Vec<&PathBuf> = now.keys().chain(before.keys()).filter(differs).collect();
    paths.sort();
    paths.dedup();
    let name = |path: &PathBuf| path.strip_prefix(root).unwrap_or(path).to_string_lossy().into_owned();
    paths.into_iter().map(name).collect()
}

/// One round: what was saved and when, then all that `regen` says.
fn run(root: &Path, apis: &[String], style: Style, changed: &[String]) -> String {
    let start = Instant::now();
    let (result, said) = regen::regen_saying(root, apis, false, style);
    let what = if changed.is_empty() { "start".to_owned() } else { changed.join(", ") };
    let (mark, words) = match &result {
        Ok(report) => ("ok", format!("{said}{report}")),
        Err(message) => ("not generated", message.clone()),
    };
    format!("== {} {what}\n{words}{mark}, {} ms\n\n", time(SystemTime::now()), start.elapsed().as_millis())
}

/// The time of day; the zone of the machine is not known without a crate.
fn time(now: SystemTime) -> String {
    let seconds = now.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |passed| passed.as_secs());
    format!("{:02}:{:02}:{:02} UTC", seconds / 3600 % 24, seconds / 60 % 60, seconds % 60)
}
