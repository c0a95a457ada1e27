//! A key makes and rotates only keys that can do no more than it can itself: whoever holds the secret of another key can
//! do what that one can.

use crate::{Role, Timestamp};

/// What a key can do, and for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rights<'a> {
    pub role: Role,
    pub scopes: &'a [String],
    /// Empty: all models.
    pub models: &'a [String],
    pub expires_at: Option<Timestamp>,
    /// Whether it may spend so much in a month only. With several keys, somebody could spend as much several times.
    pub has_cap: bool,
}

impl Rights<'_> {
    /// The sentence that refuses to give these rights to whoever has `own`; `None`: they may be given.
    pub fn beyond(&self, own: &Self) -> Option<String> {
        self.role_beyond(own)
            .or_else(|| self.scope_beyond(own))
            .or_else(|| self.models_beyond(own))
            .or_else(|| self.life_beyond(own))
            .or_else(|| {
                own.has_cap.then(|| "Your key has a monthly cap: it can give nobody another key.".to_owned())
            })
    }

    fn role_beyond(&self, own: &Self) -> Option<String> {
        let (wanted, had) = (self.role.as_str(), own.role.as_str());
        let sentence =
            || format!("Your key has the role {had}: it can give nobody a key with the role {wanted}.");
        self.role.is_above(own.role).then(sentence)
    }

    fn scope_beyond(&self, own: &Self) -> Option<String> {
        let beyond = self.scopes.iter().find(|scope| !own.scopes.contains(scope))?;
        Some(format!("Your key does not have the scope {beyond}: it can give nobody a key with it."))
    }

    fn models_beyond(&self, own: &Self) -> Option<String> {
        if own.models.is_empty() {
            return None;
        }
        let beyond = self.models.iter().find(|model| !own.models.contains(model));
        if beyond.is_none() && !self.models.is_empty() {
            return None;
        }
        let wanted = beyond.map_or("all models", |model| model);
        let allowed = own.models.join(", ");
        Some(format!("Your key may use only {allowed}: it can give nobody a key for {wanted}."))
    }

    fn life_beyond(&self, own: &Self) -> Option<String> {
        let end = own.expires_at?;
        if self.expires_at.is_some_and(|wanted| wanted <= end) {
            return None;
        }
        let wanted = self.expires_at.map_or_else(|| "for ever".to_owned(), |at| format!("until {at}"));
        Some(format!("Your key expires at {end}: it can give nobody a key that is valid {wanted}."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_gives_more_than_they_have() {
        let (scope, picture, video) = (["s".to_owned()], ["picture".to_owned()], ["video".to_owned()]);
        let now = Timestamp::from_millis(0);
        let member =
            Rights { role: Role::Member, scopes: &[], models: &[], expires_at: None, has_cap: false };
        let owner = Rights { role: Role::Owner, ..member };
        let operator = Rights { scopes: &scope, ..owner };
        let painter = Rights { models: &picture, ..owner };
        let guest = Rights { expires_at: Some(now), ..owner };
        let both = [picture[0].clone(), video[0].clone()];
        for (own, wanted, refusal) in [
            (owner, owner, ""),
            (owner, Rights { role: Role::Admin, ..member }, ""),
            (member, owner, "the role owner"),
            (Rights { role: Role::Admin, ..member }, owner, "the role owner"),
            (operator, operator, ""),
            (operator, member, ""),
            (owner, operator, "the scope s"),
            (owner, painter, ""),
            (painter, painter, ""),
            (painter, owner, "for all models"),
            (painter, Rights { models: &video, ..owner }, "for video"),
            (painter, Rights { models: &both, ..owner }, "for video"),
            (owner, guest, ""),
            (guest, guest, ""),
            (guest, Rights { expires_at: Some(now.plus_seconds(-1)), ..owner }, ""),
            (
                guest,
                Rights { expires_at: Some(now.plus_seconds(1)), ..owner },
                "until 1970-01-01T00:00:01.000Z",
            ),
            (guest, owner, "for ever"),
            (owner, Rights { has_cap: true, ..owner }, ""),
            (Rights { has_cap: true, ..owner }, Rights { has_cap: true, ..owner }, "a monthly cap"),
            (Rights { has_cap: true, ..owner }, member, "a monthly cap"),
        ] {
            let told = wanted.beyond(&own).unwrap_or_default();
            assert!(
                told.contains(refusal) && told.is_empty() == refusal.is_empty(),
                "{own:?} {wanted:?}: {told}"
            );
        }
    }
}
