//! The values that fields of log records have, for filters.

use super::{
    SOURCES,
    view::{SINCE, View},
};
use crate::{
    api::{
        Get,
        operations::typed,
        types::{LogFieldValues, LogFields, LogRecord},
    },
    kinds::{field::Described, field_name::FieldName, list::branch_parts},
    store::target::Target,
};

/// The name by which Neon lists the values of a field; `None` if it has no such field.
pub fn listed(field: &FieldName) -> Option<&'static str> {
    let names = LogRecord::names();
    let is_meant = |names: &&[&'static str; 2]| names.iter().any(|name| field.is(name));
    let [_, name] = *names.iter().find(is_meant)?;
    // It filters by the one and lists the other, which are the same.
    Some(if name == "source" {
        "entity_type"
    } else {
        name
    })
}

/// A listed value as a filter names it.
pub fn word(value: &str) -> &str {
    let known = SOURCES.iter().find(|(source, _)| *source == value);
    known.map_or(value, |(_, word)| word)
}

/// The fields of a branch whose values Neon lists.
pub fn fields(branch: &Target) -> Get<LogFields> {
    let (project, branch) = branch_parts(branch);
    Get::new(typed::ListLogFields, &[project.as_str(), branch.as_str()])
}

impl View {
    /// The values of a field in the records of this view.
    pub fn values(self, branch: &Target, field: &str) -> Get<LogFieldValues> {
        let (project, branch) = branch_parts(branch);
        let place = [project.as_str(), branch.as_str(), field];
        let request = Get::new(typed::ListLogFieldValues, &place).query("since", SINCE);
        match self.source() {
            Some(source) => request.query("source", source),
            None => request,
        }
    }
}
