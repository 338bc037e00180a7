//! Connection strings.

use lazyneon::emulator::{Options, serve};
use serde_json::json;

use crate::harness::{Neon, PLAYGROUND, SCALE, STOREFRONT};

#[tokio::test]
async fn the_uri_names_the_pooler_only_when_asked() {
    let neon = Neon::start().await;
    let query =
        format!("{STOREFRONT}/connection_uri?database_name=storefront&role_name=storefront_app");
    let direct = neon.get(&format!("{query}&pooled=false")).await.is(200);
    let direct = direct.text("/uri");
    assert!(
        direct.starts_with("postgresql://storefront_app:npg_demo"),
        "{direct}"
    );
    let tail = "@ep-round-morning-adtpn2oc.c-2.us-east-2.aws.neon.tech/storefront?channel_binding=require&sslmode=require";
    assert!(direct.ends_with(tail), "{direct}");
    let pooled = neon.get(&format!("{query}&pooled=true")).await.is(200);
    assert!(
        pooled
            .text("/uri")
            .contains("@ep-round-morning-adtpn2oc-pooler.c-2.")
    );
}

#[tokio::test]
async fn names_are_encoded() {
    let neon = Neon::start().await;
    let query = "/projects/sparkling-hill-99143322/connection_uri?database_name=tax%2F2026&role_name=billing_owner";
    assert!(
        neon.get(query)
            .await
            .is(200)
            .text("/uri")
            .contains("/tax%2F2026?")
    );
}

#[tokio::test]
async fn what_is_missing_is_said() {
    let neon = Neon::start().await;
    let uri = format!("{STOREFRONT}/connection_uri");
    for (query, status) in [
        ("role_name=storefront_app", 400),
        ("database_name=storefront", 400),
        ("database_name=nothing&role_name=storefront_app", 404),
        ("database_name=storefront&role_name=nobody", 404),
        (
            "database_name=storefront&role_name=storefront_app&branch_id=br-nobody-1",
            404,
        ),
        (
            "database_name=storefront&role_name=storefront_app&endpoint_id=ep-nobody-1",
            404,
        ),
        (
            "database_name=storefront&role_name=storefront_app&pooled=perhaps",
            400,
        ),
    ] {
        neon.get(&format!("{uri}?{query}")).await.is(status);
    }
    let not_stored = "/projects/patient-forest-33807219/connection_uri?database_name=identity&role_name=identity_owner";
    neon.get(not_stored).await.is(412);
}

#[tokio::test]
async fn a_branch_without_a_compute_has_no_uri() {
    let neon = Neon::start().await;
    let branches = neon
        .get("/projects/old-fire-32990194/branches?search=no-compute")
        .await;
    let id = branches.text("/branches/0/id");
    let query = format!("database_name=neondb&role_name=neondb_owner&branch_id={id}");
    neon.get(&format!(
        "/projects/old-fire-32990194/connection_uri?{query}"
    ))
    .await
    .is(404);
}

#[tokio::test]
async fn a_stand_in_server_is_named_instead() {
    let server = "postgresql://me:secret@localhost:5433?sslmode=disable".to_owned();
    let neon = Neon::with(Options {
        postgres: Some(server),
        ..Options::default()
    })
    .await;
    let query =
        format!("{STOREFRONT}/connection_uri?database_name=storefront&role_name=storefront_app");
    let uri = neon.get(&query).await.is(200);
    assert_eq!(
        uri.text("/uri"),
        "postgresql://me:secret@localhost:5433/storefront?sslmode=disable"
    );
    let branch = json!({ "endpoints": [{ "type": "read_write" }] });
    let branches = format!("{PLAYGROUND}/branches");
    let made = neon.post(&branches, branch).await.is(201);
    let details = &made.body["connection_uris"][0];
    assert_eq!(
        details["connection_uri"],
        "postgresql://me:secret@localhost:5433/neondb?sslmode=disable"
    );
    let parameters = json!({
        "database": "neondb",
        "password": "secret",
        "role": "me",
        "host": "localhost",
        "pooler_host": "localhost",
    });
    assert_eq!(details["connection_parameters"], parameters);
}

#[tokio::test]
async fn clients_that_put_a_uri_together_meet_the_stand_in_as_well() {
    let neon = Neon::with(Options {
        postgres: Some("postgresql://storefront_app:secret@localhost:5433".to_owned()),
        projects: Some(1),
        ..Options::default()
    })
    .await;
    let fleet = format!("/projects?org_id={SCALE}&search=-00000");
    let fleet = neon.get(&fleet).await.is(200);
    let fleet = format!("/projects/{}", fleet.text("/projects/0/id"));
    for project in [STOREFRONT, &fleet] {
        let endpoints = neon.get(&format!("{project}/endpoints")).await.is(200);
        assert_eq!(endpoints.text("/endpoints/0/host"), "localhost:5433");
    }
    let roles = format!("{STOREFRONT}/branches/br-long-feather-adpbgzlx/roles");
    let password = format!("{roles}/storefront_app/reveal_password");
    let password = neon.get(&password).await.is(200);
    assert_eq!(password.text("/password"), "secret");
}

#[tokio::test]
async fn what_a_stand_in_leaves_out_is_neons() {
    let server = "postgres://localhost:5433/ours".to_owned();
    let neon = Neon::with(Options {
        postgres: Some(server),
        ..Options::default()
    })
    .await;
    let role = format!("{STOREFRONT}/branches/br-long-feather-adpbgzlx/roles/storefront_app");
    let password = neon.get(&format!("{role}/reveal_password")).await.is(200);
    let uri =
        format!("{STOREFRONT}/connection_uri?database_name=storefront&role_name=storefront_app");
    let uri = neon.get(&uri).await.is(200);
    let expected = format!(
        "postgres://storefront_app:{}@localhost:5433/ours",
        password.text("/password")
    );
    assert_eq!(uri.text("/uri"), expected);
}

#[tokio::test]
async fn a_stand_in_must_be_a_postgres_server() {
    for address in [
        "",
        "localhost",
        "http://localhost",
        "postgresql://",
        "postgresql:///neondb",
        "postgresql://me:secret@[::1",
    ] {
        let error = serve(Options {
            postgres: Some(address.to_owned()),
            ..Options::default()
        })
        .await
        .expect_err(address);
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}
