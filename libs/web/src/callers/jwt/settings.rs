//! How a deployment names its identity provider. Without these settings it takes no JWTs.

use url::{Host, Url};

/// The environment variables, as `docs/runbook.md` describes them.
const ISSUER: &str = "JWT_ISSUER";
const AUDIENCE: &str = "JWT_AUDIENCE";
const JWKS_URL: &str = "JWT_JWKS_URL";
const TEAM_CLAIM: &str = "JWT_TEAM_CLAIM";
const USER_CLAIM: &str = "JWT_USER_CLAIM";
const ROLE_CLAIM: &str = "JWT_ROLE_CLAIM";
const SCOPE_CLAIM: &str = "JWT_SCOPE_CLAIM";
const OPERATOR_SCOPE: &str = "JWT_OPERATOR_SCOPE";
const ALL: [&str; 8] =
    [ISSUER, AUDIENCE, JWKS_URL, TEAM_CLAIM, USER_CLAIM, ROLE_CLAIM, SCOPE_CLAIM, OPERATOR_SCOPE];

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JwtSettings {
    /// Exactly as tokens have it in `iss`, with or without a slash at the end.
    pub issuer: String,
    /// A token is for us if its audience is one of these.
    pub audiences: Vec<String>,
    /// `None`: the issuer's discovery document says it.
    pub jwks_url: Option<String>,
    pub claims: ClaimNames,
    /// The scope that makes an operator of its bearer; `None`: no token does.
    pub operator_scope: Option<String>,
}

/// Names of claims, or dotted paths into objects such as `realm_access.roles`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimNames {
    pub team: String,
    pub user: String,
    pub role: String,
    pub scope: String,
}

impl Default for ClaimNames {
    /// `sub` and `scope` are in the tokens of every provider; the other two are what a provider is configured to add.
    fn default() -> Self {
        Self {
            team: "team_id".to_owned(),
            user: "sub".to_owned(),
            role: "role".to_owned(),
            scope: "scope".to_owned(),
        }
    }
}

impl JwtSettings {
    /// From a deployment's settings, of which one that is not set is empty. `None`: none of them is set.
    pub fn read(mut setting: impl FnMut(&str) -> String) -> Result<Option<Self>, Vec<String>> {
        let values = ALL.map(|name| setting(name).trim().to_owned());
        if values.iter().all(String::is_empty) {
            return Ok(None);
        }
        let [issuer, audience, jwks_url, team, user, role, scope, operator_scope] = values;
        let audiences: Vec<String> =
            audience.split([',', ' ']).filter(|it| !it.is_empty()).map(str::to_owned).collect();
        let mut problems = Vec::new();
        let required = format!("{ISSUER} is not set, and other JWT settings are");
        check_url(ISSUER, &issuer, &required, &mut problems);
        if audiences.is_empty() {
            problems.push(format!("{AUDIENCE} is not set, and other JWT settings are"));
        }
        if !jwks_url.is_empty() {
            check_url(JWKS_URL, &jwks_url, "", &mut problems);
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let names = ClaimNames::default();
        Ok(Some(Self {
            issuer,
            audiences,
            jwks_url: some(jwks_url),
            claims: ClaimNames {
                team: some(team).unwrap_or(names.team),
                user: some(user).unwrap_or(names.user),
                role: some(role).unwrap_or(names.role),
                scope: some(scope).unwrap_or(names.scope),
            },
            operator_scope: some(operator_scope),
        }))
    }

    /// The address that says where the keys are, or that has them.
    pub(super) fn first_address(&self) -> String {
        self.jwks_url.clone().unwrap_or_else(|| {
            format!("{}/.well-known/openid-configuration", self.issuer.trim_end_matches('/'))
        })
    }
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// Keys that came over a connection that anybody may change would let anybody in.
fn check_url(name: &str, text: &str, if_empty: &str, problems: &mut Vec<String>) {
    if text.is_empty() {
        problems.push(if_empty.to_owned());
    } else if !Url::parse(text).is_ok_and(|url| url.scheme() == "https" || is_on_this_machine(&url)) {
        problems.push(format!("{name} must be an https address, got '{text}'"));
    }
}

fn is_on_this_machine(url: &Url) -> bool {
    url.scheme() == "http"
        && match url.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(ip)) => ip.is_loopback(),
            Some(Host::Ipv6(ip)) => ip.is_loopback(),
            None => false,
        }
}

/// `host:port`, for the allow-list of outbound connections: who runs the service has named this place.
pub(super) fn place(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    Some(format!("{}:{}", url.host_str()?, url.port_or_known_default()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Option<JwtSettings>, Vec<String>> {
        let value = |name: &str| pairs.iter().find(|(of, _)| *of == name).map_or("", |(_, value)| *value);
        JwtSettings::read(|name| value(name).to_owned())
    }

    #[test]
    fn without_any_setting_no_jwt_is_taken() {
        assert_eq!(read(&[]), Ok(None));
        assert_eq!(read(&[(ISSUER, " ")]), Ok(None));
    }

    #[test]
    fn what_is_not_set_has_a_default() {
        let settings =
            read(&[(ISSUER, "https://acme.eu.auth0.com/"), (AUDIENCE, "one, two")]).unwrap().unwrap();
        assert_eq!(settings.audiences, ["one", "two"]);
        assert_eq!((settings.jwks_url.clone(), settings.operator_scope.clone()), (None, None));
        assert_eq!(settings.claims, ClaimNames::default());
        assert_eq!(settings.first_address(), "https://acme.eu.auth0.com/.well-known/openid-configuration");
        let settings = read(&[
            (ISSUER, "http://127.0.0.1:1/realms/acme"),
            (AUDIENCE, "hub"),
            (JWKS_URL, "http://localhost:1/keys"),
            (TEAM_CLAIM, "https://acme.example/team"),
            (ROLE_CLAIM, "realm_access.roles"),
            (OPERATOR_SCOPE, "hub:operate"),
        ]);
        let settings = settings.unwrap().unwrap();
        assert_eq!(settings.first_address(), "http://localhost:1/keys");
        assert_eq!(settings.claims.team, "https://acme.example/team");
        assert_eq!(
            (settings.claims.role.as_str(), settings.claims.user.as_str()),
            ("realm_access.roles", "sub")
        );
        assert_eq!(settings.operator_scope.as_deref(), Some("hub:operate"));
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        for (pairs, told) in [
            (
                &[(TEAM_CLAIM, "t")][..],
                vec![
                    "JWT_ISSUER is not set, and other JWT settings are",
                    "JWT_AUDIENCE is not set, and other JWT settings are",
                ],
            ),
            (
                &[(ISSUER, "http://acme.example"), (AUDIENCE, "a"), (JWKS_URL, "keys")],
                vec![
                    "JWT_ISSUER must be an https address, got 'http://acme.example'",
                    "JWT_JWKS_URL must be an https address, got 'keys'",
                ],
            ),
            (
                &[(ISSUER, "https://acme.example"), (AUDIENCE, ", ")],
                vec!["JWT_AUDIENCE is not set, and other JWT settings are"],
            ),
        ] {
            assert_eq!(read(pairs).unwrap_err(), told, "{pairs:?}");
        }
    }

    #[test]
    fn a_place_is_a_host_and_a_port() {
        for (address, expected) in [
            ("https://acme.eu.auth0.com/", "acme.eu.auth0.com:443"),
            ("http://127.0.0.1:4010/keys", "127.0.0.1:4010"),
            ("http://[::1]:4010/", "[::1]:4010"),
        ] {
            assert_eq!(place(address).as_deref(), Some(expected));
        }
    }
}
