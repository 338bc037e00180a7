//! The user of the account.

pub mod handlers;

use serde::Serialize;

/// The signed-in user.
#[derive(Debug, Clone)]
pub struct User {
    /// A UUID.
    pub id: String,
    pub email: String,
    /// First name.
    pub name: String,
    pub last_name: String,
    pub login: String,
    pub image: String,
    /// For example `free_v3`.
    pub plan: String,
}

impl User {
    /// First and last name.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.name, self.last_name)
    }

    /// The user as the creator of a branch or key.
    pub fn as_creator(&self) -> Creator {
        Creator {
            name: self.full_name(),
            image: self.image.clone(),
        }
    }
}

#[derive(Debug, Clone, Serialize)]
pub struct Creator {
    pub name: String,
    pub image: String,
}
