//! The first rows of a deployment, which nobody can make over the API because nobody has a key yet.

use domain::api_key::Shown;
use domain::ledger::LineType;
use domain::{ApiKey, Caller, Credits, KeyId, TeamId, Timestamp, UserId};
use store::{Credit, Store};

use crate::Error;

/// A team that has ever had credits gets none. Returns whether it got some.
pub(crate) async fn grant_once(
    store: &Store,
    (team_id, amount): (&TeamId, Credits),
    reason: &str,
    granted_by: &UserId,
    now: Timestamp,
) -> Result<bool, Error> {
    if store.balance(team_id).await?.is_some() {
        return Ok(false);
    }
    let credit = Credit {
        team_id: team_id.clone(),
        line_type: LineType::Grant,
        amount,
        reason: reason.to_owned(),
        granted_by: granted_by.clone(),
        now,
    };
    store.credit(&credit, None, |_| String::new()).await?;
    Ok(true)
}

pub(crate) async fn make_key(
    store: &Store,
    secret: &str,
    name: String,
    caller: Caller,
    created_by: &UserId,
    now: Timestamp,
) -> Result<(), Error> {
    let key = ApiKey::new(KeyId::new(now, rand::random()), name, caller, now);
    let key = ApiKey { shown: Shown::of(secret), created_by: Some(created_by.clone()), ..key };
    store.create_api_key(&key, &web::hash_key(secret), None, now).await?;
    Ok(())
}
