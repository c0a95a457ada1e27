//! The guidance of a day. It is made from the catalog and the day alone, by reading and quoting many requests,
//! so it is made once a day and not at every call: that took 1.7 ms on a developer's machine, optimised for size.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::guidance::{
    ComparedVideo, DefaultModel, PriceExample, defaults, price_examples, video_comparison,
};
use domain::{Catalog, Kind, Model, Timestamp};

#[derive(Debug)]
pub(super) struct Guidance {
    /// UTC, as models and voices end at midnight there.
    day: String,
    pub(super) defaults: Vec<DefaultModel>,
    pub(super) video_comparison: Vec<ComparedVideo>,
    examples: BTreeMap<(Kind, String), Vec<PriceExample>>,
}

impl Guidance {
    fn new(catalog: &Catalog, now: Timestamp) -> Self {
        let of_model = |model: &Model| ((model.kind, model.id.clone()), price_examples(model, catalog, now));
        Self {
            day: now.date(),
            defaults: defaults(catalog, now),
            video_comparison: video_comparison(catalog),
            examples: catalog.models().iter().map(of_model).collect(),
        }
    }

    pub(super) fn price_examples(&self, model: &Model) -> &[PriceExample] {
        self.examples.get(&(model.kind, model.id.clone())).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The guidance of the day, kept between requests. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct GuidanceOfDay(Arc<Mutex<Option<Arc<Guidance>>>>);

impl GuidanceOfDay {
    /// `catalog` is the same at every call.
    pub(super) fn get(&self, catalog: &Catalog, now: Timestamp) -> Arc<Guidance> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match kept.as_ref().filter(|guidance| guidance.day == now.date()) {
            Some(guidance) => Arc::clone(guidance),
            None => Arc::clone(kept.insert(Arc::new(Guidance::new(catalog, now)))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_advice_of_a_day_is_made_once_and_that_of_the_next_day_is_its_own() {
        let (catalog, kept) = (Catalog::shipped().unwrap(), GuidanceOfDay::default());
        // The models that speak for OpenAI end at midnight, and another vendor has no speed.
        let [morning, night, midnight] = ["05T08:00:00Z", "05T23:59:59Z", "06T00:00:00Z"]
            .map(|time| Timestamp::parse(&format!("2027-01-{time}")).unwrap());
        let first = kept.get(&catalog, morning);
        assert!(Arc::ptr_eq(&first, &kept.get(&catalog, night)));
        let next = kept.get(&catalog, midnight);
        assert_eq!((first.day.as_str(), next.day.as_str()), ("2027-01-05", "2027-01-06"));
        for (guidance, now) in [(&first, night), (&next, midnight)] {
            assert_eq!(guidance.defaults, defaults(&catalog, now));
            for model in catalog.models() {
                assert_eq!(
                    guidance.price_examples(model),
                    price_examples(model, &catalog, now),
                    "{}",
                    model.id
                );
            }
        }
    }
}
