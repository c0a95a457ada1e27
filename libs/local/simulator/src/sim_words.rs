//! The words of a prompt that make a simulated vendor misbehave, the same for all vendors. How a vendor answers
//! then is its own business.
//!
//! | Word | Effect |
//! |---|---|
//! | `sim:moderated` | the request is refused by moderation |
//! | `sim:late-moderated` | the output is refused by moderation, after the work |
//! | `sim:fail` | the task fails |
//! | `sim:bad-media` | the task succeeds, its file is broken |
//! | `sim:empty-result` | the task succeeds, its result names no file |
//! | `sim:slow=SECONDS` | the work takes so long, times the time scale |
//! | `sim:429=N` | the first N starts of this prompt get 429 |
//! | `sim:500=N` | the first N starts of this prompt, after those with 429, get 500 |
//! | `sim:drop-answer` | the start is accepted, its answer is never sent |
//! | `sim:redirect=ADDRESS` | the link to the file redirects to this http or https address |
//! | `sim:redirects=N` | the link to the file redirects N times before the file comes |
//! | `sim:huge` | the link to the file announces 5 GB |
//! | `sim:endless` | the link serves a file without an announced length and without end |
//! | `sim:bad-links=N` | the four above hold for the first N tasks of this prompt only |
//! | `sim:answer=NAME` | the vendor gives this answer of [`crate::answers`], at the call that it belongs to |
//! | `sim:answer=NAME:N` | the same for the first N such calls of this prompt |
//! | `sim:start=STATUS` | starts get this status with the page of an edge, and nothing is accepted |
//! | `sim:start=STATUS:N` | the same for the first N starts of this prompt |
//! | `sim:only=VENDOR` | all words of the prompt hold at this vendor only |
//!
//! Several `sim:answer` of one prompt are all given, but of those that refuse a start (`sim:start` among them) only
//! the first.
//!
//! A synchronous call has no task, so its answer carries the ending. How each vendor words an ending is in its folder:
//! in the module that answers a look at a task (mostly `look.rs`), or in that of a synchronous call.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use url::Url;

use crate::answers::{self, At, RealAnswer, What};
use crate::vendor::Vendor;

/// Longest `sim:slow`, one week in seconds: it keeps all sums of times far from overflow.
const LONGEST_SLOW: f64 = 604_800.0;

/// What the words of one prompt ask for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct SimWords {
    pub(crate) ending: Ending,
    /// What the work takes before the time scale; none for the vendor's typical duration.
    pub(crate) slow: Option<Duration>,
    pub(crate) refusals: Refusals,
    pub(crate) answer: Answer,
    pub(crate) behind: Behind,
    /// How many tasks of one prompt have that behind their links; none if all have.
    pub(crate) bad_links: Option<usize>,
    pub(crate) plays: Vec<Play>,
}

/// An answer of the table that the prompt asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Play {
    pub(crate) staged: Staged,
    /// How many calls get it; none for all of them.
    pub(crate) times: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Staged {
    Answer(&'static RealAnswer),
    /// A start gets this status, with the page of an edge.
    Edge(u16),
}

/// How a task ends. A prompt that names several gets the first it names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Ending {
    #[default]
    Media,
    BadMedia,
    EmptyResult,
    InputModerated,
    OutputModerated,
    Failed,
}

/// How many starts of a prompt are refused before the first is accepted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Refusals {
    pub(crate) rate_limit: usize,
    pub(crate) server_error: usize,
    /// With an answer of the table.
    pub(crate) played: usize,
}

/// What becomes of the answer to an accepted start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Answer {
    #[default]
    Sent,
    Dropped,
}

/// What is behind the link to a file. Of several, the last one named counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Behind {
    #[default]
    File,
    /// The file, after so many redirects.
    Redirects(u32),
    Elsewhere(Url),
    Huge,
    Endless,
}

impl SimWords {
    /// A word that is unknown or has no proper number is logged and left alone: a prompt is never invalid.
    pub(crate) fn from_prompt(vendor: Vendor, prompt: &str) -> Self {
        let all = || prompt.split_whitespace().filter_map(|word| word.strip_prefix("sim:"));
        let mut only = all().filter_map(|word| word.strip_prefix("only=")).peekable();
        if only.peek().is_some() && !only.any(|name| name == vendor.name()) {
            return Self::default();
        }
        let mut words = Self::default();
        for word in all() {
            if words.obey(vendor, word).is_none() {
                tracing::warn!(word, "a prompt has a sim: word that means nothing");
            }
        }
        words.refusals.played = words.in_place_of_a_start().map_or(0, |play| {
            play.times.map_or(usize::MAX, |times| usize::try_from(times).unwrap_or(usize::MAX))
        });
        words
    }

    /// The answer that starts are refused with.
    pub(crate) fn in_place_of_a_start(&self) -> Option<&Play> {
        self.plays.iter().find(|play| match play.staged {
            Staged::Edge(_) => true,
            Staged::Answer(answer) => answer.at == At::Start && matches!(answer.what, What::Instead(_)),
        })
    }

    fn obey(&mut self, vendor: Vendor, word: &str) -> Option<()> {
        match word.split_once('=') {
            None if word == "drop-answer" => self.answer = Answer::Dropped,
            None if word == "huge" => self.behind = Behind::Huge,
            None if word == "endless" => self.behind = Behind::Endless,
            None => {
                let ending = Ending::from_word(word)?;
                if self.ending == Ending::Media {
                    self.ending = ending;
                }
            }
            Some(("slow", seconds)) => self.slow = Some(slow(seconds)?),
            Some(("429", times)) => self.refusals.rate_limit = times.parse().ok()?,
            Some(("500", times)) => self.refusals.server_error = times.parse().ok()?,
            Some(("redirect", address)) => self.behind = Behind::Elsewhere(web_address(address)?),
            Some(("redirects", times)) => self.behind = Behind::Redirects(times.parse().ok()?),
            Some(("bad-links", tasks)) => self.bad_links = Some(tasks.parse().ok()?),
            Some(("answer", named)) => self.play(vendor, named)?,
            Some(("start", named)) => self.plays.push(edge(named)?),
            Some(("only", name)) => {
                Vendor::from_name(name)?;
            }
            Some(_) => return None,
        }
        Some(())
    }

    /// An answer that other vendors have is left to them.
    fn play(&mut self, vendor: Vendor, named: &str) -> Option<()> {
        let (name, times) = counted(named)?;
        answers::all().find(|answer| answer.name == name)?;
        let own = answers::find(vendor.name(), name);
        self.plays
            .extend(own.map(|answer| Play { staged: Staged::Answer(answer), times: times.or(answer.calls) }));
        Some(())
    }
}

impl Ending {
    /// What is billed of the units a request asked for: all if a file was made, whatever it is worth.
    pub(crate) fn billed(self, units: u32) -> u32 {
        match self {
            Self::Media | Self::BadMedia => units,
            Self::EmptyResult | Self::InputModerated | Self::OutputModerated | Self::Failed => 0,
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        match word {
            "bad-media" => Some(Self::BadMedia),
            "empty-result" => Some(Self::EmptyResult),
            "moderated" => Some(Self::InputModerated),
            "late-moderated" => Some(Self::OutputModerated),
            "fail" => Some(Self::Failed),
            _ => None,
        }
    }
}

fn edge(named: &str) -> Option<Play> {
    let (status, times) = counted(named)?;
    let status = status.parse().ok().filter(|status| (200..=999).contains(status))?;
    Some(Play { staged: Staged::Edge(status), times })
}

/// `NAME` and perhaps `:N`.
fn counted(named: &str) -> Option<(&str, Option<u32>)> {
    match named.split_once(':') {
        Some((name, times)) => Some((name, Some(times.parse().ok()?))),
        None => Some((named, None)),
    }
}

fn slow(seconds: &str) -> Option<Duration> {
    let seconds: f64 = seconds.parse().ok()?;
    (seconds <= LONGEST_SLOW).then(|| Duration::try_from_secs_f64(seconds).ok()).flatten()
}

fn web_address(address: &str) -> Option<Url> {
    Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(prompt: &str) -> SimWords {
        SimWords::from_prompt(Vendor::Openai, prompt)
    }

    #[test]
    fn answers_of_the_table_have_their_words() {
        let words = read("sim:answer=origin-down-521:2 sim:answer=null-first sim:answer=avatar-of-another");
        let named = |name| Staged::Answer(answers::find("openai", name).unwrap());
        let expected = [
            Play { staged: named("origin-down-521"), times: Some(2) },
            Play { staged: named("null-first"), times: None },
        ];
        assert_eq!(words.plays, expected);
        assert_eq!(words.refusals.played, 2);
        let words = read("a fox sim:start=523");
        assert_eq!(words.plays, [Play { staged: Staged::Edge(523), times: None }]);
        assert_eq!(words.refusals.played, usize::MAX);
    }

    #[test]
    fn words_may_hold_at_one_vendor_only() {
        assert_eq!(read("sim:fail sim:only=fal"), SimWords::default());
        assert_eq!(read("sim:only=fal sim:fail sim:only=openai").ending, Ending::Failed);
    }

    #[test]
    fn a_plain_prompt_asks_for_nothing() {
        assert_eq!(read("a fox, not sim :moderated, nor xsim:fail"), SimWords::default());
    }

    #[test]
    fn every_ending_has_its_word() {
        for (prompt, ending) in [
            ("sim:bad-media", Ending::BadMedia),
            ("a fox sim:empty-result", Ending::EmptyResult),
            ("sim:moderated a fox", Ending::InputModerated),
            ("a\nsim:late-moderated\tfox", Ending::OutputModerated),
            ("sim:fail", Ending::Failed),
        ] {
            assert_eq!(read(prompt).ending, ending, "{prompt}");
        }
    }

    #[test]
    fn the_first_of_two_endings_wins() {
        assert_eq!(read("sim:fail sim:moderated").ending, Ending::Failed);
    }

    #[test]
    fn words_combine() {
        let words = read("sim:429=2 a sim:500=1 fox sim:slow=1.5 sim:drop-answer");
        assert_eq!(words.refusals, Refusals { rate_limit: 2, server_error: 1, played: 0 });
        assert_eq!(words.slow, Some(Duration::from_millis(1500)));
        assert_eq!(words.answer, Answer::Dropped);
        assert_eq!(words.ending, Ending::Media);
    }

    #[test]
    fn what_is_behind_a_link_has_its_words() {
        let address = "https://10.0.0.1/a?b=c";
        for (prompt, behind, bad_links) in [
            ("sim:redirect=https://10.0.0.1/a?b=c", Behind::Elsewhere(address.parse().unwrap()), None),
            ("a fox sim:redirects=4", Behind::Redirects(4), None),
            ("sim:huge sim:bad-links=1", Behind::Huge, Some(1)),
            ("sim:endless", Behind::Endless, None),
        ] {
            let words = read(prompt);
            assert_eq!((words.behind, words.bad_links), (behind, bad_links), "{prompt}");
        }
    }

    #[test]
    fn a_word_without_a_proper_value_does_nothing() {
        for prompt in [
            "sim:slow",
            "sim:slow=",
            "sim:slow=-1",
            "sim:slow=NaN",
            "sim:slow=1e9",
            "sim:429=x",
            "sim:500=-1",
            "sim:redirect",
            "sim:redirect=10.0.0.1",
            "sim:redirect=file:///etc/passwd",
            "sim:redirects=-1",
            "sim:huge=5",
            "sim:bad-links",
            "sim:answer=no-such-answer",
            "sim:answer=null-first:x",
            "sim:start=x",
            "sim:start=20",
            "sim:only=nobody",
        ] {
            assert_eq!(read(prompt), SimWords::default(), "{prompt}");
        }
    }
}
