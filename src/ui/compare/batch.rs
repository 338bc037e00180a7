//! Databases whose schemas are compared.
//!
//! Neon compares one database at a time. Some are asked for together, and the next when one of them
//! is answered; a refusal is told in its line and stops nothing.

use crate::{
    api::{
        Request, SchemaBase, SchemaQuery,
        types::{BranchId, DatabaseName, ProjectId},
    },
    neon::{DialogId, Neon, read},
    ui::dialog::diff::Schema,
};

/// How many databases are asked for at a time.
const AT_ONCE: usize = 4;

/// The databases, and what is compared with what.
#[derive(Debug, Clone)]
pub struct Batch {
    /// The databases.
    pub rows: Vec<BatchRow>,
    project: ProjectId,
    branch: BranchId,
    /// As of when, for every database.
    query: SchemaQuery,
    base: SchemaBase,
}

/// A database.
#[derive(Debug, Clone)]
pub struct BatchRow {
    pub name: DatabaseName,
    /// How it differs; nothing until it is asked for.
    pub schema: Option<Schema>,
}

/// What is known of all of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// The databases that were compared.
    pub known: usize,
    /// Those of them that differ.
    pub differ: usize,
    /// Lines that are only here.
    pub added: usize,
    /// Lines that are only in the base.
    pub removed: usize,
}

impl Batch {
    /// Databases of a branch, of which nothing was asked yet.
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

    /// What is known of a database.
    pub fn get(&self, name: &DatabaseName) -> Option<&Schema> {
        let row = self.rows.iter().find(|row| row.name == *name)?;
        row.schema.as_ref()
    }

    /// What is known of all of them.
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

    /// Asks for the next databases, as many as may be asked for together.
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

    /// Takes what is known of a database, if it was asked for, and asks for the next one.
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
