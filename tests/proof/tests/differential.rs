//! Whether the types and rules of each schema of `specs/` judge values as an independent validator does.
//!
//! In: for each schema, the inline ones of parameters, headers, bodies and properties included, 200 instances that are
//! meant to be valid and 200 with one thing changed, from a fixed seed. Out: the verdict of reading and checking is that
//! of the `jsonschema` crate for every one. The test prints how many were tried.
//!
//! Not among the instances: integers beyond 64 bits. Where a spec sets no limits and no format, an integer is an `i64`
//! here, and a larger one is refused when it is read.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use serde_json::Value;
use specwright_proof::runtime::probe::Outcome;
use specwright_proof::{APIS, Api};
use specwright_roundtrip::bundle::{Bundle, bundle, decode};
use specwright_roundtrip::judge::{registry, validator};
use specwright_roundtrip::random::Random;

/// Of each kind.
const WANTED: usize = 200;

const SEED: u64 = 0x5eed_0fa1_1c1e_57a9;

/// What was tried of a schema.
#[derive(Default)]
struct Tried {
    /// Instances that the validator takes, and those with a change.
    valid: Vec<Value>,
    changed: Vec<Value>,
    /// How many of the changed ones the validator refuses.
    refused: usize,
}

fn folder(api: &Api) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs").join(api.name)
}

/// Where a schema stands in the bundle.
fn pointer(bundle: &Bundle, schema: &str) -> String {
    let place = match schema.strip_prefix('#') {
        Some(pointer) => format!("/f0{}", decode(pointer)),
        None => format!("/f0/components/schemas/{schema}"),
    };
    match (bundle.root.pointer(&place), place.rsplit_once("/properties/")) {
        // A credential is no member of what a caller gives.
        (None, Some((object, name))) => format!("{object}/$defs/{name}"),
        _ => place,
    }
}

#[test]
fn the_verdict_is_that_of_an_independent_validator() {
    let (mut differences, mut count, mut too_few) = (Vec::new(), 0, Vec::new());
    let (mut schemas, mut instances, mut distinct, mut refused) = (0, 0, 0, 0);
    for api in APIS {
        let bundle = bundle(&folder(api), "openapi.yaml", true).expect("the spec can be read");
        let registry = registry(&bundle).expect("the validator takes the spec");
        let mut of_api = (0, 0, 0);
        for (schema, _) in &bundle.schemas {
            assert!(api.schemas.contains(&schema.as_str()), "{}: nothing reads {schema}", api.name);
        }
        for (index, schema) in api.schemas.iter().enumerate() {
            let validator = validator(&registry, &pointer(&bundle, schema)).expect("the validator takes the schema");
            let tried = instances_of(&bundle, &validator, schema, SEED.wrapping_add(index as u64));
            if tried.valid.len() < WANTED || tried.changed.len() < WANTED {
                too_few.push(format!("{} {schema}: {} and {}", api.name, tried.valid.len(), tried.changed.len()));
            }
            let all: Vec<&Value> = tried.valid.iter().chain(&tried.changed).collect();
            let different: HashSet<String> = all.iter().map(|value| value.to_string()).collect();
            of_api = (of_api.0 + all.len(), of_api.1 + different.len(), of_api.2 + tried.refused);
            let found: Vec<String> = all.iter().filter_map(|v| difference(api, schema, &validator, v)).collect();
            count += found.len();
            differences.extend(found.into_iter().take(3));
        }
        println!(
            "{}: {} schemas, {} instances, {} of them different, {} refused by the validator",
            api.name,
            api.schemas.len(),
            of_api.0,
            of_api.1,
            of_api.2
        );
        (schemas, instances) = (schemas + api.schemas.len(), instances + of_api.0);
        (distinct, refused) = (distinct + of_api.1, refused + of_api.2);
    }
    println!("all: {schemas} schemas, {instances} instances, {distinct} different, {refused} refused");
    assert!(too_few.is_empty(), "instances were not found of:\n{}", too_few.join("\n"));
    assert!(count == 0, "{count} verdicts differ:\n{}", differences.join("\n"));
}

fn instances_of(bundle: &Bundle, validator: &Validator, schema: &str, seed: u64) -> Tried {
    let own = bundle.root.pointer(&pointer(bundle, schema)).unwrap_or_else(|| panic!("{schema} is not in the bundle"));
    let mut random = Random::new(&bundle.root, seed);
    let mut tried = Tried::default();
    for _ in 0..WANTED * 10 {
        if tried.valid.len() < WANTED {
            tried.valid.extend(random.instance(own).filter(|value| validator.is_valid(value)));
        }
    }
    if tried.valid.is_empty() {
        return tried;
    }
    // A change may leave an instance valid. Those that do not come first; where nothing is refused, all are valid.
    let mut kept = Vec::new();
    for turn in 0..WANTED * 10 {
        if tried.changed.len() == WANTED {
            break;
        }
        let mut changed = random.changed(&tried.valid[turn % tried.valid.len()]);
        if random.rng.once_in(4) {
            changed = random.changed(&changed);
        }
        match validator.is_valid(&changed) {
            false => tried.changed.push(changed),
            true => kept.push(changed),
        }
    }
    tried.refused = tried.changed.len();
    tried.changed.extend(kept.into_iter().take(WANTED - tried.refused));
    tried
}

fn difference(api: &Api, schema: &str, validator: &Validator, value: &Value) -> Option<String> {
    let text = value.to_string();
    let outcome = (api.probe)(schema, text.as_bytes()).expect("the probe knows the schema");
    let (ours, why) = match &outcome {
        Outcome::Rejected(error) => (false, error.to_string()),
        Outcome::Read { violations, .. } => (violations.is_empty(), violations.to_string()),
    };
    let theirs = validator.validate(value).err().map(|error| error.to_string());
    (ours == theirs.is_some()).then(|| {
        let theirs = theirs.unwrap_or_else(|| "valid".to_owned());
        format!(
            "{} {schema}: {text}\n    ours: {}{why}\n    theirs: {theirs}",
            api.name,
            if ours { "valid" } else { "" }
        )
    })
}
