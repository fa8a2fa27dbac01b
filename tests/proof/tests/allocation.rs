//! A valid body allocates nothing while it is checked.
//!
//! In: bodies of ten kilobytes of each sort. Out: no allocation in `validate`, once patterns are compiled. Not so: a list
//! of more than 32 objects or lists that must be distinct, and a value about which a table of assertions has to be asked.

use allocation_counter::measure;
use specwright_proof::runtime::{Base64, Decode, Validate, json};
use specwright_proof::{bodies, ctrl_hub, objects, synthetic};

fn allocates_nothing<T: Decode + Validate>(name: &str, json: &str) {
    let value: T = json::from_str(json).expect("the body is of its type");
    assert_eq!(value.validate(), Ok(()), "{name}");
    let measured = measure(|| {
        value.validate().expect("the body is valid");
    });
    assert_eq!(measured.count_total, 0, "{name}: {measured:?}");
    assert!(measure(|| drop(json::from_str::<T>(json))).count_total > 0, "nothing is counted");
}

#[test]
fn a_valid_body_allocates_nothing() {
    assert!((9_000..15_000).contains(&bodies::orders().len()), "{}", bodies::orders().len());
    assert!((9_000..15_000).contains(&bodies::customer_object().len()), "{}", bodies::customer_object().len());
    assert!((9_000..15_000).contains(&bodies::errors().len()), "{}", bodies::errors().len());
    allocates_nothing::<synthetic::Batch>("orders", &bodies::orders());
    allocates_nothing::<objects::CustomerObject>("customer object", &bodies::customer_object());
    allocates_nothing::<ctrl_hub::ErrorDocument>("errors", &bodies::errors());
    let codes: Vec<String> = (0..900).map(|n| format!("\"c{n:07}\"")).collect();
    let orders = bodies::orders().replacen('{', &format!("{{\"codes\":[{}],", codes.join(",")), 1);
    allocates_nothing::<synthetic::Batch>("many distinct texts", &orders);
    allocates_nothing::<Base64>("bytes", &format!("\"{}\"", "aGVsbG8h".repeat(1000)));
}
