//! The settings of `config.toml` outside tables: one row each, for parsing, printing and the README.

use super::{
    File,
    programs::{command, line},
    value::{boolean, quoted},
};
use crate::ui::{did_you_mean::did_you_mean, themes};
use toml::de::DeValue;

pub struct Setting {
    pub name: &'static str,
    /// The meaning, printed as a comment.
    pub help: &'static str,
    /// Stores a value in the file, or says what was expected.
    pub take: fn(&mut File, &DeValue<'_>) -> Result<(), &'static str>,
    /// The value as TOML; `None` if it is not set and has no default to show.
    pub show: fn(&File) -> Option<String>,
}

/// All settings outside tables, in the order of printing.
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: "refresh_seconds",
        help: "seconds between refreshes of the open project; 0 turns them off",
        take: |file, value| {
            let seconds = value
                .as_integer()
                .and_then(|number| number.as_str().parse().ok());
            file.refresh_seconds = Some(seconds.ok_or("a number of seconds, or 0 for off")?);
            Ok(())
        },
        show: |file| Some(file.refresh_seconds.unwrap_or(15).to_string()),
    },
    Setting {
        name: "stale_days",
        help: "days without activity after which a branch counts as stale",
        take: |file, value| {
            let days = value
                .as_integer()
                .and_then(|number| number.as_str().parse().ok());
            file.stale_days = Some(days.ok_or("a number of days")?);
            Ok(())
        },
        show: |file| Some(file.stale_days.unwrap_or(7).to_string()),
    },
    Setting {
        name: "theme",
        help: "the colors: one of the themes below or a name in [themes]",
        take: |file, value| {
            let name = value.as_str().ok_or("the name of a theme")?;
            file.theme = Some(name.to_owned());
            Ok(())
        },
        show: |file| {
            let usual = &themes::auto().name;
            Some(quoted(file.theme.as_deref().unwrap_or(usual)))
        },
    },
    Setting {
        name: "read_only",
        help: "refuse all changes",
        take: |file, value| {
            file.read_only = boolean(value)?;
            Ok(())
        },
        show: |file| Some(file.read_only.to_string()),
    },
    Setting {
        name: "no_wake",
        help: "refuse actions that wake a compute",
        take: |file, value| {
            file.no_wake = boolean(value)?;
            Ok(())
        },
        show: |file| Some(file.no_wake.to_string()),
    },
    Setting {
        name: "ascii",
        help: "draw with ASCII characters only",
        take: |file, value| {
            file.ascii = boolean(value)?;
            Ok(())
        },
        show: |file| Some(file.ascii.to_string()),
    },
    Setting {
        name: "clear_clipboard_seconds",
        help: "seconds until a copied password is cleared; 0 keeps it",
        take: |file, value| {
            let seconds = value
                .as_integer()
                .and_then(|number| number.as_str().parse().ok());
            file.clear_clipboard_seconds =
                Some(seconds.ok_or("a number of seconds, or 0 for never")?);
            Ok(())
        },
        show: |file| Some(file.clear_clipboard_seconds.unwrap_or(60).to_string()),
    },
    Setting {
        name: "log_changes",
        help: "log the changes that you send in changes.jsonl; no secrets",
        take: |file, value| {
            file.log_changes = Some(boolean(value)?);
            Ok(())
        },
        show: |file| Some(file.log_changes.unwrap_or(true).to_string()),
    },
    Setting {
        name: "key_command",
        help: "a shell command that prints an API key",
        take: |file, value| {
            let line = value
                .as_str()
                .map(str::trim)
                .filter(|line| !line.is_empty());
            let line = line.ok_or("a shell command that prints an API key")?;
            file.key_command = Some(line.to_owned());
            Ok(())
        },
        show: |file| file.key_command.as_deref().map(quoted),
    },
    Setting {
        name: "client",
        help: "what p opens: psql, pgcli, harlequin, rainfrog, lazysql or a name in [clients]",
        take: |file, value| {
            let name = value.as_str().ok_or("the name of a client")?;
            file.client = Some(name.to_owned());
            Ok(())
        },
        show: |file| Some(quoted(file.client.as_deref().unwrap_or("psql"))),
    },
    Setting {
        name: "editor",
        help: "the editor if neither $VISUAL nor $EDITOR is set",
        take: |file, value| {
            file.editor = Some(command(value)?);
            Ok(())
        },
        show: |file| file.editor.as_deref().map(|words| quoted(&line(words))),
    },
    Setting {
        name: "pager",
        help: "the pager if $PAGER is not set",
        take: |file, value| {
            file.pager = Some(command(value)?);
            Ok(())
        },
        show: |file| file.pager.as_deref().map(|words| quoted(&line(words))),
    },
];

/// Says that no theme has this name; `None` if one has.
pub fn no_theme(name: &str, file: &File) -> Option<String> {
    let ours = themes::THEMES.iter().map(|theme| theme.name.as_ref());
    let all = ours.chain(file.themes.iter().map(|theme| theme.name.as_str()));
    if all.clone().any(|known| known == name) {
        return None;
    }
    let hint = did_you_mean(name, all);
    let hint = if hint.is_empty() { "." } else { &hint };
    Some(format!("unknown theme \"{name}\"{hint}"))
}
