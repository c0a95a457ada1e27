//! Keys for more people than a stack starts with, and all data of a team.

use domain::{ApiKey, Caller, KeyId, Role, TeamId, UserId};

use crate::stored::plain;
use crate::{Client, World};

impl World {
    /// Makes a key for somebody. One person can have several, also in several teams.
    pub async fn give_key(&self, team: &str, user: &str, role: Role) -> Client {
        let key = format!("chub_{team}_{user}_{role:?}");
        let (team_id, user_id) = (TeamId::new(team), UserId::new(user));
        let (key_hash, now) = (web::hash_key(&key), self.clock.clock().now());
        let caller = Caller { team_id, user_id, role, scopes: Vec::new() };
        let hired = ApiKey::new(KeyId::from_hash(now, &key_hash), user.to_owned(), caller, now);
        self.stack.store.create_api_key(&hired, &key_hash, None, now).await.unwrap();
        Client::new(&self.stack.ready.api, Some(&key))
    }

    /// Every row of every table and every key of the bucket that contains a team's id, so that a test can compare them
    /// with a later state.
    pub async fn all_data_of(&self, team: &str) -> Vec<String> {
        let mut all = self.keys_under("").await;
        let dynamodb = &self.stack.clients.dynamodb;
        for table in dynamodb.list_tables().send().await.unwrap().table_names.unwrap() {
            let pages = dynamodb.scan().table_name(&table).into_paginator().items().send();
            for mut item in pages.collect::<Result<Vec<_>, _>>().await.unwrap() {
                // Whoever calls is noted once an hour, whatever becomes of the call.
                item.remove("last_used_at");
                all.push(format!("{table}: {}", plain(&item)));
            }
        }
        all.retain(|text| text.contains(team));
        all.sort();
        all
    }

    /// The keys of the bucket that begin with `prefix`.
    pub async fn keys_under(&self, prefix: &str) -> Vec<String> {
        let bucket = &self.stack.environment()["BUCKET"];
        let list = self.stack.clients.s3.list_objects_v2().bucket(bucket).prefix(prefix);
        let listed = list.send().await.unwrap();
        assert_ne!(listed.is_truncated, Some(true), "a page is enough for a test");
        listed.contents().iter().map(|object| object.key().unwrap().to_owned()).collect()
    }
}
