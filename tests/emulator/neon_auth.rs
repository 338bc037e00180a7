//! Neon Auth once it is enabled: its settings, providers, domains and users.

use serde_json::{Value, json};

use crate::harness::{Neon, STOREFRONT};

async fn enabled() -> (Neon, String) {
    let neon = Neon::start().await;
    let path = format!("{STOREFRONT}/branches/br-damp-glitter-adqd4hk5/auth");
    let body = json!({ "auth_provider": "better_auth" });
    let made = neon.post(&path, body).await.is(201);
    assert_eq!(made.text("/pub_client_key"), "");
    assert_eq!(made.text("/secret_server_key"), "");
    (neon, path)
}

#[tokio::test]
async fn sections_are_changed_field_by_field_and_shown_together() {
    let (neon, path) = enabled().await;
    let ours = json!({
        "type": "standard", "host": "smtp.example.com", "port": 587, "username": "u", "password": "p",
        "sender_email": "shop@example.com", "sender_name": "Shop",
    });
    for (section, change) in [
        ("plugins/organization", json!({ "organization_limit": 3 })),
        ("plugins/magic-link", json!({ "enabled": true })),
        ("plugins/phone-number", json!({ "otp_expires_in": 60 })),
        ("email_and_password", json!({ "disable_sign_up": true })),
        ("email_provider", ours),
        ("allow_localhost", json!({ "allow_localhost": false })),
    ] {
        let changed = neon
            .patch(&format!("{path}/{section}"), change.clone())
            .await
            .is(200);
        for (field, value) in change.as_object().unwrap() {
            let hidden = json!("");
            let value = if field == "password" { &hidden } else { value };
            assert_eq!(&changed.body[field], value, "{section}");
        }
    }
    let all = neon.get(&format!("{path}/plugins")).await.is(200).body;
    assert_eq!(all["organization"]["organization_limit"], 3);
    assert_eq!(all["organization"]["membership_limit"], 100);
    assert_eq!(all["email_provider"]["port"], 587);
    assert_eq!(all["email_provider"]["password"], "");
    assert_eq!(all["allow_localhost"], false);
    let test = json!({
        "host": "smtp.example.com", "port": 587, "username": "u", "password": "p",
        "sender_email": "shop@example.com", "sender_name": "Shop", "recipient_email": "me@example.com",
    });
    let test_email = format!("{path}/send_test_email");
    neon.post(&test_email, test.clone()).await.is(200);
    let shared = json!({ "type": "shared" });
    let back = neon
        .patch(&format!("{path}/email_provider"), shared)
        .await
        .is(200);
    assert!(back.body.get("host").is_none());
    neon.post(&test_email, test).await.is(200);
    let alone = json!({ "recipient_email": "me@example.com" });
    neon.post(&test_email, alone).await.is(400);
}

#[tokio::test]
async fn a_server_of_ones_own_keeps_what_a_change_does_not_name() {
    let (neon, path) = enabled().await;
    let server = format!("{path}/email_provider");
    let part = json!({ "type": "standard", "sender_name": "New" });
    neon.patch(&server, part.clone()).await.is(400);
    let first = json!({
        "type": "standard", "host": "smtp.example.com", "port": 587, "username": "u", "password": "p",
    });
    let now = neon.patch(&server, first.clone()).await.is(200);
    assert_eq!(now.text("/sender_email"), "");
    let now = neon.patch(&server, part.clone()).await.is(200);
    assert_eq!(now.text("/sender_name"), "New");
    assert_eq!(now.text("/host"), "smtp.example.com");
    assert_eq!(neon.get(&server).await.is(200).body, now.body);
    let wrong = json!({ "type": "standard", "sender_email": "nobody" });
    neon.patch(&server, wrong).await.is(400);
    neon.patch(&server, json!({ "type": "shared" }))
        .await
        .is(200);
    neon.patch(&server, part.clone()).await.is(400);
    neon.delete(&path).await.is(200);
    let stack = json!({ "auth_provider": "stack" });
    let made = neon.post(&path, stack).await.is(201);
    assert!(made.text("/pub_client_key").starts_with("pck_"));
    neon.patch(&server, first).await.is(200);
    neon.patch(&server, part).await.is(400);
}

#[tokio::test]
async fn settings_are_checked() {
    let (neon, path) = enabled().await;
    for (section, change) in [
        ("plugins/organization", json!({ "organization_limit": 0 })),
        ("plugins/organization", json!({ "creator_role": "king" })),
        ("plugins/magic-link", json!({ "expires_in": 4 })),
        ("plugins/phone-number", json!({ "otp_expires_in": 601 })),
        ("email_and_password", json!({ "enabled": "yes" })),
        ("email_provider", json!({ "type": "standard" })),
        (
            "email_provider",
            json!({ "type": "standard", "host": "smtp.example.com", "port": 587, "username": "u" }),
        ),
        ("email_provider", json!({})),
        (
            "email_provider",
            json!({ "type": "shared", "sender_email": "nobody" }),
        ),
        ("allow_localhost", json!({})),
        ("config", json!({ "name": "" })),
    ] {
        neon.patch(&format!("{path}/{section}"), change)
            .await
            .is(400);
    }
    let webhooks = format!("{path}/webhooks");
    for body in [
        json!({}),
        json!({ "enabled": true, "webhook_url": "http://plain.example" }),
        json!({ "enabled": true, "enabled_events": ["sun.rise"] }),
    ] {
        neon.put(&webhooks, body).await.is(400);
    }
    let on = json!({ "enabled": true, "webhook_url": "https://hook.example", "enabled_events": ["user.created"] });
    neon.put(&webhooks, on.clone()).await.is(200);
    let now = neon.get(&webhooks).await.is(200).body;
    assert_eq!(now["enabled_events"], on["enabled_events"]);
    assert_eq!(now["timeout_seconds"], 5);
    let name = json!({ "name": "Shop" });
    neon.patch(&format!("{path}/config"), name).await.is(200);
    assert_eq!(neon.get(&path).await.text("/name"), "Shop");
}

#[tokio::test]
async fn providers_domains_and_people_come_and_go() {
    let (neon, path) = enabled().await;
    let providers = format!("{path}/oauth_providers");
    let shared = neon
        .post(&providers, json!({ "id": "google" }))
        .await
        .is(200);
    assert_eq!(shared.text("/type"), "shared");
    neon.post(&providers, json!({ "id": "google" }))
        .await
        .is(409);
    let google = format!("{providers}/google");
    let ours = json!({ "client_id": "ours", "client_secret": "hush", "microsoft_tenant_id": "t" });
    let own = neon.patch(&google, ours).await.is(200);
    assert_eq!(own.text("/type"), "standard");
    let all = neon.get(&providers).await.body.to_string() + &own.body.to_string();
    assert!(!all.contains("hush"), "{all}");
    assert_eq!(
        neon.get(&providers).await.all("providers", "client_id"),
        ["ours"]
    );
    neon.delete(&google).await.is(200);
    neon.delete(&google).await.is(404);
    neon.patch(&google, json!({})).await.is(404);
    neon.delete(&format!("{providers}/myspace")).await.is(400);
    neon.post(&providers, json!({ "id": "myspace" }))
        .await
        .is(400);

    let domains = format!("{path}/domains");
    let domain = json!({ "domain": "https://shop.example", "auth_provider": "better_auth" });
    neon.post(&domains, domain.clone()).await.is(201);
    neon.post(&domains, domain).await.is(409);
    assert_eq!(
        neon.get(&domains).await.all("domains", "domain"),
        ["https://shop.example"]
    );
    let named = json!({ "auth_provider": "better_auth", "domains": [{ "domain": "https://shop.example" }] });
    neon.send(reqwest::Method::DELETE, &domains, Some(named))
        .await
        .is(200);
    assert_eq!(
        neon.get(&domains).await.body["domains"],
        Value::Array(vec![])
    );

    let users = format!("{path}/users");
    let made = neon
        .post(&users, json!({ "email": "a@shop.example" }))
        .await
        .is(201);
    neon.post(&users, json!({ "email": "a@shop.example" }))
        .await
        .is(409);
    let user = format!("{users}/{}", made.text("/id"));
    neon.put(&format!("{user}/role"), json!({ "roles": ["admin"] }))
        .await
        .is(200);
    neon.put(&format!("{user}/role"), json!({ "roles": [] }))
        .await
        .is(400);
    neon.delete(&user).await.is(204);
    neon.delete(&user).await.is(404);
}

#[tokio::test]
async fn without_it_there_is_nothing_to_change() {
    let neon = Neon::start().await;
    let path = format!("{STOREFRONT}/branches/br-damp-glitter-adqd4hk5/auth");
    for part in [
        "domains",
        "oauth_providers",
        "plugins",
        "plugins/phone-number",
        "email_and_password",
        "email_provider",
        "allow_localhost",
        "webhooks",
    ] {
        neon.get(&format!("{path}/{part}")).await.is(404);
    }
    let user = json!({ "email": "a@shop.example" });
    neon.post(&format!("{path}/users"), user).await.is(404);
    let localhost = format!("{path}/allow_localhost");
    // What fits no settings is refused first.
    neon.patch(&localhost, json!({ "allow_localhost": 1 }))
        .await
        .is(400);
    neon.patch(&localhost, json!({ "allow_localhost": true }))
        .await
        .is(404);
}

#[tokio::test]
async fn routes_of_projects_mean_the_default_branch() {
    let neon = Neon::start().await;
    let (_, project) = STOREFRONT.rsplit_once('/').unwrap();
    let branches = neon.get(&format!("{STOREFRONT}/branches")).await;
    let branches = branches.body["branches"].as_array().unwrap().clone();
    let default = branches.iter().find(|one| one["default"] == true).unwrap();
    let default = default["id"].as_str().unwrap();
    let path = format!("{STOREFRONT}/auth");
    let of_branch = format!("{STOREFRONT}/branches/{default}/auth");
    let integrations = format!("{path}/integrations");
    assert_eq!(
        neon.get(&integrations).await.is(200).body["data"],
        json!([])
    );
    neon.get(&format!("{path}/domains")).await.is(404);

    let create = json!({ "auth_provider": "stack", "project_id": project, "branch_id": default });
    let made = neon.post("/projects/auth/create", create.clone()).await;
    assert!(made.is(201).text("/secret_server_key").starts_with("ssk_"));
    neon.post("/projects/auth/create", create).await.is(409);
    for missing in ["auth_provider", "project_id", "branch_id"] {
        let mut create =
            json!({ "auth_provider": "mock", "project_id": project, "branch_id": default });
        create.as_object_mut().unwrap().remove(missing);
        neon.post("/projects/auth/create", create).await.is(400);
    }
    let listed = neon.get(&integrations).await.is(200);
    assert_eq!(listed.all("data", "branch_id"), [default]);

    let of = json!({ "auth_provider": "stack", "project_id": project });
    let other = json!({ "auth_provider": "mock", "project_id": project });
    for (route, status) in [("keys", 201), ("transfer_ownership", 200)] {
        let route = format!("/projects/auth/{route}");
        neon.post(&route, of.clone()).await.is(status);
        neon.post(&route, other.clone()).await.is(404);
        neon.post(&route, json!({ "project_id": project }))
            .await
            .is(400);
    }
    let now = neon.get(&of_branch).await.is(200);
    assert_eq!(now.text("/transfer_status"), "initiated");

    let mut user = of.clone();
    user["email"] = json!("nobody");
    neon.post("/projects/auth/user", user.clone()).await.is(400);
    user["email"] = json!("a@shop.example");
    let made = neon.post("/projects/auth/user", user.clone()).await.is(201);
    neon.post("/projects/auth/user", user).await.is(409);
    let id = made.text("/id");
    neon.put(
        &format!("{of_branch}/users/{id}/role"),
        json!({ "roles": ["admin"] }),
    )
    .await
    .is(200);
    neon.delete(&format!("{path}/users/{id}")).await.is(204);

    let server = format!("{path}/email_server");
    let named = json!({ "type": "shared", "sender_name": "Shop" });
    neon.patch(&server, named.clone()).await.is(200);
    assert_eq!(neon.get(&server).await.is(200).body, named);
    assert_eq!(
        neon.get(&format!("{of_branch}/email_provider")).await.body,
        named
    );
    let google = json!({ "id": "google" });
    neon.post(&format!("{path}/oauth_providers"), google)
        .await
        .is(200);
    let both = neon.get(&format!("{of_branch}/oauth_providers")).await;
    assert_eq!(both.all("providers", "id"), ["google"]);

    neon.delete(&format!("{path}/integration/mock"))
        .await
        .is(404);
    neon.delete(&format!("{path}/integration/none"))
        .await
        .is(400);
    neon.delete(&format!("{path}/integration/stack"))
        .await
        .is(200);
    neon.get(&of_branch).await.is(404);
}
