//! Everything that may happen to a team's credits, in random order: the five invariants hold after every step.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{Balance, Hold, Member, MonthCount, NO_CAP, Refusal, refusal};
use crate::{Credits, Month, TeamId, Timestamp, UserId};

#[derive(Debug, Clone)]
enum Act {
    Submit {
        user: usize,
        quote: i64,
    },
    /// The n-th open job completes. `charge` may exceed the quote, as it would after a bug.
    Settle {
        job: usize,
        charge: i64,
    },
    /// The n-th open job fails, is canceled or times out.
    Release {
        job: usize,
    },
    /// A settlement or release of a job that has ended already is delivered again.
    EndAgain,
    Credit {
        amount: i64,
    },
    TeamCap {
        cap: Option<i64>,
    },
    MemberCap {
        user: usize,
        cap: Option<i64>,
    },
    NextMonth,
}

fn act() -> impl Strategy<Value = Act> {
    let cap = || prop_oneof![Just(None), (0_i64..600).prop_map(Some)];
    prop_oneof![
        6 => (0_usize..3, 0_i64..200).prop_map(|(user, quote)| Act::Submit { user, quote }),
        4 => (any::<usize>(), 0_i64..250).prop_map(|(job, charge)| Act::Settle { job, charge }),
        3 => any::<usize>().prop_map(|job| Act::Release { job }),
        1 => Just(Act::EndAgain),
        2 => (-300_i64..600).prop_map(|amount| Act::Credit { amount }),
        1 => cap().prop_map(|cap| Act::TeamCap { cap }),
        1 => (0_usize..3, cap()).prop_map(|(user, cap)| Act::MemberCap { user, cap }),
        1 => Just(Act::NextMonth),
    ]
}

/// A key's cap never changes.
const KEY_CAPS: [i64; 2] = [150, 400];

struct World {
    team: Balance,
    members: Vec<Member>,
    /// The API keys of the first two members, each of whom has one. The third's has no cap, so it counts nothing.
    keys: Vec<MonthCount>,
    open: Vec<(usize, Hold)>,
    /// Amounts with the balance after each.
    lines: Vec<(i64, i64)>,
    used: BTreeMap<(Month, usize), i64>,
    months_on: i64,
}

impl World {
    fn new() -> Self {
        let team_id = TeamId::new("t");
        let month = month(0);
        let member =
            |user: usize| Member::opening(TeamId::new("t"), UserId::new(user.to_string()), self::month(0));
        Self {
            team: Balance::opening(team_id, month),
            members: (0..3).map(member).collect(),
            keys: KEY_CAPS
                .map(|cap| MonthCount::opening(self::month(0)).with_cap(Some(Credits::new(cap))))
                .into(),
            open: Vec::new(),
            lines: Vec::new(),
            used: BTreeMap::new(),
            months_on: 0,
        }
    }

    fn apply(&mut self, act: &Act) {
        let now = month(self.months_on);
        match *act {
            Act::Submit { user, quote } => self.submit(user, Credits::new(quote), &now),
            Act::Settle { job, charge } => {
                if let Some((user, hold)) = self.take(job) {
                    self.team = self.team.settle(&hold, Credits::new(charge));
                    let charge = charge.min(hold.quote.get());
                    let member = &mut self.members[user].count;
                    *member = member.end_hold(hold.quote, Credits::new(charge), &hold.month);
                    self.end_keys_hold(user, &hold, Credits::new(charge));
                    self.lines.push((-charge, self.team.balance.get()));
                    *self.used.entry((hold.month, user)).or_default() += charge;
                }
            }
            Act::Release { job } => {
                if let Some((user, hold)) = self.take(job) {
                    self.team = self.team.release(&hold);
                    let member = &mut self.members[user].count;
                    *member = member.end_hold(hold.quote, Credits::ZERO, &hold.month);
                    self.end_keys_hold(user, &hold, Credits::ZERO);
                }
            }
            // The job is terminal: its condition refuses, and nothing changes.
            Act::EndAgain => {}
            Act::Credit { amount } => {
                if let Some(team) = self.team.credit(Credits::new(amount)) {
                    self.team = team;
                    self.lines.push((amount, self.team.balance.get()));
                }
            }
            Act::TeamCap { cap } => {
                self.team.count = self.team.count.in_month(&now).with_cap(cap.map(Credits::new));
            }
            Act::MemberCap { user, cap } => {
                let member = &mut self.members[user].count;
                *member = member.in_month(&now).with_cap(cap.map(Credits::new));
            }
            Act::NextMonth => self.months_on += 1,
        }
    }

    fn end_keys_hold(&mut self, user: usize, hold: &Hold, charge: Credits) {
        if let Some(key) = self.keys.get_mut(user) {
            *key = key.end_hold(hold.quote, charge, &hold.month);
        }
    }

    fn submit(&mut self, user: usize, quote: Credits, now: &Month) {
        let refused = refusal(Some(&self.team), Some(&self.members[user]), self.keys.get(user), quote, now);
        let team = self.team.count.in_month(now);
        let member = self.members[user].count.in_month(now);
        let key = self.keys.get(user).map(|key| key.in_month(now).month_left);
        // Invariant 5 from the other side: what fits is not refused, and what does not fit is.
        let expected = if self.team.available < quote {
            Some(Refusal::InsufficientCredits { available: self.team.available })
        } else if team.month_left < quote {
            Some(Refusal::MonthlyCapExceeded { available: team.month_left.max(Credits::ZERO) })
        } else if member.month_left < quote {
            Some(Refusal::MemberCapExceeded { available: member.month_left.max(Credits::ZERO) })
        } else if let Some(left) = key.filter(|left| *left < quote) {
            Some(Refusal::KeyCapExceeded { available: left })
        } else if self.team.in_flight >= super::MAX_IN_FLIGHT {
            Some(Refusal::TooManyInFlight)
        } else {
            None
        };
        assert_eq!(refused, expected);
        if refused.is_none() {
            let hold = Hold { quote, month: now.clone() };
            self.team = self.team.hold(&hold);
            self.members[user].count = self.members[user].count.hold(quote, now);
            self.open.push((user, hold));
            if let Some(key) = self.keys.get_mut(user) {
                *key = key.hold(quote, now);
                assert!(key.month_left >= Credits::ZERO);
            }
            // A hold that was just taken exceeds no cap.
            assert!(self.team.count.month_left >= Credits::ZERO);
            assert!(self.members[user].count.month_left >= Credits::ZERO);
        }
    }

    fn take(&mut self, job: usize) -> Option<(usize, Hold)> {
        if self.open.is_empty() { None } else { Some(self.open.swap_remove(job % self.open.len())) }
    }

    fn check(&self) {
        let team = &self.team;
        let sum = |amounts: Vec<i64>| amounts.into_iter().sum::<i64>();
        // 1. The ledger's sum is the balance, its numbers have no gap, each line knows the balance after it.
        assert_eq!(team.balance.get(), sum(self.lines.iter().map(|(amount, _)| *amount).collect()));
        assert_eq!(team.ledger_seq, i64::try_from(self.lines.len()).unwrap());
        let mut running = 0;
        for (amount, after) in &self.lines {
            running += amount;
            assert_eq!(running, *after);
        }
        // 2. What the open jobs hold is what is held.
        assert_eq!(team.held.get(), sum(self.open.iter().map(|(_, hold)| hold.quote.get()).collect()));
        assert_eq!(team.in_flight, i64::try_from(self.open.len()).unwrap());
        // 3. Nothing is spent that is not there.
        assert_eq!(team.available, team.balance - team.held);
        assert!(team.available >= Credits::ZERO);
        // 5. The month's numbers are those of the month, for the team and for each member.
        let held_in = |month: &Month, user: Option<usize>| {
            let holds = self
                .open
                .iter()
                .filter(|(by, hold)| &hold.month == month && user.is_none_or(|user| user == *by));
            sum(holds.map(|(_, hold)| hold.quote.get()).collect())
        };
        let used_in = |month: &Month, user: Option<usize>| {
            let used = self
                .used
                .iter()
                .filter(|((in_month, by), _)| in_month == month && user.is_none_or(|user| user == *by));
            sum(used.map(|(_, used)| *used).collect())
        };
        let members = self.members.iter().enumerate().map(|(user, member)| (Some(user), &member.count));
        let keys = self.keys.iter().enumerate().map(|(user, key)| (Some(user), key));
        for (user, count) in members.chain(keys).chain([(None, &team.count)]) {
            assert_eq!(count.month_held.get(), held_in(&count.month, user));
            assert_eq!(count.month_used.get(), used_in(&count.month, user));
            assert_eq!(count.month_left, count.cap_effective - count.month_used - count.month_held);
            assert!(count.cap_effective <= NO_CAP);
        }
    }
}

fn month(months_on: i64) -> Month {
    // 32 days on is always another month.
    Timestamp::from_millis(1_767_225_600_000).plus_seconds(months_on * 32 * 86_400).month()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, ..ProptestConfig::default() })]

    #[test]
    fn the_invariants_hold_whatever_happens_in_whatever_order(acts in prop::collection::vec(act(), 1..60)) {
        let mut world = World::new();
        for act in &acts {
            world.apply(act);
            world.check();
        }
    }
}
