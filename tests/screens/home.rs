//! The page of an organization.

use super::{
    page::text,
    scene::{ORG, STOREFRONT, Scene, project},
};
use lazyneon::{
    api::Operation,
    changes::log::LoggedChange,
    neon::Slot,
    ui::{Action, Target},
};
use serde_json::{Value, json};

/// The page with a list of projects that have used something, some of them looked into.
pub fn home(size: (u16, u16), limit: Option<u32>) -> Scene {
    let mut scene = Scene::projects(size);
    let used = |id: &str, name: &str, hours: u64| -> Value {
        let mut project = project(id, name, "aws-us-east-2", 17);
        project["cpu_used_sec"] = json!(hours * 3_600);
        project["quota_reset_at"] = json!("2026-09-01T00:00:00Z");
        project
    };
    let page = json!({"projects": [
        used(STOREFRONT, "storefront", 1_240),
        used("icy-river-1", "billing", 610),
        used("odd-sun-2", "在庫管理", 88),
        used("odd-sun-3", "identity-and-access-management", 31),
        used("odd-sun-4", "docs", 0),
    ], "pagination": {}});
    let org = Target::Org(ORG.into());
    scene.answer(Slot::List(org.clone()), Operation::ListProjects, &page);
    scene.inside();
    scene.select(&org);
    if let Some(cents) = limit {
        let limit = json!({ "spending_limit_cents": cents });
        scene.answer(
            Slot::Spending(ORG.into()),
            Operation::GetSpendingLimit,
            &limit,
        );
    }
    scene
}

#[test]
fn the_home_at_some_sizes() {
    for size in [(80, 24), (120, 40), (160, 45), (200, 60)] {
        let mut scene = home(size, Some(50_000));
        scene.act(Action::FocusDetails);
        let (width, height) = size;
        insta::assert_snapshot!(format!("home_{width}x{height}"), text(&scene.draw("dark")));
    }
}

#[test]
fn the_home_is_readable_in_ascii() {
    let mut scene = home((120, 40), Some(50_000));
    scene.model.settings.ascii = true;
    let screen = text(&scene.draw("mono"));
    let gauge = screen.lines().find(|line| line.contains('%')).unwrap();
    assert!(gauge.contains("##==") && gauge.contains("==--"), "{screen}");
    let bar = screen.lines().find(|line| line.contains("$70"));
    assert!(bar.unwrap().contains("#####"), "{screen}");
}

#[test]
fn without_a_limit_there_is_no_gauge() {
    let screen = text(&home((120, 40), None).draw("auto"));
    assert!(
        screen.contains("SPENT") && !screen.contains('░'),
        "{screen}"
    );
}

/// Changes of the last days, and one that Neon has refused.
fn changes() -> Vec<LoggedChange> {
    let change = |id: &str, at: &str, what: &str, name: &str, result: &str| {
        let change = json!({
            "id": id, "at": at, "ended": at, "host": "h", "what": what, "name": name,
            "org": {"id": ORG, "name": "Acme Labs"},
            "project": {"id": STOREFRONT, "name": "storefront"},
            "branch": {"id": "br-1", "name": name}, "method": "POST", "path": "/", "result": result,
            "message": (result == "refused").then_some("the branch has children"),
        });
        serde_json::from_value(change).unwrap()
    };
    vec![
        change(
            "1",
            "2026-08-20T09:00:00Z",
            "create branch",
            "preview/pr-398",
            "ok",
        ),
        change(
            "2",
            "2026-08-23T13:20:00Z",
            "delete branch",
            "staging",
            "refused",
        ),
        change(
            "3",
            "2026-08-23T14:00:00Z",
            "restore branch",
            "production",
            "ok",
        ),
    ]
}

#[test]
fn the_home_with_changes_at_some_sizes() {
    for size in [(80, 24), (160, 45)] {
        let mut scene = home(size, Some(50_000));
        scene.model.changes.log.restore(changes());
        scene.act(Action::FocusDetails);
        scene.act(Action::Bottom);
        let (width, height) = size;
        insta::assert_snapshot!(
            format!("home_changes_{width}x{height}"),
            text(&scene.draw("dark"))
        );
    }
}
