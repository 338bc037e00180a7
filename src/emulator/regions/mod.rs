//! The regions in which projects can be.

pub mod handlers;

use serde::Serialize;

#[derive(Debug, Serialize)]
struct Region {
    region_id: &'static str,
    name: &'static str,
    default: bool,
    geo_lat: &'static str,
    geo_long: &'static str,
}

const fn region(
    region_id: &'static str,
    name: &'static str,
    geo_lat: &'static str,
    geo_long: &'static str,
) -> Region {
    Region {
        region_id,
        name,
        default: false,
        geo_lat,
        geo_long,
    }
}

/// The region of projects that name none.
pub const DEFAULT: &str = "aws-us-east-2";

static REGIONS: [Region; 11] = [
    Region {
        default: true,
        ..region(DEFAULT, "AWS US East 2 (Ohio)", "40.0", "-83.0")
    },
    region(
        "aws-us-east-1",
        "AWS US East 1 (N. Virginia)",
        "37.5",
        "-77.5",
    ),
    region("aws-us-west-2", "AWS US West 2 (Oregon)", "45.8", "-119.7"),
    region(
        "aws-eu-central-1",
        "AWS Europe Central 1 (Frankfurt)",
        "50.1",
        "8.7",
    ),
    region(
        "aws-eu-west-2",
        "AWS Europe West 2 (London)",
        "51.5",
        "-0.1",
    ),
    region(
        "aws-ap-southeast-1",
        "AWS Asia Pacific 1 (Singapore)",
        "1.3",
        "103.8",
    ),
    region(
        "aws-ap-southeast-2",
        "AWS Asia Pacific 2 (Sydney)",
        "-33.9",
        "151.2",
    ),
    region(
        "aws-sa-east-1",
        "AWS South America East 1 (São Paulo)",
        "-23.5",
        "-46.6",
    ),
    region("azure-eastus2", "Azure East US 2 (Virginia)", "", ""),
    region("azure-westus3", "Azure West US 3 (Arizona)", "", ""),
    region(
        "azure-gwc",
        "Azure Germany West Central (Frankfurt)",
        "",
        "",
    ),
];

pub fn known(id: &str) -> bool {
    REGIONS.iter().any(|region| region.region_id == id)
}
