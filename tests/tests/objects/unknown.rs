//! What the page does not name is kept, wherever it stands, and is not lost when it is sent back.

use generated::objects::CustomerObject;
use generated::runtime::{Map, Value};
use specwright_tests::json::{encoded, parse};
use specwright_tests::server::{Reply, Server};

use super::{client, object};

/// Every object of the page's document with a member more.
const RICHER: &str = r#"{
    "_id": "1",
    "status": { "status": 1, "reason": { "code": "x", "at": [1, 2.50, null] } },
    "contact": { "phone": "1", "mobile": "2" },
    "contract": { "startDate": "2023-11-07T05:31:56Z", "renews": true },
    "material": [{ "articleId": "a", "unit": "kg" }, { "budget": 1, "unit": null }],
    "address": { "city": "Bern", "geo": {} },
    "location": { "latitude": 46.9, "longitude": 7.4, "altitude": 542 },
    "newThing": { "a": [1, { "b": "c" }] },
    "precise": 1.10,
    "huge": 123456789012345678901234567890,
    "": "no name",
    "a/b~c": false
}"#;

#[tokio::test]
async fn unknown_members_are_kept_at_every_depth() {
    let server = Server::start(vec![Reply::json(200, RICHER)]);
    let response = client(&server).update_customer_object("1", CustomerObject::default()).await.unwrap();
    assert!(response.findings.is_empty(), "{}", response.findings);
    let value = &response.value;
    let kept: Vec<&str> = value.extra.keys().map(String::as_str).collect();
    assert_eq!(kept, ["", "a/b~c", "huge", "newThing", "precise"]);
    assert_eq!(value.extra["newThing"].pointer("/a/1/b"), Some(&Value::from("c")));
    assert_eq!(value.extra["precise"].as_number().unwrap().as_str(), "1.10");
    assert_eq!(value.extra["huge"].as_number().unwrap().as_str(), "123456789012345678901234567890");
    let keys = |map: &Map| map.keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&value.status.value().unwrap().extra), ["reason"]);
    assert_eq!(keys(&value.contact.value().unwrap().extra), ["mobile"]);
    assert_eq!(keys(&value.contract.value().unwrap().extra), ["renews"]);
    assert_eq!(keys(&value.address.value().unwrap().extra), ["geo"]);
    assert_eq!(keys(&value.location.value().unwrap().extra), ["altitude"]);
    let material = value.material.value().unwrap();
    assert_eq!(material[0].extra["unit"], Value::from("kg"));
    assert_eq!(material[1].extra["unit"], Value::Null);
    assert_eq!(encoded(value), parse(RICHER));
}

#[tokio::test]
async fn unknown_members_are_sent_back() {
    let server = Server::start(vec![Reply::json(200, RICHER), object()]);
    let client = client(&server);
    let mut value = client.update_customer_object("1", CustomerObject::default()).await.unwrap().into_value();
    value.name = "Depot".into();
    client.update_customer_object("1", value).await.unwrap();
    let requests = server.requests();
    let mut expected = parse(RICHER);
    expected["name"] = "Depot".into();
    assert_eq!(parse(requests[1].text()), expected);
    for digits in ["2.50", "1.10", "123456789012345678901234567890"] {
        assert!(requests[1].text().contains(digits), "{}", requests[1].text());
    }
}
