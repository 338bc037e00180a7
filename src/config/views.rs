//! The `[[views]]` of the configuration: lists with a filter and an order, under a name.

use super::{
    entry::Entry,
    mistake::Mistake,
    value::{described, quoted, text},
};
use crate::ui::{
    did_you_mean::did_you_mean,
    saved_view::{SavedSort, SavedView},
    table::named::{columns_of, has_column, is_of_all, lists, tabs_of, wrong_filter},
};
use serde_json::{Map, Value, json};
use std::fmt::Write;
use toml::de::DeValue;

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

/// Reads a view; a mistake drops it.
pub fn read(value: &DeValue<'_>, others: &[SavedView]) -> Result<SavedView, Mistake> {
    let entry = Entry::read(value, "view", &FIELDS)?;
    let name = entry.needed("name")?;
    if others.iter().any(|other| other.name == name) {
        return Err(entry.wrong("name", format!("there are two views \"{name}\"")));
    }
    let list = entry.needed("list")?;
    let known = lists();
    let found = known.iter().find(|known| **known == list);
    let list = *found.ok_or_else(|| entry.unknown("list", list, &known))?;
    let tab = tab_of(&entry, list)?;
    let filter = entry.text("filter")?.unwrap_or_default();
    if let Some(why) = wrong_filter(list, filter) {
        return Err(entry.wrong("filter", format!("the filter of {name}: {why}")));
    }
    Ok(SavedView {
        name: name.to_owned(),
        list,
        tab,
        is_of_all: is_all(&entry, list, tab)?,
        filter: filter.to_owned(),
        sort: sort_of(&entry, list)?,
    })
}

fn tab_of(entry: &Entry<'_>, list: &str) -> Result<Option<&'static str>, Mistake> {
    let Some(tab) = entry.text("tab")? else {
        return Ok(None);
    };
    let known = tabs_of(list);
    let found = known.iter().find(|known| known.eq_ignore_ascii_case(tab));
    let found = found.ok_or_else(|| entry.unknown("tab", tab, &known))?;
    Ok(Some(*found))
}

fn is_all(entry: &Entry<'_>, list: &str, tab: Option<&str>) -> Result<bool, Mistake> {
    let is_on = entry.flag("all")?;
    if is_on == Some(true) && !is_of_all(list, tab) {
        let text = format!("there is no list of the {list} of all projects");
        return Err(entry.wrong("all", text));
    }
    Ok(is_on.unwrap_or_default())
}

fn sort_of(entry: &Entry<'_>, list: &str) -> Result<Option<SavedSort>, Mistake> {
    let sort = entry.text("sort")?.map(SavedSort::read);
    if let Some(sort) = sort.as_ref().filter(|sort| !has_column(list, &sort.column)) {
        let (column, known) = (sort.column.written(), columns_of(list));
        let hint = did_you_mean(column, known.iter().map(|(name, _)| name.as_str()));
        return Err(entry.wrong("sort", format!("{list} have no column \"{column}\"{hint}")));
    }
    Ok(sort)
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
