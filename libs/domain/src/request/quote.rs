//! What a request costs, and how it is adapted to its model: worked out once, from the request and the facts.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Applied, ExpectedSeconds, Facts, Request, composite, read};
use crate::Cents;
use crate::catalog::{Catalog, Model, Options};
use crate::fields::FieldError;
use crate::money::MicroUsd;

/// A request ready to be held and started.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    pub request: Request,
    pub applied: Applied,
    pub quote: Cents,
    /// The model's list price of one variant.
    pub list_price: MicroUsd,
    /// Where the length of the result is known only at the end.
    pub metered: Option<Metered>,
    /// How long the result is at most, where that follows from the request or from what is known of its files.
    pub length_millis: Option<u64>,
    pub expected_seconds: ExpectedSeconds,
    /// The length of the recording that an avatar is to speak, where it is known.
    pub recording_millis: Option<u64>,
}

/// A price that depends on how long the result turns out. It is never more than the quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metered {
    pub micro_usd_per_unit: MicroUsd,
    /// A unit is a second, or a block of seconds.
    pub unit_seconds: u32,
    pub flat_micro_usd: MicroUsd,
}

impl Metered {
    /// A started unit counts as whole.
    pub fn price(self, millis: u64) -> Cents {
        self.list_price(millis).customer_price()
    }

    pub(super) fn list_price(self, millis: u64) -> MicroUsd {
        let unit_millis = u64::from(self.unit_seconds.max(1)) * 1000;
        let units = i64::try_from(millis.div_ceil(unit_millis)).unwrap_or(i64::MAX);
        self.micro_usd_per_unit.times(units).plus(self.flat_micro_usd)
    }
}

/// Why a request has no quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotQuoted {
    /// The catalog does not have the model any more, or not like this. Only a retry meets this: what was read under the
    /// same catalog is sold.
    NotSold,
    Mistakes(Vec<FieldError>),
}

/// What a kind of request works out for itself.
pub(super) struct Terms {
    pub(super) applied: Applied,
    pub(super) quote: Cents,
    pub(super) list_price: MicroUsd,
    pub(super) metered: Option<Metered>,
}

impl Request {
    pub fn quote(self, facts: &Facts, catalog: &Catalog) -> Result<Plan, NotQuoted> {
        let (request, facts) = self.branded(facts);
        request.quote_as_it_is(&facts, catalog)
    }

    /// The request as it is rendered, with what its brand kit adds; other kinds leave a kit to their terms.
    fn branded(self, facts: &Facts) -> (Self, Cow<'_, Facts>) {
        match (self, &facts.kit) {
            (Self::Composite(mut composite), Some(kit)) => {
                let mut facts = facts.clone();
                composite.take_kit(kit, &mut facts);
                (Self::Composite(composite), Cow::Owned(facts))
            }
            (request, _) => (request, Cow::Borrowed(facts)),
        }
    }

    fn quote_as_it_is(self, facts: &Facts, catalog: &Catalog) -> Result<Plan, NotQuoted> {
        let model = catalog.model(self.kind(), self.model()).ok_or(NotQuoted::NotSold)?;
        let Terms { applied, quote, list_price, metered } =
            self.terms(model, facts).ok_or(NotQuoted::NotSold)?;
        let mut mistakes = facts.mistakes.clone();
        mistakes.extend(self.wrong_lengths(model, facts));
        mistakes.extend(too_long(model, &applied));
        if let Self::Composite(composite) = &self {
            mistakes.extend(composite.known_to_be_unseen(facts));
        }
        let recording_millis = match &self {
            Self::Avatar(avatar) => avatar.known_millis(facts),
            _ => None,
        };
        if mistakes.is_empty() {
            let length_millis = self.length_millis(&applied, facts);
            let expected_seconds = ExpectedSeconds::new(model, &self, length_millis);
            Ok(Plan {
                request: self,
                applied,
                quote,
                list_price,
                metered,
                length_millis,
                expected_seconds,
                recording_millis,
            })
        } else {
            Err(NotQuoted::Mistakes(mistakes))
        }
    }

    /// `None`: the model has no price for this, or makes something else.
    fn terms(&self, model: &Model, facts: &Facts) -> Option<Terms> {
        match (self, &model.options) {
            (Self::Image(image), Options::Image(options)) => image.terms(model, options, facts),
            (Self::Video(video), Options::Video(options)) => video.terms(model, options, facts),
            (Self::Avatar(avatar), Options::Avatar(_)) => avatar.terms(model, facts),
            (Self::Tts(speech), Options::Speech(options)) => speech.terms(model, options),
            (Self::Composite(composite), Options::Composite(_)) => composite.terms(model, facts),
            _ => None,
        }
    }

    /// The limits that hold where the client has not said how long it may be are no lengths.
    fn length_millis(&self, applied: &Applied, facts: &Facts) -> Option<u64> {
        match self {
            Self::Avatar(avatar) if avatar.script.is_none() => {
                avatar.known_millis(facts).or_else(|| Some(u64::from(avatar.max_seconds?) * 1000))
            }
            Self::Composite(composite) => composite.told_millis(facts),
            _ => longest_millis(self, applied),
        }
    }

    /// A file of known length that the job could not use is refused before anything is held.
    fn wrong_lengths(&self, model: &Model, facts: &Facts) -> Vec<FieldError> {
        match (self, &model.options) {
            (Self::Avatar(avatar), Options::Avatar(options)) => {
                let script = avatar.short_script(model, options);
                avatar.wrong_length(options, facts).into_iter().chain(script).collect()
            }
            (Self::Composite(composite), Options::Composite(_)) => composite.known_misfits(facts),
            _ => Vec::new(),
        }
    }
}

/// A brand kit's words may make a prompt too long that by itself is not.
fn too_long(model: &Model, applied: &Applied) -> Option<FieldError> {
    let problem = read::too_long(model, applied.prompt.as_deref()?)?;
    Some(FieldError::new("prompt", problem))
}

/// How long the result of a job is at most; `None` where it is a picture.
pub fn longest_millis(request: &Request, applied: &Applied) -> Option<u64> {
    let seconds = match request {
        Request::Image(_) => return None,
        Request::Composite(composite) if composite.output.is_still() => return None,
        Request::Video(video) => video.duration,
        Request::Avatar(avatar) => avatar.longest_seconds(applied),
        Request::Tts(speech) => speech.longest_seconds(),
        Request::Composite(composite) => composite.max_seconds.unwrap_or(composite::MAX_SECONDS),
    };
    Some(u64::from(seconds) * 1000)
}
