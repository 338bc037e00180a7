//! Objects of a bucket. A folder is what the keys of several begin with: it is listed as an object whose key ends with
//! a slash, and has a list of its own.

use crate::{
    api::{
        Answer, Get, Operation, Request,
        operations::typed,
        types::{BranchId, BucketObject, ObjectPage, OddRow, Presigned, ProjectId},
    },
    kinds::{
        column::{Column, Width, field},
        deletion::{Question, fact},
        field::{Described, Field, Value, main, more},
        item::{Item, ItemKind, NewItem},
        list::{List, Listed},
    },
    store::{Store, target::Target},
};
use serde_json::json;

/// How many are listed at most: whoever has more looks for them with a program.
const MOST: usize = 10_000;
const DELIMITER: &str = "/";

impl Described for BucketObject {
    const FIELDS: &'static [Field<Self>] = &[
        main(
            "size",
            "Size",
            "How large it is; folders have no size.",
            |one| {
                Value::of(one.size, |size| {
                    Value::Bytes(size.try_into().unwrap_or(i64::MAX))
                })
            },
        ),
        main("last_modified", "Stored", "When it was stored.", |one| {
            Value::time(one.last_modified)
        }),
        main("key", "Key", "Its whole key in the bucket.", |one| {
            Value::id(&one.key)
        }),
        more("etag", "ETag", "A hash of its content.", |one| {
            Value::id(&one.etag)
        }),
    ];
}

/// A bucket, and what the keys of its objects begin with here.
struct Folder<'a> {
    project: &'a ProjectId,
    branch: &'a BranchId,
    bucket: &'a str,
    prefix: &'a str,
}

/// The bucket or folder that something is.
fn folder(of: &Target) -> Option<Folder<'_>> {
    let (project, branch, bucket, prefix) = match of {
        Target::Bucket(project, branch, bucket) => (project, branch, bucket, ""),
        Target::Object(project, branch, bucket, key) if is_folder(key.as_str()) => {
            (project, branch, bucket, key.as_str())
        }
        _ => return None,
    };
    Some(Folder {
        project,
        branch,
        bucket: bucket.as_str(),
        prefix,
    })
}

fn is_folder(key: &str) -> bool {
    key.ends_with('/')
}

/// Whether objects are listed for this: a bucket or a folder.
pub fn holds_objects(row: &Target) -> bool {
    folder(row).is_some()
}

/// The folder or bucket that an object or folder is in.
fn parent(of: &Target) -> Option<Target> {
    let Target::Object(project, branch, bucket, key) = of else {
        return None;
    };
    let (project, branch, bucket) = (project.clone(), branch.clone(), bucket.clone());
    let key = key.as_str();
    let name = key.strip_suffix('/').unwrap_or(key);
    Some(match name.rsplit_once('/') {
        Some((above, _)) => Target::Object(project, branch, bucket, format!("{above}/").into()),
        None => Target::Bucket(project, branch, bucket),
    })
}

/// The last part of a key.
fn name(key: &str) -> &str {
    let end = key.strip_suffix('/').unwrap_or(key).len();
    let begin = key.get(..end).and_then(|whole| whole.rfind('/'));
    begin.map_or(key, |begin| key.get(begin + 1..).unwrap_or(key))
}

impl Listed for BucketObject {
    type Page = ObjectPage;
    type New = NewItem;

    const LIST: List = List("Objects");
    const NAME: &'static str = "objects";
    const MAY_BE_UNAVAILABLE: bool = true;
    const COLUMNS: &'static [Column] = &[
        Column::name("OBJECT", "the object, or the folder", Width::Name(24)),
        field!(BucketObject, "size", Width::Number, 90),
        field!(BucketObject, "last_modified", Width::Time, 80),
    ];

    fn place(_: &Store, at: Option<&Target>) -> Result<Target, String> {
        let place = at.and_then(|at| match holds_objects(at) {
            true => Some(at.clone()),
            false => parent(at),
        });
        place.ok_or_else(|| "select a bucket: objects are in buckets".to_owned())
    }

    fn is_place(row: &Target) -> bool {
        holds_objects(row)
    }

    fn request(of: &Target) -> Get<ObjectPage> {
        Request::list_objects(of, None)
    }

    fn rest(of: &Target, page: &ObjectPage) -> Option<Request> {
        let cursor = Some(page.next_cursor.as_str()).filter(|cursor| !cursor.is_empty());
        Some(Request::list_objects(of, Some(cursor?)).into())
    }

    fn keep_rest(store: &mut Store, of: &Target, page: Answer) -> Option<Request> {
        let page: ObjectPage = page.body()?;
        let next = Self::rest(of, &page);
        let mut all = store.listings.of::<Self>(of).to_vec();
        let (more, odd) = Self::records(store, of, page);
        all.extend(more);
        sort(&mut all);
        let is_whole = all.len() >= MOST;
        store.listings.keep(of, all, &odd);
        next.filter(|_| !is_whole)
    }

    fn records(_: &Store, _: &Target, page: ObjectPage) -> (Vec<Self>, Vec<OddRow>) {
        let folders = page.folders.iter().map(|key| Self {
            key: key.as_str().into(),
            ..Self::default()
        });
        let mut all = page.objects;
        all.extend(folders);
        sort(&mut all);
        (all, page.odd)
    }

    fn target(&self, of: &Target) -> Target {
        let Some(Folder {
            project,
            branch,
            bucket,
            ..
        }) = folder(of)
        else {
            return of.clone();
        };
        let (project, branch) = (project.clone(), branch.clone());
        Target::Object(project, branch, bucket.into(), self.key.clone())
    }

    fn none(store: &Store, of: &Target, _: &str) -> String {
        format!("There are no objects in {}.", store.name(of))
    }

    // In which bucket: its path names only the last folder.
    fn note(store: &Store, of: &Target) -> String {
        let place = folder(of).filter(|of| !of.prefix.is_empty());
        let place = place.map(|of| format!("{}/{}", of.bucket, of.prefix));
        let is_cut = store.listings.of::<Self>(of).len() >= MOST;
        let cut = is_cut.then(|| format!("only the first {MOST}"));
        let notes: Vec<String> = place.into_iter().chain(cut).collect();
        notes.join(", ")
    }
}

/// In the order of their keys, in which they are found.
fn sort(all: &mut [BucketObject]) {
    all.sort_by(|one, other| one.key.cmp(&other.key));
}

impl Item for BucketObject {
    fn id(&self) -> &str {
        self.key.as_str()
    }

    fn find<'a>(all: &'a [Self], id: &str) -> Option<&'a Self> {
        let at = all.binary_search_by(|one| one.id().cmp(id)).ok()?;
        all.get(at)
    }
}

pub static OBJECT: ItemKind = ItemKind {
    of: |it| parent(it.target).unwrap_or_else(|| it.target.clone()),
    name: |it, _| Some(name(it.id()).to_owned()),
    // In the list, folders are only texts.
    entry: |it| {
        Some(match is_folder(it.id()) {
            true => it.id().into(),
            false => json!({ "key": it.id() }),
        })
    },
    why_fixed: Some("an object cannot be changed: store another one in its place"),
    deletion: |it| match is_folder(it.id()) {
        true => Request::delete_objects_below(it.target),
        false => Request::delete_object(it.target),
    },
    losses: |_, all| {
        let are_folders = all.iter().any(|one| is_folder(one.id()));
        let removes = fact("removes", "every object below folders, but inherited ones");
        let (it, them, are) = match all.len() {
            0 | 1 => ("it", "it", "is"),
            _ => ("they", "them", "are"),
        };
        let breaks = fact(
            "breaks",
            format!("links to {them}, and programs that use {them}"),
        );
        let after = fact("after", format!("{it} {are} deleted permanently"));
        let removes = are_folders.then_some(removes);
        removes.into_iter().chain([breaks, after]).collect()
    },
    question: |it, store| {
        let key = it.id();
        let asked = |title: String, facts| it.asked(store, title, facts);
        Some(match is_folder(key) {
            true => Question {
                typed: true,
                ..asked(
                    format!("Delete the folder {}?", name(key)),
                    vec![
                        fact("key", key),
                        fact("removes", "every object below it"),
                        fact("keeps", "objects inherited from the parent branch"),
                    ],
                )
            },
            false => asked(format!("Delete {}?", name(key)), vec![fact("key", key)]),
        })
    },
    ..ItemKind::new::<BucketObject>("object", "key")
};

impl Request {
    /// A page of the objects and folders of a bucket or folder.
    pub fn list_objects(of: &Target, cursor: Option<&str>) -> Get<ObjectPage> {
        let path = folder(of).map(|of| [of.project.as_str(), of.branch.as_str(), of.bucket]);
        let prefix = folder(of)
            .map(|of| of.prefix)
            .filter(|prefix| !prefix.is_empty());
        Get::new(typed::ListObjects, &path.unwrap_or_default())
            .query("delimiter", DELIMITER)
            .query_if("prefix", prefix)
            .query_if("cursor", cursor)
    }

    /// Deletes an object.
    pub fn delete_object(of: &Target) -> Option<Self> {
        Some(Self::new(Operation::DeleteObject, &path(of)?))
    }

    /// Deletes a folder: the objects of the branch itself whose keys begin like this.
    pub fn delete_objects_below(of: &Target) -> Option<Self> {
        let [path @ .., prefix] = path(of)?;
        Some(Self::new(Operation::DeleteObjectsBelow, &path).query("prefix", prefix))
    }
}

/// A URL that downloads an object without other credentials, for a while.
pub fn presign_download(of: &Target) -> Option<Get<Presigned>> {
    let body = json!({ "operation": "download" });
    Some(Get::new(typed::PresignObject, &path(of)?).body(body))
}

/// A URL to which an object can be stored without other credentials, for a while.
pub fn presign_upload(of: &Target) -> Option<Request> {
    let body = json!({ "operation": "upload" });
    Some(Request::new(Operation::PresignObject, &path(of)?).body(body))
}

/// The first object whose key begins like that of this one: the object itself, if there is one.
pub fn look_for(of: &Target) -> Option<Get<ObjectPage>> {
    let [path @ .., key] = path(of)?;
    let list = Get::new(typed::ListObjects, &path);
    Some(list.query("prefix", key).query("limit", "1"))
}

/// An object of this name in a bucket or folder.
pub fn object_in(place: &Target, name: &str) -> Option<Target> {
    let Folder {
        project,
        branch,
        bucket,
        prefix,
    } = folder(place)?;
    let key = format!("{prefix}{name}").into();
    let (project, branch) = (project.clone(), branch.clone());
    Some(Target::Object(project, branch, bucket.into(), key))
}

/// The bytes of an object.
pub fn download(of: &Target) -> Option<Request> {
    Some(Request::new(Operation::DownloadObject, &path(of)?))
}

/// The last part of the key of an object that is no folder, which names a file.
pub fn file_name(of: &Target) -> Option<&str> {
    let is_object = matches!(of, Target::Object(..)) && !is_folder(of.id());
    is_object.then(|| name(of.id()))
}

fn path(of: &Target) -> Option<[&str; 4]> {
    match of {
        Target::Object(project, branch, bucket, key) => Some([
            project.as_str(),
            branch.as_str(),
            bucket.as_str(),
            key.as_str(),
        ]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(key: &str) -> Target {
        Target::Object("p".into(), "b".into(), "photos".into(), key.into())
    }

    fn bucket() -> Target {
        Target::Bucket("p".into(), "b".into(), "photos".into())
    }

    #[test]
    fn what_something_is_in_and_is_called_follows_from_its_key() {
        for (key, called, inside) in [
            ("a.png", "a.png", bucket()),
            ("x/", "x/", bucket()),
            ("x/a.png", "a.png", object("x/")),
            ("x/y/", "y/", object("x/")),
            ("/", "/", bucket()),
            ("x//a", "a", object("x//")),
        ] {
            assert_eq!(name(key), called, "{key}");
            assert_eq!(parent(&object(key)), Some(inside), "{key}");
        }
        assert_eq!(parent(&bucket()), None);
        assert!(holds_objects(&object("x/")) && !holds_objects(&object("x/a")));
    }

    fn page(folders: &[&str], keys: &[&str], cursor: &str) -> ObjectPage {
        let objects = keys.iter().map(|key| BucketObject {
            key: (*key).into(),
            ..BucketObject::default()
        });
        ObjectPage {
            folders: folders.iter().map(|key| (*key).into()).collect(),
            objects: objects.collect(),
            next_cursor: cursor.into(),
            ..ObjectPage::default()
        }
    }

    #[test]
    fn pages_are_read_until_the_last_and_found_by_key() {
        let (mut store, of) = (Store::default(), bucket());
        let first = page(&["b/"], &["a", "c"], "7b");
        let next = BucketObject::rest(&of, &first).unwrap();
        assert!(next.target().ends_with("&cursor=7b"), "{}", next.target());
        let (all, odd) = BucketObject::records(&store, &of, first);
        store.listings.keep(&of, all, &odd);
        let last = Answer::ListObjects(page(&["e/"], &["d"], ""));
        assert_eq!(BucketObject::keep_rest(&mut store, &of, last), None);
        let all = store.listings.of::<BucketObject>(&of);
        let keys: Vec<&str> = all.iter().map(Item::id).collect();
        assert_eq!(keys, ["a", "b/", "c", "d", "e/"]);
        for key in keys {
            assert_eq!(BucketObject::find(all, key).unwrap().id(), key);
        }
        assert!(BucketObject::find(all, "b").is_none());
    }

    #[test]
    fn a_list_that_is_too_long_is_cut_and_says_so() {
        let (mut store, of) = (Store::default(), object("x/"));
        let keys: Vec<String> = (0..MOST).map(|n| format!("x/{n:05}")).collect();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        store.listings.keep::<BucketObject>(&of, Vec::new(), &[]);
        assert_eq!(BucketObject::note(&store, &of), "photos/x/");
        let whole = Answer::ListObjects(page(&[], &keys, "7b"));
        assert_eq!(BucketObject::keep_rest(&mut store, &of, whole), None);
        let note = BucketObject::note(&store, &of);
        assert_eq!(note, "photos/x/, only the first 10000");
    }
}
