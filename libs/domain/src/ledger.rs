//! The rules of a team's credits: hold, settle, release, grant, adjust, and caps by the calendar month.
//!
//! The rows carry ready numbers, because DynamoDB's conditions cannot do arithmetic. These pure functions say
//! what the numbers must become. `store::ledger` does the same with conditional updates, and
//! `tests/contract/ledger_model.rs` compares the two.

mod balance;
mod line;
mod member;
mod month_count;
#[cfg(test)]
mod properties;

pub use balance::{Balance, Hold, MAX_IN_FLIGHT};
pub use line::{Line, LineType};
pub use member::Member;
pub use month_count::{MonthCount, NO_CAP};

use crate::{Credits, Month};

/// Why a quote cannot be held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    InsufficientCredits {
        available: Credits,
    },
    MonthlyCapExceeded {
        available: Credits,
    },
    MemberCapExceeded {
        available: Credits,
    },
    /// The API key's own.
    KeyCapExceeded {
        available: Credits,
    },
    TooManyInFlight,
}

/// Why `quote` cannot be held for this member of this team, with this API key; `None` if it can. Where there are several
/// reasons, the first in the order below is given: `docs/API.md` promises it. A row that is not given refuses nothing.
pub fn refusal(
    team: Option<&Balance>,
    member: Option<&Member>,
    key: Option<&MonthCount>,
    quote: Credits,
    now: &Month,
) -> Option<Refusal> {
    let insufficient = team.filter(|team| team.available < quote);
    if let Some(team) = insufficient {
        return Some(Refusal::InsufficientCredits { available: team.available });
    }
    if let Some(available) = team.and_then(|team| team.count.in_month(now).shortage(quote)) {
        return Some(Refusal::MonthlyCapExceeded { available });
    }
    if let Some(available) = member.and_then(|member| member.count.in_month(now).shortage(quote)) {
        return Some(Refusal::MemberCapExceeded { available });
    }
    if let Some(available) = key.and_then(|key| key.in_month(now).shortage(quote)) {
        return Some(Refusal::KeyCapExceeded { available });
    }
    team.filter(|team| team.in_flight >= MAX_IN_FLIGHT).map(|_| Refusal::TooManyInFlight)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{TeamId, Timestamp, UserId};

    fn team(available: i64, month_left: i64) -> Balance {
        let december = Timestamp::from_millis(1_767_225_599_999).month();
        let mut team = Balance::opening(TeamId::new("t"), december).credit(Credits::new(available)).unwrap();
        team.count = team.count.with_cap(Some(Credits::new(500)));
        team.count = team.count.hold(Credits::new(500 - month_left), &team.count.month);
        team
    }

    fn member(month_left: i64) -> Member {
        let count = team(0, month_left).count;
        Member { count, ..Member::opening(TeamId::new("t"), UserId::new("u"), team(0, 0).count.month) }
    }

    fn refused(team: &Balance, member: &Member, now: &Month) -> Option<Refusal> {
        refusal(Some(team), Some(member), None, Credits::new(40), now)
    }

    #[test]
    fn refusals_come_in_the_order_of_the_api() {
        let now = team(0, 0).count.month;
        let available = Credits::new(39);
        assert_eq!(
            refused(&team(39, 39), &member(39), &now),
            Some(Refusal::InsufficientCredits { available })
        );
        assert_eq!(
            refused(&team(40, 39), &member(39), &now),
            Some(Refusal::MonthlyCapExceeded { available })
        );
        assert_eq!(refused(&team(40, 40), &member(39), &now), Some(Refusal::MemberCapExceeded { available }));
        assert_eq!(refused(&team(40, 40), &member(40), &now), None);
        let busy = Balance { in_flight: MAX_IN_FLIGHT, ..team(40, 40) };
        assert_eq!(refused(&busy, &member(40), &now), Some(Refusal::TooManyInFlight));
        assert_eq!(refused(&busy, &member(39), &now), Some(Refusal::MemberCapExceeded { available }));
        let with_key = |member_left, key_left| {
            let key = member(key_left).count;
            refusal(Some(&busy), Some(&member(member_left)), Some(&key), Credits::new(40), &now)
        };
        assert_eq!(with_key(39, 38), Some(Refusal::MemberCapExceeded { available }));
        assert_eq!(with_key(40, 39), Some(Refusal::KeyCapExceeded { available }));
        assert_eq!(with_key(40, 40), Some(Refusal::TooManyInFlight));
    }

    #[test]
    fn a_new_month_frees_the_caps() {
        let january = Timestamp::from_millis(1_767_225_600_000).month();
        assert_eq!(refused(&team(40, 0), &member(0), &january), None);
    }

    #[test]
    fn a_clock_behind_the_row_does_not_reopen_last_month() {
        let december = team(0, 0).count.month;
        let mut january = team(40, 10);
        january.count.month = Timestamp::from_millis(1_767_225_600_000).month();
        let available = Credits::new(10);
        assert_eq!(
            refused(&january, &member(40), &december),
            Some(Refusal::MonthlyCapExceeded { available })
        );
    }

    #[test]
    fn a_lowered_cap_leaves_nothing_rather_than_less_than_nothing() {
        let mut lowered = team(1000, 100);
        lowered.count = lowered.count.with_cap(Some(Credits::new(10)));
        let nothing = Refusal::MonthlyCapExceeded { available: Credits::ZERO };
        assert_eq!(refused(&lowered, &member(40), &lowered.count.month), Some(nothing));
    }

    #[test]
    fn a_fall_below_the_threshold_is_announced_once() {
        let watched = Balance { low_balance_threshold: Some(Credits::new(50)), ..team(60, 0) };
        assert!(watched.falls_below_threshold(Credits::new(49)));
        assert!(!watched.falls_below_threshold(Credits::new(50)));
        let below = Balance { balance: Credits::new(49), ..watched };
        assert!(!below.falls_below_threshold(Credits::new(9)), "it fell before");
        assert!(!team(60, 0).falls_below_threshold(Credits::ZERO), "nobody asked");
    }
}
