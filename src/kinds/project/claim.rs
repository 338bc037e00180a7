//! Accepting a project that somebody offers.

use crate::{
    api::{
        Answer, Request, TransferId,
        types::{OrgId, ProjectAnswer, ProjectId},
    },
    kinds::{
        creation::{Creation, Lost, text},
        edit::{ChangeSet, EditEffect, EditTable, FieldEdit, Input, Severity, Validation, row},
        kind::Contents,
        verb::Verb,
    },
    store::{Store, target::Target},
};
use serde_json::{Value, json};
use url::Url;

/// The path of the link, or of the two ids.
const LINK: &str = "link";
const LONGEST_ID: usize = 60;

static CLAIM: EditTable = EditTable {
    body: |_, change_set| Some(json!({ LINK: change_set.text(LINK).trim() })),
    effects: |change_set| {
        let org = &change_set.about.name;
        vec![
            EditEffect::new(
                Severity::Ask,
                format!("{org} gets the project with everything in it, and pays for it"),
            ),
            EditEffect::note(format!(
                "members of {org} get access, its present owners lose it"
            )),
            EditEffect::note(format!("refused if the plan of {org} is lower or full")),
        ]
    },
    ..EditTable::new(
        true,
        &[FieldEdit {
            check,
            note: |change_set| match Claim::read(change_set.text(LINK)) {
                Some(claim) => format!("project {}", claim.project),
                None => String::new(),
            },
            ..row(
                LINK,
                "Offer",
                "Link",
                Input::Text { longest: 2_048 },
                "The link that you were given; or the ids of the project and of the request, with a blank between them.",
            )
        }],
    )
};

fn check(change_set: &ChangeSet<'_>) -> Validation {
    match Claim::read(change_set.text(LINK)) {
        Some(_) => Validation::Fine,
        None => Validation::Wrong(
            "paste the link (https://console.neon.tech/app/claim?p=…&tr=…), or project id and request id".to_owned(),
        ),
    }
}

/// What a link or two ids say.
#[derive(Debug, Default)]
struct Claim {
    project: ProjectId,
    request: TransferId,
}

impl Claim {
    /// Reads a link to the Console, the path of the API, or the two ids.
    fn read(written: &str) -> Option<Self> {
        let written = written.trim();
        let url = Url::parse(written).ok();
        let query = url.as_ref().and_then(|url| {
            let part = |wanted: &str| {
                let mut pairs = url.query_pairs();
                pairs.find_map(|(name, value)| (name == wanted).then(|| value.into_owned()))
            };
            Some([part("p")?, part("tr")?])
        });
        let ids = query.or_else(|| {
            let in_path = written.split_once("projects/").map(|(_, rest)| rest);
            let ids = in_path.or(url.is_none().then_some(written))?;
            let parts = ids.split(|c: char| c.is_whitespace() || matches!(c, '/' | ','));
            let parts = parts.filter(|part| !part.is_empty() && *part != "transfer_requests");
            let ids: Vec<String> = parts.map(str::to_owned).collect();
            ids.try_into().ok()
        });
        let [project, request] = ids.filter(|ids| ids.iter().all(|id| is_id(id)))?;
        Some(Self {
            project: project.into(),
            request: request.into(),
        })
    }
}

/// Whether the API would take it as an id.
fn is_id(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=LONGEST_ID).contains(&text.len()) && text.bytes().all(allowed)
}

/// A project to be taken into an organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewClaim {
    pub org: OrgId,
}

impl Creation for NewClaim {
    fn place(&self) -> Target {
        Target::Org(self.org.clone())
    }

    fn noun(&self) -> &'static str {
        "project"
    }

    fn verb(&self) -> Verb {
        Verb::new("accepting", "accepted", "accept")
    }

    // The link itself is a secret.
    fn name(&self, given: &str, _: &str) -> String {
        Claim::read(given).map_or_else(
            || "the project".to_owned(),
            |claim| claim.project.to_string(),
        )
    }

    fn name_field(&self) -> &'static str {
        LINK
    }

    fn takes_secret(&self, text: &str) -> bool {
        Claim::read(text).is_some()
    }

    fn title(&self) -> String {
        "Accept a transfer into".to_owned()
    }

    fn question(&self, name: &str, place: &str) -> String {
        format!("Take {name} into {place}?")
    }

    fn table(&self) -> &'static EditTable {
        &CLAIM
    }

    fn message(&self, store: &Store, name: &str) -> Option<String> {
        let org = store.name(&self.place());
        Some(format!("{name} accepted: it belongs to {org} now"))
    }

    fn request(&self, body: Value) -> Request {
        let claim = Claim::read(text(&body, "/link")).unwrap_or_default();
        Request::claim_project(&claim.project, &claim.request, &self.org)
    }

    fn lookup(&self, given: &str) -> Option<Request> {
        let claim = Claim::read(given)?;
        Some(Request::get_project(&claim.project).into())
    }

    fn find(&self, _: &Lost<'_>, answer: Answer) -> Option<Target> {
        let ProjectAnswer { project, .. } = answer.body()?;
        let is_ours = project.org_id.as_ref() == Some(&self.org);
        is_ours.then(|| Target::Project(project.id.clone()))
    }

    fn listed(&self) -> Contents<'_> {
        Contents::Projects(Some(&self.org))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_paths_and_ids_are_understood() {
        let (project, request) = ("old-fire-32990194", "0b6ba1e5-9d5c-4a55-8c86-2f1f3c1b7a10");
        for written in [
            format!("https://console.neon.tech/app/claim?p={project}&tr={request}"),
            format!(
                " https://console.neon.tech/app/claim?tr={request}&ru=https://x.example/&p={project}\n"
            ),
            format!(
                "https://console.neon.tech/api/v2/projects/{project}/transfer_requests/{request}"
            ),
            format!("/projects/{project}/transfer_requests/{request}"),
            format!("{project} {request}"),
            format!("{project}, {request}"),
        ] {
            let claim = Claim::read(&written).unwrap();
            let read = (claim.project.as_str(), claim.request.expose());
            assert_eq!(read, (project, request), "{written}");
        }
        for written in [
            "",
            project,
            request,
            "https://console.neon.tech/app/claim?p=x",
            "https://console.neon.tech/app/claim?p=../x&tr=y",
            "one two three",
        ] {
            assert!(Claim::read(written).is_none(), "{written}");
        }
    }
}
