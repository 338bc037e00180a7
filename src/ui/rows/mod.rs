//! Builds the rows of the tree from the store.

mod branch;

use crate::{
    api::types::ProjectId,
    kinds::field_name::FieldName,
    neon::Neon,
    reads::listing::IMPLIED,
    store::{ProjectPages, Store, Unopened, target::Target},
    ui::{
        bookmarks::Bookmarks,
        branch_tree::BranchTree,
        filter::state::Filter,
        filter_query::{MatcherState, Query},
        row_fields::{TreeFields, columns_of, value},
        tree::{CursorPlace, Expansion, Row, Sort},
    },
};

use std::{cmp::Reverse, collections::HashSet};

/// Builds all visible rows; a filter does not remove `retained`.
pub fn build(
    neon: &Neon,
    pins: &Bookmarks,
    expanded: &HashSet<Target>,
    sort: Sort,
    mut filter: Option<&mut Filter>,
    retained: Option<CursorPlace>,
) -> Vec<Row> {
    let store = &neon.store;
    let mut hits = 0;
    if let Some(filter) = filter.as_deref_mut().filter(|it| it.query.has_fields()) {
        filter.query.settle(&TreeFields(neon), neon.now);
    }
    let query = filter
        .as_ref()
        .map(|filter| filter.query.clone())
        .filter(|query| !query.is_empty());
    let mut builder = Builder {
        store,
        pins,
        pinned: pinned(store, pins),
        expanded,
        sort,
        retained,
        rows: Vec::new(),
        matches: query.as_ref().map(|query| Matches {
            query,
            scratch: MatcherState::default(),
            hits: &mut hits,
            neon,
        }),
    };
    builder.roots();
    let rows = builder.rows;
    if let Some(filter) = filter {
        filter.hits = hits;
        filter.unopened = match filter.query.is_empty() {
            true => Unopened::default(),
            false => Unopened::among(store.projects.values()),
        };
    }
    rows
}

struct Matches<'a> {
    query: &'a Query,
    scratch: MatcherState,
    hits: &'a mut usize,
    neon: &'a Neon,
}

/// The positions of pinned projects that are known, and the lists they were pinned in.
fn pinned<'a>(store: &Store, pins: &'a Bookmarks) -> Vec<(u32, Option<&'a Target>)> {
    let known = |id: &ProjectId| {
        let at = store.projects.get_index_of(id)?;
        store.project(id)?;
        u32::try_from(at).ok()
    };
    let pins = pins.pins.iter();
    let positions = pins.filter_map(|pin| match &pin.place {
        Target::Project(project) => Some((known(project)?, pin.list.as_ref())),
        _ => None,
    });
    positions.collect()
}

struct Builder<'a> {
    store: &'a Store,
    pins: &'a Bookmarks,
    /// The positions of pinned projects, and their lists.
    pinned: Vec<(u32, Option<&'a Target>)>,
    expanded: &'a HashSet<Target>,
    sort: Sort,
    /// A row that stays even if it does not match.
    retained: Option<CursorPlace>,
    rows: Vec<Row>,
    matches: Option<Matches<'a>>,
}

/// Whether a subtree is filtered, or shown whole because something above it matched.
#[derive(Clone, Copy, PartialEq)]
enum FilterMode {
    On,
    Off,
}

impl Builder<'_> {
    fn roots(&mut self) {
        let sieve = if self.matches.is_some() {
            FilterMode::On
        } else {
            FilterMode::Off
        };
        let orgs = 0..self.store.orgs.value.len();
        for at in orgs {
            let Some((id, org)) = self.store.orgs.value.get_index(at) else {
                continue;
            };
            let target = Target::Org(id.clone());
            let at = at as u32;
            self.node(
                CursorPlace::Org(at),
                0,
                &target,
                sieve,
                &[("name", &org.name), ("id", id.as_str())],
                |builder, sieve| {
                    builder.list(&target, CursorPlace::MoreOf(at), sieve);
                },
            );
        }
        // Before the organizations are known, the cursor would land on this group.
        let orgs = &self.store.orgs;
        let settled = !orgs.value.is_empty() || orgs.known().is_some() || orgs.error().is_some();
        let shared = self.store.lists.get(&Target::Shared);
        let found = self.found(&Target::Shared, sieve);
        let found = found.is_some_and(|found| !found.is_empty());
        if settled && (found || shared.is_some_and(|list| !list.rows.is_empty())) {
            self.node(
                CursorPlace::Shared,
                0,
                &Target::Shared,
                sieve,
                &[("name", "Shared with me")],
                |builder, sieve| {
                    builder.list(&Target::Shared, CursorPlace::MoreShared, sieve);
                },
            );
        }
    }

    /// Adds a row and, if it is expanded, its children. With a filter, a row stays if it matches itself, and is then
    /// shown as it is, or if something below it matches, and is then expanded.
    fn node(
        &mut self,
        place: CursorPlace,
        depth: u8,
        target: &Target,
        sieve: FilterMode,
        texts: &[(&str, &str)],
        children: impl FnOnce(&mut Self, FilterMode),
    ) {
        let open = self.expanded.contains(target);
        let at = self.rows.len();
        let expansion = if open {
            Expansion::Open
        } else {
            Expansion::Closed
        };
        let hit = self.hit(sieve, || target.clone(), texts);
        self.put(place, depth, expansion, hit);
        match (sieve, hit) {
            (FilterMode::Off, _) | (FilterMode::On, true) => {
                if open {
                    children(self, FilterMode::Off);
                }
            }
            (FilterMode::On, false) => {
                children(self, FilterMode::On);
                if self.rows.len() == at + 1 && self.retained != Some(place) {
                    self.rows.truncate(at);
                    return;
                }
                if let Some(row) = self.rows.get_mut(at) {
                    row.expansion = Expansion::Open;
                }
            }
        }
        self.mark_last(at + 1, depth.saturating_add(1));
    }

    /// Adds a row without children.
    fn leaf(
        &mut self,
        (place, expansion): (CursorPlace, Expansion),
        depth: u8,
        target: impl Fn() -> Target,
        sieve: FilterMode,
        texts: &[(&str, &str)],
    ) {
        let hit = self.hit(sieve, target, texts);
        if sieve == FilterMode::Off || hit || self.retained == Some(place) {
            self.put(place, depth, expansion, hit);
        }
    }

    fn put(&mut self, place: CursorPlace, depth: u8, expansion: Expansion, hit: bool) {
        self.rows.push(Row {
            place,
            depth,
            guides: 0,
            expansion,
            hit,
        });
    }

    fn hit(
        &mut self,
        sieve: FilterMode,
        target: impl Fn() -> Target,
        texts: &[(&str, &str)],
    ) -> bool {
        let Some(matches) = self.matches.as_mut().filter(|_| sieve == FilterMode::On) else {
            return false;
        };
        let (neon, scratch) = (matches.neon, &mut matches.scratch);
        let field = |field: &FieldName| {
            let target = target();
            value(neon, columns_of(&target), &target, field)
        };
        let hit = matches.query.matches_row(texts, &field, neon.now, scratch);
        *matches.hits += usize::from(hit);
        hit
    }

    /// Records, in every row below a node, whether another child of that node follows.
    fn mark_last(&mut self, from: usize, depth: u8) {
        let bit = 1_u32.checked_shl(u32::from(depth)).unwrap_or(0);
        let mut follows = false;
        for row in self
            .rows
            .get_mut(from..)
            .unwrap_or_default()
            .iter_mut()
            .rev()
        {
            if follows {
                row.guides |= bit;
            }
            if row.depth == depth {
                follows = true;
            }
        }
    }

    fn list(&mut self, target: &Target, more: CursorPlace, sieve: FilterMode) {
        let list = self.store.lists.get(target);
        for at in self.ordered(target, list, sieve) {
            self.project(at, sieve);
        }
        if list.is_some_and(ProjectPages::has_more) && sieve == FilterMode::Off {
            self.put(more, 1, Expansion::Leaf, false);
        }
    }

    /// The search results in a list, while it is filtered.
    fn found(&self, list: &Target, sieve: FilterMode) -> Option<&Vec<u32>> {
        let filtered = sieve == FilterMode::On && self.matches.is_some();
        self.store.found.get(list).filter(|_| filtered)
    }

    fn ordered(&self, target: &Target, list: Option<&ProjectPages>, sieve: FilterMode) -> Vec<u32> {
        let rows = list.into_iter().flat_map(|list| &list.rows);
        let found = self.found(target, sieve).into_iter().flatten();
        let mut order: Vec<u32> = rows.chain(found).copied().collect();
        let row = |at: &u32| {
            self.store
                .projects
                .get_index(*at as usize)
                .map(|(_, entry)| &entry.row)
        };
        match self.sort {
            Sort::Server => {}
            Sort::Name => order.sort_by_cached_key(|at| row(at).map(|row| row.name.to_lowercase())),
            Sort::Activity => {
                order.sort_by_key(|at| Reverse(row(at).and_then(|row| row.compute_last_active_at)))
            }
        }
        if !self.pinned.is_empty() {
            self.pins_first(target, &mut order);
        }
        order
    }

    /// Moves the pinned projects of a list to the top, including those not loaded with the list.
    fn pins_first(&self, list: &Target, order: &mut Vec<u32>) {
        let is_pinned = |at: &u32| self.pinned.iter().any(|(pinned, _)| pinned == at);
        let is_here = |(at, of): &&(u32, Option<&Target>)| {
            let entry = self.store.projects.get_index(*at as usize);
            let org = entry.and_then(|(_, entry)| entry.row.org_id.as_ref());
            let is_of = match (list.org(), org) {
                (Some(list), Some(org)) if list.as_str() != IMPLIED => list == org,
                // Shared projects belong to organizations without a list, and personal ones to none.
                _ => *of == Some(list),
            };
            order.contains(at) || is_of
        };
        let first = self.pinned.iter().filter(is_here);
        let mut first: Vec<u32> = first.map(|(at, _)| *at).collect();
        order.retain(|at| !is_pinned(at));
        first.append(order);
        *order = first;
    }

    fn project(&mut self, at: u32, sieve: FilterMode) {
        let Some((id, entry)) = self.store.projects.get_index(at as usize) else {
            return;
        };
        if entry.gone {
            return;
        }
        let texts = [("name", entry.row.name.as_str()), ("id", id.as_str())];
        // An unopened project is the most common row: this path must stay cheap.
        if entry.inside.is_none() {
            let row = (CursorPlace::Project(at), Expansion::Closed);
            let target = || Target::Project(id.clone());
            return self.leaf(row, 1, target, sieve, &texts);
        }
        let target = Target::Project(id.clone());
        self.node(
            CursorPlace::Project(at),
            1,
            &target,
            sieve,
            &texts,
            |builder, sieve| {
                if let Some(inside) = entry.inside.as_deref() {
                    let tree = BranchTree::new(inside, &builder.pins.branches(id));
                    for branch in &tree.roots {
                        builder.branch(at, id, &tree, *branch, 2, sieve);
                    }
                }
            },
        );
    }
}
