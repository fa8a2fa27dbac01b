//! CPU seconds of each phase, of this process and of those that it started.

use std::fs;
use std::time::Instant;

/// What was measured.
#[derive(Debug)]
pub struct Clock {
    last: (Instant, f64),
    pub laps: Vec<Lap>,
}

#[derive(Debug)]
pub struct Lap {
    pub phase: &'static str,
    pub wall: f64,
    /// Zero where the machine does not tell.
    pub cpu: f64,
}

impl Clock {
    pub fn start() -> Self {
        Self { last: (Instant::now(), cpu()), laps: Vec::new() }
    }

    /// Ends a phase.
    pub fn lap(&mut self, phase: &'static str) {
        let now = (Instant::now(), cpu());
        let wall = (now.0 - self.last.0).as_secs_f64();
        self.laps.push(Lap { phase, wall, cpu: now.1 - self.last.1 });
        self.last = now;
    }
}

/// User and system time, children included (proc(5): `utime`, `stime`, `cutime`, `cstime`).
fn cpu() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(4);
    fields.filter_map(|field| field.parse::<f64>().ok()).sum::<f64>() / 100.0
}
