//! What is known about a part of a time.

/// What is known about a part of a time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Share {
    /// The compute did not exist yet.
    Absent,
    Unknown,
    /// The part of the time that it was awake, from 0 to 1.
    Awake(f64),
}

impl Share {
    /// The part of the time that it was awake, if that is known.
    pub const fn known(self) -> Option<f64> {
        match self {
            Self::Awake(share) => Some(share),
            Self::Absent | Self::Unknown => None,
        }
    }

    /// The share of two computes together: of both if both are known, else that of the one about which more is known.
    #[must_use]
    pub fn with(self, other: Self, both: impl Fn(f64, f64) -> f64) -> Self {
        match (self, other) {
            (Self::Awake(one), Self::Awake(other)) => Self::Awake(both(one, other)),
            (share @ Self::Awake(_), _) | (_, share @ Self::Awake(_)) => share,
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::Absent, Self::Absent) => Self::Absent,
        }
    }
}
