//! Signed delivery links: who has one needs no key, until it expires.
//!
//! The signature is base64 with its `+`, `/` and `=` escaped, as in a real delivery link: a client that
//! unescapes the link before it asks turns every `+` into a space and gets no file.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use serde::Deserialize;
use sha2::Sha256;
use url::form_urlencoded;

use crate::ledger::Start;
use crate::picture::Format;

/// From the moment the result is ready (BFL documentation).
const VALID_MS: i64 = 10 * 60 * 1000;
/// Nothing here is worth a real secret, and links must outlive the process.
const SECRET: &[u8] = b"simulated delivery";

/// What a link carries next to the task and the file.
#[derive(Debug, Deserialize)]
pub(super) struct Pass {
    #[serde(rename = "se", default)]
    expires: String,
    #[serde(rename = "sig", default)]
    signature: String,
}

/// The path and query below the vendor's base URL; none if the clock is out of all bounds.
pub(super) fn to(start: &Start, format: Format) -> Option<String> {
    // Whole seconds are enough, and are never later than promised.
    let expires_ms = start.ends_at_ms.saturating_add(VALID_MS);
    let expires = Timestamp::from_second(expires_ms.div_euclid(1000)).ok()?.to_string();
    let file = file(format);
    let signature = STANDARD.encode(signature(&start.task, &file, &expires)?.finalize().into_bytes());
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("se", &expires)
        .append_pair("sig", &signature)
        .finish();
    Some(format!("/delivery/results/{}/{file}?{query}", start.task))
}

pub(super) fn file(format: Format) -> String {
    format!("sample.{}", format.extension())
}

impl Pass {
    /// Whether it opens this file of this task now.
    pub(super) fn opens(&self, task: &str, file: &str, now_ms: i64) -> bool {
        let Ok(expires) = self.expires.parse::<Timestamp>() else { return false };
        let genuine = || {
            signature(task, file, &self.expires)?.verify_slice(&STANDARD.decode(&self.signature).ok()?).ok()
        };
        now_ms < expires.as_millisecond() && genuine().is_some()
    }
}

fn signature(task: &str, file: &str, expires: &str) -> Option<Hmac<Sha256>> {
    let mac = Hmac::<Sha256>::new_from_slice(SECRET).ok()?;
    Some(mac.chain_update(format!("{task}\n{file}\n{expires}")))
}
