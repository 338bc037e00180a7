//! The Data API: a REST interface to one database, with which browsers and functions reach it over HTTP.

mod new;
mod settings;

use super::{
    column::{Column, Width, field},
    deletion::{Question, fact, place},
    edit::EditTable,
    field::{Described, Field, Value, main, more},
    kind::{Kind, Known},
    list::{List, Listed},
    verb::Verb,
};
use crate::{
    api::{
        Answer, ApiError, Get, Operation, Request,
        operations::typed,
        types::{
            Branch, BranchId, DataApi, DataApiAnswer, DataApiSettings, DatabaseName, Endpoint,
            OddRow, ProjectId,
        },
    },
    store::{Store, target::Target},
};
use compact_str::CompactString;
use jiff::Timestamp;
pub use new::NewDataApi;
use settings::SETTINGS;

/// The value of one of its settings.
fn setting(api: &DataApi, value: impl Fn(&DataApiSettings) -> Value) -> Value {
    Value::of(api.settings.as_ref(), value)
}

/// One of its settings that is a text.
fn text(api: &DataApi, text: fn(&DataApiSettings) -> &Option<CompactString>) -> Value {
    setting(api, |settings| {
        Value::of(text(settings).as_ref(), Value::text)
    })
}

impl Described for DataApi {
    const FIELDS: &'static [Field<Self>] = &[
        main("url", "URL", "Where requests go.", |api| {
            Value::id(&api.url)
        }),
        main("status", "State", "The state of its deployment.", |api| {
            Value::text(&api.status)
        }),
        main(
            "settings.db_schemas",
            "Schemas",
            "The schemas that requests reach.",
            |api| setting(api, |settings| Value::list(&settings.db_schemas)),
        ),
        main(
            "settings.db_max_rows",
            "Most rows",
            "The most rows that one request returns.",
            |api| {
                setting(api, |settings| {
                    Value::of(settings.db_max_rows, Value::Count)
                })
            },
        ),
        main(
            "settings.db_anon_role",
            "Without token",
            "The role of requests without a token.",
            |api| text(api, |settings| &settings.db_anon_role),
        ),
        main(
            "settings.server_cors_allowed_origins",
            "Web origins",
            "The web pages that may send requests (CORS).",
            |api| {
                setting(api, |settings| {
                    let origins = settings.server_cors_allowed_origins.as_ref();
                    let some = origins.filter(|origins| !origins.is_empty());
                    some.map_or(Value::Word("all"), Value::text)
                })
            },
        ),
        more(
            "settings.jwt_role_claim_key",
            "Role claim",
            "Where tokens name their role.",
            |api| text(api, |settings| &settings.jwt_role_claim_key),
        ),
        more(
            "settings.jwt_cache_max_lifetime",
            "Keys cached",
            "How long the keys of tokens are cached.",
            |api| {
                setting(api, |settings| {
                    Value::of(settings.jwt_cache_max_lifetime, Value::Seconds)
                })
            },
        ),
        more(
            "settings.db_extra_search_path",
            "Search path",
            "More schemas in which names are looked up.",
            |api| text(api, |settings| &settings.db_extra_search_path),
        ),
        more(
            "settings.db_aggregates_enabled",
            "Aggregates",
            "Whether requests may use sum, avg and the like.",
            |api| {
                setting(api, |settings| {
                    Value::of(settings.db_aggregates_enabled, Value::Flag)
                })
            },
        ),
        more(
            "settings.openapi_mode",
            "OpenAPI",
            "Whether it describes itself.",
            |api| text(api, |settings| &settings.openapi_mode),
        ),
        more(
            "settings.server_timing_enabled",
            "Timing",
            "Whether answers tell how long each part took.",
            |api| {
                setting(api, |settings| {
                    Value::of(settings.server_timing_enabled, Value::Flag)
                })
            },
        ),
        more(
            "available_schemas",
            "Of schemas",
            "The schemas that the database has.",
            |api| Value::list(&api.available_schemas),
        ),
    ];
}

impl Listed for DataApi {
    type Page = DataApiAnswer;
    type New = NewDataApi;

    const LIST: List = List("Data API");
    const NAME: &'static str = "data_api";
    const COLUMNS: &'static [Column] = &[
        Column::name("DATABASE", "the database", Width::Name(16)),
        field!(DataApi, "status", Width::Words(10), 80),
        field!(DataApi, "url", Width::Name(40), 90),
        field!(DataApi, "settings.db_schemas", Width::Words(12), 60),
        field!(DataApi, "settings.db_max_rows", Width::Words(9), 40),
    ];

    fn place(store: &Store, at: Option<&Target>) -> Result<Target, String> {
        let none = || "select a database: each has a Data API of its own".to_owned();
        match at.ok_or_else(none)? {
            Target::DataApi(project, branch, database) => Ok(Target::Database(
                project.clone(),
                branch.clone(),
                database.clone(),
            )),
            other => store.only_database(other).ok_or_else(none),
        }
    }

    fn request(of: &Target) -> Get<DataApiAnswer> {
        let (project, branch, database) = parts(of);
        Request::get_data_api(&project, &branch, &database)
    }

    fn is_none(refusal: &ApiError) -> bool {
        refusal.is_gone()
    }

    fn records(_: &Store, _: &Target, answer: DataApiAnswer) -> (Vec<Self>, Vec<OddRow>) {
        (vec![answer.data_api], Vec::new())
    }

    fn target(&self, of: &Target) -> Target {
        let (project, branch, database) = parts(of);
        Target::DataApi(project, branch, database)
    }

    fn is_added_from(row: &Target) -> bool {
        matches!(row, Target::Database(..))
    }

    fn add(store: &Store, of: &Target) -> Option<Result<NewDataApi, String>> {
        let Target::Database(project, branch, database) = of else {
            return None;
        };
        if !store.listings.of::<Self>(of).is_empty() {
            return Some(Err(format!("{database} has a Data API already")));
        }
        let expires = store
            .branch_of(of)
            .is_some_and(|branch| branch.expires_at.is_some());
        if expires {
            let why = "a branch that expires cannot have a Data API: remove its expiry first";
            return Some(Err(why.to_owned()));
        }
        Some(Ok(NewDataApi {
            project: project.clone(),
            branch: branch.clone(),
            database: database.clone(),
        }))
    }

    fn none(store: &Store, of: &Target, key: &str) -> String {
        format!(
            "The Data API is off for {}. {key} enables it.",
            store.name(of)
        )
    }
}

/// The project, branch and name of a database.
fn parts(of: &Target) -> (ProjectId, BranchId, DatabaseName) {
    match of {
        Target::Database(project, branch, database) => {
            (project.clone(), branch.clone(), database.clone())
        }
        _ => Default::default(),
    }
}

impl Request {
    /// The Data API of a database. Refused with 404 if there is none.
    pub fn get_data_api(
        project: &ProjectId,
        branch: &BranchId,
        database: &DatabaseName,
    ) -> Get<DataApiAnswer> {
        let path = [project.as_str(), branch.as_str(), database.as_str()];
        Get::new(typed::GetDataApi, &path)
    }

    /// Enables the Data API of a database.
    pub fn enable_data_api(of: &DataApiRef<'_>, body: serde_json::Value) -> Self {
        of.request(Operation::EnableDataApi).body(body)
    }

    /// Changes the settings of a Data API.
    pub fn update_data_api(of: &DataApiRef<'_>, body: serde_json::Value) -> Self {
        of.request(Operation::UpdateDataApi).body(body)
    }

    /// Disables the Data API of a database.
    pub fn disable_data_api(of: &DataApiRef<'_>) -> Self {
        of.request(Operation::DisableDataApi)
    }
}

/// Identifies the Data API of a database.
#[derive(Debug, Clone, Copy)]
pub struct DataApiRef<'a> {
    pub project: &'a ProjectId,
    pub branch: &'a BranchId,
    pub database: &'a DatabaseName,
}

impl DataApiRef<'_> {
    fn request(&self, operation: Operation) -> Request {
        let path = [
            self.project.as_str(),
            self.branch.as_str(),
            self.database.as_str(),
        ];
        Request::new(operation, &path)
    }

    fn of(&self) -> Target {
        Target::Database(
            self.project.clone(),
            self.branch.clone(),
            self.database.clone(),
        )
    }

    fn find<'s>(&self, store: &'s Store) -> Option<&'s DataApi> {
        store.listings.of::<DataApi>(&self.of()).first()
    }
}

impl Kind for DataApiRef<'_> {
    fn noun(&self) -> &'static str {
        "Data API"
    }

    fn is_in_database(&self) -> bool {
        true
    }

    fn field_names(&self) -> Vec<[&'static str; 2]> {
        DataApi::names()
    }

    fn known<'s>(&self, store: &'s Store) -> Option<&'s dyn Known> {
        Some(self.find(store)?)
    }

    fn name(&self, _: &Store) -> Option<String> {
        Some(self.database.to_string())
    }

    fn address(&self, store: &Store) -> Option<(&'static str, String)> {
        Some(("URL", self.find(store)?.url.to_string()))
    }

    fn branch<'s>(&self, store: &'s Store) -> Option<&'s Branch> {
        store.branch(self.project, self.branch)
    }

    fn compute<'s>(&self, store: &'s Store) -> Option<&'s Endpoint> {
        store.endpoints_of(self.project, self.branch).next()
    }

    fn forget(&self, store: &mut Store) {
        store.listings.forget(&self.of(), |_: &DataApi| true);
    }

    fn read(&self) -> Option<Request> {
        Some(Request::get_data_api(self.project, self.branch, self.database).into())
    }

    fn keep(&self, store: &mut Store, answer: Answer, _: Timestamp) {
        if let Some(answer) = answer.body::<DataApiAnswer>() {
            store.listings.keep(&self.of(), vec![answer.data_api], &[]);
        }
    }

    fn form(&self) -> Option<&'static EditTable> {
        Some(&SETTINGS)
    }

    fn update(&self, fields: serde_json::Value) -> Option<Request> {
        Some(Request::update_data_api(self, fields))
    }

    fn deletion(&self) -> Option<Request> {
        Some(Request::disable_data_api(self))
    }

    fn deletion_verb(&self) -> Verb {
        Verb::new("disabling", "disabled", "disable")
    }

    fn losses_of_many(&self, _: &Store, _: &[Target]) -> Vec<String> {
        vec![
            fact("breaks", "every application that sends requests to its URL"),
            fact("keeps", "the database, its data and its roles"),
        ]
    }

    fn question(&self, store: &Store) -> Option<Question> {
        let api = self.find(store)?;
        let branch = Target::Branch(self.project.clone(), self.branch.clone());
        let mut lines = vec![place(store, &branch), fact("url", api.url.as_str())];
        lines.extend(self.losses_of_many(store, &[]));
        Some(Question {
            title: format!("Disable the Data API of {}?", self.database),
            lines,
            typed: true,
            prominent: false,
            concerns: Some(branch),
        })
    }
}
