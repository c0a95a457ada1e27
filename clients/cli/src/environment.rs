//! Which API is called, and with which key: from options, the environment, or what `hub login` has kept.

use std::path::PathBuf;
use std::time::Duration;

use crate::failure::Failure;
use crate::keep::{self, Login};

/// What `hub` takes from its environment.
#[derive(Debug, Clone)]
pub struct Environment {
    /// `HUB_URL`: the address of the API, with or without `/api/v1`.
    pub url: Option<String>,
    /// `HUB_KEY`: the API key.
    pub key: Option<String>,
    /// The file of `hub login`; none where there is no home folder.
    pub config: Option<PathBuf>,
    /// How long the first pause before another attempt takes.
    pub first_pause: Duration,
}

pub(crate) const FIRST_PAUSE: Duration = Duration::from_millis(500);
const BASE_PATH: &str = "/api/v1";

impl Environment {
    /// `variable` looks one up.
    pub fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Self {
        let given = |name: &str| {
            variable(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
        };
        let folder = given("XDG_CONFIG_HOME")
            .map(PathBuf::from)
            .or_else(|| given("HOME").map(|home| PathBuf::from(home).join(".config")));
        Self {
            url: given("HUB_URL"),
            key: given("HUB_KEY"),
            config: folder.map(|folder| folder.join("hub").join("config.toml")),
            first_pause: FIRST_PAUSE,
        }
    }

    pub(crate) fn with_url(self, url: Option<String>) -> Self {
        Self { url: url.or(self.url), ..self }
    }

    /// The login to use. A kept key is not sent to another address than the one that it was kept for.
    pub(crate) fn login(&self) -> Result<Login, Failure> {
        let kept = || self.config.as_deref().map_or(Ok(None), keep::read);
        let Some(url) = self.url.as_deref().map(base_url).transpose()? else {
            let kept = kept()?.ok_or_else(|| {
                Failure::usage("there is no address. Set HUB_URL and HUB_KEY, or run `hub login`.")
            })?;
            return Ok(Login { key: self.key.clone().unwrap_or(kept.key), ..kept });
        };
        if let Some(key) = self.key.clone() {
            return Ok(Login { url, key });
        }
        kept()?.filter(|kept| kept.url == url).ok_or_else(|| {
            Failure::Usage(format!("there is no key for {url}. Set HUB_KEY, or run `hub login`."))
        })
    }
}

/// The address up to `/api/v1`.
pub(crate) fn base_url(url: &str) -> Result<String, Failure> {
    let parsed = reqwest::Url::parse(url.trim()).ok().filter(reqwest::Url::has_host);
    let parsed = parsed.filter(|parsed| ["http", "https"].contains(&parsed.scheme()));
    let parsed = parsed
        .ok_or_else(|| Failure::Usage(format!("`{url}` is no address such as https://hub.example.com.")))?;
    let address = parsed.as_str().trim_end_matches('/').trim_end_matches(BASE_PATH).trim_end_matches('/');
    Ok(format!("{address}{BASE_PATH}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(url: Option<&str>, key: Option<&str>) -> Environment {
        Environment {
            url: url.map(str::to_owned),
            key: key.map(str::to_owned),
            config: None,
            first_pause: FIRST_PAUSE,
        }
    }

    #[test]
    fn an_address_may_have_its_base_path_or_not() {
        for url in ["http://a:1", "http://a:1/", "http://a:1/api/v1", "http://a:1/api/v1/", " http://a:1 "] {
            assert_eq!(base_url(url).unwrap(), "http://a:1/api/v1", "{url}");
        }
        assert_eq!(base_url("https://a/hub").unwrap(), "https://a/hub/api/v1");
        for url in ["a", "localhost:8787", "ftp://a", "", "http://"] {
            assert!(matches!(base_url(url), Err(Failure::Usage(_))), "{url}");
        }
    }

    #[test]
    fn a_kept_key_goes_to_its_own_address_only() {
        let folder = tempfile::tempdir().unwrap();
        let config = Some(folder.path().join("hub/config.toml"));
        let kept = Login { url: "http://a/api/v1".to_owned(), key: "kept".to_owned() };
        keep::write(config.as_deref().unwrap(), &kept).unwrap();
        let key = |url, key| {
            let environment = Environment { config: config.clone(), ..environment(url, key) };
            environment.login().map(|login| (login.url, login.key)).ok()
        };
        let of = |url: &str, key: &str| Some((format!("http://{url}/api/v1"), key.to_owned()));
        assert_eq!(key(None, None), of("a", "kept"));
        assert_eq!(key(None, Some("mine")), of("a", "mine"));
        assert_eq!(key(Some("http://a"), None), of("a", "kept"));
        assert_eq!(key(Some("http://b"), Some("mine")), of("b", "mine"));
        assert_eq!(key(Some("http://b"), None), None);
        assert!(environment(None, Some("mine")).login().is_err());
    }
}
