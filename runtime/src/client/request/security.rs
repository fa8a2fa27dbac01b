//! The credentials of a request.

use super::Request;
use crate::check::{Part, Place};
use crate::operation::{Scheme, SchemePlace};
use crate::pointer::At;

const COOKIE_NAME: &str = "cookie";
const AUTHORIZATION_NAME: &str = "authorization";

impl Request {
    /// Uses the first alternative of which the client holds every credential.
    pub(super) fn authorize(&mut self) {
        let alternatives = self.operation.security;
        let held = |scheme: &&Scheme| self.core.credential(scheme.name).is_some();
        let usable = alternatives.iter().find(|schemes| schemes.iter().all(|s| held(&s)));
        match usable {
            Some(schemes) => schemes.iter().for_each(|scheme| self.apply(scheme)),
            None if alternatives.is_empty() => {}
            None => {
                let first = alternatives[0].iter().find(|s| !held(s)).map_or("", |s| s.name);
                self.lacks(first);
            }
        }
    }

    fn apply(&mut self, scheme: &Scheme) {
        let Some(text) = self.credential_text(scheme.name) else { return };
        match scheme.place {
            SchemePlace::Header(name) => self.insert(name, &text, true),
            SchemePlace::Query(name) => self.query_credential(name, scheme.name, false),
            SchemePlace::Cookie(name) => self.cookie(name, &text, true),
            SchemePlace::Authorization => self.insert(AUTHORIZATION_NAME, &text, true),
            SchemePlace::Bearer => self.insert(AUTHORIZATION_NAME, &format!("Bearer {text}"), true),
            SchemePlace::Basic => {
                use base64::Engine;
                let encoded = base64::engine::general_purpose::STANDARD.encode(text);
                self.insert(AUTHORIZATION_NAME, &format!("Basic {encoded}"), true);
            }
        }
    }

    /// Adds a cookie to those that are there (RFC 6265 section 4.2.1: one header, pairs parted by `; `).
    pub(super) fn cookie(&mut self, name: &str, value: &str, secret: bool) {
        let octet = |b: u8| matches!(b, 0x21 | 0x23..=0x2b | 0x2d..=0x3a | 0x3c..=0x5b | 0x5d..=0x7e);
        if name.is_empty() || !name.bytes().all(|b| octet(b) && b != b'=') || !value.bytes().all(octet) {
            // What would end the pair cannot be in it; the check cannot be switched off.
            self.checked = true;
            self.violations.set_part(Part::Header(COOKIE_NAME));
            self.violations.add(&At::ROOT.hidden(), "header", "characters that a cookie may have", "", Place::NONE);
            return;
        }
        let held = self.headers.get(COOKIE_NAME).and_then(|v| v.to_str().ok()).map(|v| format!("{v}; "));
        self.insert(COOKIE_NAME, &format!("{}{name}={value}", held.unwrap_or_default()), secret);
    }
}
