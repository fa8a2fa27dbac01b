//! Changes two fields of a customer object, one of them deep inside, and no other: `cargo run --example objects`.

use std::error::Error;

use generated::objects::{Client, CustomerObject, ObjectContact};
use specwright_tests::server::{Reply, Server};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    // In place of the vendor: answers one call.
    let vendor = Server::start(vec![Reply::json(200, include_str!("../fixtures/objects/object.json"))]);

    let client = Client::builder().base_url(vendor.url()).build()?;
    let contact = ObjectContact { email: "jsmith@example.com".into(), ..Default::default() };
    let changes = CustomerObject { contact: contact.into(), rating: 2.5.into(), ..Default::default() };
    let object = client.update_customer_object("65a1", changes).await?.into_value();

    if let (Some(name), Some(rating)) = (object.name.value(), object.rating.value()) {
        println!("{name} is rated {rating}; its code is {:?}", object.security_code);
    }
    Ok(())
}
