//! A key as clients see it.

use domain::api_key::{ApiKey, Secret};
use domain::{Caller, Timestamp};
use serde_json::{Value, json};

pub(crate) fn view(key: &ApiKey) -> Value {
    let Caller { user_id, role, scopes, .. } = &key.caller;
    let time = |at: Option<Timestamp>| at.map(Timestamp::rfc3339);
    json!({
        "id": key.id,
        "name": key.name,
        "prefix": key.shown.as_ref().map(|shown| &shown.prefix),
        "last_four": key.shown.as_ref().map(|shown| &shown.last_four),
        "user_id": user_id,
        "role": role,
        "scopes": scopes,
        "models": (!key.models.is_empty()).then_some(&key.models),
        "created_at": key.created_at.rfc3339(),
        "created_by": key.created_by,
        "expires_at": time(key.expires_at),
        "revoked_at": time(key.revoked_at),
        "last_used_at": time(key.last_used_at),
        "old_key_valid_until": time(key.old_key_valid_until),
    })
}

/// The reply that shows the secret, this once.
pub(super) fn with_secret(key: &ApiKey, secret: &Secret) -> Value {
    with(key, json!(secret.as_str()))
}

/// The reply to a repetition: the secret is stored nowhere.
pub(super) fn without_secret(key: &ApiKey) -> Value {
    with(key, Value::Null)
}

fn with(key: &ApiKey, secret: Value) -> Value {
    let mut view = view(key);
    if let Some(fields) = view.as_object_mut() {
        fields.insert("key".to_owned(), secret);
    }
    view
}
