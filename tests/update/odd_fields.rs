//! Fields that could not be read: forms leave them alone, and tables show a question mark for values that depend
//! on them.

use crate::scene::{MAIN, PROJECT, Scene, endpoint, project};
use lazyneon::{
    api::Operation,
    key::Code,
    kinds::{Value as Shown, edit},
    neon::Slot,
    ui::{
        Action, Target,
        dialog::{form::Form, kinds::Dialog},
        table::{Column, branches},
    },
};
use serde_json::{Value, json};

/// Values to replace a field with; for each field at least one is unreadable.
fn odds() -> [Value; 5] {
    [
        json!("odd"),
        json!(1e99),
        json!({"odd": {"deep": [1]}}),
        json!([["odd"], 1]),
        json!(true),
    ]
}

fn put(document: &mut Value, path: &str, value: Value) {
    let mut place = document;
    for step in path.split('.') {
        if !place.is_object() {
            *place = json!({});
        }
        place = &mut place[step];
    }
    *place = value;
}

fn dev() -> Target {
    Target::Branch(PROJECT.into(), "br-dev".into())
}

fn a_branch() -> Value {
    json!({"id": "br-dev", "project_id": PROJECT, "name": "dev", "parent_id": MAIN, "current_state": "ready",
        "pending_state": null, "default": false, "protected": true, "logical_size": 5_000_000, "compute_time_seconds": 7_200,
        "active_time_seconds": 3_600, "written_data_bytes": 70, "created_at": "2026-11-01T00:00:00Z",
        "expires_at": "2026-12-01T00:00:00Z", "created_by": {"name": "Ada"}})
}

fn tell_branch(scene: &mut Scene, branch: &Value) {
    let main = json!({"id": MAIN, "project_id": PROJECT, "name": "main", "default": true, "current_state": "ready"});
    let list = json!({"branches": [main, branch], "pagination": {}});
    scene.list_branches(&list);
}

fn tell_compute(scene: &mut Scene, compute: &Value) {
    let list = json!({"endpoints": [endpoint("main", "active", None), compute]});
    let slot = Slot::Endpoints(PROJECT.into());
    scene.answer(slot, Operation::ListEndpoints, &list);
}

fn tell_project(scene: &mut Scene, project: &Value) {
    let slot = Slot::Project(PROJECT.into());
    let answer = json!({"project": project});
    scene.answer(slot, Operation::GetProject, &answer);
    scene.model.browser.tree.select(
        &Target::Project(PROJECT.into()),
        &scene.model.neon.store,
        40,
    );
}

fn tell_database(scene: &mut Scene, database: &Value) {
    let list = json!({"databases": [database]});
    scene.answer(
        Slot::Databases(PROJECT.into(), MAIN.into()),
        Operation::ListDatabases,
        &list,
    );
    scene.select("main");
    scene.act(Action::Right);
    let row = Target::Database(PROJECT.into(), MAIN.into(), "neondb".into());
    scene
        .model
        .browser
        .tree
        .select(&row, &scene.model.neon.store, 40);
}

fn form(scene: &Scene) -> &Form {
    match scene.model.dialogs.shown() {
        Some(Dialog::Form(form)) => form,
        _ => panic!("no form is open"),
    }
}

type Tell = fn(&mut Scene, &Value);

#[test]
#[expect(clippy::too_many_lines, reason = "a row for every table of fields")]
fn a_form_neither_shows_nor_sends_a_field_that_could_not_be_read() {
    let compute = || endpoint("dev", "idle", None);
    let database =
        || json!({"id": 1, "branch_id": MAIN, "name": "neondb", "owner_name": "neondb_owner"});
    let cases: [(&edit::EditTable, Value, Tell, Action); 4] = [
        (&edit::BRANCH, a_branch(), tell_branch, Action::EditBranch),
        (
            &edit::ENDPOINT,
            compute(),
            tell_compute,
            Action::EditCompute,
        ),
        (
            &edit::PROJECT,
            project(PROJECT, "storefront"),
            tell_project,
            Action::EditProject,
        ),
        (
            &edit::DATABASE,
            database(),
            tell_database,
            Action::EditDatabase,
        ),
    ];
    let mut tried = 0;
    for (table, thing, tell, action) in cases {
        let rows = table.rows.iter().filter(|row| !row.is_local());
        for (row, odd) in rows.flat_map(|row| odds().map(|odd| (row, odd))) {
            let mut scene = Scene::new();
            scene.select("dev");
            let mut thing = thing.clone();
            put(&mut thing, row.path, odd.clone());
            tell(&mut scene, &thing);
            scene.act(action);
            // Without its identifying field there is no such row.
            if !matches!(scene.model.dialogs.shown(), Some(Dialog::Form(_))) {
                continue;
            }
            let case = format!("{} as {odd}", row.path);
            let unreadable = form(&scene).about.unreadable.clone();
            if !unreadable.has(row.path) {
                continue;
            }
            tried += 1;
            let at = form(&scene)
                .fields
                .iter()
                .position(|field| field.edit.path == row.path);
            let at = at.unwrap();
            for _ in 0..100 {
                if form(&scene).at == at {
                    break;
                }
                scene.act(Action::NextField);
            }
            for field in &form(&scene).fields {
                let is_lost =
                    field.edit.is_lost(&unreadable) && field.shown != edit::Visibility::Hidden;
                assert_eq!(
                    is_lost,
                    field.shown == edit::Visibility::Unreadable,
                    "{case}"
                );
            }
            scene.key(Code::Char('7').into());
            scene.act(Action::NextValue);
            assert_eq!(form(&scene).changes(), 0, "{case}");
            assert!(form(&scene).preview().is_none(), "{case}");
        }
    }
    assert!(tried > 100, "{tried}");
}

#[test]
fn a_cell_of_a_field_that_could_not_be_read_is_a_question_mark() {
    let cells = |scene: &Scene| -> Vec<(&'static str, Shown)> {
        let columns = branches::SPEC.tab(0).columns.iter();
        columns
            .skip(1)
            .map(|column: &Column| (column.title, scene.model.neon.cell(column, &dev())))
            .collect()
    };
    let tell = |branch: &Value, compute: &Value| {
        let mut scene = Scene::new();
        tell_branch(&mut scene, branch);
        tell_compute(&mut scene, compute);
        scene
    };
    let mut compute = endpoint("dev", "active", None);
    compute["last_active"] = json!("2026-11-20T00:00:00Z");
    let fine = cells(&tell(&a_branch(), &compute));
    let fields = |thing: &Value| {
        thing
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect::<Vec<_>>()
    };
    let mut marks = 0;
    for odd in odds() {
        let of_branch = fields(&a_branch()).into_iter().map(|field| (true, field));
        let of_compute = fields(&compute).into_iter().map(|field| (false, field));
        for (of_branch, field) in of_branch.chain(of_compute) {
            let (mut branch, mut compute) = (a_branch(), compute.clone());
            let thing = if of_branch { &mut branch } else { &mut compute };
            thing[&field] = odd.clone();
            let scene = tell(&branch, &compute);
            let store = &scene.model.neon.store;
            let unreadable = match of_branch {
                true => store.unreadable(&dev()),
                false => store.unreadable(&Target::Endpoint(PROJECT.into(), "ep-dev".into())),
            };
            if !unreadable.is_some_and(|unreadable| unreadable.has(&field)) {
                continue;
            }
            for ((title, now), (_, before)) in cells(&scene).into_iter().zip(&fine) {
                let is_same = now == *before;
                marks += usize::from(!is_same);
                assert!(
                    is_same || now == Shown::Unreadable || title == "STATE",
                    "{title} says {now:?} of {field} as {odd}"
                );
            }
        }
    }
    assert!(marks > 30, "{marks}");
}
