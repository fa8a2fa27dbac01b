//! Creating an interaction.

use generated::ctrl_hub::{
    ContactDirection, ContactMethod, CreateCustomerInteraction, CreateCustomerInteractionAttributes,
    CreateCustomerInteractionRelationships, CreateCustomerInteractionRequest, InteractionStatus, ResourceLinkage,
};
use generated::runtime::{Error, Map};
use specwright_tests::json::parse;
use specwright_tests::server::{Reply, Server};
use specwright_tests::wire::{asked, header_names, only_request};

use super::{CREATED, ID, MEDIA_TYPE, client, document, id, interaction, resource, time};

const REQUEST: &str = include_str!("../../fixtures/ctrl_hub/create-request.json");

fn linkage() -> Option<ResourceLinkage> {
    Some(ResourceLinkage::new(resource()))
}

/// The page's request as a caller writes it.
fn example() -> CreateCustomerInteractionRequest {
    let attributes = CreateCustomerInteractionAttributes {
        method: Some(ContactMethod::Email),
        direction: Some(ContactDirection::Inbound),
        date_time: Some(time()),
        contacted: Some(true),
        status: Some(InteractionStatus::Scheduled),
        notes: Some("<string>".into()),
        extra: Map::new(),
    };
    let relationships = CreateCustomerInteractionRelationships {
        contact: linkage(),
        account: linkage(),
        property: linkage(),
        representative: linkage(),
        extra: Map::new(),
    };
    CreateCustomerInteractionRequest::new(CreateCustomerInteraction {
        attributes: Some(attributes),
        relationships: Some(relationships),
        ..CreateCustomerInteraction::new("<string>")
    })
}

#[tokio::test]
async fn creating_is_one_post_of_the_document_of_the_page() {
    let server = Server::start(vec![document(201, CREATED)]);
    client(&server).create_customer_interaction(id(), example()).await.unwrap();
    let request = only_request(&server);
    assert_eq!(asked(&request), format!("POST /v3/orgs/{ID}/customers/interactions"));
    assert_eq!(request.header("Content-Type"), Some(MEDIA_TYPE));
    assert_eq!(request.header("Accept"), Some(MEDIA_TYPE));
    let expected = ["accept", "content-length", "content-type", "host", "x-session-token"];
    assert_eq!(header_names(&request), expected);
    assert_eq!(parse(request.text()), parse(REQUEST));
}

#[tokio::test]
async fn what_is_not_set_is_not_sent() {
    let with = |attributes, relationships| {
        CreateCustomerInteractionRequest::new(CreateCustomerInteraction {
            attributes,
            relationships,
            ..CreateCustomerInteraction::new("t")
        })
    };
    let notes = CreateCustomerInteractionAttributes { notes: Some(String::new()), ..Default::default() };
    let account = CreateCustomerInteractionRelationships { account: linkage(), ..Default::default() };
    let linked = format!(
        r#"{{"data":{{"type":"t","relationships":{{"account":{{"data":{{"type":"<string>","id":"{ID}"}}}}}}}}}}"#
    );
    for (body, expected) in [
        (with(None, None), r#"{"data":{"type":"t"}}"#),
        (with(Some(Default::default()), None), r#"{"data":{"type":"t","attributes":{}}}"#),
        (with(Some(notes), None), r#"{"data":{"type":"t","attributes":{"notes":""}}}"#),
        (with(None, Some(account)), linked.as_str()),
    ] {
        let server = Server::start(vec![document(201, CREATED)]);
        client(&server).create_customer_interaction(id(), body).await.unwrap();
        assert_eq!(only_request(&server).text(), expected);
    }
}

#[tokio::test]
async fn both_200_and_201_are_successes() {
    for status in [200, 201] {
        let server = Server::start(vec![document(status, CREATED)]);
        let response = client(&server).create_customer_interaction(id(), interaction()).await.unwrap();
        assert_eq!(response.status(), status);
        assert_eq!(response.value.data.id, Some(id()));
    }
}

#[tokio::test]
async fn another_success_is_unexpected_and_keeps_the_response() {
    for status in [202, 204, 301] {
        let server = Server::start(vec![Reply::empty(status).header("Location", "/elsewhere")]);
        let error = client(&server).create_customer_interaction(id(), interaction()).await.unwrap_err();
        assert!(matches!(error, Error::Unexpected(_)), "{error:?}");
        assert_eq!(error.reply().unwrap().headers()["location"], "/elsewhere");
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn ids_are_sent_in_lower_case() {
    let server = Server::start(vec![document(201, CREATED)]);
    let org = ID.to_uppercase().parse().unwrap();
    client(&server).create_customer_interaction(org, interaction()).await.unwrap();
    assert_eq!(asked(&only_request(&server)), format!("POST /v3/orgs/{ID}/customers/interactions"));
}

#[tokio::test]
async fn texts_are_escaped_and_not_changed() {
    let text = "\"quoted\" \\ / \u{8}\t\r\n\u{1f} é電😀 \u{2028}</script>";
    let attributes = CreateCustomerInteractionAttributes { notes: Some(text.to_owned()), ..Default::default() };
    let data = CreateCustomerInteraction { attributes: Some(attributes), ..CreateCustomerInteraction::new("t") };
    let server = Server::start(vec![document(201, CREATED)]);
    client(&server).create_customer_interaction(id(), CreateCustomerInteractionRequest::new(data)).await.unwrap();
    assert_eq!(parse(only_request(&server).text())["data"]["attributes"]["notes"], text);
}
