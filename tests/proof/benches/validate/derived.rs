//! The measured types as a person would write them with serde's derives: the same shape, and nothing is checked.

#![expect(dead_code, reason = "the members are read from JSON and looked at by nobody")]

use serde::Deserialize;

#[derive(Deserialize)]
pub struct Batch {
    pub orders: Vec<Order>,
}

#[derive(Deserialize)]
pub struct Order {
    pub code: String,
    pub customer: String,
    pub email: Option<String>,
    pub created: Option<String>,
    pub quantity: i64,
    pub price: Option<f64>,
    pub status: Option<Status>,
    pub tags: Option<Vec<String>>,
    pub lines: Vec<Line>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Open,
    Paid,
    Sent,
    Closed,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    pub sku: String,
    pub count: i64,
    pub note: Option<String>,
    pub weight: Option<f64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CustomerObject {
    #[serde(rename = "_id")]
    pub id: Option<String>,
    pub chat_id: Option<String>,
    pub number: Option<f64>,
    pub company_id: Option<String>,
    pub status: Option<ObjectStatus>,
    pub customer_id: Option<String>,
    pub name: Option<String>,
    pub contact: Option<ObjectContact>,
    pub contract: Option<ObjectContract>,
    pub object_manager_id: Option<String>,
    pub material: Option<Vec<ObjectMaterial>>,
    pub address: Option<ObjectAddress>,
    pub location: Option<ObjectLocation>,
    pub rating: Option<f64>,
    pub description: Option<String>,
    pub security_code: Option<serde_json::Value>,
    pub key: Option<serde_json::Value>,
    pub order_description: Option<String>,
    pub contact_name: Option<String>,
    pub invoice_recipient_id: Option<String>,
    #[serde(rename = "invoiceCCRecipientIds")]
    pub invoice_cc_recipient_ids: Option<Vec<String>>,
    pub service_recipient: Option<String>,
    pub contact_ids: Option<Vec<String>>,
    pub tags: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ObjectStatus {
    pub status: Option<f64>,
    pub created_at: Option<String>,
    pub created_by: Option<String>,
    pub last_modified_at: Option<String>,
    pub last_modified_by: Option<String>,
}

#[derive(Deserialize)]
pub struct ObjectContact {
    pub phone: Option<String>,
    pub email: Option<String>,
    pub fax: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ObjectContract {
    pub start_date: Option<String>,
    pub end_date: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ObjectMaterial {
    pub article_id: Option<String>,
    pub budget: Option<f64>,
}

#[derive(Deserialize)]
pub struct ObjectAddress {
    pub street: Option<String>,
    pub zip: Option<String>,
    pub city: Option<String>,
    pub country: Option<String>,
}

#[derive(Deserialize)]
pub struct ObjectLocation {
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
}

#[derive(Deserialize)]
pub struct ErrorDocument {
    pub errors: Option<Vec<ErrorObject>>,
}

#[derive(Deserialize)]
pub struct ErrorObject {
    pub id: Option<String>,
    pub status: Option<String>,
    pub code: Option<String>,
    pub title: Option<String>,
    pub detail: Option<String>,
    pub source: Option<ErrorSource>,
}

#[derive(Deserialize)]
pub struct ErrorSource {
    pub pointer: Option<String>,
    pub parameter: Option<String>,
    pub header: Option<String>,
}
