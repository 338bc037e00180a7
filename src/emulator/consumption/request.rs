//! Reads requests for consumption history.

use jiff::{ToSpan, Unit, ZonedRound, tz::TimeZone};

use crate::emulator::{
    clock::shifted, error::Refusal, ids::Text, pace::Timeframe, request::Call, state::World,
    time::Time,
};

/// The length of a timeframe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Granularity {
    Hourly,
    Daily,
    Monthly,
}

impl Granularity {
    fn read(call: &Call) -> Result<Self, Refusal> {
        call.query.required("granularity")?;
        match call
            .query
            .choice("granularity", &["hourly", "daily", "monthly"])?
        {
            Some("hourly") => Ok(Self::Hourly),
            Some("daily") => Ok(Self::Daily),
            _ => Ok(Self::Monthly),
        }
    }

    /// How far back the history goes, in seconds, and in words.
    fn reach(self) -> (i64, &'static str) {
        match self {
            Self::Hourly => (
                168 * 3_600,
                "hourly consumption is limited to the last 168 hours",
            ),
            Self::Daily => (
                60 * 86_400,
                "daily consumption is limited to the last 60 days",
            ),
            Self::Monthly => (
                366 * 86_400,
                "monthly consumption is limited to the last year",
            ),
        }
    }

    /// The start of the timeframe around a moment.
    fn floor(self, at: Time) -> Time {
        let zoned = at.0.to_zoned(TimeZone::UTC);
        let hour = || {
            zoned.round(
                ZonedRound::new()
                    .smallest(Unit::Hour)
                    .mode(jiff::RoundMode::Floor),
            )
        };
        let start = match self {
            Self::Hourly => hour(),
            Self::Daily => zoned.start_of_day(),
            Self::Monthly => zoned.first_of_month().and_then(|day| day.start_of_day()),
        };
        start.map_or(at, |start| Time(start.timestamp()))
    }

    /// The start of the next timeframe.
    fn next(self, start: Time) -> Time {
        let step = match self {
            Self::Hourly => 1.hour(),
            Self::Daily => 1.day(),
            Self::Monthly => 1.month(),
        };
        let next = start.0.to_zoned(TimeZone::UTC).checked_add(step);
        next.map_or(start, |next| Time(next.timestamp()))
    }
}

/// A valid request.
#[derive(Debug)]
pub struct Request {
    /// The organizations whose projects are requested.
    pub org_ids: Vec<Text>,
    pub project_ids: Vec<Text>,
    /// In the requested order.
    pub metrics: Vec<String>,
    granularity: Granularity,
    from: Time,
    to: Time,
    now: Time,
}

/// The start of the history.
const EPOCH: i64 = 1_709_251_200;

/// The requested organization, or that of the key. Without either, the first version covers all of the user's
/// organizations that have a history.
fn organizations(world: &World, call: &Call, strict: bool) -> Result<Vec<Text>, Refusal> {
    let own = call.credential.organization().map(Text::as_str);
    let Some(named) = call.query.get("org_id").or(own) else {
        if strict {
            return Err(Refusal::org_id_required());
        }
        let joined = world.organizations.values().filter(|org| org.joined);
        let paid = joined.filter(|org| org.plan.paid);
        return Ok(paid.map(|org| org.id.clone()).collect());
    };
    if own.is_some_and(|own| own != named) {
        return Err(Refusal::not_found("organization"));
    }
    let org = world.member_organization(named)?;
    org.plan.needs_paid("consumption history")?;
    Ok(vec![org.id.clone()])
}

impl Request {
    /// Reads and checks the query; `metrics` are the valid ones, and required if `strict`.
    pub fn read(
        world: &World,
        call: &Call,
        metrics: &[&str],
        strict: bool,
    ) -> Result<Self, Refusal> {
        call.credential
            .must_reach_beyond_projects(404, "read consumption history")?;
        let granularity = Granularity::read(call)?;
        let time = |name| {
            call.query.required(name)?;
            let time = call.query.time(name)?;
            time.ok_or_else(|| Refusal::bad_request(format!("{name} is required")))
        };
        let (from, to) = (time("from")?, time("to")?);
        let wanted = call.query.list("metrics");
        if strict && wanted.is_empty() {
            return Err(Refusal::bad_request("metrics is required"));
        }
        if let Some(unknown) = wanted.iter().find(|metric| !metrics.contains(metric)) {
            return Err(Refusal::bad_request(format!(
                "unsupported metric \"{unknown}\", supported are {}",
                metrics.join(", ")
            )));
        }
        let project_ids = call.query.list("project_ids");
        if project_ids.len() > 100 || call.query.list("branch_ids").len() > 100 {
            return Err(Refusal::bad_request(
                "project_ids and branch_ids must have at most 100 entries",
            ));
        }
        let request = Self {
            org_ids: organizations(world, call, strict)?,
            project_ids: project_ids.into_iter().map(Text::from).collect(),
            metrics: wanted.into_iter().map(str::to_owned).collect(),
            granularity,
            from: granularity.floor(from),
            to,
            now: call.time(),
        };
        request.must_be_in_reach()?;
        Ok(request)
    }

    /// Whether projects of this organization may be in the answer.
    pub fn covers(&self, org_id: &Text) -> bool {
        self.org_ids.contains(org_id)
    }

    fn must_be_in_reach(&self) -> Result<(), Refusal> {
        let refuse = |message: &'static str| Err(Refusal::new(406, message));
        if self.to <= self.from {
            return refuse("the start of the period must be before its end");
        }
        let (seconds, message) = self.granularity.reach();
        let oldest = Time(shifted(self.now.0, -seconds));
        if self.from < self.granularity.floor(oldest) {
            return refuse(message);
        }
        if self.from.0.as_second() < EPOCH {
            return refuse("consumption history is available from 2024-03-01T00:00:00Z");
        }
        Ok(())
    }

    /// The timeframes from `from` to the one around `to`, without those entirely in the future.
    pub fn timeframes(&self) -> Vec<Timeframe> {
        let end = self.to.min(self.now);
        let starts =
            std::iter::successors(Some(self.from), |start| Some(self.granularity.next(*start)));
        starts
            .take_while(|start| *start < end)
            .map(|start| Timeframe {
                start,
                end: self.granularity.next(start),
                now: self.now,
            })
            .collect()
    }
}
