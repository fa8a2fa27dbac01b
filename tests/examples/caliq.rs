//! Records a visit, in XML, again if the vendor is not there at first: `cargo run --example caliq`.

use std::error::Error;

use generated::caliq::{Client, InteractionCreateParams, InteractionKind};
use generated::runtime::{Format, Retry};
use specwright_tests::server::{Reply, Server};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    // In place of the vendor: not there for the first attempt, then answers.
    let created = Reply::new(200, "application/xml", include_str!("../fixtures/caliq/response.xml"));
    let vendor = Server::start(vec![Reply::empty(503), created]);

    let client = Client::builder().base_url(vendor.url()).api_key("key").format(Format::Xml);
    let client = client.retry(Retry::attempts(3)).build()?;
    let mut visit = InteractionCreateParams::new(2, InteractionKind::Visit, "E-17");
    visit.account_no = Some("A-1".to_owned());
    visit.contact_id = Some(5);
    let response = client.create_interaction(visit).await?;

    for issue in response.into_value().interaction_add_data.interaction_create_issues.unwrap_or_default() {
        println!("created, but: {}", issue.message.unwrap_or_default());
    }
    Ok(())
}
