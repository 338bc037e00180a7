//! A search through everything, in parts short enough for keys to be answered in between.

use super::{
    places::{self, Narrowed},
    rank::{Rank, Wanted},
    search::{self, Best, Only, RankOf},
};
use crate::ui::{dialog::menu::Choice, model::Model};
use std::{ops::Range, sync::Arc};

/// How many projects are looked at before keys get their turn.
const PART: usize = 16_384;
/// With fewer matches than this, names whose letters are scattered count too.
const FEW: usize = 20;

#[derive(Debug, Clone)]
pub struct Scan {
    only: Only,
    text: String,
    /// The version of the store when it began.
    pub version: u64,
    /// Whether the cursor goes to the best line whenever there is a better one.
    pub follows_best: bool,
    /// Where a shorter text was found.
    before: Option<Narrowed>,
    stage: Stage,
    /// How many projects of this stage were looked at; `None` before it has begun.
    done: Option<usize>,
    best: Best,
    /// The positions of the projects with matches.
    projects: Vec<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// What contains the words.
    Words,
    /// Names that only have their letters.
    Letters,
}

impl Scan {
    pub fn new(
        (only, text): (Only, &str),
        before: Option<&Narrowed>,
        version: u64,
        follows_best: bool,
    ) -> Self {
        Self {
            only,
            text: text.to_owned(),
            version,
            follows_best,
            before: before.cloned(),
            stage: Stage::Words,
            done: None,
            best: Best::default(),
            projects: Vec::new(),
        }
    }

    /// Looks at the next part. Returns whether that was the last one.
    pub fn go_on(&mut self, model: &Model) -> bool {
        let mut left = PART;
        loop {
            let among = self.among();
            let all = among
                .as_ref()
                .map_or(model.neon.store.projects.len(), |among| among.len());
            let begin = self.done.unwrap_or_else(|| {
                self.rank_all(|only, best, rank| search::offer(model, only, best, rank));
                0
            });
            let part = begin..all.min(begin + left);
            left -= part.len();
            self.done = Some(part.end);
            self.look_at(model, among.as_deref(), part.clone());
            if part.end < all {
                return false;
            }
            if self.stage == Stage::Letters || self.best.total() >= FEW {
                break;
            }
            (self.stage, self.done) = (Stage::Letters, None);
        }
        if self.best.total() == 0 {
            search::offer_some_words(model, self.only, &self.text, &mut self.best);
        }
        true
    }

    /// The positions of the projects in which something may match; `None` for all.
    fn among(&self) -> Option<Arc<[u32]>> {
        let before = self.before.as_ref();
        let before = before.filter(|before| self.stage == Stage::Words || before.has_scattered);
        before.map(|before| Arc::clone(&before.projects))
    }

    fn look_at(&mut self, model: &Model, among: Option<&[u32]>, part: Range<usize>) {
        let positions = part.filter_map(|at| match among {
            Some(among) => among.get(at).copied(),
            None => u32::try_from(at).ok(),
        });
        let found =
            self.rank_all(|only, best, rank| places::offer(model, only, positions, best, rank));
        self.projects.extend(found);
    }

    /// Calls `offer` with how well texts match in this stage.
    fn rank_all<T>(&mut self, offer: impl FnOnce(Only, &mut Best, &mut RankOf<'_>) -> T) -> T {
        let mut wanted = Wanted::new(&self.text);
        let stage = self.stage;
        let mut rank = |name: &str, others: &[&str]| -> Option<Rank> {
            let rank = wanted.rank(name, others);
            match (stage, rank) {
                (Stage::Words, rank) => rank,
                // That was found before.
                (Stage::Letters, Some(_)) => None,
                (Stage::Letters, None) => wanted.scattered(name),
            }
        };
        offer(self.only, &mut self.best, &mut rank)
    }

    /// The best matches so far, the best first, and how many there are.
    pub fn best(&mut self) -> (impl Iterator<Item = &Choice>, usize) {
        let total = self.best.total();
        (self.best.sorted(), total)
    }

    /// Where to look for longer texts, once everything was looked at.
    pub fn narrowed(mut self) -> Narrowed {
        self.projects.sort_unstable();
        self.projects.dedup();
        Narrowed {
            only: self.only,
            text: self.text,
            version: self.version,
            projects: self.projects.into(),
            has_scattered: self.stage == Stage::Letters,
        }
    }
}
