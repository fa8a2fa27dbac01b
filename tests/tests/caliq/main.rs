//! Caliq: one operation in JSON and in XML, a credential in the body, a key against repetition, failures inside 200.
//!
//! In: calls as a user of the generated crate makes them. Out: what the vendor's page says of each. Guaranteed: every
//! call goes over HTTP to a server on loopback.

mod documents;
mod failures;
mod formats;
mod responses;
mod retries;
mod rules;

use generated::caliq::{Client, InteractionCreateParams, InteractionKind};
use generated::runtime::Format;
use specwright_tests::server::{Reply, Server};

const FORMATS: [Format; 2] = [Format::Json, Format::Xml];

/// The page's sample responses.
const RESPONSE_JSON: &str = include_str!("../../fixtures/caliq/response.json");
const RESPONSE_XML: &str = include_str!("../../fixtures/caliq/response.xml");

fn client(server: &Server, format: Format) -> Client {
    Client::builder().base_url(server.url()).api_key("sample string 1").format(format).build().unwrap()
}

/// What the vendor answers to a success.
fn success(format: Format) -> Reply {
    match format {
        Format::Json => Reply::json(200, RESPONSE_JSON),
        Format::Xml => Reply::new(200, "application/xml; charset=utf-8", RESPONSE_XML),
    }
}

/// The page's sample request. The values of `AccountNo`, `UniqueID`, `Kind`, `ContactedBy` and `FollowUpBy` break the
/// page's own rules, and are amended.
fn page() -> InteractionCreateParams {
    InteractionCreateParams {
        customer_id: Some(3),
        account_no: Some("string 4".to_owned()),
        contact_id: Some(5),
        unique_id: Some("00000000-0000-4000-8000-000000000006".parse().unwrap()),
        contacted_first_name: Some("sample string 9".to_owned()),
        contacted_surname: Some("sample string 10".to_owned()),
        on_date_time: Some("sample string 11".to_owned()),
        notes: Some("sample string 12".to_owned()),
        follow_up_date_time: Some("sample string 13".to_owned()),
        follow_up_by: "string 14".to_owned(),
        follow_up_notes: Some("sample string 15".to_owned()),
        ..InteractionCreateParams::new(2, InteractionKind::Visit, "string 8")
    }
}

/// The least that keeps all rules.
fn least() -> InteractionCreateParams {
    InteractionCreateParams {
        customer_id: Some(3),
        contact_id: Some(5),
        ..InteractionCreateParams::new(2, InteractionKind::Call, "8")
    }
}
