//! Answers that vendors have really given to somebody, or could give, as data. A prompt plays one with the word
//! `sim:answer=NAME` (`play` does it), and the conformance kit of the adapters tries every one of them.
//!
//! An answer whose name stands here several times is worded differently by different vendors.

mod accounts;
mod downloads;
mod edges;
mod inputs;
mod readings;
mod results;
mod states;

pub(crate) use self::edges::{ELSEWHERE, PAGE as EDGE_PAGE};

/// One answer, at one call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RealAnswer {
    /// In kebab-case, with the vendor's own words as they are: `state-FAILED`.
    pub name: &'static str,
    /// Those that could give it, by the first segment of their paths: `openai`.
    pub vendors: &'static [&'static str],
    /// What the task makes; empty for anything.
    pub makes: &'static [Makes],
    pub at: At,
    pub what: What,
    /// How many calls of a prompt get it; `None` for all of them.
    pub calls: Option<u32>,
    /// Looks get it while the task is at work, too.
    pub early: bool,
    pub seen: Seen,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Makes {
    Picture,
    Clip,
    Avatar,
    Speech,
}

/// The call that is answered so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// The start of a task, or the call that a synchronous vendor answers with the result.
    Start,
    /// A look at a task, which is over unless the answer is `early`.
    Look,
    /// The call that brings the result: a synchronous vendor's only call, fal's call for a result, and a look
    /// at a task that is over elsewhere.
    Result,
    /// The file behind the result's link.
    Download,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The vendor never hears of the call, or accepts nothing: the answer comes in its place.
    Instead(Canned),
    /// The vendor does what was asked, and this comes in place of its own answer.
    After(Canned),
    /// The vendor's own answer, changed.
    Changed(Change),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Canned {
    pub status: u16,
    pub headers: &'static [(&'static str, &'static str)],
    /// JSON, HTML or nothing, which the first letter tells.
    pub body: &'static str,
}

/// How the vendor's own answer is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Every list begins with a null.
    NullFirst,
    /// Every list that is not empty has one null and nothing else.
    OnlyNulls,
    /// Names of fields are `snake_case` and not `camelCase`.
    SnakeCase,
    /// The word for the task's state is in capitals, in small letters, or begins with a capital.
    StateInCapitals,
    StateInSmallLetters,
    StateWithACapital,
    /// The word for the task's state is this one.
    State(&'static str),
    /// Files in base64 are written so.
    Base64(Base64),
    /// The body is compressed. `named`: the header says so.
    Gzip {
        named: bool,
    },
    Deflate,
    /// The value at this place is this JSON.
    Put(&'static str, &'static str),
    /// Under these names, an object with a link is the link itself.
    LinkItself(&'static [&'static str]),
    /// Lists of one element are that element.
    OneForList,
    /// Under these names, an object is a list of one.
    ListForOne(&'static [&'static str]),
    /// Numbers are texts.
    NumbersAsTexts,
    /// Under these names, texts of digits are numbers.
    TextsAsNumbers(&'static [&'static str]),
    /// A candidate without a picture comes first.
    SecondCandidate,
    /// A link in place of the file in base64.
    UrlForBase64,
    /// The sizes in the header of a WAV are this number, as in a stream whose end was not known.
    WavSizes(u32),
    /// The file has another format of its kind.
    Format(Format),
    /// Links to files have these letters in them, unescaped.
    LetterInLinks(char),
    /// Half of the body comes.
    Half,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base64 {
    DataUri,
    LineBreaks,
    Spaces,
    UrlSafe,
    Unpadded,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Avif,
    Gif,
    Webp,
    QuickTime,
}

/// Who has seen it. None was ever seen by us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Somebody who calls the vendor reported it in public.
    Reported,
    /// The vendor's own page or SDK says so. Nobody is known to have got it.
    Documented,
    /// A report without a source of its own.
    Unconfirmed,
    /// Nobody: it is like an answer that was seen, of another vendor or in another form.
    Supposed,
}

/// Every answer of every vendor.
pub fn all() -> impl Iterator<Item = &'static RealAnswer> {
    let tables = [
        edges::ANSWERS,
        accounts::ANSWERS,
        inputs::ANSWERS,
        results::ANSWERS,
        states::ANSWERS,
        readings::ANSWERS,
        downloads::ANSWERS,
    ];
    tables.into_iter().flatten()
}

/// The answer of this name that this vendor could give.
pub fn find(vendor: &str, name: &str) -> Option<&'static RealAnswer> {
    all().find(|answer| answer.name == name && answer.vendors.contains(&vendor))
}

const ALL: &[&str] =
    &["bfl", "openai", "google", "byteplus", "luma", "runway", "kling", "heygen", "elevenlabs", "fal"];
/// Those that have tasks to be looked at.
const WITH_TASKS: &[&str] = &["bfl", "google", "byteplus", "luma", "runway", "kling", "heygen", "fal"];

const fn answer(name: &'static str, vendors: &'static [&'static str], at: At, what: What) -> RealAnswer {
    RealAnswer { name, vendors, makes: &[], at, what, calls: None, early: false, seen: Seen::Supposed }
}

const fn start(
    name: &'static str,
    vendors: &'static [&'static str],
    status: u16,
    body: &'static str,
) -> RealAnswer {
    answer(name, vendors, At::Start, What::Instead(canned(status, body)))
}

const fn result(
    name: &'static str,
    vendors: &'static [&'static str],
    status: u16,
    body: &'static str,
) -> RealAnswer {
    answer(name, vendors, At::Result, What::After(canned(status, body)))
}

const fn canned(status: u16, body: &'static str) -> Canned {
    Canned { status, headers: &[], body }
}

impl Format {
    pub(crate) const fn media_type(self) -> &'static str {
        match self {
            Self::Avif => "image/avif",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
            Self::QuickTime => "video/quicktime",
        }
    }
}

impl RealAnswer {
    const fn of(self, makes: &'static [Makes]) -> Self {
        Self { makes, ..self }
    }

    const fn first(self, calls: u32) -> Self {
        Self { calls: Some(calls), ..self }
    }

    const fn early(self) -> Self {
        Self { early: true, ..self }
    }

    const fn seen(self, seen: Seen) -> Self {
        Self { seen, ..self }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::vendor::Vendor;

    #[test]
    fn an_answer_is_found_by_its_name_and_vendor_only() {
        let mut found = BTreeSet::new();
        for answer in all() {
            for vendor in answer.vendors {
                assert!(Vendor::from_name(vendor).is_some(), "{}: {vendor}", answer.name);
                assert!(found.insert((answer.name, vendor)), "{} of {vendor} twice", answer.name);
            }
            let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
            assert!(answer.name.chars().all(plain), "{}", answer.name);
        }
    }

    #[test]
    fn a_canned_body_is_json_html_or_nothing() {
        for answer in all() {
            let (What::Instead(canned) | What::After(canned)) = answer.what else { continue };
            match canned.body.as_bytes().first() {
                None | Some(b'<') => {}
                Some(_) => {
                    let read = serde_json::from_str::<serde_json::Value>(canned.body);
                    assert!(read.is_ok(), "{}: {}", answer.name, canned.body);
                }
            }
        }
    }
}
