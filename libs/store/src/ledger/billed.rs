//! The counts of what vendors bill and no customer pays. The transaction that ends a job adds to them, so that each of its
//! failures is counted once, whatever dies or is sent again.

use aws_sdk_dynamodb::types::Update;
use domain::job::BilledCount;
use domain::{Job, Month, TeamId};

use super::Ledger;
use crate::attribute::{Item, from_item, number, text, to_item};
use crate::tables::BY_MONTH;
use crate::transaction::{self, Transaction};
use crate::{Error, Store};

/// Some teams of nineteen models, a few vendors each and nine reasons.
const COUNTS_PER_QUERY: i32 = 1000;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BilledPage {
    pub counts: Vec<BilledCount>,
    /// There may be more teams behind this one.
    pub next_after: Option<TeamId>,
}

impl BilledPage {
    /// Leaves the last team to the next page. That is of no use where it is the only one, which is given back.
    fn leave_last_team(&mut self) -> Option<TeamId> {
        let last = self.counts.last()?.team_id.clone();
        self.counts.retain(|count| count.team_id != last);
        self.next_after = self.counts.last().map(|count| count.team_id.clone());
        self.next_after.is_none().then_some(last)
    }
}

impl Store {
    /// A team's counts of a month, by one query.
    pub async fn billed_failures_of_team(
        &self,
        team_id: &TeamId,
        month: &Month,
    ) -> Result<Vec<BilledCount>, Error> {
        let query = self
            .client
            .query()
            .table_name(&self.tables.billed_failure)
            .key_condition_expression("team_id = :team AND begins_with(entry, :month)")
            .expression_attribute_values(":team", text(team_id))
            .expression_attribute_values(":month", text(&format!("{}/", month.as_str())))
            .consistent_read(true);
        let items = query.into_paginator().items().send().collect::<Result<Vec<Item>, _>>().await?;
        items.into_iter().map(from_item).collect()
    }

    /// The counts of all teams behind `after` in a month, those of a team beside each other. One query, which ends after
    /// a thousand counts: then the last team is left to the next page, because some of its counts may be missing. A team
    /// that has so many by itself is read by another query. A failure of the last second may be missing too, because an
    /// index is read.
    pub async fn billed_failures(&self, month: &Month, after: Option<&TeamId>) -> Result<BilledPage, Error> {
        let query = self
            .client
            .query()
            .table_name(&self.tables.billed_failure)
            .index_name(BY_MONTH)
            .limit(COUNTS_PER_QUERY)
            .expression_attribute_names("#month", "month")
            .expression_attribute_values(":month", text(month.as_str()));
        let query = match after {
            Some(after) => query
                .key_condition_expression("#month = :month AND team_id > :after")
                .expression_attribute_values(":after", text(after)),
            None => query.key_condition_expression("#month = :month"),
        };
        let answer = query.send().await?;
        let counts: Result<Vec<BilledCount>, Error> =
            answer.items.unwrap_or_default().into_iter().map(from_item).collect();
        let mut page = BilledPage { counts: counts?, next_after: None };
        let alone = answer.last_evaluated_key.and_then(|_| page.leave_last_team());
        if let Some(team) = alone {
            page.counts = self.billed_failures_of_team(&team, month).await?;
            page.next_after = Some(team);
        }
        Ok(page)
    }
}

impl Ledger<'_> {
    /// The transaction that ends `job`, with what the job adds to its team's counts.
    pub(super) fn counted<P: Copy + PartialEq>(
        &self,
        mut transaction: Transaction<P>,
        part: P,
        job: &Job,
    ) -> Result<Transaction<P>, Error> {
        for count in job.billed_counts() {
            transaction = transaction.update(part, self.add_billed(&count)?);
        }
        Ok(transaction)
    }

    /// Without a condition: it never refuses.
    fn add_billed(&self, count: &BilledCount) -> Result<Update, Error> {
        let mut columns = to_item(count)?;
        let mut update = Update::builder()
            .table_name(&self.0.tables.billed_failure)
            .key("team_id", text(&count.team_id))
            .key("entry", text(&count.entry()))
            .update_expression(ADD)
            .expression_attribute_names("#month", "month")
            .expression_attribute_names("#type", "type")
            .expression_attribute_values(":failures", number(count.failures))
            .expression_attribute_values(":micro_usd", number(count.micro_usd.get()));
        for column in ["month", "vendor", "type", "provider", "reason"] {
            let value =
                columns.remove(column).ok_or_else(|| Error::Bug(format!("a count without {column}")))?;
            update = update.expression_attribute_values(format!(":{column}"), value);
        }
        transaction::update(update)
    }
}

const ADD: &str = "SET #month = :month, vendor = :vendor, #type = :type, provider = :provider, reason = :reason \
    ADD failures :failures, micro_usd :micro_usd";

#[cfg(test)]
mod tests {
    use domain::catalog::Vendor;
    use domain::{BilledReason, Kind, MicroUsd};

    use super::*;

    fn page(teams: &[&str]) -> BilledPage {
        let count = |team: &&str| BilledCount {
            team_id: TeamId::new(*team),
            month: Month::parse("2026-11").unwrap(),
            vendor: Vendor::Fal,
            kind: Kind::Video,
            provider: "kling_2_6".to_owned(),
            reason: BilledReason::TimedOut,
            failures: 1,
            micro_usd: MicroUsd::default(),
        };
        BilledPage { counts: teams.iter().map(count).collect(), next_after: None }
    }

    #[test]
    fn the_last_team_of_a_page_is_left_to_the_next_one_unless_it_is_alone() {
        for (teams, left, next, alone) in [
            (&["a", "a", "b"][..], &["a", "a"][..], Some("a"), None),
            (&["a", "b", "c", "c"], &["a", "b"], Some("b"), None),
            (&["a", "a"], &[], None, Some("a")),
            (&[], &[], None, None),
        ] {
            let mut page = page(teams);
            assert_eq!(page.leave_last_team(), alone.map(TeamId::new), "{teams:?}");
            let kept: Vec<&str> = page.counts.iter().map(|count| count.team_id.as_str()).collect();
            assert_eq!((kept.as_slice(), page.next_after), (left, next.map(TeamId::new)), "{teams:?}");
        }
    }
}
