//! When vendors end models and voices. From its day on, a name is refused as the vendor refuses one that it does not know.
//! Google's 2.5 is the exception: third parties say that its name stays, and that a newer model answers to it.

use crate::vendor::Vendor;
use crate::world::World;

/// A day, as vendors write it, and the millisecond at which it begins.
type Day = (&'static str, i64);

const DECEMBER_1: Day = ("2026-12-01", 1_796_083_200_000);
const DECEMBER_31: Day = ("2026-12-31", 1_798_675_200_000);
const JANUARY_6: Day = ("2027-01-06", 1_799_193_600_000);

/// By the vendors' pages as read on 2026-11-26; what is not there is by third parties.
const MODELS: &[(Vendor, &str, Day)] = &[
    (Vendor::Openai, "gpt-image-1.5", DECEMBER_1),
    (Vendor::Openai, "tts-1", JANUARY_6),
    (Vendor::Openai, "gpt-4o-mini-tts", JANUARY_6),
    (Vendor::Fal, "fal-ai/gpt-image-1.5", DECEMBER_1),
    (Vendor::Fal, "fal-ai/gpt-image-1.5/edit", DECEMBER_1),
    (Vendor::Google, "gemini-2.5-flash-image", DECEMBER_1),
];

/// The day of the default voices of `ElevenLabs`.
const DEFAULT_VOICES: Day = DECEMBER_31;

fn model(vendor: Vendor, name: &str) -> Option<Day> {
    MODELS.iter().find(|(of, model, _)| *of == vendor && *model == name).map(|(_, _, day)| *day)
}

/// `2026-12-01`, where the vendor has announced an end.
pub(crate) fn shutdown_date(vendor: Vendor, name: &str) -> Option<&'static str> {
    model(vendor, name).map(|(day, _)| day)
}

impl World {
    pub(crate) fn has_ended(&self, vendor: Vendor, name: &str) -> bool {
        model(vendor, name).is_some_and(|(_, from_ms)| from_ms <= self.now_ms())
    }

    pub(crate) fn default_voices_have_ended(&self) -> bool {
        DEFAULT_VOICES.1 <= self.now_ms()
    }
}

#[cfg(test)]
mod tests {
    use domain::catalog::day_from;
    use domain::{Catalog, Kind};

    use super::*;

    #[test]
    fn a_day_begins_at_midnight_utc() {
        for (day, from_ms) in [DECEMBER_1, DECEMBER_31, JANUARY_6] {
            assert_eq!(day_from(day).unwrap().as_millis(), from_ms, "{day}");
        }
    }

    #[test]
    fn what_ends_here_has_its_day_in_the_catalog() {
        let catalog = Catalog::shipped().unwrap();
        for (vendor, name, (day, _)) in MODELS {
            let routes = catalog.models().iter().flat_map(|model| &model.routes);
            let called = |route: &&domain::catalog::Route| {
                route.vendor.as_str() == vendor.name() && route.wire_models().any(|model| model == *name)
            };
            let route = routes.into_iter().find(called).unwrap();
            assert_eq!(route.sunset_at, day_from(day), "{name}");
        }
        let elevenlabs = catalog.model(Kind::Tts, "elevenlabs").unwrap().speech().unwrap();
        let day = day_from(DEFAULT_VOICES.0).unwrap();
        assert!(elevenlabs.voice_sunsets.values().all(|sunset| *sunset == day));
    }
}
