//! Something that is known from the server, or is not yet.

use crate::api::ApiError;
use jiff::Timestamp;

/// How the newest attempt to fetch something stands.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Fetch {
    /// Nobody asked.
    #[default]
    Absent,
    /// Asked; what was there before is still shown.
    Loading,
    /// The answer came.
    Ready,
    /// It failed; what was there before is still shown.
    Failed(ApiError),
}

/// A server fact with its age: old facts stay visible while new ones are on their way and when
/// they cannot be had.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Remote<T> {
    /// The newest value that was ever received.
    pub value: T,
    /// When `value` was received.
    pub at: Option<Timestamp>,
    /// How the newest attempt stands.
    pub fetch: Fetch,
}

impl<T> Remote<T> {
    /// Marks that the fact was asked for.
    pub fn ask(&mut self) {
        self.fetch = Fetch::Loading;
    }

    /// Nobody waits for the answer any longer: what was known is known, as before.
    pub fn stop(&mut self) {
        self.fetch = if self.at.is_some() {
            Fetch::Ready
        } else {
            Fetch::Absent
        };
    }

    /// Keeps an answer.
    pub fn set(&mut self, value: T, now: Timestamp) {
        self.value = value;
        self.at = Some(now);
        self.fetch = Fetch::Ready;
    }

    /// Keeps a failure beside the old value.
    pub fn fail(&mut self, error: ApiError) {
        self.fetch = Fetch::Failed(error);
    }

    /// The value, if one was ever received.
    pub fn known(&self) -> Option<&T> {
        self.at.map(|_| &self.value)
    }

    /// Whether nobody has asked yet.
    pub const fn is_absent(&self) -> bool {
        matches!(self.fetch, Fetch::Absent)
    }

    /// Whether it is not known and nobody is fetching it.
    pub const fn is_lacking(&self) -> bool {
        matches!(self.fetch, Fetch::Absent | Fetch::Failed(_))
    }

    /// Whether an answer is awaited.
    pub const fn is_loading(&self) -> bool {
        matches!(self.fetch, Fetch::Loading)
    }

    /// Why the newest attempt failed, if it did.
    pub const fn error(&self) -> Option<&ApiError> {
        match &self.fetch {
            Fetch::Failed(error) => Some(error),
            Fetch::Absent | Fetch::Loading | Fetch::Ready => None,
        }
    }
}
