//! Reads what a person writes behind `--vendor`.

use std::str::FromStr;

use domain::Catalog;
use domain::catalog::Vendor;
use domain::near::near;

use super::address::Address;

/// `bfl` or `bfl=https://proxy.example/bfl`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    pub(super) vendor: Vendor,
    pub(super) address: Option<Address>,
}

/// What people call a vendor, or what it makes, where that is not near its name.
const ALSO_CALLED: [(&str, Vendor); 12] = [
    ("black-forest-labs", Vendor::Bfl),
    ("flux", Vendor::Bfl),
    ("gemini", Vendor::Google),
    ("veo", Vendor::Google),
    ("ark", Vendor::Byteplus),
    ("bytedance", Vendor::Byteplus),
    ("seedream", Vendor::Byteplus),
    ("seedance", Vendor::Byteplus),
    ("xi", Vendor::Elevenlabs),
    ("fal.ai", Vendor::Fal),
    ("fal-ai", Vendor::Fal),
    ("falai", Vendor::Fal),
];

impl FromStr for Wanted {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, address) = text.split_once('=').map_or((text, None), |(name, it)| (name, Some(it)));
        let name = name.trim().to_lowercase();
        let vendor = Vendor::ALL.into_iter().find(|vendor| vendor.as_str() == name);
        let vendor = vendor.ok_or_else(|| unknown(&name))?;
        let address = address.map(|address| Address::read(address.trim())).transpose();
        let address = address.map_err(|problem| format!("the address in --vendor {name}=… {problem}"))?;
        Ok(Self { vendor, address })
    }
}

fn unknown(name: &str) -> String {
    let all = Vendor::ALL.map(Vendor::as_str);
    let meant = meant(name, &all);
    let hint =
        if meant.is_empty() { String::new() } else { format!(" Did you mean {}?", meant.join(" or ")) };
    format!("{name:?} is no vendor.{hint} The vendors are {}.", all.join(", "))
}

/// The vendor that is nearly named, or those that make the model that is named.
fn meant<'a>(name: &str, all: &[&'a str]) -> Vec<&'a str> {
    let other = ALSO_CALLED.iter().find(|(other, _)| *other == name);
    if let Some(vendor) = other.map(|(_, vendor)| vendor.as_str()).or_else(|| near(name, all)) {
        return vec![vendor];
    }
    let catalog = Catalog::shipped().unwrap_or_default();
    let models = catalog.models().iter().filter(|model| model.id == name);
    let mut makers: Vec<&str> =
        models.flat_map(|model| model.routes.iter().map(|route| route.vendor.as_str())).collect();
    makers.dedup();
    makers
}
