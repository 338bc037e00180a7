//! VPC endpoints: private AWS networks from which projects can be reached. An organization has them per region; a
//! project that is assigned one accepts connections only through its endpoints.

mod edit;

use crate::{
    api::{
        Answer, Get, Request,
        types::{VpcEndpoint, VpcEndpointId, VpcEndpointList, VpcOwner},
    },
    store::{Store, target::Target},
};
pub use edit::{ASSIGN, ASSIGN_TO_PROJECT, ENDPOINT, LABEL, RELABEL};

use super::{
    creation::{Accepted, Creation, Lost, text},
    edit::{EditTable, REGION},
    field::{Described, Field, Value, main, more},
    kind::{Kind, Known},
    verb::Verb,
};
use jiff::Timestamp;
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
            |one| match one.example_restricted_projects.as_slice() {
                [] => Value::Missing,
                some => Value::List(some.iter().map(ToString::to_string).collect()),
            },
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

/// The request that lists the endpoints of an organization or project.
pub fn list(place: &Target) -> Get<VpcEndpointList> {
    match (place.project(), place.org()) {
        (Some(project), _) => Request::list_project_vpc_endpoints(project),
        (None, org) => Request::list_org_vpc_endpoints(org.unwrap_or(&"".into())),
    }
}

impl Store {
    /// The known VPC endpoints of an organization or project.
    pub fn vpc_endpoints(&self, place: &Target) -> &[VpcEndpoint] {
        self.vpc_endpoints.get(place).map_or(&[], Vec::as_slice)
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
        let mut all = store.vpc_endpoints(&place(self.owner)).iter();
        all.find(|one| one.vpc_endpoint_id == *self.id)
    }
}

impl Kind for VpcEndpointRef<'_> {
    fn noun(&self) -> &'static str {
        "VPC endpoint"
    }

    fn known<'s>(&self, store: &'s Store) -> Option<&'s dyn Known> {
        Some(self.find(store)?)
    }

    fn name(&self, store: &Store) -> Option<String> {
        Some(self.find(store)?.label.to_string())
    }

    fn forget(&self, store: &mut Store) {
        if let Some(all) = store.vpc_endpoints.get_mut(&place(self.owner)) {
            all.retain(|one| one.vpc_endpoint_id != *self.id);
        }
    }

    fn read(&self) -> Option<Request> {
        Some(list(&place(self.owner)).into())
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

    fn keep(&self, store: &mut Store, answer: &Answer, _: Timestamp) {
        let all = store.vpc_endpoints.get_mut(&place(self.owner));
        let mut all = all.into_iter().flatten();
        if let Answer::GetOrgVpcEndpoint(answer) = answer
            && let Some(old) = all.find(|one| one.vpc_endpoint_id == *self.id)
        {
            *old = VpcEndpoint {
                region_id: old.region_id.take(),
                ..answer.endpoint.clone()
            };
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
}

/// A VPC endpoint to assign to an organization or project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewVpcEndpoint {
    pub to: Target,
}

impl Creation for NewVpcEndpoint {
    fn place(&self) -> Target {
        self.to.clone()
    }

    fn noun(&self) -> &'static str {
        "VPC endpoint"
    }

    fn verb(&self) -> Verb {
        Verb::new("assigning", "assigned", "assign")
    }

    fn title(&self) -> String {
        "Assign VPC endpoint".to_owned()
    }

    fn question(&self, name: &str, place: &str) -> String {
        format!("Assign the VPC endpoint {name} to {place}?")
    }

    fn table(&self) -> &'static EditTable {
        match self.to {
            Target::Project(_) => &ASSIGN_TO_PROJECT,
            _ => &ASSIGN,
        }
    }

    fn request(&self, body: serde_json::Value) -> Request {
        let owner = match (self.to.project(), self.to.org()) {
            (Some(project), _) => VpcOwner::Project(project.clone()),
            (None, org) => {
                let region = text(&body, &format!("/{REGION}")).into();
                VpcOwner::Org(org.cloned().unwrap_or_default(), region)
            }
        };
        let id = text(&body, &format!("/{ENDPOINT}")).into();
        let label = json!({ LABEL: text(&body, &format!("/{LABEL}")) });
        Request::assign_vpc_endpoint(&owner, &id, label)
    }

    fn accept(&self, _: &mut Store, answer: Answer, _: Timestamp) -> Option<Accepted> {
        match answer {
            Answer::AssignOrgVpcEndpoint(_) | Answer::AssignProjectVpcEndpoint(_) => {
                Some(Accepted::new(self.place(), Vec::new()))
            }
            _ => None,
        }
    }

    fn lookup(&self, _: &str) -> Request {
        list(&self.to).into()
    }

    fn find(&self, lost: &Lost<'_>, answer: &Answer) -> Option<Target> {
        let (Answer::ListOrgVpcEndpoints(list) | Answer::ListProjectVpcEndpoints(list)) = answer
        else {
            return None;
        };
        let label = lost.request.body.as_ref().map(|body| text(body, "/label"));
        let mut all = list.endpoints.iter();
        let is_there = all.any(|one| {
            lost.request.path_part(ENDPOINT) == Some(one.vpc_endpoint_id.as_str())
                && Some(one.label.as_str()) == label
        });
        is_there.then(|| self.place())
    }
}
