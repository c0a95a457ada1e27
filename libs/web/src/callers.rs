//! Who is calling: by an API key, a browser token or a JWT. Keys and tokens are found by their hash. What was looked up is
//! remembered for a minute at most, so that a revoked key and a disabled member stop within that time.

mod identity;
mod jwt;
mod remembered;
mod sent;

use std::sync::Arc;

use clock::Clock;
use domain::api_key::Spelling;
use domain::given::quoted;
use domain::{ApiKey, BrowserToken, Caller, KeyId, Membership, Role, TeamId, Timestamp, UserId};
use http::HeaderMap;
use sha2::{Digest, Sha256};
use store::Store;

use self::jwt::Bearer;
use self::remembered::{NotedHours, Remembered};
use self::sent::Sent;
use crate::ApiError;

pub use identity::{Credential, Identity};
pub use jwt::{ClaimNames, Jwt, JwtSettings};

/// Identifies callers. Cheap to clone; clones share what they remember.
#[derive(Debug, Clone)]
pub struct Callers {
    store: Store,
    clock: Clock,
    jwt: Jwt,
    seen: Arc<Seen>,
}

/// What a caller may do as a key has it, by which credential, and the role that this gives, if it says one.
type Recognized = (ApiKey, Credential, Option<Role>);

/// What was looked up.
#[derive(Debug, Default)]
struct Seen {
    keys: Remembered<String, ApiKey>,
    tokens: Remembered<String, BrowserToken>,
    members: Remembered<(TeamId, UserId), Membership>,
    /// Whether there is such a team.
    teams: Remembered<TeamId, bool>,
    noted: NotedHours,
}

impl Callers {
    /// Takes no JWTs.
    pub fn new(store: Store, clock: Clock) -> Self {
        Self { store, clock, jwt: Jwt::none(), seen: Arc::default() }
    }

    #[must_use]
    pub fn with_jwt(self, jwt: Jwt) -> Self {
        Self { jwt, ..self }
    }

    /// Makes no AWS call for a credential and a member seen in the last minute. Otherwise one read for each of them, for a
    /// browser token one for its maker's key, and for a JWT one for its team (two if the team is not listed). One write
    /// (see [`Store::note_use`]) for the first call of a key in an hour that this process sees. What is mistyped is refused
    /// without a read.
    pub async fn identify(&self, headers: &HeaderMap) -> Result<Identity, ApiError> {
        let now = self.clock.now();
        let (key, by, given_role) = match Sent::from_headers(headers).ok_or(ApiError::Unauthenticated)? {
            Sent::Key(secret) => self.by_key(secret, now).await?,
            Sent::BrowserToken(secret) => self.by_browser_token(secret, now).await?,
            Sent::Jwt(token) => self.by_jwt(token, now).await?,
        };
        let Caller { team_id, user_id, .. } = &key.caller;
        let membership = self.membership(team_id, user_id, now).await?;
        if membership.disabled {
            return Err(ApiError::Forbidden(format!(
                "{} is disabled in this team. An owner or admin of the team can change that.",
                quoted(user_id.as_str())
            )));
        }
        let is_named_owner = matches!(by, Credential::Jwt { .. }) && given_role == Some(Role::Owner);
        if is_named_owner && !membership.named_owner && membership.role.is_none() {
            self.note_named_owner(team_id, user_id, membership, now).await;
        }
        let caller = Caller { role: membership.role_of(given_role), ..key.caller };
        Ok(Identity { key: ApiKey { caller, ..key }, by })
    }

    async fn by_key(&self, secret: &str, now: Timestamp) -> Result<Recognized, ApiError> {
        if Spelling::of(secret) == Spelling::Mistyped {
            return Err(ApiError::MistypedKey);
        }
        let hash = hash_key(secret);
        let key = self.key(&hash, now).await?.ok_or(ApiError::InvalidKey)?;
        self.note_use(&key, &hash, now.start_of_hour()).await;
        let role = key.caller.role;
        Ok((key, Credential::Key { hash }, Some(role)))
    }

    /// The maker's key has to be valid still. Its scopes are not the token's.
    async fn by_browser_token(&self, secret: &str, now: Timestamp) -> Result<Recognized, ApiError> {
        if Spelling::of(secret) == Spelling::Mistyped {
            return Err(not_valid("it is mistyped, because its checksum is wrong"));
        }
        let token =
            self.token(&hash_key(secret), now).await?.ok_or_else(|| not_valid("there is none like it"))?;
        if !token.is_valid(now) {
            return Err(not_valid("it has expired"));
        }
        let key = match &token.maker_key_hash {
            Some(hash) => self.key(hash, now).await?.ok_or_else(|| not_valid("its maker's key has ended"))?,
            None => unstored_key(token.team_id.clone(), token.user_id.clone(), token.role, Vec::new()),
        };
        let role = key.caller.role;
        let caller = Caller { scopes: Vec::new(), ..key.caller };
        Ok((ApiKey { caller, ..key }, Credential::BrowserToken(token), Some(role)))
    }

    async fn by_jwt(&self, token: &str, now: Timestamp) -> Result<Recognized, ApiError> {
        let Bearer { team_id, user_id, role, scopes, expires_at } = self.jwt.verify(token).await?;
        if !self.is_team(&team_id, now).await? {
            return Err(ApiError::Forbidden(format!(
                "The team {} of your token is not known here. An operator has to make it first (POST /teams).",
                quoted(team_id.as_str())
            )));
        }
        let key = unstored_key(team_id, user_id, role.unwrap_or(Role::Member), scopes);
        Ok((key, Credential::Jwt { expires_at }, role))
    }

    /// `None`: there is no valid one.
    async fn key(&self, hash: &str, now: Timestamp) -> Result<Option<ApiKey>, ApiError> {
        let read = self.store.key_of_secret(hash);
        let key = self.seen.keys.or_read(hash.to_owned(), now, read).await?;
        Ok(key.filter(|key| key.is_valid(now)))
    }

    async fn token(&self, hash: &str, now: Timestamp) -> Result<Option<BrowserToken>, ApiError> {
        let read = self.store.browser_token(hash);
        Ok(self.seen.tokens.or_read(hash.to_owned(), now, read).await?)
    }

    async fn membership(
        &self,
        team_id: &TeamId,
        user_id: &UserId,
        now: Timestamp,
    ) -> Result<Membership, ApiError> {
        let read = async { self.store.membership(team_id, user_id).await.map(Some) };
        let member = (team_id.clone(), user_id.clone());
        Ok(self.seen.members.or_read(member, now, read).await?.unwrap_or_default())
    }

    async fn is_team(&self, team_id: &TeamId, now: Timestamp) -> Result<bool, ApiError> {
        let read = async { self.store.team(team_id).await.map(|team| Some(team.is_some())) };
        Ok(self.seen.teams.or_read(team_id.clone(), now, read).await? == Some(true))
    }

    /// That a use is not noted is no reason to refuse it, nor to try again with every call.
    async fn note_use(&self, key: &ApiKey, hash: &str, hour: Timestamp) {
        if !self.seen.noted.is_first(hash, hour) {
            return;
        }
        if let Err(error) = self.store.note_use(key, hash, hour).await {
            tracing::warn!(key_id = %key.id, %error, "the use of a key was not noted");
        }
    }

    /// Admins must not touch owners, and of those whom only the identity provider calls so we know by their tokens.
    async fn note_named_owner(
        &self,
        team_id: &TeamId,
        user_id: &UserId,
        membership: Membership,
        now: Timestamp,
    ) {
        let noted = Membership { named_owner: true, ..membership };
        self.seen.members.put((team_id.clone(), user_id.clone()), noted, now);
        if let Err(error) = self.store.note_named_owner(team_id, user_id, &now.month()).await {
            tracing::warn!(%team_id, %user_id, %error, "an owner was not noted");
        }
    }
}

/// What a caller without a key may do, as a key has it.
fn unstored_key(team_id: TeamId, user_id: UserId, role: Role, scopes: Vec<String>) -> ApiKey {
    let began = Timestamp::from_millis(0);
    let name = format!("token of {user_id}");
    ApiKey::new(KeyId::from_hash(began, ""), name, Caller { team_id, user_id, role, scopes }, began)
}

fn not_valid(why: &str) -> ApiError {
    ApiError::InvalidToken(why.to_owned())
}

/// Hex SHA-256. Keys are random and long, so a plain hash cannot be guessed back.
pub fn hash_key(key: &str) -> String {
    hex(&Sha256::digest(key.as_bytes()))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
