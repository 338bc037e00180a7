//! Checks README, `docs` and CONTRIBUTING against the tables of the program.
//!
//! `UPDATE_DOCS=1 cargo test --test docs` rewrites the generated parts, which are between `<!-- NAME: begin -->`
//! and `<!-- NAME: end -->`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "docs_support/api.rs"]
mod api;
#[path = "docs_support/cli.rs"]
mod cli_commands;

use lazyneon::{
    cli::{self, exit_status::ExitStatus},
    config::{
        COMMAND_FIELDS, File, TABLES, VARIABLES, VIEW_FIELDS, prices::PRICES, rule_fields,
        settings::SETTINGS,
    },
    connect::formats::{FILTERS, FORMATS, Needs, PLACEHOLDERS},
    emulator::Fault,
    ui::{
        Action, Keymap, Prices, Scope,
        action::{ACTIONS, ActionSpec, Place, in_scope},
        db_client::known::CLIENTS,
        key_presets::PRESETS,
        own_command::words::Variable,
        table::named,
        themes::{THEMES, colors::ROLES},
    },
};
use serde_json::Value;
use std::{
    collections::BTreeSet,
    ffi::OsString,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    sync::Once,
};

/// The longest help text of an action or option: it must fit on a line of the help beside its key and label.
const LONGEST_HELP: usize = 60;

/// The keys shown in the README.
const README_KEYS: [Action; 10] = [
    Action::Open,
    Action::Filter,
    Action::Palette,
    Action::CopyUri,
    Action::Connect,
    Action::StartCompute,
    Action::Edit,
    Action::NewMenu,
    Action::ActionsMenu,
    Action::Help,
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The generated parts: their page, their name there, and their expected text.
type Part = (&'static str, &'static str, fn() -> String);
const PARTS: [Part; 24] = [
    ("docs/keys.md", "keys", key_table),
    ("docs/keys.md", "presets", preset_tables),
    ("README.md", "keys", readme_keys),
    ("docs/configuration.md", "settings", settings_table),
    ("docs/configuration.md", "prices", prices_table),
    ("docs/configuration.md", "columns", columns_table),
    ("docs/configuration.md", "views", views_table),
    ("docs/configuration.md", "commands", commands_table),
    ("docs/configuration.md", "variables", variables_table),
    ("docs/configuration.md", "themes", themes_table),
    ("docs/configuration.md", "roles", roles_table),
    ("docs/configuration.md", "options", || options("")),
    ("docs/emulator.md", "options", || options("emulate")),
    ("docs/scripts.md", "exit statuses", exit_table),
    ("docs/scripts.md", "get", || options("get")),
    ("docs/scripts.md", "uri", || options("uri")),
    ("docs/scripts.md", "start", || options("start")),
    ("docs/api.md", "operations", api::operations),
    ("docs/api.md", "not called", api::others),
    ("docs/cli.md", "commands", cli_commands::table),
    ("docs/cli.md", "lines", cli_commands::lines),
    ("docs/formats.md", "formats", formats_table),
    ("docs/formats.md", "placeholders", placeholders_table),
    ("docs/formats.md", "filters", filters_table),
];

/// Reads a page; with `UPDATE_DOCS`, all pages are written first.
fn read(page: &str) -> String {
    static WRITTEN: Once = Once::new();
    WRITTEN.call_once(|| {
        if std::env::var_os("UPDATE_DOCS").is_some() {
            for (page, part, should) in PARTS {
                let text = text_of(page);
                let (before, _, after) = parts_of(page, part, &text);
                fs::write(
                    root().join(page),
                    format!("{before}\n{}\n{after}", should()),
                )
                .unwrap();
            }
        }
    });
    text_of(page)
}

fn text_of(page: &str) -> String {
    fs::read_to_string(root().join(page)).unwrap_or_else(|error| panic!("{page}: {error}"))
}

/// The text before a generated part, the part, and the text after it.
fn parts_of<'a>(page: &str, part: &str, text: &'a str) -> (&'a str, &'a str, &'a str) {
    let (begin, end) = (
        format!("<!-- {part}: begin -->\n"),
        format!("<!-- {part}: end -->"),
    );
    let from = text.find(&begin).map(|at| at + begin.len());
    let from = from.unwrap_or_else(|| panic!("{page} does not mark where {part} begins"));
    let to = text[from..].find(&end).map(|at| from + at);
    let to = to.unwrap_or_else(|| panic!("{page} does not mark where {part} ends"));
    (&text[..from], &text[from..to], &text[to..])
}

fn pages() -> Vec<String> {
    let mut pages = vec!["README.md".to_owned(), "CONTRIBUTING.md".to_owned()];
    for entry in root().join("docs").read_dir().unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(name.ends_with(".md"), "docs/{name} is no page");
        pages.push(format!("docs/{name}"));
    }
    pages.sort();
    pages
}

/// Compares the generated parts with this name to their expected text.
fn hold(pages: &str, name: &str) {
    for (page, part, should) in PARTS {
        if !page.ends_with(pages) || part != name {
            continue;
        }
        let text = read(page);
        let (_, written, _) = parts_of(page, part, &text);
        assert_eq!(
            written,
            format!("\n{}\n", should()),
            "{part} in {page} is out of date: UPDATE_DOCS=1 cargo test --test docs"
        );
    }
}

#[test]
fn the_key_table_is_the_table_of_actions() {
    hold("keys.md", "keys");
}

#[test]
fn the_keys_of_the_readme_are_those_of_the_table() {
    hold("README.md", "keys");
}

#[test]
fn every_format_is_documented() {
    for part in ["formats", "placeholders", "filters"] {
        hold("formats.md", part);
    }
}

#[test]
fn the_options_are_documented_as_the_help_prints_them() {
    hold(".md", "options");
}

/// A text as code in a table cell.
fn code(text: &str) -> String {
    match text {
        "`" => "`` ` ``".to_owned(),
        text => format!("`{text}`").replace('|', "\\|"),
    }
}

fn key_row((spec, place): (&ActionSpec, &Place)) -> String {
    let keys: Vec<String> = spec
        .default_keys(place)
        .iter()
        .map(|way| code(way))
        .collect();
    format!(
        "| {} | {} | {} | {} |\n",
        keys.join(" "),
        spec.label,
        spec.help,
        code(place.id)
    )
}

fn key_table() -> String {
    let mut table = String::new();
    for scope in Scope::ALL {
        write!(
            table,
            "## {}\n\n| Key | Action | What it does | Name |\n|---|---|---|---|\n",
            scope.title()
        )
        .unwrap();
        table.extend(in_scope(scope).map(key_row));
        table.push('\n');
    }
    table.push_str("## Names for several dialogs\n\n| Name | Stands for |\n|---|---|\n");
    for spec in ACTIONS.iter().filter(|spec| spec.places.len() > 1) {
        let names: Vec<String> = spec.places.iter().map(|place| code(place.id)).collect();
        writeln!(table, "| {} | {} |", code(spec.id), names.join(" ")).unwrap();
    }
    table.trim_end().to_owned()
}

/// What each preset changes, by scope.
fn preset_tables() -> String {
    let mut text = String::new();
    for preset in PRESETS.into_iter().filter(|preset| !preset.keys.is_empty()) {
        let map = Keymap::of(preset);
        write!(
            text,
            "### {}\n\n{}\n\n| Key | Instead of | Action | Name |\n|---|---|---|---|\n",
            preset.name, preset.help
        )
        .unwrap();
        let written = |keys: Vec<String>| {
            let keys: Vec<String> = keys.iter().map(|key| code(key)).collect();
            if keys.is_empty() {
                "none".to_owned()
            } else {
                keys.join(" ")
            }
        };
        for scope in Scope::ALL {
            for (spec, place) in in_scope(scope) {
                let now: Vec<String> = map.keys_or_menu(spec, place);
                let before = Keymap::default().keys_or_menu(spec, place);
                if now != before {
                    let (now, before) = (written(now), written(before));
                    writeln!(
                        text,
                        "| {now} | {before} | {} | {} |",
                        spec.label,
                        code(place.id)
                    )
                    .unwrap();
                }
            }
        }
        text.push('\n');
    }
    text.trim_end().to_owned()
}

#[test]
fn every_operation_of_the_api_is_documented() {
    hold("api.md", "operations");
    hold("api.md", "not called");
}

#[test]
fn every_command_of_the_official_cli_is_documented() {
    hold("cli.md", "commands");
    hold("cli.md", "lines");
    assert_eq!(cli_commands::differences(), Vec::<String>::new());
}

#[test]
fn the_presets_of_keys_are_documented() {
    hold("keys.md", "presets");
}

fn readme_keys() -> String {
    let mut table = "| Key | What it does |\n|---|---|".to_owned();
    for action in README_KEYS {
        let spec = action.spec();
        let keys: Vec<String> = spec
            .default_keys(&spec.places[0])
            .iter()
            .take(1)
            .map(|way| code(way))
            .collect();
        write!(table, "\n| {} | {} |", keys.join(" "), spec.help).unwrap();
    }
    table
}

fn settings_table() -> String {
    let mut table = "| Setting | Default | What it does |\n|---|---|---|".to_owned();
    for setting in SETTINGS {
        let default = (setting.show)(&File::default()).map_or("none".to_owned(), |it| code(&it));
        write!(
            table,
            "\n| {} | {default} | {} |",
            code(setting.name),
            setting.help
        )
        .unwrap();
    }
    table
}

fn prices_table() -> String {
    let mut table = "| Price | Default | In dollars |\n|---|---|---|".to_owned();
    for price in &PRICES {
        let default = (price.get)(&Prices::default());
        let default = default.map_or("none".to_owned(), |it| code(&format!("{it:?}")));
        write!(
            table,
            "\n| {} | {default} | {} |",
            code(price.name),
            price.help
        )
        .unwrap();
    }
    table
}

fn columns_table() -> String {
    let mut table = "| List | Columns |\n|---|---|".to_owned();
    for list in named::lists() {
        let names = named::columns_of(list);
        let names: Vec<String> = names.iter().map(|(name, _)| code(name)).collect();
        write!(table, "\n| {} | {} |", code(list), names.join(" ")).unwrap();
    }
    table
}

fn views_table() -> String {
    let mut table = "| Field | What it is |\n|---|---|".to_owned();
    for (name, help) in VIEW_FIELDS {
        write!(table, "\n| {} | {help} |", code(name)).unwrap();
    }
    table
}

fn commands_table() -> String {
    let mut table = "| Field | What it is |\n|---|---|".to_owned();
    for (name, help) in COMMAND_FIELDS {
        write!(table, "\n| {} | {help} |", code(name)).unwrap();
    }
    table
}

fn variables_table() -> String {
    let mut table = "| Variable | What it stands for |\n|---|---|".to_owned();
    for (name, _, help) in Variable::ALL {
        write!(table, "\n| {} | {help} |", code(&format!("{{{name}}}"))).unwrap();
    }
    table
}

#[test]
fn the_examples_of_commands_are_ones() {
    let page = read("docs/configuration.md");
    let (_, examples) = page.split_once("```toml\n[[commands]]").unwrap();
    let examples = examples.split("```").next().unwrap();
    let (file, problems) = File::parse(&format!("[[commands]]{examples}"));
    assert_eq!(problems, []);
    assert_eq!(file.commands.len(), 3);
}

fn themes_table() -> String {
    let mut table = "| Theme | What it is |\n|---|---|".to_owned();
    for theme in &THEMES {
        write!(table, "\n| {} | {} |", code(&theme.name), theme.help).unwrap();
    }
    table
}

fn roles_table() -> String {
    let mut table = "| Color | What has it |\n|---|---|".to_owned();
    for role in ROLES {
        write!(table, "\n| {} | {} |", code(role.name), role.help).unwrap();
    }
    table
}

#[test]
fn the_example_of_a_theme_is_one() {
    let page = read("docs/configuration.md");
    let (_, example) = page.split_once("```toml\ntheme = \"mine\"").unwrap();
    let example = example.split("```").next().unwrap();
    let (file, problems) = File::parse(&format!("theme = \"mine\"{example}"));
    assert_eq!(problems, []);
    let theme = &file.themes[0];
    assert_eq!((theme.colors.len(), &*theme.base.name), (3, "nord"));
}

#[test]
fn every_setting_is_documented_with_its_default() {
    hold("configuration.md", "settings");
    hold("configuration.md", "prices");
    hold("configuration.md", "columns");
    hold("configuration.md", "views");
    hold("configuration.md", "commands");
    hold("configuration.md", "variables");
    hold("configuration.md", "themes");
    hold("configuration.md", "roles");
    let page = read("docs/configuration.md");
    let tables = TABLES.iter().map(|table| table.heading());
    let names = rule_fields().chain(VARIABLES);
    let names = names.chain(CLIENTS.iter().map(|client| client.name));
    for name in names.map(str::to_owned).chain(tables) {
        assert!(
            page.contains(&code(&name)),
            "docs/configuration.md does not say what {name} is"
        );
    }
}

fn formats_table() -> String {
    let mut table = "| Key | Format | What it is for | URI |\n|---|---|---|---|".to_owned();
    for format in FORMATS {
        let uri = match format.needs {
            Needs::Chosen => "pooled or direct",
            Needs::Both => "both",
            Needs::Names => "no password",
        };
        write!(
            table,
            "\n| {} | {} | {} | {uri} |",
            code(&format.key.to_string()),
            format.name,
            format.help
        )
        .unwrap();
    }
    table
}

fn placeholders_table() -> String {
    let mut table = "| Placeholder | What stands there |\n|---|---|".to_owned();
    for placeholder in PLACEHOLDERS {
        let name = code(&format!("{{{}}}", placeholder.name));
        write!(table, "\n| {name} | {} |", placeholder.help).unwrap();
    }
    table
}

fn filters_table() -> String {
    let mut table = "| Filter | How the value is written |\n|---|---|".to_owned();
    for filter in FILTERS {
        let name = code(&format!("|{}", filter.name));
        write!(table, "\n| {name} | {} |", filter.help).unwrap();
    }
    table
}

fn options(command: &str) -> String {
    format!("```text\n{}\n```", cli::texts::help_of(command).trim_end())
}

fn exit_table() -> String {
    let mut table = "| Status | Meaning |\n|---|---|".to_owned();
    for status in ExitStatus::ALL {
        let meaning = status.meaning().replace("--yes", "`--yes`");
        write!(table, "\n| {} | {meaning} |", status.code()).unwrap();
    }
    table
}

#[test]
fn exit_statuses_are_documented() {
    hold("scripts.md", "exit statuses");
    let codes = ExitStatus::ALL.map(ExitStatus::code);
    assert_eq!(codes, [0, 1, 2, 3, 4, 5]);
}

#[test]
fn the_man_page_has_every_command_option_theme_and_exit_status() {
    let page = String::from_utf8(cli::texts::man().unwrap()).unwrap();
    let page = page.replace("\\*(Aq", "'").replace('\\', "");
    let statuses = ExitStatus::ALL.map(|status| status.meaning().to_owned());
    let themes = THEMES.iter().map(|theme| theme.name.to_string());
    let presets = PRESETS.into_iter().map(|preset| preset.name.to_owned());
    let options = cli::texts::options().into_iter();
    // Those of the subcommands of config are in their own help.
    let options = options.filter(|(option, _)| !option.contains("--default"));
    let options = options.map(|(_, help)| help);
    let commands = cli::texts::commands().into_iter();
    let all = commands
        .chain(options)
        .chain(themes)
        .chain(presets)
        .chain(statuses);
    for text in all {
        assert!(page.contains(&text), "the man page has no {text:?}");
    }
}

/// The cells of a column of the table below a heading, without markup.
fn column(page: &str, heading: &str, at: usize) -> Vec<String> {
    let text = read(page);
    let (_, rest) = text.split_once(heading).expect("the table is there");
    let rows = rest
        .lines()
        .skip(1)
        .take_while(|line| line.starts_with('|'));
    rows.map(|row| {
        let cell = row.split('|').nth(at + 1).unwrap_or_default();
        cell.trim().trim_matches('`').to_owned()
    })
    .collect()
}

#[test]
fn every_fault_of_the_emulator_is_documented() {
    let documented = column("docs/emulator.md", "| Fault | What happens |\n", 0);
    let names: BTreeSet<String> = documented
        .iter()
        .map(|fault| {
            let fault: Value = serde_json::from_str(fault).unwrap();
            serde_json::from_value::<Fault>(fault.clone())
                .unwrap_or_else(|error| panic!("{fault}: {error}"));
            let name = fault.as_str().map(str::to_owned);
            name.unwrap_or_else(|| fault.as_object().unwrap().keys().next().unwrap().clone())
        })
        .collect();
    // An unknown fault is refused with a list of all known ones.
    let refusal = serde_json::from_str::<Fault>("\"nonsense\"").unwrap_err();
    let refusal = refusal.to_string();
    let known = refusal.split('`').skip(3).step_by(2).map(str::to_owned);
    assert_eq!(names, known.collect());
}

#[test]
fn help_is_short_and_complete() {
    for scope in Scope::ALL {
        assert!(in_scope(scope).next().is_some(), "{scope:?} has no action");
    }
    for ActionSpec {
        id,
        label,
        help,
        hint,
        places,
        ..
    } in ACTIONS
    {
        assert!(!label.is_empty(), "{id} has no words");
        let mentioned = places.iter().any(|place| !place.short.is_empty());
        assert!(mentioned || *hint == 0, "{id} has no word for the footer");
        assert!(
            help.starts_with(|first: char| first.is_ascii_uppercase()) && !help.ends_with('.'),
            "{id}: {help:?} is not a line of help"
        );
        let long = help.chars().count();
        assert!(long <= LONGEST_HELP, "{id}: {help:?} has {long} characters");
    }
}

#[test]
fn options_are_explained_in_a_line() {
    for (option, help) in cli::texts::options() {
        let long = help.chars().count();
        assert!(
            long > 0 && long <= LONGEST_HELP,
            "{option}: {help:?} has {long} characters"
        );
    }
}

/// The code blocks of a page in this language.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    let rest = text.split(&fence).skip(1);
    rest.map(|rest| rest.split("```").next().unwrap().to_owned())
        .collect()
}

#[test]
fn examples_of_the_configuration_are_understood() {
    let mut seen = 0;
    for page in pages() {
        for block in blocks(&read(&page), "toml") {
            let (_, problems) = File::parse(&block);
            assert_eq!(problems, [], "{page}:\n{block}");
            seen += 1;
        }
    }
    assert!(seen > 3, "only {seen} examples");
}

#[test]
fn commands_of_the_pages_are_understood() {
    let mut seen = 0;
    for page in pages() {
        for block in blocks(&read(&page), "sh") {
            for line in block.replace("\\\n", " ").lines() {
                let line = line.split(" #").next().unwrap().trim();
                let line = line.split(['|', '>', '&']).next().unwrap();
                let words = shlex::split(line).unwrap_or_else(|| panic!("{page}: {line}"));
                let own = words.iter().position(|word| word == "lazyneon");
                let set = |word: &String| word.contains('=');
                let Some(at) = own.filter(|at| words[..*at].iter().all(set)) else {
                    continue;
                };
                let arguments = words[at..].iter().map(OsString::from);
                cli::parse::parse(arguments)
                    .unwrap_or_else(|usage| panic!("{page}: {line}: {usage}"));
                seen += 1;
            }
        }
    }
    assert!(seen > 10, "only {seen} commands");
}

/// The inline code in a page, outside of blocks.
fn spans(text: &str) -> Vec<String> {
    let outside = text.split("```").step_by(2).collect::<String>();
    let spans = outside.split('`').skip(1).step_by(2);
    spans.map(str::to_owned).collect()
}

#[test]
fn keys_that_the_guide_names_are_those_of_the_table() {
    let rows = Scope::ALL.into_iter().flat_map(in_scope);
    let known: BTreeSet<String> = rows
        .flat_map(|(spec, place)| spec.default_keys(place))
        .collect();
    let mut seen = 0;
    for span in spans(&read("docs/guide.md")) {
        let is_key = span.chars().count() == 1 || span.starts_with("Ctrl-");
        let is_chord = span.chars().count() == 3 && span.contains(' ');
        if is_key || is_chord {
            assert!(known.contains(&span), "no action has the key {span}");
            seen += 1;
        }
    }
    assert!(seen > 30, "only {seen} keys");
}

/// The program's code as one text, with multi-line strings joined.
fn code_of_the_program() -> String {
    let mut code = String::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir().unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                code.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }
    let mut parts = code.split("\\\n");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |code, part| code + part.trim_start())
}

#[test]
fn messages_that_are_explained_are_those_of_the_program() {
    let page = read("docs/troubleshooting.md");
    let code = code_of_the_program();
    let quoted: Vec<&str> = page
        .split("**\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    assert!(quoted.len() > 5, "only {} messages", quoted.len());
    for message in quoted {
        // Placeholders for values are left out.
        for part in message.split('…').map(str::trim) {
            assert!(code.contains(part), "nothing says {part:?} ({message:?})");
        }
    }
}

/// The targets of the links and pictures in a page.
fn links(text: &str) -> Vec<String> {
    let opened = [("](", ')'), ("src=\"", '"'), ("srcset=\"", '"')];
    let targets = opened.iter().flat_map(|(open, close)| {
        let rest = text.split(open).skip(1);
        rest.map(|rest| rest.split(*close).next().unwrap().to_owned())
    });
    targets.collect()
}

/// The anchor of a heading.
fn anchor(heading: &str) -> String {
    let text = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = text
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[test]
fn links_lead_somewhere() {
    for page in pages() {
        let directory = root().join(&page);
        let directory = directory.parent().unwrap_or_else(|| Path::new("."));
        for link in links(&read(&page)) {
            if link.starts_with("https://") {
                continue;
            }
            let (path, heading) = link.split_once('#').unwrap_or((&link, ""));
            let path = match path {
                "" => root().join(&page),
                path => directory.join(path),
            };
            assert!(path.exists(), "{page} links to {link}");
            if !heading.is_empty() {
                let text = fs::read_to_string(path).unwrap();
                let mut headings = text.lines().filter(|line| line.starts_with('#'));
                assert!(
                    headings.any(|line| anchor(line) == heading),
                    "{page} links to {link}"
                );
            }
        }
    }
}

#[test]
fn the_readme_is_a_page_and_knows_the_others() {
    let readme = read("README.md");
    let lines = readme.lines().count();
    assert!(lines <= 160, "the README has {lines} lines");
    let linked: BTreeSet<String> = links(&readme).into_iter().collect();
    for page in pages().iter().filter(|page| *page != "README.md") {
        assert!(linked.contains(page), "the README does not link to {page}");
    }
}

#[test]
fn the_pictures_are_shown_small_and_keep_secrets() {
    let shown = links(&read("README.md"));
    let files = fs::read_dir(root().join("assets")).unwrap();
    let files = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let pictures: Vec<String> = files.filter(|file| file.ends_with(".svg")).collect();
    assert!(!pictures.is_empty());
    for picture in pictures {
        let path = format!("assets/{picture}");
        assert!(shown.contains(&path), "the README does not show {path}");
        let svg = read(&path);
        assert!(svg.len() < 2_000_000, "{path} has {} bytes", svg.len());
        assert!(!svg.contains("npg_"), "{path} shows a password");
    }
}
