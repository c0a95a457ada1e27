//! The teams, keys and credits that every local stack starts with.

use clock::Clock;
use domain::team::Team;
use domain::{Caller, Credits, Role, TeamId, UserId};
use store::Store;

use crate::Error;
use crate::first_rows::{grant_once, make_key};
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
        let reason = "opening credits of the local stack";
        grant_once(store, (&team_id, OPENING_CREDITS), reason, &operator, now).await?;
    }
    for (who, secret) in &state.keys {
        if store.key_of_secret(&web::hash_key(secret)).await?.is_none() {
            make_key(store, secret, who.clone(), caller(who, state), &operator, now).await?;
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
