//! The `[themes.NAME]` tables of the configuration: the user's own colors.

use super::{
    mistake::{Mistake, sentence},
    protections, theme_names,
    value::quoted,
};
use crate::{
    neon::policy::Protections,
    ui::{
        did_you_mean::did_you_mean,
        themes::{
            self, OwnTheme,
            colors::{ROLES, Role},
            shade::Shade,
        },
    },
};
use serde_json::{Map, Value, json};
use std::fmt::Write;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// Names the theme that another one is based on.
const BASE: &str = "base";
/// The theme that one is based on that does not say.
const USUAL_BASE: &str = "dark";

/// Reads the themes, in the order of the file. A mistake in one color leaves that of the base.
pub fn read(tables: &DeTable<'_>) -> (Vec<OwnTheme>, Vec<Mistake>) {
    let mut found = Vec::new();
    let mut mistakes = Vec::new();
    for (key, value) in tables {
        let name = key.get_ref().as_ref();
        let wrong = |text| Mistake {
            at: Some(key.span()),
            text,
            hides: protections::misplaced(name, value.get_ref()),
        };
        match value.get_ref() {
            _ if themes::named(name).is_some() => mistakes.push(wrong(format!(
                "the theme {name} is one of lazyneon's; give yours another name. It is ignored"
            ))),
            DeValue::Table(table) => {
                found.push((key.span().start, theme(name, table, &mut mistakes)));
            }
            _ => mistakes.push(wrong(format!(
                "a theme is a table, written as [themes.{name}]. It is ignored"
            ))),
        }
    }
    found.sort_by_key(|(place, _)| *place);
    (
        found.into_iter().map(|(_, theme)| theme).collect(),
        mistakes,
    )
}

fn theme(name: &str, table: &DeTable<'_>, mistakes: &mut Vec<Mistake>) -> OwnTheme {
    let base = themes::named(USUAL_BASE).unwrap_or_else(|| themes::auto());
    let mut theme = OwnTheme {
        name: name.to_owned(),
        base,
        colors: Vec::new(),
    };
    for (key, value) in table {
        if let Err(text) = take(&mut theme, key.get_ref(), value.get_ref()) {
            mistakes.push(Mistake {
                at: Some(value.span()),
                text: format!("the theme {name}: {text}"),
                hides: hidden(key, value),
            });
        }
    }
    theme
}

/// The protections that an entry may mean which is no color.
fn hidden(key: &Spanned<std::borrow::Cow<'_, str>>, value: &Spanned<DeValue<'_>>) -> Protections {
    let name = key.get_ref().as_ref();
    match ROLES.iter().any(|role| role.name == name) {
        true => Protections::NONE,
        false => protections::misplaced(name, value.get_ref()),
    }
}

/// Takes an entry of a theme, or says what is wrong with it.
fn take(theme: &mut OwnTheme, name: &str, value: &DeValue<'_>) -> Result<(), String> {
    if name == BASE {
        let wanted = value.as_str().unwrap_or_default();
        let names = theme_names();
        let base = themes::named(wanted).ok_or_else(|| {
            let hint = did_you_mean(wanted, names);
            let text = sentence(&format!("base must be a theme of lazyneon's{hint}"));
            format!("{text} {USUAL_BASE} is used")
        });
        theme.base = base?;
        return Ok(());
    }
    let Some(role) = ROLES.iter().find(|role| role.name == name) else {
        let names = ROLES.iter().map(|role| role.name).chain([BASE]);
        return Err(format!(
            "there is no color \"{name}\"{}",
            did_you_mean(name, names)
        ));
    };
    let shade = shade(value).ok_or_else(|| {
        let hint = value.as_str().map(|text| did_you_mean(text, Shade::names()));
        let hint = hint.filter(|hint| !hint.is_empty());
        let hint = hint.as_deref().unwrap_or(".");
        format!(
            "{name} must be a color, such as \"#89b4fa\", 117 or \"bright-blue\"{hint} The base's is used"
        )
    })?;
    theme.colors.push((role, shade));
    Ok(())
}

fn shade(value: &DeValue<'_>) -> Option<Shade> {
    match value {
        DeValue::String(text) => Shade::read(text),
        DeValue::Integer(number) => number.as_str().parse().ok().map(Shade::index),
        _ => None,
    }
}

/// What an editor is told about the table.
pub fn schema() -> Value {
    let names: Vec<&str> = theme_names().collect();
    let helps: Vec<&str> = themes::THEMES.iter().map(|theme| &*theme.help).collect();
    let base = json!({
        "description": "the theme whose colors it has where it names no others",
        "type": "string",
        "enum": names,
        "default": USUAL_BASE,
        "x-taplo": {"docs": {"enumValues": helps}},
    });
    let color = json!([
        {"enum": Shade::names().collect::<Vec<_>>()},
        {"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"},
        {"type": "integer", "minimum": 0, "maximum": 255},
    ]);
    let roles = ROLES.iter().map(|role| {
        let one = json!({"description": role.help, "anyOf": color});
        (role.name.to_owned(), one)
    });
    let properties: Map<String, Value> =
        [(BASE.to_owned(), base)].into_iter().chain(roles).collect();
    json!({
        "type": "object",
        "propertyNames": {"not": {"enum": names}},
        "additionalProperties": {
            "type": "object",
            "properties": properties,
            "additionalProperties": false,
        },
    })
}

/// Writes a theme in the form in which it is read.
pub fn print(text: &mut String, theme: &OwnTheme) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "\n[themes.{}]", quoted(&theme.name));
    let _ = writeln!(text, "{BASE} = {}", quoted(&theme.base.name));
    let colors: &[(&Role, Shade)] = &theme.colors;
    for (role, shade) in colors {
        let value = match shade {
            Shade::Index(index) => index.to_string(),
            shade => quoted(&shade.to_string()),
        };
        let line = format!("{} = {value}", role.name);
        let _ = writeln!(text, "{line:<24} # {}", role.help);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::File;

    const MINE: &str = "theme = \"mine\"\n[themes.mine]\nbase = \"nord\"\naccent = \"#88c0d0\"\nbad = 203\ngood = \"bright-green\"\nbackground = \"none\"\n";

    #[test]
    fn a_theme_of_the_users_differs_from_its_base() {
        let (file, problems) = File::parse(MINE);
        assert_eq!(problems, []);
        assert_eq!(file.theme.as_deref(), Some("mine"));
        let spec = file.themes[0].spec();
        let nord = themes::named("nord").unwrap();
        assert_eq!(spec.many.any.bad, Shade::Index(203));
        assert_eq!(spec.many.any.background, Shade::Own);
        assert_eq!(spec.many.any.busy, nord.many.any.busy);
        // Where there are sixteen colors, only those can be chosen.
        assert_eq!(spec.few.any.good, Shade::Ansi(10));
        assert_eq!(spec.few.any.bad, nord.few.any.bad);
        let (again, problems) = File::parse(&file.print());
        assert_eq!(problems, []);
        assert_eq!(again.themes[0].spec(), spec);
    }

    #[test]
    fn mistakes_in_themes_are_told_and_keep_the_color_of_the_base() {
        for (text, said) in [
            (
                "[themes.a]\nacent = \"red\"",
                "line 2: the theme a: there is no color \"acent\", did you mean \"accent\"?",
            ),
            (
                "[themes.a]\naccent = \"#12345\"",
                "line 2: the theme a: accent must be a color, such as \"#89b4fa\", 117 or \"bright-blue\". The base's is used",
            ),
            (
                "[themes.a]\naccent = \"bright-gren\"",
                "line 2: the theme a: accent must be a color, such as \"#89b4fa\", 117 or \"bright-blue\", did you mean \"bright-green\"? The base's is used",
            ),
            (
                "[themes.a]\naccent = 256",
                "line 2: the theme a: accent must be a color, such as \"#89b4fa\", 117 or \"bright-blue\". The base's is used",
            ),
            (
                "[themes.a]\nbase = \"drakula\"",
                "line 2: the theme a: base must be a theme of lazyneon's, did you mean \"dracula\"? dark is used",
            ),
            (
                "[themes]\na = \"red\"",
                "line 2: a theme is a table, written as [themes.a]. It is ignored",
            ),
            (
                "[themes.nord]\naccent = \"red\"",
                "line 1: the theme nord is one of lazyneon's; give yours another name. It is ignored",
            ),
            (
                "theme = \"min\"\n[themes.mine]\naccent = \"red\"",
                "line 1: unknown theme \"min\", did you mean \"mine\"? auto is used",
            ),
            (
                "theme = \"pink\"",
                "line 1: unknown theme \"pink\". auto is used",
            ),
        ] {
            let (_, problems) = File::parse(text);
            let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
            assert_eq!(problems, [format!("config.toml {said}")]);
        }
        let (_, problems) = File::parse("[themes.a]\nread_only = true");
        assert_eq!(problems[0].hides, Protections::ALL);
    }
}
