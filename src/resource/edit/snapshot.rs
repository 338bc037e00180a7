//! What a branch out of a snapshot is made with.

use super::{Edit, Effect, Input, Sheet, Table, name, row, sheet::put};
use serde_json::{Value, json};

const NAME: &str = "name";
/// The branch that the new one is meant to replace one day.
pub const REPLACES: &str = "@replaces";

/// The fields of a branch out of a snapshot.
pub static FROM_SNAPSHOT: Table = Table {
    wrapper: "branch",
    creates: true,
    body: from_body,
    rows: FROM_ROWS,
    wholes: &[],
    tied: &[],
    open: |_| {},
    settle: |_, _, _| {},
    effects: from_effects,
};

static FROM_ROWS: &[Edit] = &[Edit {
    check: |sheet| name::branch(sheet, NAME),
    ..row(
        NAME,
        "Branch",
        "Name",
        Input::Text { longest: 256 },
        "The name of the new branch, 1 to 256 characters, one of its kind in the project.",
    )
}];

fn from_effects(_: &Sheet<'_>) -> Vec<Effect> {
    vec![
        Effect::note("a root branch beside the others; nothing is replaced yet"),
        Effect::note("finalize it later to put it in the place of the branch it was taken of"),
    ]
}

fn from_body(_: &Table, sheet: &Sheet<'_>) -> Option<Value> {
    let mut body = json!({ "name": sheet.text(NAME), "finalize_restore": false });
    let replaces = sheet.text(REPLACES);
    if !replaces.is_empty() {
        put(&mut body, "target_branch_id", replaces.into());
    }
    Some(body)
}
