//! VPC endpoints: assigned to an organization first, then required by its projects.

pub mod handlers;

use indexmap::IndexMap;
use serde::Deserialize;

use super::ids::Text;

/// A VPC endpoint of an organization. Deleted ones are kept: they can never come back.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VpcEndpoint {
    #[serde(rename = "region")]
    region_id: Text,
    label: String,
    #[serde(default)]
    deleted: bool,
}

/// Endpoints by id.
pub type VpcEndpoints = IndexMap<Text, VpcEndpoint>;
