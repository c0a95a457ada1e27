//! Where the vendors' keys come from.

use std::fmt;

use domain::catalog::Vendor;
use http::HeaderValue;
use simulator::Simulator;

use super::address::Address;

/// A vendor's key. It cannot be printed.
#[derive(Clone)]
pub(super) struct Key(String);

impl Key {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

/// How a person sees where a key is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeySource {
    Variable(&'static str),
    /// The key that simulators take.
    Simulated,
}

/// These are asked for avatars with a link to the recording. Nobody else on the internet can follow the links of a bucket
/// on this machine. All other inputs are sent whole.
pub(super) const TAKES_RECORDINGS_BY_LINK: [Vendor; 2] = [Vendor::Heygen, Vendor::Fal];

/// What fal's clients join to one key.
const FAL_ID: &str = "FAL_KEY_ID";
const FAL_SECRET: &str = "FAL_KEY_SECRET";
/// Kling's older keys come in pairs, which sign a token for half an hour each. Its newer endpoints do not take them.
const OLDER_KLING: [&str; 4] =
    ["KLINGAI_ACCESS_KEY", "KLINGAI_SECRET_KEY", "KLING_ACCESS_KEY", "KLING_SECRET_KEY"];

const OLDER_HINT: &str =
    "; a pair of access key and secret key is of the older kind, which its newer endpoints do not take";

/// The variables that may hold a vendor's key, as its own clients and pages name them (read 2026-11-27). The first that is
/// set counts.
pub(super) const fn variables(vendor: Vendor) -> &'static [&'static str] {
    match vendor {
        Vendor::Bfl => &["BFL_API_KEY"],
        Vendor::Openai => &["OPENAI_API_KEY"],
        // Its clients prefer the first, too.
        Vendor::Google => &["GOOGLE_API_KEY", "GEMINI_API_KEY"],
        Vendor::Byteplus => &["ARK_API_KEY"],
        // The second is of the client of its older API, and the third of Vercel's AI SDK.
        Vendor::Luma => &["LUMA_AGENTS_API_KEY", "LUMAAI_API_KEY", "LUMA_API_KEY"],
        Vendor::Runway => &["RUNWAYML_API_SECRET"],
        // Kling has no client of its own. The first is of Vercel's AI SDK.
        Vendor::Kling => &["KLINGAI_API_KEY", "KLING_API_KEY"],
        Vendor::Heygen => &["HEYGEN_API_KEY"],
        Vendor::Elevenlabs => &["ELEVENLABS_API_KEY"],
        Vendor::Fal => &["FAL_KEY"],
    }
}

/// The vendor's variables as one phrase.
pub(super) fn named(vendor: Vendor) -> String {
    let names = variables(vendor).join(" or ");
    if vendor == Vendor::Fal { format!("{names}, or {FAL_ID} and {FAL_SECRET}") } else { names }
}

pub(super) fn find(
    vendor: Vendor,
    address: Option<&Address>,
    variable: &impl Fn(&str) -> String,
) -> Result<(Key, KeySource), String> {
    let read = |name: &str| variable(name).trim().to_owned();
    let set = variables(vendor).iter().map(|name| (*name, read(name))).find(|(_, key)| !key.is_empty());
    let pair = [read(FAL_ID), read(FAL_SECRET)];
    let joined =
        (vendor == Vendor::Fal && pair.iter().all(|part| !part.is_empty())).then(|| (FAL_ID, pair.join(":")));
    if let Some((name, key)) = set.or(joined) {
        // An error of the HTTP client would come with the first job, and name no variable.
        HeaderValue::from_str(&key).map_err(|_| format!("{name} has a character that no key has"))?;
        return Ok((Key(key), KeySource::Variable(name)));
    }
    let simulated = Simulator::key(vendor.as_str()).filter(|_| address.is_some_and(Address::is_loopback));
    let missing = || format!("--vendor {} needs a key: set {}", vendor.as_str(), named(vendor));
    let key = simulated.ok_or_else(|| {
        let has_older = vendor == Vendor::Kling && OLDER_KLING.iter().any(|name| !read(name).is_empty());
        let older = if has_older { OLDER_HINT } else { "" };
        format!("{}{older}", missing())
    })?;
    Ok((Key(key), KeySource::Simulated))
}
