//! Object storage of a branch: where the S3 protocol reaches it, its buckets, and the objects in them.

mod bucket;
mod object;

use super::{
    column::{Column, Width, field},
    field::{Described, Field, Value, main},
    item::{Item, ItemKind, NewItem},
    list::{List, Listed, branch_parts, branch_place},
};
use crate::{
    api::{
        Get, Request,
        operations::typed,
        types::{BranchId, OddRow, ProjectId, Storage, StorageAnswer},
    },
    store::{Store, target::Target},
};
pub use bucket::BUCKET;
pub use object::{
    OBJECT, download, file_name, holds_objects, look_for, object_in, presign_download,
    presign_upload,
};

impl Described for Storage {
    const FIELDS: &'static [Field<Self>] = &[
        main(
            "s3_endpoint",
            "S3 endpoint",
            "Where programs reach the buckets of the branch with the S3 protocol.",
            |one| Value::id(&one.s3_endpoint),
        ),
        main(
            "region",
            "Region",
            "The region that S3 clients name.",
            |one| Value::text(&one.region),
        ),
        main(
            "force_path_style",
            "Path style",
            "Whether S3 clients have to name the bucket in the path (force_path_style).",
            |one| Value::of(one.force_path_style, Value::Flag),
        ),
    ];
}

impl Listed for Storage {
    type Page = StorageAnswer;
    type New = NewItem;

    const LIST: List = List("Object storage");
    const NAME: &'static str = "storage";
    const MAY_BE_UNAVAILABLE: bool = true;
    const COLUMNS: &'static [Column] = &[
        Column::name("S3 ENDPOINT", "where S3 clients reach it", Width::Name(40)),
        field!(Storage, "region", Width::Words(10), 80),
        field!(Storage, "force_path_style", Width::Words(5), 60),
    ];

    fn place(store: &Store, at: Option<&Target>) -> Result<Target, String> {
        branch_place(store, at, "object storage belongs")
    }

    fn request(of: &Target) -> Get<StorageAnswer> {
        let (project, branch) = branch_parts(of);
        Request::get_storage(&project, &branch)
    }

    fn records(_: &Store, _: &Target, answer: StorageAnswer) -> (Vec<Self>, Vec<OddRow>) {
        (vec![answer.storage], answer.odd)
    }

    fn target(&self, of: &Target) -> Target {
        let (project, branch) = branch_parts(of);
        Target::Storage(project, branch)
    }

    fn none(store: &Store, of: &Target, _: &str) -> String {
        format!("{} has no object storage.", store.name(of))
    }
}

impl Item for Storage {
    fn id(&self) -> &str {
        self.s3_endpoint.as_str()
    }

    // A branch has only one.
    fn find<'a>(all: &'a [Self], _: &str) -> Option<&'a Self> {
        all.first()
    }
}

pub static STORAGE: ItemKind = ItemKind {
    name: |it, store| Some(it.find::<Storage>(store)?.s3_endpoint.to_string()),
    why_fixed: Some("Neon sets this"),
    ..ItemKind::new::<Storage>("object storage", "s3_endpoint")
};

impl Request {
    /// Where the S3 protocol reaches the buckets of a branch. Refused with 404 if there is no storage.
    pub fn get_storage(project: &ProjectId, branch: &BranchId) -> Get<StorageAnswer> {
        Get::new(typed::GetStorage, &[project.as_str(), branch.as_str()])
    }
}
