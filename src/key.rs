//! Our own words for keys.
