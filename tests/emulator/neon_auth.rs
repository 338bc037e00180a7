//! Neon Auth once it is enabled: its settings, providers, domains and users.

use serde_json::{Value, json};

use crate::harness::{Neon, STOREFRONT};

async fn enabled() -> (Neon, String) {
    let neon = Neon::start().await;
    let path = format!("{STOREFRONT}/branches/br-damp-glitter-adqd4hk5/auth");
    let body = json!({ "auth_provider": "better_auth" });
    neon.post(&path, body).await.is(201);
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
            assert_eq!(&changed.body[field], value, "{section}");
        }
    }
    let all = neon.get(&format!("{path}/plugins")).await.is(200).body;
    assert_eq!(all["organization"]["organization_limit"], 3);
    assert_eq!(all["organization"]["membership_limit"], 100);
    assert_eq!(all["email_provider"]["port"], 587);
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
async fn settings_are_checked() {
    let (neon, path) = enabled().await;
    for (section, change) in [
        ("plugins/organization", json!({ "organization_limit": 0 })),
        ("plugins/organization", json!({ "creator_role": "king" })),
        ("plugins/magic-link", json!({ "expires_in": 4 })),
        ("plugins/phone-number", json!({ "otp_expires_in": 601 })),
        ("email_and_password", json!({ "enabled": "yes" })),
        ("email_provider", json!({ "type": "standard" })),
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
    assert_eq!(neon.get(&webhooks).await.is(200).body, on);
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
    let own = neon
        .patch(&google, json!({ "client_id": "ours" }))
        .await
        .is(200);
    assert_eq!(own.text("/type"), "standard");
    assert_eq!(
        neon.get(&providers).await.all("providers", "client_id"),
        ["ours"]
    );
    neon.delete(&google).await.is(200);
    neon.delete(&google).await.is(404);

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
