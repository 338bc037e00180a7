//! Offering a project: whoever has the link can take it.

use crate::{
    api::{
        Answer, ConnectionUri, Request,
        types::{ProjectId, TransferRequest},
    },
    kinds::{
        creation::{Accepted, Creation, Secret},
        edit::{
            About, ChangeSet, EditEffect, EditTable, FieldEdit, Input, Severity, Unit, Validation,
            row,
        },
        units::duration::{self, DAY},
        verb::Verb,
    },
    store::{Offer, Store, target::Target},
};
use jiff::Timestamp;
use serde_json::{Value, json};

/// The path of how long it is valid, in seconds.
const VALID: &str = "ttl_seconds";

static OFFER: EditTable = EditTable {
    body: |_, change_set| Some(json!({ VALID: change_set.whole(VALID)? })),
    effects: |change_set| {
        let name = &change_set.about.name;
        let time = change_set.whole(VALID).map(duration::exact);
        let time = time.unwrap_or_else(|| "its time".to_owned());
        vec![
            EditEffect::new(
                Severity::Typed,
                format!(
                    "whoever has the link can take {name} with everything in it: branches, data, roles"
                ),
            ),
            EditEffect::new(
                Severity::Warn,
                format!("Neon cannot take an offer back or list it: it ends after {time}"),
            ),
            EditEffect::new(
                Severity::Warn,
                "once it is accepted, you and your organization lose access, and API keys scoped to it stop working",
            ),
            EditEffect::note("its connection strings, roles and passwords stay"),
        ]
    },
    ..EditTable::new(
        true,
        &[FieldEdit {
            check,
            ..row(
                VALID,
                "Offer",
                "Valid for",
                Input::Amount(Unit::Validity),
                "How long the link works; 24 hours are usual.",
            )
        }],
    )
};

fn check(change_set: &ChangeSet<'_>) -> Validation {
    match change_set.whole(VALID) {
        Some(1..) => Validation::Fine,
        _ => Validation::Wrong("enter how long, such as 24h or 7d".to_owned()),
    }
}

/// An offer of a project to whoever has its link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOffer {
    pub project: ProjectId,
}

impl Creation for NewOffer {
    fn place(&self) -> Target {
        Target::Project(self.project.clone())
    }

    fn noun(&self) -> &'static str {
        "transfer request"
    }

    fn verb(&self) -> Verb {
        Verb::new("offering", "offered", "offer")
    }

    fn name(&self, _: &str, place: &str) -> String {
        place.to_owned()
    }

    fn name_field(&self) -> &'static str {
        VALID
    }

    fn title(&self) -> String {
        "Offer to transfer".to_owned()
    }

    fn question(&self, _: &str, place: &str) -> String {
        format!("Offer {place} to whoever has the link?")
    }

    fn table(&self) -> &'static EditTable {
        &OFFER
    }

    fn first_values(&self, _: &Store, _: &About) -> Result<Value, String> {
        Ok(json!({ VALID: DAY }))
    }

    fn concerns(&self) -> Option<Target> {
        Some(self.place())
    }

    fn request(&self, body: Value) -> Request {
        Request::offer_project(&self.project, body)
    }

    fn accept(&self, store: &mut Store, answer: Answer, now: Timestamp) -> Option<Accepted> {
        let request: TransferRequest = answer.body()?;
        store.offers.push(Offer {
            project: self.project.clone(),
            made_at: request.created_at.map_or(now, Into::into),
            expires_at: request.expires_at.map(Into::into),
        });
        let (project, id) = (&self.project, request.id.expose());
        let link = format!("https://console.neon.tech/app/claim?p={project}&tr={id}");
        let link = Secret::ClaimLink(ConnectionUri::from(link));
        Some(Accepted {
            secret: Some((store.name(&self.place()), link)),
            ..Accepted::new(self.place(), Vec::new())
        })
    }

    fn lost_secret(&self) -> Option<&'static str> {
        Some("If it was, its link was in the lost response, and nobody has it: offer it again")
    }
}
