//! Any names and messages from Neon, among any keys, pastes, clicks and sizes: nothing breaks, the selection is valid, what
//! was typed stays, and no control character reaches the terminal ([`Display`] sees to that).

use crate::{
    any_clicks::{cells, report},
    any_keys::{self, Step, cases, is_valid, leads_out, steps},
    display::Display,
    hostile::PIECES,
    scene::{MAIN, PROJECT, Scene, endpoint, operation, project},
};
use lazyneon::{
    api::{ApiError, Operation},
    neon::Slot,
    ui::{
        Msg, Target,
        dialog::{confirm::ConfirmedBy, form::field_state::FieldState, kinds::Dialog},
        mouse::event::MouseAct,
    },
};
use proptest::prelude::*;
use serde_json::{Value, json};

fn name() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => prop::sample::select(PIECES.as_slice()).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[a-z]{1,200}",
    ];
    prop::collection::vec(piece, 1..5).prop_map(|pieces| pieces.concat())
}

/// What Neon answers.
#[derive(Debug, Clone)]
enum News {
    Names(Vec<String>),
    Operation(String, String),
    /// A request fails with this message.
    Refusal(u16, String),
}

fn news() -> impl Strategy<Value = News> {
    let status = prop::sample::select(vec![400_u16, 401, 403, 404, 409, 422, 423, 500]);
    prop_oneof![
        4 => prop::collection::vec(name(), 8).prop_map(News::Names),
        1 => (name(), name()).prop_map(|(action, error)| News::Operation(action, error)),
        2 => (status, name()).prop_map(|(status, message)| News::Refusal(status, message)),
    ]
}

#[derive(Debug, Clone)]
enum Deed {
    Step(Step),
    Paste(String),
    Click((u16, u16)),
    News(News),
}

fn deeds() -> impl Strategy<Value = Deed> {
    prop_oneof![
        12 => steps().prop_map(Deed::Step),
        1 => name().prop_map(Deed::Paste),
        3 => cells().prop_map(Deed::Click),
        2 => news().prop_map(Deed::News),
    ]
}

fn tell(scene: &mut Scene, news: News) {
    let project_id = || PROJECT.into();
    match news {
        News::Names(names) => {
            let text = |at: usize| names[at].as_str();
            let list = Slot::List(Target::Org("".into()));
            let projects = json!({"projects": [project(PROJECT, text(0)), project("odd-sun-1", text(1))], "pagination": {}});
            scene.answer(list, Operation::ListProjects, &projects);
            let org =
                json!({"organizations": [{"id": "org-acme", "name": text(2), "plan": text(3)}]});
            scene.answer(Slot::Orgs, Operation::ListOrganizations, &org);
            let branch = |id: &str, name: &str, parent: Value| {
                json!({"id": id, "project_id": PROJECT, "name": name, "parent_id": parent, "current_state": text(3),
                    "default": parent.is_null(), "created_by": {"name": text(4)}})
            };
            let branches = [
                branch(MAIN, text(4), Value::Null),
                branch("br-dev", text(5), json!(MAIN)),
            ];
            scene.list_branches(&json!({"branches": branches, "pagination": {}}));
            let mut compute = endpoint("dev", "active", None);
            compute["name"] = json!(text(6));
            compute["host"] = json!(text(7));
            scene.answer(
                Slot::Endpoints(project_id()),
                Operation::ListEndpoints,
                &json!({"endpoints": [endpoint("main", text(3), None), compute]}),
            );
            let database =
                json!({"id": 1, "branch_id": MAIN, "name": text(6), "owner_name": text(7)});
            scene.answer(
                Slot::Databases(project_id(), MAIN.into()),
                Operation::ListDatabases,
                &json!({"databases": [database]}),
            );
            scene.answer(
                Slot::Roles(project_id(), MAIN.into()),
                Operation::ListRoles,
                &json!({"roles": [{"branch_id": MAIN, "name": text(7)}]}),
            );
        }
        News::Operation(action, error) => {
            let mut failed = operation("op-1", &action, "failed");
            failed["error"] = json!(error);
            failed["branch_id"] = json!(MAIN);
            scene.answer(
                Slot::Operations(project_id()),
                Operation::ListOperations,
                &json!({"operations": [failed], "pagination": {}}),
            );
        }
        News::Refusal(status, message) => {
            let body = json!({"message": message, "code": message}).to_string();
            let error = ApiError::from_answer(status, &body, Some(&message));
            scene.model.neon.say_bad(error.sentence());
            scene.fail(Slot::Branches(project_id()), Operation::ListBranches, error);
        }
    }
}

/// What the user has typed into the topmost dialog.
fn typed(scene: &Scene) -> Option<Vec<String>> {
    let text = |draft: &FieldState| match draft {
        FieldState::Text(input) | FieldState::Amount(input) => input.value().to_owned(),
        _ => String::new(),
    };
    Some(match scene.model.dialogs.shown()? {
        Dialog::Form(form) => {
            let changed = form.visible().filter(|(_, field)| field.was.is_some());
            changed.map(|(_, field)| text(&field.draft)).collect()
        }
        Dialog::Palette(palette) => vec![palette.input.value().to_owned()],
        Dialog::Prompt(prompt) => vec![prompt.input.value().to_owned()],
        Dialog::Confirm(confirm) => match &confirm.guard {
            ConfirmedBy::Typed { input, .. } => vec![input.value().to_owned()],
            _ => return None,
        },
        _ => return None,
    })
}

fn act(scene: &mut Scene, display: &mut Display, deed: Deed) -> Result<(), TestCaseError> {
    let before = (scene.model.dialogs.top_id(), typed(scene));
    let keeps_text = match &deed {
        Deed::Step(Step::Size(width, height)) => {
            display.resize((*width, *height));
            true
        }
        Deed::Step(Step::Branches(_) | Step::Computes(_)) | Deed::News(_) => true,
        Deed::Step(_) | Deed::Paste(_) | Deed::Click(_) => false,
    };
    match deed {
        Deed::Step(step) => any_keys::take(scene, step),
        Deed::Paste(text) => scene.tell(Msg::Paste(text)),
        Deed::Click(cell) => {
            report(scene, cell, MouseAct::Press);
            report(scene, cell, MouseAct::Release);
        }
        Deed::News(news) => tell(scene, news),
    }
    if keeps_text && before.1.is_some() {
        let after = (scene.model.dialogs.top_id(), typed(scene));
        prop_assert_eq!(before, after, "what was typed is lost");
    }
    is_valid(scene)?;
    display.follow(&mut scene.model);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(96), ..ProptestConfig::default() })]

    #[test]
    fn any_data_is_shown_safely(
        first in news(), linear: bool, wide: bool, deeds in prop::collection::vec(deeds(), 0..40)
    ) {
        let mut scene = Scene::new();
        scene.model.settings.mouse = true;
        scene.model.browser.panes.linear = linear;
        scene.model.settings.wide_ambiguous = Some(wide);
        let mut display = Display::new(scene.model.browser.panes.size);
        scene.model.neon.touched = true;
        tell(&mut scene, first);
        display.follow(&mut scene.model);
        for deed in deeds {
            act(&mut scene, &mut display, deed)?;
        }
        leads_out(&mut scene)?;
    }
}
