//! Why a JWT is not taken. Each is a part of the sentence "This token is not valid: …".

use crate::ApiError;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refusal {
    #[error("this deployment takes no JWTs")]
    NotTaken,
    #[error("it is longer than {0} bytes")]
    TooLong(usize),
    #[error("it cannot be read")]
    Unreadable,
    #[error("it must be signed by RS256, ES256 or EdDSA")]
    Algorithm,
    #[error("its header must not have the field {0}")]
    HeaderField(&'static str),
    #[error("it is no access token")]
    OtherUse,
    #[error("the identity provider does not have the key that it was signed with")]
    UnknownKey,
    #[error("the key that it names is for another algorithm")]
    OtherAlgorithm,
    #[error("its header does not say with which of several keys it was signed")]
    NoKeyId,
    #[error("its signature is wrong")]
    Signature,
    #[error("it is by another issuer")]
    Issuer,
    #[error("it is for another audience")]
    Audience,
    #[error("it has expired")]
    Expired,
    #[error("it is not valid yet")]
    NotYet,
    #[error("its claim {0} is missing or of another type")]
    Claim(String),
    #[error("its claim {0} must be owner, admin or member")]
    Role(String),
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        Self::InvalidToken(refusal.to_string())
    }
}
