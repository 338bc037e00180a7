//! Connection strings: chosen, masked, fetched once, copied.

use crate::scene::{MAIN, PROJECT, Scene};
use lazyneon::{
    api::{ApiError, Operation},
    connect::formats::{Formats, Template},
    neon::{Slot, Task},
    ui::{
        CopyRoute, CopyText, Effect, Msg, Scope, Target,
        dialog::{
            connect::{Connect, Part, Status},
            kinds::Dialog,
        },
    },
};
use serde_json::{Value, json};

const URI: &str = "postgresql://neondb_owner:npg_s3cret@ep-main-pooler.us-east-2.aws.neon.tech/neondb?channel_binding=require&sslmode=require";
const DIRECT: &str = "postgresql://neondb_owner:npg_s3cret@ep-main.us-east-2.aws.neon.tech/neondb?channel_binding=require&sslmode=require";

fn dialog(scene: &Scene) -> &Connect {
    match scene.model.dialogs.shown() {
        Some(Dialog::Connect(connect)) => connect,
        other => panic!("{other:?}"),
    }
}

fn open(branch: &str) -> Scene {
    let mut scene = Scene::new();
    scene.select(branch);
    scene.press("c");
    scene
}

fn line(scene: &Scene, part: Part) -> String {
    let lines = dialog(scene).lines(&scene.model.settings, &scene.model.neon);
    lines
        .into_iter()
        .find(|line| line.part == part)
        .unwrap()
        .value
}

fn uri(scene: &mut Scene, slot: Slot, text: &str) {
    scene.answer(slot, Operation::GetConnectionUri, &json!({"uri": text}));
}

fn contents(scene: &mut Scene, branch: &str, databases: &[(&str, &str)], roles: Value) {
    let list: Vec<Value> = databases
        .iter()
        .map(|(name, owner)| json!({"id": 1, "branch_id": branch, "name": name, "owner_name": owner}))
        .collect();
    scene.answer(
        Slot::Databases(PROJECT.into(), branch.into()),
        Operation::ListDatabases,
        &json!({"databases": list}),
    );
    scene.answer(
        Slot::Roles(PROJECT.into(), branch.into()),
        Operation::ListRoles,
        &json!({"roles": roles}),
    );
}

fn copied(scene: &mut Scene) -> Option<(String, String)> {
    std::mem::take(&mut scene.effects)
        .into_iter()
        .find_map(|effect| match effect {
            Effect::Copy {
                text: CopyText::Secret(text),
                label,
            } => Some((text.expose().to_owned(), label)),
            _ => None,
        })
}

#[test]
fn enter_fetches_and_copies_and_nothing_is_fetched_before() {
    let mut scene = open("main");
    assert!(
        scene.requests().is_empty(),
        "all is known: nothing is asked"
    );
    assert_eq!(line(&scene, Part::Role), "neondb_owner");
    let preview = dialog(&scene).preview(&scene.model).unwrap();
    assert_eq!(preview, URI.replace("npg_s3cret", "********"));
    let said = dialog(&scene).state_lines(
        &scene.model.keyboard.keymap,
        &scene.model.settings,
        &scene.model.neon,
    );
    assert_eq!(said[0].text, "active, connects immediately");

    scene.press("Enter");
    let asked = scene.requests();
    assert_eq!(asked.len(), 1);
    assert!(
        asked[0].contains("database_name=neondb") && asked[0].ends_with("pooled=true"),
        "{asked:?}"
    );
    uri(&mut scene, Slot::Uri, URI);
    let (text, label) = copied(&mut scene).unwrap();
    assert_eq!(text, URI);
    assert_eq!(label, "URI for PROD main / neondb as neondb_owner, pooled");
    assert!(
        !scene.model.dialogs.is_empty(),
        "an answer closed the dialog"
    );
}

#[test]
fn a_pair_takes_two_requests() {
    let mut scene = open("main");
    scene.press("r Enter");
    let asked = scene.requests();
    assert!(
        asked[0].ends_with("pooled=true") && asked[1].ends_with("pooled=false"),
        "{asked:?}"
    );
    uri(&mut scene, Slot::UriDirect, DIRECT);
    assert!(copied(&mut scene).is_none(), "half a pair is not copied");
    uri(&mut scene, Slot::Uri, URI);
    let (text, label) = copied(&mut scene).unwrap();
    assert_eq!(
        text,
        format!("DATABASE_URL=\"{URI}\"\nDATABASE_URL_UNPOOLED=\"{DIRECT}\"\n")
    );
    assert!(
        label.contains(".env pair") && label.ends_with("pooled and direct"),
        "{label}"
    );
}

#[test]
fn a_secret_is_shown_for_ten_seconds_and_for_this_choice_only() {
    let mut scene = open("main");
    scene.press("v");
    uri(&mut scene, Slot::Uri, URI);
    assert_eq!(dialog(&scene).revealed.as_ref().unwrap().0.expose(), URI);
    assert!(
        !format!("{:?}", scene.model).contains("s3cret"),
        "Debug shows a secret"
    );
    scene.requests();
    scene.press("Enter");
    assert_eq!(
        copied(&mut scene).unwrap().0,
        URI,
        "what is shown is copied without asking again"
    );

    let mut scene = open("main");
    scene.press("v");
    uri(&mut scene, Slot::Uri, URI);
    scene.tell(lazyneon::ui::Msg::Elapsed(Slot::Reveal));
    assert!(dialog(&scene).revealed.is_none());
    scene.press("v");
    uri(&mut scene, Slot::Uri, URI);
    scene.press("2");
    assert!(
        dialog(&scene).revealed.is_none(),
        "another choice shows nothing"
    );
    scene.press("v");
    scene.press("2");
    uri(&mut scene, Slot::Uri, URI);
    assert!(
        dialog(&scene).revealed.is_some(),
        "the same choice waits on"
    );
}

#[test]
fn another_branch_is_loaded_when_it_is_chosen() {
    let mut scene = open("main");
    while dialog(&scene).at != Part::Branch {
        scene.press("Tab");
    }
    let before = line(&scene, Part::Branch);
    scene.press("→");
    assert_ne!(line(&scene, Part::Branch), before);
    let branch = dialog(&scene).branch.clone().unwrap();
    assert_eq!(line(&scene, Part::Database), "loading …");
    let asked = scene.requests();
    assert_eq!(asked.len(), 2, "{asked:?}");
    scene.press("Enter");
    assert!(scene.requests().is_empty());
    assert!(scene.said().contains("not loaded yet"), "{}", scene.said());
    let roles = json!([{"branch_id": "x", "name": "authenticator"}, {"branch_id": "x", "name": "ghost", "authentication_method": "no_login"},
        {"branch_id": "x", "name": "app"}]);
    contents(
        &mut scene,
        branch.as_str(),
        &[("shop", "app"), ("audit", "ghost")],
        roles,
    );
    assert_eq!(
        (line(&scene, Part::Database), line(&scene, Part::Role)),
        ("shop".to_owned(), "app".to_owned())
    );
    while dialog(&scene).at != Part::Role {
        scene.press("Tab");
    }
    scene.press("→ → →");
    assert_eq!(
        line(&scene, Part::Role),
        "app",
        "managed roles and those without login are not offered"
    );
}

#[test]
fn an_error_keeps_the_dialog() {
    let mut scene = open("staging");
    assert_eq!(line(&scene, Part::Role), "loading …");
    contents(
        &mut scene,
        "br-staging",
        &[("neondb", "app")],
        json!([{"branch_id": "br-staging", "name": "app"}]),
    );
    let said = dialog(&scene).state_lines(
        &scene.model.keyboard.keymap,
        &scene.model.settings,
        &scene.model.neon,
    );
    assert_eq!(said[0].text, "idle: connecting wakes it (0.25 CU)");
    scene.press("Enter");
    let error = ApiError::from_answer(412, r#"{"message": "storing passwords is disabled"}"#, None);
    scene.fail(Slot::Uri, Operation::GetConnectionUri, error);
    let Status::Refused { why, no_password } = &dialog(&scene).status else {
        panic!("{:?}", dialog(&scene).status);
    };
    assert!(why.starts_with("password not stored for app"), "{why}");
    assert!(no_password);
    let said = dialog(&scene).state_lines(
        &scene.model.keyboard.keymap,
        &scene.model.settings,
        &scene.model.neon,
    );
    let last = &said.last().unwrap().text;
    assert!(last.starts_with("X resets it"), "{last}");
    scene.press("→");
    assert_eq!(dialog(&scene).status, Status::Choosing);
}

#[test]
fn leaving_stops_waiting() {
    let mut scene = open("main");
    scene.press("Enter Esc");
    assert!(scene.model.dialogs.is_empty());
    let cancels = scene
        .effects
        .iter()
        .any(|effect| matches!(effect, Effect::Task(Task::Cancel(Slot::Uri))));
    assert!(cancels);
    uri(&mut scene, Slot::Uri, URI);
    assert!(copied(&mut scene).is_none(), "nobody waits for it any more");
}

#[test]
fn several_databases_are_asked_about_and_not_guessed() {
    let roles = json!([{"branch_id": MAIN, "name": "one"}, {"branch_id": MAIN, "name": "two"}]);
    let mut scene = Scene::new();
    scene.select("main");
    contents(
        &mut scene,
        MAIN,
        &[("shop", "one"), ("audit", "two")],
        roles.clone(),
    );
    scene.effects.clear();
    scene.press("Y");
    assert!(
        scene.said().contains("main has 2 databases"),
        "{}",
        scene.said()
    );
    assert_eq!(dialog(&scene).database.as_ref().unwrap().as_str(), "shop");

    let mut scene = Scene::new();
    scene.select("main");
    contents(
        &mut scene,
        MAIN,
        &[("shop", "one"), ("neondb", "two")],
        roles,
    );
    scene.effects.clear();
    scene.press("Y");
    let asked = scene.requests();
    assert!(
        asked[0].contains("database_name=neondb&role_name=two"),
        "{asked:?}"
    );
}

#[test]
fn a_project_without_passwords_has_no_uri() {
    let mut scene = Scene::new();
    scene.answer(
        Slot::Project(PROJECT.into()),
        Operation::GetProject,
        &json!({"project": {"id": PROJECT, "name": "storefront", "store_passwords": false}}),
    );
    scene.select("main");
    scene.effects.clear();
    scene.press("Y");
    assert!(scene.requests().is_empty());
    assert!(
        scene.said().contains("keeps no passwords"),
        "{}",
        scene.said()
    );
}

#[test]
fn keys_of_formats_are_their_own() {
    let template = || Template::read("{uri}").unwrap();
    let formats = Formats::with((0..40).map(|at| (format!("mine {at}"), template())));
    assert!(formats.len() > 45, "the user's formats have keys");
    for (at, format) in formats.iter().enumerate() {
        let others = &formats[at + 1..];
        assert!(others.iter().all(|other| other.key != format.key));
        let taken = lazyneon::ui::action::in_scope(Scope::Connect);
        assert!(
            taken
                .flat_map(|(_, place)| place.keys)
                .all(|key| *key != format.key.to_string()),
            "{}",
            format.name
        );
    }
}

#[test]
fn a_text_of_names_asks_for_nothing() {
    let mut scene = open("main");
    scene.press("t Enter");
    assert!(scene.requests().is_empty() && scene.said().is_empty());
    scene.press("Enter");
    let copied = scene.effects.iter().find_map(|effect| match effect {
        Effect::Copy {
            text: CopyText::Plain(text),
            ..
        } => Some(text.clone()),
        _ => None,
    });
    assert_eq!(
        copied.unwrap(),
        format!(
            "neon connection-string main --project-id {PROJECT} --database-name neondb --role-name neondb_owner --pooled"
        )
    );
}

fn go(scene: &mut Scene, part: Part) {
    while dialog(scene).at != part {
        scene.press("Tab");
    }
}

#[test]
fn the_certificate_is_checked_as_asked() {
    let mut scene = open("main");
    go(&mut scene, Part::Ssl);
    scene.press("→ → Enter");
    scene.requests();
    uri(&mut scene, Slot::Uri, URI);
    let (text, _) = copied(&mut scene).unwrap();
    assert_eq!(text, URI.replace("sslmode=require", "sslmode=verify-full"));
    scene.press("2");
    let preview = dialog(&scene).preview(&scene.model).unwrap();
    assert!(preview.contains("sslrootcert=system"), "{preview}");
    go(&mut scene, Part::Ssl);
    scene.press("→ 1");
    let preview = dialog(&scene).preview(&scene.model).unwrap();
    assert!(!preview.contains("sslmode"), "{preview}");
}

#[test]
fn the_past_has_a_host_of_its_own_and_no_pooler() {
    let mut scene = open("main");
    go(&mut scene, Part::At);
    for c in "2026-11-21T12:00:00Z".chars() {
        scene.key(lazyneon::key::Key::char(c));
    }
    assert_eq!(line(&scene, Part::Pooled), "no, it is in the past");
    scene.press("Enter");
    let asked = scene.requests();
    assert!(asked[0].ends_with("pooled=false"), "{asked:?}");
    uri(&mut scene, Slot::Uri, DIRECT);
    let (text, _) = copied(&mut scene).unwrap();
    assert_eq!(
        text,
        "postgresql://neondb_owner:npg_s3cret@br-main.us-east-2.aws.neon.tech/neondb?channel_binding=require&sslmode=require&options=neon_timestamp%3A2026-11-21T12%3A00%3A00Z"
    );
    scene.press("Ctrl-u");
    for c in "0/1DE2850".chars() {
        scene.key(lazyneon::key::Key::char(c));
    }
    scene.press("Tab t");
    let preview = dialog(&scene).preview(&scene.model).unwrap();
    assert!(preview.contains("main@0/1DE2850"), "{preview}");
    assert!(!preview.contains("--pooled"), "{preview}");
}

#[test]
fn a_time_that_is_none_is_said_and_asks_for_nothing() {
    let mut scene = open("main");
    for (typed, why) in [
        ("gestern", "is not valid"),
        ("2027-01-01", "is in the future"),
    ] {
        go(&mut scene, Part::At);
        scene.press("Ctrl-u");
        for c in typed.chars() {
            scene.key(lazyneon::key::Key::char(c));
        }
        let said = dialog(&scene).state_lines(
            &scene.model.keyboard.keymap,
            &scene.model.settings,
            &scene.model.neon,
        );
        assert!(
            said.iter().any(|line| line.bad && line.text.contains(why)),
            "{said:?}"
        );
        scene.press("Enter");
        assert!(scene.requests().is_empty());
        assert!(scene.said().contains(why), "{}", scene.said());
    }
}

#[test]
fn the_chosen_role_gets_a_new_password_from_here() {
    let mut scene = open("main");
    scene.press("X");
    match scene.model.dialogs.shown() {
        Some(Dialog::Confirm(confirm)) => {
            assert!(
                confirm
                    .title
                    .starts_with("Reset the password of neondb_owner on main")
            );
        }
        other => panic!("{other:?}"),
    }
    scene.press("Esc");
    dialog(&scene);
}

/// Reports a copy; returns whether the clipboard will be cleared later.
fn is_cleared_later(scene: &mut Scene, route: CopyRoute, text: CopyText) -> bool {
    scene.tell(Msg::Copied {
        text,
        label: "URI".to_owned(),
        route,
    });
    let effects = std::mem::take(&mut scene.effects);
    effects.iter().any(|effect| {
        matches!(
            effect,
            Effect::Task(Task::After {
                slot: Slot::Clipboard,
                ..
            })
        )
    })
}

fn secret() -> CopyText {
    CopyText::Secret(URI.to_owned().into())
}

#[test]
fn a_secret_does_not_stay_on_a_clipboard_that_can_be_looked_at() {
    let mut scene = Scene::new();
    assert!(is_cleared_later(&mut scene, CopyRoute::Native, secret()));
    assert!(
        scene.said().contains("(clipboard, cleared in 1m)"),
        "{}",
        scene.said()
    );
    scene.tell(Msg::Elapsed(Slot::Clipboard));
    let cleared = scene
        .effects
        .iter()
        .any(|effect| matches!(effect, Effect::ClearClipboard(text) if text.expose() == URI));
    assert!(cleared);
    scene.effects.clear();
    scene.tell(Msg::Elapsed(Slot::Clipboard));
    assert!(scene.effects.is_empty(), "it is cleared once");

    assert!(is_cleared_later(&mut scene, CopyRoute::Tmux, secret()));
    assert!(!is_cleared_later(
        &mut scene,
        CopyRoute::Tmux,
        CopyText::Plain("main".to_owned())
    ));
    scene.tell(Msg::Elapsed(Slot::Clipboard));
    assert!(
        scene.effects.is_empty(),
        "somebody has copied something else"
    );
    assert!(is_cleared_later(
        &mut scene,
        CopyRoute::TmuxBuffer,
        secret()
    ));
    scene.model.settings.clear_clipboard_seconds = 0;
    assert!(!is_cleared_later(&mut scene, CopyRoute::Native, secret()));
}

#[test]
fn the_console_has_a_page_for_everything() {
    use lazyneon::ui::{Action, local_job::LocalJob};
    let mut scene = Scene::new();
    scene.select("dev");
    scene.act(Action::OpenConsole);
    let page = scene.effects.iter().find_map(|effect| match effect {
        Effect::LocalJob(LocalJob::Open(page)) => Some(page.clone()),
        _ => None,
    });
    let page = page.unwrap();
    assert_eq!(
        page,
        format!("https://console.neon.tech/app/projects/{PROJECT}/branches/br-dev")
    );
    let done = lazyneon::ui::local_job::Done::Opened(
        page.clone(),
        Err("over SSH there is no browser".to_owned()),
    );
    scene.tell(lazyneon::ui::Msg::Done(done));
    assert!(scene.said().contains(&page), "{}", scene.said());
    let copied = scene.effects.iter().any(
        |effect| matches!(effect, Effect::Copy { text: CopyText::Plain(text), .. } if *text == page),
    );
    assert!(copied);
}

#[test]
fn a_copy_through_the_terminal_says_how_it_went_and_that_it_stays() {
    let mut scene = Scene::new();
    for (known, begin) in [(true, "copied URI (sent to"), (false, "URI: sent to")] {
        let through = Some("GNU screen");
        let route = CopyRoute::Osc52 { through, known };
        assert!(!is_cleared_later(&mut scene, route, secret()));
        let all = scene.said();
        let said = all.lines().last().unwrap_or_default();
        assert!(
            said.starts_with(begin) && said.contains("which keeps it"),
            "{said}"
        );
        assert!(said.contains("through GNU screen"), "{said}");
        assert_eq!(said.contains("c, then v shows it"), !known, "{said}");
    }
}

#[test]
fn a_new_api_key_is_not_looked_for_in_connect() {
    let mut scene = Scene::new();
    let key = Target::ApiKey(None, "7".into());
    scene.model.changes.new_password = Some((key, URI.to_owned().into()));
    let route = CopyRoute::Osc52 {
        through: None,
        known: false,
    };
    assert!(!is_cleared_later(&mut scene, route, secret()));
    let said = scene.said();
    assert!(said.contains("unconfirmed"), "{said}");
    assert!(!said.contains("shows it"), "{said}");
}
