//! A `curl` command as it stands on a page.
//!
//! In: text that begins with `curl`. Out: what the command sends, and how long it was. Guaranteed: an option that is
//! not known is passed over with its value, if it has one.

/// What a command says of a request.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Command {
    pub method: Option<String>,
    pub url: String,
    pub headers: Vec<(String, String)>,
    pub data: Option<String>,
    /// The members of a form.
    pub form: Vec<String>,
    /// Whether it signs in with a name and a password.
    pub basic: bool,
}

/// The command at the start of `text`, and its length.
pub(super) fn read(text: &str) -> Option<(Command, usize)> {
    let (words, length) = split(text);
    let mut command = Command::default();
    let mut words = words.into_iter().skip(1);
    while let Some(word) = words.next() {
        let (option, mut given) = match word.split_once('=') {
            Some((option, value)) if option.starts_with("--") => (option.to_owned(), Some(value.to_owned())),
            Some(_) | None => (word, None),
        };
        let mut value = || given.take().or_else(|| words.next()).unwrap_or_default();
        match option.as_str() {
            "-X" | "--request" => command.method = Some(value().to_ascii_lowercase()),
            "--url" => command.url = value(),
            "-H" | "--header" => {
                if let Some((name, value)) = value().split_once(':') {
                    command.headers.push((name.trim().to_owned(), value.trim().to_owned()));
                }
            }
            "-d" | "--data" | "--data-raw" | "--data-binary" | "--data-ascii" | "--json" => {
                command.data = Some(value())
            }
            "-F" | "--form" => command.form.push(value()),
            "-u" | "--user" => {
                value();
                command.basic = true;
            }
            "-o" | "--output" | "-A" | "--user-agent" | "-e" | "-b" | "--cookie" | "-m" | "--max-time" => {
                value();
            }
            flag if flag.starts_with('-') => {}
            _ if command.url.is_empty() => command.url = option,
            _ => {}
        }
    }
    (is_url(&command.url) && command.headers.iter().all(|(name, _)| is_token(name))).then_some((command, length))
}

/// What is longer is no URL of a page, but what a quote that does not end has swallowed.
fn is_url(text: &str) -> bool {
    !text.is_empty() && text.len() <= 500 && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// Whether a header can have the name.
fn is_token(name: &str) -> bool {
    let is_sign = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !name.is_empty() && name.len() <= 100 && name.chars().all(is_sign)
}

/// Words as a shell splits them, up to the end of the command.
fn split(text: &str) -> (Vec<String>, usize) {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut chars = text.char_indices().peekable();
    let mut quote: Option<char> = None;
    while let Some((at, c)) = chars.next() {
        match (quote, c) {
            (Some(open), c) if c == open => {
                quote = None;
                // On a page the answer may stand right behind the closing quote.
                if matches!(chars.peek(), Some((_, '{' | '['))) {
                    words.extend(word.take());
                    return (words, at + c.len_utf8());
                }
            }
            (Some('"'), '\\') => word.get_or_insert_default().extend(chars.next().map(|(_, c)| c)),
            (Some(_), c) => word.get_or_insert_default().push(c),
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, '\\') => {
                let next = chars.next().map(|(_, c)| c);
                if next == Some('\r') {
                    chars.next_if(|(_, c)| *c == '\n');
                }
                match next {
                    Some('\n' | '\r') => words.extend(word.take()),
                    Some(c) => word.get_or_insert_default().push(c),
                    None => {}
                }
            }
            (None, '\n') => {
                words.extend(word.take());
                return (words, at);
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (None, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word.take());
    (words, text.len())
}
