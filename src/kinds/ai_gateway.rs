//! The AI gateway of a branch: with a credential, programs reach language models through it.

use super::{
    column::{Column, Width},
    field::{Described, Field, Value, main},
    item::{Item, ItemKind, NewItem},
    list::{List, Listed, branch_parts, branch_place},
};
use crate::{
    api::{
        Get, Request,
        operations::typed,
        types::{AiGateway, AiGatewayAnswer, BranchId, OddRow, ProjectId},
    },
    store::{Store, target::Target},
};

impl Described for AiGateway {
    const FIELDS: &'static [Field<Self>] = &[main(
        "base_url",
        "Base URL",
        "Where requests go; the path after it names the API, such as /ai-gateway/openai/v1/responses.",
        |one| Value::id(&one.base_url),
    )];
}

impl Listed for AiGateway {
    type Page = AiGatewayAnswer;
    type New = NewItem;

    const LIST: List = List("AI gateway");
    const NAME: &'static str = "ai_gateway";
    const MAY_BE_UNAVAILABLE: bool = true;
    const COLUMNS: &'static [Column] = &[Column::name(
        "BASE URL",
        "where requests go",
        Width::Name(40),
    )];

    fn place(store: &Store, at: Option<&Target>) -> Result<Target, String> {
        branch_place(store, at, "an AI gateway belongs")
    }

    fn request(of: &Target) -> Get<AiGatewayAnswer> {
        let (project, branch) = branch_parts(of);
        Request::get_ai_gateway(&project, &branch)
    }

    fn records(_: &Store, _: &Target, answer: AiGatewayAnswer) -> (Vec<Self>, Vec<OddRow>) {
        (vec![answer.gateway], answer.odd)
    }

    fn target(&self, of: &Target) -> Target {
        let (project, branch) = branch_parts(of);
        Target::AiGateway(project, branch)
    }

    fn none(store: &Store, of: &Target, _: &str) -> String {
        format!("{} has no AI gateway.", store.name(of))
    }
}

impl Item for AiGateway {
    fn id(&self) -> &str {
        self.base_url.as_str()
    }

    // A branch has only one.
    fn find<'a>(all: &'a [Self], _: &str) -> Option<&'a Self> {
        all.first()
    }
}

pub static AI_GATEWAY: ItemKind = ItemKind {
    name: |it, store| Some(it.find::<AiGateway>(store)?.base_url.to_string()),
    why_fixed: Some("Neon sets this"),
    ..ItemKind::new::<AiGateway>("AI gateway", "base_url")
};

impl Request {
    /// The AI gateway of a branch. Refused with 404 if there is none.
    pub fn get_ai_gateway(project: &ProjectId, branch: &BranchId) -> Get<AiGatewayAnswer> {
        Get::new(typed::GetAiGateway, &[project.as_str(), branch.as_str()])
    }
}
