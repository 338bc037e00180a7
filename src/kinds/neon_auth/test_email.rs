//! A test e-mail, sent by a server as it is typed. Nothing is saved.

use super::{NeonAuthRef, settings};
use crate::{
    api::{
        Answer, Operation, Request,
        types::{BranchId, ProjectId, TestEmailAnswer},
    },
    kinds::{
        creation::{Accepted, Creation},
        edit::{About, EditTable},
        verb::Verb,
    },
    store::{Store, target::Target},
};
use jiff::Timestamp;
use serde_json::Value;

/// A test e-mail to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTestEmail {
    pub project: ProjectId,
    pub branch: BranchId,
}

impl NewTestEmail {
    const fn auth(&self) -> NeonAuthRef<'_> {
        NeonAuthRef {
            project: &self.project,
            branch: &self.branch,
        }
    }
}

impl Request {
    /// Sends an e-mail with a server that the body describes.
    pub fn send_test_email(of: &NeonAuthRef<'_>, body: Value) -> Self {
        of.request(Operation::SendTestEmail).body(body)
    }
}

impl Creation for NewTestEmail {
    fn place(&self) -> Target {
        self.auth().of_branch()
    }

    fn noun(&self) -> &'static str {
        "test e-mail"
    }

    fn verb(&self) -> Verb {
        Verb::new("sending", "sent", "send")
    }

    fn title(&self) -> String {
        "Send test e-mail".to_owned()
    }

    fn name(&self, given: &str, _: &str) -> String {
        format!("test e-mail to {given}")
    }

    fn name_field(&self) -> &'static str {
        settings::RECIPIENT
    }

    fn table(&self) -> &'static EditTable {
        &settings::TEST_EMAIL
    }

    fn first_values(&self, store: &Store, _: &About) -> Result<Value, String> {
        Ok(settings::server_to_test(store, &self.place()))
    }

    fn is_harmless(&self) -> bool {
        true
    }

    fn message(&self, _: &Store, name: &str) -> Option<String> {
        Some(format!("{name} sent"))
    }

    fn request(&self, body: Value) -> Request {
        Request::send_test_email(&self.auth(), body)
    }

    fn accept(&self, _: &mut Store, answer: Answer, _: Timestamp) -> Option<Accepted> {
        let answer: TestEmailAnswer = answer.body()?;
        let why = match answer.error_message.as_str() {
            "" => "the server did not say why",
            why => why,
        };
        Some(Accepted {
            failed: (!answer.success).then(|| why.to_owned()),
            ..Accepted::new(self.place(), Vec::new())
        })
    }
}
