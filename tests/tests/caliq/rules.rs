//! The page's rules, checked before anything is sent.

use generated::caliq::InteractionCreateParams;
use generated::runtime::{Part, Violation};
use specwright_tests::server::Server;
use specwright_tests::spec;

use super::{FORMATS, client, least, success};

/// The violations of a call with this body, the same in both formats, after which nothing was sent.
async fn refused(body: InteractionCreateParams) -> Vec<Violation> {
    let mut found = Vec::new();
    for format in FORMATS {
        let server = Server::start(vec![]);
        let call = client(&server, format).create_interaction(body.clone());
        let checked = call.check().unwrap_err();
        let error = call.await.unwrap_err();
        assert_eq!(error.violations(), Some(&checked));
        assert!(error.reply().is_none() && server.requests().is_empty());
        found.push(checked.to_vec());
    }
    assert_eq!(found[0], found[1]);
    found.remove(0)
}

async fn accepted(body: InteractionCreateParams) {
    for format in FORMATS {
        let server = Server::start(vec![success(format)]);
        client(&server, format).create_interaction(body.clone()).await.unwrap();
    }
}

fn text(length: usize) -> String {
    "é".repeat(length)
}

#[tokio::test]
async fn one_of_customer_id_and_account_no_is_needed() {
    let neither = InteractionCreateParams { customer_id: None, account_no: None, ..least() };
    let violations = refused(neither.clone()).await;
    assert_eq!(violations.len(), 1);
    assert_eq!(
        violations[0].to_string(),
        format!(
            "body: must be an object with CustomerID, or AccountNo, found no CustomerID, no AccountNo (anyOf, {}:{})",
            spec::file("caliq"),
            spec::line("caliq", &["InteractionCreateParams:", "allOf:", "- anyOf:"])
        )
    );
    accepted(InteractionCreateParams { customer_id: Some(3), ..neither.clone() }).await;
    accepted(InteractionCreateParams { account_no: Some("4".to_owned()), ..neither }).await;
}

#[tokio::test]
async fn both_names_are_needed_where_there_is_no_contact_id() {
    let nobody = InteractionCreateParams { contact_id: None, ..least() };
    let (first, last) = (Some("Ada".to_owned()), Some("Lovelace".to_owned()));
    let cases = [
        (None, None, "no ContactID, no ContactedFirstName, no ContactedSurname"),
        (first.clone(), None, "no ContactID, no ContactedSurname"),
        (None, last.clone(), "no ContactID, no ContactedFirstName"),
    ];
    for (contacted_first_name, contacted_surname, found) in cases {
        let body = InteractionCreateParams { contacted_first_name, contacted_surname, ..nobody.clone() };
        let violations = refused(body).await;
        assert_eq!(violations.len(), 1);
        assert_eq!(violations[0].rule, "anyOf");
        assert_eq!(violations[0].limit, "an object with ContactID, or ContactedFirstName and ContactedSurname");
        assert_eq!(violations[0].found, found);
    }
    accepted(InteractionCreateParams { contacted_first_name: first, contacted_surname: last, ..nobody }).await;
}

#[tokio::test]
async fn texts_have_the_page_s_lengths() {
    let longest = |more: usize| InteractionCreateParams {
        account_no: Some(text(10 + more)),
        contacted_by: text(10 + more),
        contacted_first_name: Some(text(50 + more)),
        contacted_surname: Some(text(50 + more)),
        follow_up_by: text(10 + more),
        ..least()
    };
    accepted(longest(0)).await;
    let limits = [
        ("AccountNo", "10", "11 characters"),
        ("ContactedBy", "10", "11 characters"),
        ("ContactedFirstName", "50", "51 characters"),
        ("ContactedSurname", "50", "51 characters"),
        ("FollowUpBy", "10", "11 characters"),
    ];
    let violations = refused(longest(1)).await;
    assert_eq!(violations.len(), limits.len());
    for (violation, (name, limit, found)) in violations.iter().zip(limits) {
        assert_eq!((violation.part, &*violation.pointer), (Part::Body, &*format!("/{name}")));
        assert_eq!((violation.rule, &*violation.limit, &*violation.found), ("maxLength", limit, found));
        let line = spec::line("caliq", &["InteractionCreateParams:", &format!("{name}:"), "maxLength:"]);
        assert_eq!((violation.place.file, violation.place.line), (&*spec::file("caliq"), line));
    }
}

#[tokio::test]
async fn all_violations_come_at_once() {
    let body = InteractionCreateParams {
        customer_id: None,
        contact_id: None,
        follow_up_by: text(11),
        contacted_by: text(11),
        ..least()
    };
    let violations = refused(body).await;
    let rules: Vec<(&str, &str)> = violations.iter().map(|v| (v.rule, &*v.pointer)).collect();
    assert_eq!(rules, [("maxLength", "/ContactedBy"), ("maxLength", "/FollowUpBy"), ("anyOf", ""), ("anyOf", "")]);
}

#[tokio::test]
async fn the_check_can_be_left_out_for_one_call() {
    for format in FORMATS {
        let server = Server::start(vec![success(format)]);
        let body = InteractionCreateParams { follow_up_by: text(11), ..least() };
        client(&server, format).create_interaction(body).unchecked().await.unwrap();
        assert!(server.requests()[0].text().contains(&text(11)));
    }
}

#[tokio::test]
async fn text_that_xml_cannot_carry_is_not_sent() {
    let server = Server::start(vec![]);
    let body = InteractionCreateParams { notes: Some("a\0b".to_owned()), ..least() };
    let call = client(&server, generated::runtime::Format::Xml).create_interaction(body).unchecked();
    let error = call.await.unwrap_err();
    assert!(error.to_string().contains("/Notes: XML cannot carry the character U+0000"), "{error}");
    assert!(server.requests().is_empty());
}
