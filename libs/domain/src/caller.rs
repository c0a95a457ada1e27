//! Who is asking, as far as the rules care.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::given::quoted;
use crate::{Job, TeamId, UserId};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Owner,
    Admin,
    Member,
}

impl Role {
    pub const ALL: [Self; 3] = [Self::Owner, Self::Admin, Self::Member];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Admin => "admin",
            Self::Member => "member",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == name)
    }

    /// The lower of the two.
    #[must_use]
    pub const fn at_most(self, most: Self) -> Self {
        if self.is_above(most) { most } else { self }
    }

    /// Whether this role may do more than `other`.
    pub const fn is_above(self, other: Self) -> bool {
        matches!((self, other), (Self::Owner, Self::Admin | Self::Member) | (Self::Admin, Self::Member))
    }
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

/// How such an id is written, as a regular expression.
pub(crate) const USER_PATTERN: &str = "^[!-~]{1,128}$";

/// Users are known to the identity provider, not to us: any id of a sane length may be named. The complaint completes the
/// sentence "`user_id` …".
pub fn named_user(text: &str) -> Result<UserId, String> {
    if (1..=128).contains(&text.len()) && text.chars().all(|it| it.is_ascii_graphic()) {
        return Ok(UserId::new(text));
    }
    Err(format!("must be 1 to 128 printable ASCII characters, got {}", quoted(text)))
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
