//! What a token says, once its signature is right.

use domain::caller::named_user;
use domain::{OPERATOR_SCOPE, Role, TeamId, Timestamp, UserId};
use serde_json::{Map, Value};

use super::refusal::Refusal;
use super::settings::{ClaimNames, JwtSettings};

/// Between the provider's clock and ours.
const SKEW_SECONDS: i64 = 60;

pub(super) type Claims = Map<String, Value>;

/// Who a token stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bearer {
    pub(crate) team_id: TeamId,
    pub(crate) user_id: UserId,
    /// `None`: the token says nothing of it.
    pub(crate) role: Option<Role>,
    pub(crate) scopes: Vec<String>,
    pub(crate) expires_at: Timestamp,
}

pub(super) fn bearer(claims: &Claims, settings: &JwtSettings, now: Timestamp) -> Result<Bearer, Refusal> {
    if claims.get("iss").and_then(Value::as_str) != Some(&settings.issuer) {
        return Err(Refusal::Issuer);
    }
    check_use(claims)?;
    check_audience(claims, &settings.audiences)?;
    let expires_at = check_times(claims, now)?;
    let ClaimNames { team, user, role, scope } = &settings.claims;
    let named = |name: &String| one(claim(claims, name)).and_then(|text| named_user(text).ok());
    let missing = |name: &String| Refusal::Claim(name.clone());
    let team_id = TeamId::new(named(team).ok_or_else(|| missing(team))?.as_str());
    let user_id = named(user).ok_or_else(|| missing(user))?;
    let role = read_role(claim(claims, role), role)?;
    let given = texts(claim(claims, scope)).ok_or_else(|| missing(scope))?;
    let is_operator = settings.operator_scope.as_deref().is_some_and(|wanted| given.contains(&wanted));
    let scopes = is_operator.then(|| OPERATOR_SCOPE.to_owned()).into_iter().collect();
    Ok(Bearer { team_id, user_id, role, scopes, expires_at })
}

/// Cognito says in `token_use` and Keycloak in `typ` what a token is for. A refresh token or a logout token opens nothing.
fn check_use(claims: &Claims) -> Result<(), Refusal> {
    let is = |name: &str, known: &[&str]| {
        claims.get(name).is_none_or(|value| value.as_str().is_some_and(|it| known.contains(&it)))
    };
    if is("token_use", &["access", "id"]) && is("typ", &["Bearer", "JWT", "at+jwt"]) {
        return Ok(());
    }
    Err(Refusal::OtherUse)
}

/// Cognito's access tokens have no audience: whom they were made for is in `client_id`.
fn check_audience(claims: &Claims, audiences: &[String]) -> Result<(), Refusal> {
    let is_ours = |value: &Value| value.as_str().is_some_and(|it| audiences.iter().any(|ours| ours == it));
    let is_for_us = match claims.get("aud") {
        Some(Value::Array(several)) => several.iter().any(is_ours),
        Some(one) => is_ours(one),
        None => {
            let is_access = claims.get("token_use").is_some_and(|it| it == "access");
            is_access && claims.get("client_id").is_some_and(is_ours)
        }
    };
    if is_for_us { Ok(()) } else { Err(Refusal::Audience) }
}

/// Returns when it expires.
fn check_times(claims: &Claims, now: Timestamp) -> Result<Timestamp, Refusal> {
    let wrong = |name: &str| Refusal::Claim(name.to_owned());
    let expires_at = claims.get("exp").and_then(seconds).ok_or_else(|| wrong("exp"))?;
    if expires_at.plus_seconds(SKEW_SECONDS) <= now {
        return Err(Refusal::Expired);
    }
    for name in ["nbf", "iat"] {
        let Some(value) = claims.get(name) else { continue };
        if seconds(value).ok_or_else(|| wrong(name))? > now.plus_seconds(SKEW_SECONDS) {
            return Err(Refusal::NotYet);
        }
    }
    Ok(expires_at)
}

/// A number of seconds may have a fraction (RFC 7519), which we leave out.
fn seconds(value: &Value) -> Option<Timestamp> {
    let number = value.as_number()?.to_string();
    let whole: i64 = number.split('.').next()?.parse().ok()?;
    whole.checked_mul(1000).map(Timestamp::from_millis)
}

/// The claim of that name, or else the one at that dotted path. Names may have dots themselves: some are addresses.
fn claim<'a>(claims: &'a Claims, name: &str) -> Option<&'a Value> {
    if let Some(value) = claims.get(name) {
        return Some(value);
    }
    let mut parts = name.split('.');
    let first = claims.get(parts.next()?)?;
    parts.try_fold(first, |value, part| value.get(part))
}

/// A text, or a list of one: Keycloak lists a user's organizations.
fn one(value: Option<&Value>) -> Option<&str> {
    match value? {
        Value::Array(several) => match several.as_slice() {
            [only] => only.as_str(),
            _ => None,
        },
        value => value.as_str(),
    }
}

/// Words in one text or in a list; none if there is no such claim. `None`: it is neither.
fn texts(value: Option<&Value>) -> Option<Vec<&str>> {
    match value {
        None | Some(Value::Null) => Some(Vec::new()),
        Some(Value::String(text)) => Some(text.split_whitespace().collect()),
        Some(Value::Array(several)) => several.iter().map(Value::as_str).collect(),
        Some(_) => None,
    }
}

/// A list has groups and roles of all kinds: the highest of ours counts, and without one it says nothing. A single text has
/// to be one of ours.
fn read_role(value: Option<&Value>, name: &str) -> Result<Option<Role>, Refusal> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => {
            Role::from_name(text).map(Some).ok_or_else(|| Refusal::Role(name.to_owned()))
        }
        Some(value) => {
            let several = texts(Some(value)).ok_or_else(|| Refusal::Claim(name.to_owned()))?;
            Ok(Role::ALL.into_iter().find(|role| several.contains(&role.as_str())))
        }
    }
}
