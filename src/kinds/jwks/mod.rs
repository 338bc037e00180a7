//! JWKS URLs: whose tokens may connect to a project. Neon verifies the signature of a token with the keys that such a
//! URL lists.

mod new;

use super::{
    column::{CellValue, Column, Width, field},
    deletion::fact,
    field::{Described, Field, Value, main, more},
    item::{Item, ItemKind, ItemRef},
    list::{List, Listed},
};
use crate::{
    api::{
        Get, Operation, Request,
        operations::typed,
        secret::mask_uri,
        types::{Jwks, JwksList, OddRow, ProjectId},
    },
    store::{Store, target::Target},
};
pub use new::NewJwks;
use new::{AUDIENCE, BRANCH, PROVIDER, URL};
use serde_json::{Map, json};

impl Described for Jwks {
    const FIELDS: &'static [Field<Self>] = &[
        main("jwks_url", "URL", "The URL that lists the keys.", |one| {
            Value::url(&one.jwks_url)
        }),
        main(
            "branch_id",
            "Branch",
            "The only branch it is for; without one, it is for all.",
            |one| {
                let branch = one.branch_id.as_ref();
                branch.map_or(Value::Word("all"), Value::id)
            },
        ),
        main(
            "jwt_audience",
            "Audience",
            "The audience (aud) that tokens must name.",
            |one| {
                let audience = one.jwt_audience.as_ref();
                audience.map_or(Value::Word("any"), Value::text)
            },
        ),
        main(
            "role_names",
            "Roles",
            "The roles that tokens may connect as.",
            |one| Value::list(&one.role_names),
        ),
        main("created_at", "Added", "When it was added.", |one| {
            Value::time(one.created_at)
        }),
        more("updated_at", "Updated", "When it changed last.", |one| {
            Value::time(one.updated_at)
        }),
        more("id", "Id", "Its id in the API.", |one| Value::id(&one.id)),
    ];
}

impl Listed for Jwks {
    type Page = JwksList;
    type New = NewJwks;

    const LIST: List = List("JWKS URLs");
    const NAME: &'static str = "jwks";
    const COLUMNS: &'static [Column] = &[
        Column::name("PROVIDER", "who signs the tokens", Width::Name(16)),
        field!(Jwks, "jwks_url", Width::Name(30), 90),
        Column {
            value: CellValue::Computed(branch),
            ..field!(Jwks, "branch_id", Width::Branch(10), 80)
        },
        field!(Jwks, "jwt_audience", Width::Words(10), 60),
        field!(Jwks, "role_names", Width::Words(12), 40),
        field!(Jwks, "created_at", Width::Time, 50),
    ];

    fn place(_: &Store, at: Option<&Target>) -> Result<Target, String> {
        let project = at.and_then(Target::project);
        project
            .map(|project| Target::Project(project.clone()))
            .ok_or_else(|| {
                "select a project, or something in it: JWKS URLs belong to projects".to_owned()
            })
    }

    fn request(of: &Target) -> Get<JwksList> {
        let none = ProjectId::default();
        Request::list_jwks(of.project().unwrap_or(&none))
    }

    fn records(_: &Store, _: &Target, page: JwksList) -> (Vec<Self>, Vec<OddRow>) {
        (page.jwks, page.odd)
    }

    fn target(&self, of: &Target) -> Target {
        let project = of.project().cloned().unwrap_or_default();
        Target::Jwks(project, self.id.clone())
    }

    fn add(_: &Store, of: &Target) -> Option<Result<NewJwks, String>> {
        let project = of.project()?.clone();
        Some(Ok(NewJwks { project }))
    }

    fn none(store: &Store, of: &Target, key: &str) -> String {
        format!(
            "No tokens are accepted by {}: it has no JWKS URL. {key} adds one.",
            store.name(of)
        )
    }
}

/// The branch it is for, by its name if that is known.
fn branch(store: &Store, of: &Target) -> Value {
    let one = JWKS.of(of).find::<Jwks>(store);
    Value::of(one.zip(of.project()), |(one, project)| {
        match &one.branch_id {
            None => Value::Word("all"),
            Some(id) => match store.branch_name(project, id) {
                Some(name) => Value::text(name),
                None => Value::id(id),
            },
        }
    })
}

impl Request {
    /// The JWKS URLs of a project.
    pub fn list_jwks(project: &ProjectId) -> Get<JwksList> {
        Get::new(typed::ListJwks, &[project.as_str()])
    }

    /// Adds a JWKS URL to a project.
    pub fn add_jwks(project: &ProjectId, body: serde_json::Value) -> Self {
        Self::new(Operation::AddJwks, &[project.as_str()]).body(body)
    }

    /// Removes a JWKS URL from a project.
    pub fn delete_jwks(of: &ItemRef<'_>) -> Self {
        of.request(Operation::DeleteJwks)
    }
}

impl Item for Jwks {
    fn id(&self) -> &str {
        self.id.as_str()
    }
}

pub static JWKS: ItemKind = ItemKind {
    name: |it, store| Some(it.find::<Jwks>(store)?.provider_name.to_string()),
    why_fixed: Some("a JWKS URL cannot be changed: add another one and delete this one"),
    deletion: |it| Some(Request::delete_jwks(it)),
    restoration,
    if_removed: |it, store| {
        let whose = &it.find::<Jwks>(store)?.provider_name;
        let of = store.name(&it.of());
        Some(format!(
            "If deleted, tokens that {whose} signs can no longer connect to {of}"
        ))
    },
    losses: |_, _| {
        vec![
            fact("breaks", "connections with tokens that these keys sign"),
            fact("undo", "by adding it again"),
        ]
    },
    question: |it, store| {
        let one = it.find::<Jwks>(store)?;
        let (whose, project) = (&one.provider_name, store.name(&it.of()));
        let title = format!("Delete the JWKS URL of {whose} from {project}?");
        Some(it.asked(store, title, vec![fact("url", mask_uri(&one.jwks_url))]))
    },
    ..ItemKind::new::<Jwks>("JWKS URL", "id")
};

/// Adds it again. It gets another ID, which nothing refers to.
fn restoration(it: &ItemRef<'_>, store: &Store) -> Option<Request> {
    let one = it.find::<Jwks>(store)?;
    let mut body = Map::new();
    body.insert(URL.to_owned(), json!(one.jwks_url));
    body.insert(PROVIDER.to_owned(), json!(one.provider_name));
    if let Some(branch) = &one.branch_id {
        body.insert(BRANCH.to_owned(), json!(branch));
    }
    if let Some(audience) = &one.jwt_audience {
        body.insert(AUDIENCE.to_owned(), json!(audience));
    }
    if !one.role_names.is_empty() {
        body.insert("role_names".to_owned(), json!(one.role_names));
    }
    Some(Request::add_jwks(it.target.project()?, body.into()))
}
