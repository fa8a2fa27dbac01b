//! Failures by status, and the failure inside a 200.

use generated::caliq::InteractionCreateIssue;
use generated::caliq::operations::CreateInteractionError;
use generated::runtime::{Error, Format, UnexpectedKind};
use specwright_tests::server::{Reply, Server};

use super::{FORMATS, client, least};

async fn failure(format: Format, reply: Reply) -> Error<CreateInteractionError> {
    let server = Server::start(vec![reply]);
    client(&server, format).create_interaction(least()).await.unwrap_err()
}

fn xml(data: &str) -> Reply {
    let body =
        format!("<InteractionAddResults><InteractionAddData>{data}</InteractionAddData></InteractionAddResults>");
    Reply::new(200, "application/xml", body)
}

fn json(data: &str) -> Reply {
    Reply::json(200, format!(r#"{{"InteractionAddData":{data}}}"#))
}

#[tokio::test]
async fn a_200_that_is_not_ok_is_an_error_with_its_issues() {
    let issues = r#"[{"ID":7,"Message":"No such customer","ExtraData":"3"},{"Message":"Late"}]"#;
    let replies = [
        (Format::Json, json(&format!(r#"{{"OK":false,"InteractionCreateIssues":{issues}}}"#))),
        (
            Format::Xml,
            xml("<OK>false</OK><InteractionCreateIssues><InteractionCreateIssue><ID>7</ID>\
                 <Message>No such customer</Message><ExtraData>3</ExtraData></InteractionCreateIssue>\
                 <InteractionCreateIssue><Message>Late</Message></InteractionCreateIssue></InteractionCreateIssues>"),
        ),
    ];
    for (format, reply) in replies {
        let error = failure(format, reply).await;
        assert_eq!(error.status().unwrap(), 200);
        let failure = error.api().unwrap();
        assert!(matches!(failure, CreateInteractionError::Rejected(results) if !results.interaction_add_data.ok));
        let first = InteractionCreateIssue {
            id: Some(7),
            message: Some("No such customer".to_owned()),
            extra_data: Some("3".to_owned()),
            ..Default::default()
        };
        let second = InteractionCreateIssue { message: Some("Late".to_owned()), ..Default::default() };
        assert_eq!(failure.issues(), [first, second], "{format:?}");
    }
}

#[tokio::test]
async fn a_200_that_is_not_ok_is_an_error_without_issues_too() {
    let replies = [
        (Format::Json, json(r#"{"OK":false}"#)),
        (Format::Json, json(r#"{"OK":false,"InteractionCreateIssues":[]}"#)),
        (Format::Json, json(r#"{"OK":false,"InteractionCreateIssues":null}"#)),
        (Format::Xml, xml("<OK>false</OK>")),
        (Format::Xml, xml("<OK> 0 </OK><InteractionCreateIssues/>")),
    ];
    for (format, reply) in replies {
        let shown = format!("{reply:?}");
        let error = failure(format, reply).await;
        let failure = error.api().unwrap_or_else(|| panic!("{error}: {shown}"));
        assert!(matches!(failure, CreateInteractionError::Rejected(_)), "{shown}");
        assert!(failure.issues().is_empty(), "{shown}");
    }
}

#[tokio::test]
async fn documented_statuses_are_told_apart_whatever_their_body() {
    let cases = [
        (400, CreateInteractionError::BadRequest),
        (401, CreateInteractionError::Unauthorized),
        (503, CreateInteractionError::ServiceUnavailable),
    ];
    for (status, expected) in cases {
        for format in FORMATS {
            for reply in [
                Reply::empty(status),
                Reply::new(status, "text/html", "<h1>Error</h1>"),
                Reply::json(status, r#"{"Message":"Error"}"#),
            ] {
                let error = failure(format, reply).await;
                assert_eq!(error.api(), Some(&expected));
                assert_eq!(error.status().unwrap(), status);
                assert!(expected.issues().is_empty());
            }
        }
    }
}

#[tokio::test]
async fn other_statuses_are_unexpected_and_keep_what_came() {
    for status in [201, 404, 500] {
        match failure(Format::Json, Reply::json(status, "{}")).await {
            Error::Unexpected(unexpected) => {
                assert_eq!(unexpected.what, UnexpectedKind::Status);
                assert_eq!((unexpected.reply.status().as_u16(), &unexpected.reply.body()[..]), (status, &b"{}"[..]));
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_200_that_does_not_say_whether_it_is_ok_is_an_error() {
    let cases = [
        (Format::Json, Reply::json(200, "{}"), ""),
        (Format::Json, json("{}"), "/InteractionAddData"),
        (Format::Json, json(r#"{"OK":null}"#), "/InteractionAddData/OK"),
        (Format::Xml, xml(""), "/InteractionAddData"),
        (Format::Xml, xml("<OK>maybe</OK>"), "/InteractionAddData/OK"),
        (Format::Xml, Reply::new(200, "text/xml", "<InteractionAddResults/>"), ""),
    ];
    for (format, reply, pointer) in cases {
        match failure(format, reply).await {
            Error::Decode(failure) => assert_eq!(failure.error.pointer(), pointer),
            other => panic!("{pointer}: {other:?}"),
        }
    }
}
