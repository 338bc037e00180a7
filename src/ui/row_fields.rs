//! The fields of rows that a filter can compare: columns, and the fields of their kinds.

use super::filter_query::Fields;
use crate::{
    api::types::{
        Branch, Database, Endpoint, Operation, Organization, Project, ProjectRow, Role, Snapshot,
    },
    kinds::{
        Value,
        awake::list,
        column::Column,
        field::Described,
        field_name::{FieldName, typed},
        lookup, project,
    },
    neon::Neon,
    store::target::Target,
    ui::table::branches::columns as branch,
};
use jiff::Timestamp;
use std::{collections::HashSet, mem::discriminant};

/// The columns of computes.
const OF_COMPUTES: &[Column] = &[
    list::STATE,
    Column {
        title: "SIZE",
        ..list::SIZE
    },
    list::SINCE,
    list::HOURLY,
];

/// What is known about a row of the tree beyond its fields: what the lists of such things show.
pub fn columns_of(target: &Target) -> &'static [Column] {
    match target {
        Target::Project(_) => project::list::COLUMNS,
        Target::Branch(..) => branch::COLUMNS,
        Target::Endpoint(..) => OF_COMPUTES,
        _ => &[],
    }
}

/// Whether a row is production, as lists mark it.
pub const PROD: &str = "prod";

/// The value of a field of a row with these columns; `None` if it has none. Titles of columns come first, then labels,
/// then keys of the API.
pub fn value(neon: &Neon, columns: &[Column], target: &Target, field: &FieldName) -> Option<Value> {
    if field.is("name") {
        return Some(Value::text(neon.store.name(target)));
    }
    if field.is(PROD) {
        return Some(Value::Flag(neon.is_production(target)));
    }
    let titled = columns.iter().find(|column| field.is(column.title));
    let of_key = || columns.iter().find(|column| column.has_key(field));
    if let Some(column) = titled.or_else(of_key) {
        return Some(neon.cell(column, target));
    }
    if field.is("id") {
        return Some(Value::id(target.id()));
    }
    lookup::of(target, |kind| {
        let all = [kind.known(&neon.store), kind.editable(&neon.store)];
        all.into_iter()
            .flatten()
            .find_map(|known| known.named(field))
    })
}

/// The fields of the rows of a table.
pub struct TableFields<'a> {
    pub neon: &'a Neon,
    pub columns: &'static [Column],
    /// The rows, whether or not the filter shows them.
    pub rows: Vec<&'a Target>,
}

impl Fields for TableFields<'_> {
    fn names(&self) -> Vec<String> {
        let mut kinds = HashSet::new();
        let rows = self.rows.iter();
        let firsts = rows.filter(|row| kinds.insert(discriminant(**row)));
        let fields = firsts.flat_map(|row| lookup::of(row, |kind| kind.field_names()));
        names(self.columns.iter(), fields.collect())
    }

    fn visit(&self, field: &FieldName, visit: &mut dyn FnMut(&Value) -> bool) {
        let mut rows = self.rows.iter();
        rows.any(|row| value(self.neon, self.columns, row, field).is_some_and(|it| visit(&it)));
    }
}

/// The most projects of the tree that are looked at to find out what a field can be compared with.
const MOST: usize = 2_000;

/// The fields of the rows of the tree.
pub struct TreeFields<'a>(pub &'a Neon);

impl Fields for TreeFields<'_> {
    fn names(&self) -> Vec<String> {
        let columns = [project::list::COLUMNS, branch::COLUMNS, OF_COMPUTES];
        known(columns.into_iter().flatten())
    }

    fn visit(&self, field: &FieldName, visit: &mut dyn FnMut(&Value) -> bool) {
        let Self(neon) = self;
        let mut say = |row: Target| {
            value(neon, columns_of(&row), &row, field).is_some_and(|value| visit(&value))
        };
        let store = &neon.store;
        let mut orgs = store.orgs.value.keys().cloned().map(Target::Org);
        if orgs.any(&mut say) {
            return;
        }
        for (id, entry) in store.projects.iter().take(MOST) {
            if say(Target::Project(id.clone())) {
                return;
            }
            let Some(inside) = entry.inside.as_deref() else {
                continue;
            };
            let branches = inside.branches.value.keys().cloned();
            let mut branches = branches.map(|branch| Target::Branch(id.clone(), branch));
            let computes = inside.endpoints.value.keys().cloned();
            let mut computes = computes.map(|compute| Target::Endpoint(id.clone(), compute));
            let mut contents = inside.contents.iter().flat_map(|(branch, contents)| {
                let databases = contents
                    .databases
                    .value
                    .iter()
                    .map(|one| Target::Database(id.clone(), branch.clone(), one.name.clone()));
                let roles = contents.roles.value.iter();
                let roles =
                    roles.map(|one| Target::Role(id.clone(), branch.clone(), one.name.clone()));
                databases.chain(roles)
            });
            if branches.any(&mut say) || computes.any(&mut say) || contents.any(&mut say) {
                return;
            }
        }
    }
}

/// The names of these columns and of the fields of all kinds of rows.
pub fn known<'a>(columns: impl Iterator<Item = &'a Column>) -> Vec<String> {
    let fields = [
        ProjectRow::names(),
        Project::names(),
        Branch::names(),
        Endpoint::names(),
        Database::names(),
        Role::names(),
        Snapshot::names(),
        Organization::names(),
    ];
    names(columns, fields.concat())
}

/// The fields of operations, with the columns that a list of them has.
pub struct OperationFields(pub &'static [&'static str]);

/// What can be compared of an operation beyond its texts.
const STARTED: &str = "started";
const DURATION: &str = "duration";

/// The value of a field of an operation, or of several that belong together and took this long.
pub fn of_operation(first: &Operation, millis: Option<u64>, field: &FieldName) -> Option<Value> {
    if field.is(DURATION) {
        let seconds = millis.and_then(|millis| i64::try_from(millis / 1_000).ok());
        return Some(Value::of(seconds, Value::Seconds));
    }
    let is_start = [STARTED, "time", "created_at"]
        .iter()
        .any(|name| field.is(name));
    is_start.then(|| Value::time(first.created_at))
}

impl Fields for OperationFields {
    fn names(&self) -> Vec<String> {
        let all = [STARTED, DURATION].iter().chain(self.0);
        all.map(|name| (*name).to_owned()).collect()
    }

    fn visit(&self, field: &FieldName, visit: &mut dyn FnMut(&Value) -> bool) {
        let any = Operation {
            created_at: Some(Timestamp::UNIX_EPOCH.into()),
            ..Operation::default()
        };
        let value = of_operation(&any, Some(0), field);
        visit(&value.unwrap_or_else(|| Value::text("any")));
    }
}

/// The names of fields as they can be typed: titles and labels, then keys of the API.
fn names<'a>(
    columns: impl Iterator<Item = &'a Column>,
    fields: Vec<[&'static str; 2]>,
) -> Vec<String> {
    let titles = columns.map(|column| column.title);
    let labels = fields.iter().map(|[label, _]| *label);
    let words = ["name", "id", PROD].into_iter().chain(titles).chain(labels);
    let keys = fields.iter().map(|[_, key]| (*key).to_owned());
    let mut known = HashSet::new();
    let all = words.map(typed).chain(keys);
    all.filter(|name| !name.is_empty() && known.insert(typed(name)))
        .collect()
}
