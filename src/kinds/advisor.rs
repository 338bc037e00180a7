//! What Neon's advisors find in a database: how its schema may be read by whoever should not, or is slow.
//!
//! They connect to the database, so they are asked only when that wakes nothing, or on request.

use super::{
    column::{Column, Width, field},
    field::{Described, Field, Value, main, more},
    kind::{Kind, Known},
    list::{List, Listed},
    state::State,
};
use crate::{
    api::{
        ApiError, Get, Request,
        operations::typed,
        types::{
            AdvisorIssue, AdvisorIssues, Branch, BranchId, DataApi, DatabaseName, Endpoint,
            IssueKey, OddRow, ProjectId,
        },
    },
    store::{Store, target::Target},
};
use serde_json::Value as Json;

/// How serious an issue is: the first is the worst.
const LEVELS: [(&str, State); 3] = [
    ("ERROR", State::ERROR),
    ("WARN", State::WARNING),
    ("INFO", State::INFO),
];

/// How an issue ranks among others; one of an unknown level comes last.
fn rank(issue: &AdvisorIssue) -> usize {
    let mut levels = LEVELS.iter();
    let found = levels.position(|(level, _)| *level == issue.level);
    found.unwrap_or(LEVELS.len())
}

/// `public.customers`, or whatever else Neon says about the place.
fn place(issue: &AdvisorIssue) -> Value {
    let text = |key: &str| issue.metadata.get(key).and_then(Json::as_str);
    match (text("schema"), text("name")) {
        (Some(schema), Some(name)) => Value::text(format!("{schema}.{name}")),
        (None, Some(name)) => Value::text(name),
        _ => {
            let fields = issue.metadata.iter();
            let fields = fields.map(|(key, value)| match value.as_str() {
                Some(text) => format!("{key} {text}"),
                None => format!("{key} {value}"),
            });
            Value::list(&fields.collect::<Vec<_>>())
        }
    }
}

impl Described for AdvisorIssue {
    const FIELDS: &'static [Field<Self>] = &[
        main(
            "level",
            "Level",
            "How serious it is.",
            |issue| match LEVELS.get(rank(issue)) {
                Some((_, state)) => Value::State(*state),
                None => Value::text(&issue.level),
            },
        ),
        main("metadata", "Where", "What it was found in.", place),
        main("detail", "Found", "What the advisor has found.", |issue| {
            Value::text(&issue.detail)
        }),
        main(
            "description",
            "Why",
            "Why the advisor looks for it.",
            |issue| Value::text(&issue.description),
        ),
        main(
            "remediation",
            "How to mend",
            "The page that says how to mend it.",
            |issue| Value::url(&issue.remediation),
        ),
        main(
            "facing",
            "Reached",
            "Whether requests over HTTP reach it.",
            |issue| match issue.facing.as_str() {
                "EXTERNAL" => Value::Word("over HTTP"),
                "INTERNAL" => Value::Word("inside only"),
                other => Value::text(other),
            },
        ),
        main("categories", "About", "What it is about.", |issue| {
            let all = issue.categories.iter();
            Value::list(&all.map(|one| one.to_lowercase()).collect::<Vec<_>>())
        }),
        more("name", "Kind", "What Neon calls such issues.", |issue| {
            Value::id(&issue.name)
        }),
    ];
}

impl Listed for AdvisorIssue {
    type Page = AdvisorIssues;
    type New = super::branch::NewBranch;

    const LIST: List = List("Advisors");
    const NAME: &'static str = "advisors";
    const IS_SORTED: bool = false;
    const NEEDS: Option<List> = Some(DataApi::LIST);
    const COLUMNS: &'static [Column] = &[
        Column::name("ISSUE", "what is wrong", Width::Name(24)),
        field!(AdvisorIssue, "level", Width::Words(9), 95),
        field!(AdvisorIssue, "metadata", Width::Name(16), 90),
        field!(AdvisorIssue, "categories", Width::Words(8), 60),
        field!(AdvisorIssue, "facing", Width::Words(9), 50),
    ];

    fn place(store: &Store, at: Option<&Target>) -> Result<Target, String> {
        let none = || "select a database: the advisors look into one".to_owned();
        match at.ok_or_else(none)? {
            Target::Issue(project, branch, database, _) => Ok(Target::Database(
                project.clone(),
                branch.clone(),
                database.clone(),
            )),
            other => store.only_database(other).ok_or_else(none),
        }
    }

    fn request(of: &Target) -> Get<AdvisorIssues> {
        let none = ProjectId::default();
        let project = of.project().unwrap_or(&none);
        Request::list_advisor_issues(project, of.branch(), of.id())
    }

    fn is_none(refusal: &ApiError) -> bool {
        refusal.is_gone() && refusal.reason().contains("Data API")
    }

    fn lacks(store: &Store, of: &Target, _: &str) -> Option<String> {
        let name = store.name(of);
        Some(format!("The advisors need the Data API of {name}"))
    }

    fn records(_: &Store, _: &Target, page: AdvisorIssues) -> (Vec<Self>, Vec<OddRow>) {
        let mut issues = page.issues;
        issues.sort_by_key(rank);
        (issues, page.odd)
    }

    fn target(&self, of: &Target) -> Target {
        let (project, branch) = (of.project(), of.branch());
        Target::Issue(
            project.cloned().unwrap_or_default(),
            branch.cloned().unwrap_or_default(),
            of.id().into(),
            self.cache_key.clone(),
        )
    }

    fn none(store: &Store, of: &Target, _: &str) -> String {
        format!("Neon's advisors find nothing in {}.", store.name(of))
    }
}

impl Request {
    /// What the advisors find in a database. Refused with 404 if it has no Data API.
    pub fn list_advisor_issues(
        project: &ProjectId,
        branch: Option<&BranchId>,
        database: &str,
    ) -> Get<AdvisorIssues> {
        Get::new(typed::ListAdvisorIssues, &[project.as_str()])
            .query_if("branch_id", branch)
            .query("database_name", database)
    }
}

/// Identifies an issue.
#[derive(Debug, Clone, Copy)]
pub struct IssueRef<'a> {
    pub project: &'a ProjectId,
    pub branch: &'a BranchId,
    pub database: &'a DatabaseName,
    pub key: &'a IssueKey,
}

impl IssueRef<'_> {
    fn find<'s>(&self, store: &'s Store) -> Option<&'s AdvisorIssue> {
        let of = Target::Database(
            self.project.clone(),
            self.branch.clone(),
            self.database.clone(),
        );
        let mut all = store.listings.of::<AdvisorIssue>(&of).iter();
        all.find(|issue| issue.cache_key == *self.key)
    }
}

impl Kind for IssueRef<'_> {
    fn noun(&self) -> &'static str {
        "issue"
    }

    fn field_names(&self) -> Vec<[&'static str; 2]> {
        AdvisorIssue::names()
    }

    fn known<'s>(&self, store: &'s Store) -> Option<&'s dyn Known> {
        Some(self.find(store)?)
    }

    fn name(&self, store: &Store) -> Option<String> {
        let issue = self.find(store)?;
        let title = [&issue.title, &issue.name].into_iter();
        let mut title = title.filter(|title| !title.is_empty());
        Some(title.next()?.to_string())
    }

    fn branch<'s>(&self, store: &'s Store) -> Option<&'s Branch> {
        store.branch(self.project, self.branch)
    }

    fn compute<'s>(&self, store: &'s Store) -> Option<&'s Endpoint> {
        store.endpoints_of(self.project, self.branch).next()
    }

    fn web_page<'s>(&self, store: &'s Store) -> Option<&'s str> {
        let page = self.find(store)?.remediation.as_str();
        page.starts_with("https://").then_some(page)
    }

    fn why_fixed(&self) -> Option<&'static str> {
        Some("an issue goes away when the database changes")
    }
}
