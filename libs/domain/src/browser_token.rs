//! Browser tokens: short-lived, narrow credentials that a server makes for a page, so that its API key stays at home. A
//! token does what its maker could do, and of that only what it was made for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::fields::{Defaulted, Field, FieldError, Fields, List, OneOf, Parsed, Shape, Whole, Written, line};
use crate::given::quoted;
use crate::{JobId, Role, TeamId, Timestamp, TokenId, UserId};

const DEFAULT_SECONDS: i64 = 15 * 60;

/// What a token may do. Endpoints name the one that they need; most are closed to all tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub enum TokenScope {
    /// To read jobs, with their results and receipts.
    #[serde(rename = "jobs:read")]
    JobsRead,
    /// To submit, cancel, retry and hide jobs.
    #[serde(rename = "jobs:write")]
    JobsWrite,
    /// To read folders and files of the drive.
    #[serde(rename = "files:read")]
    FilesRead,
    /// To upload files to the drive.
    #[serde(rename = "files:upload")]
    FilesUpload,
    /// To read what can be made: models, voices and avatars.
    #[serde(rename = "catalog:read")]
    CatalogRead,
}

impl TokenScope {
    pub const ALL: [Self; 5] =
        [Self::JobsRead, Self::JobsWrite, Self::FilesRead, Self::FilesUpload, Self::CatalogRead];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::JobsRead => "jobs:read",
            Self::JobsWrite => "jobs:write",
            Self::FilesRead => "files:read",
            Self::FilesUpload => "files:upload",
            Self::CatalogRead => "catalog:read",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrowserToken {
    pub id: TokenId,
    pub team_id: TeamId,
    pub user_id: UserId,
    /// Of its maker, when it was made.
    pub role: Role,
    /// Of the API key that made it, without which it ends. Absent: a JWT made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maker_key_hash: Option<String>,
    pub scopes: Vec<TokenScope>,
    /// The only job that it reads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job_id: Option<JobId>,
    #[serde(with = "crate::time::as_text")]
    pub created_at: Timestamp,
    #[serde(with = "crate::time::as_text")]
    pub expires_at: Timestamp,
}

/// Why a token may not make a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotAllowed {
    /// With a sentence.
    Forbidden(String),
    /// It is about another job than the token's, which does not exist for it.
    OtherJob,
}

impl BrowserToken {
    pub fn is_valid(&self, now: Timestamp) -> bool {
        now < self.expires_at
    }

    /// Whether it may call an endpoint that needs this scope; `None`: one that takes no tokens. `id` is the thing that the
    /// call names, if it names one.
    pub fn check(&self, needed: Option<TokenScope>, id: Option<&str>) -> Result<(), NotAllowed> {
        let Some(needed) = needed else {
            let sentence = "A browser token cannot do this. It needs an API key, or a JWT.";
            return Err(NotAllowed::Forbidden(sentence.to_owned()));
        };
        if !self.scopes.contains(&needed) {
            return Err(NotAllowed::Forbidden(format!(
                "Your browser token does not have the scope {}. It has: {}.",
                needed.as_str(),
                self.scopes.iter().map(|scope| scope.as_str()).collect::<Vec<_>>().join(", ")
            )));
        }
        match (self.job_id, id) {
            (None, _) => Ok(()),
            (Some(own), Some(id)) if id.parse() == Ok(own) => Ok(()),
            (Some(_), Some(_)) => Err(NotAllowed::OtherJob),
            (Some(own), None) => {
                Err(NotAllowed::Forbidden(format!("Your browser token is only for the job {own}.")))
            }
        }
    }
}

/// A request to make a token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewToken {
    pub scopes: Vec<TokenScope>,
    pub job_id: Option<JobId>,
    pub expires_in: i64,
}

impl NewToken {
    pub fn read(body: &Value) -> Result<Self, Vec<FieldError>> {
        Fields::read_all(body, &NEW_TOKEN, |fields| {
            let (job_id, mut scopes) = (fields.read(&JOB_ID), fields.read(&SCOPES).unwrap_or_default());
            match (fields.has(JOB_ID.name()), fields.has(SCOPES.name())) {
                (true, true) => {
                    let problem = "must not be given with job_id, which has the scope jobs:read";
                    fields.refuse(SCOPES.name(), problem);
                }
                (false, false) => fields.refuse(SCOPES.name(), "is required without job_id"),
                _ => {}
            }
            scopes.sort_unstable();
            scopes.dedup();
            let scopes = if job_id.is_some() { vec![TokenScope::JobsRead] } else { scopes };
            Some(Self { scopes, job_id, expires_in: fields.value(&EXPIRES_IN) })
        })
    }

    pub fn schema() -> Value {
        NEW_TOKEN.schema()
    }
}

static JOB_ID: Field<Parsed<JobId>> = Field::new(
    "job_id",
    Parsed { text: line(1..=64), parse: job, written: Written::Format("uuid") },
    "The only job that the token reads. Instead of it, scopes say what the token may do.",
    || json!(null),
);
static SCOPES: Field<List<OneOf<TokenScope>>> = Field::new(
    "scopes",
    List { of: OneOf { all: &TokenScope::ALL, name: TokenScope::as_str }, count: 1..=TokenScope::ALL.len() },
    "What the token may do.",
    || json!(["jobs:read", "catalog:read"]),
);
static EXPIRES_IN: Defaulted<Whole<i64>> = Defaulted::new(
    Field::new("expires_in", Whole(60..=3600), "After how many seconds the token ends.", || json!(900)),
    || DEFAULT_SECONDS,
);
static NEW_TOKEN: Shape = Shape::new("NewToken", &[&JOB_ID, &SCOPES, &EXPIRES_IN]).with(job_or_scopes);

fn job_or_scopes() -> Value {
    let none = json!({"type": "null"});
    json!({"oneOf": [
        {"properties": {"job_id": {"type": "string"}, "scopes": none}, "required": ["job_id"]},
        {"properties": {"scopes": {"type": "array"}, "job_id": none}, "required": ["scopes"]},
    ]})
}

fn job(text: &str) -> Result<JobId, String> {
    text.parse().map_err(|_| format!("must be the id of a job, got {}", quoted(text)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const JOB: &str = "0198a8a0-0000-7000-8000-000000000001";
    const OTHER: &str = "0198a8a0-0000-7000-8000-000000000002";

    fn token(scopes: &[TokenScope], job: Option<&str>) -> BrowserToken {
        BrowserToken {
            id: TokenId::new(Timestamp::from_millis(0), [0; 10]),
            team_id: TeamId::new("t"),
            user_id: UserId::new("u"),
            role: Role::Owner,
            maker_key_hash: None,
            scopes: scopes.to_vec(),
            job_id: job.map(|id| id.parse().unwrap()),
            created_at: Timestamp::from_millis(0),
            expires_at: Timestamp::from_millis(1000),
        }
    }

    #[test]
    fn a_token_does_what_it_was_made_for_and_nothing_else() {
        use TokenScope::{CatalogRead, FilesRead, JobsRead, JobsWrite};
        let (wide, narrow) = (token(&[JobsRead, FilesRead], None), token(&[JobsRead], Some(JOB)));
        for (token, needed, id, expected) in [
            (&wide, Some(JobsRead), None, ""),
            (&wide, Some(JobsRead), Some(OTHER), ""),
            (&wide, Some(FilesRead), None, ""),
            (
                &wide,
                Some(JobsWrite),
                None,
                "does not have the scope jobs:write. It has: jobs:read, files:read.",
            ),
            (&wide, Some(CatalogRead), None, "does not have the scope catalog:read"),
            (&wide, None, None, "A browser token cannot do this."),
            (&narrow, Some(JobsRead), Some(JOB), ""),
            (&narrow, Some(JobsRead), Some(OTHER), "other job"),
            (&narrow, Some(JobsRead), Some("x"), "other job"),
            (&narrow, Some(JobsRead), None, "only for the job"),
            (&narrow, Some(JobsWrite), Some(JOB), "does not have the scope"),
            (&narrow, None, Some(JOB), "A browser token cannot do this."),
        ] {
            let told = match token.check(needed, id) {
                Ok(()) => String::new(),
                Err(NotAllowed::Forbidden(sentence)) => sentence,
                Err(NotAllowed::OtherJob) => "other job".to_owned(),
            };
            assert!(
                told.contains(expected) && told.is_empty() == expected.is_empty(),
                "{needed:?} {id:?}: {told}"
            );
        }
        assert!(wide.is_valid(Timestamp::from_millis(999)) && !wide.is_valid(Timestamp::from_millis(1000)));
    }

    #[test]
    fn a_row_of_the_first_day_is_read() {
        let row = json!({
            "id": OTHER, "team_id": "t", "user_id": "u", "role": "owner", "scopes": ["jobs:read"],
            "created_at": "1970-01-01T00:00:00.000Z", "expires_at": "1970-01-01T00:00:01.000Z",
        });
        let read: BrowserToken = serde_json::from_value(row.clone()).unwrap();
        let expected = BrowserToken { id: OTHER.parse().unwrap(), ..token(&[TokenScope::JobsRead], None) };
        assert_eq!((json!(read), read), (row.clone(), expected));
        let mut of_job = row;
        of_job["job_id"] = json!(JOB);
        of_job["maker_key_hash"] = json!("ab");
        let read: BrowserToken = serde_json::from_value(of_job).unwrap();
        assert_eq!((read.job_id, read.maker_key_hash.as_deref()), (JOB.parse().ok(), Some("ab")));
    }

    #[test]
    fn a_token_is_for_one_job_or_has_scopes() {
        let read = |body: Value| NewToken::read(&body).unwrap();
        let of_job = NewToken {
            scopes: vec![TokenScope::JobsRead],
            job_id: Some(JOB.parse().unwrap()),
            expires_in: 900,
        };
        assert_eq!(read(json!({"job_id": JOB})), of_job);
        let all = TokenScope::ALL.map(TokenScope::as_str);
        assert_eq!(read(json!({"scopes": all, "expires_in": 60})).scopes, TokenScope::ALL);
        let twice = read(json!({"scopes": ["files:read", "jobs:read", "files:read"], "expires_in": 3600}));
        assert_eq!(twice.scopes, [TokenScope::JobsRead, TokenScope::FilesRead]);
        for scope in TokenScope::ALL {
            assert_eq!(json!(scope), json!(scope.as_str()));
        }
    }

    #[test]
    fn every_mistake_is_told_with_its_field_and_value() {
        for (body, told) in [
            (json!({}), vec!["scopes is required without job_id"]),
            (json!({"scopes": []}), vec!["scopes must have 1 to 5 entries, got 0"]),
            (
                json!({"scopes": ["jobs:reed"]}),
                vec![
                    "scopes[0] must be one of jobs:read, jobs:write, files:read, files:upload or catalog:read, got 'jobs:reed'. Did you mean jobs:read?",
                ],
            ),
            (json!({"job_id": "x"}), vec!["job_id must be the id of a job, got 'x'"]),
            (
                json!({"job_id": JOB, "scopes": ["jobs:read"]}),
                vec!["scopes must not be given with job_id, which has the scope jobs:read"],
            ),
            (json!({"job_id": JOB, "expires_in": 59}), vec!["expires_in must be from 60 to 3600, got 59"]),
            (
                json!({"job_id": JOB, "expires_in": 3601}),
                vec!["expires_in must be from 60 to 3600, got 3601"],
            ),
        ] {
            let mistakes = NewToken::read(&body).unwrap_err();
            let mistakes: Vec<String> =
                mistakes.iter().map(|it| format!("{} {}", it.field, it.message)).collect();
            assert_eq!(mistakes, told, "{body}");
        }
    }
}
