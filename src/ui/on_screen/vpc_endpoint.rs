//! VPC endpoints: assigning, labeling and removing them.

use super::{NewOnScreen, OnScreen, not_yet};
use crate::{
    api::types::{RegionId, VpcEndpoint, VpcOwner},
    changes::{Changes, change::Change},
    kinds::{
        edit::{About, EditTable, Offer, REGION, REGIONS},
        vpc_endpoint::{ENDPOINT, LABEL, NewVpcEndpoint, RELABEL, VpcEndpointRef, place},
    },
    neon::Neon,
    store::target::Target,
    ui::{
        browser::Browser,
        commands::delete::{Asked, count, fact},
        keymap::Keymap,
        table::{members, vpc_endpoints},
    },
};
use serde_json::{Value, json};

impl OnScreen for VpcEndpointRef<'_> {
    fn form(&self) -> Option<&'static EditTable> {
        Some(&RELABEL)
    }

    fn obstacle(&self, _: &Keymap, neon: &Neon) -> Option<String> {
        match self.owner {
            VpcOwner::Org(org, _) => members::not_admin(neon, org),
            VpcOwner::Project(_) => None,
        }
    }

    // The first word of the label: IDs are long.
    fn typed<'n>(&self, name: &'n str) -> &'n str {
        name.split_whitespace().next().unwrap_or(name)
    }

    fn losses_of_many(&self, _: &Neon, all: &[Target]) -> Vec<String> {
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

    fn question(&self, neon: &Neon) -> Option<Asked> {
        let store = &neon.store;
        let known = self.find(store)?;
        let of = place(self.owner);
        let name = store.name(&of);
        let mut lines = vec![fact("endpoint", self.id.as_str()), fact("of", &name)];
        if let Some(many) = known.num_restricted_projects {
            let projects = count(many.try_into().unwrap_or(usize::MAX), "project");
            lines.push(fact("used by", projects));
        }
        lines.extend(self.losses_of_many(neon, &[]));
        if matches!(self.owner, VpcOwner::Project(_)) && store.vpc_endpoints(&of).len() == 1 {
            let text = format!("{name} to every other network: it has no other endpoint");
            lines.push(fact("opens", text));
        }
        Some(Asked {
            title: format!("Remove the VPC endpoint {} from {name}?", known.label),
            lines,
            typed: true,
            production: neon.is_production(&of),
        })
    }
}

impl NewVpcEndpoint {
    /// The project's organization and region.
    fn home(&self, neon: &Neon) -> Option<(Target, RegionId)> {
        let row = &neon.store.project(self.to.project()?)?.row;
        Some((Target::Org(row.org_id.clone()?), row.region_id.clone()))
    }

    /// The organization's endpoints that could be assigned to the project.
    fn free<'m>(&self, neon: &'m Neon) -> Vec<&'m VpcEndpoint> {
        let Some((org, region)) = self.home(neon) else {
            return Vec::new();
        };
        let store = &neon.store;
        let own = store.vpc_endpoints(&self.to);
        let is_free = |one: &&VpcEndpoint| {
            one.region_id.as_ref() == Some(&region)
                && own
                    .iter()
                    .all(|own| own.vpc_endpoint_id != one.vpc_endpoint_id)
        };
        store.vpc_endpoints(&org).iter().filter(is_free).collect()
    }
}

impl NewOnScreen for NewVpcEndpoint {
    fn context(&self, neon: &Neon, about: &mut About) {
        let own = neon.store.vpc_endpoints(&self.to).iter();
        about.in_use = own.map(|one| one.vpc_endpoint_id.to_string()).collect();
        if let Target::Project(_) = self.to {
            about.production = neon.is_production(&self.to);
            let free = self.free(neon).into_iter();
            let offer = |one: &VpcEndpoint| {
                let id = one.vpc_endpoint_id.as_str();
                Offer::new(id, format!("{} {id}", one.label))
            };
            about.offers.push((ENDPOINT, free.map(offer).collect()));
        } else {
            let at_aws = REGIONS.iter().filter(|(id, _)| id.starts_with("aws-"));
            let offers = at_aws.map(|(id, name)| Offer::new(*id, *name)).collect();
            about.offers.push((REGION, offers));
        }
    }

    // The first one that is available.
    fn defaults(
        &self,
        browser: &Browser,
        neon: &Neon,
        about: &About,
    ) -> Result<Option<Value>, String> {
        let Some((org, region)) = self.home(neon) else {
            let own = neon.store.vpc_endpoints(&self.to).first();
            let region = own.and_then(|one| Some(one.region_id.as_ref()?.as_str()));
            let first = about.offers(REGION).first();
            let region = region.or(first.map(|offer| offer.value.as_str()));
            return Ok(Some(json!({ REGION: region })));
        };
        let state = vpc_endpoints::state(browser, &org);
        if state.is_none_or(|state| state.known().is_none()) {
            return not_yet(state.and_then(|state| state.error()));
        }
        match self.free(neon).first() {
            Some(one) => Ok(Some(
                json!({ ENDPOINT: one.vpc_endpoint_id, LABEL: one.label }),
            )),
            None => Err(format!(
                "{} has no other VPC endpoint in {region}: assign one to the organization first",
                neon.store.name(&org)
            )),
        }
    }

    fn ready(&self, _: &Keymap, _: &Changes, neon: &Neon, change: &Change, _: &str) -> String {
        let to = neon.store.name(&self.to);
        format!("VPC endpoint {} assigned to {to}", change.name)
    }
}
