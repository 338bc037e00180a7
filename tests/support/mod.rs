//! What tests of the whole program share.

#![allow(dead_code, reason = "each test program uses its part")]

mod driver;

pub use driver::Driver;
