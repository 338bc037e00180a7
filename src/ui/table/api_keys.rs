//! The API keys of the account, and those of an organization.
//!
//! Lists never contain a key itself: Neon returns it only once, on creation.

use super::{
    SortOrder,
    list::{ListEvent, ListLine, ListTab, PagesOf, Source, Spec},
};
use crate::{
    api::{
        Get, Request,
        types::{ApiKeyList, ApiKeyRow, AuthDetails, AuthMethod, KeyId, OrgId},
    },
    changes::Changes,
    kinds::{
        Value,
        api_key::{self, API_KEYS, NewApiKey},
        column::{CellValue, Column, Width, field},
        lookup::New,
    },
    neon::{Neon, read},
    store::{Store, target::Target},
    ui::{action::Action, browser::Browser, rebuild},
};

const NAME: Column = Column::name("KEY", "the name", Width::Name(18));
const ID: Column = Column::id("its number", Width::Number, 40);
const USED: Column = field!(ApiKeyRow, "last_used_at", Width::Time, 80);
const CREATED: Column = field!(ApiKeyRow, "created_at", Width::Time, 70);
const BY: Column = field!(ApiKeyRow, "created_by", Width::Name(8), 50);
const REACHES: Column = Column {
    value: CellValue::Computed(reaches),
    ..field!(ApiKeyRow, "project_id", Width::Name(10), 60)
};
const HERE: Column = Column {
    title: "HERE",
    help: "whether lazyneon is using it",
    width: Width::Words(6),
    weight: 90,
    fields: &[],
    value: CellValue::Computed(|store, of| {
        Value::Word(if store.is_key_in_use(of) {
            "in use"
        } else {
            ""
        })
    }),
};

/// The tab of an organization's keys.
const OF_ORG: usize = 1;

pub const SPEC: Spec = Spec {
    list: API_KEYS,
    place,
    listen: |_, neon, event| listen(neon, event),
    new,
    note: |_, _, _| String::new(),
    about: None,
    tabs: &[
        ListTab {
            title: "Yours",
            name: "api_keys",
            columns: &[NAME, HERE, ID, USED, CREATED, BY],
            by: SortOrder::down(&CREATED),
            source: Source::Own(&PagesOf {
                first: |_, _| api_key::list(None),
                keep: |neon, _, answer, _| keep(neon, None, answer),
            }),
            rows: |_, neon, _| rows(neon, None),
            empty: |_, keymap, _neon, _| {
                let key = keymap.name(Action::NewMenu);
                format!("You have no API keys. {key} creates one; it is shown once and copied.")
            },
        },
        ListTab {
            title: "Organization",
            name: "api_keys",
            columns: &[NAME, HERE, ID, USED, REACHES, CREATED, BY],
            by: SortOrder::down(&CREATED),
            source: Source::Own(&PagesOf {
                first: |_, of| api_key::list(org(of)),
                keep: |neon, of, answer, _| keep(neon, org(of), answer),
            }),
            rows: |_, neon, of| org(of).map_or_else(Vec::new, |org| rows(neon, Some(org))),
            empty: |_, keymap, neon, of| {
                let key = keymap.name(Action::NewMenu);
                match org(of) {
                    Some(_) => format!(
                        "{} has no API keys. {key} creates one; it is shown once and copied.",
                        neon.store.name(of)
                    ),
                    None => "This account has no organization.".to_owned(),
                }
            },
        },
    ],
};

/// Reloads which key is in use each time the list is opened: it may have been replaced.
fn listen(neon: &mut Neon, event: ListEvent<'_>) {
    if event != ListEvent::Opened {
        return;
    }
    neon.store.key_in_use.start_loading();
    neon.load(read::auth(), Request::auth());
}

/// Stores which key is in use: `GET /auth` gives its number beside the kind of key.
pub fn auth_received(
    browser: &mut Browser,
    changes: &Changes,
    neon: &mut Neon,
    auth: &AuthDetails,
) {
    let is_key = matches!(
        auth.auth_method,
        AuthMethod::ApiKeyUser | AuthMethod::ApiKeyOrg
    );
    let number = auth.auth_data.as_ref().filter(|_| is_key);
    let number = number.and_then(|number| number.parse().ok());
    let now = neon.now;
    neon.store.key_in_use.set(number, now);
    rebuild::rows(browser, changes, neon);
}

/// The row's organization, otherwise the one shown or the first one.
fn place(browser: &Browser, neon: &Neon) -> Result<Target, String> {
    let of = browser.table.as_ref().map(|table| &table.of);
    let known = |org: &&OrgId| !org.is_empty() && neon.store.orgs.value.contains_key(*org);
    let of_row = of.or(browser.selected()).and_then(|target| match target {
        Target::Org(org) => Some(org),
        inside => {
            let entry = neon.store.project(inside.project()?)?;
            entry.row.org_id.as_ref()
        }
    });
    let org = of_row.filter(known).or(neon.session.org.as_ref());
    let org = org.or_else(|| neon.store.orgs.value.keys().find(known));
    Ok(org.map_or(Target::Account, |org| Target::Org(org.clone())))
}

const fn org(of: &Target) -> Option<&OrgId> {
    match of {
        Target::Org(org) => Some(org),
        _ => None,
    }
}

fn keep(neon: &mut Neon, org: Option<&OrgId>, list: ApiKeyList) -> Option<Get<ApiKeyList>> {
    let listings = &mut neon.store.listings;
    listings.keep(&api_key::owner(org), list.api_keys, &list.odd);
    None
}

fn rows(neon: &Neon, org: Option<&OrgId>) -> Vec<ListLine> {
    let line = |key: &ApiKeyRow| Target::ApiKey(org.cloned(), KeyId::from(key.id)).into();
    neon.store.keys_of(org).iter().map(line).collect()
}

// A project is shown by its name.
fn reaches(store: &Store, of: &Target) -> Value {
    let key = match of {
        Target::ApiKey(org, id) => store.key(org.as_ref(), id),
        _ => None,
    };
    Value::of(key, |key| match &key.project_id {
        Some(project) => Value::text(store.name(&Target::Project(project.clone()))),
        None => Value::Word("everything"),
    })
}

/// A key of the owner whose keys are shown. Until they are loaded, nobody could tell which one is new.
fn new(browser: &Browser, store: &Store) -> Option<Result<New, String>> {
    let table = browser.table.as_ref();
    let table = table.filter(|table| table.list() == SPEC.list)?;
    let org = org(&table.of).filter(|_| table.tab == OF_ORG).cloned();
    let is_loaded = store
        .listings
        .has::<ApiKeyRow>(&api_key::owner(org.as_ref()));
    let new = is_loaded.then(|| NewApiKey { org }.into());
    Some(new.ok_or_else(|| "the keys are not loaded yet".to_owned()))
}
