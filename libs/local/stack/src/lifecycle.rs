//! Deletes expired objects by the lifecycle rules of the template, which S3 does and s3s-fs does not. Multipart
//! uploads that were broken off are not deleted, because s3s-fs cannot list them.

use aws_sdk_s3::Client;
use clock::Clock;
use domain::Timestamp;

use crate::Error;
use crate::aws::BUCKET;
use crate::template::Expiration;

/// The rules of the bucket.
#[derive(Debug, Clone)]
pub struct Lifecycle {
    s3: Client,
    rules: Vec<Expiration>,
    clock: Clock,
}

/// An object in a list of the bucket.
struct Listed {
    key: String,
    last_modified: Timestamp,
}

const DAY_MILLIS: i64 = 24 * 60 * 60 * 1000;

impl Lifecycle {
    pub(crate) const fn new(s3: Client, rules: Vec<Expiration>, clock: Clock) -> Self {
        Self { s3, rules, clock }
    }

    /// Deletes every object that has expired by some rule, and returns their keys.
    pub async fn expire(&self) -> Result<Vec<String>, Error> {
        let now = self.clock.now();
        let mut expired = Vec::new();
        for object in self.all().await? {
            if self.rules.iter().any(|rule| has_expired(rule, &object, now)) {
                self.s3.delete_object().bucket(BUCKET).key(&object.key).send().await?;
                expired.push(object.key);
            }
        }
        Ok(expired)
    }

    async fn all(&self) -> Result<Vec<Listed>, Error> {
        let mut all = Vec::new();
        let mut pages = self.s3.list_objects_v2().bucket(BUCKET).into_paginator().send();
        while let Some(page) = pages.next().await {
            for object in page?.contents.unwrap_or_default() {
                let (Some(key), Some(modified)) = (object.key, object.last_modified) else { continue };
                let last_modified = Timestamp::from_millis(modified.to_millis()?);
                all.push(Listed { key, last_modified });
            }
        }
        Ok(all)
    }
}

/// S3 then waits for the next midnight, UTC. Nothing may rely on the time until then.
fn has_expired(rule: &Expiration, object: &Listed, now: Timestamp) -> bool {
    let whole_days = now.millis_since(object.last_modified).div_euclid(DAY_MILLIS);
    object.key.starts_with(&rule.prefix) && whole_days >= rule.days.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_expires_by_its_prefix_and_its_age_in_whole_days() {
        let rule = Expiration { prefix: "uploads/".to_owned(), days: 2 };
        let written = 1_000;
        for (key, age_millis, expected) in [
            ("uploads/a", 0, false),
            ("uploads/a", 2 * DAY_MILLIS - 1, false),
            ("uploads/a", 2 * DAY_MILLIS, true),
            ("uploads/a/b", 400 * DAY_MILLIS, true),
            ("uploads", 400 * DAY_MILLIS, false),
            ("files/uploads/a", 400 * DAY_MILLIS, false),
            // The machine's clock may have been set back.
            ("uploads/a", -5 * DAY_MILLIS, false),
        ] {
            let last_modified = Timestamp::from_millis(written);
            let object = Listed { key: key.to_owned(), last_modified };
            let now = Timestamp::from_millis(written + age_millis);
            assert_eq!(has_expired(&rule, &object, now), expected, "{key} after {age_millis} ms");
        }
    }
}
