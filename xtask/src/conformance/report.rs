//! What came of a run, as text and as JSON.
//!
//! Guaranteed: each case that disagrees, and each group that was left out, is named.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Tally, wrap};

pub(super) fn as_text(tallies: &[(&str, Tally)]) -> String {
    let mut text = String::new();
    for (name, tally) in tallies {
        let Tally { groups, cases, types, tables, meant, reading, .. } = tally;
        let _ = writeln!(text, "{name}: {types} of {cases} cases by types, {tables} by tables, in {groups} groups");
        let _ = writeln!(text, "  by types as they are meant: {meant}, {} differ by that reading", reading.len());
        for (file, (agreed, cases)) in &tally.by_file {
            let _ = writeln!(text, "  {file:28} {agreed} of {cases}");
        }
        for wrong in &tally.wrong {
            let _ = writeln!(text, "  wrong: {wrong}");
        }
        for name in reading {
            let _ = writeln!(text, "  differs by reading: {name}");
        }
        for (reason, groups) in &tally.skipped {
            let cases: usize = groups.iter().map(|(_, cases)| cases).sum();
            let names: Vec<&str> = groups.iter().map(|(name, _)| name.as_str()).collect();
            let _ =
                writeln!(text, "  skipped, {reason} ({} groups, {cases} cases): {}", groups.len(), names.join("; "));
        }
    }
    let main: Vec<&(&str, Tally)> = tallies.iter().filter(|(name, _)| !name.contains(' ')).collect();
    let both = |tally: &Tally| tally.types.min(tally.tables);
    let counts: Vec<String> =
        main.iter().map(|(name, tally)| format!("{name} {} of {}", both(tally), tally.cases)).collect();
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for (reason, groups) in main.iter().flat_map(|(_, tally)| &tally.skipped) {
        *reasons.entry(reason).or_default() += groups.len();
    }
    let why: Vec<String> = reasons.iter().map(|(reason, count)| format!("{reason}: {count}")).collect();
    let skipped: usize = main.iter().map(|(_, tally)| tally.left_out()).sum();
    let _ = writeln!(text, "conformance: {}, skipped {skipped} ({})", counts.join(", "), why.join(", "));
    text
}

pub(super) fn as_json(tallies: &[(&str, Tally)]) -> String {
    let list = |items: &mut dyn Iterator<Item = &String>| items.map(|i| wrap::quoted(i)).collect::<Vec<_>>().join(",");
    let of_one = |(name, tally): &(&str, Tally)| {
        let skipped: Vec<String> = tally
            .skipped
            .iter()
            .map(|(reason, groups)| {
                format!("{}:[{}]", wrap::quoted(reason), list(&mut groups.iter().map(|(name, _)| name)))
            })
            .collect();
        format!(
            "{}:{{\"groups\":{},\"cases\":{},\"types\":{},\"tables\":{},\"meant\":{},\"reading\":[{}],\"wrong\":[{}],\
            \"skipped\":{{{}}}}}",
            wrap::quoted(name),
            tally.groups,
            tally.cases,
            tally.types,
            tally.tables,
            tally.meant,
            list(&mut tally.reading.iter()),
            list(&mut tally.wrong.iter()),
            skipped.join(",")
        )
    };
    format!("{{{}}}\n", tallies.iter().map(of_one).collect::<Vec<_>>().join(","))
}
