//! All lists, and the names that the configuration has for them and their columns.

use super::{
    access, api_keys, awake, branches, contents, everywhere, flat,
    list::{ListTab, Spec},
    logs, members, snapshots,
};
use crate::{
    api::types::{
        AdvisorIssue, AiGateway, AuthUser, Bucket, BucketObject, Credential, CustomDomain, DataApi,
        Jwks, Masking, MaskingRule, NeonAuth, NeonFunction, OauthProvider, ProjectMember,
        ProjectPermission, Storage, Trigger, TrustedDomain, VpcEndpoint,
    },
    kinds::{
        Value,
        field_name::{FieldName, typed},
        list::List,
        neon_auth::AuthSetting,
    },
    ui::{
        chosen_columns::{ColumnName, NAME},
        filter_query::{Fields, Problem, Query},
        row_fields,
    },
};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// All lists.
pub static LISTS: [&Spec; 31] = [
    &access::SPEC,
    &everywhere::SPEC,
    &branches::SPEC,
    &snapshots::SPEC,
    &contents::DATABASES,
    &contents::ROLES,
    &awake::SPEC,
    &members::SPEC,
    &api_keys::SPEC,
    &logs::SPEC,
    flat::of::<VpcEndpoint>(),
    flat::of::<Jwks>(),
    flat::of::<DataApi>(),
    flat::of::<AdvisorIssue>(),
    flat::of::<NeonAuth>(),
    flat::of::<AuthSetting>(),
    flat::of::<TrustedDomain>(),
    flat::of::<OauthProvider>(),
    flat::of::<AuthUser>(),
    flat::of::<Credential>(),
    flat::of::<Bucket>(),
    flat::of::<BucketObject>(),
    flat::of::<Storage>(),
    flat::of::<NeonFunction>(),
    flat::of::<Trigger>(),
    flat::of::<CustomDomain>(),
    flat::of::<AiGateway>(),
    flat::of::<Masking>(),
    flat::of::<MaskingRule>(),
    flat::of::<ProjectPermission>(),
    flat::of::<ProjectMember>(),
];

/// The list with this title.
pub fn spec(list: List) -> Option<&'static Spec> {
    LISTS.into_iter().find(|spec| spec.list == list)
}

/// The views of lists by their names in the configuration; one name can be that of several.
fn tabs() -> BTreeMap<&'static str, Vec<&'static ListTab>> {
    let mut tabs: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for tab in LISTS.iter().flat_map(|spec| spec.tabs) {
        tabs.entry(tab.name).or_default().push(tab);
    }
    tabs
}

/// The names of the lists.
pub fn lists() -> Vec<&'static str> {
    tabs().into_keys().collect()
}

/// The columns that can be chosen for the list of this name: the names, and what they show. The first is that of the
/// name.
pub fn columns_of(list: &str) -> Vec<(String, &'static str)> {
    let mut found: Vec<(String, &'static str)> = Vec::new();
    for tab in tabs().remove(list).unwrap_or_default() {
        for (at, column) in tab.columns.iter().enumerate() {
            let name = match at {
                0 => NAME.to_owned(),
                _ => typed(column.title),
            };
            if !name.is_empty() && !found.iter().any(|(known, _)| *known == name) {
                found.push((name, column.help));
            }
        }
    }
    found
}

/// Whether a view of the list of this name has this column.
pub fn has_column(list: &str, name: &ColumnName) -> bool {
    let tabs = tabs().remove(list).unwrap_or_default();
    let mut columns = tabs.iter().flat_map(|tab| tab.columns.iter().skip(1));
    name.is_first() || columns.any(|column| name.is(column))
}

/// The titles of the tabs of the list of this name; none if there is only one.
pub fn tabs_of(list: &str) -> Vec<&'static str> {
    let mut titles = Vec::new();
    for tab in tabs().remove(list).unwrap_or_default() {
        if !titles.contains(&tab.title) {
            titles.push(tab.title);
        }
    }
    if titles.len() > 1 { titles } else { Vec::new() }
}

/// Whether the list of this name, or a tab of it, can be that of all projects.
pub fn is_of_all(list: &str, tab: Option<&str>) -> bool {
    let mut tabs = everywhere::SPEC.tabs.iter();
    tabs.any(|one| one.name == list && tab.is_none_or(|tab| one.title == tab))
}

/// What is wrong with a filter for the list of this name, as far as that can be known before its rows are.
pub fn wrong_filter(list: &str, text: &str) -> Option<String> {
    let mut query = Query::parse(text);
    if query.is_unreadable() {
        return Some("it has a regular expression that is not valid".to_owned());
    }
    let columns = tabs().remove(list).unwrap_or_default();
    let columns = columns.into_iter().flat_map(|tab| tab.columns);
    query.settle(&Known(row_fields::known(columns)), Timestamp::UNIX_EPOCH);
    query.problem().map(Problem::sentence)
}

/// The names of fields, of which no values are known yet.
struct Known(Vec<String>);

impl Fields for Known {
    fn names(&self) -> Vec<String> {
        self.0.clone()
    }

    fn visit(&self, _: &FieldName, _: &mut dyn FnMut(&Value) -> bool) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::chosen_columns::ChosenColumns;
    use std::collections::BTreeSet;

    #[test]
    fn every_column_can_be_chosen_by_the_name_that_is_offered() {
        let tabs = tabs();
        for list in lists() {
            let names = columns_of(list);
            assert_eq!(names[0].0, NAME, "{list}");
            for (name, help) in &names {
                assert!(has_column(list, &ColumnName::new(name)), "{list}: {name}");
                assert!(!help.is_empty(), "{list}: {name}");
            }
            let titled = tabs[list].iter().flat_map(|tab| tab.columns.iter().skip(1));
            let titled: BTreeSet<&str> = titled.map(|column| column.title).collect();
            let titled = titled.iter().filter(|title| !title.is_empty()).count();
            assert_eq!(names.len(), titled + 1, "{list}: {names:?}");
            assert!(!has_column(list, &ColumnName::new("colour")), "{list}");
        }
    }

    #[test]
    fn chosen_columns_come_in_their_order_and_the_name_is_always_there() {
        let mut chosen = ChosenColumns::default();
        let flat = branches::SPEC.tab(branches::FLAT);
        let titles = |chosen: &ChosenColumns, tab: &'static ListTab, is_wide| {
            let shown = chosen.shown(tab.name, tab.columns, is_wide).into_iter();
            shown.map(|column| column.title).collect::<Vec<_>>()
        };
        let all = titles(&chosen, flat, true);
        let names = ["cost", "name", "state"].map(ColumnName::new);
        chosen.choose("branches", names.to_vec());
        let expected = ["BRANCH", "", "~COST", "STATE"];
        assert_eq!(titles(&chosen, flat, false), expected);
        let wide = titles(&chosen, flat, true);
        assert_eq!((wide.len(), &wide[..4]), (all.len(), &expected[..]));
        // The other lists are as they were.
        let others = snapshots::SPEC.tab(0);
        assert_eq!(titles(&chosen, others, false).len(), others.columns.len());
        chosen.choose("branches", Vec::new());
        assert_eq!(titles(&chosen, flat, false), ["BRANCH", ""]);
    }
}
