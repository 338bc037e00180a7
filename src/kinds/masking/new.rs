//! New masked branches, and new rules of one.

use super::{
    branch_of,
    rule::{FUNCTION_ROW, HOW_ROW, LINKED, RULES, VALUE_ROW, add_how, all, effects},
    rules_of,
};
use crate::{
    api::{
        Answer, Request,
        types::{BranchId, MaskingRules, ProjectId},
    },
    kinds::{
        branch::NewBranch,
        creation::{Accepted, Creation, Lost},
        edit::{
            About, ChangeSet, EditTable, FieldEdit, Input, NEW_MASKED_BRANCH, Validation, entered,
            masks::COLUMN, row,
        },
        verb::Verb,
    },
    store::{Store, target::Target},
};
use jiff::Timestamp;
use serde_json::{Value, json};

const DATABASE: &str = "database_name";
const SCHEMA: &str = "schema_name";
const TABLE: &str = "table_name";
const NAME: &str = "column_name";
/// The longest identifier of Postgres, in characters.
const LONGEST: usize = 63;

/// A masked branch to create.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMaskedBranch {
    pub project: ProjectId,
}

impl NewMaskedBranch {
    /// The same without the masking.
    pub fn plain(&self) -> NewBranch {
        NewBranch {
            project: self.project.clone(),
        }
    }
}

impl Creation for NewMaskedBranch {
    fn place(&self) -> Target {
        Target::Project(self.project.clone())
    }

    fn noun(&self) -> &'static str {
        "masked branch"
    }

    fn table(&self) -> &'static EditTable {
        &NEW_MASKED_BRANCH
    }

    fn request(&self, body: Value) -> Request {
        Request::create_masked_branch(&self.project, body)
    }

    fn touches(&self, store: &Store, request: &Request) -> Vec<Target> {
        let body = request.body.as_ref();
        let plain = body.and_then(|body| body.get("branch_create")).cloned();
        let plain = Request::create_branch(&self.project, plain.unwrap_or_default());
        self.plain().touches(store, &plain)
    }

    fn accept(&self, store: &mut Store, answer: Answer, now: Timestamp) -> Option<Accepted> {
        self.plain().accept(store, answer, now)
    }

    fn lookup(&self, name: &str) -> Option<Request> {
        self.plain().lookup(name)
    }

    fn find(&self, lost: &Lost<'_>, answer: Answer) -> Option<Target> {
        self.plain().find(lost, answer)
    }
}

static NEW_RULE: EditTable = EditTable {
    body: |_, change_set| Some(all(change_set)),
    add_form_fields: |document, _| add_how(document),
    linked: LINKED,
    effects,
    ..EditTable::new(true, &NEW_ROWS)
};

static NEW_ROWS: [FieldEdit; 7] = [
    FieldEdit {
        check: |change_set| named(change_set, DATABASE, "a database"),
        ..text(DATABASE, "Database", "The database of the table.")
    },
    FieldEdit {
        check: |change_set| named(change_set, SCHEMA, "a schema"),
        ..text(SCHEMA, "Schema", "The schema of the table.")
    },
    FieldEdit {
        check: |change_set| named(change_set, TABLE, "a table"),
        ..text(TABLE, "Table", "The table, as it is written in Postgres.")
    },
    FieldEdit {
        check: |change_set| {
            let rules = change_set.old[RULES].as_array();
            let mut rules = rules.into_iter().flatten();
            let is_it = |rule: &Value| {
                COLUMN
                    .iter()
                    .all(|name| rule[*name] == change_set.text(name).trim())
            };
            match rules.any(is_it) {
                true => Validation::Wrong("the column has a rule already: edit that".to_owned()),
                false => named(change_set, NAME, "a column"),
            }
        },
        ..text(NAME, "Column", "The column, as it is written in Postgres.")
    },
    HOW_ROW,
    FUNCTION_ROW,
    VALUE_ROW,
];

const fn text(path: &'static str, label: &'static str, help: &'static str) -> FieldEdit {
    row(
        path,
        "Column",
        label,
        Input::Text { longest: LONGEST },
        help,
    )
}

fn named(change_set: &ChangeSet<'_>, path: &str, what: &str) -> Validation {
    entered(change_set.text(path), what, LONGEST)
}

/// A masking rule to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMaskingRule {
    pub project: ProjectId,
    pub branch: BranchId,
}

impl Creation for NewMaskingRule {
    fn place(&self) -> Target {
        Target::Branch(self.project.clone(), self.branch.clone())
    }

    fn noun(&self) -> &'static str {
        "masking rule"
    }

    fn verb(&self) -> Verb {
        Verb::new("adding", "added", "add")
    }

    fn title(&self) -> String {
        "Add masking rule".to_owned()
    }

    fn table(&self) -> &'static EditTable {
        &NEW_RULE
    }

    fn name_field(&self) -> &'static str {
        NAME
    }

    fn first_values(&self, store: &Store, _: &About) -> Result<Value, String> {
        let rules = store.masking_rules(&self.place());
        let contents = store.contents(&self.project, &self.branch);
        let first = contents.and_then(|contents| contents.databases.value.first());
        let first = first.map(|database| &database.name);
        let database = rules.last().map(|rule| &rule.database_name).or(first);
        Ok(json!({
            DATABASE: database,
            SCHEMA: "public",
            RULES: rules,
        }))
    }

    fn message(&self, store: &Store, name: &str) -> Option<String> {
        let branch = store.name(&self.place());
        Some(format!("{name} is masked the next time {branch} is"))
    }

    fn request(&self, body: Value) -> Request {
        Request::set_masking_rules(&self.project, &self.branch, body)
    }

    fn accept(&self, store: &mut Store, answer: Answer, _: Timestamp) -> Option<Accepted> {
        let page: MaskingRules = answer.body()?;
        let column = page.masking_rules.last()?.column();
        store
            .listings
            .keep(&branch_of(&self.place()), page.masking_rules, &page.odd);
        let target = Target::MaskingRule(self.project.clone(), self.branch.clone(), column);
        Some(Accepted::new(target, Vec::new()))
    }

    fn lookup(&self, _: &str) -> Option<Request> {
        Some(Request::list_masking_rules(&self.project, &self.branch).into())
    }

    fn find(&self, lost: &Lost<'_>, answer: Answer) -> Option<Target> {
        let page: MaskingRules = answer.body()?;
        let rule = rules_of(lost.request).pop()?;
        let column = page.masking_rules.contains(&rule).then(|| rule.column())?;
        Some(Target::MaskingRule(
            self.project.clone(),
            self.branch.clone(),
            column,
        ))
    }
}
