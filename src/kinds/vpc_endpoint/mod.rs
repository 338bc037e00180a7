//! VPC endpoints: private AWS networks from which projects can be reached. An organization has them per region; a
//! project that is assigned one accepts connections only through its endpoints.

mod new;

use super::{
    column::{Column, Width, field},
    deletion::{Question, count, fact},
    edit::EditTable,
    field::{Described, Field, Value, main, more},
    kind::{Kind, Known},
    list::{List, Listed, Need},
    verb::Verb,
};
use crate::{
    api::{
        Answer, Get, Operation, Request,
        operations::typed,
        types::{
            OddRow, OrgId, ProjectId, RegionId, VpcEndpoint, VpcEndpointAnswer, VpcEndpointId,
            VpcEndpointList, VpcOwner,
        },
    },
    store::{Store, target::Target},
};
use jiff::Timestamp;
pub use new::NewVpcEndpoint;
use new::{LABEL, RELABEL};
use serde_json::json;

impl Described for VpcEndpoint {
    const FIELDS: &'static [Field<Self>] = &[
        main("vpc_endpoint_id", "Id", "Its id at AWS.", |one| {
            Value::id(&one.vpc_endpoint_id)
        }),
        main("region_id", "Region", "The region it is in.", |one| {
            Value::of(one.region_id.as_ref(), Value::text)
        }),
        main("state", "State", "Whether Neon has accepted it.", |one| {
            Value::of(one.state.as_ref(), Value::text)
        }),
        main(
            "num_restricted_projects",
            "Projects",
            "How many projects accept connections through it.",
            |one| {
                Value::of(one.num_restricted_projects, |many| {
                    Value::Count(many.into())
                })
            },
        ),
        more(
            "example_restricted_projects",
            "Such as",
            "Three of those projects at most.",
            |one| Value::list(&one.example_restricted_projects),
        ),
    ];
}

/// The organization or project that has an endpoint.
pub fn place(owner: &VpcOwner) -> Target {
    match owner {
        VpcOwner::Org(org, _) => Target::Org(org.clone()),
        VpcOwner::Project(project) => Target::Project(project.clone()),
    }
}

impl Listed for VpcEndpoint {
    type Page = VpcEndpointList;
    type New = NewVpcEndpoint;

    const LIST: List = List("VPC endpoints");
    const NAME: &'static str = "vpc_endpoints";
    const COLUMNS: &'static [Column] = &[
        Column::name("VPC ENDPOINT", "the label", Width::Name(18)),
        field!(VpcEndpoint, "vpc_endpoint_id", Width::Name(22), 90),
        field!(VpcEndpoint, "region_id", Width::Name(14), 80),
    ];

    fn place(_: &Store, at: Option<&Target>) -> Result<Target, String> {
        match at.map(|at| (at.project(), at.org())) {
            Some((Some(project), _)) => Ok(Target::Project(project.clone())),
            Some((None, Some(org))) if org.is_empty() => {
                Err("a personal account has no VPC endpoints; organizations do".to_owned())
            }
            Some((None, Some(org))) => Ok(Target::Org(org.clone())),
            _ => Err("select an organization, a project, or something in it".to_owned()),
        }
    }

    // A project can be assigned those of its organization.
    fn needs(store: &Store, of: &Target) -> Vec<Need> {
        let project = of.project().and_then(|project| store.project(project));
        let org = project.and_then(|entry| entry.row.org_id.clone());
        let list = org.map(|org| Need::List(Self::load(Target::Org(org))));
        list.into_iter().collect()
    }

    fn request(of: &Target) -> Get<VpcEndpointList> {
        match (of.project(), of.org()) {
            (Some(project), _) => Request::list_project_vpc_endpoints(project),
            (None, org) => Request::list_org_vpc_endpoints(org.unwrap_or(&"".into())),
        }
    }

    fn records(store: &Store, of: &Target, mut page: VpcEndpointList) -> (Vec<Self>, Vec<OddRow>) {
        let region = of.project().and_then(|project| store.project(project));
        let region = region.map(|entry| entry.row.region_id.clone());
        for one in &mut page.endpoints {
            one.region_id = one.region_id.take().or_else(|| region.clone());
        }
        (page.endpoints, page.odd)
    }

    fn target(&self, of: &Target) -> Target {
        let owner = match (of.project(), of.org()) {
            (Some(project), _) => VpcOwner::Project(project.clone()),
            (None, org) => VpcOwner::Org(
                org.cloned().unwrap_or_default(),
                self.region_id.clone().unwrap_or_default(),
            ),
        };
        Target::VpcEndpoint(owner, self.vpc_endpoint_id.clone())
    }

    fn none(store: &Store, of: &Target, key: &str) -> String {
        let name = store.name(of);
        match of {
            Target::Project(_) => format!(
                "{name} has no VPC endpoint: it is reached from any network. {key} assigns one."
            ),
            _ => format!("{name} has no VPC endpoints yet. {key} assigns one."),
        }
    }

    fn add(store: &Store, of: &Target) -> Option<Result<NewVpcEndpoint, String>> {
        let refused = of.org().and_then(|org| store.why_not_admin(org));
        let new = NewVpcEndpoint { to: of.clone() };
        Some(refused.map_or_else(|| Ok(new), Err))
    }
}

impl Request {
    /// The VPC endpoints of an organization, in all regions.
    pub fn list_org_vpc_endpoints(org: &OrgId) -> Get<VpcEndpointList> {
        Get::new(typed::ListOrgVpcEndpoints, &[org.as_str()])
    }

    /// The VPC endpoints that a project accepts connections through.
    pub fn list_project_vpc_endpoints(project: &ProjectId) -> Get<VpcEndpointList> {
        Get::new(typed::ListProjectVpcEndpoints, &[project.as_str()])
    }

    /// A VPC endpoint of an organization, with its state and the projects that use it.
    pub fn get_vpc_endpoint(
        org: &OrgId,
        region: &RegionId,
        id: &VpcEndpointId,
    ) -> Get<VpcEndpointAnswer> {
        let path = [org.as_str(), region.as_str(), id.as_str()];
        Get::new(typed::GetOrgVpcEndpoint, &path)
    }

    /// Assigns a VPC endpoint, or changes its label (`label`).
    pub fn assign_vpc_endpoint(to: &VpcOwner, id: &VpcEndpointId, body: serde_json::Value) -> Self {
        use Operation::{AssignOrgVpcEndpoint, AssignProjectVpcEndpoint};
        Self::of_owner(AssignOrgVpcEndpoint, AssignProjectVpcEndpoint, to, id).body(body)
    }

    /// Removes a VPC endpoint; permanently, if from an organization.
    pub fn remove_vpc_endpoint(from: &VpcOwner, id: &VpcEndpointId) -> Self {
        use Operation::{RemoveOrgVpcEndpoint, RemoveProjectVpcEndpoint};
        Self::of_owner(RemoveOrgVpcEndpoint, RemoveProjectVpcEndpoint, from, id)
    }

    fn of_owner(org: Operation, project: Operation, owner: &VpcOwner, id: &VpcEndpointId) -> Self {
        match owner {
            VpcOwner::Org(id_of_org, region) => {
                Self::new(org, &[id_of_org.as_str(), region.as_str(), id.as_str()])
            }
            VpcOwner::Project(id_of_project) => {
                Self::new(project, &[id_of_project.as_str(), id.as_str()])
            }
        }
    }
}

/// Identifies a VPC endpoint.
#[derive(Debug, Clone, Copy)]
pub struct VpcEndpointRef<'a> {
    pub owner: &'a VpcOwner,
    pub id: &'a VpcEndpointId,
}

impl VpcEndpointRef<'_> {
    /// Its data, if known.
    pub fn find<'s>(&self, store: &'s Store) -> Option<&'s VpcEndpoint> {
        let mut all = store.listings.of::<VpcEndpoint>(&place(self.owner)).iter();
        all.find(|one| one.vpc_endpoint_id == *self.id)
    }
}

impl Kind for VpcEndpointRef<'_> {
    fn noun(&self) -> &'static str {
        "VPC endpoint"
    }

    fn field_names(&self) -> Vec<[&'static str; 2]> {
        VpcEndpoint::names()
    }

    fn known<'s>(&self, store: &'s Store) -> Option<&'s dyn Known> {
        Some(self.find(store)?)
    }

    fn name(&self, store: &Store) -> Option<String> {
        Some(self.find(store)?.label.to_string())
    }

    fn forget(&self, store: &mut Store) {
        let is_it = |one: &VpcEndpoint| one.vpc_endpoint_id == *self.id;
        store.listings.forget(&place(self.owner), is_it);
    }

    fn read(&self) -> Option<Request> {
        Some(VpcEndpoint::request(&place(self.owner)).into())
    }

    fn entry(&self) -> Option<serde_json::Value> {
        Some(json!({ "vpc_endpoint_id": self.id }))
    }

    // Neon has no endpoint for a single one of a project.
    fn read_alone(&self) -> Option<Request> {
        match self.owner {
            VpcOwner::Org(org, region) => {
                Some(Request::get_vpc_endpoint(org, region, self.id).into())
            }
            VpcOwner::Project(_) => None,
        }
    }

    fn keep(&self, store: &mut Store, answer: Answer, _: Timestamp) {
        let all = store.listings.of_mut::<VpcEndpoint>(&place(self.owner));
        let mut all = all.into_iter().flatten();
        if let Some(answer) = answer.body::<VpcEndpointAnswer>()
            && let Some(old) = all.find(|one| one.vpc_endpoint_id == *self.id)
        {
            *old = VpcEndpoint {
                region_id: old.region_id.take(),
                ..answer.endpoint
            };
        }
    }

    fn form(&self) -> Option<&'static EditTable> {
        Some(&RELABEL)
    }

    fn refusal(&self, store: &Store) -> Option<String> {
        match self.owner {
            VpcOwner::Org(org, _) => store.why_not_admin(org),
            VpcOwner::Project(_) => None,
        }
    }

    fn update(&self, fields: serde_json::Value) -> Option<Request> {
        Some(Request::assign_vpc_endpoint(self.owner, self.id, fields))
    }

    fn deletion(&self) -> Option<Request> {
        Some(Request::remove_vpc_endpoint(self.owner, self.id))
    }

    // An organization can never get a removed one back.
    fn restoration(&self, store: &Store) -> Option<Request> {
        match self.owner {
            VpcOwner::Org(..) => None,
            VpcOwner::Project(_) => self.update(json!({ LABEL: self.find(store)?.label })),
        }
    }

    fn deletion_verb(&self) -> Verb {
        Verb::REMOVE
    }

    // The first word of the label: IDs are long.
    fn typed<'n>(&self, name: &'n str) -> &'n str {
        name.split_whitespace().next().unwrap_or(name)
    }

    fn losses_of_many(&self, _: &Store, all: &[Target]) -> Vec<String> {
        let they = if all.len() > 1 { "they" } else { "it" };
        match self.owner {
            VpcOwner::Org(..) => vec![
                fact(
                    "breaks",
                    "connections through it, in every project that has it",
                ),
                fact(
                    "after",
                    format!("{they} can never be assigned to the organization again"),
                ),
            ],
            VpcOwner::Project(_) => vec![
                fact("breaks", "connections through it, immediately"),
                fact("undo", "by assigning it again"),
            ],
        }
    }

    fn if_removed(&self, store: &Store) -> Option<String> {
        let label = &self.find(store)?.label;
        let of = place(self.owner);
        let is_last = store.listings.of::<VpcEndpoint>(&of).len() == 1;
        let opens = match self.owner {
            VpcOwner::Project(_) if is_last => {
                format!("; {} is then open to every other network", store.name(&of))
            }
            _ => String::new(),
        };
        Some(format!(
            "If removed, connections through {label} break at once{opens}"
        ))
    }

    fn question(&self, store: &Store) -> Option<Question> {
        let known = self.find(store)?;
        let of = place(self.owner);
        let name = store.name(&of);
        let mut lines = vec![fact("endpoint", self.id.as_str()), fact("of", &name)];
        if let Some(many) = known.num_restricted_projects {
            let projects = count(many.try_into().unwrap_or(usize::MAX), "project");
            lines.push(fact("used by", projects));
        }
        lines.extend(self.losses_of_many(store, &[]));
        let all = store.listings.of::<VpcEndpoint>(&of);
        if matches!(self.owner, VpcOwner::Project(_)) && all.len() == 1 {
            let text = format!("{name} to every other network: it has no other endpoint");
            lines.push(fact("opens", text));
        }
        Some(Question {
            title: format!("Remove the VPC endpoint {} from {name}?", known.label),
            lines,
            typed: true,
            prominent: false,
            concerns: Some(of),
        })
    }
}
