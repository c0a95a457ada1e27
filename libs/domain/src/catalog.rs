//! The catalog: which models there are, what they take, cost and how they are reached. Data, read from
//! `catalog.toml`; adding a model on a known vendor protocol touches no Rust.

use serde::{Deserialize, Serialize};

use crate::job::Kind;
use crate::price::{Price, Usage};
use crate::size::{NativeSizes, Size};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalog {
    models: Vec<Model>,
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the catalog cannot be read: {0}")]
    Toml(#[from] toml::de::Error),
    #[error("model {model}: {problem}")]
    Model { model: String, problem: &'static str },
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    pub id: String,
    pub name: String,
    pub kind: Kind,
    pub strengths: String,
    pub prompt_max_characters: usize,
    /// What clients are told, from–to.
    pub typical_seconds: [u32; 2],
    /// When the first look at the vendor is worth its cost.
    pub median_seconds: u32,
    /// From submit to giving up.
    pub deadline_seconds: u32,
    pub options: ImageOptions,
    pub price: Price,
    /// Upstream routes, the preferred one first.
    pub routes: Vec<Route>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImageOptions {
    pub seed: bool,
    pub negative_prompt: NegativePrompt,
    pub native_sizes: NativeSizes,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NegativePrompt {
    /// The vendor has no field for it: it becomes part of the prompt.
    FoldedIntoPrompt,
}

/// One way to reach a model.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Route {
    pub vendor: Vendor,
    pub base_url: String,
    pub wire_model: String,
    /// Hosts that may receive the vendor's key; `*.` stands for any one or more labels.
    pub key_hosts: Vec<String>,
    pub on_uncertain: OnUncertain,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Vendor {
    Bfl,
}

impl Vendor {
    pub const ALL: [Self; 1] = [Self::Bfl];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bfl => "bfl",
        }
    }
}

/// What to do when the answer to a start was lost, and the vendor may or may not be at work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnUncertain {
    /// Fail, free of charge: a second start could be billed twice.
    Fail,
}

impl Catalog {
    /// The catalog that this build ships.
    pub fn shipped() -> Result<Self, Error> {
        Self::parse(include_str!("../catalog.toml"))
    }

    pub fn parse(text: &str) -> Result<Self, Error> {
        let catalog: Self = toml::from_str(text)?;
        for model in &catalog.models {
            model.check().map_err(|problem| Error::Model { model: model.id.clone(), problem })?;
        }
        Ok(catalog)
    }

    pub fn models(&self) -> &[Model] {
        &self.models
    }

    pub fn model(&self, id: &str) -> Option<&Model> {
        self.models.iter().find(|model| model.id == id)
    }

    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Model> {
        self.models.iter().filter(move |model| model.kind == kind)
    }

    /// Sends a vendor's calls elsewhere: to a regional host, or to a simulator. The new host becomes the
    /// only one that may receive the key.
    pub fn redirect(&mut self, vendor: Vendor, base_url: &str) {
        let after_scheme = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
        let host = after_scheme.split('/').next().unwrap_or(after_scheme);
        let routes = self.models.iter_mut().flat_map(|model| &mut model.routes);
        for route in routes.filter(|route| route.vendor == vendor) {
            base_url.trim_end_matches('/').clone_into(&mut route.base_url);
            route.key_hosts = vec![host.to_owned()];
        }
    }
}

impl Model {
    /// The first route whose vendor `has_key`.
    pub fn usable_route(&self, has_key: impl Fn(Vendor) -> bool) -> Option<&Route> {
        self.routes.iter().find(|route| has_key(route.vendor))
    }

    pub fn route(&self, vendor: Vendor) -> Option<&Route> {
        self.routes.iter().find(|route| route.vendor == vendor)
    }

    fn check(&self) -> Result<(), &'static str> {
        let sizes = &self.options.native_sizes;
        let [least, most] = self.typical_seconds;
        let smallest = Usage { size: Some(Size::new(sizes.min_side, sizes.min_side)), ..Usage::default() };
        if self.price.of(&smallest).is_none() {
            return Err("has a price rule that does not fit a picture");
        }
        if self.routes.is_empty() {
            return Err("has no route");
        }
        if self.routes.iter().any(|route| route.key_hosts.is_empty()) {
            return Err("has a route whose key may go nowhere");
        }
        if least > most || self.median_seconds > self.deadline_seconds {
            return Err("has times that contradict each other");
        }
        if sizes.multiple_of == 0 || !sizes.min_side.is_multiple_of(sizes.multiple_of) {
            return Err("has native sizes that contradict each other");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Cents;

    #[test]
    fn every_shipped_model_is_whole() {
        let catalog = Catalog::shipped().unwrap();
        for model in catalog.models() {
            assert!(!model.strengths.is_empty(), "{} has no strengths", model.id);
            let Price { source, read_on, .. } = &model.price;
            assert!(!source.is_empty() && read_on.len() == 10, "{} has a price from nowhere", model.id);
            assert!(model.routes.iter().all(|route| route.base_url.starts_with("https://")));
        }
    }

    #[test]
    fn flux_costs_by_the_started_megapixel() {
        let catalog = Catalog::shipped().unwrap();
        let price = &catalog.model("flux_2_pro").unwrap().price;
        for (size, cents) in [((1024, 1024), 4), ((1024, 1040), 5), ((2048, 2048), 9), ((64, 64), 4)] {
            let usage = Usage { size: Some(Size::new(size.0, size.1)), ..Usage::default() };
            assert_eq!(price.of(&usage).unwrap().customer_price(), Cents::new(cents), "{size:?}");
        }
    }

    #[test]
    fn a_model_without_a_route_is_refused() {
        let text = include_str!("../catalog.toml");
        let without = text
            .split("[[models.routes]]")
            .next()
            .unwrap()
            .replace("[models.options]", "routes = []\n[models.options]");
        let refused = Catalog::parse(&without).unwrap_err().to_string();
        assert!(refused.contains("flux_2_pro") && refused.contains("no route"), "{refused}");
    }

    #[test]
    fn a_picture_priced_by_the_second_is_refused() {
        let text = include_str!("../catalog.toml")
            .replace("rule = \"per_megapixel\"", "rule = \"per_second\"\nmicro_usd = { \"720p\" = 1 }");
        let refused = Catalog::parse(&text).unwrap_err().to_string();
        assert!(refused.contains("does not fit a picture"), "{refused}");
    }

    #[test]
    fn a_redirected_vendor_keeps_its_key_to_the_new_host() {
        let mut catalog = Catalog::shipped().unwrap();
        catalog.redirect(Vendor::Bfl, "http://127.0.0.1:9/bfl/");
        let route = catalog.model("flux_2_pro").unwrap().route(Vendor::Bfl).unwrap();
        assert_eq!(route.base_url, "http://127.0.0.1:9/bfl");
        assert_eq!(route.key_hosts, ["127.0.0.1:9"]);
    }
}
