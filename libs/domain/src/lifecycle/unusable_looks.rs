//! How long looks are borne that bring nothing usable. What was seen travels in the message, so that counting writes
//! nothing; a message that the sweeper sends for a lost one starts the count afresh, which it does
//! [`MAX_RESENDS`](crate::timing::MAX_RESENDS) times in a row at most.

use serde::{Deserialize, Serialize};

use crate::timing::Pace;
use crate::{ErrorCode, Timestamp};

/// So many looks in a row that our key is refused end a task.
const MOST_DENIED: u32 = 2;
/// Anything else is seen at least so often before a task is given up for it.
const LEAST_LOOKS: u32 = 3;
/// For so many seconds an answer may say nothing: several vendors answer 404, 500 or a page of a proxy for some seconds
/// after they have called a task done.
const LONGEST_UNREADABLE_SECONDS: i64 = 60;

/// What was the matter with a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnusableLook {
    /// No answer came, or the vendor is in trouble. This says nothing of the task, and is borne until the deadline.
    NoAnswer,
    /// Our key may not see the task.
    Denied,
    /// The answer says nothing of the task.
    Unreadable,
    /// The task is in a state whose name we do not know.
    UnknownState,
}

/// A row of looks at one task, none of which could be used. A usable look ends it. A look without an answer neither
/// ends it nor counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnusableLooks {
    /// What the last of them brought, how often that came in a row, and since when.
    last: UnusableLook,
    alike: u32,
    alike_since: Timestamp,
    /// All of them, and when the first one was.
    all: u32,
    since: Timestamp,
}

impl UnusableLooks {
    /// The row `before` with one more look. `None`: there is no row, because nothing was answered yet.
    pub fn after(before: Option<Self>, look: UnusableLook, now: Timestamp) -> Option<Self> {
        if look == UnusableLook::NoAnswer {
            return before;
        }
        let first = Self { last: look, alike: 1, alike_since: now, all: 1, since: now };
        Some(match before {
            None => first,
            Some(before) if before.last == look => {
                Self { alike: before.alike + 1, all: before.all + 1, ..before }
            }
            Some(before) => Self { all: before.all + 1, since: before.since, ..first },
        })
    }

    /// Whether the last look brought something that the one before did not.
    pub const fn is_news(&self) -> bool {
        self.alike == 1
    }

    pub const fn all(&self) -> u32 {
        self.all
    }

    /// How many seconds the row lasts by now.
    pub fn seconds(&self, now: Timestamp) -> i64 {
        now.millis_since(self.since) / 1000
    }

    /// Why the task is given up now, if it is. `median_seconds` is that of its model.
    ///
    /// A refused key is our trouble and lasts: the provider is not available to this customer. Otherwise the vendor has
    /// failed to say what it made. A row in which different things alternate is as long as one of unknown states.
    pub fn verdict(&self, median_seconds: u32, pace: Pace, now: Timestamp) -> Option<ErrorCode> {
        let have_lasted =
            |since: Timestamp, seconds: i64| now.millis_since(since) >= pace.seconds(seconds) * 1000;
        let longest = (2 * i64::from(median_seconds)).max(LONGEST_UNREADABLE_SECONDS);
        let is_over = match self.last {
            UnusableLook::Denied if self.alike >= MOST_DENIED => return Some(ErrorCode::ProviderUnavailable),
            UnusableLook::Unreadable if self.alike >= LEAST_LOOKS => {
                have_lasted(self.alike_since, LONGEST_UNREADABLE_SECONDS)
            }
            _ => false,
        };
        let is_over = is_over || (self.all >= LEAST_LOOKS && have_lasted(self.since, longest));
        is_over.then_some(ErrorCode::ProviderFailed)
    }
}

#[cfg(test)]
mod tests {
    use super::UnusableLook::{Denied, NoAnswer, UnknownState, Unreadable};
    use super::*;

    /// Looks so many seconds after the first one; returns at which second the task was given up, and why.
    fn given_up(looks: &[(i64, UnusableLook)], median_seconds: u32) -> Option<(i64, ErrorCode)> {
        let mut row = None;
        looks.iter().find_map(|(second, look)| {
            let now = Timestamp::from_millis(1_000_000 + second * 1000);
            row = UnusableLooks::after(row, *look, now);
            let code = row.as_ref()?.verdict(median_seconds, Pace::REAL, now)?;
            Some((*second, code))
        })
    }

    fn every_10_seconds(look: UnusableLook) -> Vec<(i64, UnusableLook)> {
        (0..200).map(|n| (n * 10, look)).collect()
    }

    #[test]
    fn each_kind_of_look_is_borne_for_its_time() {
        use ErrorCode::{ProviderFailed, ProviderUnavailable};
        for (look, median, given_up_at) in [
            (Denied, 6, Some((10, ProviderUnavailable))),
            (Denied, 300, Some((10, ProviderUnavailable))),
            (Unreadable, 6, Some((60, ProviderFailed))),
            (Unreadable, 300, Some((60, ProviderFailed))),
            (UnknownState, 6, Some((60, ProviderFailed))),
            (UnknownState, 40, Some((80, ProviderFailed))),
            (UnknownState, 300, Some((600, ProviderFailed))),
            (NoAnswer, 6, None),
        ] {
            assert_eq!(given_up(&every_10_seconds(look), median), given_up_at, "{look:?}, {median} s");
        }
    }

    #[test]
    fn a_minute_is_not_enough_without_three_looks() {
        for look in [Unreadable, UnknownState] {
            assert_eq!(given_up(&[(0, look), (70, look)], 6), None, "{look:?}");
            let third = Some((75, ErrorCode::ProviderFailed));
            assert_eq!(given_up(&[(0, look), (70, look), (75, look)], 6), third, "{look:?}");
        }
    }

    #[test]
    fn no_answer_neither_ends_a_row_nor_counts() {
        let row = [(0, Denied), (10, NoAnswer), (20, NoAnswer), (30, Denied)];
        assert_eq!(given_up(&row, 6), Some((30, ErrorCode::ProviderUnavailable)));
        let row = [(0, Unreadable), (30, NoAnswer), (59, Unreadable), (90, NoAnswer)];
        assert_eq!(given_up(&row, 6), None);
    }

    #[test]
    fn looks_that_alternate_are_bounded_as_well() {
        for pair in [[Denied, Unreadable], [Unreadable, UnknownState], [UnknownState, Denied]] {
            let row: Vec<_> = (0..200).map(|n| (i64::from(n) * 10, pair[usize::from(n % 2 == 1)])).collect();
            assert_eq!(given_up(&row, 300), Some((600, ErrorCode::ProviderFailed)), "{pair:?}");
        }
    }

    #[test]
    fn one_page_of_a_proxy_does_not_end_a_task_that_has_been_in_an_unknown_state() {
        let row = [(0, UnknownState), (30, UnknownState), (70, Unreadable)];
        assert_eq!(given_up(&row, 300), None);
    }

    #[test]
    fn where_time_is_shortened_a_minute_is_too() {
        let (pace, start) = (Pace::shortened_to(0.05).unwrap(), Timestamp::from_millis(0));
        let mut row = None;
        for second in 0..4 {
            row = UnusableLooks::after(row, Unreadable, start.plus_seconds(second));
        }
        let verdict = |second| row.unwrap().verdict(6, pace, start.plus_seconds(second));
        assert_eq!((verdict(2), verdict(3)), (None, Some(ErrorCode::ProviderFailed)));
    }

    #[test]
    fn news_is_what_the_look_before_did_not_bring() {
        let now = Timestamp::from_millis(0);
        let mut row = None;
        let mut news = |look| {
            row = UnusableLooks::after(row, look, now);
            row.is_some_and(|row| row.is_news())
        };
        let seen = [UnknownState, UnknownState, NoAnswer, Unreadable, Unreadable].map(&mut news);
        assert_eq!(seen, [true, false, false, true, false]);
    }
}
