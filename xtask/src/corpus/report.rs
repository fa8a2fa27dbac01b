//! What is printed, and whether all that should hold does.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::clock::Clock;
use super::{Options, Outcome, Refusal};

/// How many differences of a document are shown.
const SHOWN: usize = 3;

/// Of this many round trips in a thousand all must hold but one.
const BAR: f64 = 0.999;

/// The end of a run.
#[derive(Clone, Debug)]
pub struct Verdict {
    pub text: String,
    pub json: String,
    /// What should hold and does not; nothing when all does.
    pub broken: Vec<String>,
}

#[derive(Debug, Default)]
struct Totals {
    generated: usize,
    compiled: usize,
    warnings: usize,
    operations: usize,
    declared: usize,
    webhooks: usize,
    trips: usize,
    held: usize,
}

pub(super) fn verdict(options: &Options, outcomes: &[Outcome], clock: &Clock) -> Verdict {
    let totals = totals(outcomes);
    let broken = broken(outcomes, &totals);
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = table(&mut text, outcomes);
    for outcome in outcomes {
        let _ = details(&mut text, outcome, options.verbose);
    }
    let _ = skipped(&mut text, outcomes);
    let _ = untyped(&mut text, outcomes);
    for lap in &clock.laps {
        let _ = writeln!(text, "{:32} {:8.1} CPU s {:8.1} s", lap.phase, lap.cpu, lap.wall);
    }
    for words in &broken {
        let _ = writeln!(text, "broken: {words}");
    }
    let line = summary(outcomes.len(), &totals);
    let _ = writeln!(text, "{line}");
    let json = json!({
        "summary": line,
        "documents": outcomes.iter().map(object).collect::<Vec<_>>(),
        "phases": clock.laps.iter().map(|lap| json!({"phase": lap.phase, "cpu": lap.cpu, "wall": lap.wall}))
            .collect::<Vec<_>>(),
        "broken": broken,
    });
    Verdict { text, json: format!("{json:#}\n"), broken }
}

fn totals(outcomes: &[Outcome]) -> Totals {
    let mut totals = Totals::default();
    for outcome in outcomes {
        // What a document gets wrong itself is not asked of the generator.
        if outcome.refused.as_ref().is_none_or(Refusal::is_ours) {
            totals.declared += outcome.declared.operations;
        }
        totals.webhooks += outcome.declared.webhooks;
        totals.compiled += usize::from(outcome.compiled);
        totals.warnings += outcome.warnings.len();
        if let Some(generated) = &outcome.generated {
            totals.generated += 1;
            totals.operations += generated.operations;
        }
        if let Some(trips) = &outcome.trips {
            totals.trips += trips.valid + trips.invalid;
            totals.held += trips.valid_held + trips.invalid_held;
        }
    }
    totals
}

fn summary(documents: usize, totals: &Totals) -> String {
    let Totals { generated, compiled, warnings, operations, declared, trips, held, .. } = totals;
    format!(
        "corpus: {documents} documents, {generated} generated, {compiled} compiled, {warnings} warnings, \
        {operations} operations of {declared}, round trips {held} of {trips}"
    )
}

fn broken(outcomes: &[Outcome], totals: &Totals) -> Vec<String> {
    let mut broken = Vec::new();
    for outcome in outcomes {
        let name = &outcome.name;
        if let Some(refusal) = outcome.refused.as_ref().filter(|refusal| refusal.is_ours()) {
            broken.push(format!("{name} is refused for what the generator cannot do ({})", refusal.code));
        }
        let Some(generated) = &outcome.generated else { continue };
        if !generated.same {
            broken.push(format!("{name} came out different the second time"));
        }
        if !outcome.compiled {
            broken.push(format!("{name} does not compile"));
        }
        if !outcome.warnings.is_empty() {
            broken.push(format!("{name} compiles with {} warnings", outcome.warnings.len()));
        }
        if generated.operations != outcome.declared.operations {
            let declared = outcome.declared.operations;
            broken.push(format!("{name} has {} operations of {declared}", generated.operations));
        }
        if let Some(error) = outcome.trips.as_ref().and_then(|trips| trips.error.as_ref()) {
            broken.push(format!("{name}: {error}"));
        }
    }
    if (totals.held as f64) < totals.trips as f64 * BAR {
        broken.push(format!("{} of {} round trips hold, which is less than 99.9 %", totals.held, totals.trips));
    }
    broken
}

fn table(text: &mut String, outcomes: &[Outcome]) -> std::fmt::Result {
    let width = outcomes.iter().map(|outcome| outcome.name.len()).max().unwrap_or(0).max(8);
    writeln!(
        text,
        "{:width$} {:>9} {:>6} {:>7} {:>7} {:>8} {:>8} {:>13} {:>13}",
        "document", "operations", "types", "lines", "untyped", "compiled", "warnings", "valid", "invalid"
    )?;
    for outcome in outcomes {
        let name = &outcome.name;
        let Some(generated) = &outcome.generated else {
            let refusal = outcome.refused.as_ref();
            let codes = refusal.map(|refusal| {
                let codes: Vec<String> = refusal.codes.iter().map(|(code, count)| format!("{count} {code}")).collect();
                codes.join(", ")
            });
            writeln!(text, "{name:width$} refused: {}", codes.unwrap_or_default())?;
            continue;
        };
        let operations = format!("{}/{}", generated.operations, outcome.declared.operations);
        let compiled = if outcome.compiled { "yes" } else { "NO" };
        let trips = outcome.trips.as_ref();
        let of = |held: Option<usize>, all: Option<usize>| match (held, all) {
            (Some(held), Some(all)) => format!("{held}/{all}"),
            _ => "-".to_owned(),
        };
        let valid = of(trips.map(|t| t.valid_held), trips.map(|t| t.valid));
        let invalid = of(trips.map(|t| t.invalid_held), trips.map(|t| t.invalid));
        let (types, lines, warnings) = (generated.types, generated.lines, outcome.warnings.len());
        let untyped = generated.untyped.len();
        writeln!(
            text,
            "{name:width$} {operations:>10} {types:>6} {lines:>7} {untyped:>7} {compiled:>8} {warnings:>8} {valid:>13} {invalid:>13}"
        )?;
    }
    Ok(())
}

fn details(text: &mut String, outcome: &Outcome, verbose: bool) -> std::fmt::Result {
    let name = &outcome.name;
    if let Some(refusal) = &outcome.refused {
        writeln!(text, "\n{name}: {} errors, the first:\n{}", refusal.errors, refusal.text.trim_end())?;
    }
    let limit = if verbose { usize::MAX } else { SHOWN };
    for words in outcome.errors.iter().chain(&outcome.warnings).take(limit) {
        writeln!(text, "\n{name}:\n{}", words.trim_end())?;
    }
    let differences = outcome.trips.as_ref().map(|trips| trips.differences.as_slice()).unwrap_or_default();
    for difference in differences.iter().take(limit) {
        let word = |key: &str| difference[key].as_str().unwrap_or_default().to_owned();
        let (schema, kind, what, pointer) = (word("schema"), word("kind"), word("what"), word("pointer"));
        writeln!(text, "\n{name} {schema} {pointer} ({kind}): {what}\n  {}", cut(&word("instance"), verbose))?;
    }
    if differences.len() > limit {
        writeln!(text, "\n{name}: {} more differences", differences.len() - limit)?;
    }
    Ok(())
}

fn cut(text: &str, verbose: bool) -> &str {
    match text.char_indices().nth(300) {
        Some((end, _)) if !verbose => &text[..end],
        _ => text,
    }
}

/// Why no instance could be made, with how many schemas that is.
fn skipped(text: &mut String, outcomes: &[Outcome]) -> std::fmt::Result {
    let mut reasons: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    let all = outcomes.iter().filter_map(|outcome| outcome.trips.as_ref()).flat_map(|trips| &trips.skipped);
    for (why, names) in all {
        *reasons.entry(why).or_default() += names.len();
    }
    writeln!(text)?;
    reasons.into_iter().try_for_each(|(why, count)| writeln!(text, "schemas without round trips: {count} ({why})"))
}

/// How many values have no type of their own though their schemas say more, by the reason.
fn untyped(text: &mut String, outcomes: &[Outcome]) -> std::fmt::Result {
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for one in outcomes.iter().filter_map(|outcome| outcome.generated.as_ref()).flat_map(|generated| &generated.untyped)
    {
        *reasons.entry(one.reason).or_default() += 1;
    }
    let mut sorted: Vec<(usize, &str)> = reasons.into_iter().map(|(reason, count)| (count, reason)).collect();
    sorted.sort_by(|a, b| b.cmp(a));
    sorted.into_iter().try_for_each(|(count, reason)| writeln!(text, "values without a type: {count} ({reason})"))
}

fn object(outcome: &Outcome) -> Value {
    let refused = outcome.refused.as_ref().map(|refusal| {
        json!({
            "code": refusal.code, "text": refusal.text, "errors": refusal.errors, "ours": refusal.is_ours(),
            "codes": refusal.codes.iter().map(|(code, count)| (code.clone(), json!(count))).collect::<serde_json::Map<_, _>>(),
        })
    });
    let generated = outcome.generated.as_ref().map(|generated| {
        json!({
            "operations": generated.operations, "types": generated.types, "lines": generated.lines,
            "same": generated.same,
            "constraints": {
                "typed": generated.constraints.typed, "checked": generated.constraints.checked,
                "documented": generated.constraints.documented,
            },
            "untyped": generated.untyped.iter().map(|one| json!({"place": one.place, "reason": one.reason}))
                .collect::<Vec<_>>(),
        })
    });
    let trips = outcome.trips.as_ref().map(|trips| {
        json!({
            "valid": trips.valid, "valid_held": trips.valid_held, "invalid": trips.invalid,
            "invalid_held": trips.invalid_held, "differences": trips.differences, "error": trips.error,
            "skipped": trips.skipped.iter().map(|(why, names)| (why.clone(), json!(names))).collect::<serde_json::Map<_, _>>(),
        })
    });
    json!({
        "document": outcome.name, "crate": outcome.krate, "refused": refused, "generated": generated,
        "compiled": outcome.compiled, "warnings": outcome.warnings, "errors": outcome.errors,
        "operations": outcome.declared.operations, "webhooks": outcome.declared.webhooks, "round_trips": trips,
    })
}
