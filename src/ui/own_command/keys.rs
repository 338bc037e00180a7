//! The keys of the user's own commands. They are pressed on the main screen, where nothing else may have them.

use crate::key::{Chord, Key};

/// The names of commands by their keys.
#[derive(Debug, Clone, Default)]
pub struct CommandKeys(Vec<(Chord, String)>);

impl CommandKeys {
    /// Adds the key of a command.
    pub fn add(&mut self, chord: Chord, name: &str) {
        self.0.push((chord, name.to_owned()));
    }

    /// The command with exactly these keys.
    pub fn named(&self, pressed: &[Key]) -> Option<&str> {
        let mut all = self.0.iter();
        let found = all.find(|(chord, _)| chord.keys() == pressed);
        found.map(|(_, name)| name.as_str())
    }

    /// The key of a command.
    pub fn chord(&self, name: &str) -> Option<&Chord> {
        let mut all = self.0.iter();
        let found = all.find(|(_, known)| known == name);
        found.map(|(chord, _)| chord)
    }

    /// The commands whose keys begin with these.
    pub fn beginning(&self, pressed: &[Key]) -> impl Iterator<Item = (&Chord, &str)> {
        let all = self.0.iter().map(|(chord, name)| (chord, name.as_str()));
        all.filter(move |(chord, _)| chord.starts_with(pressed))
    }

    /// Whether any of the keys begins with these.
    pub fn begin_with(&self, pressed: &[Key]) -> bool {
        self.beginning(pressed).next().is_some()
    }

    /// The command whose key this is, its beginning, or a longer one.
    pub fn meeting(&self, wanted: &Chord) -> Option<&str> {
        let mut all = self.0.iter();
        let found = all.find(|(chord, _)| {
            chord.starts_with(wanted.keys()) || wanted.starts_with(chord.keys())
        });
        found.map(|(_, name)| name.as_str())
    }
}
