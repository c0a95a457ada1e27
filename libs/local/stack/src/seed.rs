//! The teams, keys and credits that every local stack starts with.

use clock::Clock;
use domain::api_key::Shown;
use domain::ledger::LineType;
use domain::team::Team;
use domain::{ApiKey, Caller, Credits, KeyId, Role, TeamId, UserId};
use store::{Credit, Store};

use crate::Error;
use crate::state::State;

pub(crate) const OPENING_CREDITS: Credits = Credits::new(100_000);

/// Creates what is missing. A second start changes nothing.
pub(crate) async fn seed(store: &Store, state: &State, clock: &Clock) -> Result<(), Error> {
    let (operator, now) = (caller("operator", state).user_id, clock.now());
    for (team_id, name) in [
        (&state.team_id, "Local team"),
        (&state.other_team_id, "Another local team"),
        (&state.operator_team_id, "Operators"),
    ] {
        let (team_id, name) = (TeamId::new(team_id), name.to_owned());
        let (created_by, created_at) = (Some(operator.clone()), Some(now));
        store.create_team(&Team { id: team_id.clone(), name, created_by, created_at }, None, now).await?;
        if store.balance(&team_id).await?.is_none() {
            let reason = "opening credits of the local stack".to_owned();
            let (line_type, amount) = (LineType::Grant, OPENING_CREDITS);
            let credit = Credit { team_id, line_type, amount, reason, granted_by: operator.clone(), now };
            store.credit(&credit, None, |_| String::new()).await?;
        }
    }
    for (who, secret) in &state.keys {
        let key_hash = web::hash_key(secret);
        if store.key_of_secret(&key_hash).await?.is_none() {
            let key = ApiKey::new(KeyId::new(now, rand::random()), who.clone(), caller(who, state), now);
            let key = ApiKey { shown: Shown::of(secret), created_by: Some(operator.clone()), ..key };
            store.create_api_key(&key, &key_hash, None, now).await?;
        }
    }
    Ok(())
}

fn caller(who: &str, state: &State) -> Caller {
    let (team_id, role, scopes) = match who {
        "admin" => (&state.team_id, Role::Admin, vec![]),
        "member" => (&state.team_id, Role::Member, vec![]),
        "other_team_owner" => (&state.other_team_id, Role::Owner, vec![]),
        "operator" => (&state.operator_team_id, Role::Owner, vec!["platform:billing".to_owned()]),
        _ => (&state.team_id, Role::Owner, vec![]),
    };
    Caller { team_id: TeamId::new(team_id), user_id: UserId::new(format!("{who}-{team_id}")), role, scopes }
}
