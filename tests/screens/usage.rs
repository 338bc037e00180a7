//! The Usage tab.

use super::{
    page::text,
    scene::{ORG, STOREFRONT, Scene},
};
use lazyneon::{
    api::Operation,
    neon::Slot,
    ui::{Action, Target, usage},
};
use serde_json::{Value, json};

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
fn page(size: (u16, u16)) -> Scene {
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
