//! What a frame and a key cost, by the number of rows in the tree or in a table: it must not depend on it.
//!
//! Absolute times on a shared machine say little; the ratios within one run are what counts.
//! `cargo bench --bench frame`. Ends with an error when hidden rows cost something.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use lazyneon::{
    api::{
        Answer, Exchange, LogEntry, Method, Operation,
        types::{Branch, ProjectId},
    },
    key::Key,
    neon::{Session, Slot, account::CredentialSource},
    ui::{Action, Keymap, Model, Msg, Startup, Target, perform_action, update},
    view::{Theme, draw},
};
use ratatui::{Terminal, backend::TestBackend};
use std::{
    hint::black_box,
    time::{Duration, Instant},
};

const SIZE: (u16, u16) = (160, 50);
const ROUNDS: usize = 400;

fn model(projects: usize) -> Model {
    let now = "2026-11-21T14:02:13Z".parse().unwrap();
    let session = Startup {
        session: Session {
            origin: Some(CredentialSource::Variable),
            eager_projects: usize::MAX,
            ..Session::default()
        },
        ..Startup::default()
    };
    let mut model = Model::new(session, Keymap::default(), now, SIZE);
    update(&mut model, Msg::Start);
    let row = |at: usize| {
        format!(
            r#"{{"id":"old-fire-{at:08}","name":"project-{at:06}","region_id":"aws-us-east-2","pg_version":17,"org_id":"org-acme"}}"#
        )
    };
    let rows: Vec<String> = (0..projects).map(row).collect();
    let body = format!(r#"{{"projects":[{}],"pagination":{{}}}}"#, rows.join(","));
    let log = LogEntry {
        at: now,
        operation: Operation::ListProjects,
        method: Method::Get,
        target: String::new(),
        body: None,
        status: Some(200),
        ms: 1,
        tries: 1,
        request_id: None,
        error: None,
        bytes: 0,
    };
    let exchange = Exchange {
        answer: Answer::decode(Operation::ListProjects, 200, &body),
        raw: None,
        log,
    };
    let slot = Slot::List(Target::Org("".into()));
    update(
        &mut model,
        Msg::Answered {
            slot,
            exchange: Box::new(exchange),
        },
    );
    assert_eq!(
        model.browser.tree.rows.len(),
        projects + 1,
        "the projects are in the tree"
    );
    model
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// A table of so many branches.
fn table(branches: usize) -> Model {
    let mut model = model(1);
    let project = ProjectId::from("old-fire-00000000");
    let inside = model.neon.store.inside_mut(&project);
    let branch = |at: usize| Branch {
        id: format!("br-{at:06}").as_str().into(),
        name: format!("preview/pr-{at:06}").into(),
        project_id: project.clone(),
        parent_id: (at > 0).then(|| format!("br-{:06}", (at - 1) / 50).as_str().into()),
        ..Branch::default()
    };
    let all = (0..branches).map(branch);
    let all = all.map(|branch| (branch.id.clone(), branch)).collect();
    inside.branches.set(all, model.neon.now);
    let now = model.neon.now;
    model
        .neon
        .store
        .inside_mut(&project)
        .set_endpoints(Vec::new(), Vec::new(), now);
    update(&mut model, Msg::Key(Key::char('j')));
    perform_action(&mut model, Action::Branches);
    assert_eq!(model.browser.table.as_ref().unwrap().rows.len(), branches);
    model
}

/// The median times of a key and of the frame after it, each moving the cursor and the list.
fn measure(mut model: Model) -> (Duration, Duration) {
    let mut terminal = Terminal::new(TestBackend::new(SIZE.0, SIZE.1)).unwrap();
    let theme = Theme::named("auto").unwrap();
    let (mut keys, mut frames) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let key = if round / 40 % 2 == 0 { 'j' } else { 'k' };
        let began = Instant::now();
        black_box(update(&mut model, Msg::Key(Key::char(key))));
        keys.push(began.elapsed());
        let began = Instant::now();
        terminal.draw(|frame| draw(frame, &model, &theme)).unwrap();
        frames.push(began.elapsed());
    }
    (median(keys), median(frames))
}

/// Prints what keys and frames cost with more and more rows; answers the worst ratio to few rows.
fn compare(what: &str, make: fn(usize) -> Model, sizes: [usize; 3]) -> f64 {
    measure(make(100));
    let small = measure(make(100));
    let mut worst: f64 = 0.0;
    println!(
        "{what:>9}  {:>10}  {:>10}  ratio to 100 rows (key + frame)",
        "key", "frame"
    );
    for rows in sizes {
        let (key, frame) = measure(make(rows));
        let ratio = (key + frame).as_secs_f64() / (small.0 + small.1).as_secs_f64();
        worst = worst.max(ratio);
        println!("{rows:>9}  {key:>10.1?}  {frame:>10.1?}  {ratio:.2}");
    }
    worst
}

fn main() {
    let tree = compare("projects", model, [100, 10_000, 100_000]);
    let table = compare("branches", table, [100, 1_000, 5_000]);
    let worst = tree.max(table);
    assert!(
        worst < 1.6,
        "hidden rows cost something: {worst:.2} times the frame of 100 rows"
    );
}
