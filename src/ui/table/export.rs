//! Exports the table on screen for other programs: all its rows, every column, raw values.

use crate::{
    kinds::{Value, field_name::typed},
    neon::Neon,
    store::target::Target,
    ui::browser::Browser,
};
use serde_json::{Map, Value as Json, json};

/// Rows for a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    pub title: String,
    /// RFC 4180, with a header.
    pub csv: String,
    /// A list of objects.
    pub json: String,
}

/// What identifies a row and what it is in, for programs that go on from there.
type IdOf = fn(&Neon, &Target) -> Option<String>;

/// The fields beside the columns, and where they are absent from.
const IDS: [(&str, IdOf); 3] = [
    ("id", |_, target| Some(target.id().to_owned())),
    ("project_id", |_, target| {
        let project = target.project().filter(|id| id.as_str() != target.id());
        project.map(ToString::to_string)
    }),
    ("branch_id", |neon, target| {
        let is_inside = !matches!(target, Target::Project(_) | Target::Branch(..));
        let branch = neon.store.branch_of(target).filter(|_| is_inside);
        branch.map(|branch| branch.id.to_string())
    }),
];

/// The rows of the table shown.
pub fn rows(browser: &Browser, neon: &Neon) -> Option<Exported> {
    let table = browser.table.as_ref()?;
    let tab = table.shown();
    let columns = tab.columns.iter().filter(|column| !column.title.is_empty());
    let mut names: Vec<String> = columns.clone().map(|column| name(column.title)).collect();
    let mut ids = IDS.to_vec();
    ids.retain(|(name, id)| {
        let is_new = names.iter().all(|column| column != name);
        is_new && table.rows.iter().any(|row| id(neon, &row.target).is_some())
    });
    names.extend(ids.iter().map(|(name, _)| (*name).to_owned()));
    let cells = |target: &Target| -> Vec<Json> {
        let (columns, row) = (columns.clone(), neon.cells(target));
        let cells = columns.map(|column| plain(&row.value(column)));
        let ids = ids.iter().map(|(_, id)| id(neon, target).into());
        cells.chain(ids).collect()
    };
    let rows: Vec<Vec<Json>> = table.rows.iter().map(|row| cells(&row.target)).collect();
    let title = format!(
        "{} of {} {}",
        table.spec.list.0,
        neon.store.name(&table.of),
        if table.tab == 0 { "" } else { tab.title }
    );
    Some(written(title, names, rows))
}

/// Writes rows of raw values in both forms.
pub(crate) fn written(title: String, names: Vec<String>, rows: Vec<Vec<Json>>) -> Exported {
    let mut csv = line(names.iter().map(|name| quoted(name)));
    for row in &rows {
        csv.push_str(&line(row.iter().map(field)));
    }
    let object = |row: Vec<Json>| names.iter().cloned().zip(row).collect::<Map<_, _>>();
    let list: Vec<Json> = rows.into_iter().map(|row| object(row).into()).collect();
    let json = serde_json::to_string_pretty(&list).unwrap_or_default() + "\n";
    Exported { title, csv, json }
}

/// A heading as a field name: "~COST" is "cost", "CU-H" is "cu_h", "~$/H" is "dollars_h".
fn name(title: &str) -> String {
    typed(title).replace('-', "_")
}

/// A raw value: bytes, seconds, dollars, CU-hours as numbers, times as RFC 3339.
fn plain(value: &Value) -> Json {
    match value {
        Value::Missing => Json::Null,
        Value::Unreadable | Value::Unread => "?".into(),
        Value::Text(text) | Value::Id(text) => text.as_str().into(),
        Value::Flag(flag) => (*flag).into(),
        Value::Count(number) | Value::Bytes(number) | Value::Seconds(number) => (*number).into(),
        Value::ComputeSeconds(seconds) => json!(*seconds as f64 / 3_600.0),
        Value::Dollars(amount) => json!((amount * 100.0).round() / 100.0),
        Value::Time(at) | Value::Until(at) => at.timestamp().to_string().into(),
        Value::Size { min, max } if min == max => min.to_string().into(),
        Value::Size { min, max } => format!("{min}-{max}").into(),
        Value::State(state) => state.word.into(),
        Value::Word(word) => (*word).into(),
        Value::List(list) => list.join(" ").into(),
    }
}

fn line(fields: impl Iterator<Item = String>) -> String {
    fields.collect::<Vec<_>>().join(",") + "\r\n"
}

/// A value as a CSV field.
fn field(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => quoted(text),
        other => other.to_string(),
    }
}

/// A text as a CSV field. A text that a spreadsheet would take for a formula is prefixed with an apostrophe.
fn quoted(text: &str) -> String {
    let text = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if text.contains([',', '"', '\n', '\r', '\'']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_csv_are_quoted_and_never_formulas() {
        for (text, wanted) in [
            ("main", "main"),
            ("a,b", "\"a,b\""),
            ("a \"b\"", "\"a \"\"b\"\"\""),
            ("=1+1", "\"'=1+1\""),
            ("", ""),
        ] {
            assert_eq!(quoted(text), wanted);
        }
        assert_eq!(name("~COST"), "cost");
        assert_eq!(name("CU-H"), "cu_h");
    }
}
