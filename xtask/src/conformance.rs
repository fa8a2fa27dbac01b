//! `cargo xtask conformance`: the JSON Schema test suite against what the generator makes of its schemas.
//!
//! In: the folder of the suite. Out: how many of its cases are judged as it says, by draft, by generated types and by
//! tables, and what was left out and why. Guaranteed: every group that an OpenAPI document can carry is run; one crate
//! is generated and compiled, and what disagrees is named.

mod carry;
mod krate;
mod report;
mod suite;
mod wrap;

use std::collections::BTreeMap;
use std::path::Path;

use carry::Carried;
use krate::{Said, Verdict};
use suite::Draft;

/// What became of one folder of the suite.
#[derive(Debug, Default)]
struct Tally {
    groups: usize,
    cases: usize,
    /// Cases of which the types, and the tables, say what the suite says.
    types: usize,
    tables: usize,
    /// The same of types with the default reading of schemas without a type, and what differs by that reading alone.
    meant: usize,
    reading: Vec<String>,
    /// By keyword: cases on which types and tables agree with the suite, and all.
    by_file: BTreeMap<String, (usize, usize)>,
    wrong: Vec<String>,
    /// Groups that were not run, by reason, and the cases in them.
    skipped: BTreeMap<String, Vec<(String, usize)>>,
}

/// The folders, and which draft they are of. What is optional is reported and does not fail.
const FOLDERS: [(&str, Draft, &str); 6] = [
    ("draft4", Draft::Four, "draft4"),
    ("draft2020-12", Draft::Newest, "draft2020-12"),
    ("draft4 optional", Draft::Four, "draft4/optional"),
    ("draft2020-12 optional", Draft::Newest, "draft2020-12/optional"),
    ("draft4 formats", Draft::Four, "draft4/optional/format"),
    ("draft2020-12 formats", Draft::Newest, "draft2020-12/optional/format"),
];

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
    for (name, draft, folder) in FOLDERS {
        let mut tally = Tally::default();
        let mut kept = Vec::new();
        for group in suite::groups(suite, folder)? {
            match carry::carried(&group, draft, &suite.join("remotes")) {
                Carried::Together => kept.push((group, false)),
                Carried::Alone => kept.push((group, true)),
                Carried::Refused(reason) => {
                    tally.skipped.entry(reason).or_default().push((group.name(), group.cases.len()));
                }
            }
        }
        tally.groups = kept.len();
        runs.push(krate::Run { module: name.replace([' ', '-'], "_"), draft, groups: kept });
        tallies.push((name, tally));
    }
    let verdicts = krate::verdicts(root, suite, &runs)?;
    for (((_, tally), run), verdicts) in tallies.iter_mut().zip(&runs).zip(verdicts) {
        tally.count(run, &verdicts);
    }
    let report = if json { report::as_json(&tallies) } else { report::as_text(&tallies) };
    let faultless = tallies.iter().filter(|(name, _)| !name.contains(' ')).all(|(_, tally)| tally.wrong.is_empty());
    if faultless { Ok(report) } else { Err(report) }
}

impl Tally {
    fn count(&mut self, run: &krate::Run, verdicts: &[Verdict]) {
        let nothing = std::iter::repeat(Verdict::default());
        for ((group, case), verdict) in krate::cases(run).zip(verdicts.iter().copied().chain(nothing)) {
            let expected = if case.valid { Said::Valid } else { Said::Invalid };
            let (types, tables) = (verdict.types == expected, verdict.tables == expected);
            let of_file = self.by_file.entry(group.file.clone()).or_default();
            *of_file = (of_file.0 + usize::from(types && tables), of_file.1 + 1);
            self.cases += 1;
            self.types += usize::from(types);
            self.tables += usize::from(tables);
            self.meant += usize::from(verdict.meant_types == expected);
            let name = || format!("{}: {}", group.name(), case.description);
            for (by, said) in [("types", verdict.types), ("tables", verdict.tables)] {
                if said != expected {
                    self.wrong.push(format!("{}: {} by {by}", name(), said.word()));
                }
            }
            if verdict.meant_types == expected {
                continue;
            }
            // It is the reading that differs, if the schema with the type written out means what the type says.
            if verdict.meant_types == verdict.meant_tables && verdict.meant_tables != verdict.tables {
                self.reading.push(name());
            } else {
                self.wrong.push(format!("{}: {} by types as they are meant", name(), verdict.meant_types.word()));
            }
        }
    }

    fn left_out(&self) -> usize {
        self.skipped.values().map(Vec::len).sum()
    }
}

impl Said {
    fn word(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Invalid => "invalid",
            Self::Changed => "valid, and written back as another value,",
            Self::Nothing => "nothing",
        }
    }
}
