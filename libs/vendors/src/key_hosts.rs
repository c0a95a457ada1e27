//! Decides which hosts may receive a vendor's key: those that the route lists, over the scheme of its base address.

use domain::catalog::Route;
use url::Url;

/// The address, if the key may go there.
pub(crate) fn trusted(route: &Route, address: &str) -> Option<Url> {
    let base = Url::parse(&route.base_url).ok()?;
    let url = Url::parse(address).ok()?;
    let plain = url.username().is_empty() && url.password().is_none();
    let host = match url.port() {
        Some(port) => format!("{}:{port}", url.host_str()?),
        None => url.host_str()?.to_owned(),
    };
    let listed = route.key_hosts.iter().any(|pattern| matches(pattern, &host));
    (plain && listed && url.scheme() == base.scheme()).then_some(url)
}

fn matches(pattern: &str, host: &str) -> bool {
    match pattern.strip_prefix('*') {
        Some(suffix) => host.len() > suffix.len() && host.ends_with(suffix),
        None => pattern == host,
    }
}

#[cfg(test)]
mod tests {
    use domain::Kind;

    use super::*;
    use crate::testing;

    #[test]
    fn the_key_goes_to_the_vendors_hosts_only() {
        let route = testing::route(Kind::Image, "flux_2_pro", "bfl");
        for good in ["https://api.bfl.ai/v1/x", "https://api.eu1.bfl.ai/v1/get_result?id=1"] {
            assert!(trusted(&route, good).is_some(), "{good}");
        }
        for bad in [
            "http://api.bfl.ai/v1/x",
            "https://bfl.ai.evil.example/",
            "https://evilbfl.ai/",
            "https://api.bfl.ai:8443/",
            "https://u:p@api.bfl.ai/",
            "https://169.254.169.254/",
            "nonsense",
        ] {
            assert!(trusted(&route, bad).is_none(), "{bad}");
        }
    }
}
