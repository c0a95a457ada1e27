//! Decides whether we may connect to a target, and to which IP addresses exactly. Every connection goes to an address
//! that was returned here.

use std::net::{IpAddr, SocketAddr};

use crate::Error;
use crate::address::Target;
use crate::dns::Resolve;
use crate::global::is_global;
use crate::policy::Policy;

/// Returns all IP addresses of the target, of which there is at least one, and all of which have been checked. One
/// bad address among good ones refuses the target, because we do not choose which of them gets connected.
pub(crate) async fn check(
    target: &Target,
    policy: &Policy,
    resolve: Resolve,
) -> Result<Vec<SocketAddr>, Error> {
    if !target.is_public_web() && !policy.could_admit(target) {
        return Err(target.refused("only https on port 443"));
    }
    let addresses = addresses(target, resolve).await?;
    if addresses.iter().all(|address| may_connect(target, policy, address.ip())) {
        return Ok(addresses);
    }
    Err(target.refused("it leads to an address that is not global"))
}

fn may_connect(target: &Target, policy: &Policy, ip: IpAddr) -> bool {
    policy.admits(target, ip) || (target.is_public_web() && is_global(ip))
}

async fn addresses(target: &Target, resolve: Resolve) -> Result<Vec<SocketAddr>, Error> {
    if let Some(ip) = target.ip() {
        return Ok(vec![SocketAddr::new(ip, target.port())]);
    }
    let name = target.name().unwrap_or_default().to_owned();
    let unreachable = |why: String| Error::Unreachable { at: target.shown(), why };
    match resolve(name, target.port()).await {
        Ok(addresses) if addresses.is_empty() => Err(unreachable("the name has no address".to_owned())),
        Ok(addresses) => Ok(addresses),
        Err(error) => Err(unreachable(error.to_string())),
    }
}
