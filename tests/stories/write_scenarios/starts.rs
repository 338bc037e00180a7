//! Where the rows begin.

use super::{Beginning, Step, run_out};
use crate::{
    story::{
        DEV, DEV_COMPUTE, PRODUCTION, PRODUCTION_COMPUTE, STAGING, STOREFRONT, Story, branch,
        compute,
    },
    tables,
};
use lazyneon::ui::{Action, Target};

/// The second organization of the account.
const WORKSHOP: &str = "org-quiet-meadow-10384622";
/// A project that can be reached through a VPC endpoint.
const BILLING: &str = "sparkling-hill-99143322";
const PLAYGROUND: &str = "old-fire-32990194";

/// The branches to mark where two are needed: they have no children, and both are idle.
pub const BOTH: [&str; 2] = ["dev/maya", "schema/onboarding"];

fn at(target: Target) -> Beginning {
    Box::pin(Story::at(target))
}

pub fn project() -> Beginning {
    at(Target::Project(STOREFRONT.into()))
}

pub fn dev() -> Beginning {
    at(branch(DEV))
}

pub fn staging() -> Beginning {
    at(branch(STAGING))
}

pub fn production() -> Beginning {
    at(branch(PRODUCTION))
}

pub fn production_compute() -> Beginning {
    at(compute(PRODUCTION_COMPUTE))
}

/// On the branch with this name.
async fn on(name: &str) -> Story {
    let mut story = Story::at(branch(DEV)).await;
    let target = story.named(name);
    story.go(&target).await;
    story
}

pub fn blocked() -> Beginning {
    Box::pin(on("dev/jonas"))
}

pub fn without_compute() -> Beginning {
    Box::pin(on("production_before_migration"))
}

/// On something on the branch `dev`.
async fn inside(target: Target) -> Story {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::Right);
    story.settle().await;
    story.go(&target).await;
    story
}

pub fn dev_compute() -> Beginning {
    Box::pin(inside(compute(DEV_COMPUTE)))
}

pub fn database() -> Beginning {
    let target = Target::Database(STOREFRONT.into(), DEV.into(), "sessions".into());
    Box::pin(inside(target))
}

pub fn role() -> Beginning {
    let target = Target::Role(STOREFRONT.into(), DEV.into(), "readonly".into());
    Box::pin(inside(target))
}

async fn after(mut story: Story, actions: &[Action]) -> Story {
    for action in actions {
        story.act(*action);
        story.settle().await;
    }
    story.follow().await;
    story
}

pub fn protected() -> Beginning {
    Box::pin(async { after(Story::at(branch(DEV)).await, &[Action::Protect]).await })
}

async fn on_unprotected_production() -> Story {
    let story = Story::at(branch(PRODUCTION)).await;
    after(story, &[Action::Unprotect, Action::ConfirmYes]).await
}

pub fn unprotected_production() -> Beginning {
    Box::pin(on_unprotected_production())
}

/// On a branch that was just restored.
pub fn restored() -> Beginning {
    Box::pin(async {
        let mut story = on_unprotected_production().await;
        story.act(Action::Restore);
        story.settle().await;
        for _ in 0..3 {
            story.act(Action::RestoreNext);
        }
        story.type_text("production");
        after(story, &[Action::ConfirmEnter]).await
    })
}

/// On the first of the listed snapshots of a branch that may be restored.
async fn on_a_snapshot() -> Story {
    let story = on_unprotected_production().await;
    after(story, &[Action::Snapshots, Action::Top]).await
}

pub fn snapshot() -> Beginning {
    Box::pin(on_a_snapshot())
}

/// On a branch that was created from a snapshot as a preview.
pub fn looked_at() -> Beginning {
    Box::pin(async {
        let mut story = on_a_snapshot().await;
        story.act(Action::NewFromSnapshot);
        story.key(lazyneon::key::Key::ctrl('u'));
        story.type_text("looked at");
        let mut story = after(story, &[Action::FormApply]).await;
        story.model_mut().neon.notices.clear();
        while story.model().browser.table.is_some() {
            story.act(Action::Back);
        }
        let made = story.named("looked at");
        story.go(&made).await;
        story
    })
}

/// On a project that may be transferred to the other organization.
pub fn playground() -> Beginning {
    Box::pin(async {
        let mut story = Story::begin().await;
        story.go(&Target::Org(WORKSHOP.into())).await;
        story.act(Action::Right);
        story.settle().await;
        story.go(&Target::Project(PLAYGROUND.into())).await;
        story
    })
}

/// The offer that [`offered`] makes: the first one of that project.
pub const OFFER: &str = "old-fire-32990194 ee873490-5caa-429f-a4ed-5b7e77b08740";

/// On a project of an organization to which a project of another one is offered.
pub fn offered() -> Beginning {
    Box::pin(async {
        let mut story = Story::begin().await;
        story
            .go(&Target::Org("org-bright-harbor-48215076".into()))
            .await;
        let url = format!(
            "{}/projects/{PLAYGROUND}/transfer_requests",
            story.neon.base_url()
        );
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let answer = client.post(url).bearer_auth("napi_owner").send().await;
        let text = answer.unwrap().text().await.unwrap();
        let offer: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(
            format!("{PLAYGROUND} {}", offer["id"].as_str().unwrap()),
            OFFER
        );
        story
    })
}

/// On a project that can be deleted.
pub fn docs() -> Beginning {
    Box::pin(async {
        let mut story = Story::begin().await;
        let docs = story.named("docs-site");
        story.go(&docs).await;
        story
    })
}

/// On a person with whom the project is shared.
pub fn share() -> Beginning {
    Box::pin(async {
        let mut story = Story::at(Target::Project(STOREFRONT.into())).await;
        story.act(Action::Share);
        story.type_text("noor@labs.example");
        let actions = [Action::FormApply, Action::ConfirmYes, Action::ListShares];
        after(story, &actions).await
    })
}

/// On the row with this name in the list that the last of these actions opens.
async fn listed(name: &str, actions: &[Action]) -> Story {
    let story = Story::at(Target::Project(STOREFRONT.into())).await;
    let mut story = after(story, actions).await;
    tables::go(&mut story, name);
    story
}

pub fn key() -> Beginning {
    Box::pin(listed("old-laptop", &[Action::ApiKeys]))
}

pub fn key_of_the_organization() -> Beginning {
    let actions = &[Action::ApiKeys, Action::NextTab];
    Box::pin(listed("github-actions", actions))
}

/// On an organization with a paid plan.
pub fn organization() -> Beginning {
    Box::pin(async {
        let mut story = Story::begin().await;
        story
            .go(&Target::Org("org-bright-harbor-48215076".into()))
            .await;
        story
    })
}

/// On a member of the organization.
pub fn member() -> Beginning {
    Box::pin(listed("priya@lighthouse.example", &[Action::Members]))
}

/// On a member of a project who has there what the organization allows.
pub fn project_member() -> Beginning {
    Box::pin(on_member("priya@lighthouse.example"))
}

/// On one whose role is set in the project.
pub fn project_member_with_a_role() -> Beginning {
    Box::pin(on_member("tomas@lighthouse.example"))
}

async fn on_member(email: &str) -> Story {
    let mut story = after(project().await, &[Action::ProjectMembers]).await;
    tables::go(&mut story, email);
    story
}

/// On a VPC endpoint of the organization.
pub fn vpc_endpoint() -> Beginning {
    Box::pin(async {
        let story = after(organization().await, &[Action::VpcEndpoints]).await;
        let mut story = story;
        tables::go(&mut story, "office network");
        story
    })
}

/// In the empty list of a project's VPC endpoints.
pub fn vpc_endpoints_of_project() -> Beginning {
    Box::pin(async { after(project().await, &[Action::VpcEndpoints]).await })
}

/// On the only VPC endpoint of a project.
pub fn vpc_endpoint_of_project() -> Beginning {
    Box::pin(async {
        let mut story = Story::at(Target::Project(BILLING.into())).await;
        story = after(story, &[Action::VpcEndpoints]).await;
        tables::go(&mut story, "Frankfurt services");
        story
    })
}

/// On the Data API of a database.
pub fn data_api() -> Beginning {
    let of = Target::Database(STOREFRONT.into(), STAGING.into(), "storefront".into());
    Box::pin(async move {
        let mut story = after(Story::at(branch(STAGING)).await, &[Action::Right]).await;
        story.go(&of).await;
        after(story, &[Action::DataApi]).await
    })
}

/// In the list of the credentials of a branch.
pub fn credentials() -> Beginning {
    Box::pin(crate::credentials::list())
}

/// On one of them.
pub fn credential() -> Beginning {
    Box::pin(async {
        let mut story = crate::credentials::list().await;
        tables::go(&mut story, "support-bot");
        story
    })
}

/// In the list of the buckets of a branch.
pub fn buckets() -> Beginning {
    Box::pin(crate::storage::buckets())
}

/// On one of them.
pub fn bucket() -> Beginning {
    Box::pin(async {
        let mut story = crate::storage::buckets().await;
        tables::go(&mut story, "invoices");
        story
    })
}

/// On this row of a bucket.
async fn stored(name: &str) -> Story {
    let mut story = crate::storage::inside(&["product-images"]).await;
    tables::go(&mut story, name);
    story
}

pub fn object() -> Beginning {
    Box::pin(stored("placeholder.svg"))
}

pub fn folder() -> Beginning {
    Box::pin(stored("shoes/"))
}

pub fn function() -> Beginning {
    Box::pin(crate::functions::on_one(
        Action::Functions,
        "Checkout webhooks",
    ))
}

/// In the list of triggers of a branch.
pub fn triggers() -> Beginning {
    Box::pin(crate::functions::list(Action::Triggers))
}

pub fn trigger() -> Beginning {
    Box::pin(crate::functions::on_one(Action::Triggers, "nightly report"))
}

pub fn custom_domain() -> Beginning {
    let name = "hooks.storefront.example";
    Box::pin(crate::functions::on_one(Action::CustomDomains, name))
}

/// On a masked branch.
pub fn masked() -> Beginning {
    Box::pin(crate::masking::on_it())
}

/// In the list of its rules.
pub fn masking_rules() -> Beginning {
    Box::pin(crate::masking::rules())
}

/// On a rule of it.
pub fn masking_rule() -> Beginning {
    Box::pin(async {
        let mut story = crate::masking::rules().await;
        tables::go(&mut story, "customers.email");
        story
    })
}

/// In the list of its rules, with two of them marked.
pub fn two_masking_rules() -> Beginning {
    Box::pin(async {
        let mut story = crate::masking::rules().await;
        marks(&mut story, &["customers.email", "sessions.token"]);
        story
    })
}

/// On Neon Auth of a branch.
pub fn neon_auth() -> Beginning {
    Box::pin(crate::neon_auth::on_it())
}

/// On a trusted domain of Neon Auth.
pub fn trusted_domain() -> Beginning {
    let list = Action::TrustedDomains;
    Box::pin(crate::neon_auth::on_one(list, "https://lighthouse.example"))
}

/// On an OAuth provider with the user's own keys.
pub fn oauth_provider() -> Beginning {
    Box::pin(crate::neon_auth::on_one(Action::OauthProviders, "GitHub"))
}

/// On the settings of Neon Auth with these names.
macro_rules! auth_settings {
    ($($start:ident: $name:literal),* $(,)?) => {
        $(pub fn $start() -> Beginning {
            Box::pin(crate::neon_auth::on_one(Action::AuthSettings, $name))
        })*
    };
}
auth_settings! {
    auth_localhost: "Localhost",
    auth_password: "E-mail and password",
    auth_organizations: "Organizations",
    auth_magic_link: "Magic link",
    auth_phone: "Phone number",
    auth_email_server: "E-mail server",
    auth_webhooks: "Webhooks",
}

/// On the only JWKS URL of a project.
pub fn jwks() -> Beginning {
    Box::pin(async {
        let mut story = after(project().await, &[Action::JwksUrls]).await;
        tables::go(&mut story, "Auth0");
        story
    })
}

/// The table of branches with these rows marked.
async fn marked(names: &[&str]) -> Story {
    let mut story = tables::branches().await;
    marks(&mut story, names);
    story
}

fn marks(story: &mut Story, names: &[&str]) {
    for name in names {
        tables::go(story, name);
        story.act(Action::Mark);
    }
}

pub fn two_idle() -> Beginning {
    Box::pin(marked(&BOTH))
}

/// The table after this action on two of its rows.
async fn both_after(action: Action) -> Story {
    let mut story = marked(&BOTH).await;
    story.act(action);
    if action == Action::Delete {
        Step::Word.take(&mut story).await;
        story.act(Action::ConfirmEnter);
    } else {
        story.screen();
        story.act(Action::ConfirmYes);
    }
    run_out(&mut story).await;
    story
}

/// The same with both rows marked again.
async fn marked_after(action: Action) -> Story {
    let mut story = both_after(action).await;
    marks(&mut story, &BOTH);
    story
}

pub fn two_active() -> Beginning {
    Box::pin(marked_after(Action::StartCompute))
}

pub fn two_protected() -> Beginning {
    Box::pin(marked_after(Action::Protect))
}

/// The deleted branches of the project, two of them marked on request.
async fn deleted(mark: bool) -> Story {
    let story = both_after(Action::Delete).await;
    let mut story = after(story, &[Action::PreviousTab]).await;
    if mark {
        marks(&mut story, &BOTH);
    } else {
        tables::go(&mut story, "dev/maya");
    }
    story
}

pub fn deleted_branch() -> Beginning {
    Box::pin(deleted(false))
}

pub fn two_deleted() -> Beginning {
    Box::pin(deleted(true))
}
