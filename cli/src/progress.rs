//! A line that says that work goes on, where a person watches.
//!
//! Guaranteed: nothing is printed when standard error is no terminal, or when the work is done at once.

use std::io::IsTerminal;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// Work that is done sooner is not spoken of.
const PATIENCE: Duration = Duration::from_millis(400);

/// Does the work.
pub fn during<T>(what: &str, work: impl FnOnce() -> T) -> T {
    if !std::io::stderr().is_terminal() {
        return work();
    }
    let (done, wait) = channel::<()>();
    let what = what.to_owned();
    let watcher = std::thread::spawn(move || {
        let start = Instant::now();
        let mut shown = false;
        while wait.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
            eprint!("\r{what} … {:.1} s", start.elapsed().as_secs_f64());
            shown = true;
        }
        if shown {
            eprint!("\r\x1b[2K");
        }
    });
    let result = work();
    drop(done);
    let _ = watcher.join();
    result
}
