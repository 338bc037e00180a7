//! The `.neon` file of a directory: which organization, project and branch are worked on there.
//!
//! The file is the official client's. It is read leniently, as that client does, and only written
//! when the user checks out a branch.

use crate::{
    api::types::{Branch, OrgId, ProjectId},
    connect::connection,
};
use serde_json::{Map, Value};
use std::path::PathBuf;

/// Some editors on Windows begin a file with this.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// The content of such a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Context {
    pub org: Option<OrgId>,
    pub project: Option<ProjectId>,
    /// The branch, by name or id.
    pub branch: Option<String>,
}

impl Context {
    /// Reads the text of a file. Names may also be numbers.
    ///
    /// # Errors
    /// What is wrong with the file, as a phrase to follow its name: it is not an object, or may hold a secret. Its
    /// text is not quoted.
    pub fn read(text: &str) -> Result<Self, String> {
        let fields: Map<String, Value> =
            serde_json::from_str(text.trim_start_matches(BYTE_ORDER_MARK))
                .map_err(|_| "is damaged (not a JSON object)".to_owned())?;
        let word = |name: &str| {
            let text = match fields.get(name) {
                Some(Value::String(text)) => text.trim().to_owned(),
                Some(Value::Number(number)) => number.to_string(),
                _ => return Ok(None),
            };
            if connection::may_hold_secret(&text) {
                return Err(format!("may contain a password or a key in {name}"));
            }
            Ok((!text.is_empty()).then_some(text))
        };
        let branch = match word("branch")? {
            Some(branch) => Some(branch),
            None => word("branchId")?,
        };
        Ok(Self {
            org: word("orgId")?.map(Into::into),
            project: word("projectId")?.map(Into::into),
            branch,
        })
    }

    /// Whether this branch is checked out.
    pub fn is_on(&self, project: &ProjectId, branch: &Branch) -> bool {
        let named = |name: &String| *name == branch.name.as_str() || *name == branch.id.as_str();
        self.project.as_ref() == Some(project) && self.branch.as_ref().is_some_and(named)
    }

    /// Returns the text of the file for this context, in the official client's form: indented by two spaces, no line
    /// end, and of the old file only `git` kept, and that only for the same project.
    ///
    /// # Errors
    /// The old file is not such a file: it may hold something that is still needed.
    pub fn write(&self, old: Option<&str>) -> Result<String, String> {
        let old = old.map(|old| old.trim_start_matches(BYTE_ORDER_MARK));
        let old: Map<String, Value> = match old.filter(|old| !old.trim().is_empty()) {
            Some(old) => serde_json::from_str(old).map_err(|_| {
                "it is damaged (not a JSON object) and was left as it is".to_owned()
            })?,
            None => Map::new(),
        };
        let mut fields = Map::new();
        let mut put = |name: &str, value: Option<&str>| {
            if let Some(value) = value {
                fields.insert(name.to_owned(), value.into());
            }
        };
        put("orgId", self.org.as_ref().map(OrgId::as_str));
        put("projectId", self.project.as_ref().map(ProjectId::as_str));
        put("branch", self.branch.as_deref());
        let before = old.get("projectId").and_then(Value::as_str);
        let same = before.is_none() || before == self.project.as_ref().map(ProjectId::as_str);
        if let Some(git) = old.get("git").filter(|_| same) {
            fields.insert("git".to_owned(), git.clone());
        }
        serde_json::to_string_pretty(&fields).map_err(|error| error.to_string())
    }
}

/// A request to write the checked-out branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckOut {
    /// The file that was named; `None` means the nearest `.neon`, else a new one in the current directory.
    pub file: Option<PathBuf>,
    /// Its new content.
    pub context: Context,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_of_the_branch_are_read() {
        let context =
            Context::read(r#"{"orgId":"org-a","projectId":"p","branchId":"br-x"}"#).unwrap();
        assert_eq!(context.branch.as_deref(), Some("br-x"));
        let context =
            Context::read(r#"{"projectId":"p","branchId":"br-x","branch":"main"}"#).unwrap();
        assert_eq!(context.branch.as_deref(), Some("main"));
        for damaged in ["", "[]", "{"] {
            assert!(Context::read(damaged).is_err());
        }
        assert_eq!(
            Context::read("{\"projectId\": true}"),
            Ok(Context::default())
        );
    }

    #[test]
    fn a_mark_of_the_byte_order_and_numbers_are_read() {
        let text = "\u{feff}{\"projectId\": \"p\", \"branch\": 2024}";
        let context = Context::read(text).unwrap();
        assert_eq!(context.branch.as_deref(), Some("2024"));
        let with_git = text.replace('}', ", \"git\": {}}");
        assert!(context.write(Some(&with_git)).unwrap().contains("git"));
    }

    #[test]
    fn a_secret_in_the_file_is_not_taken_and_not_repeated() {
        let why = Context::read(r#"{"projectId": "postgres://u:npg_SECRET@ep-x-1/d"}"#);
        let why = why.unwrap_err();
        assert!(
            why.contains("projectId") && !why.contains("SECRET"),
            "{why}"
        );
    }

    #[test]
    fn the_map_of_git_stays_with_its_project() {
        let context = Context {
            org: Some("org-a".into()),
            project: Some("p".into()),
            branch: Some("dev".to_owned()),
        };
        let old = r#"{"projectId":"p","branch":"main","git":{"follow":true},"more":1}"#;
        assert_eq!(
            context.write(Some(old)).unwrap(),
            "{\n  \"orgId\": \"org-a\",\n  \"projectId\": \"p\",\n  \"branch\": \"dev\",\n  \"git\": {\n    \"follow\": true\n  }\n}"
        );
        let other = context.write(Some(&old.replace("\"p\"", "\"q\""))).unwrap();
        assert!(!other.contains("git"));
        assert!(context.write(Some("{ damaged")).is_err());
        assert!(!context.write(None).unwrap().ends_with('\n'));
    }
}
