//! Masked branches: created, shown, masked again, and their rules changed. What all changes have in common (lost
//! responses, refusals, Esc) is in `write_scenarios`.

use crate::{
    story::{DEV, STAGING, STOREFRONT, Story, bodies, branch, no_waking, on},
    write_scenarios::{go, write_over},
};
use lazyneon::ui::Action;
use serde_json::{Value, json};
use std::time::Duration;

/// The masked branch of the seed.
pub const MASKED: &str = "br-lingering-bird-avwidlhx";

/// On the masked branch.
pub async fn on_it() -> Story {
    let mut story = Story::at(branch(STAGING)).await;
    story.act(Action::Right);
    story.settle().await;
    story.go(&branch(MASKED)).await;
    story.settle().await;
    story
}

/// In the list of its rules.
pub async fn rules() -> Story {
    let mut story = on_it().await;
    story.act(Action::MaskingRules);
    story.settle().await;
    story.neon.forget_requests();
    story
}

async fn by_somebody_else(story: &Story, edit: impl FnOnce(&mut Vec<Value>)) {
    let url = format!(
        "{}/projects/{STOREFRONT}/branches/{MASKED}/masking_rules",
        story.neon.base_url()
    );
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let now = client.get(&url).bearer_auth("napi_else").send().await;
    let now: Value = serde_json::from_str(&now.unwrap().text().await.unwrap()).unwrap();
    let mut all = now["masking_rules"].as_array().unwrap().clone();
    edit(&mut all);
    let body = json!({ "masking_rules": all }).to_string();
    let sent = client.patch(&url).bearer_auth("napi_else");
    let sent = sent.header("content-type", "application/json").body(body);
    assert!(sent.send().await.unwrap().status().is_success());
    story.neon.forget_requests();
}

/// The columns and what masks them, in the last body that was sent.
fn sent(story: &Story) -> Vec<String> {
    let body = bodies(story).pop().unwrap();
    let rules = body["masking_rules"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let with = |rule: &Value| text(&rule["masking_function"]) + &text(&rule["masking_value"]);
    rules
        .map(|rule| format!("{} {}", text(&rule["column_name"]), with(rule)))
        .collect()
}

#[tokio::test(start_paused = true)]
async fn the_page_of_a_branch_says_how_far_it_is_masked() {
    let mut story = on_it().await;
    story
        .sees("Masking")
        .sees("masked")
        .sees("Columns")
        .sees("Maya Lindqvist");
    story.act(Action::Masking);
    story.settle().await;
    story.sees("qa/checkout-v2").sees("masked");
    story.act(Action::StartMasking);
    story
        .sees("Mask the data of qa/checkout-v2?")
        .sees("the compute of the branch, if it is idle")
        .sees("the values are lost on this branch");
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.sees("being masked");
    story.act(Action::StartMasking);
    story.sees("the branch is being masked already");
    story.elapse(Duration::from_secs(15)).await;
    story.act(Action::Refresh);
    story.settle().await;
    story.misses("being masked").sees("masked");
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_branch_that_is_not_masked_is_no_error_and_is_not_asked_about() {
    let mut story = Story::at(branch(DEV)).await;
    let asked = |story: &Story| {
        let requests = story.neon.requests().into_iter();
        let mut paths = requests.map(|request| request.path);
        paths.any(|path| path.contains("anonymized_status"))
    };
    assert!(!asked(&story));
    story.act(Action::MaskingRules);
    story.settle().await;
    story.sees("dev/maya is not masked: it has the data as it is.");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn rules_that_others_have_added_meanwhile_stay() {
    let mut story = rules().await;
    on(&mut story, "customers.phone");
    by_somebody_else(&story, |all| {
        all.push(json!({
            "database_name": "storefront", "schema_name": "public", "table_name": "orders",
            "column_name": "status", "masking_value": "x",
        }));
    })
    .await;
    story.act(Action::Delete);
    story
        .sees("Remove the masking rule of customers.phone?")
        .sees("storefront.public.customers.phone = '+1 555 0100'");
    story.act(Action::ConfirmYes);
    story.settle().await;
    assert_eq!(
        sent(&story),
        [
            "email anon.fake_email()",
            "full_name anon.fake_last_name()",
            "token anon.random_string(32)",
            "status x"
        ]
    );
    story
        .sees("somebody has changed other masking rules")
        .sees("customers.phone removed");
    by_somebody_else(&story, |all| drop(all.remove(0))).await;
    story.act(Action::Undo);
    story.act(Action::ConfirmYes);
    story.settle().await;
    assert_eq!(
        sent(&story),
        [
            "full_name anon.fake_last_name()",
            "token anon.random_string(32)",
            "status x",
            "phone +1 555 0100"
        ]
    );
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_rule_that_somebody_else_has_changed_is_compared_first() {
    let mut story = rules().await;
    on(&mut story, "customers.email");
    story.act(Action::Edit);
    go(&mut story, "Function");
    write_over(&mut story, "anon.hash(email)");
    by_somebody_else(&story, |all| {
        all[0]["masking_function"] = "anon.random_string(9)".into();
    })
    .await;
    story.act(Action::FormApply);
    story.settle().await;
    story
        .sees("changed elsewhere meanwhile")
        .sees("Masked with")
        .sees("anon.random_string(9)");
    assert_eq!(story.changes(), Vec::<String>::new());
    story.act(Action::FormMine);
    story.act(Action::FormApply);
    story.settle().await;
    assert_eq!(sent(&story)[0], "email anon.hash(email)");
    assert_eq!(sent(&story).len(), 4);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_column_gets_no_second_rule_even_if_somebody_else_was_faster() {
    let mut story = rules().await;
    story.act(Action::AddMaskingRule);
    for (field, text) in [
        ("Database", "storefront"),
        ("Table", "customers"),
        ("Column", "phone"),
        ("Function", "f()"),
    ] {
        go(&mut story, field);
        write_over(&mut story, text);
    }
    story.act(Action::FormApply);
    story.sees("the column has a rule already: edit that");
    write_over(&mut story, "id");
    by_somebody_else(&story, |all| {
        let mut rule = all[0].clone();
        rule["column_name"] = "id".into();
        all.push(rule);
    })
    .await;
    story.act(Action::FormApply);
    story.settle().await;
    story.sees("somebody has added a rule for storefront.public.customers.id meanwhile");
    assert_eq!(story.changes(), Vec::<String>::new());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_new_masked_branch_has_its_rules_and_is_masked_at_once_if_wanted() {
    let mut story = Story::at(branch(DEV)).await;
    story.neon.forget_requests();
    story.act(Action::NewMaskedBranch);
    story.settle().await;
    story.sees("until it is masked, the branch has the data of its parent as it is");
    write_over(&mut story, "dev/masked");
    go(&mut story, "Mask");
    story.sees("if there is a rule");
    go(&mut story, "Rules");
    story.type_text("customers.email = anon.fake_email()");
    story.act(Action::FormApply);
    story.settle().await;
    story.sees("a line is shop.public.users.email");
    write_over(
        &mut story,
        "storefront.public.customers.email = anon.fake_email()",
    );
    story.act(Action::FormApply);
    story.settle().await;
    let body = bodies(&story).pop().unwrap();
    assert_eq!(body["start_anonymization"], true);
    assert_eq!(body["branch_create"]["branch"]["name"], "dev/masked");
    assert_eq!(
        body["masking_rules"],
        json!([{
            "database_name": "storefront", "schema_name": "public", "table_name": "customers",
            "column_name": "email", "masking_function": "anon.fake_email()",
        }])
    );
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn masking_that_would_wake_the_compute_is_blocked_with_the_rule() {
    let mut story = on_it().await;
    story.model_mut().neon.policy.rules = no_waking("qa/checkout-v2");
    story.neon.forget_requests();
    story.act(Action::StartMasking);
    story.sees("wake").sees("blocked by");
    assert_eq!(story.changes(), Vec::<String>::new());
    story.end();
}
