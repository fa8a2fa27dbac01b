//! Only what was set is sent, at every depth.

use generated::objects::{CustomerObject, ObjectAddress, ObjectContact, ObjectLocation, ObjectMaterial, ObjectStatus};
use generated::runtime::{Map, Number, Patch, Secret, Value};
use specwright_tests::server::Server;
use specwright_tests::wire::only_request;

use super::{client, object};

async fn sent(body: CustomerObject) -> String {
    let server = Server::start(vec![object()]);
    client(&server).update_customer_object("1", body).await.expect("the body keeps the rules");
    only_request(&server).text().to_owned()
}

/// Bodies with something set, each with what is to be sent.
fn shapes() -> Vec<(CustomerObject, &'static str)> {
    let none = CustomerObject::default;
    let status = ObjectStatus { created_by: "me".into(), ..Default::default() };
    let materials = vec![
        ObjectMaterial { budget: 1.5.into(), ..Default::default() },
        ObjectMaterial::default(),
        ObjectMaterial { article_id: "a".into(), ..Default::default() },
    ];
    let address = ObjectAddress { zip: "".into(), city: "Bern".into(), ..Default::default() };
    let location = ObjectLocation { latitude: 0.0.into(), ..Default::default() };
    let ids = vec!["b".to_owned(), "a".to_owned(), "a".to_owned()];
    vec![
        (none(), "{}"),
        (CustomerObject { id: "x".into(), ..none() }, r#"{"_id":"x"}"#),
        (CustomerObject { name: "".into(), ..none() }, r#"{"name":""}"#),
        (CustomerObject { rating: 0.0.into(), ..none() }, r#"{"rating":0}"#),
        (CustomerObject { status: status.into(), ..none() }, r#"{"status":{"createdBy":"me"}}"#),
        (CustomerObject { contact: ObjectContact::default().into(), ..none() }, r#"{"contact":{}}"#),
        (
            CustomerObject { material: materials.into(), ..none() },
            r#"{"material":[{"budget":1.5},{},{"articleId":"a"}]}"#,
        ),
        (CustomerObject { material: vec![].into(), ..none() }, r#"{"material":[]}"#),
        (CustomerObject { address: address.into(), ..none() }, r#"{"address":{"zip":"","city":"Bern"}}"#),
        (CustomerObject { location: location.into(), ..none() }, r#"{"location":{"latitude":0}}"#),
        (CustomerObject { tags: vec![].into(), ..none() }, r#"{"tags":[]}"#),
        (
            CustomerObject { invoice_cc_recipient_ids: ids.into(), ..none() },
            r#"{"invoiceCCRecipientIds":["b","a","a"]}"#,
        ),
        (
            CustomerObject { name: "n".into(), chat_id: "c".into(), tags: vec!["t".to_owned()].into(), ..none() },
            r#"{"chatId":"c","name":"n","tags":["t"]}"#,
        ),
        (CustomerObject { extra: [("newThing".to_owned(), 7.into())].into(), ..none() }, r#"{"newThing":7}"#),
    ]
}

#[tokio::test]
async fn only_what_was_set_is_sent() {
    for (body, expected) in shapes() {
        assert_eq!(sent(body).await, expected);
    }
}

#[tokio::test]
async fn values_of_any_type_are_sent_as_they_are() {
    let object: Map = [("pin".to_owned(), Value::from("0000"))].into();
    let digits = Number::parse("1.10").unwrap();
    for (value, expected) in [
        (Value::from("0000"), r#""0000""#),
        (Value::from(1234), "1234"),
        (Value::Number(digits), "1.10"),
        (Value::from(true), "true"),
        (Value::Null, "null"),
        (Value::from(vec!["a", "b"]), r#"["a","b"]"#),
        (Value::from(object), r#"{"pin":"0000"}"#),
    ] {
        let body = CustomerObject { security_code: Patch::Value(Secret::new(value.clone())), ..Default::default() };
        assert_eq!(sent(body).await, format!(r#"{{"securityCode":{expected}}}"#));
        let body = CustomerObject { key: Patch::Value(Secret::new(value)), ..Default::default() };
        assert_eq!(sent(body).await, format!(r#"{{"key":{expected}}}"#));
    }
}

#[tokio::test]
async fn numbers_are_sent_in_their_shortest_form() {
    for (number, expected) in
        [(123.0, "123"), (-0.5, "-0.5"), (0.1, "0.1"), (1e300, "1e+300"), (1.0 / 3.0, "0.3333333333333333")]
    {
        let body = CustomerObject { number: number.into(), ..Default::default() };
        assert_eq!(sent(body).await, format!(r#"{{"number":{expected}}}"#));
    }
}
