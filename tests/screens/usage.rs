//! The Usage tab.

use super::{
    page::text,
    scene::{ORG, STOREFRONT, Scene},
};
use lazyneon::{
    api::Operation,
    kinds::usage::Report,
    neon::Slot,
    ui::{Action, Target, usage},
};
use serde_json::{Value, json};
use std::sync::Arc;

/// Days of use since 1 July: compute in CU-seconds, storage, transfer.
fn days(id: &str, share: f64) -> Value {
    let day = |at: usize| {
        let (month, day) = if at < 31 { (7, at + 1) } else { (8, at - 30) };
        let weekend = if at % 7 > 4 { 0.4 } else { 1.0 };
        let start = format!("2026-{month:02}-{day:02}T00:00:00Z");
        let value = |name: &str, value: f64| json!({"metric_name": name, "value": value.round()});
        json!({"timeframe_start": start, "timeframe_end": start, "metrics": [
            value("compute_unit_seconds", share * weekend * 90_000.0 * (1.0 + at as f64 / 100.0)),
            value("root_branch_bytes_month", share * 4e8),
            value("instant_restore_bytes_month", share * 1e8),
            value("public_network_transfer_bytes", share * weekend * 4e9),
        ]})
    };
    let days = |range: std::ops::Range<usize>| range.map(day).collect::<Vec<_>>();
    let period = |start: &str, days: Vec<Value>| json!({"period_id": "1", "period_plan": "launch_v3", "period_start": start, "consumption": days});
    json!({"project_id": id, "periods": [
        period("2026-07-01T00:00:00Z", days(0..31)),
        period("2026-08-01T00:00:00Z", days(31..54)),
    ]})
}

/// The page of an organization with some projects.
pub fn page(size: (u16, u16)) -> Scene {
    let mut scene = Scene::projects(size);
    let org = Target::Org(ORG.into());
    scene.select(&org);
    scene.act(Action::Usage);
    let period = usage::period(&scene.model.browser, scene.model.neon.now);
    let (key, _) = usage::keys(&org, period);
    let page = json!({"projects": [
        days(STOREFRONT, 0.6), days("icy-river-1", 0.3), days("odd-sun-2", 0.1),
    ], "pagination": {}});
    scene.answer(
        Slot::ProjectUsage(key),
        Operation::GetProjectConsumption,
        &page,
    );
    scene
}

#[test]
fn the_use_of_an_organization_at_some_sizes() {
    for size in [(80, 24), (120, 40), (160, 45)] {
        let (width, height) = size;
        let scene = page(size);
        insta::assert_snapshot!(format!("usage_{width}x{height}"), text(&scene.draw("dark")));
    }
}

#[test]
fn changes_are_words_in_ascii() {
    let mut scene = page((120, 40));
    let screen = text(&scene.draw("dark"));
    assert!(screen.contains("▲ 27 % against"), "{screen}");
    scene.model.settings.ascii = true;
    let screen = text(&scene.draw("mono"));
    assert!(screen.contains("27 % more against"), "{screen}");
    assert!(
        screen.contains("####") && screen.is_ascii() == screen.replace("在庫管理", "").is_ascii()
    );
}

#[test]
fn own_prices_and_where_they_are_from_are_shown() {
    let mut scene = page((160, 70));
    scene.model.neon.store.prices.from = "contract of July".to_owned();
    scene.model.neon.store.prices.compute = Some(1.0);
    let screen = text(&scene.draw("dark"));
    assert!(
        screen.contains("estimates at the contract of July"),
        "{screen}"
    );
}

/// The report of what is selected, once Neon has answered with these projects.
fn answered(scene: &mut Scene, of: &Target, projects: &Value) -> Arc<Report> {
    let period = usage::period(&scene.model.browser, scene.model.neon.now);
    let (key, _) = usage::keys(of, period);
    let page = json!({"projects": projects, "pagination": {}});
    scene.answer(
        Slot::ProjectUsage(key),
        Operation::GetProjectConsumption,
        &page,
    );
    let (_, report) = usage::report(&scene.model.browser, &scene.model.neon, of);
    report.unwrap()
}

#[test]
fn free_traffic_is_that_of_the_organization_in_a_month() {
    let mut scene = page((120, 60));
    let (org, project) = (Target::Org(ORG.into()), Target::Project(STOREFRONT.into()));
    scene.model.neon.store.prices.transfer_included = 10.0;
    let (_, of_org) = usage::report(&scene.model.browser, &scene.model.neon, &org);
    let row = of_org.unwrap().parts[0].clone();
    assert_eq!(row.target.as_ref(), Some(&project));
    scene.select(&project);
    scene.act(Action::Usage);
    let own = answered(&mut scene, &project, &json!([days(STOREFRONT, 0.6)]));
    assert!((own.total - row.value).abs() < 1e-6, "{own:?} {row:?}");
    assert!(text(&scene.draw("dark")).contains("are free"));
    // An hour has its share of what is billed in the month, not the free traffic of a whole month.
    scene.act(Action::NextInterval);
    scene.act(Action::NextInterval);
    let hour = json!([{"project_id": STOREFRONT, "periods": [{
        "period_id": "1", "period_plan": "launch_v3", "period_start": "2026-08-01T00:00:00Z",
        "consumption": [{"timeframe_start": "2026-08-23T01:00:00Z", "metrics": [
            {"metric_name": "public_network_transfer_bytes", "value": 1e9},
        ]}],
    }]}]);
    let by_hour = answered(&mut scene, &project, &hour);
    let traffic = own
        .metrics
        .iter()
        .find(|row| row.metric.as_str() == "public_network_transfer_bytes");
    let traffic = traffic.unwrap();
    let wanted = traffic.cost.unwrap() / traffic.amount * 1e9;
    assert!(
        wanted > 0.05 && (by_hour.total - wanted).abs() < 1e-6,
        "{by_hour:?}"
    );
}

#[test]
fn traffic_costs_in_full_while_that_of_the_organization_is_unknown() {
    let mut scene = Scene::projects((120, 60));
    let project = Target::Project(STOREFRONT.into());
    scene.select(&project);
    scene.act(Action::Usage);
    let report = answered(&mut scene, &project, &json!([days(STOREFRONT, 0.6)]));
    assert!(
        report.metrics.iter().all(|row| row.cost > Some(0.0)),
        "{report:?}"
    );
    let screen = text(&scene.draw("dark"));
    assert!(screen.contains("not subtracted"), "{screen}");
}

#[test]
fn the_projects_to_count_are_chosen_once_the_list_has_arrived() {
    let mut scene = Scene::projects((120, 60));
    let org = Target::Org(ORG.into());
    scene.select(&org);
    let store = &mut scene.model.neon.store;
    let list = store.lists.get_mut(&org).unwrap();
    let rows = std::mem::take(&mut list.rows);
    list.state.start_loading();
    scene.act(Action::Usage);
    let period = usage::period(&scene.model.browser, scene.model.neon.now);
    let (key, _) = usage::keys(&org, period);
    let known = scene.model.neon.store.usage.get(&key);
    assert!(known.is_some_and(|known| known.is_absent()), "too early");
    assert!(text(&scene.draw("dark")).contains("loading usage"));
    // A part of the list has arrived.
    let now = scene.model.neon.now;
    let list = scene.model.neon.store.lists.get_mut(&org).unwrap();
    list.rows = rows;
    list.cursor = Some("more".to_owned());
    list.state.set((), now);
    usage::ask(&scene.model.browser, &mut scene.model.neon, false);
    let report = answered(&mut scene, &org, &json!([days(STOREFRONT, 0.6)]));
    assert_eq!(report.parts.len(), 1);
    let screen = text(&scene.draw("dark"));
    scene.act(Action::Bottom);
    let bottom = text(&scene.draw("dark"));
    assert!(
        (screen + &bottom).contains("Only the 3 projects loaded are counted."),
        "{bottom}"
    );
}
