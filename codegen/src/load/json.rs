//! JSON text to a located tree.
//!
//! In: one file. Out: its tree, or nothing after a syntax error, which is located. Guaranteed: numbers keep their
//! text; nesting is counted, not recursed into.

use jiter::{Jiter, JiterError, JiterErrorType, JsonErrorType, Peek};

use super::{Items, MAX_DEPTH, MAX_VALUES, Open, too_deep, too_many};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Kind, Node};
use crate::source::{FileId, Span};

/// Parses the text of a file.
pub(super) fn parse(file: FileId, text: &str, out: &mut Diagnostics) -> Option<Node> {
    let mut reader = Reader { file, text, jiter: Jiter::new(text.as_bytes()), stack: Vec::new(), values: 0 };
    match reader.document(out) {
        Ok(root) => Some(root),
        Err(stop) => {
            out.push(*stop);
            None
        }
    }
}

struct Reader<'t> {
    file: FileId,
    text: &'t str,
    jiter: Jiter<'t>,
    stack: Vec<Open>,
    values: usize,
}

impl Reader<'_> {
    fn document(&mut self, out: &mut Diagnostics) -> Result<Node, Box<Diagnostic>> {
        if self.text.trim().is_empty() {
            let span = Span { file: self.file, start: 0, end: 0 };
            return Err(Box::new(Diagnostic::error("empty-document", span, "the document is empty")));
        }
        let peek = self.jiter.peek().map_err(|e| self.syntax(&e))?;
        let mut done = self.value(peek)?;
        loop {
            if let Some(node) = done.take() {
                match self.stack.last_mut() {
                    Some(open) => open.add(node),
                    None => {
                        self.jiter.finish().map_err(|e| self.syntax(&e))?;
                        return Ok(node);
                    }
                }
            }
            done = self.step(out)?;
        }
    }

    /// Goes on in the innermost open array or object: the next value, if it is complete at once, or the whole.
    fn step(&mut self, out: &mut Diagnostics) -> Result<Option<Node>, Box<Diagnostic>> {
        let first = self.is_first();
        let in_object = matches!(self.stack.last(), Some(Open { items: Items::Object(..), .. }));
        let next = if in_object { self.next_key(first)? } else { self.next_item(first)? };
        match next {
            Some(peek) => self.value(peek),
            None => {
                let end = self.jiter.current_index() as u32;
                let closed = self.stack.pop().map(|open| open.close(self.file, end, out));
                Ok(closed)
            }
        }
    }

    fn is_first(&self) -> bool {
        match self.stack.last().map(|open| &open.items) {
            Some(Items::Array(items)) => items.is_empty(),
            Some(Items::Object(members, _)) => members.is_empty(),
            None => true,
        }
    }

    fn next_item(&mut self, first: bool) -> Result<Option<Peek>, Box<Diagnostic>> {
        let next = if first { self.jiter.known_array() } else { self.jiter.array_step() };
        next.map_err(|e| self.syntax(&e))
    }

    fn next_key(&mut self, first: bool) -> Result<Option<Peek>, Box<Diagnostic>> {
        let from = self.jiter.current_index();
        let key = if first { self.jiter.known_object() } else { self.jiter.next_key() };
        let key: Option<Box<str>> = match key {
            Ok(key) => key.map(Box::from),
            Err(error) => return Err(self.syntax(&error)),
        };
        let Some(key) = key else { return Ok(None) };
        // The reader stands behind the colon; what lies between it and `from` is `{` or `,`, blanks, and the key.
        let between = &self.text[from..self.jiter.current_index()];
        let start = from + between.find('"').unwrap_or(0);
        let end = from + between.rfind('"').map_or(between.len(), |at| at + 1);
        let span = Span { file: self.file, start: start as u32, end: end as u32 };
        if let Some(Open { items: Items::Object(_, pending), .. }) = self.stack.last_mut() {
            *pending = Some((key, span));
        }
        self.jiter.peek().map(Some).map_err(|e| self.syntax(&e))
    }

    /// Reads a scalar, or opens an array or object and returns nothing yet.
    fn value(&mut self, peek: Peek) -> Result<Option<Node>, Box<Diagnostic>> {
        let start = self.jiter.current_index();
        self.values += 1;
        if self.values > MAX_VALUES {
            return Err(Box::new(too_many(Span { file: self.file, start: start as u32, end: start as u32 + 1 })));
        }
        let kind = match peek {
            Peek::Array | Peek::Object => {
                if self.stack.len() == MAX_DEPTH {
                    let start = start as u32;
                    return Err(Box::new(too_deep(Span { file: self.file, start, end: start + 1 })));
                }
                let open = if peek == Peek::Array { Open::array } else { Open::object };
                self.stack.push(open(start as u32));
                return Ok(None);
            }
            Peek::Null => self.jiter.known_null().map(|()| Kind::Null),
            Peek::True | Peek::False => self.jiter.known_bool(peek).map(Kind::Bool),
            Peek::String => self.jiter.known_str().map(|text| Kind::String(text.into())),
            _ => self.jiter.known_number_bytes(peek).map(|bytes| Kind::Number(String::from_utf8_lossy(bytes).into())),
        };
        let kind = kind.map_err(|e| self.syntax(&e))?;
        let end = self.jiter.current_index() as u32;
        Ok(Some(Node { span: Span { file: self.file, start: start as u32, end }, kind }))
    }

    fn syntax(&self, error: &JiterError) -> Box<Diagnostic> {
        let what = match &error.error_type {
            JiterErrorType::JsonError(error) => error.clone(),
            JiterErrorType::WrongType { .. } => JsonErrorType::ExpectedSomeValue,
        };
        let start = floor_char(self.text, error.index);
        let end = start + self.text[start..].chars().next().map_or(0, char::len_utf8);
        let span = Span { file: self.file, start: start as u32, end: end as u32 };
        let (message, label) = words(&what);
        Box::new(Diagnostic::error("json-syntax", span, message).label(label))
    }
}

fn floor_char(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// What is wrong, and what to do about it.
fn words(error: &JsonErrorType) -> (String, &'static str) {
    let (message, label) = match error {
        JsonErrorType::EofWhileParsingList => ("the file ends inside an array", "add `]`"),
        JsonErrorType::EofWhileParsingObject => ("the file ends inside an object", "add `}`"),
        JsonErrorType::EofWhileParsingString => ("the file ends inside a string", "add `\"`"),
        JsonErrorType::EofWhileParsingValue => ("the file ends where a value must be", ""),
        JsonErrorType::ExpectedColon => ("a key must be followed by `:`", "expected `:`"),
        JsonErrorType::ExpectedListCommaOrEnd => ("the items of an array are separated by `,`", "expected `,` or `]`"),
        JsonErrorType::ExpectedObjectCommaOrEnd => {
            ("the members of an object are separated by `,`", "expected `,` or `}`")
        }
        JsonErrorType::ExpectedSomeIdent | JsonErrorType::ExpectedSomeValue => {
            ("this is not a JSON value", "expected a value")
        }
        JsonErrorType::TrailingComma => ("JSON has no comma behind the last item", "remove the comma before this"),
        JsonErrorType::TrailingCharacters => {
            ("the document ends before this", "remove this, or the bracket that closes too early")
        }
        JsonErrorType::KeyMustBeAString => ("a key must be a string", "expected `\"`"),
        JsonErrorType::ControlCharacterWhileParsingString => {
            ("a string holds a control character", "write it as an escape such as `\\n`")
        }
        other => return (format!("this is not JSON: {other}"), ""),
    };
    (message.to_owned(), label)
}
