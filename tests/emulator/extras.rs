//! What is not turned on says so.

use crate::harness::{Neon, SCALE, STOREFRONT};

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
async fn what_there_is_none_of_is_an_empty_list() {
    let neon = Neon::start().await;
    for path in [
        format!("{STOREFRONT}/jwks"),
        format!("{STOREFRONT}/vpc_endpoints"),
        format!("/organizations/{SCALE}/vpc/vpc_endpoints"),
    ] {
        neon.get(&path).await.is(200);
    }
}
