//! Teams: who may be given credits. Their people are known to the identity provider, not to us.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::fields::{Field, FieldError, Fields, Parsed, Shape, Text, Written, line};
use crate::given::quoted;
use crate::{TeamId, Timestamp, UserId};

static ID: Field<Parsed<TeamId>> = Field::new(
    "id",
    Parsed {
        text: line(1..=64),
        parse: team_id,
        written: Written::Pattern("^[0-9A-Za-z][-0-9A-Za-z_.:@|]*$"),
    },
    "The id that the team has at your identity provider. Without it, the team gets one.",
    || json!("acme"),
);
static NAME: Field<Text> =
    Field::new("name", line(1..=255), "What people call the team.", || json!("Acme Ltd")).required();
static NEW_TEAM: Shape = Shape::new("NewTeam", &[&ID, &NAME]);

/// The complaint about an id of no team.
pub fn no_team(asked: &TeamId) -> String {
    let asked = quoted(asked.as_str());
    format!("{asked} is not a team. POST /teams makes one, and GET /teams lists them.")
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    pub id: TeamId,
    pub name: String,
    /// The operator who made it. Absent for a team that had credits before teams were listed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_by: Option<UserId>,
    #[serde(with = "crate::time::as_text::option", default, skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
}

impl Team {
    /// A team that had credits before teams were listed. Nobody has named it.
    pub fn from_before(id: TeamId) -> Self {
        Self { name: id.to_string(), id, created_by: None, created_at: None }
    }
}

/// A request to make a team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewTeam {
    /// `None`: it gets one of ours.
    pub id: Option<TeamId>,
    pub name: String,
}

impl NewTeam {
    pub fn read(body: &Value) -> Result<Self, Vec<FieldError>> {
        Fields::read_all(body, &NEW_TEAM, |fields| {
            let (id, name) = (fields.read(&ID), fields.read(&NAME));
            Some(Self { id, name: name? })
        })
    }

    pub fn schema() -> Value {
        NEW_TEAM.schema()
    }

    /// `made`: its id, if the request gives none.
    pub fn into_team(self, made: TeamId, created_by: UserId, now: Timestamp) -> Team {
        let Self { id, name } = self;
        let (created_by, created_at) = (Some(created_by), Some(now));
        Team { id: id.unwrap_or(made), name, created_by, created_at }
    }
}

/// An id is a part of paths, so it has no slash and is never `.` or `..`.
fn team_id(text: &str) -> Result<TeamId, String> {
    let is_id = text.starts_with(|first: char| first.is_ascii_alphanumeric())
        && text.chars().all(|it| it.is_ascii_alphanumeric() || "-_.:@|".contains(it));
    if is_id {
        return Ok(TeamId::new(text));
    }
    Err(format!("must be letters, digits and -_.:@| behind a letter or a digit, got {}", quoted(text)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_team_has_a_name_and_perhaps_an_id() {
        let read = |body| NewTeam::read(&body).unwrap();
        assert_eq!(read(json!({"name": "Acme Ltd"})), NewTeam { id: None, name: "Acme Ltd".to_owned() });
        for id in ["acme", "org_2abc", "0198c0de-0000-7000-8000-000000000000", "a.b:c@d|e", &"x".repeat(64)] {
            assert_eq!(read(json!({"id": id, "name": "a"})).id, Some(TeamId::new(id)));
        }
    }

    #[test]
    fn every_mistake_is_told_with_its_field() {
        for (body, fields) in [
            (json!({}), vec!["name"]),
            (json!({"id": "a/b", "name": ""}), vec!["id", "name"]),
            (json!({"name": "a\nb"}), vec!["name"]),
            (json!({"name": 7, "id": 7, "nmae": "a"}), vec!["id", "name", "nmae"]),
            (json!({"name": "a".repeat(256)}), vec!["name"]),
        ] {
            let told: Vec<String> =
                NewTeam::read(&body).unwrap_err().into_iter().map(|it| it.field).collect();
            assert_eq!(told, fields, "{body}");
        }
        for id in ["", ".", "..", "-a", "a b", "a?b", "a#b", "a%b", "ä", "a\\b", &"x".repeat(65)] {
            let told = NewTeam::read(&json!({"id": id, "name": "a"})).unwrap_err();
            assert_eq!((told.len(), told[0].field.as_str()), (1, "id"), "{id:?}");
        }
    }
}
