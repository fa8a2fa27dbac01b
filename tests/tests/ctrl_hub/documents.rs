//! What comes back: the documents of the pages, and what servers make of them.

use generated::ctrl_hub::{
    ContactDirection, ContactMethod, CreateCustomerInteraction, CreateCustomerInteractionAttributes,
    CreateCustomerInteractionRequest, CustomerInteraction, CustomerInteractionAttributes, CustomerInteractionDocument,
    CustomerInteractionMeta, CustomerInteractionRelationships, InteractionStatus, JsonApi, Relationship,
    UpdateCustomerInteraction, UpdateCustomerInteractionRequest,
};
use generated::runtime::{Error, Map, Patch, Response, Value};
use specwright_tests::json::{encoded, parse};
use specwright_tests::server::{Reply, Server};
use specwright_tests::spec;

use super::{CREATED, ID, MEDIA_TYPE, UPDATED, client, document, id, interaction, resource, time};

async fn read(text: &str) -> Response<CustomerInteractionDocument> {
    let server = Server::start(vec![document(201, text)]);
    client(&server).create_customer_interaction(id(), interaction()).await.expect("the document is read")
}

fn linked() -> Option<Relationship> {
    Some(Relationship { data: Patch::Value(resource()), extra: Map::new() })
}

/// Everything that the documents of both pages have in common: all but the attributes.
fn assert_frame(document: CustomerInteractionDocument) -> CustomerInteractionAttributes {
    let CustomerInteractionDocument { data, jsonapi, extra } = document;
    assert_eq!(extra, Map::new());
    assert_eq!(jsonapi, Some(JsonApi { version: Some("<string>".into()), extra: Map::new() }));
    let CustomerInteraction { id: found, r#type, attributes, meta, relationships, extra } = data;
    assert_eq!((found, r#type.as_deref(), extra), (Some(id()), Some("<string>"), Map::new()));
    let CustomerInteractionMeta { created_at, updated_at, modified_at, extra } = meta.expect("a meta");
    assert_eq!((created_at, updated_at, modified_at), (Some(time()), Some(time()), Some(time())));
    assert_eq!(extra, Map::new());
    let CustomerInteractionRelationships { author, organisation, representative, account, contact, property, extra } =
        relationships.expect("relationships");
    for relationship in [author, organisation, representative, account, contact, property] {
        assert_eq!(relationship, linked());
    }
    assert_eq!(extra, Map::new());
    attributes.expect("attributes")
}

#[tokio::test]
async fn the_created_interaction_reads_back_field_by_field() {
    let response = read(CREATED).await;
    assert!(response.findings.is_empty(), "{}", response.findings);
    assert_eq!(encoded(&response.value), parse(CREATED));
    assert_eq!(response.reply().body(), CREATED.as_bytes());
    let CustomerInteractionAttributes { method, direction, date_time, contacted, status, notes, extra } =
        assert_frame(response.value);
    assert_eq!(method, Some(ContactMethod::Email));
    assert_eq!(direction, Some(ContactDirection::Inbound));
    assert_eq!(date_time, Some(time()));
    assert_eq!(contacted, Some(true));
    assert_eq!(status, Some(InteractionStatus::Scheduled));
    assert_eq!(notes.as_deref(), Some("<string>"));
    assert_eq!(extra, Map::new());
}

#[tokio::test]
async fn the_updated_interaction_reads_back_field_by_field() {
    let server = Server::start(vec![document(200, UPDATED)]);
    let body = UpdateCustomerInteractionRequest::new(UpdateCustomerInteraction::new(id(), "t"));
    let response = client(&server).update_customer_interaction(id(), id(), body).await.unwrap();
    assert!(response.findings.is_empty(), "{}", response.findings);
    assert_eq!(encoded(&response.value), parse(UPDATED));
    let attributes = assert_frame(response.value);
    assert_eq!((attributes.method, attributes.direction, attributes.status), (None, None, None));
    assert_eq!((attributes.date_time, attributes.contacted), (Some(time()), Some(true)));
    assert_eq!((attributes.notes.as_deref(), attributes.extra), (Some("<string>"), Map::new()));
}

#[tokio::test]
async fn values_that_the_page_does_not_list_are_kept_and_written_back() {
    let text = r#"{"data":{"attributes":{"method":"sms","direction":"outbound","status":"Scheduled"}}}"#;
    let server = Server::start(vec![document(201, text), document(201, text)]);
    let client = client(&server);
    let response = client.create_customer_interaction(id(), interaction()).await.unwrap();
    assert!(response.findings.is_empty(), "{}", response.findings);
    assert_eq!(encoded(&response.value), parse(text));
    let attributes = response.value.data.attributes.unwrap();
    assert_eq!(attributes.method, Some(ContactMethod::Other("sms".into())));
    assert_eq!(attributes.method.as_ref().map(ContactMethod::as_str), Some("sms"));
    assert_eq!(attributes.direction, Some(ContactDirection::Other("outbound".into())));
    assert_eq!(attributes.status, Some(InteractionStatus::Other("Scheduled".into())));
    let again = CreateCustomerInteractionAttributes {
        method: attributes.method,
        direction: attributes.direction,
        status: attributes.status,
        ..Default::default()
    };
    let data = CreateCustomerInteraction { attributes: Some(again), ..CreateCustomerInteraction::new("t") };
    client.create_customer_interaction(id(), CreateCustomerInteractionRequest::new(data)).await.unwrap();
    let sent = r#"{"data":{"type":"t","attributes":{"method":"sms","direction":"outbound","status":"Scheduled"}}}"#;
    assert_eq!(server.requests()[1].text(), sent);
}

#[test]
fn values_are_made_from_their_names() {
    assert_eq!(ContactMethod::from("email"), ContactMethod::Email);
    assert_eq!(ContactMethod::from("sms"), ContactMethod::Other("sms".into()));
    assert_eq!(ContactDirection::from("inbound").to_string(), "inbound");
    assert_eq!(InteractionStatus::from("done").to_string(), "done");
    assert_eq!(InteractionStatus::ALL, [InteractionStatus::Scheduled]);
}

#[tokio::test]
async fn a_relationship_may_be_null_or_without_data() {
    let text = r#"{"data":{"relationships":{"author":{"data":null},"account":{},"contact":{"links":{"self":"/x"}}}}}"#;
    let response = read(text).await;
    assert!(response.findings.is_empty(), "{}", response.findings);
    let relationships = response.value.data.relationships.clone().unwrap();
    assert!(relationships.author.unwrap().data.is_null());
    assert!(relationships.account.unwrap().data.is_absent());
    assert_eq!(relationships.contact.unwrap().extra["links"].get("self"), Some(&Value::from("/x")));
    assert_eq!(relationships.property, None);
    assert_eq!(encoded(&response.value), parse(text));
}

#[tokio::test]
async fn a_null_that_the_page_does_not_have_is_a_finding_and_is_kept() {
    let text = r#"{"data":{"attributes":{"notes":null,"method":null},"meta":null,"relationships":{"author":null}}}"#;
    let response = read(text).await;
    let line = |name| spec::line("ctrl_hub", &["schemas:", name, "type:"]);
    let mut found: Vec<_> = response.findings.iter().map(|f| (f.pointer.as_str(), f.place.line)).collect();
    found.sort_unstable();
    let expected = [
        ("/data/attributes/method", line("CustomerInteractionAttributes:")),
        ("/data/attributes/notes", line("CustomerInteractionAttributes:")),
        ("/data/meta", line("CustomerInteraction:")),
        ("/data/relationships/author", line("CustomerInteractionRelationships:")),
    ];
    assert_eq!(found, expected);
    assert_eq!(encoded(&response.value), parse(text));
}

#[tokio::test]
async fn unknown_members_are_kept_at_every_depth() {
    let text = format!(
        r#"{{"data":{{"id":"{ID}","links":{{"self":"/x"}},"attributes":{{"duration":1.50}},"meta":{{"version":7}},
        "relationships":{{"account":{{"data":{{"type":"a","id":"{ID}","meta":{{"n":1}}}},"links":null}},
        "site":{{"data":null}}}}}},"jsonapi":{{"version":"1.1","ext":[]}},"included":[{{"type":"x"}}]}}"#
    );
    let response = read(&text).await;
    assert!(response.findings.is_empty(), "{}", response.findings);
    let document = &response.value;
    assert!(document.extra.contains_key("included") && document.data.extra.contains_key("links"));
    let attributes = document.data.attributes.as_ref().unwrap();
    assert_eq!(attributes.extra["duration"].as_number().unwrap().as_str(), "1.50");
    assert_eq!(document.data.meta.as_ref().unwrap().extra["version"], Value::from(7));
    let relationships = document.data.relationships.as_ref().unwrap();
    assert!(relationships.extra["site"].get("data").unwrap().is_null());
    let account = relationships.account.as_ref().unwrap();
    assert!(account.extra["links"].is_null());
    assert_eq!(account.data.value().unwrap().extra["meta"].pointer("/n"), Some(&Value::from(1)));
    assert_eq!(document.jsonapi.as_ref().unwrap().extra["ext"], Value::Array(vec![]));
    assert_eq!(encoded(document), parse(&text));
}

#[tokio::test]
async fn what_is_no_uuid_is_an_error_that_says_where() {
    for found in ["7", "", "3c90c3cc0d444b5088888dd25736052a", "{3c90c3cc-0d44-4b50-8888-8dd25736052a}"] {
        let relationship =
            format!(r#"{{"data":{{"relationships":{{"account":{{"data":{{"type":"a","id":"{found}"}}}}}}}}}}"#);
        let resource = format!(r#"{{"data":{{"id":"{found}"}}}}"#);
        for (text, pointer) in [(resource, "/data/id"), (relationship, "/data/relationships/account/data/id")] {
            let server = Server::start(vec![document(201, &text)]);
            let error = client(&server).create_customer_interaction(id(), interaction()).await.unwrap_err();
            let Error::Decode(failure) = error else { panic!("{error:?}") };
            assert_eq!(failure.error.pointer(), pointer);
            assert_eq!(failure.reply.body(), text.as_bytes());
        }
    }
}

#[tokio::test]
async fn media_types_are_read_with_parameters_and_in_any_case() {
    for media_type in
        [MEDIA_TYPE, "application/vnd.api+json; charset=utf-8", "Application/Vnd.Api+JSON", "application/json"]
    {
        let server = Server::start(vec![Reply::new(200, media_type, CREATED)]);
        let response = client(&server).create_customer_interaction(id(), interaction()).await.unwrap();
        assert_eq!(response.value.data.id, Some(id()), "{media_type}");
    }
}
