//! How a deployment lets people sign in to its console: at the identity provider whose tokens the API takes.

/// The environment variables, as `docs/runbook.md` describes them.
const ISSUER: &str = "JWT_ISSUER";
const CLIENT_ID: &str = "CONSOLE_CLIENT_ID";
const SCOPES: &str = "CONSOLE_SCOPES";
const AUDIENCE: &str = "CONSOLE_AUDIENCE";
const ORIGINS: &str = "CONSOLE_SIGN_IN_ORIGINS";

/// Every provider knows it.
const DEFAULT_SCOPES: &str = "openid";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    /// Exactly as tokens have it in `iss`, with or without a slash at the end.
    pub issuer: String,
    /// What the provider calls the console: a public client, which has no secret.
    pub client_id: String,
    /// Separated by spaces.
    pub scopes: String,
    pub audience: Option<String>,
    /// Where the provider gives out tokens, if that is elsewhere than at the issuer.
    pub origins: Vec<String>,
}

impl SignIn {
    /// From a deployment's settings, of which one that is not set is empty. `None`: people have API keys only.
    pub fn read(mut setting: impl FnMut(&str) -> String) -> Result<Option<Self>, Vec<String>> {
        let [issuer, client_id, scopes, audience, origins] =
            [ISSUER, CLIENT_ID, SCOPES, AUDIENCE, ORIGINS].map(|name| setting(name).trim().to_owned());
        if client_id.is_empty() {
            // The API may well have an issuer, and the console no place at it.
            let others = [(SCOPES, &scopes), (AUDIENCE, &audience), (ORIGINS, &origins)];
            let set = others.into_iter().filter(|(_, value)| !value.is_empty());
            let problems: Vec<String> =
                set.map(|(name, _)| format!("{name} is set, and {CLIENT_ID} is not")).collect();
            return if problems.is_empty() { Ok(None) } else { Err(problems) };
        }
        if issuer.is_empty() {
            return Err(vec![format!("{CLIENT_ID} is set, and {ISSUER} is not")]);
        }
        let origins = origins.split([',', ' ']).filter(|it| !it.is_empty()).map(str::to_owned).collect();
        let scopes = if scopes.is_empty() { DEFAULT_SCOPES.to_owned() } else { scopes };
        let audience = Some(audience).filter(|it| !it.is_empty());
        Ok(Some(Self { issuer, client_id, scopes, audience, origins }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Option<SignIn>, Vec<String>> {
        let value = |name: &str| pairs.iter().find(|(of, _)| *of == name).map_or("", |(_, value)| *value);
        SignIn::read(|name| value(name).to_owned())
    }

    #[test]
    fn without_a_client_id_nobody_signs_in_at_a_provider() {
        assert_eq!(read(&[]), Ok(None));
        assert_eq!(read(&[(ISSUER, "https://id.example")]), Ok(None));
    }

    #[test]
    fn what_is_not_set_has_a_default() {
        let some = read(&[(ISSUER, "https://id.example/"), (CLIENT_ID, "console")]).unwrap().unwrap();
        assert_eq!((some.issuer.as_str(), some.client_id.as_str()), ("https://id.example/", "console"));
        assert_eq!((some.scopes.as_str(), some.audience, some.origins), ("openid", None, Vec::new()));
        let all = read(&[
            (ISSUER, "https://id.example"),
            (CLIENT_ID, "console"),
            (SCOPES, "openid offline_access"),
            (AUDIENCE, "hub"),
            (ORIGINS, "https://a.example, https://b.example"),
        ]);
        let all = all.unwrap().unwrap();
        assert_eq!((all.scopes.as_str(), all.audience.as_deref()), ("openid offline_access", Some("hub")));
        assert_eq!(all.origins, ["https://a.example", "https://b.example"]);
    }

    #[test]
    fn what_cannot_be_used_is_told() {
        for (pairs, told) in [
            (&[(CLIENT_ID, "console")][..], vec!["CONSOLE_CLIENT_ID is set, and JWT_ISSUER is not"]),
            (
                &[(ISSUER, "https://id.example"), (SCOPES, "openid"), (ORIGINS, "https://a.example")],
                vec![
                    "CONSOLE_SCOPES is set, and CONSOLE_CLIENT_ID is not",
                    "CONSOLE_SIGN_IN_ORIGINS is set, and CONSOLE_CLIENT_ID is not",
                ],
            ),
        ] {
            assert_eq!(read(pairs).unwrap_err(), told, "{pairs:?}");
        }
    }
}
