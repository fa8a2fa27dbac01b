//! Calls of each API with the canary for a credential, everything about them shown.

use std::time::Duration;

use generated::runtime::{Format, Patch, Retry, Secret, Uuid, Value};
use generated::{caliq, cro, ctrl_hub, objects};

use super::CANARY;
use super::shown::Shown;

/// Shorter than the largest body of the servers here.
const LIMIT: u64 = 1 << 16;

/// Builds a client, makes a call, and shows builder, client, call, future and outcome.
macro_rules! show {
    ($shown:expr, $url:expr, $builder:expr, |$client:ident| $call:expr) => {{
        let retry = Retry::attempts(2).wait(Duration::from_millis(1));
        let builder = $builder.base_url($url).max_response_bytes(LIMIT).retry(retry).user_agent("tests");
        $shown.debug(&builder);
        let $client = builder.build().unwrap();
        $shown.debug(&$client);
        let call = $call;
        $shown.debug(&call);
        $shown.debug(&call.clone().send());
        if let Err(violations) = call.check() {
            $shown.violations(&violations);
        }
        $shown.outcome(call.await);
    }};
}

pub(crate) async fn ctrl_hub(shown: &mut Shown, url: &str) {
    let id = Uuid::nil();
    show!(shown, url, ctrl_hub::Client::builder().session_token(CANARY), |client| {
        let body = ctrl_hub::UpdateCustomerInteraction::new(id, "interactions");
        client.update_customer_interaction(id, id, ctrl_hub::UpdateCustomerInteractionRequest::new(body))
    });
    show!(shown, url, ctrl_hub::Client::builder().session_token(CANARY), |client| {
        let body = ctrl_hub::CreateCustomerInteraction::new("interactions");
        client.create_customer_interaction(id, ctrl_hub::CreateCustomerInteractionRequest::new(body))
    });
}

pub(crate) async fn caliq(shown: &mut Shown, url: &str) {
    for format in [Format::Json, Format::Xml] {
        show!(shown, url, caliq::Client::builder().api_key(CANARY).format(format), |client| {
            client.create_interaction(interaction())
        });
    }
}

pub(crate) fn interaction() -> caliq::InteractionCreateParams {
    caliq::InteractionCreateParams {
        customer_id: Some(3),
        contact_id: Some(5),
        ..caliq::InteractionCreateParams::new(2, caliq::InteractionKind::Call, "8")
    }
}

pub(crate) async fn cro(shown: &mut Shown, url: &str) {
    let builder = cro::Client::builder().authorization(format!("Bearer {CANARY}.x")).tenant_id(7);
    show!(shown, url, builder, |client| client.update_contact(1, 2, cro::UpdateContact::default()));
}

pub(crate) async fn objects(shown: &mut Shown, url: &str) {
    show!(shown, url, objects::Client::builder(), |client| client.update_customer_object("1", locked()));
}

/// An object whose secrets are the canary.
pub(crate) fn locked() -> objects::CustomerObject {
    let pin = [("pin".to_owned(), Value::from(CANARY))];
    objects::CustomerObject {
        security_code: Patch::Value(Secret::from(CANARY)),
        key: Patch::Value(Secret::new(Value::Object(pin.into()))),
        ..Default::default()
    }
}
