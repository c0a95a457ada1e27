//! Opens a download: checks the address, connects, follows redirects by hand, and stops at the first real answer.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use reqwest::header::LOCATION;
use reqwest::{Response, StatusCode};
use rustls::ClientConfig;
use rustls::crypto::{CryptoProvider, ring};
use rustls_platform_verifier::ConfigVerifierExt;
use tokio::time::{Instant, sleep_until, timeout_at};

use crate::address::Target;
use crate::check::check;
use crate::connect::get;
use crate::dns::{self, Resolve};
use crate::link::{tidied, upgraded};
use crate::policy::Policy;
use crate::{Download, Error, Limits, Promptness};

const MAX_REDIRECTS: usize = 3;
/// No Lambda function runs longer.
const LONGEST: Duration = Duration::from_mins(15);

/// Reads files from addresses that come from a user or a vendor. Cheap to clone; one per process is enough.
#[derive(Debug, Clone)]
pub struct Fetcher {
    policy: Arc<Policy>,
    resolve: Resolve,
    /// Built at the first download, because reading the system's root certificates is slow.
    tls: Arc<OnceLock<ClientConfig>>,
}

impl Fetcher {
    /// This also installs ring as the TLS provider of the process, unless one is installed already.
    pub fn new(policy: Policy) -> Result<Self, Error> {
        Self::resolving_with(policy, dns::system)
    }

    /// Opens the file at `url`, follows at most three redirects, and returns as soon as the headers have been read.
    /// `limits.total` starts here and ends with the last byte of the body.
    pub async fn open(&self, url: &str, limits: Limits) -> Result<Download, Error> {
        let now = Instant::now();
        let deadline = now.checked_add(limits.total.min(LONGEST)).unwrap_or(now);
        let response = match limits.promptness {
            Some(Promptness { first_byte, .. }) => self.follow_promptly(url, now + first_byte).await?,
            None => {
                timeout_at(deadline, self.follow(url)).await.map_err(|_| Error::TooSlow(limits.total))??
            }
        };
        Download::new(response, limits, deadline)
    }

    /// Whatever keeps us from an address is told at the same time, whether we refused it or it never answered.
    async fn follow_promptly(&self, url: &str, until: Instant) -> Result<Response, Error> {
        let silent = || Error::Unreachable {
            at: Target::parse(url).map_or_else(|_| "an unreadable address".to_owned(), |it| it.shown()),
            why: "no answer came in time".to_owned(),
        };
        let followed = timeout_at(until, self.follow(url)).await.unwrap_or_else(|_| Err(silent()));
        if matches!(followed, Err(Error::Refused { .. } | Error::Unreachable { .. })) {
            sleep_until(until).await;
        }
        followed
    }

    /// Opens a link that a vendor gave, however it is written. The address in it is checked as strictly as any other. A
    /// link over http is asked for over https, unless the allow-list has its place.
    pub async fn open_link(&self, link: &str, limits: Limits) -> Result<Download, Error> {
        let link = tidied(link);
        let target = Target::parse(&link)?;
        let secure = upgraded(&link).filter(|_| !self.policy.could_admit(&target));
        self.open(secure.as_deref().unwrap_or(&link), limits).await
    }

    pub(crate) fn resolving_with(policy: Policy, resolve: Resolve) -> Result<Self, Error> {
        // An error only means that a provider is installed already, which is as good.
        drop(ring::default_provider().install_default());
        CryptoProvider::get_default().ok_or_else(|| Error::Setup("no TLS provider".to_owned()))?;
        Ok(Self { policy: Arc::new(policy), resolve, tls: Arc::default() })
    }

    /// Trusts other roots than the system's.
    #[cfg(test)]
    pub(crate) fn trusting(self, tls: ClientConfig) -> Self {
        Self { tls: Arc::new(OnceLock::from(tls)), ..self }
    }

    async fn follow(&self, url: &str) -> Result<Response, Error> {
        let mut target = Target::parse(url)?;
        for _ in 0..=MAX_REDIRECTS {
            let addresses = check(&target, &self.policy, self.resolve).await?;
            let response = get(&target, addresses, self.tls()?).await?;
            match response.status() {
                status if status.is_success() => return Ok(response),
                status if is_redirect(status) => target = next(&target, &response)?,
                status => return Err(Error::Status(status.as_u16())),
            }
        }
        Err(target.refused("more than three redirects"))
    }

    fn tls(&self) -> Result<ClientConfig, Error> {
        if let Some(tls) = self.tls.get() {
            return Ok(tls.clone());
        }
        let tls = ClientConfig::with_platform_verifier().map_err(|error| Error::Setup(error.to_string()))?;
        Ok(self.tls.get_or_init(|| tls).clone())
    }
}

/// Whether a status is a redirect that may be followed with a GET. 300, 304 and 305 give no place to go to.
fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

fn next(from: &Target, response: &Response) -> Result<Target, Error> {
    let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
    from.join(location.ok_or_else(|| from.refused("a redirect without a readable location"))?)
}
