//! The page's document: built from values it is the request, read from the response it is the same values.

use generated::objects::{
    CustomerObject, ObjectAddress, ObjectContact, ObjectContract, ObjectLocation, ObjectMaterial, ObjectStatus,
};
use generated::runtime::{DateTime, Map, Patch, Secret, Value};
use specwright_tests::json::{encoded, parse};
use specwright_tests::server::Server;
use specwright_tests::wire::only_request;

use super::{OBJECT, client, object};

const TIME: &str = "2023-11-07T05:31:56Z";

fn time() -> Patch<DateTime> {
    Patch::Value(TIME.parse().expect("a date-time of the page"))
}

fn text() -> Patch<String> {
    "<string>".into()
}

/// The page's document as a caller writes it.
fn example() -> CustomerObject {
    CustomerObject {
        id: text(),
        chat_id: text(),
        number: 123.0.into(),
        company_id: text(),
        status: Patch::Value(ObjectStatus {
            status: 123.0.into(),
            created_at: time(),
            created_by: text(),
            last_modified_at: time(),
            last_modified_by: text(),
            extra: Map::new(),
        }),
        customer_id: text(),
        name: text(),
        contact: Patch::Value(ObjectContact {
            phone: text(),
            email: "jsmith@example.com".into(),
            fax: text(),
            extra: Map::new(),
        }),
        contract: ObjectContract { start_date: time(), end_date: time(), extra: Map::new() }.into(),
        object_manager_id: text(),
        material: vec![ObjectMaterial { article_id: text(), budget: 123.0.into(), extra: Map::new() }].into(),
        address: Patch::Value(ObjectAddress {
            street: text(),
            zip: text(),
            city: text(),
            country: text(),
            extra: Map::new(),
        }),
        location: ObjectLocation { latitude: 123.0.into(), longitude: 123.0.into(), extra: Map::new() }.into(),
        rating: 2.5.into(),
        description: text(),
        security_code: Patch::Value("<any>".into()),
        key: Patch::Value("<any>".into()),
        order_description: text(),
        contact_name: text(),
        invoice_recipient_id: text(),
        invoice_cc_recipient_ids: vec!["<string>".to_owned()].into(),
        service_recipient: text(),
        contact_ids: vec!["<string>".to_owned()].into(),
        tags: vec!["<string>".to_owned()].into(),
        extra: Map::new(),
    }
}

#[tokio::test]
async fn the_document_of_the_page_is_sent_as_the_page_has_it() {
    let server = Server::start(vec![object()]);
    client(&server).update_customer_object("1", example()).await.unwrap();
    assert_eq!(parse(only_request(&server).text()), parse(OBJECT));
}

#[tokio::test]
async fn the_document_of_the_page_reads_back_and_encodes_back() {
    let server = Server::start(vec![object()]);
    let response = client(&server).update_customer_object("1", CustomerObject::default()).await.unwrap();
    assert!(response.findings.is_empty(), "{}", response.findings);
    assert_eq!(response.value, example());
    assert_eq!(encoded(&response.value), parse(OBJECT));
    assert_eq!(response.reply().body(), OBJECT.as_bytes());
}

#[tokio::test]
async fn the_document_of_the_page_reads_back_field_by_field() {
    let server = Server::start(vec![object()]);
    let value = client(&server).update_customer_object("1", CustomerObject::default()).await.unwrap().into_value();
    for (name, field) in [
        ("_id", &value.id),
        ("chatId", &value.chat_id),
        ("companyId", &value.company_id),
        ("customerId", &value.customer_id),
        ("name", &value.name),
        ("objectManagerId", &value.object_manager_id),
        ("description", &value.description),
        ("orderDescription", &value.order_description),
        ("contactName", &value.contact_name),
        ("invoiceRecipientId", &value.invoice_recipient_id),
        ("serviceRecipient", &value.service_recipient),
    ] {
        assert_eq!(field.value().map(String::as_str), Some("<string>"), "{name}");
    }
    for list in [&value.invoice_cc_recipient_ids, &value.contact_ids, &value.tags] {
        assert_eq!(list.value().unwrap(), &["<string>"]);
    }
    assert_eq!(value.number, Patch::Value(123.0));
    assert_eq!(value.rating, Patch::Value(2.5));
    assert_eq!(value.security_code.value().map(Secret::expose), Some(&Value::from("<any>")));
    assert_eq!(value.key.value().map(Secret::expose), Some(&Value::from("<any>")));
    assert_eq!(value.extra, Map::new());
}

#[tokio::test]
async fn the_parts_of_the_document_read_back_field_by_field() {
    let server = Server::start(vec![object()]);
    let value = client(&server).update_customer_object("1", CustomerObject::default()).await.unwrap().into_value();
    let ObjectStatus { status, created_at, created_by, last_modified_at, last_modified_by, extra } =
        value.status.into_value().unwrap();
    assert_eq!((status, created_by, last_modified_by), (Patch::Value(123.0), text(), text()));
    assert_eq!((created_at, last_modified_at, extra), (time(), time(), Map::new()));
    let ObjectContact { phone, email, fax, extra } = value.contact.into_value().unwrap();
    assert_eq!((phone, email, fax, extra), (text(), "jsmith@example.com".into(), text(), Map::new()));
    let ObjectContract { start_date, end_date, extra } = value.contract.into_value().unwrap();
    assert_eq!((start_date, end_date, extra), (time(), time(), Map::new()));
    let material = value.material.into_value().unwrap();
    assert_eq!(material.len(), 1);
    let ObjectMaterial { article_id, budget, extra } = &material[0];
    assert_eq!((article_id, budget, extra), (&text(), &Patch::Value(123.0), &Map::new()));
    let ObjectAddress { street, zip, city, country, extra } = value.address.into_value().unwrap();
    assert_eq!((street, zip, city, country, extra), (text(), text(), text(), text(), Map::new()));
    let ObjectLocation { latitude, longitude, extra } = value.location.into_value().unwrap();
    assert_eq!((latitude, longitude, extra), (Patch::Value(123.0), Patch::Value(123.0), Map::new()));
}

#[tokio::test]
async fn date_times_are_read_as_instants_and_written_back_as_they_came() {
    for text in [TIME, "2023-11-07T05:31:56.500+01:00", "2023-11-07T05:31:56.000Z", "9999-12-31T23:59:59Z"] {
        let contract = ObjectContract { start_date: Patch::Value(text.parse().unwrap()), ..Default::default() };
        let server = Server::start(vec![object()]);
        let body = CustomerObject { contract: contract.into(), ..Default::default() };
        client(&server).update_customer_object("1", body).await.unwrap();
        assert_eq!(only_request(&server).text(), format!(r#"{{"contract":{{"startDate":"{text}"}}}}"#));
    }
    let Patch::Value(at) = time() else { panic!("a time is a value") };
    assert_eq!((at.get().year(), at.get().hour(), at.get().offset().is_utc()), (2023, 5, true));
}
