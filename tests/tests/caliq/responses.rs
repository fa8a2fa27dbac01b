//! Responses, read from JSON and from XML into the same Rust values.

use generated::caliq::{InteractionAddData, InteractionAddResults, InteractionCreateIssue};
use generated::runtime::{Format, Map};
use specwright_tests::server::{Reply, Server};

use super::{FORMATS, RESPONSE_JSON, RESPONSE_XML, client, least, success};

#[tokio::test]
async fn the_page_s_samples_are_read_field_by_field() {
    for format in FORMATS {
        let server = Server::start(vec![success(format)]);
        let response = client(&server, format).create_interaction(least()).await.unwrap();
        assert_eq!(response.status(), 200);
        assert!(response.findings.is_empty());
        // No `..`: nothing is left out.
        let InteractionAddResults { interaction_add_data, extra } = response.into_value();
        assert_eq!(extra, Map::new());
        let InteractionAddData { ok, interaction_create_issues, extra } = interaction_add_data;
        assert_eq!((ok, extra), (true, Map::new()));
        let issues = interaction_create_issues.unwrap();
        assert_eq!(issues.len(), 2);
        for InteractionCreateIssue { id, message, extra_data, extra } in issues {
            assert_eq!(id, Some(1));
            assert_eq!(message.as_deref(), Some("sample string 2"));
            assert_eq!(extra_data.as_deref(), Some("sample string 3"));
            assert_eq!(extra, Map::new());
        }
    }
}

#[tokio::test]
async fn the_format_of_a_response_is_the_one_that_it_names() {
    for (media_type, body) in [
        ("application/json", RESPONSE_JSON),
        ("text/json; charset=utf-8", RESPONSE_JSON),
        ("application/xml", RESPONSE_XML),
        ("TEXT/XML;charset=utf-8", RESPONSE_XML),
    ] {
        for format in FORMATS {
            let server = Server::start(vec![Reply::new(200, media_type, body)]);
            let response = client(&server, format).create_interaction(least()).await.unwrap();
            assert!(response.value.interaction_add_data.ok, "{media_type} to a client that speaks {format:?}");
        }
    }
}

#[tokio::test]
async fn what_the_page_does_not_name_is_kept() {
    let replies = [
        (Format::Json, Reply::json(200, r#"{"InteractionAddData":{"OK":true,"InteractionID":"77"}}"#)),
        (
            Format::Xml,
            Reply::new(
                200,
                "text/xml",
                "<InteractionAddResults><InteractionAddData><OK>true</OK><InteractionID>77</InteractionID>\
                 </InteractionAddData></InteractionAddResults>",
            ),
        ),
    ];
    for (format, reply) in replies {
        let server = Server::start(vec![reply]);
        let value = client(&server, format).create_interaction(least()).await.unwrap().into_value();
        let data = value.interaction_add_data;
        assert_eq!(data.extra.get("InteractionID"), Some(&"77".into()), "{format:?}");
        assert_eq!(data.interaction_create_issues, None);
    }
}
