//! Creates an interaction with a customer, then adds notes to it: `cargo run --example ctrl_hub`.

use std::error::Error;

use generated::ctrl_hub::{
    Client, ContactDirection, ContactMethod, CreateCustomerInteraction, CreateCustomerInteractionAttributes,
    CreateCustomerInteractionRequest, UpdateCustomerInteraction, UpdateCustomerInteractionAttributes,
    UpdateCustomerInteractionRequest,
};
use specwright_tests::server::{Reply, Server};

const CREATED: &str = include_str!("../fixtures/ctrl_hub/create-response.json");
const UPDATED: &str = include_str!("../fixtures/ctrl_hub/update-response.json");

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    // In place of the vendor: answers two calls.
    let reply = |status, body| Reply::new(status, "application/vnd.api+json", body);
    let vendor = Server::start(vec![reply(201, CREATED), reply(200, UPDATED)]);

    let client = Client::builder().base_url(vendor.url()).session_token("token").build()?;
    let org_id = "3c90c3cc-0d44-4b50-8888-8dd25736052a".parse()?;
    let mut interaction = CreateCustomerInteraction::new("interactions");
    interaction.attributes = Some(CreateCustomerInteractionAttributes {
        method: Some(ContactMethod::Email),
        direction: Some(ContactDirection::Inbound),
        date_time: Some("2023-11-07T05:31:56Z".parse()?),
        ..Default::default()
    });
    let request = CreateCustomerInteractionRequest::new(interaction);
    let created = client.create_customer_interaction(org_id, request).await?.into_value();
    let id = created.data.id.ok_or("the vendor gave the interaction no id")?;

    let mut interaction = UpdateCustomerInteraction::new(id, "interactions");
    let notes = Some("Called back.".to_owned());
    interaction.attributes = Some(UpdateCustomerInteractionAttributes { notes, ..Default::default() });
    let request = UpdateCustomerInteractionRequest::new(interaction);
    let updated = client.update_customer_interaction(org_id, id, request).await?;

    println!("{id}: {}, {:?}", updated.status(), updated.value.data.attributes.and_then(|found| found.notes));
    Ok(())
}
