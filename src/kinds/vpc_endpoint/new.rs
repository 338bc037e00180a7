//! Assigning VPC endpoints, and the fields of their forms.

use crate::{
    api::{
        Answer, Request,
        types::{RegionId, VpcEndpoint, VpcEndpointList, VpcOwner},
    },
    kinds::{
        creation::{Creation, Lost, text},
        edit::{
            About, ChangeSet, EditEffect, EditTable, FieldEdit, Input, Offer, REGION, REGIONS,
            Severity, Validation, entered, row,
        },
        list::{Listed, Load},
        verb::Verb,
    },
    store::{Store, target::Target},
};
use serde_json::{Value, json};

/// The path of its ID, picked from the organization's endpoints when assigning one to a project.
const ENDPOINT: &str = "vpc_endpoint_id";
/// The path of its label.
pub(super) const LABEL: &str = "label";
/// The longest label.
const LONGEST: usize = 256;

const LABEL_ROW: FieldEdit = FieldEdit {
    check: |change_set| entered(change_set.text(LABEL), "a label", LONGEST),
    ..row(
        LABEL,
        "VPC endpoint",
        "Label",
        Input::Text { longest: LONGEST },
        "What lists call it, such as the network it leads from.",
    )
};

/// Changing the label of an assigned endpoint.
pub(super) static RELABEL: EditTable = EditTable {
    body: |_, change_set| {
        let label = change_set.text(LABEL).trim();
        change_set.changed(LABEL).then(|| json!({ LABEL: label }))
    },
    ..EditTable::new(false, &[LABEL_ROW])
};

/// Assigning an endpoint to an organization.
static ASSIGN: EditTable = EditTable {
    body: |_, change_set| {
        let part = |path| change_set.text(path).trim();
        Some(json!({ REGION: part(REGION), ENDPOINT: part(ENDPOINT), LABEL: part(LABEL) }))
    },
    effects: |change_set| {
        let name = &change_set.about.name;
        let text = format!("projects of {name} in this region can then be assigned it, too");
        vec![EditEffect::note(text)]
    },
    ..EditTable::new(
        true,
        &[
            row(
                REGION,
                "VPC endpoint",
                "Region",
                Input::Pick,
                "The region at AWS that the endpoint is in. Only projects of that region can use it.",
            ),
            FieldEdit {
                check: check_id,
                ..row(
                    ENDPOINT,
                    "VPC endpoint",
                    "Endpoint",
                    Input::Text { longest: LONGEST },
                    "The id that AWS shows for it: vpce- and then letters and digits.",
                )
            },
            LABEL_ROW,
        ],
    )
};

/// Assigning one of the organization's endpoints to a project.
static ASSIGN_TO_PROJECT: EditTable = EditTable {
    body: |_, change_set| {
        let part = |path| change_set.text(path).trim();
        Some(json!({ ENDPOINT: part(ENDPOINT), LABEL: part(LABEL) }))
    },
    effects: |change_set| {
        let name = &change_set.about.name;
        vec![match change_set.about.in_use.as_slice() {
            [] => EditEffect::new(
                Severity::Loud,
                format!("{name} then refuses every connection that does not come through it"),
            ),
            _ => EditEffect::new(
                Severity::Ask,
                format!("{name} then accepts connections through it as well"),
            ),
        }]
    },
    ..EditTable::new(
        true,
        &[
            row(
                ENDPOINT,
                "VPC endpoint",
                "Endpoint",
                Input::Pick,
                "One that the organization has in the region of the project.",
            ),
            LABEL_ROW,
        ],
    )
};

fn check_id(change_set: &ChangeSet<'_>) -> Validation {
    let id = change_set.text(ENDPOINT).trim();
    let is_id = id.strip_prefix("vpce-").is_some_and(|rest| {
        !rest.is_empty() && rest.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    });
    if !is_id {
        return Validation::Wrong("enter the id that AWS shows: vpce-0a1b2c3d4e5f".to_owned());
    }
    if change_set.about.in_use.iter().any(|in_use| in_use == id) {
        return Validation::Wrong(format!("{id} is assigned already; edit it to label it"));
    }
    Validation::Fine
}

/// A VPC endpoint to assign to an organization or project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewVpcEndpoint {
    pub to: Target,
}

impl NewVpcEndpoint {
    /// The project's organization and region.
    fn home(&self, store: &Store) -> Option<(Target, RegionId)> {
        let row = &store.project(self.to.project()?)?.row;
        Some((Target::Org(row.org_id.clone()?), row.region_id.clone()))
    }

    /// The organization's endpoints that could be assigned to the project.
    fn free<'s>(&self, store: &'s Store) -> Vec<&'s VpcEndpoint> {
        let Some((org, region)) = self.home(store) else {
            return Vec::new();
        };
        let own = store.listings.of::<VpcEndpoint>(&self.to);
        let is_free = |one: &&VpcEndpoint| {
            one.region_id.as_ref() == Some(&region)
                && own
                    .iter()
                    .all(|own| own.vpc_endpoint_id != one.vpc_endpoint_id)
        };
        let all = store.listings.of::<VpcEndpoint>(&org).iter();
        all.filter(is_free).collect()
    }
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

    fn name_field(&self) -> &'static str {
        LABEL
    }

    fn describe(&self, store: &Store, about: &mut About) {
        let own = store.listings.of::<VpcEndpoint>(&self.to).iter();
        about.in_use = own.map(|one| one.vpc_endpoint_id.to_string()).collect();
        about.offers.push(match self.to {
            Target::Project(_) => {
                let free = self.free(store).into_iter();
                let offer = |one: &VpcEndpoint| {
                    let id = one.vpc_endpoint_id.as_str();
                    Offer::new(id, format!("{} {id}", one.label))
                };
                (ENDPOINT, free.map(offer).collect())
            }
            _ => {
                let at_aws = REGIONS.iter().filter(|(id, _)| id.starts_with("aws-"));
                (
                    REGION,
                    at_aws.map(|(id, name)| Offer::new(*id, *name)).collect(),
                )
            }
        });
    }

    fn concerns(&self) -> Option<Target> {
        Some(self.to.clone()).filter(|to| matches!(to, Target::Project(_)))
    }

    fn needs(&self, store: &Store) -> Option<Load> {
        self.home(store).map(|(org, _)| VpcEndpoint::load(org))
    }

    // The first one that is available.
    fn first_values(&self, store: &Store, about: &About) -> Result<Value, String> {
        let Some((org, region)) = self.home(store) else {
            let own = store.listings.of::<VpcEndpoint>(&self.to).first();
            let region = own.and_then(|one| Some(one.region_id.as_ref()?.as_str()));
            let first = about.offers(REGION).first();
            let region = region.or(first.map(|offer| offer.value.as_str()));
            return Ok(json!({ REGION: region }));
        };
        match self.free(store).first() {
            Some(one) => Ok(json!({ ENDPOINT: one.vpc_endpoint_id, LABEL: one.label })),
            None => Err(format!(
                "{} has no other VPC endpoint in {region}: assign one to the organization first",
                store.name(&org)
            )),
        }
    }

    fn message(&self, store: &Store, name: &str) -> Option<String> {
        let to = store.name(&self.to);
        Some(format!("VPC endpoint {name} assigned to {to}"))
    }

    fn request(&self, body: Value) -> Request {
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

    fn lookup(&self, _: &str) -> Option<Request> {
        Some(VpcEndpoint::request(&self.to).into())
    }

    fn find(&self, lost: &Lost<'_>, answer: Answer) -> Option<Target> {
        let list: VpcEndpointList = answer.body()?;
        let label = lost.request.body.as_ref().map(|body| text(body, "/label"));
        let mut all = list.endpoints.iter();
        let is_there = all.any(|one| {
            lost.request.path_part(ENDPOINT) == Some(one.vpc_endpoint_id.as_str())
                && Some(one.label.as_str()) == label
        });
        is_there.then(|| self.place())
    }
}
