//! Requests to make or rotate a key. All mistakes are reported at once.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value;

use super::{ApiKey, Rights, Secret, Shown, other_team};
use crate::caller::named_user;
use crate::fields::{FieldError, Fields};
use crate::given::quoted;
use crate::money::MAX_CREDITS;
use crate::near::must_be_one_of;
use crate::{Caller, Catalog, Credits, KeyId, OPERATOR_SCOPE, Role, TeamId, Timestamp, UserId};

const NAME_CHARACTERS: std::ops::RangeInclusive<usize> = 1..=255;
const SCOPES: [&str; 1] = [OPERATOR_SCOPE];
/// A catalog has some dozens of models.
const MAX_MODELS: usize = 200;
/// So long the old secret is taken after a rotation, if the request does not say.
const OLD_KEY_SECONDS: i64 = 24 * 3600;
const MAX_OLD_KEY_SECONDS: i64 = 7 * 24 * 3600;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewKey {
    pub name: String,
    /// `None`: for the team of whoever makes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team_id: Option<TeamId>,
    /// Whom it is for.
    pub user_id: UserId,
    pub role: Role,
    pub scopes: Vec<String>,
    /// Empty: all.
    pub models: Vec<String>,
    pub monthly_cap: Option<Credits>,
    pub expires_at: Option<Timestamp>,
}

impl NewKey {
    /// `maker`: the key that the request came with, whose user and limits a new key has where the request says nothing.
    pub fn read(
        body: &Value,
        maker: &ApiKey,
        catalog: &Catalog,
        now: Timestamp,
    ) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::new(body)?;
        let name = fields.required_text("name", NAME_CHARACTERS);
        let role = fields.choice("role", &Role::ALL.map(Role::as_str));
        let scopes = scopes(&mut fields);
        let expires_at = expiry(&mut fields, now).or(maker.expires_at);
        let monthly_cap = fields.whole_number("monthly_cap", 0..=MAX_CREDITS).map(Credits::new);
        let models = models(&mut fields, catalog).unwrap_or_else(|| maker.models.clone());
        let team_id = other_team::read(&mut fields, maker);
        let user_id = user(&mut fields).unwrap_or_else(|| maker.caller.user_id.clone());
        fields.finish()?;
        let role = role.and_then(|role| Role::from_name(&role)).unwrap_or(Role::Member);
        // Nothing was refused, so the name is there.
        Ok(Self {
            name: name.unwrap_or_default(),
            team_id,
            user_id,
            role,
            scopes,
            models,
            monthly_cap,
            expires_at,
        })
    }

    /// The sentence that refuses the key to this maker; `None`: they may make it.
    pub fn beyond(&self, maker: &ApiKey) -> Option<String> {
        if let Some(team) = self.other_team(maker) {
            return self.beyond_in(team, maker);
        }
        if self.user_id != maker.caller.user_id && !maker.caller.manages_team() {
            let sentence = "Only owners and admins make keys for others; your key has the role member.";
            return Some(sentence.to_owned());
        }
        let Self { role, scopes, models, expires_at, .. } = self;
        let (role, expires_at, has_cap) = (*role, *expires_at, self.monthly_cap.is_some());
        Rights { role, scopes, models, expires_at, has_cap }.beyond(&maker.rights())
    }

    pub fn into_key(self, id: KeyId, secret: &Secret, maker: &Caller, now: Timestamp) -> ApiKey {
        let Self { name, team_id, user_id, role, scopes, models, monthly_cap, expires_at } = self;
        let team_id = team_id.unwrap_or_else(|| maker.team_id.clone());
        let caller = Caller { team_id, user_id, role, scopes };
        let (shown, created_by) = (Shown::of(secret.as_str()), Some(maker.user_id.clone()));
        ApiKey { models, monthly_cap, shown, created_by, expires_at, ..ApiKey::new(id, name, caller, now) }
    }
}

/// Without repetitions.
fn scopes(fields: &mut Fields<'_>) -> Vec<String> {
    let scopes = fields.texts("scopes", SCOPES.len(), |fields, place, scope| {
        let is_known = SCOPES.contains(&scope.as_str());
        if !is_known {
            fields.refuse(place, must_be_one_of(&scope, &SCOPES));
        }
        is_known.then_some(scope)
    });
    distinct(scopes)
}

/// `None`: the request names none, or they were refused.
fn models(fields: &mut Fields<'_>, catalog: &Catalog) -> Option<Vec<String>> {
    if !fields.has("models") {
        return None;
    }
    let known: BTreeSet<&str> = catalog.models().iter().map(|model| model.id.as_str()).collect();
    let known: Vec<&str> = known.into_iter().collect();
    let before = fields.mistakes();
    let models = fields.texts("models", MAX_MODELS, |fields, place, model| {
        let is_known = known.contains(&model.as_str());
        if !is_known {
            fields.refuse(place, must_be_one_of(&model, &known));
        }
        is_known.then_some(model)
    });
    if models.is_empty() && fields.mistakes() == before {
        fields.refuse("models", "must name a model. Without the field, the key may use all that yours may.");
    }
    Some(distinct(models))
}

fn distinct(texts: Vec<String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    texts.into_iter().filter(|text| seen.insert(text.clone())).collect()
}

fn expiry(fields: &mut Fields<'_>, now: Timestamp) -> Option<Timestamp> {
    let text = fields.text("expires_at", 1..=64)?;
    let at = Timestamp::parse(&text);
    if at.is_none() {
        fields.refuse(
            "expires_at",
            format!("must be a time such as 2026-11-21T09:30:00Z, got {}", quoted(&text)),
        );
    } else if at <= Some(now) {
        fields.refuse(
            "expires_at",
            format!("must be in the future, which begins at {now}, got {}", quoted(&text)),
        );
    }
    at
}

fn user(fields: &mut Fields<'_>) -> Option<UserId> {
    let named = named_user(&fields.text("user_id", 1..=128)?);
    named.map_err(|complaint| fields.refuse("user_id", complaint)).ok()
}

/// A request for another secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Rotation {
    /// How long the old secret is still taken.
    pub old_key_valid_seconds: i64,
}

impl Rotation {
    pub fn read(body: &Value) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::new(body)?;
        let seconds = fields.whole_number("old_key_valid_seconds", 0..=MAX_OLD_KEY_SECONDS);
        fields.finish()?;
        Ok(Self { old_key_valid_seconds: seconds.unwrap_or(OLD_KEY_SECONDS) })
    }

    /// An old secret lives no longer than its key.
    pub fn old_key_valid_until(self, key: &ApiKey, now: Timestamp) -> Timestamp {
        let asked = now.plus_seconds(self.old_key_valid_seconds);
        key.expires_at.map_or(asked, |end| end.min(asked))
    }
}

#[cfg(test)]
mod tests;
