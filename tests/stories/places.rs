//! Where the program goes at start.

use crate::story::{DEV, DEV_COMPUTE, STAGING, STOREFRONT, Story, branch, compute, seed, vault};
use lazyneon::{
    api::types::ProjectId,
    app::state_store::StateStore,
    emulator::{Clock, Emulator, Fault, Options, serve},
    neon::{Session, account::CredentialSource},
    ui::{
        Action, Msg, Settings, Startup, Target, context::Context,
        navigation_target::NavigationTarget,
    },
};
use serde_json::{Value, json};
use std::{fs, time::Duration};
use tempfile::NamedTempFile;

async fn at(destination: NavigationTarget) -> Story {
    let session = Startup {
        session: Session {
            project: destination.project.as_deref().map(Into::into),
            ..Session::default()
        },
        settings: Settings {
            destination: Some(destination),
            ..Settings::default()
        },
        ..Startup::default()
    };
    let mut story = Story::with(session, Options::default()).await;
    assert!(story.settle().await, "it never came to rest");
    story
}

async fn told(place: &str) -> Story {
    at(NavigationTarget::read(place).unwrap()).await
}

fn database(branch: &str, name: &str) -> Target {
    Target::Database(STOREFRONT.into(), branch.into(), name.into())
}

#[tokio::test(start_paused = true)]
async fn every_kind_of_place_is_gone_to() {
    let host = format!("{DEV_COMPUTE}-pooler.c-2.us-east-2.aws.neon.tech");
    for (place, target) in [
        ("storefront".to_owned(), Target::Project(STOREFRONT.into())),
        (STOREFRONT.to_owned(), Target::Project(STOREFRONT.into())),
        ("storefront/staging".to_owned(), branch(STAGING)),
        ("storefront/dev/maya".to_owned(), branch(DEV)),
        (format!("{STOREFRONT}/{DEV}"), branch(DEV)),
        (
            format!("storefront/dev/maya/{DEV_COMPUTE}"),
            compute(DEV_COMPUTE),
        ),
        (
            "storefront/staging/sessions".to_owned(),
            database(STAGING, "sessions"),
        ),
        (
            "storefront/staging/storefront_app".to_owned(),
            Target::Role(STOREFRONT.into(), STAGING.into(), "storefront_app".into()),
        ),
        (DEV_COMPUTE.to_owned(), compute(DEV_COMPUTE)),
        (DEV.to_owned(), branch(DEV)),
        (host.clone(), compute(DEV_COMPUTE)),
        (
            format!("postgresql://storefront_app:npg_x@{host}/sessions?sslmode=require"),
            database(DEV, "sessions"),
        ),
        (
            format!("https://console.neon.tech/app/projects/{STOREFRONT}/branches/{STAGING}"),
            branch(STAGING),
        ),
    ] {
        let story = told(&place).await;
        assert_eq!(story.model().browser.selected(), Some(&target), "{place}");
        assert!(story.model().start.destination.is_none());
        story.end();
    }
}

/// The seed with projects whose names contain slashes, or differ only in case.
fn with_odd_names() -> NamedTempFile {
    seed(add_odd_names)
}

fn add_odd_names(seed: &mut Value) {
    let project = |id: &str, name: &str, children: &[&str]| {
        let child = |name: &&str| json!({"name": name, "created": "-2d", "size_mb": 30});
        let children: Vec<Value> = children.iter().map(child).collect();
        json!({
            "org": seed["projects"][0]["org"], "name": name, "region": "aws-us-east-2", "pg": 17, "created": "-9d",
            "id": id,
            "branches": [{
                "name": "main", "created": "-9d", "default": true, "size_mb": 30, "roles": ["owner"],
                "databases": {"neondb": "owner", "a/b": "owner"}, "computes": [{"min": 0.25, "max": 1, "last_active": "-2h"}],
                "children": children,
            }],
        })
    };
    let mut odd = [
        project(
            "calm-sea-10000001",
            "acme/web",
            &["feature", "feature/foo", "Foo", "FOO"],
        ),
        project("calm-sea-10000002", "acme", &["web", "api", "web/special"]),
        project("calm-sea-10000003", "Shop", &[]),
        project("calm-sea-10000004", "SHOP", &[]),
        project("calm-sea-10000005", "caf\u{e9}", &["d\u{e9}j\u{e0}"]),
        project("calm-sea-10000006", "re\u{301}sume\u{301}", &[]),
    ];
    // In an organization that is not expanded, Neon is asked for the name.
    odd[5]["org"] = json!("org-quiet-meadow-10384622");
    seed["projects"].as_array_mut().unwrap().extend(odd);
}

/// A PLACE, the path of names that it leads to, and the message.
const PLACES: [(&str, &str, &str); 20] = [
    ("acme/web", "acme/web", ""),
    ("acme/api", "acme › api", ""),
    ("ACME/Web/Main", "acme/web › main", ""),
    ("acme/web/feature/foo", "acme/web › feature/foo", ""),
    (
        "acme/web/feature/foo/neondb",
        "acme/web › feature/foo › neondb",
        "",
    ),
    ("acme/web/feature/a/b", "acme/web › feature › a/b", ""),
    ("acme/web/feature/neondb", "acme/web › feature › neondb", ""),
    // The longer name is tried first; what is not found in it may be in the other.
    ("acme/web/special", "acme › web/special", ""),
    (
        "acme/web/nothing",
        "acme/web",
        "acme/web has no branch nothing",
    ),
    (
        "acme/web/foo",
        "acme/web",
        "2 branches of that name: Foo, FOO",
    ),
    ("acme/web/FOO", "acme/web › FOO", ""),
    ("Lighthouse Labs/acme/web/main", "acme/web › main", ""),
    (
        "lighthouse labs/StoreFront/Staging/Sessions",
        "storefront › staging › sessions",
        "",
    ),
    ("lighthouse labs", "Lighthouse Labs", ""),
    (
        "cafe\u{301}/de\u{301}ja\u{300}",
        "caf\u{e9} › d\u{e9}j\u{e0}",
        "",
    ),
    ("r\u{e9}sum\u{e9}/main", "re\u{301}sume\u{301} › main", ""),
    ("R\u{c9}SUM\u{c9}", "re\u{301}sume\u{301}", ""),
    ("Shop", "Shop", ""),
    ("SHOP/MAIN", "SHOP › main", ""),
    (
        "shop",
        "",
        "2 projects are called shop in other letters: Shop, SHOP",
    ),
];

#[tokio::test(start_paused = true)]
async fn names_match_in_any_case_and_have_slashes_of_their_own() {
    let seed = with_odd_names();
    for (place, there, said) in PLACES {
        let destination = NavigationTarget::read(place).unwrap();
        let session = Startup {
            session: Session {
                project: destination.project.as_deref().map(Into::into),
                ..Session::default()
            },
            settings: Settings {
                destination: Some(destination),
                ..Settings::default()
            },
            ..Startup::default()
        };
        let options = Options {
            seed: Some(seed.path().to_owned()),
            ..Options::default()
        };
        let mut story = Story::with(session, options).await;
        assert!(story.settle().await, "{place} never came to rest");
        let model = story.model();
        let target = model.browser.selected().unwrap().clone();
        let store = &model.neon.store;
        let mut names: Vec<String> = Vec::new();
        if let Some(project) = target.project() {
            names.push(store.name(&Target::Project(project.clone())));
            names.extend(store.branch_of(&target).map(|one| one.name.to_string()));
        }
        if matches!(target, Target::Project(_)) {
            names.truncate(1);
        }
        if !matches!(target, Target::Project(_) | Target::Branch(..)) {
            names.push(store.name(&target));
        }
        if !there.is_empty() {
            assert_eq!(names.join(" › "), there, "{place}");
        }
        assert!(model.start.destination.is_none(), "{place}");
        story.sees(said);
        story.end();
    }
}

#[tokio::test(start_paused = true)]
async fn of_connection_data_only_the_target_goes_on() {
    let host = format!("{DEV_COMPUTE}-pooler.c-2.us-east-2.aws.neon.tech");
    for place in [
        format!("host={host} dbname=sessions user=storefront_app password='npg_SECRET x'"),
        format!("storefront_app:npg_SECRET@{host}/sessions"),
        format!("jdbc:postgresql://{host}/sessions?user=storefront_app&password=npg_SECRET"),
        format!("PGPASSWORD=npg_SECRET psql -h {host} -U storefront_app sessions"),
        format!("export DATABASE_URL=\"postgresql+asyncpg://u:npg_SECRET/@{host}/sessions\""),
    ] {
        let mut story = told(&place).await;
        let target = database(DEV, "sessions");
        assert_eq!(story.model().browser.selected(), Some(&target), "{place}");
        let screen = story.screen();
        let log = format!("{:?}", story.model().neon.log.entries());
        let requests = format!("{:?}", story.neon.requests());
        for text in [screen, log, requests] {
            assert!(!text.contains("SECRET"), "{text}");
        }
        story.end();
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_not_there_is_said_with_what_is() {
    for (place, said, near) in [
        ("shopfront", "no project is called shopfront", None),
        (
            "storefront/prod",
            "storefront has no branch prod: production",
            Some(Target::Project(STOREFRONT.into())),
        ),
        (
            "storefront/staging/shop",
            "staging has no compute, database or role shop: ",
            Some(branch(STAGING)),
        ),
        (
            "ep-none-such-a1b2c3d4",
            "ep-none-such-a1b2c3d4 is not a compute, or a branch with one, in the",
            None,
        ),
    ] {
        let mut story = told(place).await;
        story.sees(said);
        if let Some(near) = near {
            assert_eq!(story.model().browser.selected(), Some(&near), "{place}");
        }
        story.end();
    }
}

#[tokio::test(start_paused = true)]
async fn the_branch_that_is_checked_out_is_gone_to_and_marked() {
    let context = |text: &str| Context::read(text).unwrap();
    for branch_field in [
        r#""branch": "dev/maya""#,
        &format!(r#""branchId": "{DEV}""#),
    ] {
        let context = context(&format!(
            r#"{{"projectId": "{STOREFRONT}", {branch_field}}}"#
        ));
        let destination = NavigationTarget::of_context(&context, ".neon").unwrap();
        let session = Startup {
            session: Session {
                project: Some(STOREFRONT.into()),
                ..Session::default()
            },
            settings: Settings {
                destination: Some(destination),
                context: Some(context),
                ..Settings::default()
            },
            ..Startup::default()
        };
        let mut story = Story::with(session, Options::default()).await;
        story.settle().await;
        assert_eq!(story.model().browser.selected(), Some(&branch(DEV)));
        assert!(story.row("dev/maya").contains('@'));
        story.end();
    }
    let gone = context(&format!(
        r#"{{"projectId": "{STOREFRONT}", "branch": "pr-9"}}"#
    ));
    let mut story = at(NavigationTarget::of_context(&gone, ".neon").unwrap()).await;
    story
        .sees("storefront has no branch pr-9")
        .sees("(.neon names it)");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_file_that_names_an_organization_only_is_heeded() {
    const WORKSHOP: &str = "org-quiet-meadow-10384622";
    let named = |org: &str| {
        let context = Context::read(&format!(r#"{{"orgId": "{org}"}}"#)).unwrap();
        NavigationTarget::of_context(&context, ".neon").unwrap()
    };
    let mut story = at(named(WORKSHOP)).await;
    assert_eq!(
        story.model().browser.selected(),
        Some(&Target::Org(WORKSHOP.into()))
    );
    story.sees("playground");
    story.end();
    let mut story = at(named("org-none")).await;
    story.sees("no organization org-none (.neon names it): Lighthouse Labs");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_key_keeps_the_cursor_where_it_is() {
    let destination = NavigationTarget::read("storefront/staging").unwrap();
    let session = Startup {
        session: Session {
            project: Some("storefront".into()),
            ..Session::default()
        },
        settings: Settings {
            destination: Some(destination),
            ..Settings::default()
        },
        ..Startup::default()
    };
    let mut story = Story::with(session, Options::default()).await;
    story.act(Action::Down);
    story.settle().await;
    assert_ne!(story.model().browser.selected(), Some(&branch(STAGING)));
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_key_keeps_the_cursor_where_it_is_while_what_was_named_is_looked_for() {
    // A name that is searched for, and an ID that is requested.
    for (named, slow) in [("playground", "search="), (STOREFRONT, STOREFRONT)] {
        let session = Startup {
            session: Session {
                project: Some(named.into()),
                ..Session::default()
            },
            settings: Settings {
                destination: Some(NavigationTarget::read(named).unwrap()),
                ..Settings::default()
            },
            ..Startup::default()
        };
        let mut story = Story::with(session, Options::default()).await;
        let late = Fault::Latency(Duration::from_secs(8));
        story.neon.faults().add(Some("GET"), slow, 100, late);
        story.take_answers().await;
        story.act(Action::Down);
        let before = story.model().browser.selected().cloned();
        assert!(before.is_some(), "{named}: no row yet");
        assert!(story.settle().await, "it never came to rest");
        assert_eq!(story.model().browser.selected(), before.as_ref(), "{named}");
        story.sees("storefront");
        story.end();
    }
}

/// What is said where a search has found nothing.
const FALSE: [&str; 6] = [
    "no project",
    "is not a compute",
    "has no branch",
    "has no compute e",
    "could not",
    "no organi",
];

#[tokio::test(start_paused = true)]
async fn a_key_at_any_moment_of_the_search_ends_it_without_a_false_word() {
    let seed = with_odd_names();
    // Nothing has the beginning of the path as its whole name.
    let text = fs::read_to_string(&seed).unwrap();
    fs::write(&seed, text.replace("\"acme\"", "\"other\"")).unwrap();
    let host = format!("{DEV_COMPUTE}-pooler.c-2.us-east-2.aws.neon.tech");
    let console = format!("https://console.neon.tech/app/projects/{STOREFRONT}/branches/{STAGING}");
    let places = ["acme/web/feature", &host, &console];
    // All responses take a second; slow ones take five.
    for slow in ["search=", "/branches"] {
        for place in places {
            for half_seconds in [0, 1, 3, 7] {
                let destination = NavigationTarget::read(place).unwrap();
                let session = Startup {
                    session: Session {
                        project: destination.project.as_deref().map(Into::into),
                        ..Session::default()
                    },
                    settings: Settings {
                        destination: Some(destination),
                        ..Settings::default()
                    },
                    ..Startup::default()
                };
                let options = Options {
                    seed: Some(seed.path().to_owned()),
                    ..Options::default()
                };
                let mut story = Story::with(session, options).await;
                for (path, seconds) in [(slow, 5), ("/", 1)] {
                    let late = Fault::Latency(Duration::from_secs(seconds));
                    story.neon.faults().add(Some("GET"), path, 1000, late);
                }
                let mut waited = 0;
                while waited < half_seconds {
                    story.take_answers().await;
                    tokio::time::advance(Duration::from_millis(500)).await;
                    waited += 1;
                }
                story.take_answers().await;
                let arrived = story.model().start.destination.is_none();
                story.act(Action::Down);
                let before = story.model().browser.selected().cloned();
                assert!(story.settle().await, "it never came to rest");
                let case = format!("{place}, {slow} is slow, a key after {half_seconds} halves");
                let screen = story.screen();
                for word in FALSE {
                    assert!(!screen.contains(word), "{case}: {word}\n{screen}");
                }
                if before.is_some() && !arrived {
                    assert_eq!(story.model().browser.selected(), before.as_ref(), "{case}");
                }
                story.quit();
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_emulator_has_no_console() {
    let mut story = Story::at(branch(STAGING)).await;
    story.act(Action::OpenConsole);
    story.sees("there is no Console here");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_host_is_looked_for_in_all_projects_a_few_at_a_time() {
    let session = || Startup {
        session: Session {
            eager_projects: 0,
            ..Session::default()
        },
        settings: Settings {
            destination: Some(NavigationTarget::read("ep-nowhere-at-all-a1b2").unwrap()),
            ..Settings::default()
        },
        ..Startup::default()
    };
    let options = || Options {
        projects: Some(150),
        ..Options::default()
    };
    let mut story = Story::with(session(), options()).await;
    assert!(story.settle().await, "it never came to rest");
    let requests = story.requests();
    let asked = requests
        .iter()
        .filter(|request| request.ends_with("/endpoints"));
    let asked = asked.count();
    assert_eq!(
        asked,
        story.model().neon.store.projects.len(),
        "each of them once"
    );
    assert!(asked > 150, "{asked}");
    story.sees(&format!("{asked} projects this key can see"));
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_search_ends_where_the_next_page_of_a_list_cannot_be_read() {
    for code in [403, 500] {
        let session = Startup {
            session: Session {
                eager_projects: 0,
                ..Session::default()
            },
            settings: Settings {
                destination: Some(NavigationTarget::read("ep-nowhere-at-all-a1b2").unwrap()),
                ..Settings::default()
            },
            ..Startup::default()
        };
        let mut story = Story::with(session, fleet()).await;
        let refused = Fault::Status {
            code,
            retry_after: None,
            body: None,
        };
        let faults = story.neon.faults();
        faults.add(None, "cursor=", 1000, refused);
        assert!(story.settle().await, "it never came to rest");
        let requests = story.requests();
        let pages = requests.iter().filter(|one| *one == "GET /projects");
        let pages = pages.count();
        assert!((3..=10).contains(&pages), "{pages} pages were asked for");
        assert!(story.model().start.destination.is_none());
        story.sees("a list could not be read completely");
        story.end();
    }
}

/// A fleet of several hundred projects.
fn fleet() -> Options {
    Options {
        projects: Some(300),
        ..Options::default()
    }
}

/// The projects whose computes were requested, in order.
fn asked_projects(story: &mut Story) -> Vec<String> {
    let requests = story.requests().into_iter();
    let of = |request: String| {
        let path = request.strip_suffix("/endpoints")?;
        Some(path.rsplit('/').next()?.to_owned())
    };
    requests.filter_map(of).collect()
}

/// A compute of the fleet that a search reaches late, its project, and the number of projects.
async fn late_compute() -> (String, ProjectId, usize) {
    let session = Startup {
        session: Session {
            eager_projects: 0,
            ..Session::default()
        },
        settings: Settings {
            destination: Some(NavigationTarget::read("ep-nowhere-at-all-a1b2").unwrap()),
            ..Settings::default()
        },
        ..Startup::default()
    };
    let mut story = Story::with(session, fleet()).await;
    assert!(story.settle().await);
    let asked = asked_projects(&mut story);
    let store = &story.model().neon.store;
    let late = asked.iter().skip(asked.len() * 2 / 3).find_map(|project| {
        let project = ProjectId::from(project.as_str());
        let compute = store.inside(&project)?.endpoints.value.keys().next()?;
        Some((compute.to_string(), project))
    });
    let (compute, project) = late.unwrap();
    (compute, project, asked.len())
}

#[tokio::test(start_paused = true)]
async fn a_host_that_is_found_late_ends_the_search_and_is_gone_to_directly_the_next_time() {
    let (compute, project, all) = late_compute().await;
    let home = tempfile::tempdir().unwrap();
    let now: jiff::Timestamp = "2026-11-21T14:02:13Z".parse().unwrap();
    let options = Options {
        clock: Clock::tokio(now),
        rate_limit: false,
        ..fleet()
    };
    let begin = |neon: Emulator| {
        let session = Startup {
            session: Session {
                origin: Some(CredentialSource::Variable),
                eager_projects: 0,
                ..Session::default()
            },
            settings: Settings {
                destination: Some(
                    NavigationTarget::read(&format!("{compute}-pooler.us-east-2.aws.neon.tech"))
                        .unwrap(),
                ),
                ..Settings::default()
            },
            ..Startup::default()
        };
        let store = StateStore::at(
            Some(home.path().join("state")),
            Some(home.path().join("cache")),
        );
        Story::on(session, neon, now, vault(), store)
    };
    let there = Target::Endpoint(project.clone(), compute.as_str().into());

    let mut story = begin(serve(options).await.unwrap());
    assert!(story.settle().await);
    assert_eq!(story.model().browser.selected(), Some(&there));
    let asked = asked_projects(&mut story);
    assert!(
        asked.len() > all / 2 && asked.len() < all * 5 / 6,
        "{} of {all}",
        asked.len()
    );
    let neon = story.quit();

    let mut story = begin(neon);
    assert!(story.settle().await);
    assert_eq!(story.model().browser.selected(), Some(&there));
    assert!(story.model().start.destination.is_none());
    let mut asked = asked_projects(&mut story);
    asked.dedup();
    assert_eq!(asked, [project.to_string()]);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_host_that_is_not_where_it_was_is_looked_for_everywhere() {
    for project in ["quiet-sea-00000000", "no id", "odd-one-out"] {
        let mut story = Story::with(
            Startup {
                settings: Settings {
                    destination: Some(NavigationTarget::read(DEV_COMPUTE).unwrap()),
                    ..Settings::default()
                },
                ..Startup::default()
            },
            Options::default(),
        )
        .await;
        let hosts = &mut story.model_mut().neon.hosts;
        hosts.note(DEV_COMPUTE.into(), project.into());
        assert!(story.settle().await);
        assert_eq!(
            story.model().browser.selected(),
            Some(&compute(DEV_COMPUTE)),
            "{project}"
        );
        story.end();
    }
}

#[tokio::test(start_paused = true)]
async fn the_filter_finds_a_host_in_a_project_that_is_not_loaded() {
    let (compute, project, _) = late_compute().await;
    let session = Startup {
        session: Session {
            eager_projects: 0,
            ..Session::default()
        },
        ..Startup::default()
    };
    let mut story = Story::with(session, fleet()).await;
    assert!(story.settle().await);
    story.act(Action::Filter);
    story.tell(Msg::Paste(format!("{compute}.us-east-2.aws.neon.tech")));
    assert!(story.settle().await);
    story.requests();
    story.sees("not among what is loaded. Enter searches");
    story.sees("all projects, Esc clears");
    story.act(Action::FilterKeep);
    story.sees("searched 0 of");
    assert!(story.settle().await);
    let there = Target::Endpoint(project, compute.as_str().into());
    assert_eq!(story.model().browser.selected(), Some(&there));
    story.sees(&compute);

    // If it is found nowhere, that is reported, and the next key is the user's again.
    story.act(Action::Back);
    story.act(Action::Filter);
    story.tell(Msg::Paste("ep-nowhere-at-all-a1b2".into()));
    story.act(Action::FilterKeep);
    assert!(story.settle().await);
    story.sees("ep-nowhere-at-all-a1b2 is not a compute, or a branch with one, in the");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_search_for_a_compute_leaves_no_gaps_in_the_lists_of_everything() {
    let mut fresh = Story::begin().await;
    fresh.act(Action::AllBranches);
    fresh.settle().await;
    let all = fresh.model().browser.table.as_ref().unwrap().all;
    fresh.end();
    let mut story = Story::begin().await;
    story.tell(Msg::Paste("ep-nowhere-at-all-a1b2".into()));
    story.act(Action::PaletteRun);
    story.settle().await;
    story.sees("is not a compute");
    story.act(Action::AllBranches);
    story.settle().await;
    assert!(story.model().browser.table.as_ref().unwrap().all >= all);
    story.end();
}
