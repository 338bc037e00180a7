//! Running the choice of a menu.

use crate::{
    changes::{deleted, write},
    key::{Chord, Key},
    neon::Neon,
    reads::listing,
    store::target::Target,
    ui::{
        action::{Action, Availability, Risk, Scope},
        change_list,
        clipboard::{self},
        commands,
        compare::{self},
        dialog::{
            Behavior, Dialogs,
            line::DialogLine,
            menu::{Choice, Item, Menu},
            palette,
            stakes::Stakes,
        },
        jump_history,
        model::Model,
        navigation_target::resolve,
        own_command,
        scroll::{Ends, Step, moved},
        settings::Settings,
        table, text_input, theme_menu,
    },
};
use tui_input::Input;

/// Runs the selected line.
pub fn choose(model: &mut Model) {
    let Some(menu) = model.dialogs.top_as_mut::<Menu>() else {
        return;
    };
    menu.pressed.clear();
    let Some(item) = menu.shown().get(menu.at()).cloned() else {
        return;
    };
    let meant = menu.target.clone();
    run(model, item, meant.as_ref())
}

/// Closes the dialog with this line and runs it. An action is about `meant`, or does nothing.
pub fn run(model: &mut Model, item: Item, meant: Option<&Target>) {
    let is_about_row = match item.choice {
        Choice::Do(action) => action.is_of_row(model) || action.spec().risk == Risk::Write,
        Choice::Copy(_) | Choice::Command(_) => true,
        _ => false,
    };
    let Model {
        browser,
        dialogs,
        keyboard,
        outbox,
        settings,
        start,
        changes,
        neon,
        ..
    } = model;
    if let Some(why) = item.why_not {
        if let Choice::Do(action) = item.choice
            && action.spec().begins_text()
        {
            keyboard.lose_field(neon.now);
        }
        return neon.say(why);
    }
    dialogs.close_top();
    // The selected item may have gone while the dialog was open; its lines must not act on another one.
    if is_about_row && meant != browser.selected() {
        return neon.say("the selection has changed: nothing was done");
    }
    match item.choice {
        Choice::Do(action) => action.run(model),
        Choice::Copy(piece) | Choice::CopyCommand(piece) => clipboard::copy(outbox, piece),
        Choice::Recover(project, name) => {
            write::send(changes, neon, deleted::recovery(&project, &name))
        }
        Choice::Undo(id) => commands::undo::confirm(dialogs, changes, neon, id),
        Choice::Compare(target, with) => compare::open(dialogs, settings, neon, target, with),
        Choice::ExpireMarked(expiry) => commands::expiry::chosen(model, expiry),
        Choice::Theme(name) => theme_menu::choose(outbox, settings, neon, name),
        Choice::View(name) => match settings.view(&name) {
            Some(view) => table::views::open(browser, neon, view),
            None => neon.say("that view is no longer in config.toml"),
        },
        Choice::Command(name) => own_command::run::named(model, &name),
        Choice::SortBy(column) => table::commands::sort_by(browser, neon, column),
        Choice::Transfer(project, to) => commands::transfer::confirm(dialogs, neon, &project, &to),
        Choice::Visit(change) => change_list::visit(browser, start, changes, neon, &change),
        Choice::Go(target) => {
            listing::keep_found(neon, &target);
            jump_history::go_to(browser, changes, neon, &target)
        }
        Choice::Find(text) => palette::open_for(model, &text),
        Choice::LookFor(place) => {
            let name = place.named();
            resolve::go(browser, start, changes, neon, *place, &name)
        }
    }
}

impl Behavior for Menu {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Menu, Scope::Always]
    }

    fn runs_letters(&self) -> bool {
        self.filter.is_none()
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

    fn takes_text(&self) -> bool {
        self.filter.is_some()
    }

    /// Types into the filter, or runs the line with these keys.
    fn type_key(model: &mut Model, key: Key) -> bool {
        let Some(menu) = model.dialogs.top_as_mut::<Self>() else {
            return false;
        };
        if let Some(filter) = &mut menu.filter {
            return text_input::edit(filter, key);
        }
        menu.pressed.push(key);
        let keys: Vec<Option<Chord>> = menu.items.iter().map(Item::keys).collect();
        let is_it = |keys: &Option<Chord>| {
            keys.as_ref()
                .is_some_and(|keys| keys.keys() == menu.pressed)
        };
        if let Some(at) = keys.iter().position(is_it) {
            menu.cursor.item = menu.items.get(at).cloned();
            choose(model);
            return true;
        }
        let mut keys = keys.iter().flatten();
        if keys.any(|keys| keys.starts_with(&menu.pressed)) {
            return true;
        }
        // A key that does not go on with the chord only ends it.
        let was_chord = menu.pressed.len() > 1;
        menu.pressed.clear();
        was_chord
    }

    fn paste(model: &mut Model, text: &str) -> bool {
        let menu = model.dialogs.top_as_mut::<Self>();
        let filter = menu.and_then(|menu| menu.filter.as_mut());
        filter
            .map(|filter| text_input::insert(filter, text))
            .is_some()
    }

    fn opens(&self) -> Option<Action> {
        Some(Action::MenuRun)
    }

    fn point(model: &mut Model, line: &DialogLine) -> bool {
        let menu = model.dialogs.top_as_mut::<Self>();
        let (Some(menu), Some(item)) = (menu, line.id::<Item>()) else {
            return false;
        };
        let is_shown = menu.shown().contains(item);
        if is_shown {
            menu.pressed.clear();
            menu.cursor.item = Some(item.clone());
        }
        is_shown
    }

    fn is_filtered(&self) -> bool {
        self.filter.is_some()
    }

    /// Drops the filter; without one, closes the menu.
    fn close(model: &mut Model) {
        match model.dialogs.top_as_mut::<Self>() {
            Some(menu) if menu.is_filtered() => menu.filter = None,
            _ => model.dialogs.close_top(),
        }
    }

    fn go(model: &mut Model, step: Step) {
        if let Some(menu) = model.dialogs.top_as_mut::<Self>() {
            let shown = menu.shown().into_owned();
            menu.cursor.step(step, &shown);
        }
    }
}

/// Whether there is no filter yet.
pub fn can_filter(dialogs: &Dialogs) -> Availability {
    Availability::shown_if(dialogs.top_is(|menu: &Menu| menu.filter.is_none()))
}

/// Opens the filter line.
pub fn filter(dialogs: &mut Dialogs) {
    if let Some(menu) = dialogs.top_as_mut::<Menu>() {
        menu.filter = Some(Input::default());
    }
}

/// Whether its lines are in groups.
pub fn has_groups(dialogs: &Dialogs) -> Availability {
    Availability::shown_if(dialogs.top_is(|menu: &Menu| menu.grouped))
}

/// Goes to the first line of the next group.
pub fn next_group(dialogs: &mut Dialogs) {
    go_to_group(dialogs, true);
}

/// Goes to the first line of the group before.
pub fn previous_group(dialogs: &mut Dialogs) {
    go_to_group(dialogs, false);
}

fn go_to_group(dialogs: &mut Dialogs, forward: bool) {
    let Some(menu) = dialogs.top_as_mut::<Menu>() else {
        return;
    };
    let shown = menu.shown().into_owned();
    let begins = |at: &usize| {
        let before = at.checked_sub(1).and_then(|before| shown.get(before));
        before.is_none_or(|before| shown.get(*at).and_then(Item::group) != before.group())
    };
    let mut first: Vec<usize> = (0..shown.len()).filter(begins).collect();
    let at = menu.at();
    let group = first
        .partition_point(|first| *first <= at)
        .saturating_sub(1);
    let by = if forward { 1 } else { -1 };
    let to = moved(group, by, first.len(), Ends::Wrap);
    if to < first.len() {
        let to = first.swap_remove(to);
        menu.cursor.go(to, shown.len(), |at| shown.get(at).cloned());
    }
}
