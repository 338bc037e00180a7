//! Everything besides branches: JWKS keys, private networks, and services that are not enabled.

use serde_json::json;

use crate::harness::{FREE, Neon, SCALE, STOREFRONT};

#[tokio::test]
async fn what_is_off_is_not_found() {
    let neon = Neon::start().await;
    let branch = format!("{STOREFRONT}/branches/br-long-feather-adpbgzlx");
    for path in [
        format!("{branch}/auth"),
        format!("{branch}/data-api/storefront"),
        format!("{STOREFRONT}/advisors"),
    ] {
        let answer = neon.get(&path).await.is(404);
        assert!(answer.message().contains("is not enabled"), "{path}");
    }
    neon.get(&format!("{branch}/data-api/nothing"))
        .await
        .is(404);
}

#[tokio::test]
async fn a_vpc_endpoint_is_assigned_required_and_gone_for_good() {
    let neon = Neon::start().await;
    let path = format!("/organizations/{SCALE}/vpc/region/aws-us-east-2/vpc_endpoints/vpce-1");
    let all = format!("/organizations/{SCALE}/vpc/vpc_endpoints");
    let restriction = format!("{STOREFRONT}/vpc_endpoints/vpce-1");
    let body = json!({ "label": "office" });
    neon.post(&restriction, body.clone()).await.is(404);
    neon.post(&path, json!({ "label": "" })).await.is(200);
    neon.post(&path, body.clone()).await.is(200);
    neon.post(&restriction, body.clone()).await.is(200);
    let details = neon.get(&path).await.is(200);
    assert_eq!(
        details.body["example_restricted_projects"],
        json!(["hidden-river-50598307"])
    );
    let seed = ["aws-us-east-2", "aws-us-east-2", "aws-eu-central-1"];
    assert_eq!(
        neon.get(&all).await.is(200).all("endpoints", "region_id"),
        [&seed[..], &["aws-us-east-2"]].concat()
    );
    let listed = neon.get(&format!("{STOREFRONT}/vpc_endpoints")).await;
    assert_eq!(listed.is(200).all("endpoints", "label"), ["office"]);
    neon.delete(&restriction).await.is(200);
    neon.delete(&restriction).await.is(404);
    neon.delete(&path).await.is(200);
    neon.get(&path).await.is(404);
    neon.post(&path, body.clone()).await.is(422);
    let elsewhere = path.replace("aws-us-east-2", "azure-eastus2");
    neon.post(&elsewhere, body.clone()).await.is(400);
    neon.post(&path.replace(SCALE, FREE).replace("vpce-1", "vpce-2"), body)
        .await
        .is(403);
    assert_eq!(
        neon.get(&all).await.is(200).all("endpoints", "region_id"),
        seed
    );
}

#[tokio::test]
async fn a_set_of_keys_is_added_once_and_removed() {
    let neon = Neon::start().await;
    let path = format!("{STOREFRONT}/jwks");
    let body = json!({ "jwks_url": "https://id.example.com/keys", "provider_name": "Example" });
    let made = neon.post(&path, body.clone()).await.is(201);
    assert_eq!(made.all("operations", "action"), ["apply_config"]);
    neon.post(&path, body).await.is(409);
    let roles = format!("{STOREFRONT}/branches/br-long-feather-adpbgzlx/roles");
    let managed = neon.get(&roles).await.is(200);
    let managed = managed.all("roles", "name");
    assert!(managed.ends_with(&["authenticator", "authenticated", "anonymous"]));
    neon.settle();
    let staging = "br-super-wildflower-adniii9u";
    let without = json!({
        "jwks_url": "https://id.example.com/more", "provider_name": "Example", "branch_id": staging,
        "skip_role_creation": true,
    });
    neon.post(&path, without).await.is(201);
    let roles = neon
        .get(&format!("{STOREFRONT}/branches/{staging}/roles"))
        .await;
    assert!(!roles.all("roles", "name").contains(&"authenticator"));
    let plain = json!({ "jwks_url": "http://id.example.com/keys", "provider_name": "Example" });
    neon.post(&path, plain).await.is(400);
    let id = made.text("/jwks/id");
    assert!(
        neon.get(&path)
            .await
            .is(200)
            .all("jwks", "id")
            .contains(&id)
    );
    neon.delete(&format!("{path}/{id}")).await.is(200);
    neon.delete(&format!("{path}/{id}")).await.is(404);
}

#[tokio::test]
async fn the_data_api_is_switched_on_and_off() {
    let neon = Neon::start().await;
    let branch = format!("{STOREFRONT}/branches/br-damp-glitter-adqd4hk5");
    let path = format!("{branch}/data-api/storefront");
    let made = neon
        .post(&path, json!({ "settings": { "db_max_rows": 50 } }))
        .await
        .is(201);
    neon.post(&path, None).await.is(409);
    let anonymous = neon.get(&format!("{branch}/roles/anonymous")).await.is(200);
    assert_eq!(anonymous.text("/role/authentication_method"), "no_login");
    assert_eq!(anonymous.body["role"]["protected"], true);
    let on = neon.get(&path).await.is(200);
    assert_eq!(on.text("/url"), made.text("/url"));
    assert_eq!(on.body["settings"]["db_max_rows"], 50);
    neon.patch(&path, json!({})).await.is(201);
    let replaced = json!({ "settings": { "db_schemas": ["public", "api"] } });
    neon.patch(&path, replaced).await.is(201);
    let on = neon.get(&path).await.is(200);
    assert_eq!(on.body["settings"]["db_schemas"], json!(["public", "api"]));
    assert!(on.body["settings"].get("db_max_rows").is_none());
    for settings in [json!({ "db_schemas": "public" }), json!(5)] {
        let wrong = json!({ "settings": settings });
        neon.patch(&path, wrong).await.is(400);
    }
    let advisors = format!("{STOREFRONT}/advisors?branch_id=br-damp-glitter-adqd4hk5");
    neon.get(&advisors).await.is(400);
    let advisors = format!("{advisors}&database_name=storefront");
    neon.get(&advisors).await.is(200);
    neon.get(&format!("{advisors}&min_severity=LOUD"))
        .await
        .is(400);
    let expire = json!({ "branch": { "expires_at": "2026-11-25T00:00:00Z" } });
    neon.patch(&branch, expire).await.is(422);
    neon.delete(&path).await.is(200);
    neon.delete(&path).await.is(404);
    let expiring = format!("{STOREFRONT}/branches/br-quiet-leaf-ad0x1y2z/data-api/storefront");
    neon.post(&expiring, None).await.is(422);
    let external = json!({ "auth_provider": "external" });
    neon.post(&path, external).await.is(400);
}

#[tokio::test]
async fn neon_auth_is_switched_on_and_off() {
    let neon = Neon::start().await;
    let path = format!("{STOREFRONT}/branches/br-damp-glitter-adqd4hk5/auth");
    // Only Stack Auth has keys.
    let body = json!({ "auth_provider": "stack" });
    let made = neon.post(&path, body.clone()).await.is(201);
    neon.post(&path, body).await.is(409);
    let on = neon.get(&path).await.is(200);
    assert_eq!(on.text("/db_name"), "storefront");
    assert_eq!(on.text("/jwks_url"), made.text("/jwks_url"));
    assert!(
        !on.body
            .to_string()
            .contains(made.text("/secret_server_key"))
    );
    neon.delete(&path).await.is(200);
    neon.get(&path).await.is(404);
    neon.get(&format!("{path}/plugins")).await.is(404);
    neon.post(&path, json!({ "auth_provider": "x" }))
        .await
        .is(400);
}

#[tokio::test]
async fn neon_auth_brings_a_schema_that_goes_with_its_data_only() {
    let neon = Neon::start().await;
    let branch = format!("{STOREFRONT}/branches/br-damp-glitter-adqd4hk5");
    let (path, schema) = (
        format!("{branch}/auth"),
        format!("{branch}/schema?db_name=storefront"),
    );
    let before = neon.get(&schema).await.is(200).body;
    let enable = json!({ "auth_provider": "better_auth" });
    neon.post(&path, enable.clone()).await.is(201);
    let made = neon.get(&schema).await.is(200);
    let script = made.text("/sql");
    for line in [
        "\nCREATE SCHEMA neon_auth;\n",
        "\nCREATE TABLE neon_auth.user (\n",
        "-- Name: user; Type: TABLE; Schema: neon_auth; Owner: ",
        "    ADD CONSTRAINT user_email_key UNIQUE (email);",
    ] {
        assert!(script.contains(line), "{line}");
    }
    let json = neon.get(&format!("{schema}&format=json")).await.is(200);
    let tables = json.body["json"]["tables"].as_array().unwrap();
    let of_auth = |table: &&serde_json::Value| table["schema"] == "neon_auth";
    assert_eq!(tables.iter().find(of_auth).unwrap()["name"], "user");
    neon.pass(std::time::Duration::from_secs(1));
    neon.delete(&path).await.is(200);
    assert_eq!(neon.get(&schema).await.is(200).body, made.body);
    neon.post(&path, enable).await.is(201);
    neon.pass(std::time::Duration::from_secs(1));
    let with_data = Some(json!({ "delete_data": true }));
    neon.send(reqwest::Method::DELETE, &path, with_data)
        .await
        .is(200);
    assert_eq!(neon.get(&schema).await.is(200).body, before);
}

#[tokio::test]
async fn advisors_find_what_is_seeded_and_filter_it() {
    let neon = Neon::start().await;
    let staging = format!("{STOREFRONT}/advisors?branch_id=br-super-wildflower-adniii9u");
    neon.get(&staging).await.is(400);
    let all = format!("{staging}&database_name=storefront");
    let found = neon.get(&all).await.is(200);
    assert_eq!(found.all("issues", "level"), ["INFO", "ERROR", "WARN"]);
    for (filter, levels) in [
        ("min_severity=WARN", vec!["ERROR", "WARN"]),
        ("min_severity=ERROR", vec!["ERROR"]),
        ("category=PERFORMANCE", vec!["INFO"]),
        ("category=PERFORMANCE&min_severity=WARN", vec![]),
    ] {
        let found = neon.get(&format!("{all}&{filter}")).await.is(200);
        assert_eq!(found.all("issues", "level"), levels, "{filter}");
    }
    neon.get(&format!("{all}&category=TASTE")).await.is(400);
    // The Data API of this database is off; there is no such database, and no such branch.
    for (path, status) in [
        (format!("{staging}&database_name=sessions"), 404),
        (format!("{staging}&database_name=nothing"), 404),
        (format!("{STOREFRONT}/advisors?branch_id=br-nobody-1"), 404),
        ("/projects/nobody/advisors".to_owned(), 404),
    ] {
        neon.get(&path).await.is(status);
    }
}

#[tokio::test]
async fn a_credential_is_issued_revealed_rotated_and_revoked() {
    let neon = Neon::start().await;
    let all = format!("{STOREFRONT}/branches/br-super-wildflower-adniii9u/credentials");
    let seeded = neon.get(&all).await.is(200);
    assert_eq!(
        seeded.all("credentials", "name"),
        ["image-uploads", "support-bot"]
    );
    assert!(!seeded.body.to_string().contains("nsk_live_"));
    let [kept, old]: [&str; 2] = seeded.all("credentials", "token_id").try_into().unwrap();
    neon.post(&format!("{all}/{kept}/reveal"), None)
        .await
        .is(200);
    neon.post(&format!("{all}/{old}/reveal"), None)
        .await
        .is(409);

    let body = json!({ "name": "ci", "scopes": ["storage:read"], "principal_type": "user" });
    let made = neon.post(&all, body).await.is(201);
    let id = made.text("/token_id");
    assert!(id.starts_with("nak_live_") && id.len() == 41, "{id}");
    assert_eq!(made.text("/token_id_short"), &id[9..21]);
    let one = format!("{all}/{id}");
    let shown = neon.post(&format!("{one}/reveal"), None).await.is(200);
    for secret in ["/api_token", "/s3_secret_access_key"] {
        assert_eq!(shown.text(secret), made.text(secret));
    }
    // A credential is of its project; the branch in the path only has to be there.
    let elsewhere = one.replace("br-super-wildflower-adniii9u", "br-long-feather-adpbgzlx");
    let again = neon
        .post(&format!("{elsewhere}/reveal"), None)
        .await
        .is(200);
    assert_eq!(again.body, shown.body);
    let nowhere = one.replace("br-super-wildflower-adniii9u", "br-nobody-1");
    neon.post(&format!("{nowhere}/reveal"), None).await.is(404);
    let rotated = neon.post(&format!("{one}/rotate"), None).await.is(200);
    assert_eq!(rotated.text("/token_id"), id);
    assert_eq!(rotated.text("/created_at"), made.text("/created_at"));
    for secret in ["/api_token", "/s3_secret_access_key"] {
        assert_ne!(rotated.text(secret), made.text(secret));
    }
    neon.delete(&one).await.is(204);
    neon.delete(&one).await.is(204);
    for action in ["reveal", "rotate"] {
        neon.post(&format!("{one}/{action}"), None).await.is(404);
    }
    let left = neon.get(&all).await.is(200);
    assert_eq!(left.body["credentials"].as_array().unwrap().len(), 2);

    for wrong in [
        json!({}),
        json!({ "scopes": ["storage:read"] }),
        json!({ "scopes": [], "principal_type": "user" }),
        json!({ "scopes": "storage:read", "principal_type": "user" }),
        json!({ "scopes": vec!["storage:read"; 17], "principal_type": "user" }),
        json!({ "scopes": ["telemetry:write"], "principal_type": "user" }),
        json!({ "scopes": ["storage:read"], "principal_type": "system" }),
        json!({ "scopes": ["storage:read"], "principal_type": "user", "name": 7 }),
    ] {
        neon.post(&all, wrong).await.is(400);
    }
    neon.post(&all, None).await.is(400);
    neon.delete(&format!("{all}/nak_live_nobody")).await.is(404);
    neon.get(&format!("{STOREFRONT}/branches/br-nobody-1/credentials"))
        .await
        .is(404);
}
