//! The words of a command, and the variables in them.

use crate::{
    kinds::endpoint,
    neon::Neon,
    store::{ProjectData, target::Target},
    ui::{
        did_you_mean::did_you_mean,
        uri::{NoUri, UriOf, choose},
    },
};

/// What a word can say about a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variable {
    Org,
    Project,
    ProjectName,
    Region,
    Branch,
    BranchName,
    Compute,
    Host,
    PooledHost,
    Database,
    Role,
    Snapshot,
    Operation,
}

impl Variable {
    /// All variables with their names, and what they stand for.
    pub const ALL: [(&'static str, Self, &'static str); 13] = [
        ("org", Self::Org, "the id of the organization"),
        ("project", Self::Project, "the id of the project"),
        ("project_name", Self::ProjectName, "the name of the project"),
        ("region", Self::Region, "the region of the project"),
        ("branch", Self::Branch, "the id of the branch"),
        ("branch_name", Self::BranchName, "the name of the branch"),
        ("compute", Self::Compute, "the id of the compute"),
        ("host", Self::Host, "the host of the compute, direct"),
        (
            "pooled_host",
            Self::PooledHost,
            "the same through the pooler",
        ),
        (
            "database",
            Self::Database,
            "the database, or the one that `p` would open",
        ),
        (
            "role",
            Self::Role,
            "the role, or the one that `p` would take",
        ),
        ("snapshot", Self::Snapshot, "the id of the snapshot"),
        ("operation", Self::Operation, "the id of the operation"),
    ];

    fn name(self) -> &'static str {
        let found = Self::ALL.iter().find(|(_, known, _)| *known == self);
        found.map_or("", |(name, ..)| name)
    }
}

/// A word of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// As it is written.
    pub written: String,
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Of(Variable),
}

/// Why a word cannot be made for a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoWord {
    /// What it needs is not loaded.
    NotLoaded,
    Because(String),
}

impl Word {
    /// Reads a word; `{{` stands for `{`, and braces around anything but a name for themselves.
    ///
    /// # Errors
    /// Returns a sentence if there is no such variable.
    pub fn read(written: &str) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut text = String::new();
        let mut rest = written;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            if let Some(after) = after.strip_prefix('{') {
                text.push('{');
                rest = after;
                continue;
            }
            let name = after.split_once('}').filter(|(name, _)| is_name(name));
            let Some((name, after)) = name else {
                if let Some(name) = unclosed(after) {
                    return Err(format!(
                        "{{{name} is not closed: {{{name}}} is the variable, {{{{{name} the text"
                    ));
                }
                text.push('{');
                rest = after;
                continue;
            };
            let known = Variable::ALL.iter().find(|(known, ..)| *known == name);
            let Some((_, variable, _)) = known else {
                let hint = did_you_mean(name, Variable::ALL.iter().map(|(name, ..)| *name));
                return Err(format!("there is no variable {{{name}}}{hint}"));
            };
            if !text.is_empty() {
                parts.push(Part::Text(std::mem::take(&mut text)));
            }
            parts.push(Part::Of(*variable));
            rest = after;
        }
        text.push_str(rest);
        if !text.is_empty() {
            parts.push(Part::Text(text));
        }
        Ok(Self {
            written: written.to_owned(),
            parts,
        })
    }

    /// The variables in it.
    pub fn variables(&self) -> impl Iterator<Item = Variable> {
        self.parts.iter().filter_map(|part| match part {
            Part::Text(_) => None,
            Part::Of(variable) => Some(*variable),
        })
    }

    /// The word for a row.
    ///
    /// # Errors
    /// Returns why there is none, if the row does not have what a variable stands for.
    pub fn about(&self, neon: &Neon, row: Option<&Target>) -> Result<String, NoWord> {
        let mut word = String::new();
        for part in &self.parts {
            match part {
                Part::Text(text) => word.push_str(text),
                Part::Of(variable) => {
                    let value = value(*variable, neon, row)?;
                    let name = variable.name();
                    if word.is_empty() && value.starts_with('-') {
                        let why = format!("{{{name}}} begins with -, which reads as an option");
                        return Err(NoWord::Because(why));
                    }
                    if value.chars().any(char::is_control) {
                        let why = format!("{{{name}}} holds a control character");
                        return Err(NoWord::Because(why));
                    }
                    word.push_str(&value);
                }
            }
        }
        Ok(word)
    }
}

/// Words as a shell would read them; characters that are `plain` need no quotes either.
pub fn line<'a>(words: impl Iterator<Item = &'a str>, plain: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./:=@,+%".contains(c) || plain.contains(c);
    let quoted = words.map(
        |word| match !word.is_empty() && word.chars().all(is_plain) {
            true => word.to_owned(),
            false => format!("'{}'", word.replace('\'', "'\\''")),
        },
    );
    quoted.collect::<Vec<_>>().join(" ")
}

/// The variable at the beginning of a text, if no brace closes it.
fn unclosed(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let name = text.get(..end.unwrap_or(text.len()))?;
    let is_known = Variable::ALL.iter().any(|(known, ..)| *known == name);
    // `{host:` may begin an object.
    let is_key = text
        .get(name.len()..)
        .is_some_and(|rest| rest.starts_with([':', '"', '\'']));
    (is_known && !is_key).then_some(name)
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c == '_')
}

/// What a variable stands for.
fn value(variable: Variable, neon: &Neon, row: Option<&Target>) -> Result<String, NoWord> {
    let store = &neon.store;
    let none = |of: &str| NoWord::Because(format!("{of} has no {{{}}}", variable.name()));
    let row = row.ok_or_else(|| none("the selection"))?;
    let here = || none(&store.name(row));
    let text = |found: Option<&str>| found.map(str::to_owned).ok_or_else(here);
    match variable {
        Variable::Org => {
            let of_project = || store.project(row.project()?)?.row.org_id.as_ref();
            return text(row.org().or_else(of_project).map(|org| org.as_str()));
        }
        Variable::Project => return text(row.project().map(|project| project.as_str())),
        Variable::ProjectName | Variable::Region => {
            let project = row.project().ok_or_else(here)?;
            let known = &store.project(project).ok_or(NoWord::NotLoaded)?.row;
            return Ok(match variable {
                Variable::Region => known.region_id.as_str().to_owned(),
                _ => known.name.to_string(),
            });
        }
        Variable::Snapshot => {
            return text(matches!(row, Target::Snapshot(..)).then(|| row.id()));
        }
        Variable::Operation => {
            return text(matches!(row, Target::Operation(..)).then(|| row.id()));
        }
        _ => {}
    }
    // A project stands for none of its branches: a command must not reach the default one by mistake.
    let is_in_branch = row.branch().is_some() || matches!(row, Target::Endpoint(..));
    let Some(project) = row.project().filter(|_| is_in_branch) else {
        return Err(here());
    };
    let branch = || store.branch_of(row).ok_or(NoWord::NotLoaded);
    let compute = || {
        let is_known = |inside: &ProjectData| inside.endpoints.known().is_some();
        store
            .compute_of(row)
            .ok_or_else(|| match store.inside(project).is_some_and(is_known) {
                true => here(),
                false => NoWord::NotLoaded,
            })
    };
    match variable {
        Variable::Branch => branch().map(|branch| branch.id.as_str().to_owned()),
        Variable::BranchName => branch().map(|branch| branch.name.to_string()),
        Variable::Compute => compute().map(|compute| compute.id.as_str().to_owned()),
        Variable::Host => compute().map(|compute| compute.host.to_string()),
        Variable::PooledHost => endpoint::pooled_host(compute()?).ok_or_else(here),
        Variable::Database => chosen(variable, neon, row, |of| of.database.as_str().to_owned()),
        Variable::Role => match row {
            Target::Role(_, _, role) => Ok(role.as_str().to_owned()),
            _ => chosen(variable, neon, row, |of| of.role.as_str().to_owned()),
        },
        Variable::Org
        | Variable::Project
        | Variable::ProjectName
        | Variable::Region
        | Variable::Snapshot
        | Variable::Operation => Err(here()),
    }
}

/// A part of the connection that a client would open.
fn chosen(
    variable: Variable,
    neon: &Neon,
    row: &Target,
    part: fn(&UriOf) -> String,
) -> Result<String, NoWord> {
    let name = variable.name();
    match choose(neon, row) {
        Ok(of) => Ok(part(&of)),
        Err(NoUri::NotLoaded) => Err(NoWord::NotLoaded),
        Err(NoUri::Several(why)) => Err(NoWord::Because(format!(
            "no {{{name}}}: {why}; select the one that is meant"
        ))),
        Err(NoUri::Because(why)) => Err(NoWord::Because(format!("no {{{name}}}: {why}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_around_anything_but_a_name_stand_for_themselves() {
        let read = |text: &str| Word::read(text).map(|word| word.parts);
        let text = |text: &str| Part::Text(text.to_owned());
        for (written, parts) in [
            ("{host}", vec![Part::Of(Variable::Host)]),
            (
                "--set=id={project}/{branch}!",
                vec![
                    text("--set=id="),
                    Part::Of(Variable::Project),
                    text("/"),
                    Part::Of(Variable::Branch),
                    text("!"),
                ],
            ),
            ("{\"a\": {}}", vec![text("{\"a\": {}}")]),
            ("{{host}", vec![text("{host}")]),
            ("{hots", vec![text("{hots")]),
            ("{host: 1}", vec![text("{host: 1}")]),
            ("", vec![]),
        ] {
            assert_eq!(read(written), Ok(parts), "{written}");
        }
        for open in ["{host", "{host/{branch}", "a {host }"] {
            let why = read(open).unwrap_err();
            assert!(why.starts_with("{host is not closed"), "{open}: {why}");
        }
        let why = read("{hots}").unwrap_err();
        assert_eq!(why, "there is no variable {hots}, did you mean \"host\"?");
    }
}
