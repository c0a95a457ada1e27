//! Who is asking, as far as the rules care.

use serde::{Deserialize, Serialize};

use crate::{Job, TeamId, UserId};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Owner,
    Admin,
    Member,
}

/// The scope of those who run the service.
pub const OPERATOR_SCOPE: &str = "platform:billing";

/// What a key or a token resolves to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caller {
    pub team_id: TeamId,
    pub user_id: UserId,
    pub role: Role,
    pub scopes: Vec<String>,
}

impl Caller {
    /// Whether the team's own rules are theirs to set.
    pub const fn manages_team(&self) -> bool {
        matches!(self.role, Role::Owner | Role::Admin)
    }

    pub fn has_scope(&self, scope: &str) -> bool {
        self.scopes.iter().any(|has| has == scope)
    }

    /// Whether they run the service, and may know what its vendors cost.
    pub fn is_operator(&self) -> bool {
        self.has_scope(OPERATOR_SCOPE)
    }

    /// Owners and admins see all jobs of their team, members see their own, and nobody sees a hidden one. A job that a
    /// caller may not see does not exist for them.
    pub fn may_see(&self, job: &Job) -> bool {
        self.may_see_receipt(job) && !job.hidden
    }

    /// The receipt of a hidden job stays: its line is in the ledger.
    pub fn may_see_receipt(&self, job: &Job) -> bool {
        let is_theirs = self.role != Role::Member || self.user_id == job.user_id;
        self.team_id == job.team_id && is_theirs
    }
}
