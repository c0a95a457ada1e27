//! Tests that kill the stack with `kill -9` while work is under way.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests may panic as tests do"
)]

mod all;
mod once;
mod running;
