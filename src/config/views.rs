//! The `[[views]]` of the configuration: lists with a filter and an order, under a name.

use super::{
    mistake::{Mistake, sentence},
    protections,
    value::{boolean, described, quoted, text},
};
use crate::{
    neon::policy::Protections,
    ui::{
        did_you_mean::did_you_mean,
        saved_view::{SavedSort, SavedView},
        table::named::{columns_of, has_column, is_of_all, lists, tabs_of, wrong_filter},
    },
};
use serde_json::{Map, Value, json};
use std::{fmt::Write, ops::Range};
use toml::de::{DeTable, DeValue};

/// The fields of a view, and what they are.
pub const FIELDS: [(&str, &str); 6] = [
    ("name", "its name, by which `:` finds it; needed"),
    (
        "list",
        "the list that it shows, by the name that `[columns]` has for it; needed",
    ),
    ("tab", "its tab, if not the first one"),
    ("all", "`true` for all projects, whatever is selected"),
    ("filter", "a filter, as it is typed after `/`"),
    (
        "sort",
        "a column to sort by, the least first; `-cost` is the most first",
    ),
];

/// The names of the fields.
pub fn fields() -> impl Iterator<Item = &'static str> {
    FIELDS.into_iter().map(|(name, _)| name)
}

/// Reads a view; a mistake drops it.
pub fn read(value: &DeValue<'_>, others: &[SavedView]) -> Result<SavedView, Mistake> {
    let DeValue::Table(table) = value else {
        let hides = match protections::holds_protection(value) {
            true => Protections::ALL,
            false => Protections::NONE,
        };
        let mistake = wrong(None, "a view is a table, as in [[views]]".to_owned());
        return Err(Mistake { hides, ..mistake });
    };
    check_fields(table)?;
    let entry = Entry(table);
    let name = entry.needed("name")?;
    if others.iter().any(|other| other.name == name) {
        return Err(entry.wrong("name", format!("there are two views \"{name}\"")));
    }
    let list = entry.needed("list")?;
    let known = lists();
    let found = known.iter().find(|known| **known == list);
    let list = *found.ok_or_else(|| entry.unknown("list", list, &known))?;
    let tab = entry.tab(list)?;
    let filter = entry.text("filter")?.unwrap_or_default();
    if let Some(why) = wrong_filter(list, filter) {
        return Err(entry.wrong("filter", format!("the filter of {name}: {why}")));
    }
    Ok(SavedView {
        name: name.to_owned(),
        list,
        tab,
        is_of_all: entry.is_of_all(list, tab)?,
        filter: filter.to_owned(),
        sort: entry.sort(list)?,
    })
}

/// A mistake that drops the view.
fn wrong(at: Option<Range<usize>>, text: String) -> Mistake {
    Mistake {
        at,
        text: format!("{} The view is ignored", sentence(&text)),
        hides: Protections::NONE,
    }
}

/// The fields of a view as they are written.
struct Entry<'a>(&'a DeTable<'a>);

impl<'a> Entry<'a> {
    fn wrong(&self, field: &str, text: String) -> Mistake {
        wrong(self.0.get(field).map(|value| value.span()), text)
    }

    fn unknown(&self, field: &str, written: &str, known: &[&str]) -> Mistake {
        let hint = did_you_mean(written, known.iter().copied());
        self.wrong(field, format!("there is no {field} \"{written}\"{hint}"))
    }

    fn text(&self, field: &str) -> Result<Option<&'a str>, Mistake> {
        match self.0.get(field).map(|value| value.get_ref().as_str()) {
            None => Ok(None),
            Some(Some(text)) if !text.trim().is_empty() => Ok(Some(text)),
            Some(_) => Err(self.wrong(field, format!("the {field} of a view must be a text"))),
        }
    }

    fn needed(&self, field: &str) -> Result<&'a str, Mistake> {
        let missing = || wrong(None, format!("a view needs a {field}"));
        self.text(field)?.ok_or_else(missing)
    }

    fn tab(&self, list: &str) -> Result<Option<&'static str>, Mistake> {
        let Some(tab) = self.text("tab")? else {
            return Ok(None);
        };
        let known = tabs_of(list);
        let found = known.iter().find(|known| known.eq_ignore_ascii_case(tab));
        let found = found.ok_or_else(|| self.unknown("tab", tab, &known));
        found.map(|tab| Some(*tab))
    }

    fn is_of_all(&self, list: &str, tab: Option<&str>) -> Result<bool, Mistake> {
        let is_on = self.0.get("all").map(|value| boolean(value.get_ref()));
        let is_on = is_on.transpose().map_err(|expected| {
            self.wrong("all", format!("the all of a view must be {expected}"))
        })?;
        if is_on == Some(true) && !is_of_all(list, tab) {
            let text = format!("there is no list of the {list} of all projects");
            return Err(self.wrong("all", text));
        }
        Ok(is_on.unwrap_or_default())
    }

    fn sort(&self, list: &str) -> Result<Option<SavedSort>, Mistake> {
        let sort = self.text("sort")?.map(SavedSort::read);
        if let Some(sort) = sort.as_ref().filter(|sort| !has_column(list, &sort.column)) {
            let (column, known) = (sort.column.written(), columns_of(list));
            let hint = did_you_mean(column, known.iter().map(|(name, _)| name.as_str()));
            return Err(self.wrong("sort", format!("{list} have no column \"{column}\"{hint}")));
        }
        Ok(sort)
    }
}

/// Refuses what is no field of a view: it may be a rule under the wrong heading.
fn check_fields(table: &DeTable<'_>) -> Result<(), Mistake> {
    let is_field = |name: &str| fields().any(|field| field == name);
    let all = table.iter().filter(|(key, _)| !is_field(key.get_ref()));
    let strangers: Vec<_> = all.collect();
    let hides = strangers
        .iter()
        .map(|(key, value)| protections::misplaced(key.get_ref(), value.get_ref()));
    let hides = hides.fold(Protections::NONE, Protections::or);
    strangers.first().map_or(Ok(()), |(key, _)| {
        let name = key.get_ref();
        Err(Mistake {
            at: Some(key.span()),
            text: format!("a view has no \"{name}\"{}", did_you_mean(name, fields())),
            hides,
        })
    })
}

/// What an editor is told about the views.
pub fn schema() -> Value {
    let tabs = || lists().into_iter().flat_map(tabs_of);
    let mut titles: Vec<String> = tabs().map(str::to_lowercase).collect();
    titles.sort();
    titles.dedup();
    let fields = FIELDS.map(|(name, help)| {
        let form = match name {
            "list" => json!({"enum": lists()}),
            "tab" => json!({"anyOf": [{"enum": titles}, text()]}),
            "all" => json!({"type": "boolean", "default": false}),
            _ => text(),
        };
        (name.to_owned(), described(help, form))
    });
    // Each list has its own columns.
    let sorts = lists().into_iter().map(|list| {
        let names = columns_of(list).into_iter().map(|(name, _)| name);
        let both = names.flat_map(|name| [name.clone(), format!("{}{name}", SavedSort::MOST)]);
        let sort = json!({"enum": both.collect::<Vec<_>>()});
        json!({
            "if": {"properties": {"list": {"const": list}}, "required": ["list"]},
            "then": {"properties": {"sort": sort}},
        })
    });
    json!({"type": "array", "items": {
        "type": "object",
        "properties": Map::from_iter(fields),
        "required": ["name", "list"],
        "additionalProperties": false,
        "allOf": sorts.collect::<Vec<_>>(),
    }})
}

/// Writes a view in the form in which it is read.
pub fn print(text: &mut String, view: &SavedView) {
    text.push_str("\n[[views]]\n");
    let tab = view.tab.map(str::to_lowercase);
    let filter = Some(view.filter.as_str()).filter(|filter| !filter.is_empty());
    let sort = view.sort.as_ref().map(|sort| sort.written.as_str());
    for (name, value) in [
        ("name", Some(view.name.as_str())),
        ("list", Some(view.list)),
        ("tab", tab.as_deref()),
        ("filter", filter),
        ("sort", sort),
    ] {
        if let Some(value) = value {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{name} = {}", quoted(value));
        }
    }
    if view.is_of_all {
        text.push_str("all = true\n");
    }
}

#[cfg(test)]
mod tests {
    use crate::{config::File, neon::policy::Protections};

    #[test]
    fn views_are_printed_as_they_are_read() {
        let text = "[[views]]\nname = \"old\"\nlist = \"branches\"\ntab = \"flat\"\nfilter = \"!main active>7d\"\n\
            sort = \"-cost\"\n\n[[views]]\nname = \"all\"\nlist = \"branches\"\nall = true\n";
        let (file, problems) = File::parse(text);
        assert_eq!(problems, []);
        let printed = file.print();
        assert!(printed.ends_with(text), "{printed}");
        assert_eq!(File::parse(&printed).1, []);
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        let list = "list = \"branches\"";
        for (lines, said) in [
            (
                "list = \"branches\"".to_owned(),
                "1: a view needs a name. The view is ignored",
            ),
            (
                "name = \"a\"".to_owned(),
                "1: a view needs a list. The view is ignored",
            ),
            (
                "name = \"a\"\nlist = \"branch\"".to_owned(),
                "3: there is no list \"branch\", did you mean \"branches\"? The view is ignored",
            ),
            (
                format!("name = \"a\"\n{list}\ntab = \"stall\""),
                "4: there is no tab \"stall\", did you mean \"Stale\"? The view is ignored",
            ),
            (
                format!("name = \"a\"\n{list}\nfilter = \"stat=idle\""),
                "4: the filter of a: no field \"stat\", did you mean state? The view is ignored",
            ),
            (
                format!("name = \"a\"\n{list}\nfilter = \"re:(\""),
                "4: the filter of a: it has a regular expression that is not valid. The view is ignored",
            ),
            (
                format!("name = \"a\"\n{list}\nsort = \"-cots\""),
                "4: branches have no column \"cots\", did you mean \"cost\"? The view is ignored",
            ),
            (
                format!("name = \"a\"\n{list}\nsort = 3"),
                "4: the sort of a view must be a text. The view is ignored",
            ),
            (
                "name = \"a\"\nlist = \"roles\"\nall = true".to_owned(),
                "4: there is no list of the roles of all projects. The view is ignored",
            ),
            (
                format!("name = \"a\"\n{list}\nsorts = \"cost\""),
                "4: a view has no \"sorts\", did you mean \"sort\"?",
            ),
            (
                format!("name = \"a\"\n{list}\n[[views]]\nname = \"a\"\n{list}"),
                "5: there are two views \"a\". The view is ignored",
            ),
        ] {
            let (_, problems) = File::parse(&format!("[[views]]\n{lines}\n"));
            let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
            assert_eq!(problems, [format!("config.toml line {said}")]);
        }
        let (_, problems) = File::parse("[[views]]\nproject = \"*\"\nread_only = true\n");
        assert_eq!(problems[0].hides, Protections::ALL);
    }
}
