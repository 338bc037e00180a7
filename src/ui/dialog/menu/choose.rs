//! Running the choice of a menu.

use crate::{
    changes::{deleted, write},
    key::Key,
    neon::Neon,
    ui::{
        action::Scope,
        clipboard::{self},
        commands,
        compare::{self},
        dialog::{
            Behavior,
            menu::{Choice, Menu},
            stakes::Stakes,
        },
        model::Model,
        scroll::Step,
        settings::Settings,
        table,
    },
};

/// Runs the selected line.
pub fn choose(model: &mut Model) {
    let Model {
        browser,
        dialogs,
        keyboard,
        outbox,
        settings,
        changes,
        neon,
        ..
    } = model;
    let Some(menu) = dialogs.top_as_mut::<Menu>() else {
        return;
    };
    let Some(item) = menu.items.get(menu.at()).cloned() else {
        return;
    };
    let meant = menu.target.clone();
    if let Some(why) = item.why_not {
        if let Choice::Do(action) = item.choice
            && action.spec().begins_text()
        {
            keyboard.lose_field(neon.now);
        }
        return neon.say(why);
    }
    dialogs.close_top();
    match &item.choice {
        Choice::Recover(project, name) => {
            return write::send(changes, neon, deleted::recovery(project, name));
        }
        Choice::Undo(id) => {
            return commands::undo::ask(dialogs, changes, neon, *id);
        }
        Choice::Compare(target, with) => {
            return compare::ask(dialogs, settings, neon, target.clone(), with.clone());
        }
        Choice::ExpireMarked(expiry) => return commands::expiry::chosen(model, *expiry),
        Choice::SortBy(column) => {
            return table::commands::sort_by(browser, neon, column);
        }
        Choice::Transfer(project, to) => {
            return commands::transfer::ask(dialogs, neon, project, to);
        }
        Choice::Do(_) | Choice::Copy(_) => {}
    }
    // The selected item may have gone while the menu was open; its lines must not act on another one.
    if meant.as_ref() != browser.selected() {
        return neon.say("the selection has changed: nothing was done");
    }
    match item.choice {
        Choice::Do(action) => action.run(model),
        Choice::Copy(piece) => clipboard::copy(outbox, piece),
        Choice::Recover(..)
        | Choice::ExpireMarked(_)
        | Choice::Undo(_)
        | Choice::Compare(..)
        | Choice::SortBy(_)
        | Choice::Transfer(..) => {}
    }
}

impl Behavior for Menu {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Menu, Scope::Always]
    }

    fn runs_letters(&self) -> bool {
        true
    }

    fn stakes(&self, _: &Settings, neon: &Neon) -> Stakes {
        let of_choices = self.items.iter().filter_map(|item| match &item.choice {
            Choice::Compare(target, _) => Some(target),
            _ => None,
        });
        let about = self.target.iter().chain(of_choices);
        about
            .map(|target| Stakes::of(neon, target))
            .fold(Stakes::default(), Stakes::and)
    }

    /// Runs the line with the typed letter.
    fn type_key(model: &mut Model, key: Key) -> bool {
        let Some(letter) = key.typed() else {
            return false;
        };
        let Some(menu) = model.dialogs.top_as_mut::<Self>() else {
            return false;
        };
        let Some(at) = menu.items.iter().position(|item| item.letter == letter) else {
            return false;
        };
        menu.cursor.item = menu.items.get(at).cloned();
        choose(model);
        true
    }

    fn go(model: &mut Model, step: Step) {
        if let Some(menu) = model.dialogs.top_as_mut::<Self>() {
            menu.cursor.step(step, &menu.items);
        }
    }
}
