//! Operators make the first key of a team that has none yet: for a user of that team, with any role in it.

use serde_json::json;

use super::{ApiKey, NewKey, Rights};
use crate::TeamId;
use crate::fields::{Field, Fields, Text, line};

pub(super) static TEAM_ID: Field<Text> = Field::new(
    "team_id",
    line(1..=128),
    "The team that the key is for. Without it, yours; only operators name another one.",
    || json!("acme"),
);

/// The team that a request names. An operator's own id says nothing of whom another team's key is for.
pub(super) fn read(fields: &mut Fields<'_>, maker: &ApiKey) -> Option<TeamId> {
    let team = TeamId::new(fields.read(&TEAM_ID)?);
    if team != maker.caller.team_id && !fields.has("user_id") {
        fields.refuse("user_id", "is required where team_id names another team than yours");
    }
    Some(team)
}

impl NewKey {
    /// The team that the key is for; `None`: the maker's own.
    pub fn other_team(&self, maker: &ApiKey) -> Option<&TeamId> {
        self.team_id.as_ref().filter(|team| **team != maker.caller.team_id)
    }

    /// As [`Self::beyond`], for another team: roles are the team's own, and what else a key can do is not.
    pub(super) fn beyond_in(&self, team: &TeamId, maker: &ApiKey) -> Option<String> {
        if !maker.caller.is_operator() {
            let own = &maker.caller.team_id;
            return Some(format!(
                "Only operators make keys for other teams. Your key belongs to the team {own}, and not to {team}."
            ));
        }
        let Self { scopes, models, expires_at, .. } = self;
        let own = maker.rights();
        let (role, expires_at, has_cap) = (own.role, *expires_at, self.monthly_cap.is_some());
        Rights { role, scopes, models, expires_at, has_cap }.beyond(&own)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::api_key::Secret;
    use crate::{Caller, Catalog, KeyId, OPERATOR_SCOPE, Role, Timestamp, UserId};

    const NOW: Timestamp = Timestamp::from_millis(1_767_225_600_000);

    fn maker(scopes: &[&str]) -> ApiKey {
        let scopes = scopes.iter().map(|it| (*it).to_owned()).collect();
        let (team_id, user_id) = (TeamId::new("operators"), UserId::new("olga"));
        let caller = Caller { team_id, user_id, role: Role::Member, scopes };
        ApiKey::new(KeyId::from_hash(NOW, ""), "mine".to_owned(), caller, NOW)
    }

    fn read(body: &Value, maker: &ApiKey) -> NewKey {
        NewKey::read(body, maker, &Catalog::shipped().unwrap(), NOW).unwrap()
    }

    #[test]
    fn an_operator_makes_another_teams_key_with_any_role() {
        let operator = maker(&[OPERATOR_SCOPE]);
        let first = json!({"name": "first", "team_id": "acme", "user_id": "ann", "role": "owner"});
        let new = read(&first, &operator);
        assert_eq!((new.other_team(&operator), new.beyond(&operator)), (Some(&TeamId::new("acme")), None));
        let secret = Secret::new(crate::api_key::KeyPrefix::Test, [0; 2]);
        let key = new.into_key(KeyId::from_hash(NOW, ""), &secret, &operator.caller, NOW);
        assert_eq!((key.caller.team_id, key.caller.user_id), (TeamId::new("acme"), UserId::new("ann")));
        assert_eq!(key.created_by, Some(UserId::new("olga")));
        let refused = read(&first, &maker(&[])).beyond(&maker(&[])).unwrap();
        assert!(refused.starts_with("Only operators make keys for other teams."), "{refused}");
    }

    #[test]
    fn ones_own_team_may_be_named_as_well() {
        let member = maker(&[]);
        let own = read(&json!({"name": "a", "team_id": "operators"}), &member);
        assert_eq!((own.other_team(&member), own.beyond(&member)), (None, None));
        let own = read(&json!({"name": "a", "team_id": "operators", "role": "owner"}), &member);
        assert!(own.beyond(&member).is_some());
    }

    #[test]
    fn another_teams_key_names_its_user() {
        let operator = maker(&[OPERATOR_SCOPE]);
        let body = json!({"name": "a", "team_id": "acme"});
        let told = NewKey::read(&body, &operator, &Catalog::shipped().unwrap(), NOW).unwrap_err();
        assert_eq!((told.len(), told[0].field.as_str()), (1, "user_id"), "{told:?}");
    }
}
