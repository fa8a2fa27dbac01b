//! Ctrl Hub over the wire: customer interactions in JSON:API documents.
//!
//! In: calls of the generated client. Out: requests, byte for byte, and typed values. The documents of the two pages
//! are in `fixtures/ctrl_hub/`.

#[path = "ctrl_hub/create.rs"]
mod create;
#[path = "ctrl_hub/documents.rs"]
mod documents;
#[path = "ctrl_hub/errors.rs"]
mod errors;
#[path = "ctrl_hub/token.rs"]
mod token;
#[path = "ctrl_hub/update.rs"]
mod update;

use generated::ctrl_hub::{Client, CreateCustomerInteraction, CreateCustomerInteractionRequest, ResourceIdentifier};
use generated::runtime::{DateTime, Uuid};
use specwright_tests::server::{Reply, Server};

const MEDIA_TYPE: &str = "application/vnd.api+json";

const CREATED: &str = include_str!("../fixtures/ctrl_hub/create-response.json");

const UPDATED: &str = include_str!("../fixtures/ctrl_hub/update-response.json");

const TOKEN: &str = "s3ss10n-t0k3n";

/// The id that the pages show.
const ID: &str = "3c90c3cc-0d44-4b50-8888-8dd25736052a";

const TIME: &str = "2023-11-07T05:31:56Z";

fn client(server: &Server) -> Client {
    Client::builder().base_url(server.url()).session_token(TOKEN).build().expect("the token is there")
}

fn id() -> Uuid {
    ID.parse().expect("a UUID of the pages")
}

fn time() -> DateTime {
    TIME.parse().expect("a date-time of the pages")
}

fn document(status: u16, text: &str) -> Reply {
    Reply::new(status, MEDIA_TYPE, text)
}

/// The least that can be created.
fn interaction() -> CreateCustomerInteractionRequest {
    CreateCustomerInteractionRequest::new(CreateCustomerInteraction::new("customer-interactions"))
}

/// The resource that the pages refer to everywhere.
fn resource() -> ResourceIdentifier {
    ResourceIdentifier::new("<string>", id())
}
