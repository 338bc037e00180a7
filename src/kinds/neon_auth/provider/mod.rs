//! OAuth providers: with whose accounts users sign in. Each works with keys of Neon, which all its customers share, or
//! with those of an application that the user has registered there. Neon never tells a secret again.

mod new;

use super::{NeonAuthRef, is_off, off};
use crate::{
    api::{
        ApiError, Get, Operation, Request,
        operations::typed,
        types::{BranchId, NeonAuth, OauthProvider, OauthProviders, OddRow, ProjectId},
    },
    kinds::{
        column::{Column, Width, field},
        deletion::fact,
        edit::{
            ChangeSet, EditEffect, EditTable, FieldEdit, Input, Severity, Validation, Visibility,
            entered, row,
        },
        field::{Described, Field, Value, main, more},
        item::{Item, ItemKind, ItemRef},
        kind::Kind,
        list::{List, Listed, branch_parts},
        verb::Verb,
    },
    store::{Store, target::Target},
};
pub use new::NewOauthProvider;
use serde_json::{Map, Value as Json, json};

const ID: &str = "id";
const CLIENT: &str = "client_id";
const SECRET: &str = "client_secret";
const TENANT: &str = "microsoft_tenant_id";
const MICROSOFT: &str = "microsoft";
const LONGEST: usize = 512;

/// Those that Neon knows, with their names.
const KNOWN: [(&str, &str); 4] = [
    ("google", "Google"),
    ("github", "GitHub"),
    (MICROSOFT, "Microsoft"),
    ("vercel", "Vercel"),
];

fn name(id: &str) -> &str {
    let known = KNOWN.iter().find(|(known, _)| *known == id);
    known.map_or(id, |(_, name)| *name)
}

impl Described for OauthProvider {
    const FIELDS: &'static [Field<Self>] = &[
        main(
            "type",
            "Keys",
            "Whose application users meet there: Neon's, which its customers share, or your own.",
            |one| match one.r#type.as_str() {
                "shared" => Value::Word("shared (Neon's)"),
                "standard" => Value::Word("your own"),
                other => Value::text(other),
            },
        ),
        main(
            CLIENT,
            "Client ID",
            "What the provider calls your application.",
            |one| Value::of(one.client_id.as_ref(), Value::id),
        ),
        more(ID, "Id", "What Neon calls the provider.", |one| {
            Value::id(&one.id)
        }),
    ];
}

impl Listed for OauthProvider {
    type Page = OauthProviders;
    type New = NewOauthProvider;

    const LIST: List = List("OAuth providers");
    const NAME: &'static str = "oauth_providers";
    const NEEDS: Option<List> = Some(NeonAuth::LIST);
    const COLUMNS: &'static [Column] = &[
        Column::name("PROVIDER", "who knows the users", Width::Name(12)),
        field!(OauthProvider, "type", Width::Words(15), 90),
        field!(OauthProvider, "client_id", Width::Name(24), 80),
    ];

    fn place(store: &Store, at: Option<&Target>) -> Result<Target, String> {
        NeonAuth::place(store, at)
    }

    fn request(of: &Target) -> Get<OauthProviders> {
        let (project, branch) = branch_parts(of);
        Request::list_oauth_providers(&project, &branch)
    }

    fn is_none(refusal: &ApiError) -> bool {
        is_off(refusal)
    }

    fn lacks(store: &Store, of: &Target, _: &str) -> Option<String> {
        off(store, of)
    }

    fn records(_: &Store, _: &Target, page: OauthProviders) -> (Vec<Self>, Vec<OddRow>) {
        (page.providers, page.odd)
    }

    fn target(&self, of: &Target) -> Target {
        let (project, branch) = branch_parts(of);
        Target::OauthProvider(project, branch, self.id.clone())
    }

    fn is_added_from(row: &Target) -> bool {
        matches!(row, Target::NeonAuth(..))
    }

    fn add(store: &Store, of: &Target) -> Option<Result<NewOauthProvider, String>> {
        let (Some(project), Some(branch)) = (of.project(), of.branch()) else {
            return None;
        };
        let new = NewOauthProvider {
            project: project.clone(),
            branch: branch.clone(),
        };
        let first = new.left(store).next();
        match first {
            None => Some(Err("all providers that Neon knows are added".to_owned())),
            Some(_) => Some(Ok(new)),
        }
    }

    fn none(_: &Store, _: &Target, key: &str) -> String {
        format!("No OAuth providers yet. {key} adds one.")
    }
}

impl Request {
    /// With whose accounts users sign in.
    pub fn list_oauth_providers(project: &ProjectId, branch: &BranchId) -> Get<OauthProviders> {
        let path = [project.as_str(), branch.as_str()];
        Get::new(typed::ListOauthProviders, &path)
    }

    /// Adds an OAuth provider.
    pub fn add_oauth_provider(of: &NeonAuthRef<'_>, body: Json) -> Self {
        of.request(Operation::AddOauthProvider).body(body)
    }

    /// Changes the keys at an OAuth provider.
    pub fn update_oauth_provider(of: &ItemRef<'_>, body: Json) -> Self {
        of.request(Operation::UpdateOauthProvider).body(body)
    }

    /// Removes an OAuth provider.
    pub fn remove_oauth_provider(of: &ItemRef<'_>) -> Self {
        of.request(Operation::RemoveOauthProvider)
    }
}

impl Item for OauthProvider {
    fn id(&self) -> &str {
        self.id.as_str()
    }
}

pub static OAUTH_PROVIDER: ItemKind = ItemKind {
    name: |it, _| Some(name(it.id()).to_owned()),
    form: Some(&KEYS),
    update: |it, fields| Some(Request::update_oauth_provider(it, fields)),
    deletion: |it| Some(Request::remove_oauth_provider(it)),
    deletion_verb: Verb::REMOVE,
    // A secret is not known anymore.
    restoration: |it, store| {
        let is_shared = it.find::<OauthProvider>(store)?.client_id.is_none();
        let auth = NeonAuthRef::of(it)?;
        is_shared.then(|| Request::add_oauth_provider(&auth, json!({ ID: it.id() })))
    },
    losses: |_, _| {
        vec![
            fact("breaks", "signing in with accounts there"),
            fact("keeps", "the users; they can sign in another way"),
        ]
    },
    question: |it, store| {
        let (name, branch) = (name(it.id()), store.name(&it.of()));
        let mut asked = it.asked(store, format!("Remove {name} from {branch}?"), vec![]);
        asked.lines.push(match it.restoration(store) {
            Some(_) => fact("undo", "by adding it again"),
            None => fact("after", "its secret has to be typed to add it again"),
        });
        Some(asked)
    },
    ..ItemKind::new::<OauthProvider>("OAuth provider", ID)
};

/// A row of the form for the id of the application.
const fn client(check: fn(&ChangeSet<'_>) -> Validation) -> FieldEdit {
    FieldEdit {
        check,
        ..row(
            CLIENT,
            "Your application",
            "Client ID",
            Input::Text { longest: LONGEST },
            "What the provider calls the application that you have registered there.",
        )
    }
}

/// A row of the form for its secret.
const fn secret(check: fn(&ChangeSet<'_>) -> Validation) -> FieldEdit {
    FieldEdit {
        check,
        ..row(
            SECRET,
            "Your application",
            "Client secret",
            Input::Secret { longest: LONGEST },
            "Its secret there. Neon keeps it, and never tells it again.",
        )
    }
}

/// A row of the form for what only Microsoft has.
const TENANT_ROW: FieldEdit = row(
    TENANT,
    "Your application",
    "Tenant",
    Input::Text { longest: LONGEST },
    "The id of the tenant whose users can sign in; all, if empty. Neon does not tell it.",
);

/// What was typed for these paths.
fn typed(change_set: &ChangeSet<'_>, paths: &[&str]) -> Map<String, Json> {
    let texts = paths
        .iter()
        .map(|path| (*path, change_set.text(path).trim()));
    let typed = texts.filter(|(_, text)| !text.is_empty());
    typed
        .map(|(path, text)| (path.to_owned(), text.into()))
        .collect()
}

static KEYS: EditTable = EditTable {
    body: |_, change_set| {
        let changed = [CLIENT, SECRET, TENANT].map(|path| change_set.changed(path).then_some(path));
        let changed: Vec<&str> = changed.into_iter().flatten().collect();
        let body = typed(change_set, &changed);
        (!body.is_empty()).then(|| body.into())
    },
    effects: |change_set| match change_set.old == change_set.new {
        true => Vec::new(),
        false => vec![EditEffect::new(
            Severity::Ask,
            "users meet your application there at once; with wrong keys, they cannot sign in",
        )],
    },
    ..EditTable::new(
        false,
        &[
            client(|change_set| {
                let is_first = change_set.text(SECRET).is_empty()
                    && change_set.old.get(CLIENT).is_none_or(Json::is_null);
                match entered(change_set.text(CLIENT), "the client ID", LONGEST) {
                    Validation::Fine if is_first => {
                        Validation::Wrong("enter its secret, too".to_owned())
                    }
                    other => other,
                }
            }),
            secret(|change_set| entered(change_set.text(CLIENT), "the client ID, too", LONGEST)),
            FieldEdit {
                shown: |change_set| match change_set.old.get(ID) == Some(&MICROSOFT.into()) {
                    true => Visibility::Yes,
                    false => Visibility::Hidden,
                },
                ..TENANT_ROW
            },
        ],
    )
};
