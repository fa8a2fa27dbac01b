//! Whether each constraint of `specs/` is enforced: what breaks one alone gives one violation, of that keyword, there.
//!
//! In: every keyword of every schema that a parameter, a header, a body or a credential reaches, as the located tree has
//! it; and an instance that is valid and has everything. Out: for each constraint instances that an independent validator
//! refuses for this reason alone are refused by the types and rules for it alone: at the same pointer, by the same
//! keyword, at the same line of the spec. What cannot be broken is listed with the reason.

mod breaking;
mod enumerate;

use std::collections::BTreeSet;
use std::path::Path;

use jsonschema::Validator;
use serde_json::Value;
use specwright_proof::runtime::probe::Outcome;
use specwright_proof::{APIS, Api};
use specwright_roundtrip::bundle::{Bundle, bundle};
use specwright_roundtrip::judge::{registry, validator};
use specwright_roundtrip::make::Maker;

use enumerate::{Constraint, Root, Spec};

/// What cannot be broken: the constraint, and why.
const UNBREAKABLE: &str = include_str!("unbreakable.txt");

/// How a broken constraint showed.
#[derive(Default)]
struct Count {
    constraints: usize,
    instances: usize,
    /// The type refused the value.
    typed: usize,
    /// A rule was reported.
    checked: usize,
}

#[test]
fn breaking_one_constraint_is_one_violation_of_it() {
    let (mut count, mut wrong, mut unbreakable) = (Count::default(), Vec::new(), Vec::new());
    for api in APIS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs").join(api.name);
        let spec = Spec::read(&folder, "openapi.yaml");
        let bundle = bundle(&folder, "openapi.yaml", true).expect("the spec can be read");
        let before = count.constraints;
        for root in spec.roots() {
            judge_root(api, &spec, &bundle, &root, &mut count, &mut wrong, &mut unbreakable);
        }
        println!("{}: {} constraints", api.name, count.constraints - before);
    }
    let Count { constraints, instances, typed, checked } = count;
    println!("all: {constraints} constraints, {} of them cannot be broken", unbreakable.len());
    println!("{instances} instances that break one: {typed} refused by a type, {checked} by a rule");
    assert!(wrong.is_empty(), "{} are not as they should be:\n{}", wrong.len(), wrong.join("\n"));
    let listed: Vec<&str> = UNBREAKABLE.lines().collect();
    assert!(unbreakable == listed, "what cannot be broken is not what is listed:\n{}", unbreakable.join("\n"));
}

fn judge_root(
    api: &Api,
    spec: &Spec,
    bundle: &Bundle,
    root: &Root,
    count: &mut Count,
    wrong: &mut Vec<String>,
    unbreakable: &mut Vec<String>,
) {
    let registry_of_all = registry(bundle).expect("the validator takes the spec");
    let without_null = breaking::without_null(bundle);
    let registry_without_null = registry(&without_null).expect("the validator takes the spec");
    let oracle = Oracle {
        all: validator(&registry_of_all, &root.place).expect("the validator takes the schema"),
        without_null: validator(&registry_without_null, &root.place).expect("the validator takes the schema"),
    };
    let own = bundle.root.pointer(&root.place).expect("the schema is in the bundle");
    let mut maker = Maker { root: &bundle.root, budget: 30_000, unmatched: Vec::new() };
    let base = maker.sample(own, true, 0).expect("there is an instance with everything");
    assert!(oracle.all.is_valid(&base), "{}: {base}", root.name);
    assert_eq!(problems(api, root, &base), [], "{}: {base}", root.name);
    for constraint in spec.constraints(root) {
        count.constraints += 1;
        let broken = breaking::candidates(&constraint, &base);
        let broken: Vec<Value> = broken.into_iter().filter(|value| oracle.breaks_only(&constraint, value)).collect();
        if broken.is_empty() {
            unbreakable.push(format!("{} {constraint}: {}", api.name, constraint.why_not()));
        }
        for value in broken {
            count.instances += 1;
            let found = problems(api, root, &value);
            match found.as_slice() {
                [one] if one.is(&constraint) => match one.line {
                    None => count.typed += 1,
                    Some(_) => count.checked += 1,
                },
                _ => wrong.push(format!("{} {constraint} ({}): {value}\n    {found:?}", api.name, constraint.line)),
            }
        }
    }
}

/// The independent validator, for the schema as it is, and for one in which nothing may be `null`: about what is inside
/// a union with `null`, the first says no more than that no branch holds.
struct Oracle {
    all: Validator,
    without_null: Validator,
}

impl Oracle {
    /// Whether an instance breaks a constraint and nothing else.
    fn breaks_only(&self, constraint: &Constraint, value: &Value) -> bool {
        let validator = if constraint.is_union() { &self.all } else { &self.without_null };
        let of = |error: jsonschema::ValidationError<'_>| {
            (error.kind().keyword().to_owned(), error.instance_path().to_string())
        };
        // Parts of `allOf` say the same of a value: that is one constraint said twice.
        let mut found: BTreeSet<(String, String)> = validator.iter_errors(value).map(of).collect();
        if constraint.keyword == "type" {
            // What is of another type is none of the values that are listed either.
            found.remove(&("enum".to_owned(), constraint.pointer.clone()));
        }
        let expected = (constraint.keyword_of_validator().to_owned(), constraint.pointer.clone());
        !self.all.is_valid(value) && found.len() == 1 && found.contains(&expected)
    }
}

/// What the types and rules say against a value.
#[derive(Debug, PartialEq)]
struct Problem {
    pointer: String,
    /// The keyword; of what a type refuses, what it expected.
    rule: String,
    /// The line of the spec; none where a type refuses.
    line: Option<u32>,
}

impl Problem {
    fn is(&self, constraint: &Constraint) -> bool {
        let here = self.pointer == constraint.pointer;
        match self.line {
            Some(line) => {
                here && self.rule == constraint.keyword && (constraint.line == line || constraint.is_null(line))
            }
            None => here && constraint.may_be_typed(&self.rule),
        }
    }
}

fn problems(api: &Api, root: &Root, value: &Value) -> Vec<Problem> {
    match (api.probe)(&root.name, value.to_string().as_bytes()).expect("the probe knows the schema") {
        Outcome::Rejected(error) => {
            let (pointer, rule) = (error.pointer().to_owned(), error.expected().to_owned());
            vec![Problem { pointer, rule, line: None }]
        }
        Outcome::Read { violations, .. } => {
            assert_eq!(violations.more(), 0);
            let all = violations.iter().map(|violation| {
                let (pointer, rule) = (violation.pointer.clone(), violation.rule.to_owned());
                Problem { pointer, rule, line: Some(violation.place.line) }
            });
            all.collect()
        }
    }
}
