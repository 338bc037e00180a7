//! The settings of `config.toml` outside tables: one row each, for parsing, printing, the schema and the README.

use super::{
    File,
    form::Form,
    mistake::sentence,
    theme_names,
    value::{line, quoted},
};
use crate::ui::{TimeStyle, db_client::known::CLIENTS, did_you_mean::did_you_mean, themes};
use jiff::tz::TimeZone;

pub struct Setting {
    pub name: &'static str,
    /// The meaning, printed as a comment.
    pub help: &'static str,
    /// What its value looks like, and where it goes.
    pub form: Form,
    /// When a changed value is used.
    pub used: Used,
    /// The value as TOML; `None` if it is not set and has no default to show.
    pub show: fn(&File) -> Option<String>,
}

/// When a changed value of the file is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Used {
    /// As soon as the file has changed.
    AtOnce,
    /// From the next start on.
    NextStart,
}

/// All settings outside tables, in the order of printing.
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: "refresh_seconds",
        help: "seconds between refreshes of the open project; 0 turns them off",
        form: Form::Number {
            what: "a number of seconds, or 0 for off",
            most: u64::MAX,
            set: |file, seconds| file.refresh_seconds = Some(seconds),
        },
        used: Used::AtOnce,
        show: |file| Some(file.refresh_seconds.unwrap_or(15).to_string()),
    },
    Setting {
        name: "stale_days",
        help: "days without activity after which a branch counts as stale",
        form: Form::Number {
            what: "a number of days",
            most: u16::MAX as u64,
            set: |file, days| file.stale_days = u16::try_from(days).ok(),
        },
        used: Used::AtOnce,
        show: |file| Some(file.stale_days.unwrap_or(7).to_string()),
    },
    Setting {
        name: "times",
        help: "how times are written: relative, local or utc",
        form: Form::Choice {
            what: "relative, local or utc",
            names: || TimeStyle::NAMES.map(|(name, _)| name).to_vec(),
            set: |file, name| file.times = TimeStyle::named(name),
        },
        used: Used::AtOnce,
        show: |file| Some(quoted(file.times.unwrap_or_default().name())),
    },
    Setting {
        name: "time_zone",
        help: "the zone of local times, such as Europe/Berlin, if not the machine's",
        form: Form::Text {
            what: "the name of a time zone, such as Europe/Berlin or UTC",
            set: |file, name| {
                file.time_zone = TimeZone::get(name).ok();
                file.time_zone.is_some()
            },
        },
        used: Used::AtOnce,
        show: |file| Some(quoted(file.time_zone.as_ref()?.iana_name()?)),
    },
    Setting {
        name: "theme",
        help: "the colors: one of the themes below or a name in [themes]",
        form: Form::Name {
            what: "the name of a theme",
            known: || theme_names().collect(),
            set: |file, name| file.theme = Some(name.to_owned()),
        },
        used: Used::AtOnce,
        show: |file| {
            let usual = &themes::auto().name;
            Some(quoted(file.theme.as_deref().unwrap_or(usual)))
        },
    },
    Setting {
        name: "read_only",
        help: "refuse all changes",
        form: Form::Flag(|file, is_on| file.read_only = is_on),
        used: Used::AtOnce,
        show: |file| Some(file.read_only.to_string()),
    },
    Setting {
        name: "no_wake",
        help: "refuse actions that wake a compute",
        form: Form::Flag(|file, is_on| file.no_wake = is_on),
        used: Used::AtOnce,
        show: |file| Some(file.no_wake.to_string()),
    },
    Setting {
        name: "ascii",
        help: "draw with ASCII characters only",
        form: Form::Flag(|file, is_on| file.ascii = is_on),
        used: Used::AtOnce,
        show: |file| Some(file.ascii.to_string()),
    },
    Setting {
        name: "ambiguous_width",
        help: "cells of characters such as · and ● in the terminal, if it does not say so: narrow (1) or wide (2)",
        form: Form::Choice {
            what: "narrow or wide",
            names: || vec!["narrow", "wide"],
            set: |file, name| file.wide_ambiguous = Some(name == "wide"),
        },
        used: Used::AtOnce,
        show: |file| {
            let name = |is_wide| if is_wide { "wide" } else { "narrow" };
            file.wide_ambiguous.map(name).map(quoted)
        },
    },
    Setting {
        name: "linear",
        help: "draw one column of plain text, for screen readers and braille",
        form: Form::Flag(|file, is_on| file.linear = is_on),
        used: Used::AtOnce,
        show: |file| Some(file.linear.to_string()),
    },
    Setting {
        name: "mouse",
        help: "use the mouse; Shift (on macOS Option) and dragging selects text",
        form: Form::Flag(|file, is_on| file.mouse = is_on),
        used: Used::AtOnce,
        show: |file| Some(file.mouse.to_string()),
    },
    Setting {
        name: "clear_clipboard_seconds",
        help: "seconds until a copied password is cleared; 0 keeps it",
        form: Form::Number {
            what: "a number of seconds, or 0 for never",
            most: u64::MAX,
            set: |file, seconds| file.clear_clipboard_seconds = Some(seconds),
        },
        used: Used::AtOnce,
        show: |file| Some(file.clear_clipboard_seconds.unwrap_or(60).to_string()),
    },
    Setting {
        name: "log_changes",
        help: "log the changes that you send in changes.jsonl; no secrets",
        form: Form::Flag(|file, is_on| file.log_changes = Some(is_on)),
        used: Used::AtOnce,
        show: |file| Some(file.log_changes.unwrap_or(true).to_string()),
    },
    Setting {
        name: "key_command",
        help: "a shell command that prints an API key",
        form: Form::Text {
            what: "a shell command that prints an API key",
            set: |file, line| {
                let line = Some(line.trim()).filter(|line| !line.is_empty());
                file.key_command = line.map(str::to_owned);
                line.is_some()
            },
        },
        used: Used::NextStart,
        show: |file| file.key_command.as_deref().map(quoted),
    },
    Setting {
        name: "client",
        help: "what p opens: psql, pgcli, harlequin, rainfrog, lazysql or a name in [clients]",
        form: Form::Name {
            what: "the name of a client",
            known: || CLIENTS.iter().map(|client| client.name).collect(),
            set: |file, name| file.client = Some(name.to_owned()),
        },
        used: Used::AtOnce,
        show: |file| Some(quoted(file.client.as_deref().unwrap_or("psql"))),
    },
    Setting {
        name: "editor",
        help: "the editor if neither $VISUAL nor $EDITOR is set; else nano or vi",
        form: Form::Command(|file, words| file.editor = Some(words)),
        used: Used::AtOnce,
        show: |file| file.editor.as_deref().map(|words| quoted(&line(words))),
    },
    Setting {
        name: "pager",
        help: "the pager if $PAGER is not set",
        form: Form::Command(|file, words| file.pager = Some(words)),
        used: Used::AtOnce,
        show: |file| file.pager.as_deref().map(|words| quoted(&line(words))),
    },
];

/// Says that no theme has this name; `None` if one has.
pub fn no_theme(name: &str, file: &File) -> Option<String> {
    let mut all: Vec<&str> = theme_names().collect();
    all.extend(file.themes.iter().map(|theme| theme.name.as_str()));
    if all.contains(&name) {
        return None;
    }
    let hint = did_you_mean(name, all);
    Some(sentence(&format!("unknown theme \"{name}\"{hint}")))
}
