//! A faithful Neon API on loopback.
