//! Branches: lists, limits, creation and deletion.

use std::time::Duration;

use serde_json::json;

use crate::harness::{Neon, PLAYGROUND, SCALE, STOREFRONT};

const PRODUCTION: &str = "br-long-feather-adpbgzlx";
const STAGING: &str = "br-super-wildflower-adniii9u";
const PREVIEW: &str = "br-quiet-leaf-ad0x1y2z";

fn branch(id: &str) -> String {
    format!("{STOREFRONT}/branches/{id}")
}

#[tokio::test]
async fn lists_sort_and_page_without_a_next_on_the_last_page() {
    let neon = Neon::start().await;
    for (sort, order) in [
        ("name", "asc"),
        ("name", "desc"),
        ("created_at", "asc"),
        ("updated_at", "desc"),
    ] {
        let query = format!("{STOREFRONT}/branches?sort_by={sort}&sort_order={order}");
        let all = neon.get(&query).await.is(200);
        assert!(all.body["pagination"].get("next").is_none());
        assert_eq!(all.text("/pagination/sort_by"), sort);
        let keys = all.all("branches", sort);
        assert!(
            keys.is_sorted_by(|a, b| if order == "asc" { a <= b } else { a >= b }),
            "{keys:?}"
        );
        let (mut paged, mut cursor) = (Vec::new(), Some(String::new()));
        while let Some(next) = cursor {
            let page = neon.get(&format!("{query}&limit=3{next}")).await.is(200);
            paged.extend(page.all("branches", "id").into_iter().map(str::to_owned));
            cursor = page.body["pagination"]["next"]
                .as_str()
                .map(|next| format!("&cursor={next}"));
        }
        assert_eq!(paged, all.all("branches", "id"));
    }
    for wrong in ["sort_by=size", "sort_order=up", "limit=0", "cursor=zz"] {
        neon.get(&format!("{STOREFRONT}/branches?{wrong}"))
            .await
            .is(400);
    }
}

#[tokio::test]
async fn search_and_count_agree() {
    let neon = Neon::start().await;
    let found = neon
        .get(&format!("{STOREFRONT}/branches?search=PREVIEW"))
        .await
        .is(200);
    assert_eq!(found.all("branches", "name").len(), 2);
    let count = neon
        .get(&format!("{STOREFRONT}/branches/count?search=preview"))
        .await
        .is(200);
    assert_eq!(count.body, json!({ "count": 2 }));
    let by_id = neon
        .get(&format!("{STOREFRONT}/branches?search=long-feather"))
        .await
        .is(200);
    assert_eq!(by_id.all("branches", "name"), ["production"]);
    assert_eq!(
        by_id.text(&format!("/annotations/{PRODUCTION}/value/environment")),
        "production"
    );
}

#[tokio::test]
async fn an_unused_branch_is_archived_and_comes_back() {
    let neon = Neon::start().await;
    let dev = branch("br-noisy-brook-arvqmscj");
    let compute = neon.get(&format!("{dev}/endpoints")).await;
    let compute = format!("{STOREFRONT}/endpoints/{}", compute.text("/endpoints/0/id"));
    let enable = json!({ "endpoint": { "disabled": false } });
    neon.patch(&compute, enable).await.is(200);
    neon.pass(Duration::from_secs(86_000));
    assert_eq!(neon.get(&dev).await.text("/branch/current_state"), "ready");
    neon.pass(Duration::from_secs(1_000));
    let archived = neon.get(&dev).await;
    assert_eq!(archived.text("/branch/current_state"), "archived");
    let last = neon.get(&format!("{STOREFRONT}/operations")).await;
    assert!(
        last.all("operations", "action")
            .contains(&"timeline_archive")
    );
    let protected = neon.get(&branch(PRODUCTION)).await;
    assert_eq!(protected.text("/branch/current_state"), "ready");
    let started = neon.post(&format!("{compute}/start"), None).await.is(200);
    assert_eq!(
        started.all("operations", "action"),
        ["timeline_unarchive", "start_compute"]
    );
    neon.settle();
    assert_eq!(neon.get(&dev).await.text("/branch/current_state"), "ready");
}

#[tokio::test]
async fn a_branch_on_its_way_out_is_not_changed_any_more() {
    let neon = Neon::start().await;
    let dev = branch("br-damp-glitter-adqd4hk5");
    neon.delete(&dev).await.is(200);
    neon.post(&format!("{dev}/set_as_default"), None)
        .await
        .is(423);
    let protect = json!({ "branch": { "protected": true } });
    neon.patch(&dev, protect).await.is(423);
    neon.settle();
    neon.get(&dev).await.is(404);
}

#[tokio::test]
async fn the_size_of_a_new_branch_is_known_once_it_is_ready() {
    let neon = Neon::start().await;
    let made = neon
        .post(&format!("{STOREFRONT}/branches"), None)
        .await
        .is(201);
    assert!(made.body["branch"].get("logical_size").is_none());
    neon.settle();
    let made = neon.get(&branch(made.text("/branch/id"))).await;
    let parent = neon.get(&branch(PRODUCTION)).await;
    assert_eq!(
        made.body["branch"]["logical_size"],
        parent.body["branch"]["logical_size"]
    );
}

#[tokio::test]
async fn one_branch_comes_with_its_annotation() {
    let neon = Neon::start().await;
    let staging = neon.get(&branch(STAGING)).await.is(200);
    assert_eq!(staging.text("/annotation/value/environment"), "staging");
    neon.get(&branch("br-nobody-1")).await.is(404);
}

#[tokio::test]
async fn a_new_branch_inherits_from_its_parent() {
    let neon = Neon::start().await;
    let body = json!({
        "branch": { "name": "feature", "parent_id": STAGING },
        "endpoints": [{ "type": "read_write" }],
        "annotation_value": { "pr": "7" },
    });
    let made = neon
        .post(&format!("{STOREFRONT}/branches"), body)
        .await
        .is(201);
    assert_eq!(
        made.all("operations", "action"),
        ["create_branch", "start_compute"]
    );
    assert_eq!(
        (
            made.text("/branch/current_state"),
            made.text("/branch/pending_state")
        ),
        ("init", "ready")
    );
    assert_eq!(made.text("/branch/parent_id"), STAGING);
    assert_eq!(made.all("databases", "name"), ["storefront", "sessions"]);
    assert!(made.body.get("connection_uris").is_none(), "two databases");
    let id = made.text("/branch/id");
    let early = json!({ "database": { "name": "more", "owner_name": "readonly" } });
    let early = neon
        .post(&format!("{}/databases", branch(id)), early)
        .await
        .is(422);
    assert_eq!(early.message(), "branch not ready yet");
    neon.settle();
    assert_eq!(
        neon.get(&branch(id)).await.text("/branch/current_state"),
        "ready"
    );
}

#[tokio::test]
async fn a_project_that_is_being_made_is_locked() {
    let neon = Neon::start().await;
    let made = neon
        .post(
            "/projects",
            json!({ "project": { "name": "fresh", "org_id": "org-bright-harbor-48215076" } }),
        )
        .await
        .is(201);
    let branches = format!("/projects/{}/branches", made.text("/project/id"));
    // Clients retry on a lock, and on nothing else.
    neon.post(&branches, None).await.is(423);
    let main = format!("{branches}/{}", made.text("/branch/id"));
    let role = json!({ "role": { "name": "early" } });
    neon.post(&format!("{main}/roles"), role).await.is(423);
    neon.settle();
    neon.post(&branches, None).await.is(201);
}

#[tokio::test]
async fn without_a_body_the_default_branch_is_branched_without_a_compute() {
    let neon = Neon::start().await;
    let made = neon
        .post(&format!("{PLAYGROUND}/branches"), None)
        .await
        .is(201);
    assert_eq!(made.body["endpoints"], json!([]));
    assert_eq!(made.text("/branch/name"), made.text("/branch/id"));
    assert_eq!(made.all("operations", "action"), ["create_branch"]);
}

#[tokio::test]
async fn one_role_and_one_database_give_a_connection_uri() {
    let neon = Neon::start().await;
    let body = json!({ "endpoints": [{ "type": "read_write" }] });
    let made = neon
        .post(&format!("{PLAYGROUND}/branches"), body)
        .await
        .is(201);
    let uri = made.text("/connection_uris/0/connection_uri");
    assert!(uri.contains(made.text("/endpoints/0/id")), "{uri}");
}

#[tokio::test]
async fn a_young_project_has_no_log_from_before_it_existed() {
    let neon = Neon::start().await;
    let fields = json!({ "name": "young", "org_id": SCALE });
    let made = neon.post("/projects", json!({ "project": fields })).await;
    let branches = format!("/projects/{}/branches", made.is(201).text("/project/id"));
    neon.settle();
    for lsn in ["0/0", "0/1", "0/14E5A37"] {
        let body = json!({ "branch": { "parent_lsn": lsn } });
        let refused = neon.post(&branches, body).await.is(400);
        assert!(refused.message().contains("restore window"), "{lsn}");
    }
    let first = json!({ "branch": { "parent_lsn": "0/14E5A38" } });
    neon.post(&branches, first).await.is(201);
}

#[tokio::test]
async fn some_answers_tell_who_created_a_branch_and_the_first_does_not_tell_since_when() {
    let neon = Neon::start().await;
    let made = neon
        .post(&format!("{STOREFRONT}/branches"), None)
        .await
        .is(201);
    assert!(made.body["branch"].get("parent_timestamp").is_none());
    let path = format!("{STOREFRONT}/branches/{}", made.text("/branch/id"));
    neon.settle();
    let read = neon.get(&path).await.is(200);
    assert!(read.body["branch"].get("parent_timestamp").is_some());
    let by = |reply: &crate::harness::Reply| reply.body["branch"].get("created_by").is_some();
    assert!(by(&made) && by(&read));
    let parent = read.text("/branch/parent_id");
    let reset = json!({ "source_branch_id": parent });
    let reset = neon.post(&format!("{path}/restore"), reset).await.is(200);
    neon.settle();
    let set = neon
        .post(&format!("{path}/set_as_default"), None)
        .await
        .is(200);
    let back = neon
        .post(
            &format!("{STOREFRONT}/branches/{parent}/set_as_default"),
            None,
        )
        .await
        .is(200);
    let deleted = neon.delete(&path).await.is(200);
    neon.settle();
    let recovered = neon.post(&format!("{path}/recover"), None).await.is(200);
    assert!(by(&deleted));
    for reply in [reset, set, back, recovered] {
        assert!(!by(&reply), "{}", reply.body);
    }
}

#[tokio::test]
async fn new_branches_are_checked() {
    let neon = Neon::start().await;
    let branches = format!("{STOREFRONT}/branches");
    for (fields, status) in [
        (json!({ "name": "staging" }), 409),
        (json!({ "name": "" }), 400),
        (json!({ "parent_id": "br-nobody-1" }), 404),
        (json!({ "parent_id": PREVIEW }), 422),
        (
            json!({ "parent_lsn": "0/1", "parent_timestamp": "2026-11-20T10:00:00Z" }),
            400,
        ),
        (json!({ "parent_timestamp": "2026-11-21T10:00:00Z" }), 400),
        (json!({ "parent_timestamp": "2026-10-01T10:00:00Z" }), 400),
        (json!({ "parent_timestamp": "2026-11-20T10:00:00" }), 400),
        (json!({ "parent_lsn": "zzz" }), 400),
        (json!({ "parent_lsn": "0/1" }), 400),
        (json!({ "expires_at": "2026-11-19T10:00:00Z" }), 400),
        (json!({ "expires_at": "2026-12-30T10:00:00Z" }), 400),
        (
            json!({ "expires_at": "2026-11-29T10:00:00Z", "protected": true }),
            400,
        ),
        (json!({ "init_source": "thin air" }), 400),
        (json!({ "parent_timestamp": "2026-11-20T10:00:00Z" }), 201),
    ] {
        let answer = neon.post(&branches, json!({ "branch": fields })).await;
        assert_eq!(answer.status, status, "{fields}: {}", answer.body);
    }
}

#[tokio::test]
async fn plans_limit_branches_roots_and_protection() {
    let neon = Neon::start().await;
    let branches = format!("{PLAYGROUND}/branches");
    for _ in 0..2 {
        neon.post(
            &branches,
            json!({ "branch": { "init_source": "schema-only" } }),
        )
        .await
        .is(201);
        neon.settle();
    }
    let roots = neon
        .post(
            &branches,
            json!({ "branch": { "init_source": "schema-only" } }),
        )
        .await
        .is(422);
    assert_eq!(roots.text("/code"), "ROOT_BRANCHES_LIMIT_EXCEEDED");
    for _ in 0..5 {
        neon.post(&branches, None).await.is(201);
        neon.settle();
    }
    assert_eq!(
        neon.post(&branches, None).await.is(422).text("/code"),
        "BRANCHES_LIMIT_EXCEEDED"
    );
    let dev = neon.get(&format!("{branches}?search=dev")).await;
    let dev = format!("{branches}/{}", dev.text("/branches/0/id"));
    neon.patch(&dev, json!({ "branch": { "protected": true } }))
        .await
        .is(422);
}

#[tokio::test]
async fn children_of_a_protected_branch_get_passwords_of_their_own() {
    let neon = Neon::start().await;
    let password = async |id: &str| {
        let reply = neon
            .get(&format!(
                "{}/roles/storefront_owner/reveal_password",
                branch(id)
            ))
            .await
            .is(200);
        reply.text("/password").to_owned()
    };
    let made = neon
        .post(&format!("{STOREFRONT}/branches"), None)
        .await
        .is(201);
    assert_ne!(
        password(PRODUCTION).await,
        password(made.text("/branch/id")).await
    );
    neon.settle();
    let made = neon
        .post(
            &format!("{STOREFRONT}/branches"),
            json!({ "branch": { "parent_id": STAGING } }),
        )
        .await
        .is(201);
    assert_eq!(
        password(STAGING).await,
        password(made.text("/branch/id")).await
    );
}

#[tokio::test]
async fn renaming_protecting_and_expiring() {
    let neon = Neon::start().await;
    let update = |fields: serde_json::Value| json!({ "branch": fields });
    let renamed = neon
        .patch(&branch(STAGING), update(json!({ "name": "stage" })))
        .await
        .is(200);
    assert_eq!(
        (renamed.text("/branch/name"), &renamed.body["operations"]),
        ("stage", &json!([]))
    );
    neon.patch(&branch(STAGING), update(json!({ "name": "dev/maya" })))
        .await
        .is(409);
    let soon = json!({ "expires_at": "2026-11-25T00:00:00Z" });
    for (id, code) in [
        (PRODUCTION, "PROTECTED_BRANCH_EXPIRATION_NOT_ALLOWED"),
        (STAGING, "PARENT_BRANCH_EXPIRATION_NOT_ALLOWED"),
    ] {
        assert_eq!(
            neon.patch(&branch(id), update(soon.clone()))
                .await
                .is(400)
                .text("/code"),
            code
        );
    }
    let set = neon.patch(&branch(PREVIEW), update(soon)).await.is(200);
    assert_eq!(set.text("/branch/expires_at"), "2026-11-25T00:00:00Z");
    neon.patch(&branch(PREVIEW), update(json!({ "protected": true })))
        .await
        .is(422);
    let kept = neon
        .patch(&branch(PREVIEW), update(json!({ "name": "p" })))
        .await
        .is(200);
    assert_eq!(kept.text("/branch/expires_at"), "2026-11-25T00:00:00Z");
    let cleared = neon
        .patch(&branch(PREVIEW), update(json!({ "expires_at": null })))
        .await
        .is(200);
    assert!(cleared.body["branch"].get("expires_at").is_none());
}

#[tokio::test]
async fn a_branch_expires_by_itself_and_can_be_recovered() {
    let neon = Neon::start().await;
    neon.pass(Duration::from_secs(5 * 86_400 + 5));
    neon.get(&branch(PREVIEW)).await.is(404);
    neon.get(&format!("{STOREFRONT}/endpoints/ep-misty-hall-adk4p9q2"))
        .await
        .is(404);
    let all = neon
        .get(&format!(
            "{STOREFRONT}/branches?include_deleted=true&search=pr-412"
        ))
        .await
        .is(200);
    assert_eq!(all.text("/branches/0/recovery/deletion_method"), "ttl");
    let back = neon
        .post(&format!("{}/recover", branch(PREVIEW)), None)
        .await
        .is(200);
    assert!(back.body["branch"].get("expires_at").is_none());
    assert_eq!(back.text("/endpoints/0/current_state"), "idle");
    neon.get(&branch(PREVIEW)).await.is(200);
}

#[tokio::test]
async fn deleting_is_refused_where_it_would_hurt() {
    let neon = Neon::start().await;
    neon.delete(&branch(PRODUCTION)).await.is(422);
    neon.delete(&branch(STAGING)).await.is(422);
    let deleted = neon.delete(&branch(PREVIEW)).await.is(200);
    assert_eq!(
        deleted.all("operations", "action"),
        ["suspend_compute", "delete_timeline"]
    );
    assert_eq!(deleted.text("/branch/pending_state"), "storage_deleted");
    neon.get(&branch(PREVIEW)).await.is(200);
    neon.settle();
    neon.get(&branch(PREVIEW)).await.is(404);
    neon.delete(&branch(PREVIEW)).await.is(204);
}

#[tokio::test]
async fn the_default_moves_but_not_to_an_expiring_branch() {
    let neon = Neon::start().await;
    neon.post(&format!("{}/set_as_default", branch(PREVIEW)), None)
        .await
        .is(422);
    let moved = neon
        .post(&format!("{}/set_as_default", branch(STAGING)), None)
        .await
        .is(200);
    assert_eq!(moved.body["branch"]["default"], true);
    assert_eq!(
        neon.get(&branch(PRODUCTION)).await.body["branch"]["default"],
        false
    );
}

#[tokio::test]
async fn a_branch_comes_back_only_to_a_free_name_and_a_living_parent() {
    let neon = Neon::start().await;
    let made = neon
        .post(
            &format!("{STOREFRONT}/branches"),
            json!({ "branch": { "name": "child", "parent_id": STAGING } }),
        )
        .await
        .is(201);
    neon.settle();
    let child = branch(made.text("/branch/id"));
    neon.delete(&child).await.is(200);
    neon.settle();
    let again = neon
        .post(
            &format!("{STOREFRONT}/branches"),
            json!({ "branch": { "name": "child" } }),
        )
        .await
        .is(201);
    neon.settle();
    neon.post(&format!("{child}/recover"), None).await.is(409);
    let rename = json!({ "branch": { "name": "other" } });
    neon.patch(&branch(again.text("/branch/id")), rename)
        .await
        .is(200);
    neon.post(&format!("{child}/recover"), None).await.is(200);
    assert_eq!(neon.get(&child).await.text("/branch/parent_id"), STAGING);
}

#[tokio::test]
async fn a_branch_can_be_made_for_the_archive() {
    let neon = Neon::start().await;
    let body = json!({ "branch": { "archived": true }, "endpoints": [{ "type": "read_write" }] });
    let made = neon
        .post(&format!("{STOREFRONT}/branches"), body)
        .await
        .is(201);
    assert_eq!(made.text("/branch/current_state"), "init");
    assert_eq!(made.text("/branch/pending_state"), "archived");
    assert_eq!(made.text("/endpoints/0/current_state"), "idle");
    assert_eq!(
        made.all("operations", "action"),
        ["create_branch", "timeline_archive"]
    );
    neon.settle();
    let path = branch(made.text("/branch/id"));
    let archived = neon.get(&path).await;
    assert_eq!(archived.text("/branch/current_state"), "archived");
    assert!(archived.body["branch"].get("pending_state").is_none());
    let start = format!(
        "{STOREFRONT}/endpoints/{}/start",
        made.text("/endpoints/0/id")
    );
    neon.post(&start, None).await.is(200);
    neon.settle();
    assert_eq!(neon.get(&path).await.text("/branch/current_state"), "ready");
}

#[tokio::test]
async fn what_has_the_schema_only_has_the_size_of_nothing() {
    let neon = Neon::start().await;
    let mut sizes = Vec::new();
    for source in ["schema-only", "parent-schema", "import"] {
        let body = json!({ "branch": { "init_source": source } });
        let made = neon
            .post(&format!("{STOREFRONT}/branches"), body)
            .await
            .is(201);
        let parent = made.body["branch"].get("parent_id").is_some();
        assert_eq!(parent, source != "schema-only");
        neon.settle();
        let ready = neon.get(&branch(made.text("/branch/id"))).await;
        assert_eq!(ready.text("/branch/init_source"), source);
        sizes.push(ready.body["branch"]["logical_size"].clone());
    }
    assert_eq!(sizes, [30_785_536, 30_785_536, 30_785_536]);
}

#[tokio::test]
async fn inherited_passwords_that_are_not_stored_are_not_shown() {
    let neon = Neon::start().await;
    let fields = json!({ "name": "closed", "org_id": SCALE, "store_passwords": false });
    let made = neon
        .post("/projects", json!({ "project": fields }))
        .await
        .is(201);
    let project = format!("/projects/{}", made.text("/project/id"));
    neon.settle();
    let branches = format!("{project}/branches");
    let with_compute = json!({ "endpoints": [{ "type": "read_write" }] });
    let child = neon.post(&branches, with_compute.clone()).await.is(201);
    assert!(child.body.get("connection_uris").is_none());
    neon.settle();
    let protect = json!({ "branch": { "protected": true } });
    let main = format!("{branches}/{}", made.text("/branch/id"));
    neon.patch(&main, protect).await.is(200);
    let child = neon.post(&branches, with_compute).await.is(201);
    let password = child.text("/connection_uris/0/connection_parameters/password");
    assert_ne!(password, made.text("/roles/0/password"));
}

#[tokio::test]
async fn the_default_does_not_move_while_operations_run() {
    let neon = Neon::start().await;
    neon.post(&format!("{STOREFRONT}/branches"), None)
        .await
        .is(201);
    let set = format!("{}/set_as_default", branch(STAGING));
    neon.post(&set, None).await.is(423);
    neon.settle();
    neon.post(&set, None).await.is(200);
}
