//! A way to reach a project that is no thing of its own.

use super::{columns::from_where, last_offer, refusal};
use crate::{
    api::types::ProjectId,
    kinds::{
        kind::{Keys, Kind},
        project::Owner,
        units::duration,
    },
    store::{
        Store,
        target::{AccessWay, Target},
    },
};

/// Identifies a way to reach a project.
#[derive(Debug, Clone, Copy)]
pub struct AccessRef<'a> {
    pub project: &'a ProjectId,
    pub way: AccessWay,
}

impl AccessRef<'_> {
    fn project_name(&self, store: &Store) -> String {
        store.name(&Target::Project(self.project.clone()))
    }

    /// The organization that owns the project, if that is one of the user's.
    fn owner(&self, store: &Store) -> String {
        match store.owner_of(self.project) {
            Owner::Org(org) => store.name(&Target::Org(org.clone())),
            Owner::User => "yours".to_owned(),
            Owner::Others => "its organization".to_owned(),
        }
    }
}

impl Kind for AccessRef<'_> {
    fn noun(&self) -> &'static str {
        "way to reach the project"
    }

    fn is_known(&self, store: &Store) -> bool {
        store.project(self.project).is_some()
    }

    fn name(&self, store: &Store) -> Option<String> {
        Some(match self.way {
            AccessWay::Password => "anyone with a password".to_owned(),
            AccessWay::Membership => format!("members of {}", self.owner(store)),
            AccessWay::Ownership => match store.user.known() {
                Some(user) if !user.email.is_empty() => user.email.to_string(),
                _ => "you".to_owned(),
            },
            AccessWay::Shares => "people it is shared with".to_owned(),
            AccessWay::ApiKeys => "API keys".to_owned(),
            AccessWay::Jwks => "tokens".to_owned(),
            AccessWay::VpcEndpoints => "VPC endpoints".to_owned(),
            AccessWay::Offer => "whoever has the link".to_owned(),
        })
    }

    fn summary(&self, store: &Store, keys: Keys<'_>) -> Option<(String, Vec<String>)> {
        let of = self.project_name(store);
        let name = self.name(store)?;
        if let Some(why) = refusal(store, self.project, self.way) {
            return Some((format!("{name}: not shown"), vec![why]));
        }
        Some(match self.way {
            AccessWay::Password => {
                let full = store.full(self.project);
                let from = full.map_or_else(|| "…".to_owned(), |full| from_where(store, full));
                (
                    format!("Whoever knows the password of a role can connect to Postgres of {of}"),
                    vec![
                        format!("From where: {from}. {} edits that.", keys.edit),
                        "Each branch has its own roles, and may have credentials, a Data API and Neon Auth."
                            .to_owned(),
                    ],
                )
            }
            AccessWay::Offer => (
                format!("Whoever has the link can take {of}"),
                vec!["Offers made elsewhere are not shown: Neon does not list them.".to_owned()],
            ),
            _ => (name, Vec::new()),
        })
    }

    fn if_removed(&self, store: &Store) -> Option<String> {
        match self.way {
            AccessWay::Password => {
                let settings = store.full(self.project)?.settings.as_ref();
                let is_blocked = settings.and_then(|all| all.block_public_connections);
                let allowed = settings.and_then(|all| all.allowed_ips.as_ref());
                let is_limited = allowed
                    .and_then(|allowed| allowed.ips.as_ref())
                    .is_some_and(|ips| !ips.is_empty());
                Some(match (is_blocked, is_limited) {
                    (Some(true), _) => {
                        "If public connections were allowed again, a password would be enough from anywhere"
                    }
                    (_, true) => {
                        "If the list of addresses was emptied, a password would be enough from anywhere"
                    }
                    _ => {
                        "It cannot be removed: a new password shuts out who knows it, a list of addresses limits from where"
                    }
                }
                .to_owned())
            }
            AccessWay::Offer => {
                let last = last_offer(store, self.project)?;
                let ends = last.expires_at.map(|end| end.duration_since(last.made_at));
                let ends = ends.map(|lasts| duration::exact(lasts.as_secs()));
                Some(match ends {
                    Some(lasts) => format!(
                        "It cannot be withdrawn: it ends {lasts} after it was made, or when it is accepted"
                    ),
                    None => "It cannot be withdrawn: it ends when it is accepted".to_owned(),
                })
            }
            _ => None,
        }
    }
}
