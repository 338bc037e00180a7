//! The server that sends the e-mails: Neon's, or the user's own, whose password Neon does not tell.

use super::{Section, within};
use crate::{
    api::Operation,
    kinds::edit::{
        ChangeSet, EditEffect, EditTable, FieldEdit, Input, Scalar, Severity, Unit, Validation,
        Visibility, check_address, entered, pick, put, row,
    },
};
use serde_json::{Map, Value, json};

const TYPE: &str = "type";
const OWN: &str = "standard";
const HOST: &str = "host";
const PORT: &str = "port";
const USER: &str = "username";
const PASSWORD: &str = "password";
const ADDRESS: &str = "sender_email";
const SENDER: &str = "sender_name";
const LONGEST: usize = 256;
const TEXT: Input = Input::Text { longest: LONGEST };

fn is_own(change_set: &ChangeSet<'_>) -> bool {
    change_set.text(TYPE) == OWN
}

fn shown(change_set: &ChangeSet<'_>) -> Visibility {
    match is_own(change_set) {
        true => Visibility::Yes,
        false => Visibility::Hidden,
    }
}

/// Whether it has all that Neon asks for.
pub(super) fn is_whole(server: &Value) -> bool {
    server.get(TYPE).is_none_or(|kind| kind != OWN) || server.get(PASSWORD).is_some()
}

/// The password has to be typed for every change, since all is sent.
fn with_password(change_set: &ChangeSet<'_>, validation: Validation) -> Validation {
    match validation {
        // A test says so at the password itself.
        Validation::Fine if change_set.new.get(RECIPIENT).is_some() => validation,
        Validation::Fine if is_own(change_set) && change_set.text(PASSWORD).is_empty() => {
            Validation::Wrong("enter the password, too: Neon does not tell it".to_owned())
        }
        other => other,
    }
}

fn needed(change_set: &ChangeSet<'_>, path: &str, what: &str) -> Validation {
    let validation = match is_own(change_set) {
        true => entered(change_set.text(path), what, LONGEST),
        false => Validation::Fine,
    };
    with_password(change_set, validation)
}

fn body(_: &EditTable, change_set: &ChangeSet<'_>) -> Option<Value> {
    let sent: &[&str] = match is_own(change_set) {
        true => &[TYPE, HOST, PORT, USER, PASSWORD, ADDRESS, SENDER],
        false => &[TYPE, ADDRESS, SENDER],
    };
    let is_set = |path: &&str| !change_set.text(path).is_empty();
    let sent = sent
        .iter()
        .filter(|path| is_own(change_set) || is_set(path) || change_set.changed(path));
    let mut body = Map::new();
    for path in sent {
        let value = change_set.new.get(*path).cloned();
        body.insert((*path).to_owned(), value.unwrap_or_default());
    }
    let changed = body.keys().any(|path| change_set.changed(path));
    changed.then(|| body.into())
}

const HOST_ROW: FieldEdit = FieldEdit {
    check: |change_set| needed(change_set, HOST, "the host of the server"),
    shown,
    ..row(
        HOST,
        "Server",
        "Host",
        TEXT,
        "The host name of the SMTP server.",
    )
};

const PORT_ROW: FieldEdit = FieldEdit {
    check: |change_set| with_password(change_set, within(change_set, PORT, 1, 65_535)),
    shown,
    ..row(
        PORT,
        "Server",
        "Port",
        Input::Amount(Unit::Count),
        "The port of the SMTP server: mostly 587 or 465.",
    )
};

const USER_ROW: FieldEdit = FieldEdit {
    check: |change_set| needed(change_set, USER, "the user name"),
    shown,
    ..row(
        USER,
        "Server",
        "User",
        TEXT,
        "The user name at the SMTP server.",
    )
};

const PASSWORD_ROW: FieldEdit = FieldEdit {
    check: |change_set| entered(change_set.text(PASSWORD), "the password", LONGEST),
    shown,
    ..row(
        PASSWORD,
        "Server",
        "Password",
        Input::Secret { longest: LONGEST },
        "The password there. Neon does not tell the one it has: it is typed every time.",
    )
};

const ADDRESS_ROW: FieldEdit = FieldEdit {
    check: |change_set| {
        let address = change_set.text(ADDRESS);
        let validation = match address.is_empty() && !is_own(change_set) {
            true => Validation::Fine,
            false => check_address(address),
        };
        with_password(change_set, validation)
    },
    ..row(
        ADDRESS,
        "Sender",
        "Address",
        TEXT,
        "The e-mail address that the e-mails are from.",
    )
};

const SENDER_ROW: FieldEdit = FieldEdit {
    check: |change_set| needed(change_set, SENDER, "the name of the sender"),
    ..row(
        SENDER,
        "Sender",
        "Name",
        TEXT,
        "The name that the e-mails are from.",
    )
};

pub(super) static EMAIL_SERVER: Section = Section {
    name: "E-mail server",
    operation: Operation::SetAuthEmailServer,
    form: EditTable {
        body,
        ..EditTable::new(
            false,
            &[
                FieldEdit {
                    check: |change_set| with_password(change_set, Validation::Fine),
                    effects: |change_set| {
                        let text = match is_own(change_set) {
                            true => "all e-mails to users go through your server at once",
                            false => "Neon forgets your server and its password",
                        };
                        vec![EditEffect::new(Severity::Ask, text)]
                    },
                    ..row(
                        TYPE,
                        "Server",
                        "Server",
                        Input::Choice(&[
                            pick(Scalar::Word("shared"), "Neon's"),
                            pick(Scalar::Word(OWN), "your own"),
                        ]),
                        "Neon's server is for trying things out: it sends few e-mails, with Neon's address.",
                    )
                },
                HOST_ROW,
                PORT_ROW,
                USER_ROW,
                PASSWORD_ROW,
                ADDRESS_ROW,
                SENDER_ROW,
            ],
        )
    },
};

/// Who gets a test e-mail.
pub const RECIPIENT: &str = "recipient_email";

/// The form of a test e-mail.
pub static TEST_EMAIL: EditTable = EditTable {
    body: |table, change_set| {
        let mut body = Map::new();
        for row in table.rows {
            body.insert(row.path.to_owned(), row.value(change_set.new).clone());
        }
        Some(body.into())
    },
    ..EditTable::new(
        true,
        &[
            FieldEdit {
                check: |change_set| check_address(change_set.text(RECIPIENT)),
                ..row(
                    RECIPIENT,
                    "Test e-mail",
                    "To",
                    TEXT,
                    "Who gets the e-mail. The server is tried as it is typed here; nothing is saved.",
                )
            },
            HOST_ROW,
            PORT_ROW,
            USER_ROW,
            PASSWORD_ROW,
            ADDRESS_ROW,
            SENDER_ROW,
        ],
    )
};

/// What is known of the user's own server, for its form.
pub fn server_to_test(known: Option<&Value>) -> Value {
    let own = known.filter(|server| server.get(TYPE).is_some_and(|kind| kind == OWN));
    let mut server = own.cloned().unwrap_or_else(|| json!({}));
    put(&mut server, TYPE, OWN.into());
    put(&mut server, RECIPIENT, "".into());
    server
}
