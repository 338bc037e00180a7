//! Lists that fill the screen: what a kind says about the list of its things.

use super::{column::Column, field::Described};
use crate::{
    api::{
        Answer, ApiError, Get, Request,
        types::{BranchId, OddRow, ProjectId, Thing},
    },
    store::{Store, target::Target},
};

pub use crate::store::load::{List, Load};

/// The branch that a list belongs to; `what` are its things, with a verb: "buckets belong".
pub(super) fn branch_place(
    store: &Store,
    at: Option<&Target>,
    what: &str,
) -> Result<Target, String> {
    let none = || format!("select a branch, or something on it: {what} to a branch");
    store.branch_to_list(at.ok_or_else(none)?).ok_or_else(none)
}

/// The project and the branch that something is or is on.
pub fn branch_parts(of: &Target) -> (ProjectId, BranchId) {
    let (project, branch) = (of.project().cloned(), of.branch().cloned());
    (project.unwrap_or_default(), branch.unwrap_or_default())
}

/// Something that a list needs besides its records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    /// What another list shows.
    List(Load),
    /// Who is signed in.
    User,
}

/// A record that is shown in a list of its own, loaded by one request for what it belongs to.
///
/// With a row in the table of actions that opens it, this is all that such a list needs: it can be sorted, filtered,
/// marked, exported and refreshed, and `Store::listed` has its records.
pub trait Listed: Thing + Described + Send + Sync {
    /// The answer that contains the records.
    type Page: std::fmt::Debug + 'static;
    /// What adds to the list.
    type New;

    /// Such as "Members".
    const LIST: List;

    /// The same in the configuration.
    const NAME: &'static str;

    /// Whether the region, the plan or the account may not have such things: refusals then say so, in Neon's words.
    const MAY_BE_UNAVAILABLE: bool = false;

    /// What the tab is called.
    const TAB: &'static str = "All";

    /// The columns in their order; the first is the name.
    const COLUMNS: &'static [Column];

    /// Whether it is sorted by its first column at first; if not, its records stay in their order.
    const IS_SORTED: bool = true;

    /// What the list belongs to, if the cursor is on this; or why there is none.
    fn place(_: &Store, at: Option<&Target>) -> Result<Target, String>;

    /// What else is asked for when its list is opened.
    fn needs(_: &Store, _of: &Target) -> Vec<Need> {
        Vec::new()
    }

    /// The request for the list.
    fn request(of: &Target) -> Get<Self::Page>;

    /// Whether this row of another list has this one: it is what the list belongs to.
    fn is_place(_row: &Target) -> bool {
        false
    }

    /// What is asked for after that, if one response does not tell all.
    fn rest(_of: &Target, _: &Self::Page) -> Option<Request> {
        None
    }

    /// Stores the response to that, and says what is asked for then.
    fn keep_rest(_: &mut Store, _of: &Target, _: Answer) -> Option<Request> {
        None
    }

    /// Whether such a refusal means that there are no records.
    fn is_none(refusal: &ApiError) -> bool {
        Self::MAY_BE_UNAVAILABLE && refusal.is_unavailable()
    }

    /// The list of what must be there first, if something else has to.
    const NEEDS: Option<List> = None;

    /// Why there are none, if such a refusal, in Neon's words, means that something else is missing.
    fn lacks(_: &Store, _of: &Target, refusal: &str) -> Option<String> {
        Self::MAY_BE_UNAVAILABLE.then(|| refusal.to_owned())
    }

    /// The records of an answer, and what could not be read of it.
    fn records(store: &Store, of: &Target, page: Self::Page) -> (Vec<Self>, Vec<OddRow>);

    /// The identity of a record.
    fn target(&self, of: &Target) -> Target;

    /// The text shown if there are none; `key` opens the menu of new things.
    fn none(store: &Store, of: &Target, key: &str) -> String;

    /// What is said beside the number of records.
    fn note(_: &Store, _of: &Target) -> String {
        String::new()
    }

    /// Whether it is also added from this row of the tree, without the list on screen.
    fn is_added_from(_row: &Target) -> bool {
        false
    }

    /// What can be added to the list here, or why the user may not do that; `None` if there is another way.
    fn add(_: &Store, _of: &Target) -> Option<Result<Self::New, String>> {
        None
    }

    /// Everything that identifies its load.
    fn load(of: Target) -> Load {
        Load {
            list: Self::LIST,
            tab: 0,
            of,
        }
    }
}
