//! Custom domains: they lead to functions, once their CNAME points to Neon.

use super::{first, keep, offers};
use crate::{
    api::{
        Answer, Get, Operation, Request,
        operations::typed,
        types::{CustomDomain, CustomDomainList, OddRow},
    },
    kinds::{
        State,
        column::{Column, Width, field},
        deletion::{Question, fact},
        edit::{EditEffect, EditTable, FieldEdit, Input, Severity, Validation, row},
        field::{Described, Field, Value, main, more},
        item::{Item, ItemCreation, ItemKind, ItemRef, NewItem},
        list::{List, Listed, branch_parts, branch_place},
        verb::Verb,
    },
    store::{Store, target::Target},
};
use serde_json::{Value as Json, json};

const DOMAIN: &str = "domain";
const FUNCTION: &str = "entity_id";
const TYPE: &str = "entity_type";
/// The only kind of thing that a domain can lead to.
const KIND: &str = "function";
/// The longest name, with the dot of the root.
const LONGEST: usize = 254;

impl Described for CustomDomain {
    const FIELDS: &'static [Field<Self>] = &[
        main(
            "status",
            "State",
            "Whether it leads to the function already.",
            |one| Value::service(&one.status),
        ),
        main(
            FUNCTION,
            "Function",
            "The function that it leads to.",
            |one| Value::text(one.entity_id.as_str()),
        ),
        main(
            "cname_target",
            "CNAME",
            "Where the CNAME record of the domain has to point.",
            |one| Value::id(&one.cname_target),
        ),
        main(
            "dns_status",
            "DNS",
            "Whether its DNS records point to Neon, and permit a certificate.",
            |one| match one.dns_status.as_str() {
                "misconfigured" => Value::State(State::broken("its CNAME points elsewhere")),
                "caa_blocked" => {
                    Value::State(State::broken("its CAA records forbid Let's Encrypt"))
                }
                other => Value::service(other),
            },
        ),
        main(
            "status_reason",
            "Reason",
            "Why it does not work yet.",
            |one| Value::text(&one.status_reason),
        ),
        more(
            "binding_status",
            "Routing",
            "Whether Neon routes it.",
            |one| Value::service(&one.binding_status),
        ),
    ];
}

impl Listed for CustomDomain {
    type Page = CustomDomainList;
    type New = NewItem;

    const LIST: List = List("Custom domains");
    const NAME: &'static str = "custom_domains";
    const MAY_BE_UNAVAILABLE: bool = true;
    const COLUMNS: &'static [Column] = &[
        Column::name("DOMAIN", "the domain", Width::Name(24)),
        field!(CustomDomain, "status", Width::Words(8), 90),
        field!(CustomDomain, "entity_id", Width::Name(10), 80),
        field!(CustomDomain, "dns_status", Width::Words(8), 60),
        field!(CustomDomain, "cname_target", Width::Name(30), 70),
    ];

    fn place(store: &Store, at: Option<&Target>) -> Result<Target, String> {
        branch_place(store, at, "custom domains belong")
    }

    fn request(of: &Target) -> Get<CustomDomainList> {
        Request::list_custom_domains(of)
    }

    fn rest(of: &Target, _: &CustomDomainList) -> Option<Request> {
        Some(Request::list_functions(of).into())
    }

    fn keep_rest(store: &mut Store, of: &Target, page: Answer) -> Option<Request> {
        keep(store, of, page);
        None
    }

    fn records(_: &Store, _: &Target, page: CustomDomainList) -> (Vec<Self>, Vec<OddRow>) {
        (page.custom_domains, page.odd)
    }

    fn target(&self, of: &Target) -> Target {
        let (project, branch) = branch_parts(of);
        Target::CustomDomain(project, branch, self.domain.clone())
    }

    fn add(_: &Store, of: &Target) -> Option<Result<NewItem, String>> {
        Some(Ok(NEW_DOMAIN.on(of)))
    }

    fn none(store: &Store, of: &Target, key: &str) -> String {
        format!(
            "No domain of yours leads to a function of {}. {key} adds one.",
            store.name(of)
        )
    }
}

impl Item for CustomDomain {
    fn id(&self) -> &str {
        self.domain.as_str()
    }
}

pub static CUSTOM_DOMAIN: ItemKind = ItemKind {
    address: |it, store| {
        let one = it.find::<CustomDomain>(store)?;
        Some(("CNAME target", one.cname_target.to_string()))
    },
    why_fixed: Some("a custom domain cannot be changed: remove it and add it again"),
    deletion: |it| Some(Request::remove_custom_domain(it)),
    deletion_verb: Verb::REMOVE,
    restoration: |it, store| {
        let function = it.find::<CustomDomain>(store)?.entity_id.as_str();
        Some(Request::add_custom_domain(
            &it.of(),
            body(it.id(), function),
        ))
    },
    losses: |_, _| {
        vec![
            fact("breaks", "whatever calls the function by this domain"),
            fact("keeps", "the function, and its DNS records"),
            fact("undo", "by adding it again, unless somebody else does"),
        ]
    },
    question: |it, store| {
        let title = format!("Remove the domain {}?", it.id());
        let function = &it.find::<CustomDomain>(store)?.entity_id;
        Some(Question {
            typed: true,
            ..it.asked(store, title, vec![fact("function", function.as_str())])
        })
    },
    ..ItemKind::new::<CustomDomain>("custom domain", DOMAIN)
};

fn body(domain: &str, function: &str) -> Json {
    json!({ DOMAIN: domain, TYPE: KIND, FUNCTION: function })
}

static NEW: EditTable = EditTable {
    body: |_, change_set| {
        let domain = change_set.text(DOMAIN).trim().to_lowercase();
        let domain = domain.strip_suffix('.').unwrap_or(&domain);
        Some(body(domain, change_set.text(FUNCTION)))
    },
    effects: |_| {
        vec![
            EditEffect::new(Severity::Ask, "whoever opens the domain calls the function"),
            EditEffect::note("works once its CNAME points to where its page says"),
        ]
    },
    ..EditTable::new(
        true,
        &[
            FieldEdit {
                check: |change_set| {
                    let domain = change_set.text(DOMAIN).trim();
                    let is_name = domain.contains('.') && !domain.contains([' ', '/', ':', '@']);
                    match is_name {
                        true => Validation::Fine,
                        false => Validation::Wrong(
                            "enter the name of a host, such as api.example.com".to_owned(),
                        ),
                    }
                },
                ..row(
                    DOMAIN,
                    "Custom domain",
                    "Domain",
                    Input::Text { longest: LONGEST },
                    "The name of a host of yours, such as api.example.com.",
                )
            },
            row(
                FUNCTION,
                "Custom domain",
                "Function",
                Input::Pick,
                "The function that it leads to.",
            ),
        ],
    )
};

static NEW_DOMAIN: ItemCreation = ItemCreation {
    verb: Verb::new("adding", "added", "add"),
    question: |name, place| format!("Let {name} lead to a function of {place}?"),
    describe: |of, store, about| about.offers.push((FUNCTION, offers(store, of))),
    first_values: |_, about| Ok(json!({ FUNCTION: first(about.offers(FUNCTION))? })),
    message: |_, name| format!("{name} added: its page says where its CNAME has to point"),
    ..ItemCreation::new(
        &CUSTOM_DOMAIN,
        &NEW,
        DOMAIN,
        Request::add_custom_domain,
        |project, branch, domain| Target::CustomDomain(project, branch, domain.into()),
    )
};

impl Request {
    /// The custom domains of a branch.
    pub fn list_custom_domains(of: &Target) -> Get<CustomDomainList> {
        let (project, branch) = branch_parts(of);
        Get::new(
            typed::ListCustomDomains,
            &[project.as_str(), branch.as_str()],
        )
        .query("limit", super::MOST)
    }

    /// Lets a domain lead to a function.
    pub fn add_custom_domain(of: &Target, body: Json) -> Self {
        Self::on_branch(Operation::AddCustomDomain, of).body(body)
    }

    /// Lets a domain lead nowhere.
    pub fn remove_custom_domain(of: &ItemRef<'_>) -> Self {
        of.request(Operation::RemoveCustomDomain)
    }
}
