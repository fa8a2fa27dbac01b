//! `cargo xtask conformance`: the JSON Schema test suite against the tables that the generator makes.
//!
//! In: the folder of the suite. Out: how many of its cases are judged as it says, by draft, and what was left out and
//! why. Guaranteed: every group that an OpenAPI document can carry is run; one crate is generated and compiled, and
//! what disagrees is named.

mod krate;
mod suite;
mod wrap;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use suite::{Draft, Group};

/// What became of one folder of the suite.
#[derive(Debug, Default)]
struct Tally {
    cases: usize,
    agreed: usize,
    /// By keyword: cases that agree, and all.
    by_file: BTreeMap<String, (usize, usize)>,
    wrong: Vec<String>,
    /// Groups that were not run, by reason.
    skipped: BTreeMap<String, Vec<String>>,
}

/// Runs the suite.
///
/// # Errors
/// When the folder is no suite, the crate does not compile, or a case is judged in another way than the suite says.
pub fn conformance(root: &Path, suite: &Path, json: bool) -> Result<String, String> {
    if !suite.join("draft2020-12").is_dir() {
        return Err(format!("error: {} is no folder of the JSON Schema test suite\n", suite.display()));
    }
    let mut tallies = Vec::new();
    let mut runs = Vec::new();
    for (name, draft, folder) in [
        ("draft4", Draft::Four, "draft4"),
        ("draft2020-12", Draft::Newest, "draft2020-12"),
        ("draft4 optional", Draft::Four, "draft4/optional"),
        ("draft2020-12 optional", Draft::Newest, "draft2020-12/optional"),
        ("draft4 formats", Draft::Four, "draft4/optional/format"),
        ("draft2020-12 formats", Draft::Newest, "draft2020-12/optional/format"),
    ] {
        let mut tally = Tally::default();
        let mut kept: Vec<Group> = Vec::new();
        for group in suite::groups(suite, folder)? {
            match wrap::refusal(&group, draft) {
                Some(reason) => tally.skipped.entry(reason).or_default().push(group.name()),
                None => kept.push(group),
            }
        }
        runs.push(krate::Run { module: name.replace([' ', '-'], "_"), draft, groups: kept });
        tallies.push((name, tally));
    }
    for (run, verdicts) in runs.iter().zip(krate::verdicts(root, &runs)?) {
        let tally = &mut tallies.iter_mut().find(|(name, _)| name.replace([' ', '-'], "_") == run.module);
        if let Some((_, tally)) = tally {
            tally.count(run, &verdicts);
        }
    }
    let report = if json { as_json(&tallies) } else { as_text(&tallies) };
    // The optional folders hold what implementations may differ in; they are reported and do not fail.
    let faultless = tallies.iter().filter(|(name, _)| !name.contains(' ')).all(|(_, tally)| tally.wrong.is_empty());
    if faultless { Ok(report) } else { Err(report) }
}

impl Tally {
    fn count(&mut self, run: &krate::Run, verdicts: &[Option<bool>]) {
        let cases = run.groups.iter().flat_map(|group| group.cases.iter().map(move |case| (group, case)));
        for ((group, case), verdict) in cases.zip(verdicts) {
            let agrees = *verdict == Some(case.valid);
            let of_file = self.by_file.entry(group.file.clone()).or_default();
            self.cases += 1;
            self.agreed += usize::from(agrees);
            *of_file = (of_file.0 + usize::from(agrees), of_file.1 + 1);
            if !agrees {
                let said = match verdict {
                    Some(true) => "valid",
                    Some(false) => "invalid",
                    None => "unreadable",
                };
                self.wrong.push(format!("{}: {}: judged {said}", group.name(), case.description));
            }
        }
    }

    fn left_out(&self) -> usize {
        self.skipped.values().map(Vec::len).sum()
    }
}

fn as_text(tallies: &[(&str, Tally)]) -> String {
    let mut text = String::new();
    for (name, tally) in tallies {
        let _ = writeln!(text, "{name}: {} of {} cases", tally.agreed, tally.cases);
        for (file, (agreed, cases)) in &tally.by_file {
            let _ = writeln!(text, "  {file:28} {agreed} of {cases}");
        }
        for wrong in &tally.wrong {
            let _ = writeln!(text, "  wrong: {wrong}");
        }
        for (reason, groups) in &tally.skipped {
            let _ = writeln!(text, "  skipped, {reason}: {}", groups.join("; "));
        }
    }
    let main: Vec<&(&str, Tally)> = tallies.iter().filter(|(name, _)| !name.contains(' ')).collect();
    let counts: Vec<String> =
        main.iter().map(|(name, tally)| format!("{name} {} of {}", tally.agreed, tally.cases)).collect();
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for (reason, groups) in main.iter().flat_map(|(_, tally)| &tally.skipped) {
        *reasons.entry(reason).or_default() += groups.len();
    }
    let why: Vec<String> = reasons.iter().map(|(reason, count)| format!("{reason}: {count}")).collect();
    let skipped: usize = main.iter().map(|(_, tally)| tally.left_out()).sum();
    let _ = writeln!(text, "conformance: {}, skipped {skipped} ({})", counts.join(", "), why.join(", "));
    text
}

fn as_json(tallies: &[(&str, Tally)]) -> String {
    let list = |items: &[String]| items.iter().map(|item| wrap::quoted(item)).collect::<Vec<_>>().join(",");
    let of_one = |(name, tally): &(&str, Tally)| {
        let skipped: Vec<String> = tally
            .skipped
            .iter()
            .map(|(reason, groups)| format!("{}:[{}]", wrap::quoted(reason), list(groups)))
            .collect();
        format!(
            "{}:{{\"agreed\":{},\"cases\":{},\"wrong\":[{}],\"skipped\":{{{}}}}}",
            wrap::quoted(name),
            tally.agreed,
            tally.cases,
            list(&tally.wrong),
            skipped.join(",")
        )
    };
    format!("{{{}}}\n", tallies.iter().map(of_one).collect::<Vec<_>>().join(","))
}
