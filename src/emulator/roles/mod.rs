//! Postgres roles of a branch. A role has no id: its name and branch identify it.

pub mod handlers;

use serde::Serialize;
use serde_json::{Value, json};

use super::{error::Refusal, ids::Text, time::Time};

/// A role. Its password is not serialized: few answers contain it.
#[derive(Debug, Clone, Serialize)]
pub struct Role {
    pub branch_id: Text,
    pub name: String,
    pub protected: bool,
    pub created_at: Time,
    pub updated_at: Time,
    pub authentication_method: Authentication,
    #[serde(skip)]
    pub password: String,
}

/// How a role signs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Authentication {
    Password,
    /// It cannot sign in.
    NoLogin,
}

impl Role {
    /// A role that can sign in.
    pub fn new(branch_id: &Text, name: &str, password: String, at: Time) -> Self {
        Self {
            branch_id: branch_id.clone(),
            name: name.to_owned(),
            protected: false,
            created_at: at,
            updated_at: at,
            authentication_method: Authentication::Password,
            password,
        }
    }

    /// Refuses a role that cannot sign in.
    pub fn must_have_password(&self) -> Result<(), Refusal> {
        match self.authentication_method {
            Authentication::Password => Ok(()),
            Authentication::NoLogin => Err(Refusal::new(412, "role has no password")),
        }
    }

    /// The role with its password, for the few answers that contain it.
    pub fn with_password(&self) -> Value {
        let mut value = json!(self);
        if let Some(fields) = value.as_object_mut()
            && self.authentication_method == Authentication::Password
        {
            fields.insert("password".to_owned(), Value::from(self.password.as_str()));
        }
        value
    }
}
