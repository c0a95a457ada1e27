//! Who makes a call, and by what credential.

use domain::{ApiKey, BrowserToken, Timestamp};

/// A caller who was recognized.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// What the caller may do, as a key has it: for a JWT a key that is stored nowhere, for a browser token that of its maker
    /// without any scopes. Its role is never above what was said of the member.
    pub key: ApiKey,
    pub by: Credential,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credential {
    /// An API key, by the hash of the secret that was sent.
    Key {
        hash: String,
    },
    /// Of the deployment's identity provider.
    Jwt {
        expires_at: Timestamp,
    },
    BrowserToken(BrowserToken),
}

impl Identity {
    /// When the credential ends by itself.
    pub fn expires_at(&self) -> Option<Timestamp> {
        match &self.by {
            Credential::Key { .. } => self.key.expires_at,
            Credential::Jwt { expires_at } => Some(*expires_at),
            Credential::BrowserToken(token) => Some(token.expires_at),
        }
    }
}
