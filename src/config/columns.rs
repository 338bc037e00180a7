//! The `[columns]` of the configuration: which columns a list shows, in which order.

use super::{
    mistake::{Mistake, sentence},
    protections,
    value::quoted,
};
use crate::{
    neon::policy::Protections,
    ui::{
        chosen_columns::{ChosenColumns, ColumnName},
        did_you_mean::did_you_mean,
        table::named::{columns_of, has_column, lists},
    },
};
use serde_json::{Map, Value, json};
use std::fmt::Write;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// Reads the table. A list with a mistake keeps its usual columns.
pub fn read(table: &DeTable<'_>) -> (ChosenColumns, Vec<Mistake>) {
    let mut chosen = ChosenColumns::default();
    let mut mistakes = Vec::new();
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        let Some(list) = lists().into_iter().find(|list| *list == name) else {
            mistakes.push(Mistake {
                at: Some(key.span()),
                text: format!("there is no list \"{name}\"{}", did_you_mean(name, lists())),
                hides: protections::misplaced(name, value.get_ref()),
            });
            continue;
        };
        match names(list, value) {
            Ok(names) => chosen.choose(list, names),
            Err(mistake) => mistakes.push(mistake),
        }
    }
    (chosen, mistakes)
}

/// The names of columns of a list.
fn names(list: &str, value: &Spanned<DeValue<'_>>) -> Result<Vec<ColumnName>, Mistake> {
    let wrong = |at: &Spanned<DeValue<'_>>, text| Mistake {
        at: Some(at.span()),
        text,
        hides: Protections::NONE,
    };
    let expected = || {
        let text = format!(
            "the columns of {list} must be a list of names, such as [\"name\", \"id\"]. The usual ones are used"
        );
        wrong(value, text)
    };
    let DeValue::Array(all) = value.get_ref() else {
        return Err(expected());
    };
    let names = all.iter().map(|one| {
        let written = one.get_ref().as_str().ok_or_else(expected)?;
        let name = ColumnName::new(written);
        if has_column(list, &name) {
            return Ok(name);
        }
        let known = columns_of(list);
        let hint = did_you_mean(written, known.iter().map(|(name, _)| name.as_str()));
        let text = sentence(&format!("{list} have no column \"{written}\"{hint}"));
        Err(wrong(one, format!("{text} The usual ones are used")))
    });
    names.collect()
}

/// What an editor is told about the table.
pub fn schema() -> Value {
    let lists = lists().into_iter().map(|list| {
        let (names, helps): (Vec<_>, Vec<_>) = columns_of(list).into_iter().unzip();
        let one = json!({
            "description": format!("the columns of {}, in their order", list.replace('_', " ")),
            "type": "array",
            "items": {"enum": names, "x-taplo": {"docs": {"enumValues": helps}}},
        });
        (list.to_owned(), one)
    });
    let properties: Map<String, Value> = lists.collect();
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}

/// Writes the table in the form in which it is read.
pub fn print(text: &mut String, chosen: &ChosenColumns) {
    text.push_str("\n[columns]\n");
    for (list, names) in chosen.written() {
        let names: Vec<String> = names.into_iter().map(quoted).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{list} = [{}]", names.join(", "));
    }
}

#[cfg(test)]
mod tests {
    use crate::config::File;

    #[test]
    fn mistakes_name_the_nearest_and_keep_the_usual_columns() {
        for (line, said) in [
            (
                "branch = []",
                "line 2: there is no list \"branch\", did you mean \"branches\"?",
            ),
            (
                "branches = \"name\"",
                "line 2: the columns of branches must be a list of names, such as [\"name\", \"id\"]. The usual ones are used",
            ),
            (
                "branches = [\n\"state\",\n\"stat\",\n]",
                "line 4: branches have no column \"stat\", did you mean \"state\"? The usual ones are used",
            ),
            (
                "snapshots = [3]",
                "line 2: the columns of snapshots must be a list of names, such as [\"name\", \"id\"]. The usual ones are used",
            ),
        ] {
            let (file, problems) = File::parse(&format!("[columns]\n{line}\n"));
            let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
            assert_eq!(problems, [format!("config.toml {said}")]);
            assert_eq!(file.columns.written().count(), 0);
        }
    }

    #[test]
    fn columns_are_printed_as_they_are_read() {
        let text = "[columns]\nbranches = [\"state\", \"CU_H\"]\nprojects = [\"name\", \"cost\"]\n";
        let (file, problems) = File::parse(text);
        assert_eq!(problems, []);
        let printed = file.print();
        assert!(
            printed.contains("branches = [\"name\", \"state\", \"CU_H\"]\n"),
            "{printed}"
        );
        let (again, problems) = File::parse(&printed);
        assert_eq!((again.print(), problems), (printed, Vec::new()));
    }
}
