//! The settings of Neon Auth: each part has a URL of its own to change it, and a row in one list.

mod email_server;
mod forms;
mod record;
mod webhooks;

use super::{is_off, off};
use crate::{
    api::{
        Answer, ApiError, Get, Operation, Request,
        operations::typed,
        types::{
            AuthPlugins, AuthSection, AuthWebhooks, Branch, BranchId, NeonAuth, OddRow, ProjectId,
            Unreadable,
        },
    },
    kinds::{
        column::{CellValue, Column, Width},
        edit::{ChangeSet, EditTable, Validation},
        field::Value,
        kind::{Kind, Known},
        list::{List, Listed, branch_parts},
        neon_auth::NewNeonAuth,
    },
    store::{Store, target::Target},
};
pub(super) use email_server::{RECIPIENT, TEST_EMAIL};
use jiff::Timestamp;
use serde_json::{Value as Json, json};

/// What is said about one part of the settings.
struct Section {
    name: &'static str,
    /// Changes it.
    operation: Operation,
    /// Its first field says whether it is on.
    form: EditTable,
}

const fn section(of: AuthSection) -> &'static Section {
    match of {
        AuthSection::Localhost => &forms::LOCALHOST,
        AuthSection::Password => &forms::PASSWORD,
        AuthSection::Organizations => &forms::ORGANIZATIONS,
        AuthSection::MagicLink => &forms::MAGIC_LINK,
        AuthSection::Phone => &forms::PHONE,
        AuthSection::EmailServer => &email_server::EMAIL_SERVER,
        AuthSection::Webhooks => &webhooks::WEBHOOKS,
    }
}

/// A part of the settings, as Neon sent it.
#[derive(Debug, Clone)]
pub struct AuthSetting {
    section: AuthSection,
    values: Json,
    unreadable: Unreadable,
}

impl AuthSetting {
    const fn new(section: AuthSection, values: Json) -> Self {
        Self {
            section,
            values,
            unreadable: Unreadable::none(),
        }
    }

    /// Those that a response tells.
    fn all_in(answer: AuthPlugins) -> Vec<Self> {
        let localhost = answer.allow_localhost;
        let server = answer.email_provider;
        let parts = [
            (
                AuthSection::Localhost,
                localhost.map(|is| json!({ forms::ALLOW: is })),
            ),
            (AuthSection::Password, answer.email_and_password),
            (AuthSection::Organizations, answer.organization),
            (AuthSection::MagicLink, answer.magic_link),
            (AuthSection::Phone, answer.phone_number),
            (AuthSection::EmailServer, server.map(|one| json!(one))),
        ];
        let known = parts.into_iter();
        known
            .filter_map(|(section, values)| Some(Self::new(section, values?)))
            .collect()
    }
}

/// What is known of the user's own e-mail server, for the form of a test.
pub(super) fn server_to_test(store: &Store, of: &Target) -> Json {
    let mut all = store.listings.of::<AuthSetting>(of).iter();
    let server = all.find(|one| one.section == AuthSection::EmailServer);
    email_server::server_to_test(server.map(|one| &one.values))
}

impl Listed for AuthSetting {
    type Page = AuthPlugins;
    type New = NewNeonAuth;

    const LIST: List = List("Sign-in settings");
    const NAME: &'static str = "sign_in_settings";
    const NEEDS: Option<List> = Some(NeonAuth::LIST);
    const COLUMNS: &'static [Column] = &[
        Column::name("SETTING", "what is set", Width::Name(18)),
        Column {
            title: "STATE",
            help: "Whether it is on.",
            width: Width::Words(8),
            weight: 90,
            fields: &[],
            value: CellValue::Computed(|store, of| {
                let state = |one: &AuthSetting| one.values().next().map(|(_, value)| value);
                AuthSectionRef::find_at(store, of)
                    .and_then(state)
                    .unwrap_or(Value::Missing)
            }),
        },
        Column {
            title: "DETAILS",
            help: "How it is set.",
            width: Width::Words(40),
            weight: 80,
            fields: &[],
            value: CellValue::Computed(|store, of| {
                Value::of(AuthSectionRef::find_at(store, of), |one| {
                    Value::list(&one.words())
                })
            }),
        },
    ];

    fn place(store: &Store, at: Option<&Target>) -> Result<Target, String> {
        NeonAuth::place(store, at)
    }

    fn request(of: &Target) -> Get<AuthPlugins> {
        let (project, branch) = branch_parts(of);
        Request::get_auth_settings(&project, &branch)
    }

    fn rest(of: &Target, _: &AuthPlugins) -> Option<Request> {
        let (project, branch) = branch_parts(of);
        Some(Request::get_auth_webhooks(&project, &branch).into())
    }

    fn is_none(refusal: &ApiError) -> bool {
        is_off(refusal)
    }

    fn lacks(store: &Store, of: &Target, _: &str) -> Option<String> {
        off(store, of)
    }

    fn records(store: &Store, of: &Target, answer: AuthPlugins) -> (Vec<Self>, Vec<OddRow>) {
        let mut all = Self::all_in(answer);
        let known = store.listings.of::<Self>(of).iter();
        let others = known.filter(|one| one.section == AuthSection::Webhooks);
        all.extend(others.cloned());
        (all, Vec::new())
    }

    fn keep_rest(store: &mut Store, of: &Target, answer: Answer) -> Option<Request> {
        let (project, branch) = branch_parts(of);
        let webhooks = AuthSectionRef {
            project: &project,
            branch: &branch,
            section: AuthSection::Webhooks,
        };
        webhooks.keep(store, answer, Timestamp::default());
        None
    }

    fn target(&self, of: &Target) -> Target {
        let (project, branch) = branch_parts(of);
        Target::AuthSection(project, branch, self.section)
    }

    fn none(store: &Store, of: &Target, _: &str) -> String {
        format!("Neon tells no settings of {}.", store.name(of))
    }
}

impl Request {
    /// The settings of Neon Auth, but for its webhooks.
    pub fn get_auth_settings(project: &ProjectId, branch: &BranchId) -> Get<AuthPlugins> {
        Get::new(typed::GetAuthSettings, &[project.as_str(), branch.as_str()])
    }

    /// What Neon Auth tells another server.
    pub fn get_auth_webhooks(project: &ProjectId, branch: &BranchId) -> Get<AuthWebhooks> {
        Get::new(typed::GetAuthWebhooks, &[project.as_str(), branch.as_str()])
    }

    /// Changes a part of the settings of Neon Auth.
    pub fn set_auth_section(of: &AuthSectionRef<'_>, body: Json) -> Self {
        let path = [of.project.as_str(), of.branch.as_str()];
        Self::new(section(of.section).operation, &path).body(body)
    }
}

/// Identifies a part of the settings of Neon Auth.
#[derive(Debug, Clone, Copy)]
pub struct AuthSectionRef<'a> {
    pub project: &'a ProjectId,
    pub branch: &'a BranchId,
    pub section: AuthSection,
}

impl AuthSectionRef<'_> {
    fn of(&self) -> Target {
        Target::Branch(self.project.clone(), self.branch.clone())
    }

    fn find<'s>(&self, store: &'s Store) -> Option<&'s AuthSetting> {
        let mut all = store.listings.of::<AuthSetting>(&self.of()).iter();
        all.find(|one| one.section == self.section)
    }

    fn find_at<'s>(store: &'s Store, target: &Target) -> Option<&'s AuthSetting> {
        let Target::AuthSection(project, branch, section) = target else {
            return None;
        };
        let of = AuthSectionRef {
            project,
            branch,
            section: *section,
        };
        of.find(store)
    }

    /// What a response says about it.
    fn read_from(&self, answer: Answer) -> Option<AuthSetting> {
        if self.section == AuthSection::Webhooks {
            let webhooks = json!(answer.body::<AuthWebhooks>()?);
            return Some(AuthSetting::new(self.section, webhooks));
        }
        let all = AuthSetting::all_in(answer.body()?);
        all.into_iter().find(|one| one.section == self.section)
    }
}

impl Kind for AuthSectionRef<'_> {
    fn noun(&self) -> &'static str {
        "setting"
    }

    fn field_names(&self) -> Vec<[&'static str; 2]> {
        let rows = section(self.section).form.rows.iter();
        rows.map(|row| [row.label, row.path]).collect()
    }

    fn known<'s>(&self, store: &'s Store) -> Option<&'s dyn Known> {
        Some(self.find(store)?)
    }

    fn name(&self, _: &Store) -> Option<String> {
        Some(section(self.section).name.to_owned())
    }

    fn branch<'s>(&self, store: &'s Store) -> Option<&'s Branch> {
        store.branch(self.project, self.branch)
    }

    fn read(&self) -> Option<Request> {
        Some(match self.section {
            AuthSection::Webhooks => Request::get_auth_webhooks(self.project, self.branch).into(),
            _ => Request::get_auth_settings(self.project, self.branch).into(),
        })
    }

    fn part_of(&self, answer: &Answer) -> Option<Json> {
        Some(self.read_from(answer.clone())?.values)
    }

    fn keep(&self, store: &mut Store, answer: Answer, _: Timestamp) {
        let (of, new) = (self.of(), self.read_from(answer));
        let mut all = store.listings.of::<AuthSetting>(&of).to_vec();
        all.retain(|one| one.section != self.section);
        all.extend(new);
        store.listings.keep(&of, all, &[]);
    }

    fn form(&self) -> Option<&'static EditTable> {
        Some(&section(self.section).form)
    }

    fn update(&self, fields: Json) -> Option<Request> {
        let is_whole = self.section != AuthSection::EmailServer || email_server::is_whole(&fields);
        is_whole.then(|| Request::set_auth_section(self, fields))
    }
}

/// The body that sets only what has changed.
fn changed(table: &EditTable, change_set: &ChangeSet<'_>) -> Option<Json> {
    let mut body = table.changes(change_set)?;
    body.get_mut(table.wrapper).map(Json::take)
}

/// Checks that a number is entered, within bounds.
fn within(change_set: &ChangeSet<'_>, path: &str, low: i64, high: i64) -> Validation {
    match change_set.whole(path) {
        Some(number) if (low..=high).contains(&number) => Validation::Fine,
        _ if high == i64::from(i32::MAX) => Validation::Wrong(format!("at least {low}")),
        _ => Validation::Wrong(format!("from {low} to {high}")),
    }
}
