//! A member's row: what one member of a team has spent this month. One member's cap never blocks another's jobs.

use serde::{Deserialize, Serialize};

use super::MonthCount;
use crate::{Month, TeamId, UserId};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    pub team_id: TeamId,
    pub user_id: UserId,
    #[serde(flatten)]
    pub count: MonthCount,
}

impl Member {
    /// The row of a member who has spent nothing and has no cap.
    pub const fn opening(team_id: TeamId, user_id: UserId, month: Month) -> Self {
        Self { team_id, user_id, count: MonthCount::opening(month) }
    }
}
