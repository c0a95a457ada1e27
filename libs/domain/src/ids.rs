//! Identities. A team or user id is opaque text from the identity provider; a job id is a `UUIDv7`, so
//! that ids sort by creation time.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Timestamp;

macro_rules! opaque_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            pub fn new(id: impl Into<String>) -> Self {
                Self(id.into())
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

opaque_id!(
    /// A tenant. Part of every table's key.
    TeamId
);
opaque_id!(
    /// A person, or a machine acting as one.
    UserId
);

impl TeamId {
    /// An id of ours, for a team that comes without one: a `UUIDv7` of `now` and ten random bytes.
    pub fn from_random(now: Timestamp, random: [u8; 10]) -> Self {
        Self(uuid(now, random).hyphenated().to_string())
    }
}

fn uuid(now: Timestamp, random: [u8; 10]) -> Uuid {
    let millis = u64::try_from(now.as_millis()).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

macro_rules! uuid_v7 {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A `UUIDv7` of `now` and ten random bytes.
            pub fn new(now: Timestamp, random: [u8; 10]) -> Self {
                Self(uuid(now, random))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::try_parse(text).map(Self)
            }
        }
    };
}

uuid_v7!(
    /// A job, in either family's words (`job_id`, `generation_id`).
    JobId
);
uuid_v7!(
    /// A line of a team's ledger.
    LineId
);
uuid_v7!(
    /// A folder of a team's drive.
    FolderId
);
uuid_v7!(
    /// A file of a team's drive, and before that the upload that becomes it.
    FileId
);
uuid_v7!(
    /// A brand kit.
    KitId
);
uuid_v7!(
    /// A browser token.
    TokenId
);
uuid_v7!(
    /// An API key. It stays the same when the key is rotated.
    KeyId
);

impl KeyId {
    /// Of a key from before keys had ids: derived from the hash of its secret, in hex digits, so that it is always the
    /// same.
    pub fn from_hash(created_at: Timestamp, key_hash: &str) -> Self {
        let mut random = [0; 10];
        for (byte, digits) in random.iter_mut().zip(key_hash.as_bytes().chunks(2)) {
            let digits = std::str::from_utf8(digits).unwrap_or_default();
            *byte = u8::from_str_radix(digits, 16).unwrap_or_default();
        }
        Self::new(created_at, random)
    }
}

impl FileId {
    /// Of a job's result: derived from job and variant, so that filing again is filing the same. `ended_at` puts it in
    /// order among a folder's files.
    pub fn from_result(job_id: JobId, variant: usize, ended_at: Timestamp) -> Self {
        let [_, _, _, _, _, _, mut random @ ..] = *job_id.0.as_bytes();
        let [.., last] = &mut random;
        *last = last.wrapping_add(u8::try_from(variant).unwrap_or(u8::MAX));
        Self::new(ended_at, random)
    }
}

impl JobId {
    /// One of [`Self::SHARDS`] even parts, by the id's random end.
    pub const fn shard(self) -> u8 {
        let [.., last] = *self.0.as_bytes();
        last % Self::SHARDS
    }

    pub const SHARDS: u8 = 16;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_job_has_a_greater_id() {
        let early = JobId::new(Timestamp::from_millis(1_000), [255; 10]);
        let late = JobId::new(Timestamp::from_millis(1_001), [0; 10]);
        assert!(early.to_string() < late.to_string());
    }

    #[test]
    fn a_key_without_an_id_has_always_the_same_one() {
        let hash = "31d1ea8b25a3d12b1e185d93abd21392d93c44d406ffa00f0b207b1b85fb175c";
        let id = KeyId::from_hash(Timestamp::from_millis(1_000), hash);
        assert_eq!(id.to_string(), "00000000-03e8-71d1-aa8b-25a3d12b1e18");
        let another = KeyId::from_hash(Timestamp::from_millis(1_000), &hash.replace("31d1", "31d2"));
        assert_ne!(id, another);
    }

    #[test]
    fn a_job_id_is_a_uuid_of_version_7() {
        let id = JobId::new(Timestamp::from_millis(1_000), [7; 10]).to_string();
        assert_eq!(id.parse::<Uuid>().unwrap().get_version_num(), 7);
    }
}
