//! What the questions need to know of a vendor. Each vendor describes its API in `<vendor>/tests/mod.rs`; what
//! only one vendor does is asked there directly.

use std::ops::RangeInclusive;

use reqwest::Method;
use serde_json::Value;

use super::answers::{Answered, Expected};
use crate::vendor::Vendor;

/// What all endpoints of a vendor have in common.
pub(crate) struct Api {
    pub(crate) vendor: Vendor,
    /// The header in which the key travels, and what stands before the key there: `Bearer `, or nothing.
    pub(crate) key: (&'static str, &'static str),
    /// Headers that every request needs besides the key.
    pub(crate) headers: &'static [(&'static str, &'static str)],
    /// Every endpoint that wants the key, with placeholders such as `{id}` in its path.
    pub(crate) endpoints: Vec<(&'static str, &'static str)>,
    /// Values of the key's header that do not open, none being no header, and how each is refused.
    pub(crate) wrong_keys: Vec<(Option<&'static str>, Expected)>,
    /// Endpoints, models and tasks that are not there.
    pub(crate) not_there: Vec<(Method, &'static str, Expected)>,
    /// Holds for every answer of the API, errors included.
    pub(crate) check_every_answer: fn(&Answered),
    pub(crate) subjects: Vec<Subject>,
}

/// One kind of thing that a vendor makes.
pub(crate) struct Subject {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    /// Where it is started, by POST.
    pub(crate) path: &'static str,
    /// The shortest body with this prompt, text or script, for the smallest file.
    pub(crate) body: fn(&str) -> Value,
    /// None if the answer to the start is the result.
    pub(crate) polling: Option<Polling>,
    /// The answer to a start that is accepted.
    pub(crate) accepted: Expected,
    /// The file that a result names or holds.
    pub(crate) media: fn(&Answered) -> Option<Media>,
    pub(crate) endings: Endings,
    /// What is billed for the body, if it ends in a file.
    pub(crate) units: u64,
    /// `sim:429`.
    pub(crate) busy: Expected,
    /// `sim:500`.
    pub(crate) broken: Expected,
    /// How many tasks may be active, and how the next one is refused.
    pub(crate) most_active: Option<(usize, Expected)>,
    pub(crate) links: Option<Links>,
    pub(crate) cancel: Option<Cancel>,
    /// The answer to a body that is not JSON, and to one that is no object.
    pub(crate) malformed: [Expected; 2],
    /// Bodies in which something is wrong, and how each is refused.
    pub(crate) refused: Vec<(Value, Expected)>,
    /// Bodies that are accepted, although one could doubt it.
    pub(crate) tolerated: Vec<Value>,
    /// Bodies, and what the file they end in is: see [`super::files::shape`].
    pub(crate) files: Vec<(Value, &'static str)>,
    /// Bodies with a red picture, which is also behind the URL that is given. It shows in the file.
    pub(crate) with_picture: fn(&str) -> Vec<Value>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Picture,
    Clip,
    Sound,
}

pub(crate) enum Media {
    Link(String),
    /// A link that opens with the key only.
    KeyedLink(String),
    Inline(Vec<u8>),
}

/// How a task is looked at. Both functions take the answer to the start and give a path or a whole URL.
pub(crate) struct Polling {
    /// Says in which state the task is.
    pub(crate) look: fn(&Answered) -> String,
    /// Says what became of the task. The same as `look` at most vendors.
    pub(crate) result: fn(&Answered) -> String,
    /// Where the state stands in the answer to a look.
    pub(crate) state: &'static str,
    /// The states of a task that takes 100 s, each with a number of milliseconds after the start at which it
    /// shows. The first two are the beginning and the end of its time in the queue, the last one is that of a
    /// success.
    pub(crate) states: Vec<(i64, Value)>,
    /// What the shortest body takes, in milliseconds.
    pub(crate) takes_ms: RangeInclusive<i64>,
    /// More than any body here takes.
    pub(crate) long_ms: i64,
}

/// What shows of each ending: at the start, if moderation refuses the request there, else at the result.
pub(crate) struct Endings {
    pub(crate) media: Expected,
    pub(crate) moderated: Expected,
    pub(crate) late_moderated: Expected,
    pub(crate) failed: Expected,
    pub(crate) empty: Expected,
}

/// How long a link to a file opens.
pub(crate) struct Links {
    pub(crate) valid_ms: i64,
    /// Every look signs a link that is valid from then on; else the link is valid from the end of the task.
    pub(crate) renewed: bool,
}

pub(crate) struct Cancel {
    pub(crate) method: Method,
    /// From the answer to the start.
    pub(crate) path: fn(&Answered) -> String,
    pub(crate) cases: Vec<CancelCase>,
}

/// A cancellation of a task that takes 100 s.
pub(crate) struct CancelCase {
    pub(crate) after_ms: i64,
    pub(crate) answer: Expected,
    /// The next look at the task.
    pub(crate) look: Expected,
    /// In the end.
    pub(crate) billed: u64,
}
