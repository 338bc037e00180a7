//! Functions of a branch: code that Neon runs beside its database, what calls it, and the domains that lead to it.

mod domain;
mod trigger;

use super::{
    column::{Column, Width, field},
    deletion::{Question, count, fact},
    edit::{EditTable, FieldEdit, Input, NAME, Offer, entered, row},
    field::{Described, Field, Value, main, more},
    item::{Item, ItemKind, ItemRef, NewItem},
    list::{List, Listed, branch_parts, branch_place},
};
use crate::{
    api::{
        Answer, Get, Operation, Request,
        operations::typed,
        types::{CustomDomain, Deployment, FunctionList, NeonFunction, OddRow, Trigger},
    },
    store::{Store, target::Target},
};
pub use domain::CUSTOM_DOMAIN;
use serde_json::{Value as Json, json};
pub use trigger::TRIGGER;

const LONGEST: usize = 256;
/// The field of triggers that has the function.
const SLUG: &str = "function_slug";
/// The most that one response lists.
const MOST: &str = "1000";

/// A field of the newest deployment.
fn newest(one: &NeonFunction, value: fn(&Deployment) -> Value) -> Value {
    Value::of(one.current_deployment.as_ref(), value)
}

impl Described for NeonFunction {
    const FIELDS: &'static [Field<Self>] = &[
        main("invocation_url", "URL", "Where it is called.", |one| {
            Value::id(&one.invocation_url)
        }),
        main(
            "current_deployment.status",
            "Build",
            "How far the build of its newest deployment is.",
            |one| match &one.current_deployment {
                None => Value::Word("not deployed"),
                Some(newest) => Value::service(&newest.status),
            },
        ),
        main(
            "current_deployment.error",
            "Error",
            "Why the build of the newest deployment has failed.",
            |one| newest(one, |newest| Value::text(&newest.error)),
        ),
        main(
            "active_deployment.id",
            "Serves",
            "The number of the deployment that serves: the newest that was built.",
            |one| Value::of(one.active_deployment.as_ref(), |one| Value::Count(one.id)),
        ),
        main(
            "current_deployment.id",
            "Newest",
            "The number of the newest deployment.",
            |one| newest(one, |newest| Value::Count(newest.id)),
        ),
        main(
            "current_deployment.created_at",
            "Deployed",
            "When it was deployed last.",
            |one| newest(one, |newest| Value::time(newest.created_at)),
        ),
        main(
            "current_deployment.environment",
            "Variables",
            "The names of its environment variables; Neon never tells their values.",
            |one| newest(one, |newest| Value::list(&newest.environment)),
        ),
        main("slug", "Slug", "Its name in the URL.", |one| {
            Value::id(&one.slug)
        }),
        main("created_at", "Created", "When it was created.", |one| {
            Value::time(one.created_at)
        }),
        more(
            "current_deployment.runtime",
            "Runtime",
            "What runs it.",
            |one| newest(one, |newest| Value::text(&newest.runtime)),
        ),
        more(
            "current_deployment.memory_mib",
            "Memory",
            "The memory that it has.",
            |one| {
                newest(one, |newest| {
                    Value::of(newest.memory_mib, |mib| Value::text(format!("{mib} MiB")))
                })
            },
        ),
        more("id", "Id", "Its id in the API.", |one| Value::id(&one.id)),
    ];
}

impl Listed for NeonFunction {
    type Page = FunctionList;
    type New = NewItem;

    const LIST: List = List("Functions");
    const NAME: &'static str = "functions";
    const MAY_BE_UNAVAILABLE: bool = true;
    const COLUMNS: &'static [Column] = &[
        Column::name("FUNCTION", "the function", Width::Name(16)),
        field!(
            NeonFunction,
            "current_deployment.status",
            Width::Words(10),
            90
        ),
        field!(
            NeonFunction,
            "current_deployment.created_at",
            Width::Time,
            70
        ),
        field!(NeonFunction, "slug", Width::Name(10), 50),
        field!(NeonFunction, "invocation_url", Width::Name(40), 80),
    ];

    fn place(store: &Store, at: Option<&Target>) -> Result<Target, String> {
        branch_place(store, at, "functions belong")
    }

    fn request(of: &Target) -> Get<FunctionList> {
        Request::list_functions(of)
    }

    fn records(_: &Store, _: &Target, page: FunctionList) -> (Vec<Self>, Vec<OddRow>) {
        (page.functions, page.odd)
    }

    fn target(&self, of: &Target) -> Target {
        let (project, branch) = branch_parts(of);
        Target::Function(project, branch, self.slug.clone())
    }

    fn none(store: &Store, of: &Target, key: &str) -> String {
        format!(
            "{} has no functions. {key} deploys one from a bundle; `neon functions deploy` builds it, too.",
            store.name(of)
        )
    }
}

impl Item for NeonFunction {
    fn id(&self) -> &str {
        self.slug.as_str()
    }
}

/// Whether this may be the slug of a function.
pub fn is_slug(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    (1..=20).contains(&text.len()) && text.chars().all(is_plain)
}

/// Keeps the functions of a branch, which the forms of what belongs to them offer.
fn keep(store: &mut Store, of: &Target, answer: Answer) {
    if let Some(page) = answer.body::<FunctionList>() {
        store.listings.keep(of, page.functions, &page.odd);
    }
}

/// The functions of a branch, to be picked.
fn offers(store: &Store, of: &Target) -> Vec<Offer> {
    let all = store.listings.of::<NeonFunction>(of).iter();
    let label = |one: &NeonFunction| match one.name.as_str() {
        "" => one.slug.to_string(),
        name => name.to_owned(),
    };
    all.map(|one| Offer::new(one.slug.as_str(), label(one)))
        .collect()
}

/// The first function that can be picked, or why there is none.
fn first(offers: &[Offer]) -> Result<&str, String> {
    let first = offers.first().map(|offer| offer.value.as_str());
    first.ok_or_else(|| "the branch has no function yet: deploy one first".to_owned())
}

/// What calls it or leads to it, as far as that is known.
fn dependents(it: &ItemRef<'_>, store: &Store) -> Option<String> {
    let of = it.of();
    let triggers = store.listings.of::<Trigger>(&of).iter();
    let triggers = triggers
        .filter(|one| one.function_slug.as_str() == it.id())
        .count();
    let domains = store.listings.of::<CustomDomain>(&of).iter();
    let domains = domains
        .filter(|one| one.entity_id.as_str() == it.id())
        .count();
    let all = [(triggers, "trigger"), (domains, "domain")];
    let all = all.iter().filter(|(number, _)| *number > 0);
    let all: Vec<String> = all.map(|(number, what)| count(*number, what)).collect();
    (!all.is_empty()).then(|| fact("used by", all.join(" and ")))
}

pub static FUNCTION: ItemKind = ItemKind {
    name: |it, store| Some(it.find::<NeonFunction>(store)?.name.to_string()),
    web_page: |it, store| {
        let url = it.find::<NeonFunction>(store)?.invocation_url.as_str();
        url.starts_with("https://").then_some(url)
    },
    address: |it, store| {
        let one = it.find::<NeonFunction>(store)?;
        Some(("URL", one.invocation_url.to_string()))
    },
    form: Some(&FORM),
    update: |it, fields| Some(Request::update_function(it, fields)),
    deletion: |it| Some(Request::delete_function(it)),
    losses: |_, _| {
        vec![
            fact("removes", "its deployments and their variables"),
            fact(
                "breaks",
                "whatever calls its URL, its triggers and its domains",
            ),
            fact("after", "to bring it back, it has to be deployed again"),
        ]
    },
    question: |it, store| {
        let one = it.find::<NeonFunction>(store)?;
        let url = fact("url", &one.invocation_url);
        let facts = [Some(url), dependents(it, store)];
        let title = format!("Delete the function {}?", store.name(it.target));
        Some(Question {
            typed: true,
            ..it.asked(store, title, facts.into_iter().flatten().collect())
        })
    },
    ..ItemKind::new::<NeonFunction>("function", "slug")
};

static FORM: EditTable = EditTable {
    body: |_, change_set| {
        let name = change_set.text(NAME).trim();
        change_set.changed(NAME).then(|| json!({ NAME: name }))
    },
    ..EditTable::new(
        false,
        &[FieldEdit {
            check: |change_set| entered(change_set.text(NAME), "a name", LONGEST),
            ..row(
                NAME,
                "Function",
                "Name",
                Input::Text { longest: LONGEST },
                "What it is called here and in the Console. Only the branch that has deployed it can change it.",
            )
        }],
    )
};

impl Request {
    /// The functions of a branch.
    pub fn list_functions(of: &Target) -> Get<FunctionList> {
        let (project, branch) = branch_parts(of);
        let path = [project.as_str(), branch.as_str()];
        Get::new(typed::ListFunctions, &path).query("limit", MOST)
    }

    /// Changes the name of a function.
    pub fn update_function(of: &ItemRef<'_>, body: Json) -> Self {
        of.request(Operation::UpdateFunction).body(body)
    }

    /// Deploys a bundle to a function; the file is a part of a form.
    pub fn deploy_function(of: &ItemRef<'_>) -> Self {
        of.request(Operation::DeployFunction)
    }

    /// Deletes a function and its deployments.
    pub fn delete_function(of: &ItemRef<'_>) -> Self {
        of.request(Operation::DeleteFunction)
    }
}
