//! Turns the things of a list into rows of the table: sorted among their siblings, filtered, with the guides of
//! the tree.

use super::{
    Table,
    list::{ListLine, ListTab},
    load,
    order::{self, Key},
};
use crate::{
    kinds::{Value, column::Column, field_name::FieldName},
    neon::Neon,
    store::target::Target,
    ui::{
        browser::Browser,
        filter_query::{MatcherState, Query},
        row_fields::{self, TableFields},
        table::TableRow,
    },
};
use std::collections::HashSet;

/// Rebuilds the rows from the current data and restores the cursor. Returns the thing the cursor was on if it is
/// gone.
pub fn rebuild(browser: &mut Browser, neon: &Neon) -> Option<Target> {
    let height = browser.list_height();
    let is_looking = load::is_looking(browser, neon);
    let shown = browser.table.as_ref()?;
    let lines = (shown.shown().rows)(browser, neon, &shown.of);
    let mut table = browser.table.take()?;
    forget_marks(neon, &mut table, &lines);
    let ranged = table
        .range
        .as_ref()
        .map(|_| (table.marked(), lines.clone()));
    let all = lines.len();
    settle(neon, &mut table, &lines);
    let rows = build(neon, &table, lines);
    table.hits = rows.iter().filter(|row| row.hit).count();
    if rows != table.rows {
        table.widths.fit_again();
        table.rows = rows;
        // What the range covered stays marked; other rows that are there now were never chosen. It goes on from the
        // cursor's row if that is still there.
        if let Some((marked, lines)) = ranged {
            table.marks.extend(marked);
            let here = table.cursor.item.as_ref();
            table.range = here.filter(|here| table.find(here).is_some()).cloned();
            forget_marks(neon, &mut table, &lines);
        }
    }
    table.all = all;
    let waits = is_looking && table.cursor.item.is_none();
    let lost = match waits {
        true => None,
        false => put_cursor(&mut table, height),
    };
    browser.table = Some(table);
    lost
}

/// Whether the cursor, which is not put on a row while rows come in no order, can be put on the first one now.
pub fn is_cursor_due(browser: &Browser, neon: &Neon) -> bool {
    let table = browser.table.as_ref();
    let waits = table.is_some_and(|table| table.cursor.item.is_none() && !table.rows.is_empty());
    waits && !load::is_looking(browser, neon)
}

/// Keeps only the marks of rows that the tab lists, whether or not the filter shows them: what cannot be seen in this
/// tab must not be changed from it. The other marks come back with a tab that lists their rows.
fn forget_marks(neon: &Neon, table: &mut Table, lines: &[ListLine]) {
    if table.marks.is_empty() && table.other_marks.is_empty() {
        return;
    }
    let listed: HashSet<&Target> = lines.iter().map(|line| &line.target).collect();
    let all = table.marks.drain().chain(table.other_marks.drain());
    let there: Vec<Target> = all.filter(|marked| neon.store.has(marked)).collect();
    let (here, others) = there
        .into_iter()
        .partition(|marked| listed.contains(marked));
    table.marks = here;
    // What has left a list without tabs has changed.
    if table.has_tabs() {
        table.other_marks = others;
    }
}

/// Decides which comparisons of the filter make sense in these lines.
fn settle(neon: &Neon, table: &mut Table, lines: &[ListLine]) {
    let columns = table.shown().columns;
    let filter = table.filter.as_mut();
    if let Some(filter) = filter.filter(|filter| filter.query.has_fields()) {
        let rows = lines.iter().map(|line| &line.target).collect();
        let fields = TableFields {
            neon,
            columns,
            rows,
        };
        filter.query.settle(&fields, neon.now);
    }
}

fn put_cursor(table: &mut Table, height: usize) -> Option<Target> {
    let line = table.cursor.line();
    let before = table.cursor.item.take();
    let found = before.as_ref().and_then(|before| table.find(before));
    let stays = table.cursor.at == 0 && table.by.is_none() && table.shown().grows();
    let found = found.map(|at| if stays { 0 } else { at });
    // If the row is gone, the next one takes its place.
    table.go(found.unwrap_or(table.cursor.at), height);
    table.cursor.show_on(line, table.rows.len(), height);
    if let Some(filter) = &mut table.filter {
        filter.changed = false;
    }
    before.filter(|_| found.is_none())
}

/// The rows: the lines as far as the filter shows them, in their order.
fn build(neon: &Neon, table: &Table, lines: Vec<ListLine>) -> Vec<TableRow> {
    let tab = table.shown();
    let query = table.filter.as_ref().map(|filter| &filter.query);
    let retained = table.cursor.item.as_ref().filter(|_| {
        let changed = table.filter.as_ref().is_some_and(|filter| filter.changed);
        !changed
    });
    let mut rows = match query.filter(|query| !query.is_empty()) {
        Some(query) => filtered(neon, lines, tab, query, retained),
        None => lines.into_iter().map(|line| row(line, true)).collect(),
    };
    if let Some(by) = table.by
        && let Some(column) = tab.columns.iter().find(|column| column.title == by.column)
    {
        rows = ordered(neon, rows, column, by.down);
    }
    draw_guides(&mut rows);
    rows
}

fn row(line: ListLine, hit: bool) -> TableRow {
    TableRow {
        target: line.target,
        depth: line.depth,
        guides: 0,
        hit,
    }
}

/// Sorts siblings by a column; children stay below their parents.
fn ordered(neon: &Neon, rows: Vec<TableRow>, column: &Column, down: bool) -> Vec<TableRow> {
    let keys: Vec<Key> = rows
        .iter()
        .map(|row| order::key(&neon.cell(column, &row.target)))
        .collect();
    // The children of each row, by index; the last entry is for the root.
    let top = rows.len();
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); top + 1];
    let mut open: Vec<(u8, usize)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        open.retain(|(depth, _)| *depth < row.depth);
        let above = open.last().map_or(top, |(_, above)| *above);
        if let Some(siblings) = children.get_mut(above) {
            siblings.push(at);
        }
        open.push((row.depth, at));
    }
    for siblings in &mut children {
        siblings.sort_by(|one, other| match (keys.get(*one), keys.get(*other)) {
            (Some(one), Some(other)) => order::compare(one, other, down),
            _ => std::cmp::Ordering::Equal,
        });
    }
    let mut rows: Vec<Option<TableRow>> = rows.into_iter().map(Some).collect();
    let mut order = Vec::with_capacity(rows.len());
    let mut next: Vec<usize> = Vec::new();
    let push = |next: &mut Vec<usize>, at: usize| {
        next.extend(children.get(at).into_iter().flatten().rev().copied());
    };
    push(&mut next, top);
    while let Some(at) = next.pop() {
        order.extend(rows.get_mut(at).and_then(Option::take));
        push(&mut next, at);
    }
    order
}

/// The lines that match themselves, and their ancestors.
fn filtered(
    neon: &Neon,
    lines: Vec<ListLine>,
    tab: &ListTab,
    query: &Query,
    retained: Option<&Target>,
) -> Vec<TableRow> {
    let mut scratch = MatcherState::default();
    let mut rows: Vec<TableRow> = Vec::new();
    for line in lines.into_iter().rev() {
        let hit = matches(neon, &line.target, tab, query, &mut scratch);
        // Rows are collected from the bottom up: the last one found is the first below this line.
        let holds = rows.last().is_some_and(|below| below.depth > line.depth);
        if hit || holds || retained == Some(&line.target) {
            rows.push(row(line, hit));
        }
    }
    rows.reverse();
    rows
}

pub(crate) fn matches(
    neon: &Neon,
    target: &Target,
    tab: &ListTab,
    query: &Query,
    scratch: &mut MatcherState,
) -> bool {
    let said = texts(neon, target, tab);
    let said: Vec<(&str, &str)> = said.iter().map(|(of, text)| (*of, text.as_str())).collect();
    let field = |field: &FieldName| row_fields::value(neon, tab.columns, target, field);
    query.matches_row(&said, &field, neon.now, scratch)
}

/// The texts of a row that words are looked for in, with their columns.
pub fn texts(neon: &Neon, target: &Target, tab: &ListTab) -> Vec<(&'static str, String)> {
    let mut said: Vec<(&'static str, String)> = vec![("id", target.id().to_owned())];
    let cells = neon.cells(target);
    for (at, column) in tab.columns.iter().enumerate() {
        if !column.may_have_words() {
            continue;
        }
        // The first column is the name, whatever its title.
        let title = if at == 0 { "name" } else { column.title };
        let value = cells.value(column);
        let text = match value {
            Value::Text(text) | Value::Id(text) => text,
            Value::Word(word) => word.to_owned(),
            Value::State(state) => state.word.to_owned(),
            Value::List(list) => list.join(" "),
            _ => continue,
        };
        said.push((title, text));
    }
    if let Target::Branch(project, branch) = target {
        let computes = neon.store.endpoints_of(project, branch);
        said.extend(computes.map(|one| ("compute", one.id.to_string())));
    }
    said
}

/// Marks on every row whether a later sibling follows.
fn draw_guides(rows: &mut [TableRow]) {
    let bit = |depth: u8| 1_u32.checked_shl(u32::from(depth)).unwrap_or(0);
    let mut follows = 0_u32;
    for row in rows.iter_mut().rev() {
        // Anything deeper belongs to this row or an earlier one, so it does not continue.
        let deeper = bit(row.depth.saturating_add(1)).wrapping_sub(1);
        follows &= deeper;
        row.guides = follows;
        follows |= bit(row.depth);
    }
}
