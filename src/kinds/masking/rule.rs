//! A masking rule: how one column is masked.

use super::{NewMaskingRule, body, branch_of, not_masked};
use crate::{
    api::{
        Answer, ApiError, Get, Request,
        types::{
            Branch, BranchId, Endpoint, MaskedColumn, MaskingRule, MaskingRules, OddRow, ProjectId,
        },
    },
    kinds::{
        column::{Column, Width, field},
        deletion::{Question, fact, place},
        edit::{
            ChangeSet, EditEffect, EditTable, FieldEdit, FieldGroup, Input, Scalar, Visibility,
            entered,
            masks::{COLUMN, FUNCTION, LONGEST, VALUE},
            pick, put, row,
        },
        field::{Described, Field, Value, main},
        kind::{Kind, Known},
        list::{List, Listed, branch_parts},
        verb::Verb,
    },
    store::{Store, target::Target},
};
use jiff::Timestamp;
use serde_json::{Value as Json, json};

/// The verb for removing a rule.
pub const REMOVE: Verb = Verb::new("removing", "removed", "remove");
/// All rules, in a request and in the document of a form.
pub(super) const RULES: &str = "masking_rules";
/// Whether a function masks the column or a value.
const HOW: &str = "@how";

impl Described for MaskingRule {
    const FIELDS: &'static [Field<Self>] = &[
        main("database_name", "Database", "The database.", |rule| {
            Value::text(rule.database_name.as_str())
        }),
        main(
            "schema_name",
            "Schema",
            "The schema of the table.",
            |rule| Value::text(&rule.schema_name),
        ),
        main("table_name", "Table", "The table.", |rule| {
            Value::text(&rule.table_name)
        }),
        main("column_name", "Column", "The column to mask.", |rule| {
            Value::text(&rule.column_name)
        }),
        main(
            "masking_function",
            "Function",
            "The function of PostgreSQL Anonymizer that makes the new values.",
            |rule| Value::of(rule.masking_function.as_ref(), Value::text),
        ),
        main(
            "masking_value",
            "Value",
            "The value that all rows get.",
            |rule| {
                Value::of(rule.masking_value.as_deref(), |value| match value {
                    "" => Value::Word("empty"),
                    value => Value::text(value),
                })
            },
        ),
    ];
}

impl Listed for MaskingRule {
    type Page = MaskingRules;
    type New = NewMaskingRule;

    const LIST: List = List("Masking rules");
    const NAME: &'static str = "masking_rules";
    const COLUMNS: &'static [Column] = &[
        Column::name("COLUMN", "the table and the column", Width::Name(20)),
        field!(MaskingRule, "masking_function", Width::Name(20), 90),
        field!(MaskingRule, "masking_value", Width::Name(10), 80),
        field!(MaskingRule, "database_name", Width::Name(10), 70),
        field!(MaskingRule, "schema_name", Width::Name(8), 60),
    ];

    fn place(store: &Store, at: Option<&Target>) -> Result<Target, String> {
        super::place(store, at)
    }

    fn request(of: &Target) -> Get<MaskingRules> {
        let (project, branch) = branch_parts(of);
        Request::list_masking_rules(&project, &branch)
    }

    fn is_none(refusal: &ApiError) -> bool {
        refusal.is_gone()
    }

    fn records(_: &Store, _: &Target, page: MaskingRules) -> (Vec<Self>, Vec<OddRow>) {
        (page.masking_rules, page.odd)
    }

    fn target(&self, of: &Target) -> Target {
        let (project, branch) = branch_parts(of);
        Target::MaskingRule(project, branch, self.column())
    }

    fn add(store: &Store, of: &Target) -> Option<Result<NewMaskingRule, String>> {
        let (project, branch) = branch_parts(of);
        if !store.is_masked(&project, &branch) && store.masking(of).is_none() {
            return None;
        }
        Some(Ok(NewMaskingRule { project, branch }))
    }

    fn none(store: &Store, of: &Target, key: &str) -> String {
        let (project, branch) = branch_parts(of);
        match store.is_masked(&project, &branch) {
            true => format!(
                "No column of {} is masked: it has no rules. {key} adds one.",
                store.name(of)
            ),
            false => not_masked(store, of, key),
        }
    }
}

fn is_function(document: &Json) -> bool {
    document.get(HOW).and_then(Json::as_str) == Some("function")
}

pub(super) const HOW_ROW: FieldEdit = row(
    HOW,
    "Mask",
    "With",
    Input::Choice(&[
        pick(Scalar::Word("function"), "a function"),
        pick(Scalar::Word("value"), "a value"),
    ]),
    "A function makes a new value for each row; a value is the same for all.",
);

pub(super) const FUNCTION_ROW: FieldEdit = FieldEdit {
    check: |change_set| entered(change_set.text(FUNCTION), "a function", LONGEST),
    shown: |change_set| shown_if(is_function(change_set.new)),
    ..row(
        FUNCTION,
        "Mask",
        "Function",
        Input::Text { longest: LONGEST },
        "A function of PostgreSQL Anonymizer: anon.fake_email(), anon.random_string(10), anon.hash(column), anon.partial(column, 1, '***', 1).",
    )
};

pub(super) const VALUE_ROW: FieldEdit = FieldEdit {
    note: |change_set| match change_set.text(VALUE) {
        "" => "empty".to_owned(),
        _ => String::new(),
    },
    shown: |change_set| shown_if(!is_function(change_set.new)),
    ..row(
        VALUE,
        "Mask",
        "Value",
        Input::Text { longest: LONGEST },
        "The value that the column gets in all rows.",
    )
};

const fn shown_if(is_shown: bool) -> Visibility {
    match is_shown {
        true => Visibility::Yes,
        false => Visibility::Hidden,
    }
}

/// What masks the column is one decision.
pub(super) const LINKED: &[FieldGroup] = &[FieldGroup {
    label: "Masked with",
    paths: &[HOW, FUNCTION, VALUE],
    words: |document| {
        let key = if is_function(document) {
            FUNCTION
        } else {
            VALUE
        };
        let text = document.get(key).and_then(Json::as_str);
        text.unwrap_or_default().to_owned()
    },
}];

/// Adds to a rule whether it is a function.
pub(super) fn add_how(document: &mut Json) {
    let is_value = document.get(VALUE).is_some_and(Json::is_string);
    let how = if is_value { "value" } else { "function" };
    put(document, HOW, how.into());
}

/// All rules with the one of the form in its place, or at the end.
pub(super) fn all(change_set: &ChangeSet<'_>) -> Json {
    let mut rule = json!({});
    for name in COLUMN {
        put(&mut rule, name, change_set.text(name).trim().into());
    }
    let key = match is_function(change_set.new) {
        true => FUNCTION,
        false => VALUE,
    };
    put(&mut rule, key, change_set.text(key).into());
    let known = change_set.old.get(RULES).and_then(Json::as_array);
    let mut rules = known.cloned().unwrap_or_default();
    let is_it = |other: &Json| COLUMN.iter().all(|name| other.get(name) == rule.get(name));
    match rules
        .iter()
        .position(is_it)
        .and_then(|at| rules.get_mut(at))
    {
        Some(place) => *place = rule,
        None => rules.push(rule),
    }
    json!({ RULES: rules })
}

/// The effect of a new or changed rule.
pub(super) fn effects(_: &ChangeSet<'_>) -> Vec<EditEffect> {
    vec![EditEffect::note(
        "changes no data yet: the rules apply when the branch is masked",
    )]
}

static RULE: EditTable = EditTable {
    body: |_, change_set| (change_set.old != change_set.new).then(|| all(change_set)),
    add_form_fields: |document, _| add_how(document),
    linked: LINKED,
    effects: |change_set| match change_set.old == change_set.new {
        true => Vec::new(),
        false => effects(change_set),
    },
    ..EditTable::new(false, &[HOW_ROW, FUNCTION_ROW, VALUE_ROW])
};

/// Identifies a masking rule.
#[derive(Debug, Clone, Copy)]
pub struct MaskingRuleRef<'a> {
    pub project: &'a ProjectId,
    pub branch: &'a BranchId,
    pub column: &'a MaskedColumn,
}

impl MaskingRuleRef<'_> {
    fn of(&self) -> Target {
        Target::Branch(self.project.clone(), self.branch.clone())
    }

    pub fn find<'s>(&self, store: &'s Store) -> Option<&'s MaskingRule> {
        let mut rules = store.masking_rules(&self.of()).iter();
        rules.find(|rule| rule.column() == *self.column)
    }
}

impl Kind for MaskingRuleRef<'_> {
    fn noun(&self) -> &'static str {
        "masking rule"
    }

    fn field_names(&self) -> Vec<[&'static str; 2]> {
        MaskingRule::names()
    }

    fn known<'s>(&self, store: &'s Store) -> Option<&'s dyn Known> {
        Some(self.find(store)?)
    }

    fn name(&self, store: &Store) -> Option<String> {
        let rule = self.find(store)?;
        Some(format!("{}.{}", rule.table_name, rule.column_name))
    }

    fn branch<'s>(&self, store: &'s Store) -> Option<&'s Branch> {
        store.branch(self.project, self.branch)
    }

    fn compute<'s>(&self, store: &'s Store) -> Option<&'s Endpoint> {
        store.endpoints_of(self.project, self.branch).next()
    }

    // Neon knows only the list of all.
    fn read(&self) -> Option<Request> {
        Some(Request::list_masking_rules(self.project, self.branch).into())
    }

    fn read_alone(&self) -> Option<Request> {
        None
    }

    fn keep(&self, store: &mut Store, answer: Answer, _: Timestamp) {
        if let Some(page) = answer.body::<MaskingRules>() {
            let of = branch_of(&self.of());
            store.listings.keep(&of, page.masking_rules, &page.odd);
        }
    }

    fn document(&self, store: &Store) -> Option<Json> {
        let mut document = serde_json::to_value(self.find(store)?).ok()?;
        put(&mut document, RULES, json!(store.masking_rules(&self.of())));
        Some(document)
    }

    fn update(&self, fields: Json) -> Option<Request> {
        Some(Request::set_masking_rules(
            self.project,
            self.branch,
            fields,
        ))
    }

    fn form(&self) -> Option<&'static EditTable> {
        Some(&RULE)
    }

    fn removal(&self, store: &Store) -> Option<Request> {
        let rule = self.find(store)?;
        let all = store.masking_rules(&self.of()).iter();
        let others: Vec<_> = all.filter(|other| *other != rule).cloned().collect();
        self.update(body(&others))
    }

    fn deletion_verb(&self) -> Verb {
        REMOVE
    }

    fn losses_of_many(&self, _: &Store, _: &[Target]) -> Vec<String> {
        vec![
            fact("keeps", "what is masked already"),
            fact(
                "after",
                "the column is not masked the next time the branch is",
            ),
        ]
    }

    fn question(&self, store: &Store) -> Option<Question> {
        let rule = self.find(store)?;
        let with = match (&rule.masking_function, &rule.masking_value) {
            (Some(function), _) => function.to_string(),
            (None, value) => format!("'{}'", value.as_deref().unwrap_or_default()),
        };
        let mut lines = vec![
            place(store, &self.of()),
            fact("rule", format!("{} = {with}", self.column)),
        ];
        lines.extend(self.losses_of_many(store, &[]));
        Some(Question {
            title: format!("Remove the masking rule of {}?", self.name(store)?),
            lines,
            typed: false,
            prominent: false,
            concerns: None,
        })
    }
}
