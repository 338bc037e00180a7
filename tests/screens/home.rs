//! The page of an organization.

use super::{
    page::text,
    scene::{ORG, STOREFRONT, Scene, project},
};
use lazyneon::{
    api::Operation,
    neon::Slot,
    ui::{Action, Target},
};
use serde_json::{Value, json};

/// The page with a list of projects that have used something, some of them looked into.
fn home(size: (u16, u16), limit: Option<u32>) -> Scene {
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
