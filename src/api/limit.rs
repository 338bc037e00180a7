//! The request budget of the whole process: one token bucket well under Neon's limits, with three priorities.
//!
//! Neon allows 700 requests a minute per account and 40 a second per route, shared with everything else that
//! uses the account. The bucket refills at 60 % of that and allows bursts of forty. A request by the user may take the
//! last token, a request for what is on screen leaves some for that, and one ahead of the cursor needs the bucket half
//! full. Within a priority, tokens are reserved in order of arrival.
//!
//! No task runs behind it: whoever wants a token sleeps until there is one.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use jiff::Timestamp;
use tokio::time::{Instant, sleep_until};

use super::operations::Operation;

/// How urgent a request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Priority {
    /// The user just asked for it.
    User,
    Screen,
    /// It may be looked at next.
    Ahead,
}

impl Priority {
    /// The tokens left for more urgent requests.
    fn reserve(self) -> f64 {
        match self {
            Self::User => 0.0,
            Self::Screen => 4.0,
            Self::Ahead => 20.0,
        }
    }
}

/// Neon's limit for one account, in requests per minute.
pub const NEON_PER_MINUTE: u32 = 700;
/// Our own limit, in requests per second: 60 % of that.
const REFILL: f64 = 7.0;
const BURST: f64 = 40.0;
const MINUTE: Duration = Duration::from_secs(60);
/// A longer `Retry-After` is taken for a mistake.
const LONGEST_PAUSE: Duration = Duration::from_secs(300);

/// The request budget, shared by all clones.
#[derive(Clone, Debug)]
pub struct Budget(Arc<Mutex<LimiterState>>);

/// The state of the budget, for display.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BudgetView {
    /// Requests sent in the last sixty seconds.
    pub used_last_minute: u32,
    /// Neon's limit for the account.
    pub limit: u32,
    /// The end of a pause that Neon asked for.
    pub paused_until: Option<Timestamp>,
}

impl Default for BudgetView {
    fn default() -> Self {
        Self {
            used_last_minute: 0,
            limit: NEON_PER_MINUTE,
            paused_until: None,
        }
    }
}

/// Why a token will not come in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    /// How long it would have taken.
    pub wait: Duration,
    /// Whether Neon asked for the wait.
    pub paused: bool,
}

#[derive(Debug)]
struct LimiterState {
    level: f64,
    /// The time that `level` is valid for; in the future during a pause.
    counted: Instant,
    paused_until: Option<Instant>,
    /// The requests of the last minute, oldest first.
    sent: VecDeque<(Instant, Operation)>,
    /// The tickets of waiting requests, by priority.
    waiting: [VecDeque<u64>; 3],
    next_ticket: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Self::new()
    }
}

impl Budget {
    /// Starts with a full bucket. There is one per process: all clients share it.
    pub fn new() -> Self {
        Self(Arc::new(Mutex::new(LimiterState {
            level: BURST,
            counted: Instant::now(),
            paused_until: None,
            sent: VecDeque::new(),
            waiting: Default::default(),
            next_ticket: 0,
        })))
    }

    pub fn snapshot(&self) -> BudgetView {
        let now = Instant::now();
        let mut state = self.state();
        state.forget(now);
        let paused_until = state.paused_until.filter(|until| *until > now);
        BudgetView {
            used_last_minute: u32::try_from(state.sent.len()).unwrap_or(u32::MAX),
            limit: NEON_PER_MINUTE,
            paused_until: paused_until
                .and_then(|until| Timestamp::now().checked_add(until - now).ok()),
        }
    }

    /// Stops all requests for a while and empties the bucket, because Neon asked for fewer requests.
    pub fn pause(&self, wait: Duration) {
        let until = Instant::now() + wait.min(LONGEST_PAUSE);
        let mut state = self.state();
        let until = state
            .paused_until
            .map_or(until, |earlier| earlier.max(until));
        state.paused_until = Some(until);
        state.level = 0.0;
        state.counted = until;
    }

    /// Takes a token, waiting for it until the deadline. `on_wait` is called before each wait.
    ///
    /// # Errors
    /// [`Refused`] at once if no token will come in time.
    pub async fn take(
        &self,
        priority: Priority,
        operation: Operation,
        deadline: Instant,
        mut on_wait: impl FnMut(Duration),
    ) -> Result<(), Refused> {
        let place = QueuePlace::new(self, priority);
        loop {
            let now = Instant::now();
            let Err(refused) = self
                .state()
                .try_take(now, priority, place.ticket, operation)
            else {
                return Ok(());
            };
            if now + refused.wait >= deadline {
                return Err(refused);
            }
            on_wait(refused.wait);
            sleep_until(now + refused.wait).await;
        }
    }

    fn state(&self) -> MutexGuard<'_, LimiterState> {
        // Nothing in here can panic half-way through a change, so a poisoned state is still valid.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl LimiterState {
    fn try_take(
        &mut self,
        now: Instant,
        priority: Priority,
        ticket: u64,
        operation: Operation,
    ) -> Result<(), Refused> {
        if let Some(until) = self.paused_until {
            if until > now {
                return Err(Refused {
                    wait: until - now,
                    paused: true,
                });
            }
            self.paused_until = None;
        }
        self.forget(now);
        self.refill(now);
        if let Some(wait) = self.route_wait(now, operation) {
            return Err(Refused {
                wait,
                paused: false,
            });
        }
        let before = self
            .queue(priority)
            .iter()
            .take_while(|waiting| **waiting != ticket)
            .count();
        let missing = 1.0 + priority.reserve() + u32::try_from(before).map_or(f64::MAX, f64::from)
            - self.level;
        if missing > 0.0 {
            // One millisecond extra, so that nobody wakes up just too early.
            let wait = Duration::try_from_secs_f64(missing / REFILL).unwrap_or(MINUTE)
                + Duration::from_millis(1);
            return Err(Refused {
                wait,
                paused: false,
            });
        }
        self.level -= 1.0;
        self.sent.push_back((now, operation));
        Ok(())
    }

    fn refill(&mut self, now: Instant) {
        let passed = now.saturating_duration_since(self.counted);
        self.level = BURST.min(self.level + passed.as_secs_f64() * REFILL);
        self.counted = self.counted.max(now);
    }

    fn forget(&mut self, now: Instant) {
        while self
            .sent
            .front()
            .is_some_and(|(at, _)| now.saturating_duration_since(*at) >= MINUTE)
        {
            self.sent.pop_front();
        }
    }

    /// How long until the route may be used again.
    fn route_wait(&self, now: Instant, operation: Operation) -> Option<Duration> {
        let route = Route::of(operation);
        let age = |at: Instant| now.saturating_duration_since(at);
        let uses = self
            .sent
            .iter()
            .rev()
            .take_while(|(at, _)| age(*at) < route.window);
        let mut of_route = uses.filter(|(_, other)| Route::of(*other) == route);
        let (oldest, _) = of_route.nth(route.most.saturating_sub(1))?;
        Some(route.window.saturating_sub(age(*oldest)) + Duration::from_millis(1))
    }

    fn queue(&mut self, priority: Priority) -> &mut VecDeque<u64> {
        let [user, screen, ahead] = &mut self.waiting;
        match priority {
            Priority::User => user,
            Priority::Screen => screen,
            Priority::Ahead => ahead,
        }
    }
}

/// A separate limit within the account's.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Route {
    /// The operation; `None` where several share a limit.
    operation: Option<Operation>,
    most: usize,
    window: Duration,
}

impl Route {
    fn of(operation: Operation) -> Self {
        if operation.spec().path.starts_with("/consumption_history/") {
            // About 30 a minute for all of them together; the data changes every 15 minutes.
            return Self {
                operation: None,
                most: 20,
                window: MINUTE,
            };
        }
        Self {
            operation: Some(operation),
            most: 40,
            window: Duration::from_secs(1),
        }
    }
}

/// A place in the queue of one priority. Dropping it frees the place, so that a canceled call blocks nobody.
struct QueuePlace<'a> {
    budget: &'a Budget,
    priority: Priority,
    ticket: u64,
}

impl<'a> QueuePlace<'a> {
    fn new(budget: &'a Budget, priority: Priority) -> Self {
        let mut state = budget.state();
        let ticket = state.next_ticket;
        state.next_ticket += 1;
        state.queue(priority).push_back(ticket);
        Self {
            budget,
            priority,
            ticket,
        }
    }
}

impl Drop for QueuePlace<'_> {
    fn drop(&mut self) {
        self.budget
            .state()
            .queue(self.priority)
            .retain(|ticket| *ticket != self.ticket);
    }
}
