//! How users sign in: the forms of the settings that say so.

use super::{Section, changed, within};
use crate::{
    api::Operation,
    kinds::edit::{EditEffect, EditTable, FieldEdit, Input, Scalar, Severity, Unit, pick, row},
};

pub(super) const ALLOW: &str = "allow_localhost";
const ENABLED: &str = "enabled";
const CLOSED: &str = "disable_sign_up";
const MOST: i64 = i32::MAX as i64;
const COUNT: Input = Input::Amount(Unit::Count);
pub(super) const ON_OFF: Input = Input::Choice(&[
    pick(Scalar::Flag(true), "on"),
    pick(Scalar::Flag(false), "off"),
]);
const YES_NO: Input = Input::Choice(&[
    pick(Scalar::Flag(true), "yes"),
    pick(Scalar::Flag(false), "no"),
]);
const OPEN_CLOSED: Input = Input::Choice(&[
    pick(Scalar::Flag(false), "open"),
    pick(Scalar::Flag(true), "closed"),
]);

/// A form whose changed fields are sent.
const fn form(rows: &'static [FieldEdit]) -> EditTable {
    EditTable {
        body: changed,
        ..EditTable::new(false, rows)
    }
}

/// The switch of a way to sign in.
const fn switch(help: &'static str) -> FieldEdit {
    FieldEdit {
        effects: |change_set| {
            let text = match change_set.flag(ENABLED) {
                true => "users can sign in this way at once",
                false => "whoever signs in this way only cannot sign in anymore",
            };
            vec![EditEffect::new(Severity::Ask, text)]
        },
        ..row(ENABLED, "Sign-in", "State", ON_OFF, help)
    }
}

/// Whether whoever signs in for the first time becomes a user.
const fn sign_up(help: &'static str) -> FieldEdit {
    FieldEdit {
        effects: |change_set| {
            let text = match change_set.flag(CLOSED) {
                true => "new users are refused; those that there are can sign in",
                false => "whoever knows the URL can sign up",
            };
            vec![EditEffect::new(Severity::Ask, text)]
        },
        ..row(CLOSED, "Sign-up", "Sign-up", OPEN_CLOSED, help)
    }
}

pub(super) static LOCALHOST: Section = Section {
    name: "Localhost",
    operation: Operation::SetAuthLocalhost,
    form: form(&[FieldEdit {
        effects: |change_set| {
            let text = match change_set.flag(ALLOW) {
                true => "pages that any program serves on a user's machine can sign them in",
                false => "applications under development cannot sign in anymore",
            };
            vec![EditEffect::new(Severity::Warn, text)]
        },
        ..row(
            ALLOW,
            "Sign-in",
            "From there",
            Input::Choice(&[
                pick(Scalar::Flag(true), "allowed"),
                pick(Scalar::Flag(false), "refused"),
            ]),
            "Whether pages on localhost may sign users in: for development, not for production.",
        )
    }]),
};

pub(super) static PASSWORD: Section = Section {
    name: "E-mail and password",
    operation: Operation::UpdateAuthPassword,
    form: form(&[
        switch("Whether users sign in with their e-mail address and a password."),
        sign_up("Whether whoever has an e-mail address can become a user."),
        row(
            "require_email_verification",
            "Addresses",
            "Verified",
            Input::Choice(&[
                pick(Scalar::Flag(true), "before sign-in"),
                pick(Scalar::Flag(false), "not needed"),
            ]),
            "Whether users have to verify their e-mail address before they can sign in.",
        ),
        row(
            "email_verification_method",
            "Addresses",
            "By",
            Input::Choice(&[
                pick(Scalar::Word("link"), "link"),
                pick(Scalar::Word("otp"), "code"),
            ]),
            "Whether the e-mail that verifies an address has a link or a code in it.",
        ),
        row(
            "auto_sign_in_after_verification",
            "Addresses",
            "Then signed in",
            YES_NO,
            "Whether users are signed in as soon as their address is verified.",
        ),
        row(
            "send_verification_email_on_sign_up",
            "Addresses",
            "Sent on sign-up",
            YES_NO,
            "Whether that e-mail is sent when users sign up.",
        ),
        row(
            "send_verification_email_on_sign_in",
            "Addresses",
            "Sent on sign-in",
            YES_NO,
            "Whether that e-mail is sent when users sign in.",
        ),
    ]),
};

pub(super) static ORGANIZATIONS: Section = Section {
    name: "Organizations",
    operation: Operation::UpdateAuthOrganizations,
    form: form(&[
        row(
            ENABLED,
            "Organizations",
            "State",
            ON_OFF,
            "Whether users can form organizations and invite others to them.",
        ),
        FieldEdit {
            check: |change_set| within(change_set, "organization_limit", 1, MOST),
            ..row(
                "organization_limit",
                "Organizations",
                "Per user",
                COUNT,
                "How many organizations a user can be in.",
            )
        },
        FieldEdit {
            check: |change_set| within(change_set, "membership_limit", 1, MOST),
            ..row(
                "membership_limit",
                "Organizations",
                "Members",
                COUNT,
                "How many members an organization can have.",
            )
        },
        row(
            "creator_role",
            "Organizations",
            "Creator is",
            Input::Choice(&[
                pick(Scalar::Word("owner"), "owner"),
                pick(Scalar::Word("admin"), "admin"),
            ]),
            "What the creator may do: an owner everything, an admin all but delete it or give it away.",
        ),
        row(
            "send_invitation_email",
            "Organizations",
            "E-mails",
            YES_NO,
            "Whether who is invited gets an e-mail.",
        ),
    ]),
};

pub(super) static MAGIC_LINK: Section = Section {
    name: "Magic link",
    operation: Operation::UpdateAuthMagicLink,
    form: form(&[
        switch("Whether users sign in with a link that is sent to their e-mail address."),
        sign_up("Whether such a link makes a user of who has none yet."),
        FieldEdit {
            check: |change_set| within(change_set, "expires_in", 5, 1_440),
            ..row(
                "expires_in",
                "Link",
                "Minutes valid",
                COUNT,
                "For how many minutes the link is valid: 5 to 1440.",
            )
        },
    ]),
};

pub(super) static PHONE: Section = Section {
    name: "Phone number",
    operation: Operation::UpdateAuthPhone,
    form: form(&[
        switch("Whether users sign in with a code that is sent to their phone."),
        FieldEdit {
            check: |change_set| within(change_set, "otp_expires_in", 60, 600),
            ..row(
                "otp_expires_in",
                "Code",
                "Seconds valid",
                COUNT,
                "For how many seconds the code is valid: 60 to 600.",
            )
        },
    ]),
};
