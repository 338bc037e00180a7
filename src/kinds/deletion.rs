//! What is said before something is deleted.

use crate::store::{Store, target::Target};

/// The width of the labels before the consequences.
pub const LABEL: usize = 10;

/// Whether the contents of a branch can be recovered.
pub const RECOVERY: &str = "gone for good, unless the account has branch recovery (7 days)";

/// The question before access is revoked: an API key's, a member's, or another person's.
#[derive(Debug)]
pub struct Question {
    pub title: String,
    /// The consequences, line by line.
    pub lines: Vec<String>,
    /// The name must be typed.
    pub typed: bool,
    /// The question is as prominent as for production.
    pub prominent: bool,
    /// The question is prominent if this is production.
    pub concerns: Option<Target>,
}

/// A label and a text in two columns; a label longer than its column is followed by a blank.
pub fn fact(label: &str, text: impl AsRef<str>) -> String {
    const COLUMN: usize = LABEL - 1;
    format!("{label:<COLUMN$} {}", text.as_ref())
}

/// Where the thing is, as a line of a question.
pub fn place(store: &Store, target: &Target) -> String {
    fact("in", path(store, target))
}

/// Where the thing is: organization, project, branch; or the account.
pub fn path(store: &Store, target: &Target) -> String {
    let mut path = Vec::new();
    match target {
        Target::ApiKey(None, _) => path.push(store.name(&Target::Account)),
        _ => path.extend(
            target
                .org()
                .map(|org| store.name(&Target::Org(org.clone()))),
        ),
    }
    if let Some(project) = target.project() {
        let list = store.list_of(project);
        path.extend(list.map(|list| store.name(&list)));
        if !matches!(target, Target::Project(_)) {
            path.push(store.name(&Target::Project(project.clone())));
        }
    }
    if !matches!(target, Target::Project(_) | Target::Branch(..)) {
        let branch = store.branch_of(target);
        path.extend(branch.map(|branch| branch.name.to_string()));
    }
    path.join(" › ")
}

/// `1 branch`, `3 branches`
pub fn count(number: usize, what: &str) -> String {
    match number {
        1 => format!("1 {what}"),
        many if what.ends_with("ch") => format!("{many} {what}es"),
        many => format!("{many} {what}s"),
    }
}
