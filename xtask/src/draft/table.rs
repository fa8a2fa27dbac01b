//! A table of parameters whose cells the text of a page has kept and whose rows it has lost.
//!
//! In: the text below a heading. Out: rows of name, description, type and additional information. Guaranteed: a cell
//! that is in no row is in none of them.

/// The rows, and the name of the type that they describe.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub model: Option<String>,
    pub rows: Vec<Row>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Row {
    pub name: String,
    pub description: String,
    pub type_word: String,
    pub more: String,
}

pub(super) fn read(text: &str) -> Table {
    let Some(head) = text.find("Description |").map(|at| text.get(..at).unwrap_or_default()) else {
        return Table::default();
    };
    let line = head.rsplit('\n').next().unwrap_or_default();
    let model = line.trim().trim_end_matches('|').trim().strip_suffix("Name").unwrap_or_default().trim();
    let model = (!model.is_empty() && model.chars().all(char::is_alphanumeric)).then(|| model.to_owned());
    // A rule of dashes stands between the head and the rows.
    let Some((_, behind)) = text.split_once("---|") else { return Table { model, rows: Vec::new() } };
    let body = behind.trim_start_matches(['-', '|', ' ']);
    let cells: Vec<String> =
        body.split('|').map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let mut rows = Vec::new();
    let mut at = 0;
    while let Some(row) = row(cells.get(at..).unwrap_or_default()) {
        at += if row.description.is_empty() { 3 } else { 4 };
        rows.push(row);
    }
    Table { model, rows }
}

/// The row that cells begin with: an empty description is no cell.
fn row(cells: &[String]) -> Option<Row> {
    let [name, second, third, rest @ ..] = cells else { return None };
    if name.is_empty() || name.contains(' ') || name.len() > 100 {
        return None;
    }
    if is_type(second) && is_more(third) {
        let (type_word, more) = (second.clone(), third.clone());
        return Some(Row { name: name.clone(), description: String::new(), type_word, more });
    }
    let more = rest.first().filter(|_| is_type(third))?.clone();
    Some(Row { name: name.clone(), description: second.clone(), type_word: third.clone(), more })
}

fn is_type(cell: &str) -> bool {
    let lower = cell.to_ascii_lowercase();
    lower.starts_with("collection of ")
        || super::words::type_named(&lower).is_some()
        || (cell.chars().all(char::is_alphanumeric) && cell.starts_with(|c: char| c.is_ascii_uppercase()))
}

fn is_more(cell: &str) -> bool {
    let starts = [
        "None.",
        "Required",
        "Max length",
        "Min length",
        "Range:",
        "String length",
        "Data type",
        "Matching",
        "Default",
    ];
    starts.iter().any(|start| cell.starts_with(start))
}
