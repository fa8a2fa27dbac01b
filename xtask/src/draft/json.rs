//! Values of JSON as they stand in running text.
//!
//! In: text that may begin with a value. Out: the value, its members in the order of the page and its numbers as
//! written, and how long it was. Guaranteed: no recursion deeper than [`DEPTH`]; text that is no JSON is none, and not
//! an error. Pages shorten their samples, so a comma before a bracket and three dots are taken.

/// How deep values may nest; a sample on a page does not.
const DEPTH: usize = 64;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    Null,
    Flag(bool),
    /// As it was written.
    Number(String),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Null | Self::Flag(_) | Self::Number(_) | Self::List(_) | Self::Object(_) => None,
        }
    }
}

/// The value at the start of `text`, and the length of what it took.
pub(super) fn read(text: &str) -> Option<(Json, usize)> {
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(0)?;
    Some((value, reader.at))
}

/// Whether a value shows the body of a request or a response: an object, or a list of such.
pub(super) fn is_body(value: &Json) -> bool {
    match value {
        Json::Object(members) => !members.is_empty(),
        Json::List(items) => items.first().is_some_and(is_body),
        Json::Null | Json::Flag(_) | Json::Number(_) | Json::Text(_) => false,
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn take(&mut self, token: &str) -> bool {
        self.blanks();
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len();
        }
        found
    }

    fn value(&mut self, depth: usize) -> Option<Json> {
        if depth > DEPTH {
            return None;
        }
        self.blanks();
        match self.rest().chars().next()? {
            '{' => self.object(depth),
            '[' => self.list(depth),
            '"' => self.string().map(Json::Text),
            '-' | '0'..='9' => self.number(),
            _ => {
                let words = [("true", Json::Flag(true)), ("false", Json::Flag(false)), ("null", Json::Null)];
                words.into_iter().find(|(word, _)| self.take(word)).map(|(_, value)| value)
            }
        }
    }

    fn object(&mut self, depth: usize) -> Option<Json> {
        let mut members: Vec<(String, Json)> = Vec::new();
        self.take("{");
        loop {
            if self.take("}") {
                return Some(Json::Object(members));
            }
            if self.ellipsis() {
                continue;
            }
            self.blanks();
            // A name that no reader of YAML would take for a key is text that lost its quotes.
            let key = self.string().filter(|key| key.len() <= 500)?;
            if !self.take(":") {
                return None;
            }
            let value = self.value(depth + 1)?;
            // The second of a name would be an error in YAML, and readers of JSON disagree about it.
            if !members.iter().any(|(known, _)| *known == key) {
                members.push((key, value));
            }
            self.end('}')?;
        }
    }

    fn list(&mut self, depth: usize) -> Option<Json> {
        let mut items = Vec::new();
        self.take("[");
        loop {
            if self.take("]") {
                return Some(Json::List(items));
            }
            if self.ellipsis() {
                continue;
            }
            items.push(self.value(depth + 1)?);
            self.end(']')?;
        }
    }

    /// Three dots stand for what the page leaves out.
    fn ellipsis(&mut self) -> bool {
        let found = self.take("...") || self.take("…");
        if found {
            self.take(",");
        }
        found
    }

    /// Behind a value comes a comma or the end.
    fn end(&mut self, bracket: char) -> Option<()> {
        self.blanks();
        (self.take(",") || self.rest().starts_with(bracket) || self.rest().starts_with("...")).then_some(())
    }

    fn number(&mut self) -> Option<Json> {
        let is_part = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | 'e' | 'E');
        let digits: String = self.rest().chars().take_while(|c| is_part(*c)).collect();
        self.at += digits.len();
        // What is no number to serde_json is none to readers of YAML either.
        serde_json::from_str::<serde_json::Number>(&digits).ok()?;
        Some(Json::Number(digits))
    }

    fn string(&mut self) -> Option<String> {
        let rest = self.rest();
        let mut escaped = false;
        let (length, _) = rest.char_indices().skip(1).find(|(_, c)| {
            let ends = *c == '"' && !escaped;
            escaped = *c == '\\' && !escaped;
            ends
        })?;
        let quoted = rest.starts_with('"').then(|| rest.get(..=length)).flatten()?;
        // A page may break a long text; JSON has no line breaks in it.
        let text = serde_json::from_str::<String>(&quoted.replace(['\n', '\r', '\t'], " ")).ok()?;
        self.at += length + 1;
        Some(text)
    }
}
