//! The body of a request.

use http::HeaderValue;
use http::header::CONTENT_TYPE;

use super::Request;
use crate::check::{Part, Place, Rule, Validate};
use crate::codec::Encode;
use crate::file::File;
use crate::json::{Files, Writer};
use crate::multipart::{self, Payload, Piece};
use crate::operation::{Codec, Media, to_write};
use crate::pointer::At;
use crate::style::Tree;

impl Request {
    /// Checks the body and writes it in the client's format.
    pub(in crate::client) fn body(&mut self, media: &'static [Media], body: &dyn Validate, rule: &Rule) {
        self.check(Part::Body, body, rule);
        self.write_body(media, body);
    }

    /// Takes bytes as the body.
    pub(in crate::client) fn content(&mut self, media: &'static [Media], file: &File) {
        self.body = match file.bytes() {
            Some(bytes) => Payload::Bytes(bytes.clone()),
            None => Payload::Pieces(vec![Piece::File(file.clone())]),
        };
        let declared = media.first().map_or("application/octet-stream", |m| m.name);
        self.content_type(file.given_media_type().unwrap_or(declared));
        for (name, value) in file.given_headers() {
            let parsed = (http::HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value));
            if let (Ok(name), Ok(value)) = parsed {
                self.headers.insert(name, value);
            } else {
                self.refuse_body("header", super::HEADER_TEXT, "another");
            }
        }
    }

    fn write_body(&mut self, media: &'static [Media], body: &dyn Validate) {
        let Some(chosen) = to_write(media, self.core.0.format) else { return };
        let form = media.iter().find(|m| matches!(m.codec, Codec::Multipart(_)));
        let core = self.core.clone();
        let credentials: Vec<(&'static str, &dyn Encode)> =
            core.0.credentials.iter().map(|(name, value)| (*name, value as &dyn Encode)).collect();
        let mut writer = Writer::new(&credentials);
        if form.is_some() {
            writer = writer.keeping_files();
        }
        body.encode(&mut writer);
        let files = writer.take_files();
        if writer.is_unwritable() && (!self.checked || self.violations.is_empty()) {
            // A check of numbers would have named the places. `null` in its place would be another request; the check cannot
            // be switched off.
            self.refuse_body("type", "numbers that JSON can write", "NaN, an infinity or a stream");
        }
        let json = writer.into_bytes();
        match form {
            // Only a form has room for files.
            Some(form) if !files.is_empty() => self.write_media(form, json, &files),
            _ => self.write_media(chosen, json, &files),
        }
    }

    fn write_media(&mut self, media: &'static Media, json: Vec<u8>, files: &Files) {
        let body = match media.codec {
            Codec::Json | Codec::Bytes => json,
            Codec::Text => Tree::parse(&json).text().into_bytes(),
            Codec::Form(encodings) => multipart::urlencoded(&Tree::parse(&json), encodings).into_bytes(),
            Codec::Multipart(encodings) => {
                let (payload, boundary) = multipart::multipart(&Tree::parse(&json), files, encodings);
                self.body = payload;
                return self.content_type(&format!("{}; boundary={boundary}", media.name));
            }
            Codec::Xml(root) => match crate::xml::to_xml(&json, root) {
                Ok(xml) => xml,
                // There is no such document to send.
                Err(error) => return self.refuse_body("xml", "text that XML can carry", &error.to_string()),
            },
        };
        self.body = Payload::Bytes(body.into());
        self.content_type(media.name);
    }

    fn content_type(&mut self, text: &str) {
        match HeaderValue::from_str(text) {
            Ok(value) => {
                self.headers.insert(CONTENT_TYPE, value);
            }
            Err(_) => self.refuse_body("header", super::HEADER_TEXT, "another"),
        }
    }

    /// Says that there is no such body; the check cannot be switched off.
    fn refuse_body(&mut self, rule: &'static str, limit: &str, found: &str) {
        self.checked = true;
        self.violations.set_part(Part::Body);
        self.violations.add(&At::ROOT, rule, limit, found, Place::NONE);
    }
}
