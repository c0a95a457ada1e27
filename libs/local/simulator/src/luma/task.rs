//! What an accepted start asked for, as the journal keeps it.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::video::Resolution;
use crate::picture::Size;
use crate::usage::Start;
use crate::workshop::Kept;

pub(super) const MODEL: &str = "ray-3.2";
pub(super) const TYPE: &str = "video";
/// The name of a task's file.
pub(super) const FILE: &str = "video.mp4";

/// For 5 s of at most 720p: "under two minutes" (third-party notes; Luma states none).
const TYPICAL: Duration = Duration::from_mins(1);
/// 10 s and 1080p take "several times that".
const LONGER: u32 = 3;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Task {
    pub(super) size: Size,
    pub(super) resolution: Resolution,
    pub(super) seconds: u32,
    /// What the clip begins with.
    pub(super) start_frame: Option<Kept>,
    /// The client's own tag for its user.
    pub(super) user_id: Option<String>,
}

impl Task {
    /// None if another version of this crate wrote the start.
    pub(super) fn of(start: &Start) -> Option<Self> {
        Self::deserialize(&start.request).ok()
    }

    /// At the vendor.
    pub(super) fn typical(&self) -> Duration {
        if self.seconds > 5 || self.resolution == Resolution::P1080 {
            return TYPICAL.saturating_mul(LONGER);
        }
        TYPICAL
    }
}
