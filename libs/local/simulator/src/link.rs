//! Signed delivery links. A client that has one needs no key, until it expires.
//!
//! The signature is base64 with its `+`, `/` and `=` escaped, as in a real delivery link: a client that
//! unescapes the link before it asks turns every `+` into a space and gets no file.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use serde::Deserialize;
use sha2::Sha256;
use url::form_urlencoded;

use crate::vendor::Vendor;
use crate::world::World;

/// Nothing here is worth a real secret, and links must outlive the process.
const SECRET: &[u8] = b"simulated delivery";

/// What a link carries next to the task and the file.
#[derive(Debug, Deserialize)]
pub(crate) struct Pass {
    #[serde(rename = "se", default)]
    expires: String,
    #[serde(rename = "sig", default)]
    signature: String,
}

/// The whole URL of one file of one task, open for `valid` from `from_ms` on; times are not scaled. None if
/// the clock is out of all bounds.
pub(crate) fn to(
    world: &World,
    vendor: Vendor,
    task: &str,
    file: &str,
    from_ms: i64,
    valid: Duration,
) -> Option<String> {
    let valid_ms = i64::try_from(valid.as_millis()).unwrap_or(i64::MAX);
    // Whole seconds are enough, and are never later than promised.
    let expires = Timestamp::from_second(from_ms.saturating_add(valid_ms).div_euclid(1000)).ok()?.to_string();
    let signature = STANDARD.encode(signature(vendor, task, file, &expires)?.finalize().into_bytes());
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("se", &expires)
        .append_pair("sig", &signature)
        .finish();
    Some(format!("{}/delivery/results/{task}/{file}?{query}", world.base_url(vendor)))
}

impl Pass {
    /// Whether it opens this file of this task now.
    pub(crate) fn opens(&self, vendor: Vendor, task: &str, file: &str, now_ms: i64) -> bool {
        let Ok(expires) = self.expires.parse::<Timestamp>() else { return false };
        let genuine = || {
            let signed = signature(vendor, task, file, &self.expires)?;
            signed.verify_slice(&STANDARD.decode(&self.signature).ok()?).ok()
        };
        now_ms < expires.as_millisecond() && genuine().is_some()
    }
}

fn signature(vendor: Vendor, task: &str, file: &str, expires: &str) -> Option<Hmac<Sha256>> {
    let mac = Hmac::<Sha256>::new_from_slice(SECRET).ok()?;
    Some(mac.chain_update(format!("{}\n{task}\n{file}\n{expires}", vendor.name())))
}
