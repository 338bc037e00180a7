//! Databases whose schemas are compared.
//!
//! Neon compares one database at a time. A few are requested in parallel, and the next whenever one is done; an error
//! is shown on its line and stops nothing.

use crate::{
    api::{
        Request, SchemaBase, SchemaQuery,
        types::{BranchId, DatabaseName, ProjectId},
    },
    neon::{DialogId, Neon, read},
    store::target::Target,
    ui::dialog::diff::Schema,
};

/// The maximum number of parallel requests.
const AT_ONCE: usize = 4;

/// The databases, and what is compared.
#[derive(Debug, Clone)]
pub struct Batch {
    pub rows: Vec<BatchRow>,
    project: ProjectId,
    branch: BranchId,
    /// The point in time of the branch, for every database.
    query: SchemaQuery,
    base: SchemaBase,
}

/// A database.
#[derive(Debug, Clone)]
pub struct BatchRow {
    pub name: DatabaseName,
    /// The state of its comparison; `None` until it is requested.
    pub schema: Option<Schema>,
}

/// The totals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// The number of databases that were compared.
    pub known: usize,
    /// The number of those that differ.
    pub differ: usize,
    /// The number of lines that are only in the branch shown.
    pub added: usize,
    /// The number of lines that are only in the base.
    pub removed: usize,
}

impl Batch {
    /// The branch whose databases are compared.
    pub fn branch(&self) -> Target {
        Target::Branch(self.project.clone(), self.branch.clone())
    }

    /// Creates a batch without sending requests.
    pub(crate) fn new(
        (project, branch): (&ProjectId, &BranchId),
        query: SchemaQuery,
        base: SchemaBase,
        names: impl IntoIterator<Item = DatabaseName>,
    ) -> Self {
        let rows = names
            .into_iter()
            .map(|name| BatchRow { name, schema: None });
        Self {
            rows: rows.collect(),
            project: project.clone(),
            branch: branch.clone(),
            query,
            base,
        }
    }

    /// The state of a database.
    pub fn get(&self, name: &DatabaseName) -> Option<&Schema> {
        let row = self.rows.iter().find(|row| row.name == *name)?;
        row.schema.as_ref()
    }

    /// The totals.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for row in &self.rows {
            let differs = match row.schema {
                Some(Schema::Known { added, removed, .. }) => {
                    (tally.added, tally.removed) = (tally.added + added, tally.removed + removed);
                    added + removed > 0
                }
                Some(Schema::OnlyThere(_)) => true,
                Some(Schema::Asked | Schema::Failed(_)) | None => continue,
            };
            tally.known += 1;
            tally.differ += usize::from(differs);
        }
        tally
    }

    /// Requests the next databases, up to the maximum.
    pub(crate) fn ask(&mut self, neon: &mut Neon, id: DialogId) {
        let is_asked = |row: &&BatchRow| row.schema == Some(Schema::Asked);
        let on_its_way = self.rows.iter().filter(is_asked).count();
        let waits = |row: &&mut BatchRow| row.schema.is_none();
        let next = self.rows.iter_mut().filter(waits);
        let (project, branch, base) = (&self.project, &self.branch, &self.base);
        for row in next.take(AT_ONCE.saturating_sub(on_its_way)) {
            row.schema = Some(Schema::Asked);
            let query = SchemaQuery {
                database: row.name.clone(),
                ..self.query.clone()
            };
            let request = Request::compare_schema(project, branch, &query, base);
            neon.ask(read::preview(id, row.name.clone()), request);
        }
    }

    /// Takes the result for a database, if it was requested, and requests the next one.
    pub(crate) fn put(
        &mut self,
        neon: &mut Neon,
        id: DialogId,
        name: &DatabaseName,
        schema: Schema,
    ) {
        let is_it = |row: &&mut BatchRow| row.name == *name && row.schema == Some(Schema::Asked);
        if let Some(row) = self.rows.iter_mut().find(is_it) {
            row.schema = Some(schema);
        }
        self.ask(neon, id);
    }
}
