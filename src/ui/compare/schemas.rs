//! The schemas of all databases of two branches.

use crate::{
    api::types::{BranchId, ProjectId},
    ui::{
        compare::batch::{Batch, Tally},
        dialog::diff::{Diff, Schema},
        scroll::ListCursor,
    },
};

/// The list of comparisons.
#[derive(Debug, Clone)]
pub struct Schemas {
    /// The name of the branch shown.
    pub here: String,
    /// The name of the branch it is compared with.
    pub base: String,
    pub batch: Batch,
    pub cursor: ListCursor,
    /// What is not known about the databases of the base; empty if everything is.
    pub(crate) unknown: String,
    /// The branch it is compared with.
    pub(crate) there: Option<BranchId>,
    pub(crate) project: ProjectId,
}

impl Schemas {
    /// "2 of 3 databases differ", as far as they are known.
    pub fn summary(&self) -> String {
        let Tally { known, differ, .. } = self.batch.tally();
        let all = self.batch.rows.len();
        let counted = match known {
            0 => format!("{all} databases"),
            _ if known < all => {
                format!("{all} databases, {differ} of {known} compared are different")
            }
            _ => format!("{differ} of {all} databases differ"),
        };
        match self.unknown.as_str() {
            "" => counted,
            unknown => format!("{counted}; {unknown}"),
        }
    }

    /// All differences as one patch; `None` while there are none.
    pub fn patch(&self) -> Option<String> {
        let texts = self.batch.rows.iter().filter_map(|row| match &row.schema {
            Some(Schema::Known { text, .. }) if !text.is_empty() => {
                Some(self.diff(text, &format!("/{}", row.name)).text())
            }
            Some(Schema::OnlyThere(base)) => Some(format!("Only in {base}: {}\n", row.name)),
            _ => None,
        });
        Some(texts.collect::<String>()).filter(|text| !text.is_empty())
    }

    pub(crate) fn diff(&self, text: &str, of: &str) -> Diff {
        let mut diff = Diff::loading(self.here.clone() + of, self.base.clone() + of);
        diff.set(text);
        diff
    }
}
