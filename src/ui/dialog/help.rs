//! The help: every key that works here, from the action table.

use super::{Behavior, menu};
use crate::{
    key::{Code, Key},
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
    /// The matching lines by scope: keys match by their exact name, actions by their words.
    pub fn lines(&self, model: &Model) -> Vec<(Scope, Vec<HelpLine>)> {
        let wanted = self.filter.value().trim();
        let words: Vec<&str> = wanted.split_whitespace().collect();
        // Text that is exactly a key searches for that key, not for words with its letter. A chord may be written
        // without spaces, as it is typed; that may be a word as well.
        let is_it = |key: &str| key == wanted;
        let squeezed = |key: &str| key.contains(' ') && key.replace(' ', "") == wanted;
        let mut all = Scope::ALL
            .into_iter()
            .flat_map(in_scope)
            .map(|(spec, place)| keys(&model.keyboard.keymap, spec, place));
        let is_key = all.any(|keys| keys.iter().any(|key| is_it(key)));
        let matches = |spec: &ActionSpec, place: &Place, keys: &[String]| {
            if is_key {
                return keys.iter().any(|key| is_it(key));
            }
            let text = format!("{} {} {}", spec.label, spec.help, place.id);
            let said = words
                .iter()
                .all(|word| matching::contains(&text, word, false));
            said || keys.iter().any(|key| squeezed(key))
        };
        let first = self.scopes.iter().copied();
        let rest = Scope::ALL
            .into_iter()
            .filter(|scope| !self.scopes.contains(scope));
        let lines = |scope: Scope| {
            let lines = in_scope(scope).filter_map(|(spec, place)| {
                let keys = keys(&model.keyboard.keymap, spec, place);
                let here = self.scopes.contains(&scope);
                let why_not = match here.then(|| spec.action.ready(model)) {
                    Some(Availability::No(why)) => Some(why),
                    _ => None,
                };
                (!keys.is_empty() && matches(spec, place, &keys)).then(|| HelpLine {
                    keys: keys.join("  "),
                    spec,
                    why_not,
                })
            });
            (scope, lines.collect::<Vec<_>>())
        };
        first
            .chain(rest)
            .map(lines)
            .filter(|(_, lines)| !lines.is_empty())
            .collect()
    }
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
