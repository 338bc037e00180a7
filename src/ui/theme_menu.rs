//! The menu of the themes: the screen is drawn in the colors of the line under the cursor.

use super::{
    dialog::{
        Dialogs,
        menu::{Choice, Item, Menu},
    },
    effect::{Effect, Outbox},
    model::Model,
    scroll::ListCursor,
    settings::Settings,
    themes::ThemeSpec,
};
use crate::neon::Neon;

/// Lists the themes, with the cursor on the one that is used.
pub fn open(dialogs: &mut Dialogs, settings: &Settings) {
    let used = &settings.theme.name;
    let lines = settings.theme.all().map(|theme| {
        let note = match theme.name == *used {
            true => format!("{} (now)", theme.help),
            false => theme.help.to_string(),
        };
        let name = theme.name.to_string();
        Item::new(name.clone(), note, Choice::Theme(name))
    });
    // Without letters: one that is typed to move would choose.
    let items: Vec<Item> = lines.collect();
    let is_used = |item: &&Item| item.label == *used;
    let cursor = ListCursor {
        item: items.iter().find(is_used).cloned(),
        ..ListCursor::default()
    };
    dialogs.open(Menu {
        items,
        cursor,
        ..Menu::new("Theme")
    });
}

/// The theme to draw in: that of the line under the cursor while the menu is open. Closing it brings the one before
/// back.
pub fn shown(model: &Model) -> &ThemeSpec {
    let choice = &model.settings.theme;
    choice.get(previewed(&model.dialogs).unwrap_or(&choice.name))
}

/// Whether the menu shows a theme: what is behind it then keeps its colors.
pub fn is_open(dialogs: &Dialogs) -> bool {
    previewed(dialogs).is_some()
}

fn previewed(dialogs: &Dialogs) -> Option<&str> {
    dialogs.top_as::<Menu>()?.theme()
}

/// Uses a theme from now on.
pub fn choose(outbox: &mut Outbox, settings: &mut Settings, neon: &mut Neon, name: String) {
    let choice = &mut settings.theme;
    let text = match choice.is_set {
        true => format!(
            "theme {name} until you quit; to keep it, write theme = \"{name}\" in config.toml"
        ),
        false => format!("theme {name}, also the next time"),
    };
    if !choice.is_set {
        outbox.push(Effect::KeepTheme(name.clone()));
    }
    choice.name = name;
    neon.say(text)
}

/// Handles the result of remembering a theme.
pub(crate) fn kept(neon: &mut Neon, done: Result<(), String>) {
    if let Err(why) = done {
        neon.touched = true;
        neon.say_bad(format!("{why} The theme will not be remembered"));
    }
}
