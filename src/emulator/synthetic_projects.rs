//! A fleet of any size that costs nothing until it is used.
//!
//! Everything about project number `n` follows from `n`: its id, its name, its contents. Lists and searches compute
//! only what they need; a project is created in full when its id is first used, and is an ordinary one from then on.

use std::{cell::RefCell, collections::HashSet};

use super::{
    branches::Branch,
    clock::shifted,
    databases::Database,
    endpoints::{Endpoint, Kind, State},
    ids::{Text, fleet_words},
    orgs::Organization,
    projects::Project,
    roles::Role,
    schema::Schema,
    settings::Cu,
    time::Time,
};

/// The imagined projects of one organization.
#[derive(Debug, Clone)]
pub struct Fleet {
    pub org_id: Text,
    size: u32,
    /// The time from which their ages are counted back.
    pub since: Time,
    opened: HashSet<u32>,
}

/// Ids end in eight digits: `number * FACTOR` modulo this. The factor has an inverse that maps an id back to its
/// number.
const MODULUS: u64 = 100_000_000;
const FACTOR: u64 = 48_271_003;
const INVERSE: u64 = 88_747_667;

const TEAMS: [&str; 12] = [
    "checkout", "catalog", "search", "identity", "ledger", "shipping", "support", "growth", "risk",
    "media", "platform", "mobile",
];
const SERVICES: [&str; 10] = [
    "api", "worker", "events", "reports", "cache", "audit", "jobs", "sessions", "metrics",
    "archive",
];
const REGIONS: [&str; 6] = [
    "aws-us-east-2",
    "aws-us-east-1",
    "aws-eu-central-1",
    "aws-us-west-2",
    "aws-ap-southeast-1",
    "azure-eastus2",
];

/// The size of their computes.
const LEAST: Cu = Cu(0.25);
const MOST: Cu = Cu(1.0);

fn pick<'a>(list: &[&'a str], number: u32) -> &'a str {
    list.get(number as usize % list.len().max(1))
        .copied()
        .unwrap_or_default()
}

impl Fleet {
    /// `size` projects of organization `org_id`, whose ages are counted back from `since`.
    pub fn new(org_id: Text, size: u32, since: Time) -> Self {
        Self {
            org_id,
            size,
            since,
            opened: HashSet::new(),
        }
    }

    /// All numbers from `start` on.
    pub fn numbers(&self, start: u32) -> std::ops::Range<u32> {
        start.min(self.size)..self.size
    }

    /// The id of project `number`.
    pub fn id(&self, number: u32) -> Text {
        let mut id = String::new();
        push_id(&mut id, number);
        id.into()
    }

    /// The number of the project with this id.
    pub fn index_of(&self, id: &str) -> Option<u32> {
        let digits: u64 = id
            .rsplit('-')
            .next()
            .filter(|digits| digits.len() == 8)?
            .parse()
            .ok()?;
        let number = u32::try_from(digits * INVERSE % MODULUS)
            .ok()?
            .checked_sub(1)?;
        (number < self.size && self.id(number) == id).then_some(number)
    }

    /// Whether it was created in full.
    pub fn opened(&self, number: u32) -> bool {
        self.opened.contains(&number)
    }

    /// Whether its name or id contains `search`, which must be in lower case.
    pub fn matches(&self, number: u32, search: &str) -> bool {
        thread_local!(static SCRATCH: RefCell<String> = const { RefCell::new(String::new()) });
        if search.is_empty() {
            return true;
        }
        SCRATCH.with_borrow_mut(|text| {
            text.clear();
            push_name(text, number);
            text.push('\n');
            push_id(text, number);
            text.contains(search)
        })
    }

    /// The project for lists: with its settings, without its contents.
    pub fn outline(&self, number: u32, org: &Organization) -> Project {
        let age = 86_400 * i64::from(30 + number % 700) + i64::from(number % 86_400);
        let created = Time(shifted(self.since.0, -age));
        let version = [17, 16, 17, 15, 18, 17, 14]
            .get(number as usize % 7)
            .copied()
            .unwrap_or(17);
        let mut name = String::new();
        push_name(&mut name, number);
        let mut project = Project::empty(
            self.id(number),
            org,
            &name,
            pick(&REGIONS, number / 5),
            version,
            created,
        );
        let used = i64::from(number.wrapping_mul(2_654_435_761) >> 12);
        let main = project.mint.clone().prefixed("br");
        let main = main_branch(&project, main, number);
        project.usage = main.past_usage(self.since);
        project.synthetic_storage_size = Some(31_000_000 + used * 1_733);
        project.compute_last_active_at = Some(Time(shifted(self.since.0, -used % 864_000)));
        project
    }

    /// Creates the full project and marks it as opened.
    pub fn open(&mut self, number: u32, org: &Organization) -> Project {
        self.opened.insert(number);
        let mut project = self.outline(number, org);
        let main = project.mint.prefixed("br");
        let main = main_branch(&project, main, number);
        let main = add_branch(&mut project, main);
        for child in 0..number % 6 {
            let name = if child == 0 {
                "staging".to_owned()
            } else {
                format!("preview/pr-{}", number % 400 + child)
            };
            let id = project.mint.prefixed("br");
            let mut child = new_branch(&project, id, &name, 31_000_000);
            child.parent_id = Some(main.clone());
            child.parent_lsn = Some(Text::const_new("0/1A33BC8"));
            child.parent_timestamp = Some(child.created_at);
            add_branch(&mut project, child);
        }
        project.end_past(self.since);
        project
    }
}

/// Writes the name of a project, such as `ledger-api-00042`. Optimized, because a search writes all of them.
fn push_name(text: &mut String, number: u32) {
    text.push_str(pick(&TEAMS, number));
    text.push('-');
    text.push_str(pick(&SERVICES, number / 12));
    push_number(text, number.into(), 10_000);
}

/// Writes its id, such as `calm-river-48271003`.
fn push_id(text: &mut String, number: u32) {
    let (adjective, noun) = fleet_words(number);
    text.push_str(adjective);
    text.push('-');
    text.push_str(noun);
    push_number(
        text,
        (u64::from(number) + 1) * FACTOR % MODULUS,
        MODULUS / 10,
    );
}

/// Writes a dash and a number, padded with zeros to at least the place of `highest` (a power of ten).
fn push_number(text: &mut String, number: u64, mut highest: u64) {
    text.push('-');
    while number / 10 >= highest {
        highest *= 10;
    }
    while highest > 0 {
        text.push(char::from(b'0' + (number / highest % 10) as u8));
        highest /= 10;
    }
}

/// The only branch whose compute runs now and then.
fn main_branch(project: &Project, id: Text, number: u32) -> Branch {
    let megabytes = 31 + i64::from(number % 1_000);
    let mut branch = new_branch(project, id, "main", megabytes * 1_000_000);
    branch.set_default(true);
    branch.original = true;
    branch.pace.daily_seconds = megabytes * 20;
    branch.pace.limits = (LEAST.0, MOST.0);
    branch
}

fn new_branch(project: &Project, id: Text, name: &str, size: i64) -> Branch {
    let mut branch = Branch::root(&project.id, id, name, project.created_at);
    branch.logical_size = Some(size);
    branch
}

/// Adds a branch with an idle compute, one database and its owner.
fn add_branch(project: &mut Project, mut branch: Branch) -> Text {
    let (id, at) = (branch.id.clone(), branch.created_at);
    branch
        .roles
        .push(Role::new(&id, "neondb_owner", project.mint.password(), at));
    let number = project.mint.number();
    branch
        .databases
        .push(Database::new(number, &id, "neondb", "neondb_owner", at));
    branch
        .schemas
        .insert("neondb".to_owned(), Schema::default());
    let endpoint_id = project.mint.prefixed("ep");
    let mut endpoint = Endpoint::new(project, endpoint_id.clone(), &id, Kind::ReadWrite, at);
    endpoint.current_state = State::Idle;
    endpoint.autoscaling_limit_min_cu = LEAST;
    endpoint.autoscaling_limit_max_cu = MOST;
    endpoint.suspended_at = project.compute_last_active_at;
    endpoint.last_active = project.compute_last_active_at;
    project.branches.insert(id.clone(), branch);
    project.endpoints.insert(endpoint_id, endpoint);
    id
}
