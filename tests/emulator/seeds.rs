//! Seeds from a file.

use std::{fs, path::PathBuf};

use lazyneon::emulator::{EmulatorError, Options, serve};
use serde_json::{Value, json};

use crate::harness::Neon;

fn small() -> Value {
    json!({
        "user": {
            "id": "9f7c1b5e-0a57-4f6e-9a53-52b5c1b4c001", "email": "a@b.example", "name": "A",
            "last_name": "B", "login": "ab",
        },
        "organizations": [{ "id": "org-one", "name": "One", "plan": "launch", "created": "-30d" }],
        "projects": [{
            "id": "small-world-12345678", "org": "org-one", "name": "small", "region": "aws-us-east-2",
            "pg": 17, "created": "-3d",
            "branches": [{
                "name": "main", "id": "br-small-world-a1", "created": "-3d", "default": true,
                "roles": ["owner"], "databases": { "app": "owner" },
                "computes": [{ "id": "ep-small-world-a1" }],
                "children": [{ "name": "dev", "created": "-1d" }],
            }],
        }],
    })
}

/// Options with this text as the seed.
fn seed(name: &str, text: &str) -> Options {
    let path: PathBuf =
        std::env::temp_dir().join(format!("lazyneon-seed-{}-{name}.json", std::process::id()));
    fs::write(&path, text).unwrap();
    Options {
        seed: Some(path),
        ..Options::default()
    }
}

#[tokio::test]
async fn a_seed_of_ones_own_is_a_world() {
    let options = seed("small", &small().to_string());
    let path = options.seed.clone().unwrap();
    let neon = Neon::with(options).await;
    let projects = neon.get("/projects?org_id=org-one").await.is(200);
    assert_eq!(projects.all("projects", "name"), ["small"]);
    let branches = neon.get("/projects/small-world-12345678/branches?sort_by=name");
    assert_eq!(branches.await.all("branches", "name"), ["main", "dev"]);
    fs::remove_file(path).unwrap();
}

#[tokio::test]
async fn what_is_wrong_with_a_seed_is_said() {
    let main = "/projects/0/branches/0";
    for (place, value, why) in [
        ("/user/email", json!(5), "is not valid"),
        (
            "/projects/0/org",
            json!("org-two"),
            "there is no organization \"org-two\"",
        ),
        ("/projects/0/id", json!("Small World"), "is no id"),
        (
            "/projects/0/region",
            json!("moon-1"),
            "there is no region \"moon-1\"",
        ),
        ("/projects/0/pg", json!(9), "Postgres 9"),
        ("/projects/0/created", json!("yesterday"), "is not valid"),
        (
            "/projects/0/created",
            json!("-99999999999999999w"),
            "is not valid",
        ),
        (
            &format!("{main}/default"),
            json!(false),
            "one branch must be the default one",
        ),
        (
            &format!("{main}/children/0/name"),
            json!("main"),
            "\"main\" is there twice",
        ),
        (
            &format!("{main}/children/0/id"),
            json!("br-small-world-a1"),
            "is there twice",
        ),
        (
            &format!("{main}/databases/app"),
            json!("nobody"),
            "there is no role \"nobody\"",
        ),
        (
            &format!("{main}/computes"),
            json!([{}, {}]),
            "only one of its computes",
        ),
        (&format!("{main}/expires"), json!("+1d"), "cannot expire"),
        (
            "/projects/0/branches",
            json!([]),
            "one branch must be the default one",
        ),
        (
            "/keys",
            json!([{ "name": "k", "org": "org-two", "created": "-1d" }]),
            "a key is for",
        ),
    ] {
        let mut wrong = small();
        let (parent, field) = place.rsplit_once('/').unwrap();
        wrong.pointer_mut(parent).unwrap()[field] = value;
        let options = seed("wrong", &wrong.to_string());
        let error = serve(options).await.expect_err(place);
        assert!(matches!(error, EmulatorError::Seed(_)), "{place}");
        assert!(error.to_string().contains(why), "{place}: {error}");
    }
    for text in ["", "{", "[]", "null", "\u{0}"] {
        let error = serve(seed("wrong", text)).await.expect_err(text);
        assert!(error.to_string().contains("is not valid"), "{error}");
    }
    let options = seed("wrong", "");
    fs::remove_file(options.seed.as_ref().unwrap()).unwrap();
    serve(options).await.expect_err("a seed that is not there");
}
