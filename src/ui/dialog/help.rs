//! The help: every key that works here, from the action table.

use super::{Behavior, menu};
use crate::{
    key::{Chord, Code, Key},
    kinds::matching,
    ui::{
        action::{ActionSpec, Availability, Place, Scope, in_scope},
        browser::Browser,
        dialog::Dialogs,
        keymap::Keymap,
        model::Model,
        scopes,
        scroll::Scroll,
        text_input,
    },
};
use tui_input::Input;

#[derive(Debug, Clone, Default)]
pub struct Help {
    /// The text to search for: a key or words.
    pub filter: Input,
    pub scroll: Scroll,
    /// The scopes that were active when the help was opened; they come first.
    pub scopes: Vec<Scope>,
}

#[derive(Debug)]
pub struct HelpLine {
    /// The keys, as printed.
    pub keys: String,
    pub spec: &'static ActionSpec,
    /// Why the action is not available now.
    pub why_not: Option<String>,
}

impl Help {
    /// The matching lines under their headings: what can be done here comes first, then the other keys by scope.
    pub fn lines(&self, model: &Model) -> Vec<(&'static str, Vec<HelpLine>)> {
        let first = self.scopes.iter().copied();
        let rest = Scope::ALL.into_iter();
        let rest = rest.filter(|scope| !self.scopes.contains(scope));
        let mut sections = vec![(ROW, Vec::new()), (HERE, Vec::new())];
        for scope in first.chain(rest) {
            for (line, is_ready) in self.found(model, scope) {
                let title = match is_ready && self.scopes.contains(&scope) {
                    true if is_about_row(model, line.spec) => ROW,
                    true => HERE,
                    false => scope.title(),
                };
                match sections.iter_mut().find(|(known, _)| *known == title) {
                    Some((_, lines)) => lines.push(line),
                    None => sections.push((title, vec![line])),
                }
            }
        }
        sections.retain(|(_, lines)| !lines.is_empty());
        sections
    }

    /// The matching lines of a scope, and whether each action is available: keys match however they are written,
    /// actions by their words.
    fn found(&self, model: &Model, scope: Scope) -> impl Iterator<Item = (HelpLine, bool)> {
        let wanted = self.filter.value().trim();
        // Text that is exactly a key searches for that key, not for words with its letter.
        let is_it = |keys: &[String]| keys.iter().any(|key| key == wanted);
        let mut all = Scope::ALL.into_iter().flat_map(in_scope);
        let is_key = all.any(|(spec, place)| is_it(&keys(&model.keyboard.keymap, spec, place)));
        let is_here = self.scopes.contains(&scope);
        in_scope(scope).filter_map(move |(spec, place)| {
            let keys = keys(&model.keyboard.keymap, spec, place);
            let text = format!("{} {} {}", spec.label, spec.help, place.id);
            let is_written =
                |key: &String| key.parse().is_ok_and(|key: Chord| key.is_written(wanted));
            let is_found =
                keys.iter().any(is_written) || !is_key && matching::has_words(&text, wanted);
            if keys.is_empty() || !is_found {
                return None;
            }
            let ready = spec.action.ready(model);
            let is_ready = ready == Availability::Yes;
            let why_not = match ready {
                Availability::No(why) if is_here => Some(why),
                _ => None,
            };
            let keys = keys.join("  ");
            Some((
                HelpLine {
                    keys,
                    spec,
                    why_not,
                },
                is_ready,
            ))
        })
    }
}

/// The heading of what can be done with the selected row.
const ROW: &str = "This row";
/// The heading of what else can be done on this screen.
const HERE: &str = "This screen";

fn is_about_row(model: &Model, spec: &ActionSpec) -> bool {
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
            help.scroll.reset();
        }
        edited
    }

    fn paste(model: &mut Model, text: &str) -> bool {
        if let Some(help) = model.dialogs.top_as_mut::<Self>() {
            text_input::insert(&mut help.filter, text);
        }
        true
    }

    /// Clears the filter; without one, closes the help.
    fn close(model: &mut Model) {
        match model.dialogs.top_as_mut::<Self>() {
            Some(help) if !help.filter.value().is_empty() => help.filter.reset(),
            _ => model.dialogs.close_top(),
        }
    }

    fn scroll(&self) -> Option<&Scroll> {
        Some(&self.scroll)
    }
}

/// The keys of an action, else those that lead to a menu with it.
fn keys(keymap: &Keymap, spec: &ActionSpec, place: &Place) -> Vec<String> {
    let chords = keymap.chords_in(spec.action, place.scope).iter();
    let mut keys: Vec<String> = chords.map(ToString::to_string).collect();
    if keys.is_empty() {
        keys.push(menu::any_way(keymap, spec.action));
    }
    keys.retain(|key| !key.is_empty());
    keys
}

/// Opens the help for the current scopes.
pub fn open(browser: &Browser, dialogs: &mut Dialogs) {
    let scopes = scopes::active(browser, dialogs).to_vec();
    dialogs.open(Help {
        scopes,
        ..Help::default()
    });
}
