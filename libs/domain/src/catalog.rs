//! The catalog: which models there are, what they take, what they cost and how they are reached. It is data, read from
//! `catalog.toml`. Adding a model on a known vendor protocol touches no Rust.

mod check;
mod days;
mod limits;
mod options;
mod overrides;
mod prompt_patterns;
mod resolutions;
pub(crate) mod route;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::price::Price;
use crate::size::Native;
use crate::{Kind, Timestamp};

pub use days::day_from;
pub use limits::RouteLimits;
pub use options::{
    AspectRatio, AvatarLook, AvatarOptions, CompositeOptions, ImageOptions, LanguageField, Options,
    SpeechFormat, SpeechOptions, VideoOptions, VideoReferences,
};
pub use overrides::Override;
pub use prompt_patterns::{PromptExample, PromptPattern, Slot, Tip};
pub use route::{Host, Input, OnUncertain, Route, Shape, Vendor};

#[derive(Debug, Clone, Default)]
pub struct Catalog {
    models: Vec<Model>,
    hosts: BTreeMap<Vendor, Host>,
    prompt_patterns: Vec<PromptPattern>,
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the catalog or its prompt patterns cannot be read: {0}")]
    Toml(#[from] toml::de::Error),
    #[error("model {model}: {problem}")]
    Model { model: String, problem: String },
    #[error("the overrides cannot be read: {0}")]
    Overrides(#[from] serde_json::Error),
    #[error("the catalog has no route {0}; routes are named kind/model/route")]
    UnknownRoute(String),
}

/// An id is unique within its kind: `heygen` is a model of avatars and a model of speech.
#[derive(Debug, Clone)]
pub struct Model {
    pub id: String,
    pub name: String,
    pub kind: Kind,
    /// Offered by `POST …/generate/{kind}` too, not only by the studio.
    pub legacy: bool,
    pub strengths: String,
    /// What a customer should take it for, and what not: short phrases.
    pub best_for: Vec<String>,
    pub weak_at: Vec<String>,
    /// How long a prompt, text or script the vendor takes.
    pub prompt_limit: PromptLimit,
    /// How long it takes, from–to, as clients see it.
    pub typical_seconds: [u32; 2],
    /// How long half of the tasks take. The first look at the vendor comes then.
    pub median_seconds: u32,
    /// How long after the submit a job is given up, unless the vendor accepts it before.
    pub deadline_seconds: u32,
    /// How long after the vendor accepted it a job is given up. `None`: the deadline does not move.
    pub running_seconds: Option<u32>,
    pub options: Options,
    pub price: Price,
    /// The routes in order of preference: the first that works is used. Empty where our own worker makes it.
    pub routes: Vec<Route>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PromptLimit {
    /// How many of them a text may have.
    pub most: usize,
    /// What is counted.
    #[serde(default)]
    pub unit: PromptUnit,
}

/// What a vendor counts in a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PromptUnit {
    #[default]
    Characters,
    /// Runway counts this way: a character outside the basic plane is two.
    Utf16,
    /// In UTF-8.
    Bytes,
    /// With spaces between them.
    Words,
}

impl PromptLimit {
    pub fn allows(&self, text: &str) -> bool {
        self.length(text) <= self.most
    }

    pub fn length(&self, text: &str) -> usize {
        match self.unit {
            PromptUnit::Characters => text.chars().count(),
            PromptUnit::Utf16 => text.encode_utf16().count(),
            PromptUnit::Bytes => text.len(),
            PromptUnit::Words => text.split_whitespace().count(),
        }
    }

    /// `1000 UTF-16 units`.
    pub fn named(&self) -> String {
        let unit = match self.unit {
            PromptUnit::Characters => "characters",
            PromptUnit::Utf16 => "UTF-16 units",
            PromptUnit::Bytes => "bytes of UTF-8",
            PromptUnit::Words => "words",
        };
        format!("{} {unit}", self.most)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CatalogFile {
    vendors: BTreeMap<Vendor, Host>,
    models: Vec<ModelEntry>,
}

/// A model as the file has it. Its options are read once its kind is known.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ModelEntry {
    id: String,
    name: String,
    kind: Kind,
    #[serde(default)]
    legacy: bool,
    strengths: String,
    best_for: Vec<String>,
    weak_at: Vec<String>,
    prompt_limit: PromptLimit,
    typical_seconds: [u32; 2],
    median_seconds: u32,
    deadline_seconds: u32,
    running_seconds: Option<u32>,
    options: toml::Table,
    price: Price,
    #[serde(default)]
    routes: Vec<Route>,
}

impl Catalog {
    /// The catalog that this build ships.
    pub fn shipped() -> Result<Self, Error> {
        Self::parse(Self::TEXT)
    }

    /// The text of `catalog.toml`.
    pub const TEXT: &str = include_str!("../catalog.toml");

    pub fn parse(text: &str) -> Result<Self, Error> {
        let CatalogFile { vendors, models } = toml::from_str(text)?;
        let models = models.into_iter().map(|entry| entry.read(&vendors)).collect::<Result<Vec<_>, _>>()?;
        let catalog = Self { models, hosts: vendors, prompt_patterns: prompt_patterns::shipped()? };
        catalog.check()?;
        Ok(catalog)
    }

    pub fn models(&self) -> &[Model] {
        &self.models
    }

    /// How prompts are written, kind by kind.
    pub fn prompt_patterns(&self) -> &[PromptPattern] {
        &self.prompt_patterns
    }

    /// The same catalog with these models alone, by their ids.
    #[must_use]
    pub fn only(&self, ids: &[String]) -> Self {
        let mut catalog = self.clone();
        catalog.models.retain(|model| ids.contains(&model.id));
        catalog
    }

    pub fn model(&self, kind: Kind, id: &str) -> Option<&Model> {
        self.of_kind(kind).find(|model| model.id == id)
    }

    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Model> {
        self.models.iter().filter(move |model| model.kind == kind)
    }

    /// A vendor's host, whatever the model. The lists of voices and avatars are read there.
    pub fn host(&self, vendor: Vendor) -> Option<&Host> {
        self.hosts.get(&vendor)
    }

    /// Where previews of voices and avatars are, of all vendors.
    pub fn preview_sources(&self) -> Vec<String> {
        self.hosts.values().flat_map(|host| &host.preview_sources).cloned().collect()
    }

    /// Sends a vendor's calls to another host, such as a regional one or a simulator. The new host becomes the only one
    /// that may receive the key.
    pub fn redirect(&mut self, vendor: Vendor, base_url: &str) {
        let after_scheme = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
        let host = after_scheme.split('/').next().unwrap_or(after_scheme);
        let before = self.hosts.get(&vendor);
        let host = Host {
            base_url: base_url.trim_end_matches('/').to_owned(),
            key_hosts: vec![host.to_owned()],
            bills_on_failure: before.map_or_else(Vec::new, |before| before.bills_on_failure.clone()),
            preview_sources: before.map_or_else(Vec::new, |before| before.preview_sources.clone()),
        };
        let routes = self.models.iter_mut().flat_map(|model| &mut model.routes);
        for route in routes.filter(|route| route.vendor == vendor) {
            route.set_host(&host);
        }
        self.hosts.insert(vendor, host);
    }

    /// Says that a vendor takes no recordings for avatars, because nobody can hand it one.
    pub fn take_no_recordings(&mut self, vendor: Vendor) {
        let avatars = self.models.iter_mut().filter(|model| model.kind == Kind::Avatar);
        for route in avatars.flat_map(|model| &mut model.routes).filter(|route| route.vendor == vendor) {
            route.limits.audio_max_bytes = Some(0);
        }
    }
}

impl ModelEntry {
    fn read(self, hosts: &BTreeMap<Vendor, Host>) -> Result<Model, Error> {
        let options = match self.kind {
            Kind::Image => self.options.try_into().map(Options::Image),
            Kind::Video => self.options.try_into().map(Options::Video),
            Kind::Avatar => self.options.try_into().map(Options::Avatar),
            Kind::Tts => self.options.try_into().map(Options::Speech),
            Kind::Composite => self.options.try_into().map(Options::Composite),
        };
        let refused = |problem: String| Error::Model { model: self.id.clone(), problem };
        let options = options.map_err(|error: toml::de::Error| refused(error.to_string()))?;
        let mut routes = self.routes;
        for route in &mut routes {
            let host = hosts.get(&route.vendor);
            let host = host.ok_or_else(|| {
                refused(format!("has a route to {}, which has no entry", route.vendor.as_str()))
            })?;
            route.set_host(host);
        }
        Ok(Model {
            id: self.id,
            name: self.name,
            kind: self.kind,
            legacy: self.legacy,
            strengths: self.strengths,
            best_for: self.best_for,
            weak_at: self.weak_at,
            prompt_limit: self.prompt_limit,
            typical_seconds: self.typical_seconds,
            median_seconds: self.median_seconds,
            deadline_seconds: self.deadline_seconds,
            running_seconds: self.running_seconds,
            options,
            price: self.price,
            routes,
        })
    }
}

impl Route {
    fn set_host(&mut self, host: &Host) {
        self.base_url.clone_from(&host.base_url);
        self.key_hosts.clone_from(&host.key_hosts);
        self.bills_on_failure.clone_from(&host.bills_on_failure);
    }
}

impl Model {
    /// The name of a native size in a price table: its tier, or its width and height.
    pub fn price_key(&self, native: &Native) -> String {
        let pixels = || format!("{}x{}", native.size.width, native.size.height);
        native.resolution.clone().unwrap_or_else(pixels)
    }

    pub fn route(&self, name: &str) -> Option<&Route> {
        self.routes.iter().find(|route| route.name == name)
    }

    /// The most reference pictures that a request may give it. A start frame is none.
    pub const fn max_reference_images(&self) -> u32 {
        match &self.options {
            Options::Image(options) => options.references,
            Options::Video(VideoOptions { references: Some(references), .. }) => references.most,
            Options::Video(_) | Options::Avatar(_) | Options::Speech(_) | Options::Composite(_) => 0,
        }
    }

    /// Whether a speech can have another speed than the voice's own. That ends with the last route that takes one.
    pub fn has_speeds(&self, now: Timestamp) -> bool {
        let mut living = self.routes.iter().filter(|route| !route.has_sunset(now)).peekable();
        living.peek().is_none() || living.any(|route| route.takes_speed)
    }

    pub const fn image(&self) -> Option<&ImageOptions> {
        match &self.options {
            Options::Image(options) => Some(options),
            _ => None,
        }
    }

    pub const fn video(&self) -> Option<&VideoOptions> {
        match &self.options {
            Options::Video(options) => Some(options),
            _ => None,
        }
    }

    pub const fn avatar(&self) -> Option<&AvatarOptions> {
        match &self.options {
            Options::Avatar(options) => Some(options),
            _ => None,
        }
    }

    pub const fn speech(&self) -> Option<&SpeechOptions> {
        match &self.options {
            Options::Speech(options) => Some(options),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
