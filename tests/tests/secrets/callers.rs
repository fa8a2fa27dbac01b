//! Calls of each operation with the canary for a credential or a secret field, everything about them shown.

use generated::runtime::{Format, Patch, Secret, Uuid, Value};
use generated::{caliq, cro, ctrl_hub, objects};

use super::CANARY;
use super::shown::Shown;

/// Shorter than the largest body of the servers here.
const LIMIT: u64 = 1 << 16;

#[derive(Clone, Copy, Debug)]
pub(crate) enum Caller {
    CtrlHubCreate,
    CtrlHubUpdate,
    CaliqJson,
    CaliqXml,
    Cro,
    Objects,
}

/// Builds a client and makes `$count` calls; shows builder, client, call, future and outcomes.
macro_rules! show {
    ($shown:ident, $url:ident, $count:ident, $builder:expr, |$client:ident| $call:expr) => {{
        let builder = $builder.base_url($url).max_response_bytes(LIMIT).user_agent("tests");
        $shown.debug(&builder);
        let $client = builder.build().unwrap();
        $shown.debug(&$client);
        for _ in 0..$count {
            let call = $call;
            $shown.debug(&call);
            $shown.debug(&call.clone().send());
            $shown.outcome(call.await);
        }
    }};
}

impl Caller {
    pub(crate) const ALL: [Self; 6] =
        [Self::CtrlHubCreate, Self::CtrlHubUpdate, Self::CaliqJson, Self::CaliqXml, Self::Cro, Self::Objects];

    /// The only part of a request that holds the canary.
    pub(crate) fn carries_it_in(self) -> &'static str {
        match self {
            Self::CtrlHubCreate | Self::CtrlHubUpdate => "x-session-token",
            Self::CaliqJson | Self::CaliqXml | Self::Objects => "body",
            Self::Cro => "authorization",
        }
    }

    /// Makes `count` calls.
    pub(crate) async fn call(self, shown: &mut Shown, url: &str, count: usize) {
        let id = Uuid::nil();
        match self {
            Self::CtrlHubCreate => {
                show!(shown, url, count, ctrl_hub::Client::builder().session_token(CANARY), |client| {
                    let body = ctrl_hub::CreateCustomerInteraction::new("interactions");
                    client.create_customer_interaction(id, ctrl_hub::CreateCustomerInteractionRequest::new(body))
                })
            }
            Self::CtrlHubUpdate => {
                show!(shown, url, count, ctrl_hub::Client::builder().session_token(CANARY), |client| {
                    client.update_customer_interaction(id, id, update())
                })
            }
            Self::CaliqJson => show!(shown, url, count, caliq::Client::builder().api_key(CANARY), |client| {
                client.create_interaction(interaction())
            }),
            Self::CaliqXml => {
                let builder = caliq::Client::builder().api_key(CANARY).format(Format::Xml);
                show!(shown, url, count, builder, |client| client.create_interaction(interaction()));
            }
            Self::Cro => {
                let builder = cro::Client::builder().authorization(format!("Bearer {CANARY}.x")).tenant_id(7);
                show!(shown, url, count, builder, |client| client.update_contact(1, 2, Default::default()));
            }
            Self::Objects => show!(shown, url, count, objects::Client::builder(), |client| {
                client.update_customer_object("1", locked())
            }),
        }
    }
}

pub(crate) fn update() -> ctrl_hub::UpdateCustomerInteractionRequest {
    let body = ctrl_hub::UpdateCustomerInteraction::new(Uuid::nil(), "interactions");
    ctrl_hub::UpdateCustomerInteractionRequest::new(body)
}

pub(crate) fn interaction() -> caliq::InteractionCreateParams {
    caliq::InteractionCreateParams {
        customer_id: Some(3),
        contact_id: Some(5),
        ..caliq::InteractionCreateParams::new(2, caliq::InteractionKind::Call, "8")
    }
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
