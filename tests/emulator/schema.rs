//! Schemas and their differences.

use serde_json::json;

use crate::harness::{Neon, PLAYGROUND, STOREFRONT};

const PRODUCTION: &str = "br-long-feather-adpbgzlx";
const STAGING: &str = "br-super-wildflower-adniii9u";

fn branch(id: &str) -> String {
    format!("{STOREFRONT}/branches/{id}")
}

#[tokio::test]
async fn a_schema_comes_as_sql_and_as_json() {
    let neon = Neon::start().await;
    let schema = format!("{}/schema?db_name=storefront", branch(PRODUCTION));
    let sql = neon.get(&schema).await.is(200);
    for part in [
        "-- PostgreSQL database dump",
        "CREATE TABLE public.orders (\n    id bigint NOT NULL,",
        "ALTER TABLE public.orders OWNER TO storefront_owner;",
        "    ADD CONSTRAINT orders_pkey PRIMARY KEY (id);",
        "FOREIGN KEY (customer_id) REFERENCES public.customers(id);",
        "CREATE INDEX orders_customer_id_idx ON public.orders USING btree (customer_id);",
        "available integer GENERATED ALWAYS AS ((on_hand - reserved)) STORED",
    ] {
        assert!(
            sql.text("/sql").contains(part),
            "{part}\n{}",
            sql.text("/sql")
        );
    }
    let json = neon.get(&format!("{schema}&format=json")).await.is(200);
    let tables = json.body["json"]["tables"].as_array().unwrap();
    let inventory = tables.iter().find(|table| table["name"] == "inventory");
    let inventory = inventory.unwrap();
    assert_eq!(
        inventory["columns"][4],
        json!({ "name": "available", "type": "integer", "nullable": true, "generated": true })
    );
    assert_eq!(
        inventory["constraints"][0]["referenced_table"],
        json!({ "schema": "public", "table": "products", "columns": ["id"] })
    );
}

#[tokio::test]
async fn a_schema_can_be_seen_as_it_was() {
    let neon = Neon::start().await;
    let schema = format!("{}/schema?db_name=storefront", branch(PRODUCTION));
    let now = neon.get(&schema).await;
    assert!(now.text("/sql").contains("delivery_note"));
    let before = neon
        .get(&format!("{schema}&timestamp=2026-11-18T10:00:00Z"))
        .await
        .is(200);
    assert!(!before.text("/sql").contains("delivery_note"));
    for (query, status) in [
        ("&timestamp=2026-10-01T00:00:00Z", 400),
        ("&timestamp=2026-12-01T00:00:00Z", 400),
        ("&lsn=0/1", 400),
        ("&lsn=0/1&timestamp=2026-11-18T10:00:00Z", 400),
        ("&format=xml", 400),
    ] {
        neon.get(&format!("{schema}{query}")).await.is(status);
    }
    neon.get(&format!("{}/schema", branch(PRODUCTION)))
        .await
        .is(400);
    neon.get(&format!("{}/schema?db_name=nothing", branch(PRODUCTION)))
        .await
        .is(404);
}

#[tokio::test]
async fn a_branch_is_compared_with_its_parent() {
    let neon = Neon::start().await;
    let compare = format!("{}/compare_schema?db_name=storefront", branch(STAGING));
    let diff = neon.get(&compare).await.is(200);
    let diff = diff.text("/diff");
    assert!(
        diff.starts_with("--- a/storefront\n+++ b/storefront\n@@ -"),
        "{diff}"
    );
    for line in [
        "\n+CREATE TABLE public.shipments (",
        "\n-    delivery_note text",
        "\n-    shipped_at timestamp with time zone,",
    ] {
        assert!(diff.contains(line), "{line}\n{diff}");
    }
    let same = neon
        .get(&format!(
            "{}/compare_schema?db_name=sessions",
            branch(STAGING)
        ))
        .await
        .is(200);
    assert_eq!(same.text("/diff"), "");
    let base = format!("&base_branch_id={PRODUCTION}&base_timestamp=2026-11-18T10:00:00Z");
    let earlier = neon.get(&format!("{compare}{base}")).await.is(200);
    assert!(!earlier.text("/diff").contains("delivery_note"));
}

#[tokio::test]
async fn a_root_needs_a_branch_to_be_compared_with() {
    let neon = Neon::start().await;
    let compare = format!("{}/compare_schema?db_name=storefront", branch(PRODUCTION));
    neon.get(&compare).await.is(400);
    let own = format!("{compare}&base_branch_id={PRODUCTION}");
    assert_eq!(neon.get(&own).await.is(200).text("/diff"), "");
    let past = format!("{own}&base_timestamp=2026-11-18T10:00:00Z");
    let diff = neon.get(&past).await.is(200);
    assert!(diff.text("/diff").contains("\n+    delivery_note text"));
    neon.get(&format!("{compare}&base_branch_id=br-nobody-1"))
        .await
        .is(404);
}

#[tokio::test]
async fn a_reset_takes_the_schema_along() {
    let neon = Neon::start().await;
    let dev = neon.get(&format!("{PLAYGROUND}/branches?search=dev")).await;
    let path = format!("{PLAYGROUND}/branches/{}", dev.text("/branches/0/id"));
    let compare = format!("{path}/compare_schema?db_name=neondb");
    assert!(neon.get(&compare).await.text("/diff").contains("tags"));
    let body = json!({ "source_branch_id": dev.text("/branches/0/parent_id") });
    neon.post(&format!("{path}/restore"), body).await.is(200);
    neon.settle();
    assert_eq!(neon.get(&compare).await.text("/diff"), "");
}

#[tokio::test]
async fn a_renamed_database_keeps_its_tables() {
    let neon = Neon::start().await;
    let main = neon
        .get(&format!("{PLAYGROUND}/branches?search=main"))
        .await;
    let path = format!("{PLAYGROUND}/branches/{}", main.text("/branches/0/id"));
    let body = json!({ "database": { "name": "blog/2026" } });
    neon.patch(&format!("{path}/databases/neondb"), body)
        .await
        .is(200);
    neon.settle();
    let schema = neon
        .get(&format!("{path}/schema?db_name=blog%2F2026"))
        .await
        .is(200);
    assert!(schema.text("/sql").contains("public.posts"));
}
