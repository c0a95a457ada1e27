//! Requests to make or rotate a key. All mistakes are reported at once.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Value, json};

use super::{ApiKey, Rights, Secret, Shown, other_team};
use crate::caller::{USER_PATTERN, named_user};
use crate::fields::{
    Defaulted, Field, FieldError, Fields, List, OneOf, Parsed, Shape, Text, Whole, Written, a_time, line,
};
use crate::given::quoted;
use crate::money::MAX_CREDITS;
use crate::near::must_be_one_of;
use crate::{Caller, Catalog, Credits, KeyId, OPERATOR_SCOPE, Role, TeamId, Timestamp, UserId};

const SCOPES: [&str; 1] = [OPERATOR_SCOPE];
/// A catalog has some dozens of models.
const MAX_MODELS: usize = 200;
/// So long the old secret is taken after a rotation, if the request does not say.
const OLD_KEY_SECONDS: i64 = 24 * 3600;
const MAX_OLD_KEY_SECONDS: i64 = 7 * 24 * 3600;

static NAME: Field<Text> =
    Field::new("name", line(1..=255), "What people call the key.", || json!("nightly ads")).required();
static ROLE: Defaulted<OneOf<Role>> = Defaulted::new(
    Field::new(
        "role",
        OneOf { all: &Role::ALL, name: Role::as_str },
        "The role that the key has in the team, which is not above your own.",
        || json!("member"),
    ),
    || Role::Member,
);
static SCOPES_GIVEN: Field<List<OneOf<&str>>> = Field::new(
    "scopes",
    List { of: OneOf { all: &SCOPES, name: |scope| scope }, count: 0..=SCOPES.len() },
    "The scopes that the key has, which only operators give.",
    || json!([]),
);
static EXPIRES_AT: Field<Parsed<Timestamp>> = Field::new(
    "expires_at",
    a_time(),
    "From when on the key is not taken any more. Without it, the key ends when yours does.",
    || json!("2099-06-30T00:00:00Z"),
);
static MONTHLY_CAP: Field<Whole<i64>> = Field::new(
    "monthly_cap",
    Whole(0..=MAX_CREDITS),
    "The most credits that jobs submitted with the key may use and hold in a month. Without it, the key has no cap of its own.",
    || json!(5000),
);
static MODELS: Field<List<Text>> = Field::new(
    "models",
    List { of: line(1..=64), count: 1..=MAX_MODELS },
    "The only models that the key may submit and retry. Without it, those that yours may.",
    || json!(["flux_2_pro"]),
);
static USER_ID: Field<Parsed<UserId>> = Field::new(
    "user_id",
    Parsed { text: line(1..=128), parse: named_user, written: Written::Pattern(USER_PATTERN) },
    "The user whom the key stands for. Without it, you; owners and admins make keys for others.",
    || json!("ann"),
);
static NEW_KEY: Shape = Shape::new(
    "NewApiKeyRequest",
    &[&NAME, &ROLE, &SCOPES_GIVEN, &EXPIRES_AT, &MONTHLY_CAP, &MODELS, &other_team::TEAM_ID, &USER_ID],
);
static OLD_KEY_VALID_SECONDS: Defaulted<Whole<i64>> = Defaulted::new(
    Field::new(
        "old_key_valid_seconds",
        Whole(0..=MAX_OLD_KEY_SECONDS),
        "How many seconds the old secret is still taken.",
        || json!(3600),
    ),
    || OLD_KEY_SECONDS,
);
static ROTATION: Shape = Shape::new("RotateApiKey", &[&OLD_KEY_VALID_SECONDS]);

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
        Fields::read_all(body, &NEW_KEY, |fields| {
            let (name, role, scopes) = (fields.read(&NAME), fields.value(&ROLE), scopes(fields));
            let expires_at = expiry(fields, now).or(maker.expires_at);
            let monthly_cap = fields.read(&MONTHLY_CAP).map(Credits::new);
            let models = models(fields, catalog).unwrap_or_else(|| maker.models.clone());
            let team_id = other_team::read(fields, maker);
            let user_id = fields.read(&USER_ID).unwrap_or_else(|| maker.caller.user_id.clone());
            Some(Self { name: name?, team_id, user_id, role, scopes, models, monthly_cap, expires_at })
        })
    }

    /// The models are those of the catalog.
    pub fn schema(catalog: &Catalog) -> Value {
        let mut schema = NEW_KEY.schema();
        if let Some(models) = schema.pointer_mut("/properties/models/items") {
            *models = json!({"type": "string", "enum": known_models(catalog)});
        }
        schema
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
    let scopes = fields.read(&SCOPES_GIVEN).unwrap_or_default();
    distinct(scopes.into_iter().map(str::to_owned).collect())
}

/// `None`: the request names none, or they were refused.
fn models(fields: &mut Fields<'_>, catalog: &Catalog) -> Option<Vec<String>> {
    let known = known_models(catalog);
    let known: Vec<&str> = known.into_iter().collect();
    let models = fields.each(&MODELS, |fields, place, model| {
        let is_known = known.contains(&model.as_str());
        if !is_known {
            fields.refuse(place, must_be_one_of(&model, &known));
        }
        is_known.then_some(model)
    });
    fields.has(MODELS.name()).then(|| distinct(models))
}

fn known_models(catalog: &Catalog) -> BTreeSet<&str> {
    catalog.models().iter().map(|model| model.id.as_str()).collect()
}

fn distinct(texts: Vec<String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    texts.into_iter().filter(|text| seen.insert(text.clone())).collect()
}

fn expiry(fields: &mut Fields<'_>, now: Timestamp) -> Option<Timestamp> {
    let at = fields.read(&EXPIRES_AT)?;
    if at <= now {
        let given = quoted(&fields.peek_text(EXPIRES_AT.name()).unwrap_or_default());
        let complaint = format!("must be in the future, which begins at {now}, got {given}");
        fields.refuse(EXPIRES_AT.name(), complaint);
    }
    Some(at)
}

/// A request for another secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Rotation {
    /// How long the old secret is still taken.
    pub old_key_valid_seconds: i64,
}

impl Rotation {
    pub fn read(body: &Value) -> Result<Self, Vec<FieldError>> {
        Fields::read_all(body, &ROTATION, |fields| {
            Some(Self { old_key_valid_seconds: fields.value(&OLD_KEY_VALID_SECONDS) })
        })
    }

    pub fn schema() -> Value {
        ROTATION.schema()
    }

    /// An old secret lives no longer than its key.
    pub fn old_key_valid_until(self, key: &ApiKey, now: Timestamp) -> Timestamp {
        let asked = now.plus_seconds(self.old_key_valid_seconds);
        key.expires_at.map_or(asked, |end| end.min(asked))
    }
}

#[cfg(test)]
mod tests;
