//! A key as clients see it.

use domain::api_key::{ApiKey, Secret};
use domain::ledger::MonthCount;
use domain::{Caller, Month, Timestamp};
use serde_json::{Map, Value, json};

use crate::numbers::in_credits_and_cents;

/// `count`: of the key's cap, as it was read.
pub(crate) fn view(key: &ApiKey, count: Option<&MonthCount>, month: &Month) -> Value {
    Value::Object(fields(key, count.map(|count| count.in_month(month)).as_ref()))
}

/// A key that has counted nothing.
pub(crate) fn unused(key: &ApiKey) -> Value {
    Value::Object(fields(key, key.opening_count().as_ref()))
}

/// The reply that shows the secret, this once.
pub(super) fn with_secret(view: Value, secret: &Secret) -> Value {
    with(view, json!(secret.as_str()))
}

/// The reply to a repetition: the secret is stored nowhere.
pub(super) fn without_secret(view: Value) -> Value {
    with(view, Value::Null)
}

fn with(mut view: Value, secret: Value) -> Value {
    if let Some(fields) = view.as_object_mut() {
        fields.insert("key".to_owned(), secret);
    }
    view
}

fn fields(key: &ApiKey, count: Option<&MonthCount>) -> Map<String, Value> {
    let Caller { user_id, role, scopes, .. } = &key.caller;
    let time = |at: Option<Timestamp>| at.map(Timestamp::rfc3339);
    let who = json!({
        "id": key.id,
        "name": key.name,
        "prefix": key.shown.as_ref().map(|shown| &shown.prefix),
        "last_four": key.shown.as_ref().map(|shown| &shown.last_four),
        "user_id": user_id,
        "role": role,
        "scopes": scopes,
        "models": (!key.models.is_empty()).then_some(&key.models),
    });
    let when = json!({
        "created_at": key.created_at.rfc3339(),
        "created_by": key.created_by,
        "expires_at": time(key.expires_at),
        "revoked_at": time(key.revoked_at),
        "last_used_at": time(key.last_used_at),
        "old_key_valid_until": time(key.old_key_valid_until),
    });
    let counted = in_credits_and_cents(&[
        ("monthly_cap", key.monthly_cap),
        ("month_used", count.map(|count| count.month_used)),
        ("month_held", count.map(|count| count.month_held)),
    ]);
    let object = |value| if let Value::Object(fields) = value { fields } else { Map::new() };
    object(who).into_iter().chain(counted).chain(object(when)).collect()
}
