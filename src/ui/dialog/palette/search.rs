//! Finding actions and places.

use super::{
    Palette, places,
    rank::{self, Rank},
    scan::Scan,
};
use crate::{
    kinds::deletion,
    store::target::Target,
    ui::{
        action::{ACTIONS, Action, ActionSpec, Availability, Risk, Scope},
        commands,
        dialog::menu::{self, Choice, Item},
        filter_query::Query,
        model::Model,
        own_command,
    },
};

/// How many lines are shown at most.
const MOST: usize = 200;
/// How many places are offered before anything was typed.
const RECENT: usize = 6;

/// What is looked for: a prefix narrows it down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Only {
    Everything,
    Actions,
    Projects,
    Branches,
}

/// The order of what matches equally well: what can be done before what cannot, what was used before the rest.
pub type Order = (Rank, bool, bool, u8, usize);

/// The rank of a name and of other texts for it.
pub type RankOf<'r> = dyn FnMut(&str, &[&str]) -> Option<Rank> + 'r;

/// The best matches so far.
#[derive(Debug, Clone, Default)]
pub struct Best {
    found: Vec<(Order, Choice)>,
    /// The order of the worst one kept, if as many as are shown were found.
    worst: Option<Order>,
    total: usize,
}

impl Best {
    /// Whether enough are better.
    pub fn is_beaten(&self, order: Order) -> bool {
        self.worst.is_some_and(|worst| worst <= order)
    }

    /// How many things match, including those that were not kept.
    pub const fn total(&self) -> usize {
        self.total
    }

    /// Counts a match that is not worth keeping.
    pub const fn count(&mut self) {
        self.total += 1;
    }

    /// Counts a match, and keeps it unless enough are better.
    pub fn offer(&mut self, order: Order, choice: impl FnOnce() -> Choice) {
        self.count();
        if self.is_beaten(order) {
            return;
        }
        self.found.push((order, choice()));
        if self.found.len() >= 8 * MOST {
            self.cut();
        }
    }

    /// Those that are shown, the best first.
    pub fn sorted(&mut self) -> impl Iterator<Item = &Choice> {
        self.cut();
        self.found.iter().map(|(_, choice)| choice)
    }

    fn cut(&mut self) {
        self.found.sort_by_key(|(order, _)| *order);
        self.found.truncate(MOST);
        let last = self.found.get(MOST - 1);
        self.worst = last.map(|(order, _)| *order);
    }
}

/// The most letters that are looked for: what is longer is no name, and every key would look for all its words in every
/// place.
const MOST_LETTERS: usize = 200;

/// Splits what was typed into its prefix and the rest.
fn read(typed: &str) -> (Only, &str) {
    let typed = typed.trim();
    let end = typed.char_indices().nth(MOST_LETTERS);
    let typed = end.map_or(typed, |(end, _)| typed.get(..end).unwrap_or(typed));
    let mut letters = typed.chars();
    let only = match letters.next() {
        Some('>') => Only::Actions,
        Some('@') => Only::Projects,
        Some('#') => Only::Branches,
        _ => return (Only::Everything, typed),
    };
    (only, letters.as_str().trim_start())
}

/// The text to search Neon's projects for; none if only actions or branches are wanted.
pub fn for_server(typed: &str) -> Option<String> {
    let (only, text) = read(typed);
    let query = Query::parse(text);
    let word = query.for_server().map(str::to_owned);
    word.filter(|_| matches!(only, Only::Everything | Only::Projects))
}

/// What is offered before anything was typed; `None` if there is something to look for.
pub fn before_typing(model: &Model, palette: &Palette) -> Option<Vec<Item>> {
    let (only, text) = read(palette.input.value());
    let is_empty = text.is_empty() && only == Only::Everything;
    is_empty.then(|| recent(model))
}

/// The search for what was typed, where a shorter text was found.
pub fn scan(model: &Model, palette: &Palette) -> Scan {
    let (only, text) = read(palette.input.value());
    let version = model.neon.store.version();
    let mut before = palette.narrowed.iter().rev();
    let before = before.find(|before| before.holds_for(only, text, version));
    // A cursor that was not put on a line yet.
    let follows_best = palette.cursor.item.is_none();
    Scan::new((only, text), before, version, follows_best)
}

/// The lines for what was found so far, and how many things match.
pub fn lines(model: &Model, scan: &mut Scan) -> (Vec<Item>, usize) {
    let (best, total) = scan.best();
    let lines = best.filter_map(|choice| line(model, choice.clone()));
    (lines.collect(), total)
}

/// Offers every action, and every place that is not in a project, whose rank is known.
pub fn offer(model: &Model, only: Only, best: &mut Best, rank: &mut RankOf<'_>) {
    if matches!(only, Only::Everything | Only::Actions) {
        views(model, best, rank);
        commands_of_user(model, best, rank);
        actions(model, best, rank);
    }
    if only == Only::Everything {
        places::offer_orgs(model, best, rank);
    }
}

/// The actions of the main screen, except those that only move.
fn choosable(model: &Model) -> impl Iterator<Item = &'static ActionSpec> {
    // Acting on the row of the cursor would be a trap while other rows are marked.
    let is_marked = commands::bulk::count(model) > 0;
    let is_meant = move |spec: &&ActionSpec| {
        !is_marked || spec.risk == Risk::None || spec.action.bulk().is_some()
    };
    // Of those that quit, one is enough: `QuitFromHere`.
    const LEFT_OUT: [Action; 4] = [Action::Palette, Action::Edit, Action::Quit, Action::QuitNow];
    const HERE: [Scope; 3] = [Scope::Main, Scope::Table, Scope::Always];
    // Of what also works in a text, moving has no other words to be found by.
    let is_here = |spec: &&ActionSpec| {
        HERE.iter().any(|scope| spec.is_in(*scope))
            || spec.is_in(Scope::Move) && !spec.also.is_empty()
    };
    let actions = ACTIONS.iter().filter(is_here);
    let actions = actions.filter(is_meant);
    actions.filter(|spec| !LEFT_OUT.contains(&spec.action))
}

/// The views of the configuration, which come before actions of the same name.
fn views(model: &Model, best: &mut Best, rank: &mut RankOf<'_>) {
    for view in &model.settings.views {
        if let Some(rank) = rank(&view.name, &[view.list]) {
            let order = (rank, false, false, 0, 0);
            best.offer(order, || Choice::View(view.name.clone()));
        }
    }
}

/// The user's own commands, likewise.
fn commands_of_user(model: &Model, best: &mut Best, rank: &mut RankOf<'_>) {
    for command in &model.settings.commands {
        if let Some(rank) = rank(&command.name, &[&command.line()]) {
            let is_impossible = own_command::run::why_not(model, command).is_some();
            let order = (rank, is_impossible, false, 0, 0);
            best.offer(order, || Choice::Command(command.name.clone()));
        }
    }
}

fn actions(model: &Model, best: &mut Best, text_rank: &mut RankOf<'_>) {
    for spec in choosable(model) {
        let Some(rank) = text_rank(spec.label, &[spec.help, spec.also]) else {
            continue;
        };
        // Whoever types what a list has in it wants the list.
        let names = spec.also.split_once(" list").map(|(names, _)| names);
        let rank = match names.and_then(|names| text_rank("", &[names])) {
            Some(Rank::OtherWord) => Rank::Equal,
            _ => rank.min(named(spec, text_rank).unwrap_or(rank)),
        };
        // What is called so comes before what only has to do with it, even where it cannot be done: Enter says why.
        let (rank, is_impossible) = match spec.action.ready(model) {
            Availability::Yes => (rank, false),
            Availability::No(_) => (rank, true),
            // What does not apply here is only told to those who know its name.
            Availability::Hidden if matches!(rank, Rank::Some(_)) => (rank, true),
            Availability::Hidden if rank <= Rank::Start => (rank.max(Rank::WordStart), true),
            Availability::Hidden if rank > Rank::Inside => continue,
            Availability::Hidden => (Rank::Elsewhere, true),
        };
        let is_new = !model.browser.travel.recent.contains(&spec.action);
        let order = (rank, is_impossible, is_new, 0, spec.label.len());
        best.offer(order, || Choice::Do(spec.action));
    }
}

/// The rank of an action that was named in full: by its short name, the first word of its label or another word for it.
fn named(spec: &ActionSpec, text_rank: &mut RankOf<'_>) -> Option<Rank> {
    let first = spec.label.split_whitespace().next().unwrap_or_default();
    let mut names = spec.places.iter().map(|place| place.short).chain([first]);
    let is_name = names.any(|name| text_rank(name, &[]) == Some(Rank::Equal));
    let is_named = is_name || text_rank("", &[spec.also]) == Some(Rank::OtherWord);
    is_named.then_some(Rank::Named)
}

/// Offers the actions with the rarest of the words, if nothing has all: whoever types `enable mouse` means the mouse.
pub fn offer_some_words(model: &Model, only: Only, text: &str, best: &mut Best) {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() < 2 || !matches!(only, Only::Everything | Only::Actions) {
        return;
    }
    let texts = |spec: &ActionSpec| [spec.help, spec.also];
    let has = |name: &str, others: &[&str], word: &str| {
        rank::anywhere(name, others, word).is_some_and(|rank| rank <= Rank::OtherWord)
    };
    let all = words.iter().map(|word| {
        let specs = choosable(model).filter(|spec| has(spec.label, &texts(spec), word));
        (*word, specs.count())
    });
    let all: Vec<(&str, usize)> = all.filter(|(_, count)| *count > 0).collect();
    let Some((_, rarest)) = all.iter().min_by_key(|(_, count)| *count) else {
        return;
    };
    let most = 1_000_000 / *rarest as u32;
    actions(model, best, &mut |name, others| {
        let found = all.iter().filter(|(word, _)| has(name, others, word));
        let weight: u32 = found.map(|(_, count)| 1_000_000 / *count as u32).sum();
        (weight >= most).then(|| Rank::Some(u32::MAX - weight))
    });
}

/// Where the cursor was and what was done last, then what can be done with the row.
fn recent(model: &Model) -> Vec<Item> {
    let (browser, store) = (&model.browser, &model.neon.store);
    let mut places: Vec<&Target> = Vec::new();
    for place in browser.travel.places.iter().rev() {
        let is_other = Some(place) != browser.selected() && !places.contains(&place);
        if is_other && store.has(place) {
            places.push(place);
        }
    }
    places.truncate(RECENT);
    let mut actions = browser.travel.recent.clone();
    let mut hinted: Vec<&ActionSpec> = choosable(model).filter(|spec| spec.hint > 0).collect();
    hinted.sort_by_key(|spec| std::cmp::Reverse(spec.hint));
    for spec in hinted {
        if !actions.contains(&spec.action) {
            actions.push(spec.action);
        }
    }
    let is_possible = |action: &Action| action.ready(model) == Availability::Yes;
    let actions = actions.into_iter().filter(is_possible).map(Choice::Do);
    let places = places.into_iter().cloned().map(Choice::Go);
    let choices = places.chain(actions);
    choices.filter_map(|choice| line(model, choice)).collect()
}

/// The line of a choice.
fn line(model: &Model, choice: Choice) -> Option<Item> {
    match choice {
        Choice::Do(action) => {
            let not_here = || Item {
                why_not: Some("not for what is selected".to_owned()),
                ..Item::new(action.label(model).into_owned(), String::new(), choice)
            };
            let mut item = menu::open::item(model, action).unwrap_or_else(not_here);
            item.chord = menu::way(&model.keyboard.keymap, action).parse().ok();
            Some(item)
        }
        Choice::View(name) => {
            let view = model.settings.view(&name)?;
            Some(Item::new(
                name,
                view.note(),
                Choice::View(view.name.clone()),
            ))
        }
        Choice::Command(name) => {
            let command = model.settings.command(&name)?;
            let mut item = menu::open::of_command(model, command);
            item.chord = command.key.clone();
            Some(item)
        }
        Choice::Go(target) => {
            let store = &model.neon.store;
            let place = deletion::path(store, &target);
            let note = match place.is_empty() {
                true => target.noun().to_owned(),
                false => format!("{} in {place}", target.noun()),
            };
            Some(Item::new(store.name(&target), note, Choice::Go(target)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_beginning_of_a_long_paste_is_looked_for() {
        let junk = "ä ".repeat(100_000);
        let (only, text) = read(&junk);
        assert_eq!(only, Only::Everything);
        assert!(text.chars().count() <= MOST_LETTERS);
        let projects = format!("  @{junk}");
        let (only, text) = read(&projects);
        assert_eq!(only, Only::Projects);
        assert!(text.chars().count() <= MOST_LETTERS);
    }
}
