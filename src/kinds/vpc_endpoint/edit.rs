//! The fields of assigning and labeling VPC endpoints.

use crate::kinds::edit::{
    ChangeSet, EditEffect, EditTable, FieldEdit, Input, REGION, Severity, Validation, row,
};
use serde_json::json;

/// The path of its ID, picked from the organization's endpoints when assigning one to a project.
pub const ENDPOINT: &str = "vpc_endpoint_id";
/// The path of its label.
pub const LABEL: &str = "label";
/// The longest label.
const LONGEST: usize = 256;

const LABEL_ROW: FieldEdit = FieldEdit {
    check: |sheet| match sheet.text(LABEL).trim() {
        "" => Validation::Wrong("enter a label: 1 to 256 characters".to_owned()),
        _ => Validation::Fine,
    },
    ..row(
        LABEL,
        "VPC endpoint",
        "Label",
        Input::Text { longest: LONGEST },
        "What lists call it, such as the network it leads from.",
    )
};

/// Changing the label of an assigned endpoint.
pub static RELABEL: EditTable = EditTable {
    body: |_, sheet| {
        let label = sheet.text(LABEL).trim();
        sheet.changed(LABEL).then(|| json!({ LABEL: label }))
    },
    ..EditTable::new(false, &[LABEL_ROW])
};

/// Assigning an endpoint to an organization.
pub static ASSIGN: EditTable = EditTable {
    body: |_, sheet| {
        let part = |path| sheet.text(path).trim();
        Some(json!({ REGION: part(REGION), ENDPOINT: part(ENDPOINT), LABEL: part(LABEL) }))
    },
    effects: |sheet| {
        let name = &sheet.about.name;
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
pub static ASSIGN_TO_PROJECT: EditTable = EditTable {
    body: |_, sheet| {
        let part = |path| sheet.text(path).trim();
        Some(json!({ ENDPOINT: part(ENDPOINT), LABEL: part(LABEL) }))
    },
    effects: |sheet| {
        let name = &sheet.about.name;
        vec![match sheet.about.in_use.as_slice() {
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

fn check_id(sheet: &ChangeSet<'_>) -> Validation {
    let id = sheet.text(ENDPOINT).trim();
    let is_id = id.strip_prefix("vpce-").is_some_and(|rest| {
        !rest.is_empty() && rest.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    });
    if !is_id {
        return Validation::Wrong("enter the id that AWS shows: vpce-0a1b2c3d4e5f".to_owned());
    }
    if sheet.about.in_use.iter().any(|in_use| in_use == id) {
        return Validation::Wrong(format!("{id} is assigned already; edit it to label it"));
    }
    Validation::Fine
}
