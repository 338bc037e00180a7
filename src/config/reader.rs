//! Reads `config.toml`: valid settings go into the file, mistakes are reported with their lines.

use super::{
    ConfigProblem, File, columns, commands, keys,
    mistake::{Mistake, bare_word, sentence},
    prices,
    programs::client_names,
    protections, rules,
    settings::{SETTINGS, no_theme},
    themes,
    value::{command, line, quoted, text},
    views,
};
use crate::{
    connect::formats::{Formats, Template},
    neon::policy::Protections,
    ui::child::ClientProgram,
    ui::did_you_mean::did_you_mean,
};
use serde_json::{Value, json};
use std::{borrow::Cow, fmt::Write, ops::Range};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

pub fn read(text: &str) -> (File, Vec<ConfigProblem>) {
    let mut reader = Reader {
        text,
        file: File::default(),
        problems: Vec::new(),
    };
    match DeTable::parse(text) {
        Ok(table) => reader.table(table.get_ref()),
        Err(error) => {
            let said = error.message().trim().replace('\n', ", ");
            let said = bare_word(text, error.span()).unwrap_or(said);
            let text = format!("{said}. The whole file is ignored");
            reader.report_hiding(error.span(), text, Protections::ALL);
        }
    }
    // The most important ones come first.
    let order = |problem: &ConfigProblem| (!problem.hides.any(), problem.is_warning);
    reader.problems.sort_by_key(order);
    (reader.file, reader.problems)
}

/// A table of the file.
pub struct Table {
    pub name: &'static str,
    /// What it is for.
    pub help: &'static str,
    read: Shape,
    /// Writes it in the form in which it is read.
    pub print: fn(&mut String, &File),
    /// What an editor is told about it.
    pub schema: fn() -> Value,
}

/// How a table is written, and how it is read.
enum Shape {
    /// Once, as `[name]`.
    Once(fn(&mut Reader<'_>, &DeTable<'_>)),
    /// Any number of times, as `[[name]]`.
    Many(fn(&mut Reader<'_>, &Spanned<DeValue<'_>>)),
}

impl Table {
    /// Its heading in the file.
    pub fn heading(&self) -> String {
        match self.read {
            Shape::Once(_) => format!("[{}]", self.name),
            Shape::Many(_) => format!("[[{}]]", self.name),
        }
    }
}

/// The tables of the file.
pub const TABLES: &[Table] = &[
    Table {
        name: "keys",
        help: "the keys of actions: one, a list, or an empty list for none",
        read: Shape::Once(|reader, table| {
            let (preset, keymap, found) = keys::read(table);
            (reader.file.preset, reader.file.keymap) = (preset, keymap);
            reader.report_all(found.mistakes);
            reader.warn_all(found.warnings);
        }),
        print: |text, file| keys::print(text, file.preset, &file.keymap),
        schema: keys::schema,
    },
    Table {
        name: "clients",
        help: "more clients that p can open: a name and its command",
        read: Shape::Once(|reader, table| reader.clients(table)),
        print: |text, file| {
            text.push_str("\n[clients]\n");
            for client in &file.clients {
                let (name, line) = (quoted(&client.name), quoted(&line(&client.words)));
                // Writing to a string cannot fail.
                let _ = writeln!(text, "{name} = {line}");
            }
        },
        schema: || json!({"type": "object", "additionalProperties": text()}),
    },
    Table {
        name: "formats",
        help: "more formats for connection strings, such as \"host: {host}\"",
        read: Shape::Once(|reader, table| reader.formats(table)),
        print: |text, file| {
            text.push_str("\n[formats]\n");
            for (name, template) in file.formats.theirs() {
                // Writing to a string cannot fail.
                let _ = writeln!(text, "{} = {}", quoted(name), quoted(template.source()));
            }
        },
        schema: || json!({"type": "object", "additionalProperties": {"type": "string"}}),
    },
    Table {
        name: "columns",
        help: "which columns a list shows, in which order",
        read: Shape::Once(|reader, table| {
            let (chosen, mistakes) = columns::read(table);
            reader.file.columns = chosen;
            reader.report_all(mistakes);
        }),
        print: |text, file| columns::print(text, &file.columns),
        schema: columns::schema,
    },
    Table {
        name: "prices",
        help: "what estimates assume in place of Neon's list prices, in dollars",
        read: Shape::Once(|reader, table| reader.prices(table)),
        print: |text, file| prices::print(text, &file.prices),
        schema: prices::schema,
    },
    Table {
        name: "themes",
        help: "themes of your own: a base and the colors that differ",
        read: Shape::Once(|reader, table| {
            let (own, mistakes) = themes::read(table);
            reader.file.themes = own;
            reader.report_all(mistakes);
        }),
        print: |text, file| {
            file.themes
                .iter()
                .for_each(|theme| themes::print(text, theme))
        },
        schema: themes::schema,
    },
    Table {
        name: "views",
        help: "lists with a filter and an order, under a name to open them by",
        read: Shape::Many(
            |reader, value| match views::read(value.get_ref(), &reader.file.views) {
                Ok(view) => reader.file.views.push(view),
                Err(mistake) => reader.report_entry(value, mistake),
            },
        ),
        print: |text, file| file.views.iter().for_each(|view| views::print(text, view)),
        schema: views::schema,
    },
    Table {
        name: "commands",
        help: "commands of your own, for a row: a name, what to run, and a key",
        read: Shape::Many(|reader, value| {
            match commands::read(value.get_ref(), &reader.file.commands) {
                Ok(command) => reader.file.commands.push(command),
                Err(mistake) => reader.report_entry(value, mistake),
            }
        }),
        print: |text, file| {
            let all = file.commands.iter();
            all.for_each(|command| commands::print(text, command))
        },
        schema: commands::schema,
    },
    Table {
        name: "rules",
        help: "read-only, no-wake and PROD for single profiles, projects and branches",
        read: Shape::Many(|reader, value| reader.rule(value)),
        print: |text, file| file.rules.iter().for_each(|rule| rules::print(text, rule)),
        schema: rules::schema,
    },
];

struct Reader<'a> {
    text: &'a str,
    file: File,
    problems: Vec<ConfigProblem>,
}

impl Reader<'_> {
    fn report(&mut self, at: Option<Range<usize>>, text: String) {
        self.report_hiding(at, text, Protections::NONE);
    }

    fn report_hiding(&mut self, at: Option<Range<usize>>, text: String, hides: Protections) {
        let before = at.and_then(|at| self.text.get(..at.start));
        self.problems.push(ConfigProblem {
            line: before.map(|before| before.matches('\n').count() + 1),
            text,
            hides,
            is_warning: false,
        });
    }

    /// Tells what is used although it may not be meant so.
    fn warn_all(&mut self, warnings: Vec<Mistake>) {
        let first = self.problems.len();
        self.report_all(warnings);
        let warnings = self.problems.iter_mut().skip(first);
        warnings.for_each(|problem| problem.is_warning = true);
    }

    fn report_all(&mut self, mistakes: Vec<Mistake>) {
        for Mistake { at, text, hides } in mistakes {
            self.report_hiding(at, text, hides);
        }
    }

    /// Reports a mistake in an entry of a list of tables.
    fn report_entry(&mut self, entry: &Spanned<DeValue<'_>>, mistake: Mistake) {
        let at = mistake.at.unwrap_or_else(|| entry.span());
        self.report_hiding(Some(at), mistake.text, mistake.hides);
    }

    fn table(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            let row = TABLES.iter().find(|row| row.name == name);
            match (row.map(|row| &row.read), value.get_ref()) {
                (Some(Shape::Once(read)), DeValue::Table(table)) => {
                    read(self, table);
                    continue;
                }
                (Some(Shape::Many(read)), DeValue::Array(all)) => {
                    all.iter().for_each(|one| read(self, one));
                    continue;
                }
                _ => {}
            }
            let Some(setting) = SETTINGS.iter().find(|setting| setting.name == name) else {
                self.no_setting(key, value.get_ref());
                continue;
            };
            if let Err(expected) = setting.form.take(&mut self.file, value.get_ref()) {
                let hides = match protections::holds_protection(value.get_ref()) {
                    true => Protections::ALL,
                    false => protections::of(name),
                };
                let values = if hides.any() {
                    ""
                } else {
                    ". The default is used"
                };
                let text = format!("{name} must be {expected}{values}");
                self.report_hiding(Some(value.span()), text, hides);
            }
        }
        self.check_client(table);
        self.check_theme(table);
        let found = commands::bind(&mut self.file.commands, &mut self.file.keymap, table);
        self.report_all(found.mistakes);
        self.warn_all(found.warnings);
    }

    /// Reports a top-level name that is not a setting, or a table's name whose value is not a table.
    fn no_setting(&mut self, key: &Spanned<Cow<'_, str>>, value: &DeValue<'_>) {
        let name = key.get_ref().as_ref();
        let known = || {
            let settings = SETTINGS.iter().map(|setting| setting.name);
            settings.chain(TABLES.iter().map(|table| table.name))
        };
        if keys::is_binding(name, value) {
            let text = format!("{name} belongs under [keys], which is missing above it");
            return self.report_hiding(Some(key.span()), text, Protections::NONE);
        }
        let hides = protections::meant(name, value, known());
        let row = TABLES.iter().find(|row| row.name == name);
        let text = match row.map(|row| (&row.read, row.heading())) {
            Some((Shape::Many(_), heading)) => {
                format!("{name} are written as {heading}, each with its own lines")
            }
            Some((Shape::Once(_), heading)) if keys::is_preset(name, value) => {
                format!(
                    "{name} is written as {heading}, with {} below it",
                    keys::as_preset(value)
                )
            }
            Some((Shape::Once(_), heading)) => format!("{name} is written as {heading}"),
            None if keys::is_preset(name, value) => {
                format!(
                    "{name} is not a setting here: the keys are chosen under [keys], as {}",
                    keys::as_preset(value)
                )
            }
            None => {
                let mut hint = did_you_mean(name, known());
                if hint.is_empty() && hides.any() {
                    hint = protections::suggestion(name, value).to_owned();
                }
                format!("unknown setting \"{name}\"{hint}")
            }
        };
        self.report_hiding(Some(key.span()), text, hides);
    }

    /// Reports an entry that is valid where it is, but has the form of a protection.
    fn stray_protection(&mut self, name: &str, value: &Spanned<DeValue<'_>>) {
        if protections::is_flag(name, value.get_ref()) {
            let hint = protections::suggestion(name, value.get_ref());
            let text = format!("{name} is not a setting here{hint}");
            self.report_hiding(Some(value.span()), text, Protections::ALL);
        }
    }

    /// Reads the user's own clients.
    fn clients(&mut self, clients: &DeTable<'_>) {
        for (key, value) in clients {
            let name = key.get_ref().to_string();
            self.stray_protection(&name, value);
            match command(value.get_ref()) {
                Ok(words) => self.file.clients.push(ClientProgram { name, words }),
                Err(expected) => {
                    let hides = protections::misplaced(&name, value.get_ref());
                    let text = format!("the client {name} must be {expected}. It is ignored");
                    self.report_hiding(Some(value.span()), text, hides);
                }
            }
        }
    }

    /// Reads the user's own prices.
    fn prices(&mut self, prices: &DeTable<'_>) {
        for (key, value) in prices {
            let name = key.get_ref().as_ref();
            self.stray_protection(name, value);
            if let Err(text) = prices::take(&mut self.file.prices, name, value.get_ref()) {
                let hides = protections::misplaced(name, value.get_ref());
                self.report_hiding(Some(value.span()), text, hides);
            }
        }
    }

    /// Checks that the chosen client is in the file, anywhere, or is a known one.
    fn check_client(&mut self, table: &DeTable<'_>) {
        let Some(name) = self.file.client.clone() else {
            return;
        };
        if client_names(&self.file).any(|known| known == name) {
            return;
        }
        let hint = did_you_mean(&name, client_names(&self.file));
        let text = sentence(&format!("unknown client \"{name}\"{hint}"));
        let at = table.get("client").map(|value| value.span());
        self.report(at, format!("{text} psql is used"));
        self.file.client = None;
    }

    /// Checks that the chosen theme is in the file, anywhere, or is one of ours.
    fn check_theme(&mut self, table: &DeTable<'_>) {
        let why = self.file.theme.as_deref();
        let why = why.and_then(|name| no_theme(name, &self.file));
        if let Some(why) = why {
            let at = table.get("theme").map(|value| value.span());
            let name = self.file.theme.take().unwrap_or_default();
            let hides = match protections::may_be_protection(&name) {
                true => Protections::ALL,
                false => Protections::NONE,
            };
            self.report_hiding(at, format!("{why} auto is used"), hides);
        }
    }

    /// Reads the user's formats, in the order of the file; a mistake in one does not affect the others.
    fn formats(&mut self, formats: &DeTable<'_>) {
        let mut found = Vec::new();
        for (name, value) in formats {
            let place = value.span().start;
            let name = name.get_ref().to_string();
            let is_template = value
                .get_ref()
                .as_str()
                .is_some_and(|text| text.contains('{'));
            if !is_template {
                self.stray_protection(&name, value);
            }
            let template = value.get_ref().as_str().map(Template::read);
            match template.unwrap_or_else(|| Err("it must be a text".to_owned())) {
                Ok(template) => found.push((place, name, template)),
                Err(why) => {
                    let hides = protections::misplaced(&name, value.get_ref());
                    let text = format!("the format {name}: {why}. It is ignored");
                    self.report_hiding(Some(value.span()), text, hides);
                }
            }
        }
        found.sort_by_key(|(place, ..)| *place);
        let named = found
            .into_iter()
            .map(|(_, name, template)| (name, template));
        self.file.formats = Formats::with(named);
    }

    /// Reads a rule; a mistake drops the whole rule, since half of it would apply to too much.
    fn rule(&mut self, value: &Spanned<DeValue<'_>>) {
        let before = self.text.get(..value.span().start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        match rules::read(value.get_ref(), line) {
            Ok(rule) => self.file.rules.push(rule),
            Err(mistake) => self.report_entry(value, mistake),
        }
    }
}
