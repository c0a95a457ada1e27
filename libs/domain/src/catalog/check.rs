//! Checks a catalog that could be read: every price, size, time, resolution and route must fit the rest of its entry.

use std::collections::BTreeSet;

use super::{AvatarLook, Catalog, Error, Model, OnUncertain, Options, Route};
use crate::Kind;
use crate::price::Quantity;
use crate::size::{Native, RESOLUTIONS, Size, Sizes};

/// Sizes that clients may ask for: the extremes of what the API allows, and common ones.
const ASKED: [(u32, u32); 7] =
    [(256, 256), (1024, 1024), (2048, 2048), (768, 256), (256, 768), (1920, 1080), (1080, 1920)];

impl Catalog {
    pub(super) fn check(&self) -> Result<(), Error> {
        let mut seen = BTreeSet::new();
        for model in &self.models {
            let refused =
                |problem: &str| Error::Model { model: model.id.clone(), problem: problem.to_owned() };
            if !seen.insert((model.kind, &model.id)) {
                return Err(refused("is there twice"));
            }
            model.check().map_err(refused)?;
            model.check_resolutions().map_err(|problem| refused(&problem))?;
            model.check_limits().map_err(|problem| refused(&problem))?;
        }
        for (vendor, host) in &self.hosts {
            if host.key_hosts.is_empty() {
                let model = format!("of {}", vendor.as_str());
                return Err(Error::Model { model, problem: "has a key that may go nowhere".to_owned() });
            }
            if host.bills_on_failure.iter().any(|reason| reason.is_always_billed()) {
                let model = format!("of {}", vendor.as_str());
                let problem = "lists a failure that every vendor bills".to_owned();
                return Err(Error::Model { model, problem });
            }
            if let Some(source) = host.preview_sources.iter().find(|source| !is_https(source)) {
                let model = format!("of {}", vendor.as_str());
                let problem = format!("has previews at '{source}', which no page can name");
                return Err(Error::Model { model, problem });
            }
        }
        Ok(())
    }
}

/// It becomes a part of a header, in which spaces, commas and semicolons would begin something else.
fn is_https(source: &str) -> bool {
    let is_plain = |it: u8| it.is_ascii_alphanumeric() || b"-.*/:_".contains(&it);
    source.strip_prefix("https://").is_some_and(|rest| !rest.is_empty() && rest.bytes().all(is_plain))
}

impl Model {
    fn check(&self) -> Result<(), &'static str> {
        let [least, most] = self.typical_seconds;
        if least > most || self.median_seconds > self.deadline_seconds {
            return Err("has times that contradict each other");
        }
        self.check_routes()?;
        self.check_references()?;
        if self.quantities()?.iter().any(|quantity| self.price.list_price(quantity).is_none()) {
            return Err("has a price rule that does not fit everything it can be asked for");
        }
        Ok(())
    }

    fn check_routes(&self) -> Result<(), &'static str> {
        if self.routes.is_empty() != (self.kind == Kind::Composite) {
            return Err("has no route, or is made here and has one");
        }
        let names: BTreeSet<&str> = self.routes.iter().map(|route| route.name.as_str()).collect();
        if names.len() < self.routes.len() {
            return Err("has two routes of the same name");
        }
        if self.routes.iter().any(|route| route.wire_models().next().is_none()) {
            return Err("has a route without a wire model");
        }
        if self.kind != Kind::Image && self.routes.iter().any(|route| route.sizes.is_some()) {
            return Err("has a route with sizes of pictures");
        }
        if self.routes.iter().filter_map(|route| route.sizes.as_ref()).any(Sizes::contradict) {
            return Err("has a route whose native sizes contradict each other");
        }
        if self.routes.iter().any(|route| route.on_uncertain == OnUncertain::Lookup && !route.lookup) {
            return Err("has a route that would look up what cannot be looked up");
        }
        let has_sound = |route: &Route| !route.silent && route.sunset_at.is_none() && !route.disabled;
        if self.kind == Kind::Video && self.routes.iter().any(has_sound) {
            return Err("has a route for videos that cannot be silent");
        }
        Ok(())
    }

    /// A video's reference pictures: some route takes them, and they add no length and no shape.
    fn check_references(&self) -> Result<(), &'static str> {
        let mut sends =
            self.routes.iter().filter(|route| route.wire_model_with_references.is_some()).peekable();
        let has_route = sends.peek().is_some();
        if sends.any(|route| !route.can_send_references()) {
            return Err("has a route that cannot be asked for reference pictures");
        }
        let options = self.video();
        let Some(references) = options.and_then(|options| options.references.as_ref()) else {
            return if has_route { Err("has a route for reference pictures and takes none") } else { Ok(()) };
        };
        if !has_route {
            return Err("takes reference pictures, which none of its routes takes");
        }
        let known_durations = options.map_or(&[][..], |options| &options.durations);
        let known_ratios = options.map_or(&[][..], |options| &options.aspect_ratios);
        let is_known = !references.durations.is_empty()
            && !references.aspect_ratios.is_empty()
            && references.durations.is_sorted()
            && references.durations.iter().all(|seconds| known_durations.contains(seconds))
            && references.aspect_ratios.iter().all(|ratio| known_ratios.contains(ratio));
        // A single picture is the start frame.
        if references.most < 2 || !is_known {
            return Err(
                "takes reference pictures for a length or a shape that it does not make, or fewer than two",
            );
        }
        Ok(())
    }

    /// One quantity for each price that a request may have.
    fn quantities(&self) -> Result<Vec<Quantity>, &'static str> {
        match &self.options {
            Options::Image(options) => {
                if options.sizes.contradict() {
                    return Err("has native sizes that contradict each other");
                }
                let natives = ASKED.map(|(width, height)| options.sizes.native_for(Size::new(width, height)));
                let quantity = |native: Native| Quantity {
                    size: Some(native.size),
                    resolution: self.price_key(&native),
                    ..Quantity::default()
                };
                natives.into_iter().map(|native| native.map(quantity).ok_or("has no native size")).collect()
            }
            Options::Video(options) => {
                if options.durations.is_empty() || !options.durations.is_sorted() {
                    return Err("has no ascending durations");
                }
                let quantity = |seconds: &u32| Quantity {
                    resolution: options.resolution.clone(),
                    millis: u64::from(*seconds) * 1000,
                    ..Quantity::default()
                };
                Ok(options.durations.iter().map(quantity).collect())
            }
            Options::Avatar(options) => {
                if options.resolutions.is_empty() {
                    return Err("has no resolution");
                }
                if options.look == AvatarLook::AvatarId && options.aspect_ratios.is_empty() {
                    return Err("has an avatar without a shape");
                }
                let known = |voice: &String| options.voices.is_empty() || options.voices.contains(voice);
                if !options.default_voice.iter().all(known) {
                    return Err("has a voice that is not among its voices");
                }
                let quantity = |resolution: &String| Quantity {
                    resolution: resolution.clone(),
                    millis: 1000,
                    ..Quantity::default()
                };
                Ok(options.resolutions.iter().map(quantity).collect())
            }
            Options::Composite(options) => {
                let known = RESOLUTIONS.iter().all(|known| options.resolutions.iter().any(|it| it == known));
                if !known {
                    return Err("lacks a resolution that the API offers");
                }
                let quantity = |resolution: &String| Quantity {
                    resolution: resolution.clone(),
                    millis: 1,
                    ..Quantity::default()
                };
                Ok(options.resolutions.iter().map(quantity).collect())
            }
            Options::Speech(options) => {
                if options.formats.is_empty() {
                    return Err("has no format");
                }
                let known = |voice: &String| options.voices.is_empty() || options.voices.contains(voice);
                let mapped = self.routes.iter().flat_map(|route| route.voices.keys());
                if !options.default_voices.iter().chain(mapped).all(known) {
                    return Err("has a voice that is not among its voices");
                }
                Ok(vec![Quantity { characters: 1, ..Quantity::default() }])
            }
        }
    }
}
