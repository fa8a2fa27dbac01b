//! `cargo xtask watch` as a process: a file is saved, and what follows is seen.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that fails does so by a panic, in its helpers as well")]

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

/// A process that does not outlive its test, and the folder that it watches.
struct Watcher {
    child: Child,
    lines: Receiver<String>,
    root: PathBuf,
}

impl Watcher {
    fn start(root: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.args(["watch", "--root"]).arg(root).stderr(Stdio::piped()).stdout(Stdio::null());
        let mut child = command.spawn().unwrap();
        let output = BufReader::new(child.stderr.take().unwrap());
        let (send, lines) = channel();
        thread::spawn(move || output.lines().map_while(Result::ok).try_for_each(|line| send.send(line)));
        Self { child, lines, root: root.to_owned() }
    }

    /// All lines of a round; its last one says how it ended.
    fn round(&self) -> Vec<String> {
        let mut found = Vec::new();
        loop {
            let line =
                self.lines.recv_timeout(Duration::from_secs(60)).unwrap_or_else(|_| panic!("no end: {found:#?}"));
            if line.is_empty() {
                continue;
            }
            let is_last = line.ends_with(" ms");
            found.push(line);
            if is_last {
                return found;
            }
        }
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.root);
    }
}

#[test]
fn a_save_is_judged_and_generated_and_a_slip_ends_nothing() {
    let root = std::env::temp_dir().join(format!("specwright-watch-{}", std::process::id()));
    let _ = fs::remove_dir_all(&root);
    fs::create_dir_all(root.join("specs")).unwrap();
    xtask::new::new(&root, "garden").unwrap();
    let spec = root.join("specs/garden/openapi.yaml");
    let types = root.join("generated/src/garden/types.rs");
    let watcher = Watcher::start(&root);

    let first = watcher.round();
    assert!(first[0].ends_with("start") && first.last().unwrap().starts_with("ok, "), "{first:#?}");
    assert!(types.is_file());

    let text = fs::read_to_string(&spec).unwrap();
    fs::write(&spec, text.replace("required: [id]", "requierd: [id]")).unwrap();
    let slip = watcher.round();
    assert!(slip[0].contains("specs/garden/openapi.yaml"), "{slip:#?}");
    assert!(slip.iter().any(|line| line.contains("`requierd`")), "{slip:#?}");
    assert!(slip.last().unwrap().starts_with("not generated, "), "{slip:#?}");

    fs::write(
        &spec,
        text.replace("id:\n          type: string", "id:\n          type: integer").replace("id: \"1\"", "id: 1"),
    )
    .unwrap();
    let mended = watcher.round();
    assert!(mended.iter().any(|line| line.starts_with("changed  generated/src/garden/types.rs")), "{mended:#?}");
    assert!(fs::read_to_string(&types).unwrap().contains("pub id: i64"));
}
