//! Object storage: buckets, objects and presigned URLs.

use std::time::Duration;

use reqwest::{Client, Method, Response};
use serde_json::{Value, json};

use crate::{
    harness::{Neon, Reply, SCALE, STOREFRONT, client},
    roles::own_membership,
};

/// A branch of `storefront` that inherits buckets from the seed.
const MAYA: &str = "/branches/br-damp-glitter-adqd4hk5";

fn buckets() -> String {
    format!("{STOREFRONT}{MAYA}/buckets")
}

/// A presigned URL: method and address.
async fn presign(neon: &Neon, key: &str, body: Value) -> Reply {
    let path = format!("{}/mine/objects/{key}/presign", buckets());
    neon.post(&path, body).await.is(200)
}

/// Stores an object through a presigned URL.
async fn store(neon: &Neon, key: &str, bytes: &str) -> Response {
    let made = presign(neon, key, json!({ "operation": "upload" })).await;
    assert_eq!(made.text("/method"), "PUT");
    let request = client().put(made.text("/url")).body(bytes.to_owned());
    request.send().await.unwrap()
}

async fn raw(neon: &Neon, client: &Client, method: Method, path: &str) -> Response {
    let url = format!("{}{path}", neon.emulator.base_url());
    let request = client.request(method, url).bearer_auth("k");
    request.send().await.unwrap()
}

#[tokio::test]
async fn storage_and_the_gateway_are_there_in_some_regions() {
    let neon = Neon::start().await;
    let branch = format!("{STOREFRONT}/branches/br-long-feather-adpbgzlx");
    let storage = neon.get(&format!("{branch}/storage")).await.is(200);
    assert_eq!(storage.text("/region"), "us-east-2");
    let endpoint = storage.text("/s3_endpoint");
    assert!(
        endpoint.starts_with("https://br-long-feather-adpbgzlx.storage."),
        "{endpoint}"
    );
    let gateway = neon.get(&format!("{branch}/ai_gateway")).await.is(200);
    let base = gateway.text("/base_url");
    assert!(base.starts_with("https://br-long-feather-adpbgzlx-api.ai."));

    let identity = "/projects/patient-forest-33807219";
    let branches = neon.get(&format!("{identity}/branches")).await.is(200);
    let id = branches.all("branches", "id")[0];
    let elsewhere = format!("{identity}/branches/{id}");
    let missing = format!("{STOREFRONT}/branches/br-nobody-1");
    for (branch, storage, gateway) in [
        (
            elsewhere.as_str(),
            "region_unavailable",
            "ai_gateway_unavailable",
        ),
        (missing.as_str(), "branch_not_found", "branch_not_found"),
        (
            "/projects/x/branches/y",
            "branch_not_found",
            "branch_not_found",
        ),
    ] {
        let off = neon.get(&format!("{branch}/storage")).await.is(404);
        assert_eq!(off.text("/reason"), storage, "{branch}");
        let off = neon.get(&format!("{branch}/ai_gateway")).await.is(404);
        assert_eq!(off.text("/reason"), gateway, "{branch}");
    }
    for part in ["buckets", "functions", "triggers", "custom-domains"] {
        let off = neon.get(&format!("{elsewhere}/{part}")).await.is(404);
        assert!(off.message().ends_with("not available for this region"));
        let gone = neon.get(&format!("{missing}/{part}")).await.is(404);
        assert_eq!(gone.message(), "branch not found");
    }
}

#[tokio::test]
async fn a_bucket_is_made_once_and_deleted() {
    let neon = Neon::start().await;
    let made = neon
        .post(&buckets(), json!({ "name": "mine" }))
        .await
        .is(201);
    assert_eq!(made.text("/bucket/access_level"), "private");
    neon.post(&buckets(), json!({ "name": "mine" }))
        .await
        .is(409);
    let public = json!({ "name": "site", "access_level": "public_read" });
    let made = neon.post(&buckets(), public).await.is(201);
    assert_eq!(made.text("/bucket/access_level"), "public_read");
    for wrong in [
        json!({}),
        json!([]),
        json!({ "name": "" }),
        json!({ "name": null }),
        json!({ "name": 5 }),
        json!({ "name": "x".repeat(256) }),
        json!({ "name": "x", "access_level": "public" }),
    ] {
        neon.post(&buckets(), wrong).await.is(400);
    }
    let listed = neon.get(&buckets()).await.is(200);
    let listed = listed.all("buckets", "name");
    assert!(listed.contains(&"mine") && listed.contains(&"product-images"));
    let mine = format!("{}/mine", buckets());
    neon.delete(&mine).await.is(204);
    neon.delete(&mine).await.is(404);
    for part in ["objects", "objects/a/download"] {
        neon.get(&format!("{mine}/{part}")).await.is(404);
    }
    let presign = format!("{mine}/objects/a/presign");
    neon.post(&presign, json!({ "operation": "upload" }))
        .await
        .is(404);
}

#[tokio::test]
async fn objects_are_listed_by_folder_and_page() {
    let neon = Neon::start().await;
    neon.post(&buckets(), json!({ "name": "mine" }))
        .await
        .is(201);
    for key in [
        "a.txt",
        "docs%2F1.txt",
        "docs%2F2.txt",
        "docs%2Fold%2F3.txt",
        "z.txt",
    ] {
        assert_eq!(store(&neon, key, key).await.status(), 200);
    }
    let objects = format!("{}/mine/objects", buckets());
    let all = neon.get(&objects).await.is(200);
    let keys = [
        "a.txt",
        "docs/1.txt",
        "docs/2.txt",
        "docs/old/3.txt",
        "z.txt",
    ];
    assert_eq!(all.all("objects", "key"), keys);
    assert!(all.body.get("next_cursor").is_none());
    let top = neon.get(&format!("{objects}?delimiter=/")).await.is(200);
    assert_eq!(top.body["folders"], json!(["docs/"]));
    assert_eq!(top.all("objects", "key"), ["a.txt", "z.txt"]);
    let below = format!("{objects}?delimiter=/&prefix=docs/");
    let below = neon.get(&below).await.is(200);
    assert_eq!(below.body["folders"], json!(["docs/old/"]));
    assert_eq!(below.all("objects", "key"), ["docs/1.txt", "docs/2.txt"]);
    assert_eq!(below.text("/prefix"), "docs/");

    let (mut seen, mut cursor) = (vec![], String::new());
    for page in 0..3 {
        let path = format!("{objects}?delimiter=/&limit=1{cursor}");
        let found = neon.get(&path).await.is(200);
        assert_eq!(found.body["is_truncated"], page < 2);
        seen.extend(found.body["folders"].as_array().unwrap().clone());
        seen.extend(found.all("objects", "key").into_iter().map(Value::from));
        cursor = format!(
            "&cursor={}",
            found.body["next_cursor"].as_str().unwrap_or("")
        );
    }
    assert_eq!(seen, ["a.txt", "docs/", "z.txt"]);
    for wrong in ["limit=0", "limit=1001", "cursor=x", "limit=many"] {
        neon.get(&format!("{objects}?{wrong}")).await.is(400);
    }

    neon.delete(&format!("{objects}/docs%2F1.txt"))
        .await
        .is(204);
    neon.delete(&format!("{objects}/docs%2F1.txt"))
        .await
        .is(404);
    let below = format!("{}/mine/objects-by-prefix", buckets());
    let deleted = neon.delete(&format!("{below}?prefix=docs/")).await.is(200);
    assert_eq!(deleted.body, json!({ "deleted": 2 }));
    let none = neon.delete(&format!("{below}?prefix=docs/")).await.is(200);
    assert_eq!(none.body, json!({ "deleted": 0 }));
    let long = format!("prefix={}/", "x".repeat(1_024));
    for wrong in ["", "prefix=", "prefix=docs", "prefix=a%00/", long.as_str()] {
        neon.delete(&format!("{below}?{wrong}")).await.is(400);
    }
    assert_eq!(
        neon.get(&objects).await.all("objects", "key"),
        ["a.txt", "z.txt"]
    );
}

#[tokio::test]
async fn a_presigned_url_works_once_signed_and_until_it_expires() {
    let neon = Neon::start().await;
    neon.post(&buckets(), json!({ "name": "mine" }))
        .await
        .is(201);
    let typed =
        json!({ "operation": "upload", "content_type": "text/plain", "expires_in_seconds": 60 });
    let made = presign(&neon, "a%2Fü%20.txt", typed).await;
    assert_eq!(
        made.body["headers"],
        json!({ "Content-Type": "text/plain" })
    );
    assert_eq!(made.text("/expires_at"), "2026-11-20T10:31:00Z");
    let url = made.text("/url");
    let host = format!("http://127.0.0.1:{}/", neon.emulator.port());
    assert!(url.starts_with(&host), "{url}");
    let client = client();
    let put = || client.put(url).body("hello");
    assert_eq!(put().send().await.unwrap().status(), 403);
    let stored = put()
        .header("content-type", "text/plain")
        .send()
        .await
        .unwrap();
    assert_eq!(stored.status(), 200);
    let etag = stored.headers()["etag"].to_str().unwrap().to_owned();
    assert_eq!(client.get(url).send().await.unwrap().status(), 403);

    let download = json!({ "operation": "download", "content_type": "text/plain" });
    let made = presign(&neon, "a%2Fü%20.txt", download).await;
    assert_eq!(
        (made.text("/method"), &made.body["headers"]),
        ("GET", &json!({}))
    );
    let url = made.text("/url");
    let got = client.get(url).send().await.unwrap();
    assert_eq!(got.headers()["etag"].to_str().unwrap(), etag);
    assert_eq!(got.text().await.unwrap(), "hello");
    let other = url.replace("mine", "product-images");
    assert_eq!(client.get(other).send().await.unwrap().status(), 403);
    let longer = url.replace("Expires=900", "Expires=90000");
    assert_eq!(client.get(longer).send().await.unwrap().status(), 403);
    let none = presign(&neon, "none", json!({ "operation": "download" })).await;
    assert_eq!(
        client.get(none.text("/url")).send().await.unwrap().status(),
        404
    );
    neon.pass(Duration::from_secs(899));
    assert_eq!(client.get(url).send().await.unwrap().status(), 200);
    neon.pass(Duration::from_secs(1));
    assert_eq!(client.get(url).send().await.unwrap().status(), 403);

    let path = format!("{}/mine/objects/a/presign", buckets());
    for wrong in [
        json!({}),
        json!({ "operation": "delete" }),
        json!({ "operation": "upload", "content_type": 5 }),
        json!({ "operation": "upload", "expires_in_seconds": 0 }),
        json!({ "operation": "upload", "expires_in_seconds": 604_801 }),
        json!({ "operation": "upload", "expires_in_seconds": "60" }),
    ] {
        neon.post(&path, wrong).await.is(400);
    }
    let long = format!("{}/mine/objects/{}/presign", buckets(), "x".repeat(1_025));
    neon.post(&long, json!({ "operation": "upload" }))
        .await
        .is(400);
}

#[tokio::test]
async fn a_download_has_the_bytes_and_no_page_shows_it() {
    let neon = Neon::start().await;
    let client = client();
    let listed = format!("{}/product-images/objects", buckets());
    let listed = neon.get(&listed).await.is(200);
    let first = &listed.body["objects"][0];
    let key = first["key"].as_str().unwrap().replace('/', "%2F");
    let path = format!("{}/product-images/objects/{key}/download", buckets());
    let got = raw(&neon, &client, Method::GET, &path).await;
    let header = |name: &str| got.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "application/octet-stream");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("content-disposition"), "attachment");
    let etag = format!("\"{}\"", first["etag"].as_str().unwrap());
    assert_eq!(header("etag"), etag);
    let bytes = got.bytes().await.unwrap();
    assert_eq!(bytes.len() as u64, first["size"].as_u64().unwrap());
    neon.get(&path.replace(&key, "none")).await.is(404);

    // Everybody may read a public bucket, but not change it.
    let host = format!(
        "http://127.0.0.1:{}/s3/hidden-river-50598307/",
        neon.emulator.port()
    );
    let open = format!(
        "{host}br-damp-glitter-adqd4hk5/product-images/{}",
        first["key"].as_str().unwrap()
    );
    assert_eq!(client.get(&open).send().await.unwrap().status(), 200);
    assert_eq!(client.put(&open).send().await.unwrap().status(), 403);
    let shut = open.replace("product-images", "invoices");
    assert_eq!(client.get(shut).send().await.unwrap().status(), 403);
    assert_eq!(client.get(host).send().await.unwrap().status(), 404);
}

#[tokio::test]
async fn children_inherit_buckets_and_change_their_own() {
    let neon = Neon::start().await;
    neon.post(&buckets(), json!({ "name": "mine" }))
        .await
        .is(201);
    store(&neon, "docs%2Fa", "a").await;
    neon.pass(Duration::from_secs(1));
    let branch = json!({ "branch": { "parent_id": "br-damp-glitter-adqd4hk5" } });
    let made = neon
        .post(&format!("{STOREFRONT}/branches"), branch)
        .await
        .is(201);
    let child = format!("{STOREFRONT}/branches/{}", made.text("/branch/id"));
    let new = json!({ "name": "late" });
    let late = format!("{child}/buckets");
    neon.post(&late, new.clone()).await.is(422);
    neon.settle();
    neon.post(&late, new).await.is(201);
    assert!(
        !neon
            .get(&buckets())
            .await
            .all("buckets", "name")
            .contains(&"late")
    );
    let objects = format!("{child}/buckets/mine/objects");
    assert_eq!(neon.get(&objects).await.all("objects", "key"), ["docs/a"]);
    // What is inherited stays unless it is named.
    let below = format!("{child}/buckets/mine/objects-by-prefix?prefix=docs/");
    assert_eq!(
        neon.delete(&below).await.is(200).body,
        json!({ "deleted": 0 })
    );
    neon.delete(&format!("{objects}/docs%2Fa")).await.is(204);
    assert_eq!(neon.get(&objects).await.body["objects"], json!([]));
    let of_parent = format!("{}/mine/objects", buckets());
    assert_eq!(neon.get(&of_parent).await.all("objects", "key"), ["docs/a"]);
    neon.delete(&child).await.is(200);
    neon.settle();
    neon.get(&late).await.is(404);

    let project = json!({ "project": { "org_id": SCALE } });
    let made = neon.post("/projects", project).await.is(201);
    let path = format!("/projects/{}", made.text("/project/id"));
    let branch = format!("{path}/branches/{}/buckets", made.text("/branch/id"));
    neon.settle();
    neon.post(&branch, json!({ "name": "b" })).await.is(201);
    neon.delete(&path).await.is(200);
    neon.get(&branch).await.is(404);
    neon.post(&branch, json!({ "name": "c" })).await.is(410);
}

#[tokio::test]
async fn viewers_read_and_download() {
    let neon = Neon::start().await;
    let (own, _) = own_membership(&neon).await;
    neon.patch(&own, json!({ "role": "viewer" })).await.is(200);
    let viewer = format!("{}/product-images/objects/a/presign", buckets());
    neon.post(&viewer, json!({ "operation": "download" }))
        .await
        .is(200);
    neon.post(&viewer, json!({ "operation": "upload" }))
        .await
        .is(403);
}
