//! Buckets: each branch has its own, and those of its parent as they were when it was created.

use crate::{
    api::{
        Get, Operation, Request,
        operations::typed,
        types::{BranchId, Bucket, BucketList, BucketObject, OddRow, ProjectId},
    },
    kinds::{
        column::{Column, Width, field},
        deletion::{Question, count, fact},
        edit::{
            EditEffect, EditTable, FieldEdit, Input, NAME, Scalar, Severity, Validation, entered,
            pick, row,
        },
        field::{Described, Field, Value, main},
        item::{Item, ItemCreation, ItemKind, ItemRef, NewItem},
        list::{List, Listed, branch_parts, branch_place},
    },
    store::{Store, target::Target},
};
use serde_json::{Value as Json, json};

const ACCESS: &str = "access_level";
const PRIVATE: &str = "private";
const PUBLIC: &str = "public_read";
const LONGEST: usize = 255;

impl Described for Bucket {
    const FIELDS: &'static [Field<Self>] = &[
        main(
            ACCESS,
            "Access",
            "Whether anybody can read its objects, or only those with credentials.",
            |one| match one.access_level.as_str() {
                PRIVATE => Value::Word("private"),
                PUBLIC => Value::Word("public to read"),
                other => Value::text(other),
            },
        ),
        main(
            "created_at",
            "Created",
            "When it was created, on this branch or on an ancestor.",
            |one| Value::time(one.created_at),
        ),
    ];
}

impl Listed for Bucket {
    type Page = BucketList;
    type New = NewItem;

    const LIST: List = List("Buckets");
    const NAME: &'static str = "buckets";
    const MAY_BE_UNAVAILABLE: bool = true;
    const COLUMNS: &'static [Column] = &[
        Column::name("BUCKET", "the bucket", Width::Name(24)),
        field!(Bucket, "access_level", Width::Words(14), 90),
        field!(Bucket, "created_at", Width::Time, 80),
    ];

    fn place(store: &Store, at: Option<&Target>) -> Result<Target, String> {
        branch_place(store, at, "buckets belong")
    }

    fn request(of: &Target) -> Get<BucketList> {
        let (project, branch) = branch_parts(of);
        Request::list_buckets(&project, &branch)
    }

    fn records(_: &Store, _: &Target, page: BucketList) -> (Vec<Self>, Vec<OddRow>) {
        (page.buckets, page.odd)
    }

    fn target(&self, of: &Target) -> Target {
        let (project, branch) = branch_parts(of);
        Target::Bucket(project, branch, self.name.clone())
    }

    fn add(_: &Store, of: &Target) -> Option<Result<NewItem, String>> {
        Some(Ok(NEW_BUCKET.on(of)))
    }

    fn none(store: &Store, of: &Target, key: &str) -> String {
        format!(
            "{} stores no objects: it has no bucket. {key} creates one.",
            store.name(of)
        )
    }
}

impl Item for Bucket {
    fn id(&self) -> &str {
        self.name.as_str()
    }
}

pub static BUCKET: ItemKind = ItemKind {
    why_fixed: Some("a bucket cannot be changed: create another one"),
    deletion: |it| Some(Request::delete_bucket(it)),
    losses: |_, all| {
        let (it, them) = if all.len() > 1 {
            ("they", "them")
        } else {
            ("it", "it")
        };
        vec![
            fact("removes", format!("every object in {them}")),
            fact("breaks", "links to the objects, and programs that use them"),
            fact("keeps", "buckets of this name on other branches"),
            fact("after", format!("{it} cannot be brought back")),
        ]
    },
    question: |it, store| {
        let title = format!("Delete the bucket {}?", it.id());
        Some(Question {
            typed: true,
            ..it.asked(store, title, contents(it, store).into_iter().collect())
        })
    },
    ..ItemKind::new::<Bucket>("bucket", NAME)
};

/// What is known to be in it.
fn contents(it: &ItemRef<'_>, store: &Store) -> Option<String> {
    store.listings.has::<BucketObject>(it.target).then(|| {
        let all = store.listings.of::<BucketObject>(it.target);
        let is_folder = |one: &&BucketObject| one.key.as_str().ends_with('/');
        let folders = all.iter().filter(is_folder).count();
        let objects = count(all.len() - folders, "object");
        fact(
            "holds",
            format!("{objects} and {}", count(folders, "folder")),
        )
    })
}

static NEW: EditTable = EditTable {
    body: |_, change_set| {
        let (name, access) = (change_set.text(NAME).trim(), change_set.text(ACCESS));
        Some(json!({ NAME: name, ACCESS: access }))
    },
    effects: |change_set| match change_set.text(ACCESS) {
        PUBLIC => vec![EditEffect::new(
            Severity::Ask,
            "anybody on the internet who knows the URL of an object can read it",
        )],
        _ => Vec::new(),
    },
    ..EditTable::new(
        true,
        &[
            FieldEdit {
                check: |change_set| {
                    let name = change_set.text(NAME).trim();
                    match change_set.about.in_use.iter().any(|other| other == name) {
                        true => {
                            Validation::Wrong(format!("the branch has a bucket {name} already"))
                        }
                        false => entered(name, "a name", LONGEST),
                    }
                },
                ..row(
                    NAME,
                    "Bucket",
                    "Name",
                    Input::Text { longest: LONGEST },
                    "Its name, unique on the branch.",
                )
            },
            row(
                ACCESS,
                "Bucket",
                "Access",
                Input::Choice(&[
                    pick(Scalar::Word(PRIVATE), "private"),
                    pick(Scalar::Word(PUBLIC), "public to read"),
                ]),
                "Whether anybody can read its objects; only credentials can list, write and delete them.",
            ),
        ],
    )
};

static NEW_BUCKET: ItemCreation = ItemCreation {
    describe: |of, store, about| {
        let known = store.listings.of::<Bucket>(of).iter();
        about.in_use = known.map(|one| one.name.to_string()).collect();
    },
    first_values: |_, _| Ok(json!({ ACCESS: PRIVATE })),
    ..ItemCreation::new(
        &BUCKET,
        &NEW,
        NAME,
        Request::create_bucket,
        |project, branch, name| Target::Bucket(project, branch, name.into()),
    )
};

impl Request {
    /// The buckets of a branch, with those of its ancestors.
    pub fn list_buckets(project: &ProjectId, branch: &BranchId) -> Get<BucketList> {
        Get::new(typed::ListBuckets, &[project.as_str(), branch.as_str()])
    }

    /// Creates a bucket on a branch.
    pub fn create_bucket(of: &Target, body: Json) -> Self {
        Self::on_branch(Operation::CreateBucket, of).body(body)
    }

    /// Deletes a bucket with all objects in it.
    pub fn delete_bucket(of: &ItemRef<'_>) -> Self {
        of.request(Operation::DeleteBucket)
    }
}
