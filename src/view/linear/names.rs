//! Signs inside names, which linear mode must not replace: a thing would be shown under another name, also in a question.
//!
//! Where the signs of a name end up on the screen is not known, but their neighbors are: a sign stays if any name has it
//! beside the same character. So a name that has one between blanks saves such signs of the program, too.

use super::plain;
use crate::store::Store;
use std::collections::HashSet;

/// The signs inside names that would be replaced.
#[derive(Debug, Default)]
pub struct SignsInNames {
    /// Each with the character beside it.
    pairs: HashSet<(char, char)>,
    /// Names that are nothing else.
    alone: HashSet<char>,
}

impl SignsInNames {
    /// The signs in all names that are known.
    pub fn of(store: &Store) -> Self {
        let mut signs = Self::default();
        store.names().for_each(|name| signs.add(name));
        signs
    }

    fn add(&mut self, name: &str) {
        if name.is_ascii() {
            return;
        }
        let is_sign = |c: char| plain(c) != c;
        let mut chars = name.chars();
        if let (Some(only), None) = (chars.next(), chars.next()) {
            self.alone.extend(is_sign(only).then_some(only));
        }
        let pairs = name.chars().zip(name.chars().skip(1));
        self.pairs
            .extend(pairs.filter(|(one, other)| is_sign(*one) || is_sign(*other)));
    }

    /// Whether a sign between these characters may be part of a name.
    pub fn has(&self, before: char, sign: char, after: char) -> bool {
        let is_alone = || before == ' ' && after == ' ' && self.alone.contains(&sign);
        self.pairs.contains(&(before, sign)) || self.pairs.contains(&(sign, after)) || is_alone()
    }
}
