//! Changing an interaction: some of its attributes, nothing else.

use generated::ctrl_hub::{
    UpdateCustomerInteraction, UpdateCustomerInteractionAttributes, UpdateCustomerInteractionRequest,
};
use generated::runtime::{Error, Map};
use specwright_tests::json::parse;
use specwright_tests::server::{Reply, Server};
use specwright_tests::wire::{asked, header_names, only_request};

use super::{ID, MEDIA_TYPE, UPDATED, client, document, id, time};

const REQUEST: &str = include_str!("../../fixtures/ctrl_hub/update-request.json");

/// An organisation that is not the interaction.
const ORG: &str = "00000000-0000-4000-8000-00000000000a";

fn request(attributes: Option<UpdateCustomerInteractionAttributes>) -> UpdateCustomerInteractionRequest {
    let data = UpdateCustomerInteraction { attributes, ..UpdateCustomerInteraction::new(id(), "<string>") };
    UpdateCustomerInteractionRequest::new(data)
}

#[tokio::test]
async fn an_update_is_one_put_of_the_document_of_the_page() {
    let attributes = UpdateCustomerInteractionAttributes {
        date_time: Some(time()),
        contacted: Some(true),
        notes: Some("<string>".into()),
        extra: Map::new(),
    };
    let server = Server::start(vec![document(200, UPDATED)]);
    client(&server).update_customer_interaction(ORG.parse().unwrap(), id(), request(Some(attributes))).await.unwrap();
    let request = only_request(&server);
    assert_eq!(asked(&request), format!("PUT /v3/orgs/{ORG}/customers/interactions/{ID}"));
    assert_eq!(request.header("Content-Type"), Some(MEDIA_TYPE));
    assert_eq!(request.header("Accept"), Some(MEDIA_TYPE));
    let expected = ["accept", "content-length", "content-type", "host", "x-session-token"];
    assert_eq!(header_names(&request), expected);
    assert_eq!(parse(request.text()), parse(REQUEST));
}

/// Without `..`, this compiles only while there is nothing else to set.
#[test]
fn an_update_offers_only_what_an_update_may_change() {
    let UpdateCustomerInteractionRequest { data, extra } = request(Some(Default::default()));
    assert_eq!(extra, Map::new());
    let UpdateCustomerInteraction { id: _, r#type: _, attributes, extra } = data;
    assert_eq!(extra, Map::new());
    let UpdateCustomerInteractionAttributes { date_time, contacted, notes, extra } = attributes.unwrap();
    assert_eq!((date_time, contacted, notes, extra), (None, None, None, Map::new()));
}

#[tokio::test]
async fn only_the_attributes_that_are_set_are_sent() {
    let none = UpdateCustomerInteractionAttributes::default;
    for (attributes, expected) in [
        (None, ""),
        (Some(none()), r#","attributes":{}"#),
        (
            Some(UpdateCustomerInteractionAttributes { contacted: Some(false), ..none() }),
            r#","attributes":{"contacted":false}"#,
        ),
        (
            Some(UpdateCustomerInteractionAttributes { notes: Some(String::new()), ..none() }),
            r#","attributes":{"notes":""}"#,
        ),
        (
            Some(UpdateCustomerInteractionAttributes { date_time: Some(time()), ..none() }),
            r#","attributes":{"date_time":"2023-11-07T05:31:56Z"}"#,
        ),
    ] {
        let server = Server::start(vec![document(200, UPDATED)]);
        client(&server).update_customer_interaction(id(), id(), request(attributes)).await.unwrap();
        let data = format!(r#"{{"data":{{"id":"{ID}","type":"<string>"{expected}}}}}"#);
        assert_eq!(only_request(&server).text(), data);
    }
}

#[tokio::test]
async fn an_update_succeeds_with_200_alone() {
    for status in [201, 202, 204] {
        let server = Server::start(vec![Reply::new(status, MEDIA_TYPE, UPDATED)]);
        let error = client(&server).update_customer_interaction(id(), id(), request(None)).await.unwrap_err();
        assert!(matches!(error, Error::Unexpected(_)), "{error:?}");
        assert_eq!(error.status().unwrap(), status);
    }
}
