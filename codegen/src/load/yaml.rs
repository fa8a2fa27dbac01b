//! YAML text to a located tree.
//!
//! In: one file. Out: its tree by the core schema of YAML 1.2, or nothing after a syntax error, which is located.
//! Guaranteed: aliases are expanded up to a limit; what JSON cannot say (tags, merge keys, keys that are not
//! strings, several documents, infinities) is an error; what YAML 1.1 reads otherwise is a warning.

use std::borrow::Cow;
use std::collections::HashMap;

use granit_parser::{Event, Parser, ScalarStyle, Tag};

use super::{Items, MAX_DEPTH, MAX_VALUES, Open, scalar, syntax, too_deep, too_many};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Kind, Node};
use crate::source::{FileId, Span};

/// How many nodes aliases may add to a document.
const MAX_ALIASED: usize = 500_000;

/// Parses the text of a file. Behind a value that is no YAML it goes on as if the value were quoted, so that all that is
/// wrong is said at once; the error remains one.
pub(super) fn parse(file: FileId, text: &str, out: &mut Diagnostics) -> Option<Node> {
    let mut mended: Option<String> = None;
    for _ in 0..MAX_MENDED {
        let next = match parse_once(file, mended.as_deref().unwrap_or(text), out) {
            Ok(root) => return root,
            Err(Stop::Syntax { at, findings }) => {
                findings.into_iter().for_each(|finding| out.push(finding));
                let text = mended.as_deref().unwrap_or(text);
                if text.len() > MAX_MENDABLE { None } else { syntax::quoted(text, at) }
            }
            Err(Stop::Other(finding)) => {
                out.push(*finding);
                None
            }
        };
        mended = Some(next?);
    }
    None
}

/// How many values are read as if they were quoted, and how large a file may be that is read so often.
const MAX_MENDED: usize = 20;
const MAX_MENDABLE: usize = 2 << 20;

/// Why parsing ends early.
enum Stop {
    Syntax { at: usize, findings: Vec<Diagnostic> },
    Other(Box<Diagnostic>),
}

fn parse_once(file: FileId, text: &str, out: &mut Diagnostics) -> Result<Option<Node>, Stop> {
    let options = granit_parser::options! {
        flow_nesting_limit: MAX_DEPTH + 1,
        block_nesting_limit: MAX_DEPTH + 1,
    };
    let mut builder = Builder {
        file,
        text,
        stack: Vec::new(),
        anchors: HashMap::new(),
        aliased: 0,
        documents: 0,
        values: 0,
        root: None,
        out,
    };
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok((event, span)) => builder.event(event, span).map_err(Stop::Other)?,
            Err(error) => {
                let open = builder.stack.iter().rev().map(|frame| frame.open.start as usize);
                let open = open.take(1).find(|at| text[*at..].starts_with(['[', '{']));
                let (at, findings) = syntax::findings(file, text, &error, open);
                return Err(Stop::Syntax { at, findings });
            }
        }
    }
    if builder.root.is_none() {
        let span = Span { file, start: 0, end: 0 };
        builder.out.push(Diagnostic::error("empty-document", span, "the document is empty"));
    }
    Ok(builder.root)
}

/// A collection whose end has not been read yet.
struct Frame {
    open: Open,
    anchor: usize,
    /// Where its last item ended; the parser reports the end of a block only at the next token.
    end: u32,
}

struct Anchored {
    node: Node,
    nodes: usize,
    depth: usize,
}

struct Builder<'t, 'o> {
    file: FileId,
    text: &'t str,
    stack: Vec<Frame>,
    anchors: HashMap<usize, Anchored>,
    aliased: usize,
    documents: usize,
    values: usize,
    root: Option<Node>,
    out: &'o mut Diagnostics,
}

impl Builder<'_, '_> {
    /// Takes one event; an `Err` is a finding after which going on makes no sense.
    fn event(&mut self, event: Event<'_>, span: granit_parser::Span) -> Result<(), Box<Diagnostic>> {
        let is_scalar = matches!(event, Event::Scalar(..));
        let span = self.span(span, is_scalar);
        let is_value = is_scalar || matches!(event, Event::SequenceStart(..) | Event::MappingStart(..));
        self.values += usize::from(is_value && !self.expects_key());
        if self.values > MAX_VALUES {
            return Err(Box::new(too_many(span)));
        }
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    let message = "a file must hold one YAML document, this starts a second one";
                    return Err(Box::new(
                        Diagnostic::error("several-documents", span, message)
                            .help("remove the `---`, or move what follows to a file of its own"),
                    ));
                }
            }
            Event::Scalar(text, style, anchor, tag) => self.scalar(&text, style, anchor, tag, span),
            Event::SequenceStart(_, anchor, tag) => {
                self.check_collection_tag(tag.as_deref(), "seq", span);
                self.open(Open::array(span.start), anchor, span)?;
            }
            Event::MappingStart(_, anchor, tag) => {
                self.check_collection_tag(tag.as_deref(), "map", span);
                self.open(Open::object(span.start), anchor, span)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            Event::Alias(id) => self.alias(id, span)?,
            _ => {}
        }
        Ok(())
    }

    fn open(&mut self, open: Open, anchor: usize, span: Span) -> Result<(), Box<Diagnostic>> {
        if self.stack.len() == MAX_DEPTH {
            return Err(Box::new(too_deep(span)));
        }
        self.stack.push(Frame { open, anchor, end: span.end });
        Ok(())
    }

    fn close(&mut self, span: Span) {
        let Some(frame) = self.stack.pop() else { return };
        // A flow collection ends with its bracket, a block collection with its last item.
        let is_flow = self.text[..span.end as usize].ends_with([']', '}']) && span.end > span.start;
        let end = if is_flow { span.end } else { frame.end };
        let node = frame.open.close(self.file, end, self.out);
        self.complete(node, frame.anchor);
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, anchor: usize, tag: Option<Cow<'_, Tag>>, span: Span) {
        let is_plain = matches!(style, ScalarStyle::Plain);
        let kind = match self.tagged(text, is_plain, tag.as_deref()) {
            Ok(kind) => kind,
            Err((code, message, help)) => {
                self.out.push(Diagnostic::error(code, span, message).help(help));
                Kind::Null
            }
        };
        if is_plain && tag.is_none() {
            self.warn_of_yaml_1_1(text, &kind, span);
        }
        if is_plain && matches!(kind, Kind::String(_)) && self.text[span.end as usize..].starts_with(" #") {
            self.warn_of_comment(span);
        }
        let is_merge = is_plain && text == "<<" && self.expects_key();
        if is_merge {
            let message = "merge keys are not part of YAML 1.2";
            let diagnostic = Diagnostic::error("yaml-merge-key", span, message)
                .help("write the members out, or use `allOf` with a `$ref`");
            self.out.push(diagnostic);
        }
        // An integer key is read as its text, so `007` must not turn into `7`.
        let kind = match kind {
            Kind::Number(number) if self.expects_key() && !number.contains(['.', 'e']) => Kind::String(text.into()),
            kind => kind,
        };
        self.complete(Node { span, kind }, anchor);
    }

    fn tagged(
        &self,
        text: &str,
        is_plain: bool,
        tag: Option<&Tag>,
    ) -> Result<Kind, (&'static str, String, &'static str)> {
        let plain = |text: &str| {
            scalar::resolve(text).map_err(|why| ("bad-number", format!("`{text}` is not a number that JSON has"), why))
        };
        let Some(tag) = tag else {
            return if is_plain { plain(text) } else { Ok(Kind::String(text.into())) };
        };
        let unfit = |what: &str| ("yaml-tag", format!("`{text}` is not {what}"), "remove the tag or mend the value");
        match tag.core_suffix() {
            Some("str") => Ok(Kind::String(text.into())),
            Some("null") => match plain(text)? {
                Kind::Null => Ok(Kind::Null),
                _ => Err(unfit("null")),
            },
            Some("bool") => match plain(text)? {
                Kind::Bool(value) => Ok(Kind::Bool(value)),
                _ => Err(unfit("a boolean")),
            },
            Some("int" | "float") => match plain(text)? {
                Kind::Number(number) => Ok(Kind::Number(number)),
                _ => Err(unfit("a number")),
            },
            _ if tag.original() == "!" => Ok(Kind::String(text.into())),
            _ => Err(unknown_tag(tag)),
        }
    }

    fn check_collection_tag(&mut self, tag: Option<&Tag>, fits: &str, span: Span) {
        if let Some(tag) = tag
            && tag.core_suffix() != Some(fits)
            && tag.original() != "!"
        {
            let (code, message, help) = unknown_tag(tag);
            self.out.push(Diagnostic::error(code, span, message).help(help));
        }
    }

    fn warn_of_yaml_1_1(&mut self, text: &str, kind: &Kind, span: Span) {
        let Some(other) = scalar::in_yaml_1_1(text) else { return };
        let here = match kind {
            Kind::Number(_) => "a number",
            _ => "a string",
        };
        let message = format!("`{text}` is {here} in YAML 1.2, but {other} in YAML 1.1");
        let help = match kind {
            Kind::Number(number) if **number == *text => {
                "quote it if a string is meant, or write all digits".to_owned()
            }
            Kind::Number(number) => format!("write `{number}`, or quote it if a string is meant"),
            _ => format!("quote it: \"{text}\""),
        };
        let diagnostic =
            Diagnostic::warning("yaml-surprise", span, message).label(format!("read as {here}")).help(help);
        self.out.push(diagnostic);
    }

    /// `colour #1` is `colour` and a comment, which nobody begins without a blank.
    fn warn_of_comment(&mut self, span: Span) {
        let rest = &self.text[span.end as usize + 2..];
        if rest.starts_with(|c: char| c.is_ascii_digit()) {
            let at = Span { start: span.end + 1, end: span.end + 2, ..span };
            let message = "a `#` behind a blank begins a comment, so the value ends before it";
            let diagnostic = Diagnostic::warning("yaml-surprise", at, message)
                .also(span, "the value")
                .help("quote the whole value, or write `# ` before a comment");
            self.out.push(diagnostic);
        }
    }

    fn alias(&mut self, id: usize, span: Span) -> Result<(), Box<Diagnostic>> {
        let Some(anchored) = self.anchors.get(&id) else {
            let message = format!("`{}` stands inside of what it names", &self.text_of(span));
            return Err(Box::new(
                Diagnostic::error("alias-cycle", span, message)
                    .help("move the schema to `components` and refer to it with `$ref`"),
            ));
        };
        self.aliased += anchored.nodes;
        if self.aliased > MAX_ALIASED {
            let message = format!("aliases expand this document by more than {MAX_ALIASED} nodes");
            return Err(Box::new(
                Diagnostic::error("alias-bomb", span, message)
                    .label("one alias too many")
                    .help("move what is shared to `components` and refer to it with `$ref`"),
            ));
        }
        if self.stack.len() + anchored.depth > MAX_DEPTH {
            return Err(Box::new(too_deep(span)));
        }
        let node = anchored.node.clone();
        self.complete_at(node, 0, span);
        Ok(())
    }

    fn expects_key(&self) -> bool {
        matches!(self.stack.last(), Some(Frame { open: Open { items: Items::Object(_, None), .. }, .. }))
    }

    fn complete(&mut self, node: Node, anchor: usize) {
        let span = node.span;
        self.complete_at(node, anchor, span);
    }

    /// Hands a complete node to the collection it stands in; `span` is where it stands in the text.
    fn complete_at(&mut self, node: Node, anchor: usize, span: Span) {
        if anchor != 0 {
            let (nodes, depth) = measure(&node);
            self.anchors.insert(anchor, Anchored { node: node.clone(), nodes, depth });
        }
        let Some(frame) = self.stack.last_mut() else {
            self.root = Some(node);
            return;
        };
        frame.end = frame.end.max(span.end);
        match &mut frame.open.items {
            Items::Object(_, key @ None) => {
                *key = Some(match node.kind {
                    Kind::String(text) => (text, span),
                    kind => {
                        let found = Node { span, kind }.type_name();
                        let diagnostic =
                            Diagnostic::error("bad-key", span, format!("a key must be a string, found {found}"))
                                .help("quote it");
                        self.out.push(diagnostic);
                        (self.text.get(span.start as usize..span.end as usize).unwrap_or_default().into(), span)
                    }
                });
            }
            Items::Object(..) | Items::Array(_) => frame.open.add(node),
        }
    }

    fn text_of(&self, span: Span) -> &str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    /// The bytes of an event, without the blanks that the parser counts to a block scalar.
    fn span(&self, span: granit_parser::Span, is_scalar: bool) -> Span {
        let range = span.byte_range().unwrap_or(0..0);
        let text = self.text.get(range.clone()).unwrap_or_default();
        let end = range.start + text.trim_end().len();
        if is_scalar && text.trim_end().is_empty() {
            // An empty value: show the end of what stands before it, not the start of what comes next.
            let at = self.text.get(..range.start).map_or(0, |before| before.trim_end().len());
            return Span { file: self.file, start: at as u32, end: at as u32 };
        }
        Span { file: self.file, start: range.start as u32, end: end as u32 }
    }
}

fn unknown_tag(tag: &Tag) -> (&'static str, String, &'static str) {
    let message = format!("the tag `{}` does not belong here", tag.original());
    ("yaml-tag", message, "remove it: a document uses the tags of the JSON data model only")
}

/// How many nodes there are, and how deep they nest.
fn measure(node: &Node) -> (usize, usize) {
    let add = |(nodes, depth): (usize, usize), child: &Node| {
        let (more, below) = measure(child);
        (nodes + more, depth.max(below + 1))
    };
    match &node.kind {
        Kind::Array(items) => items.iter().fold((1, 1), add),
        Kind::Object(members) => members.iter().map(|m| &m.value).fold((1, 1), add),
        Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => (1, 0),
    }
}
