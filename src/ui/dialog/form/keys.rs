//! Keys in a form: the widget of the field gets them first, then the action table.

use super::{Form, Status, close, list, request};
use crate::{
    api::{ApiError, ShellCommands},
    key::{Code, Key},
    kinds::edit::{self, Visibility},
    neon::Neon,
    ui::{
        action::{Action, Scope},
        dialog::{
            Behavior, Dialogs, form::field_state::FieldState, line::DialogLine, stakes::Stakes,
        },
        model::Model,
        scroll::{Ends, Scroll, Step, moved, one},
        settings::Settings,
        text_input::{TextInput, refuses_secret},
    },
};

/// The form on top, with the current time set.
pub(crate) fn current<'a>(dialogs: &'a mut Dialogs, neon: &Neon) -> Option<&'a mut Form> {
    let form = dialogs.top_as_mut::<Form>()?;
    form.about.now = neon.now;
    Some(form)
}

/// Changes that form, without further effects.
pub(crate) fn on_top(dialogs: &mut Dialogs, neon: &Neon, change: impl FnOnce(&mut Form)) {
    if let Some(form) = current(dialogs, neon) {
        change(form);
    }
}

impl Form {
    /// The selected widget and its kind of input, if it can be edited now.
    pub(crate) fn widget(&mut self) -> Option<(&mut FieldState, edit::Input)> {
        if self.status != Status::Editing {
            return None;
        }
        let field = self.fields.get_mut(self.at)?;
        let free = field.shown == Visibility::Yes;
        free.then_some((&mut field.draft, field.edit.input))
    }

    /// Validates again after the selected field was changed.
    pub(crate) fn edited(&mut self) {
        self.message = None;
        self.goes_on = false;
        if let Some(path) = self.current().map(|field| field.edit.path) {
            self.revalidate(path);
        }
    }

    /// Leaves the selected field.
    pub(crate) fn leave(&mut self) {
        if let Some((draft, kind)) = self.widget() {
            draft.leave(kind);
            if let Some(path) = self.current().map(|field| field.edit.path) {
                self.revalidate(path);
            }
        }
    }

    fn go(&mut self, forward: bool) {
        if let Status::Conflict { fields, cursor, .. } = &mut self.status {
            cursor.shift(one(forward), fields.len());
            return;
        }
        self.leave();
        let visible: Vec<usize> = self.visible().map(|(at, _)| at).collect();
        let next = if forward {
            let after = visible.iter().find(|at| **at > self.at);
            after.or(visible.first())
        } else {
            let before = visible.iter().rev().find(|at| **at < self.at);
            before.or(visible.last())
        };
        self.at = next.copied().unwrap_or(0);
        let names = self.library_count();
        match self.fields.get_mut(self.at).map(|field| &mut field.draft) {
            Some(draft @ FieldState::List { .. }) => {
                draft.go_to_line(if forward { 0 } else { usize::MAX });
            }
            Some(FieldState::Libraries { cursor, .. }) => {
                cursor.at = if forward { 0 } else { names.saturating_sub(1) };
            }
            _ => {}
        }
    }

    /// Moves through fields that do not all fit; the lines below them scroll as if they came after the last field.
    fn go_or_scroll(&mut self, step: Step) {
        let last = self.visible().last().map(|(at, _)| at);
        let fields = self.fields_scroll.height();
        let down = step.lines(fields) > 0;
        let is_read = self.scroll.top() == 0;
        let on_fields = if down { last != Some(self.at) } else { is_read };
        if !self.fields_scroll.is_long() || !on_fields {
            return self.scroll.read(step);
        }
        let first = self.visible().next().map(|(at, _)| at);
        let edge = if down { last } else { first };
        for _ in 0..step.lines(fields).unsigned_abs() {
            if edge == Some(self.at) {
                break;
            }
            self.go(down);
        }
    }

    /// The number of lines of the libraries widget.
    fn library_count(&self) -> usize {
        self.current()
            .map_or(0, |field| field.draft.names(&self.libraries.value).len())
    }

    fn step(&mut self, up: bool) {
        if self.step_pick(up) {
            return;
        }
        let old = self
            .current()
            .map(|field| field.edit.value(&self.old).clone());
        let Some((draft, kind)) = self.widget() else {
            return;
        };
        match (&mut *draft, kind) {
            (FieldState::Amount(input), edit::Input::Amount(unit)) => {
                let now = unit.parse(input.value()).ok().or(old).unwrap_or_default();
                if let Some(value) = unit.step(&now, up) {
                    *draft = FieldState::amount(unit, &value);
                }
            }
            (FieldState::Choice(at), edit::Input::Choice(picks)) => {
                // Of two, either key chooses the other one.
                let ends = if picks.len() == 2 {
                    Ends::Wrap
                } else {
                    Ends::Stay
                };
                *at = Some(at.map_or(0, |at| moved(at, one(up), picks.len(), ends)));
            }
            (FieldState::Weekdays { days, cursor }, _) => {
                cursor.shift(one(up), days.len());
            }
            _ => return,
        }
        self.edited();
    }

    fn switch(&mut self) {
        let name = self.library();
        let Some((draft, kind)) = self.widget() else {
            return;
        };
        match (draft, kind) {
            (FieldState::Choice(at), edit::Input::Choice(picks)) => {
                *at = Some(at.map_or(0, |at| moved(at, 1, picks.len(), Ends::Wrap)));
            }
            (FieldState::Weekdays { days, cursor }, _) => {
                if let Some(day) = days.get_mut(cursor.at) {
                    *day = !*day;
                }
            }
            (FieldState::Libraries { chosen, .. }, _) => {
                let Some(name) = name else { return };
                match chosen.iter().position(|other| *other == name) {
                    Some(at) => drop(chosen.remove(at)),
                    None => chosen.push(name),
                }
            }
            _ => return,
        }
        self.edited();
    }

    /// The selected library.
    fn library(&self) -> Option<String> {
        let draft = &self.current()?.draft;
        let FieldState::Libraries { cursor, .. } = draft else {
            return None;
        };
        let names = draft.names(&self.libraries.value);
        names.get(cursor.at).map(ToString::to_string)
    }

    /// Offers a key to the widget; returns whether it was used.
    fn offer(&mut self, key: Key) -> bool {
        let lines = self.library_count();
        let typed = key.typed();
        if let Some(handled) = self.type_pick(key) {
            return handled;
        }
        let Some((draft, _)) = self.widget() else {
            // Letters decide conflicts; elsewhere they have no meaning and must not run an action.
            return typed.is_some_and(|c| c != ' ')
                && !matches!(self.status, Status::Conflict { .. });
        };
        let (handled, changed) = match draft {
            FieldState::Text(input) => both(input.edit(key)),
            FieldState::Amount(input) => type_amount(input, key),
            FieldState::List { .. } => list::type_key(draft, key),
            // At the ends, the arrows leave the list.
            FieldState::Libraries { cursor, .. } => {
                let moved = match key.code {
                    Code::Down => cursor.shift(1, lines),
                    Code::Up => cursor.shift(-1, lines),
                    _ => false,
                };
                (moved || typed.is_some_and(|c| c != ' '), false)
            }
            FieldState::Weekdays { days, cursor } => {
                let day = typed.and_then(|c| c.to_digit(10)).filter(|day| *day > 0);
                let number = day.and_then(|day| usize::try_from(day - 1).ok());
                match number.and_then(|number| Some((number, days.get_mut(number)?))) {
                    Some((number, day)) => {
                        *day = !*day;
                        cursor.at = number;
                        (true, true)
                    }
                    None => (typed.is_some_and(|c| c != ' '), false),
                }
            }
            FieldState::Choice(_) | FieldState::Pick { .. } | FieldState::Note => {
                (typed.is_some_and(|c| c != ' '), false)
            }
        };
        if changed {
            self.edited();
        }
        handled
    }
}

pub(crate) const fn both(handled: bool) -> (bool, bool) {
    (handled, handled)
}

/// While the quantity is selected, a character starts a new text and Backspace edits the old one.
fn type_amount(input: &mut TextInput, key: Key) -> (bool, bool) {
    if !input.is_selected() {
        // At the ends of the text, the arrows step again, so that typing is not a trap.
        let at_end = input.cursor() == input.value().chars().count();
        let leaves =
            (key.code == Code::Right && at_end) || (key.code == Code::Left && input.cursor() == 0);
        return if leaves {
            (false, false)
        } else {
            both(input.edit(key))
        };
    }
    match key.typed() {
        Some(' ') => (false, false),
        Some(_) => both(input.edit(key)),
        None if key.code == Code::Backspace => both(input.edit(key)),
        None => (false, false),
    }
}

impl Behavior for Form {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Form, Scope::Always]
    }

    /// Lists of settings look like connection data; the other fields refuse it themselves.
    fn takes_secrets(&self) -> bool {
        true
    }

    fn takes_text(&self) -> bool {
        !matches!(self.status, Status::Conflict { .. })
    }

    fn scroll(&self) -> Option<&Scroll> {
        let fields = Some(&self.fields_scroll).filter(|fields| fields.is_long());
        fields.or(Some(&self.scroll))
    }

    fn commands(&self, _: &Settings, neon: &Neon) -> Option<ShellCommands> {
        Some(request(self)?.commands(&neon.session.base_url))
    }

    fn stakes(&self, _: &Settings, neon: &Neon) -> Stakes {
        let change = self.change(neon);
        Stakes {
            production: self.is_production() || neon.is_production(&self.target),
            irreversible: change.is_some_and(|change| change.is_irreversible(neon)),
        }
    }

    fn set_sending(&mut self) {
        self.status = Status::Sending;
        self.message = None;
    }

    fn set_refused(&mut self, why: &str) {
        self.status = Status::Editing;
        self.tell(why, true);
    }

    fn refuse(&mut self, error: &ApiError) -> bool {
        self.refused(error);
        true
    }

    fn type_key(model: &mut Model, key: Key) -> bool {
        // A text field would use the default key to go to the end of the line.
        let as_text = model.keyboard.keymap.chords(Action::FormText).iter();
        if as_text.clone().any(|chord| chord.keys() == [key]) {
            return false;
        }
        let Some(form) = current(&mut model.dialogs, &model.neon) else {
            return false;
        };
        let why_ignored = form.why_ignored(key, &model.keyboard.keymap);
        let handled = form.offer(key);
        if let Some(why) = why_ignored.filter(|_| handled) {
            model.neon.say(why);
        }
        handled
    }

    /// Pastes text: line breaks never submit; a list takes every entry.
    fn paste(model: &mut Model, text: &str) -> bool {
        let Some(form) = current(&mut model.dialogs, &model.neon) else {
            return false;
        };
        let new = form.new.as_ref();
        let is_wanted = new.is_some_and(|new| new.takes_secret(text));
        let Some((draft, kind)) = form.widget() else {
            return false;
        };
        let may_be = is_wanted
            || matches!(draft, FieldState::List { .. })
            || matches!(kind, edit::Input::Secret { .. });
        if !may_be && refuses_secret(&mut model.neon, text) {
            return true;
        }
        match draft {
            FieldState::Text(input) => input.paste(text),
            FieldState::Amount(input) => input.paste(text.trim()),
            FieldState::List { .. } => list::paste(draft, text),
            FieldState::Choice(_)
            | FieldState::Pick { .. }
            | FieldState::Libraries { .. }
            | FieldState::Weekdays { .. }
            | FieldState::Note => return false,
        }
        form.edited();
        true
    }

    fn close(model: &mut Model) {
        close::close(&mut model.dialogs, &mut model.neon)
    }

    fn go(model: &mut Model, step: Step) {
        on_top(&mut model.dialogs, &model.neon, |form| {
            form.go_or_scroll(step)
        })
    }

    /// The next value, of a field that has some to choose from.
    fn opens(&self) -> Option<Action> {
        Some(Action::FormToggle)
    }

    fn point(model: &mut Model, line: &DialogLine) -> bool {
        let path = line.id::<&'static str>();
        let form = current(&mut model.dialogs, &model.neon);
        let (Some(form), Some(path)) = (form, path) else {
            return false;
        };
        form.focus(path)
    }

    fn to_field(model: &mut Model, next: bool) {
        on_top(&mut model.dialogs, &model.neon, |form| form.go(next))
    }

    fn to_value(model: &mut Model, next: bool) {
        on_top(&mut model.dialogs, &model.neon, |form| form.step(next))
    }
}

/// Toggles the selected switch or mark.
pub fn toggle(dialogs: &mut Dialogs, neon: &Neon) {
    on_top(dialogs, neon, Form::switch)
}

/// Resets the field to its initial value.
pub fn revert(dialogs: &mut Dialogs, neon: &Neon) {
    let Some(form) = current(dialogs, neon) else {
        return;
    };
    let base = form
        .current()
        .map(|field| field.edit.value(&form.old).clone());
    if let (Some((draft, kind)), Some(base)) = (form.widget(), base) {
        *draft = FieldState::of(kind, &base);
        form.edited();
    }
}

/// Shows or hides the help of the field.
pub fn field_help(dialogs: &mut Dialogs, neon: &Neon) {
    on_top(dialogs, neon, |form| form.help = !form.help)
}
