//! Sharing a file: a link for people who have no key. Whoever has it reads the file, until it ends or is withdrawn.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::Timestamp;
use crate::fields::{Field, FieldError, Fields, Parsed, Shape, a_time};

/// Whether a file is shared. It is kept in the file's row, and goes with it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sharing {
    /// 128 random bits in hex, which only those know who were given the link. `None`: the file is not shared.
    #[serde(rename = "share_secret", default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
    /// `None`: the link works until it is withdrawn.
    #[serde(
        rename = "share_expires_at",
        with = "crate::time::as_text::option",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub expires_at: Option<Timestamp>,
}

impl Sharing {
    pub fn new(random: u128, expires_at: Option<Timestamp>) -> Self {
        Self { secret: Some(format!("{random:032x}")), expires_at }
    }

    /// The secret of a link that works.
    pub fn open_secret(&self, now: Timestamp) -> Option<&str> {
        self.secret.as_deref().filter(|_| !self.has_ended(now))
    }

    /// The secret of a link that has ended.
    pub fn ended_secret(&self, now: Timestamp) -> Option<&str> {
        self.secret.as_deref().filter(|_| self.has_ended(now))
    }

    fn has_ended(&self, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|end| end <= now)
    }
}

/// A request to share a file, or to change until when it is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShareChange {
    pub expires_at: Option<Timestamp>,
}

static EXPIRES_AT: Field<Parsed<Timestamp>> = Field::new(
    "expires_at",
    a_time(),
    "From when on the link does not work any more. Without it, the link works until it is withdrawn.",
    || json!("2099-12-31T23:59:59Z"),
);
static SHARE_CHANGE: Shape = Shape::new("ShareFile", &[&EXPIRES_AT]);

impl ShareChange {
    pub fn read(body: &Value, now: Timestamp) -> Result<Self, Vec<FieldError>> {
        Fields::read_all(body, &SHARE_CHANGE, |fields| {
            let expires_at = fields.read(&EXPIRES_AT);
            if let Some(end) = expires_at.filter(|end| *end <= now) {
                fields.refuse(EXPIRES_AT.name(), format!("must be in the future, got {}", end.rfc3339()));
            }
            Some(Self { expires_at })
        })
    }

    pub fn schema() -> Value {
        SHARE_CHANGE.schema()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_link_works_until_it_ends() {
        let now = Timestamp::from_millis(1000);
        let (lasting, ending) = (Sharing::new(7, None), Sharing::new(7, Some(now.plus_seconds(60))));
        assert_eq!(lasting.secret.as_ref().map(String::len), Some(32));
        for (sharing, seconds, works) in [
            (&Sharing::default(), 0, false),
            (&lasting, 0, true),
            (&lasting, 1_000_000, true),
            (&ending, 59, true),
            (&ending, 60, false),
        ] {
            let secret = sharing.open_secret(now.plus_seconds(seconds));
            assert_eq!(secret.is_some(), works, "{sharing:?} after {seconds} s");
        }
    }

    #[test]
    fn an_end_is_a_time_in_the_future() {
        let now = Timestamp::parse("2026-11-27T00:00:00Z").unwrap();
        for (end, taken) in [
            (json!(null), true),
            (json!("2026-11-27T00:00:01Z"), true),
            (json!("2026-11-27T00:00:00Z"), false),
            (json!("tomorrow"), false),
            (json!(7), false),
        ] {
            assert_eq!(ShareChange::read(&json!({"expires_at": end}), now).is_ok(), taken, "{end}");
        }
        assert_eq!(ShareChange::read(&json!({}), now).unwrap().expires_at, None);
        assert!(ShareChange::read(&json!({"days": 3}), now).is_err());
    }
}
