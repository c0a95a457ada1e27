//! What one member of a team spends in a month. The cap of one never blocks another.

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
    /// Who has no row yet has spent nothing and has no cap.
    pub const fn opening(team_id: TeamId, user_id: UserId, month: Month) -> Self {
        Self { team_id, user_id, count: MonthCount::opening(month) }
    }
}
