//! The fields of a member of an organization, and of an invitation to join one.

use super::{
    change_set::ChangeSet,
    email::{EMAIL, LONGEST, check_address},
    table::{
        EditEffect, EditTable, FieldEdit, Input, Pick, Scalar, Severity, Validation, pick, row,
    },
};
use serde_json::{Value, json};

/// The path of the role.
pub const ROLE: &str = "role";
/// The default role of an invitation: the least privileged one that can see everything.
pub const FIRST_ROLE: &str = "viewer";

const ROLES: Input = Input::Choice(&[
    ADMIN,
    pick(Scalar::Word("editor"), "editor"),
    pick(Scalar::Word("viewer"), "viewer"),
    pick(Scalar::Word("collaborator"), "collaborator"),
    pick(Scalar::Word("member"), "member"),
]);
const ADMIN: Pick = pick(Scalar::Word("admin"), "admin");
const HELP: &str = "admin runs the organization; editor changes its projects; viewer looks at them; collaborator sees only projects that it was given; member is the older word for editor. Some organizations do not have all of them.";

/// What a role permits, in a few words.
pub fn may(role: &str) -> &'static str {
    match role {
        "admin" => "everything, including members, keys and billing",
        "editor" | "member" => "change every project",
        "viewer" => "look at every project",
        "collaborator" => "only projects shared with them",
        _ => "",
    }
}

pub static MEMBER: EditTable = EditTable {
    wrapper: "",
    creates: false,
    body: |_, change_set| {
        let role = change_set.text(ROLE);
        change_set.changed(ROLE).then(|| json!({ ROLE: role }))
    },
    rows: MEMBER_ROWS,
    replaced_whole: &[],
    linked: &[],
    add_form_fields: |_, _| {},
    make_consistent: |_, _, _| {},
    effects: |_| Vec::new(),
};

static MEMBER_ROWS: &[FieldEdit] = &[FieldEdit {
    effects: changes,
    note: |change_set| may(change_set.text(ROLE)).to_owned(),
    ..row(ROLE, "Member", "Role", ROLES, HELP)
}];

fn changes(change_set: &ChangeSet<'_>) -> Vec<EditEffect> {
    let name = &change_set.about.name;
    let role = change_set.text(ROLE);
    let was = super::change_set::at(change_set.old, ROLE)
        .as_str()
        .unwrap_or_default();
    let mut effects = vec![EditEffect::new(
        Severity::Ask,
        format!("{name} can now: {}", may(role)),
    )];
    if role == "admin" {
        effects.push(EditEffect::new(
            Severity::Loud,
            "an admin can remove anyone, including you",
        ));
    }
    if was == "admin" {
        effects.push(EditEffect::new(
            Severity::Warn,
            "API keys they created for the organization keep working",
        ));
    }
    effects
}

pub static INVITE: EditTable = EditTable {
    wrapper: "",
    creates: true,
    body: invitations,
    rows: INVITE_ROWS,
    replaced_whole: &[],
    linked: &[],
    add_form_fields: |_, _| {},
    make_consistent: |_, _, _| {},
    effects: invites,
};

static INVITE_ROWS: &[FieldEdit] = &[
    FieldEdit {
        check: check_emails,
        ..row(
            EMAIL,
            "Invite",
            "E-mail",
            // Several people at once.
            Input::Text {
                longest: 8 * LONGEST,
            },
            "Whom to invite: an address, or several separated by spaces or commas. Each gets an e-mail; people with a Neon account join at once.",
        )
    },
    FieldEdit {
        note: |change_set| may(change_set.text(ROLE)).to_owned(),
        ..row(ROLE, "Invite", "Role", ROLES, HELP)
    },
];

pub fn addresses(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| c == ',' || c == ';' || c.is_whitespace());
    words.filter(|word| !word.is_empty())
}

fn check_emails(change_set: &ChangeSet<'_>) -> Validation {
    let mut seen: Vec<&str> = Vec::new();
    for email in addresses(change_set.text(EMAIL)) {
        if email.len() > LONGEST {
            return Validation::Wrong(format!("an address has at most {LONGEST} characters"));
        }
        let verdict = check_address(email);
        if verdict != Validation::Fine {
            return verdict;
        }
        let same = |other: &str| other.eq_ignore_ascii_case(email);
        if seen.iter().any(|other| same(other)) {
            return Validation::Wrong(format!("{email} is listed twice"));
        }
        if change_set.about.in_use.iter().any(|in_use| same(in_use)) {
            return Validation::Wrong(format!("{email} is already a member"));
        }
        seen.push(email);
    }
    if seen.is_empty() {
        return Validation::Wrong("enter an e-mail address: 1 to 256 characters".to_owned());
    }
    Validation::Fine
}

fn invites(change_set: &ChangeSet<'_>) -> Vec<EditEffect> {
    let role = change_set.text(ROLE);
    let severity = match role {
        "admin" => Severity::Loud,
        _ => Severity::Ask,
    };
    vec![
        EditEffect::new(
            severity,
            format!("Neon e-mails each of them. Access: {}", may(role)),
        ),
        EditEffect::new(
            Severity::Warn,
            "the API cannot revoke invitations; a member can be removed",
        ),
    ]
}

fn invitations(_: &EditTable, change_set: &ChangeSet<'_>) -> Option<Value> {
    let role = change_set.text(ROLE);
    let each = |email: &str| json!({ EMAIL: email, ROLE: role });
    let all: Vec<Value> = addresses(change_set.text(EMAIL)).map(each).collect();
    Some(json!({ "invitations": all }))
}
