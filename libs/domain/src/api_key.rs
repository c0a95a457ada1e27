//! API keys: what a key may do, who may make which, and how its secret is written. A key keeps its id when it is
//! rotated, and only its secret changes.

mod other_team;
mod request;
mod rights;
mod secret;

use serde::{Deserialize, Serialize};

use crate::ledger::MonthCount;
use crate::{Caller, Credits, KeyId, Timestamp, UserId};

pub use request::{NewKey, Rotation};
pub use rights::Rights;
pub use secret::{KeyPrefix, Secret, Shown, Spelling};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiKey {
    pub id: KeyId,
    pub name: String,
    /// Whom it stands for.
    #[serde(flatten)]
    pub caller: Caller,
    /// The only models that it may submit and retry; empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub models: Vec<String>,
    /// What jobs that are submitted with it may cost in a calendar month, UTC. It never changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub monthly_cap: Option<Credits>,
    /// What of its secret may be shown. Absent for keys from before secrets had a prefix.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<Shown>,
    #[serde(with = "crate::time::as_text")]
    pub created_at: Timestamp,
    /// Absent for a key that was put into the table by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_by: Option<UserId>,
    #[serde(with = "crate::time::as_text::option", default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    #[serde(with = "crate::time::as_text::option", default, skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<Timestamp>,
    /// The hour of the last call, by its beginning.
    #[serde(with = "crate::time::as_text::option", default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<Timestamp>,
    /// Until when the secret from before the last rotation is taken.
    #[serde(with = "crate::time::as_text::option", default, skip_serializing_if = "Option::is_none")]
    pub old_key_valid_until: Option<Timestamp>,
}

impl ApiKey {
    /// Without any limit but its caller's role and scopes.
    pub const fn new(id: KeyId, name: String, caller: Caller, created_at: Timestamp) -> Self {
        Self {
            id,
            name,
            caller,
            models: Vec::new(),
            monthly_cap: None,
            shown: None,
            created_at,
            created_by: None,
            expires_at: None,
            revoked_at: None,
            last_used_at: None,
            old_key_valid_until: None,
        }
    }

    pub fn is_valid(&self, now: Timestamp) -> bool {
        let ended = |at: Option<Timestamp>| at.is_some_and(|at| at <= now);
        !ended(self.expires_at) && !ended(self.revoked_at)
    }

    pub fn may_use(&self, model: &str) -> bool {
        self.models.is_empty() || self.models.iter().any(|allowed| allowed == model)
    }

    pub fn rights(&self) -> Rights<'_> {
        let Caller { role, scopes, .. } = &self.caller;
        let (models, expires_at) = (&self.models, self.expires_at);
        Rights { role: *role, scopes, models, expires_at, has_cap: self.monthly_cap.is_some() }
    }

    /// What its cap has counted when it is made; `None`: it has no cap.
    pub fn opening_count(&self) -> Option<MonthCount> {
        self.monthly_cap.map(|cap| MonthCount::opening(self.created_at.month()).with_cap(Some(cap)))
    }

    /// The key whose own cap jobs count against that are submitted with this one.
    pub fn capped(&self) -> Option<KeyId> {
        self.monthly_cap.map(|_| self.id)
    }

    /// Owners and admins see all keys of their team, members their own. A key that a caller may not see does not exist
    /// for them.
    pub fn is_seen_by(&self, caller: &Caller) -> bool {
        let is_theirs = caller.manages_team() || self.caller.user_id == caller.user_id;
        self.caller.team_id == caller.team_id && is_theirs
    }

    /// The key with another secret.
    #[must_use]
    pub fn rotated(self, secret: &Secret, old_key_valid_until: Timestamp) -> Self {
        Self { shown: Shown::of(secret.as_str()), old_key_valid_until: Some(old_key_valid_until), ..self }
    }
}
