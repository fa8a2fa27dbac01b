//! Source files and places in them.
//!
//! In: the texts that `load` read. Out: for every [`Span`] its file, line and column. Guaranteed: offsets are
//! byte offsets on character boundaries of the text they point into; lines and columns count from one, columns
//! in characters.

use std::sync::Arc;

/// Index of a file in [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// A byte range in one source file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    pub file: FileId,
    pub start: u32,
    pub end: u32,
}

/// One file as it was read.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// How messages name the file: relative, with forward slashes.
    pub name: String,
    pub text: Arc<str>,
    line_starts: Vec<u32>,
    /// How many characters begin before each [`STEP`] bytes: a document may be one line of many megabytes, and a column
    /// that were counted from its start each time would make the whole quadratic.
    characters: Vec<u32>,
}

/// How many bytes of a text are counted at once.
const STEP: usize = 1024;

/// Every file of one document; the first is the one that was asked for.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

/// A line and a column, both from one; the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    pub line: usize,
    pub column: usize,
}

impl Span {
    /// Whether two spans of a file share a place; an empty one lies within what surrounds it.
    pub fn touches(self, other: Self) -> bool {
        self.file == other.file && self.start <= other.end && other.start <= self.end
    }
}

impl Sources {
    /// Adds a file and returns its index.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> FileId {
        let text = text.into();
        let line_starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at as u32 + 1)).collect();
        let characters = characters(text.as_bytes());
        self.files.push(SourceFile { name: name.into(), text, line_starts, characters });
        FileId(self.files.len() as u32 - 1)
    }

    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// Line and column of the first byte of `span`.
    pub fn line_column(&self, span: Span) -> LineColumn {
        let file = self.file(span.file);
        let start = (span.start as usize).min(file.text.len());
        let line = file.line_starts.partition_point(|&at| at as usize <= start) - 1;
        let line_start = file.line_starts[line] as usize;
        LineColumn { line: line + 1, column: file.characters_before(start) - file.characters_before(line_start) + 1 }
    }

    /// `file:line`, the form in which generated code names a place in a spec.
    pub fn place(&self, span: Span) -> String {
        format!("{}:{}", self.file(span.file).name, self.line_column(span).line)
    }

    /// The text that `span` covers.
    pub fn text(&self, span: Span) -> &str {
        let text = &self.file(span.file).text;
        text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }
}

impl SourceFile {
    fn characters_before(&self, offset: usize) -> usize {
        let step = offset / STEP;
        self.characters[step] as usize + beginnings(&self.text.as_bytes()[step * STEP..offset])
    }
}

fn characters(text: &[u8]) -> Vec<u32> {
    let mut before = 0;
    let mut counts = vec![0];
    for step in text.chunks_exact(STEP) {
        before += beginnings(step) as u32;
        counts.push(before);
    }
    counts
}

/// How many characters begin in these bytes, which may end within one.
fn beginnings(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}
