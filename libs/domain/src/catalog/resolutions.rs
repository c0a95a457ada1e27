//! The resolutions that the adapters can ask a vendor for. The price counts the resolution that the catalog gives a
//! model, so a route that would make another one is refused when the catalog is read.

use super::{Model, Options, Route, Shape, Vendor};

impl Route {
    /// The resolutions of videos and avatars that can be asked for on this route, as the vendors document them.
    pub const fn resolutions(&self) -> &'static [&'static str] {
        match (self.vendor, self.shape) {
            (Vendor::Luma, _) | (Vendor::Fal, Some(Shape::LumaRay)) => &["540p", "720p", "1080p"],
            (Vendor::Byteplus | Vendor::Fal, Some(Shape::Seedance1 | Shape::Seedance2)) => {
                &["480p", "720p", "1080p"]
            }
            (Vendor::Runway | Vendor::Fal, Some(Shape::Veo))
            | (Vendor::Kling | Vendor::Fal, Some(Shape::KlingAvatar))
            | (Vendor::Kling, Some(Shape::Kling26 | Shape::Kling3))
            | (Vendor::Heygen, _) => &["720p", "1080p"],
            // Gen-4.5 has one resolution. Google makes 1080p at 8 seconds only. fal has no field for Kling's resolution:
            // the endpoint decides it.
            (Vendor::Runway, Some(Shape::Gen4))
            | (Vendor::Google, Some(Shape::Veo))
            | (Vendor::Fal, Some(Shape::Kling26 | Shape::Kling3)) => &["720p"],
            (Vendor::Fal, Some(Shape::VeedFabric)) => &["480p", "720p"],
            _ => &[],
        }
    }
}

impl Model {
    /// Every route can ask for every resolution that the model is sold at.
    pub(super) fn check_resolutions(&self) -> Result<(), String> {
        let resolutions = match &self.options {
            Options::Video(options) => std::slice::from_ref(&options.resolution),
            Options::Avatar(options) => &options.resolutions,
            Options::Image(_) | Options::Speech(_) | Options::Composite(_) => &[],
        };
        for route in &self.routes {
            let possible = route.resolutions();
            if let Some(resolution) = resolutions.iter().find(|it| !possible.contains(&it.as_str())) {
                let (name, possible) = (&route.name, possible.join(", "));
                return Err(format!(
                    "is sold at {resolution}, but its route {name} can only be asked for [{possible}]"
                ));
            }
        }
        Ok(())
    }
}
