//! A key as clients see it.

use domain::api_key::{ApiKey, Secret};
use domain::ledger::MonthCount;
use domain::{Caller, Cents, Credits, KeyId, Month, Rfc3339, Role, UserId};
use schemars::JsonSchema;
use serde::Serialize;
use web::Listed;

/// An API key. Its secret is shown once, when it is made or rotated.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "ApiKey")]
pub(crate) struct ApiKeyView {
    /// The key's id, which it keeps when it is rotated.
    id: KeyId,
    /// Its name.
    name: String,
    /// What its secret begins with; null for a key from before secrets had a prefix.
    prefix: Option<String>,
    /// What its secret ends with; null for a key from before secrets had a prefix.
    last_four: Option<String>,
    /// The user whom it stands for.
    user_id: UserId,
    /// The role that it has in the team.
    role: Role,
    /// The scopes that it has.
    scopes: Vec<String>,
    /// The only models that it may submit and retry; null: all.
    models: Option<Vec<String>>,
    /// The most credits that jobs submitted with it may use and hold in a month; null: it has no cap.
    monthly_cap: Option<Credits>,
    /// The same in US cents.
    monthly_cap_cents: Option<Cents>,
    /// The credits that count against its cap this month, as charged; null: it has no cap.
    month_used: Option<Credits>,
    /// The same in US cents.
    month_used_cents: Option<Cents>,
    /// The credits that count against its cap this month, as held; null: it has no cap.
    month_held: Option<Credits>,
    /// The same in US cents.
    month_held_cents: Option<Cents>,
    /// When it was made.
    created_at: Rfc3339,
    /// The user who made it; null for a key that was put into the table by hand.
    created_by: Option<UserId>,
    /// From when on it is not taken any more; null: it does not expire.
    expires_at: Option<Rfc3339>,
    /// When it was revoked.
    revoked_at: Option<Rfc3339>,
    /// The hour of its last call, by its beginning; null: it was never used.
    last_used_at: Option<Rfc3339>,
    /// Until when the secret from before the last rotation is taken.
    old_key_valid_until: Option<Rfc3339>,
}

/// An API key with its new secret.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "NewApiKey")]
pub(crate) struct NewKeyView {
    #[serde(flatten)]
    view: ApiKeyView,
    /// The secret; null in the reply to a repetition, because it is stored nowhere.
    key: Option<String>,
}

impl Listed for ApiKeyView {
    const LIST: &'static str = "api_keys";
}

impl ApiKeyView {
    /// `count`: of the key's cap, as it was read.
    pub(crate) fn new(key: &ApiKey, count: Option<&MonthCount>, month: &Month) -> Self {
        Self::counting(key, count.map(|count| count.in_month(month)).as_ref())
    }

    /// A key that has counted nothing.
    pub(crate) fn unused(key: &ApiKey) -> Self {
        Self::counting(key, key.opening_count().as_ref())
    }

    fn counting(key: &ApiKey, count: Option<&MonthCount>) -> Self {
        let Caller { user_id, role, scopes, .. } = key.caller.clone();
        let (used, held) = (count.map(|count| count.month_used), count.map(|count| count.month_held));
        let shown = key.shown.as_ref();
        Self {
            id: key.id,
            name: key.name.clone(),
            prefix: shown.map(|shown| shown.prefix.clone()),
            last_four: shown.map(|shown| shown.last_four.clone()),
            user_id,
            role,
            scopes,
            models: (!key.models.is_empty()).then(|| key.models.clone()),
            monthly_cap: key.monthly_cap,
            monthly_cap_cents: key.monthly_cap.map(Credits::cents),
            month_used: used,
            month_used_cents: used.map(Credits::cents),
            month_held: held,
            month_held_cents: held.map(Credits::cents),
            created_at: Rfc3339(key.created_at),
            created_by: key.created_by.clone(),
            expires_at: key.expires_at.map(Rfc3339),
            revoked_at: key.revoked_at.map(Rfc3339),
            last_used_at: key.last_used_at.map(Rfc3339),
            old_key_valid_until: key.old_key_valid_until.map(Rfc3339),
        }
    }

    /// The reply that shows the secret, this once.
    pub(super) fn with_secret(self, secret: &Secret) -> NewKeyView {
        NewKeyView { view: self, key: Some(secret.as_str().to_owned()) }
    }

    /// The reply to a repetition: the secret is stored nowhere.
    pub(super) const fn without_secret(self) -> NewKeyView {
        NewKeyView { view: self, key: None }
    }
}
