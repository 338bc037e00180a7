//! The help: every key that works here, from the action table.

use super::{Behavior, menu, menu::Choice};
use crate::{
    key::{Chord, Code, Key},
    kinds::matching,
    store::target::Target,
    ui::{
        action::{Action, ActionSpec, Availability, Place, Risk, Scope, in_scope},
        dialog::{form, line::DialogLine},
        model::Model,
        own_command, scopes,
        scroll::{ListCursor, Scroll, Step},
        text::lower_first,
        text_input,
    },
};
use std::borrow::Cow;
use tui_input::Input;

#[derive(Debug, Clone, Default)]
pub struct Help {
    /// The text to search for: a key or words.
    pub filter: Input,
    /// The line that Enter runs: an action or a command, under a heading.
    pub cursor: ListCursor<HelpId>,
    /// The item that was selected when the help was opened; the actions of a row act on that item.
    pub about: Option<Target>,
    /// The scopes that were active when the help was opened; they come first.
    pub scopes: Vec<Scope>,
    /// What could be done in the dialog below it, which is not the topmost one now; `None` on the main screen.
    pub below: Option<Vec<(Action, Availability)>>,
}

/// What identifies a line: its heading, and what it does.
pub type HelpId = (&'static str, Choice);

#[derive(Debug)]
pub struct HelpLine {
    /// The keys, as printed.
    pub keys: String,
    /// An action, or one of the user's own commands.
    pub choice: Choice,
    /// A sentence about it.
    pub help: Cow<'static, str>,
    /// Its name for what is selected.
    pub label: Cow<'static, str>,
    /// Its name in the configuration, where its keys can be changed; empty for the user's own commands.
    pub name: &'static str,
    /// Whether it is an action of a scope that was active when the help was opened.
    pub is_here: bool,
    /// Why the action is not available now.
    pub why_not: Option<String>,
}

impl Help {
    /// The matching lines under their headings: what can be done here comes first, then the other keys by scope.
    pub fn lines(&self, model: &Model) -> Vec<(&'static str, Vec<HelpLine>)> {
        let first = self.scopes.iter().copied();
        let rest = Scope::ALL.into_iter();
        let rest = rest.filter(|scope| !self.scopes.contains(scope));
        let here = self.below.as_ref().map_or(SCREEN, |_| DIALOG);
        let mut sections = vec![(ROW, Vec::new()), (here, Vec::new())];
        for scope in first.chain(rest) {
            let commands = Some(scope).filter(|scope| *scope == Scope::Main);
            let commands = commands.map_or_else(Vec::new, |_| self.commands(model));
            for (line, is_ready) in self.found(model, scope).chain(commands) {
                let title = match is_ready && self.scopes.contains(&scope) {
                    true if is_about_row(model, &line.choice) => ROW,
                    true => here,
                    false => scope.title(),
                };
                match sections.iter_mut().find(|(known, _)| *known == title) {
                    Some((_, lines)) => add(lines, line),
                    None => sections.push((title, vec![line])),
                }
            }
        }
        sections.retain(|(_, lines)| !lines.is_empty());
        sections
    }

    /// The matching lines of the user's own commands, likewise.
    fn commands(&self, model: &Model) -> Vec<(HelpLine, bool)> {
        let wanted = self.filter.value().trim();
        let is_here = self.scopes.contains(&Scope::Main);
        let lines = model.settings.commands.iter().filter_map(|command| {
            let text = format!("{} {}", command.name, command.line());
            let own = command.key.as_ref();
            let is_found =
                own.is_some_and(|key| key.is_written(wanted)) || matching::has_words(&text, wanted);
            let is_in_palette = !model.keyboard.keymap.name(Action::Palette).is_empty();
            if !is_found || own.is_none() && !is_in_palette {
                return None;
            }
            let why_not = own_command::run::why_not(model, command);
            let is_ready = why_not.is_none();
            let line = HelpLine {
                keys: own.map(ToString::to_string).unwrap_or_default(),
                choice: Choice::Command(command.name.clone()),
                help: Cow::Owned(command.line()),
                label: Cow::Owned(command.name.clone()),
                name: "",
                is_here,
                why_not: why_not.filter(|_| is_here),
            };
            Some((line, is_ready))
        });
        lines.collect()
    }

    /// Whether an action is available where the help was opened.
    fn ready(&self, model: &Model, action: Action) -> Availability {
        let mut below = self.below.iter().flatten();
        let known = below.find(|(known, _)| *known == action);
        known.map_or_else(|| action.ready(model), |(_, ready)| ready.clone())
    }

    /// The position of the selected line in all lines.
    pub fn at(&self, lines: &[(&'static str, Vec<HelpLine>)]) -> usize {
        self.cursor.among(&places(lines))
    }

    /// The matching lines of a scope, and whether each action is available: keys match however they are written,
    /// actions by their words.
    fn found(&self, model: &Model, scope: Scope) -> impl Iterator<Item = (HelpLine, bool)> {
        let wanted = self.filter.value().trim();
        // Text that is exactly a key searches for that key, not for words with its letter.
        let is_it = |keys: &[String]| keys.iter().any(|key| key == wanted);
        let mut all = Scope::ALL.into_iter().flat_map(in_scope);
        let is_key =
            all.any(|(spec, place)| keys(model, spec, place).is_some_and(|keys| is_it(&keys)));
        let is_here = self.scopes.contains(&scope);
        // Listed as the action that it stands for here.
        let editor = form::focus_field::of_row(&model.browser).filter(|_| is_here);
        let listed = move |(spec, _): &(&ActionSpec, &Place)| {
            spec.action != Action::Edit || editor.is_none()
        };
        in_scope(scope)
            .filter(listed)
            .filter_map(move |(spec, place)| {
                let keys = keys(model, spec, place)?;
                let label = spec.action.label(model);
                let text = format!("{label} {} {} {}", spec.help, spec.also, place.id);
                let is_written =
                    |key: &String| key.parse().is_ok_and(|key: Chord| key.is_written(wanted));
                let is_found =
                    keys.iter().any(is_written) || !is_key && matching::has_words(&text, wanted);
                if !is_found {
                    return None;
                }
                let ready = self.ready(model, spec.action);
                let is_ready = ready == Availability::Yes;
                let why_not = match ready {
                    Availability::No(why) if is_here => Some(why),
                    _ => None,
                };
                let keys = keys.join(GAP);
                Some((
                    HelpLine {
                        keys,
                        choice: Choice::Do(spec.action),
                        help: Cow::Borrowed(spec.help),
                        label,
                        name: place.id,
                        is_here,
                        why_not,
                    },
                    is_ready,
                ))
            })
    }
}

/// Adds a line, or its keys to that of the same action.
fn add(lines: &mut Vec<HelpLine>, line: HelpLine) {
    let mut known = lines.iter_mut();
    let Some(same) = known.find(|known| known.choice == line.choice) else {
        return lines.push(line);
    };
    let known = same.keys.split(GAP);
    let is_new = |key: &&str| !key.is_empty() && !known.clone().any(|known| known == *key);
    let new = line.keys.split(GAP).filter(is_new);
    let all: Vec<&str> = known
        .clone()
        .filter(|key| !key.is_empty())
        .chain(new)
        .collect();
    same.keys = all.join(GAP);
}

/// What identifies each line.
fn places(lines: &[(&'static str, Vec<HelpLine>)]) -> Vec<HelpId> {
    let all = lines.iter();
    let all = all.flat_map(|(title, lines)| lines.iter().map(|line| (*title, line.choice.clone())));
    all.collect()
}

/// Between two keys.
const GAP: &str = "  ";

/// The heading of what can be done with the selected row.
const ROW: &str = "This row";
/// The heading of what else can be done on this screen.
const SCREEN: &str = "This screen";
/// The same of a dialog.
const DIALOG: &str = "This dialog";

fn is_about_row(model: &Model, choice: &Choice) -> bool {
    let Choice::Do(action) = choice else {
        return true;
    };
    let spec = action.spec();
    let is_on_main = spec.is_in(Scope::Main) || spec.is_in(Scope::Table);
    is_on_main && spec.action.is_of_row(model)
}

impl Behavior for Help {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Help, Scope::Always]
    }

    fn takes_text(&self) -> bool {
        true
    }

    fn type_key(model: &mut Model, key: Key) -> bool {
        let Some(help) = model.dialogs.top_as_mut::<Self>() else {
            return false;
        };
        // The key that opened the help closes it; in a filter it is text.
        if key.code == Code::Char('?') && help.filter.value().is_empty() {
            return false;
        }
        let edited = text_input::edit(&mut help.filter, key);
        if edited {
            help.cursor = ListCursor::default();
        }
        edited
    }

    fn paste(model: &mut Model, text: &str) -> bool {
        if let Some(help) = model.dialogs.top_as_mut::<Self>() {
            text_input::insert(&mut help.filter, text);
        }
        true
    }

    fn is_filtered(&self) -> bool {
        !self.filter.value().is_empty()
    }

    /// Clears the filter; without one, closes the help.
    fn close(model: &mut Model) {
        match model.dialogs.top_as_mut::<Self>() {
            Some(help) if help.is_filtered() => help.filter.reset(),
            _ => model.dialogs.close_top(),
        }
    }

    fn scroll(&self) -> Option<&Scroll> {
        Some(&self.cursor.scroll)
    }

    fn notch(&self) -> isize {
        3
    }

    fn opens(&self) -> Option<Action> {
        Some(Action::HelpChoose)
    }

    fn point(model: &mut Model, line: &DialogLine) -> bool {
        let Some(line) = line.id::<HelpId>() else {
            return false;
        };
        let help = model.dialogs.top_as::<Self>();
        let places = help.map_or_else(Vec::new, |help| places(&help.lines(model)));
        let help = model.dialogs.top_as_mut::<Self>();
        match help.filter(|_| places.contains(line)) {
            Some(help) => help.cursor.item = Some(line.clone()),
            None => return false,
        }
        true
    }

    fn go(model: &mut Model, step: Step) {
        let Some(help) = model.dialogs.top_as::<Self>() else {
            return;
        };
        let lines = places(&help.lines(model));
        if let Some(help) = model.dialogs.top_as_mut::<Self>() {
            help.cursor.turn(step, &lines);
        }
    }
}

/// Closes the help and runs the action of the selected line, or says why that cannot be done.
pub fn choose(model: &mut Model) {
    let Some(help) = model.dialogs.top_as::<Help>() else {
        return;
    };
    let sections = help.lines(model);
    let at = help.at(&sections);
    let lines = sections.iter();
    let mut lines = lines.flat_map(|(title, lines)| lines.iter().map(move |line| (title, line)));
    let Some((title, line)) = lines.nth(at) else {
        return;
    };
    let (choice, label) = (line.choice.clone(), lower_first(&line.label));
    if !line.is_here {
        return model
            .neon
            .say(format!("{label} does not apply here: {title}"));
    }
    let is_about_row = match &choice {
        Choice::Do(action) => action.is_of_row(model) || action.spec().risk == Risk::Write,
        _ => true,
    };
    let has_changed = help.about.as_ref() != model.browser.selected();
    model.dialogs.close_top();
    if is_about_row && has_changed {
        return model
            .neon
            .say("the selection has changed: nothing was done");
    }
    match choice {
        Choice::Do(action) if action.ready(model) == Availability::Hidden => {
            model.neon.say(format!("{label} does not apply here"))
        }
        Choice::Do(action) => action.run(model),
        Choice::Command(name) => own_command::run::named(model, &name),
        _ => {}
    }
}

/// The keys of an action, else those that lead to it; none for what only its name leads to. `None` if nothing does.
fn keys(model: &Model, spec: &ActionSpec, place: &Place) -> Option<Vec<String>> {
    let keymap = &model.keyboard.keymap;
    let chords = keymap.chords_in(spec.action, place.scope).iter();
    let mut keys: Vec<String> = chords.map(ToString::to_string).collect();
    if keys.is_empty() {
        let row = model.browser.selected();
        let is_in_menu = spec.is_in_menu() || row.is_some_and(|row| spec.action.is_in_menu_of(row));
        keys.push(menu::any_way(keymap, spec.action, is_in_menu)?);
    }
    keys.retain(|key| !key.is_empty());
    Some(keys)
}

/// Opens the help for the current scopes.
pub fn open(model: &mut Model) {
    let scopes = scopes::active(&model.browser, &model.dialogs).to_vec();
    let below = (!model.dialogs.is_empty()).then(|| {
        let here = scopes.iter().copied().flat_map(in_scope);
        here.map(|(spec, _)| (spec.action, spec.action.ready(model)))
            .collect()
    });
    model.dialogs.open(Help {
        scopes,
        below,
        about: model.browser.selected().cloned(),
        ..Help::default()
    });
}
