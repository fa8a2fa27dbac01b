//! Changes the email address of a contact: `cargo run --example cro`.

use std::error::Error;

use generated::cro::{Client, UpdateContact};
use specwright_tests::server::{Reply, Server};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    // In place of the vendor: answers one call.
    let vendor = Server::start(vec![Reply::json(200, include_str!("../fixtures/cro/contact.json"))]);

    let client = Client::builder()
        .base_url(vendor.url())
        .authorization("Bearer header.payload.signature")
        .tenant_id(42)
        .build()?;
    let changes = UpdateContact { email: "test.updated@contacts.com".into(), ..Default::default() };
    let response = client.update_contact(7, 1, changes).await?;

    let contact = response.into_value();
    println!("{}: {}", contact.name.unwrap_or_default(), contact.email.unwrap_or_default());
    Ok(())
}
