//! Monthly caps, of a team and of its members. A new cap changes `month_left` by the difference to the old one, so that
//! it does not disturb holds and charges that happen meanwhile.

use domain::ledger::{Balance, Member, MonthCount, NO_CAP};
use domain::{Credits, Month, TeamId, UserId};

use crate::attribute::{Item, credits, from_item, text, to_item};
use crate::conditional::{Write, conditional};
use crate::retry::retry;
use crate::{Error, MemberRecord, Store};

/// The row whose cap changes.
enum Row<'a> {
    Team(&'a TeamId),
    Member(&'a TeamId, &'a UserId),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberPage {
    pub members: Vec<MemberRecord>,
    /// There may be more members behind this one.
    pub next_after: Option<UserId>,
}

impl Store {
    /// One read and one write; both again while other writers change the row's cap or month. A new team gets a row.
    /// Returns the row's count with the new cap.
    pub async fn set_team_cap(
        &self,
        team_id: &TeamId,
        cap: Option<Credits>,
        now: &Month,
    ) -> Result<MonthCount, Error> {
        retry(|| async {
            let Some(row) = self.balance(team_id).await? else {
                self.open_team(&Balance::opening(team_id.clone(), now.clone())).await?;
                // There is a row now, ours or another writer's: it is read by the next attempt.
                return Err(Error::Contended);
            };
            self.write_cap(&Row::Team(team_id), &row.count, cap, now).await
        })
        .await
    }

    /// The same for a member.
    pub async fn set_member_cap(
        &self,
        team_id: &TeamId,
        user_id: &UserId,
        cap: Option<Credits>,
        now: &Month,
    ) -> Result<MonthCount, Error> {
        retry(|| async {
            let Some(row) = self.member(team_id, user_id).await? else {
                self.open_member(&Member::opening(team_id.clone(), user_id.clone(), now.clone())).await?;
                return Err(Error::Contended);
            };
            self.write_cap(&Row::Member(team_id, user_id), &row.count, cap, now).await
        })
        .await
    }

    /// One consistent read.
    pub async fn member(&self, team_id: &TeamId, user_id: &UserId) -> Result<Option<Member>, Error> {
        let get = self.client.get_item().table_name(&self.tables.member).consistent_read(true);
        let answer = get.key("team_id", text(team_id)).key("user_id", text(user_id)).send().await?;
        answer.item.map(from_item).transpose()
    }

    /// One query: all members that have a row, because they have spent something or have a cap.
    pub async fn members(&self, team_id: &TeamId) -> Result<Vec<Member>, Error> {
        let items = self.items_of_team(&self.tables.member, team_id).await?;
        items.into_iter().map(from_item).collect()
    }

    /// One query: the members with a row and what is said of them, in the order of their ids, at most `limit` of those behind `after`.
    pub async fn members_after(
        &self,
        team_id: &TeamId,
        after: Option<&UserId>,
        limit: usize,
    ) -> Result<MemberPage, Error> {
        let query = self.client.query().table_name(&self.tables.member).consistent_read(true);
        let query = query
            .limit(i32::try_from(limit).unwrap_or(i32::MAX))
            .expression_attribute_values(":team", text(team_id));
        let query = match after {
            Some(after) => query
                .key_condition_expression("team_id = :team AND user_id > :after")
                .expression_attribute_values(":after", text(after)),
            None => query.key_condition_expression("team_id = :team"),
        };
        let answer = query.send().await?;
        let members: Result<Vec<MemberRecord>, Error> =
            answer.items.unwrap_or_default().into_iter().map(MemberRecord::read).collect();
        let members = members?;
        let last = members.last().map(|record| record.member.user_id.clone());
        Ok(MemberPage { members, next_after: last.filter(|_| answer.last_evaluated_key.is_some()) })
    }

    /// One write, to a row whose count was read as `count`.
    async fn write_cap(
        &self,
        row: &Row<'_>,
        count: &MonthCount,
        cap: Option<Credits>,
        now: &Month,
    ) -> Result<MonthCount, Error> {
        let next = count.in_month(now).with_cap(cap);
        let update = self.client.update_item();
        let update = match row {
            Row::Team(team_id) => update.table_name(&self.tables.balance).key("team_id", text(*team_id)),
            Row::Member(team_id, user_id) => update
                .table_name(&self.tables.member)
                .key("team_id", text(*team_id))
                .key("user_id", text(*user_id)),
        };
        let update = update
            .condition_expression("#month = :old_month AND cap_effective = :old_cap")
            .expression_attribute_names("#month", "month")
            .expression_attribute_values(":old_month", text(count.month.as_str()))
            .expression_attribute_values(":old_cap", credits(count.cap_effective))
            .expression_attribute_values(":cap", credits(cap.unwrap_or(NO_CAP)));
        let update = if next.month == count.month {
            update
                .update_expression("SET cap_effective = :cap, month_left = month_left + :change")
                .expression_attribute_values(":change", credits(next.cap_effective - count.cap_effective))
        } else {
            update
                .update_expression(
                    "SET cap_effective = :cap, #month = :new_month, month_left = :cap, \
                     month_used = :zero, month_held = :zero",
                )
                .expression_attribute_values(":new_month", text(next.month.as_str()))
                .expression_attribute_values(":zero", credits(Credits::ZERO))
        };
        match conditional(update.send().await)? {
            Write::Done(_) => Ok(next),
            Write::Refused { .. } => Err(Error::Contended),
        }
    }

    /// One write: creates a team's row, unless there is one.
    pub(super) async fn open_team(&self, row: &Balance) -> Result<(), Error> {
        self.open(&self.tables.balance, to_item(row)?).await
    }

    pub(crate) async fn open_member(&self, row: &Member) -> Result<(), Error> {
        self.open(&self.tables.member, to_item(row)?).await
    }

    pub(crate) async fn open(&self, table: &str, item: Item) -> Result<(), Error> {
        let put = self.client.put_item().table_name(table).set_item(Some(item));
        let sent = put.condition_expression("attribute_not_exists(team_id)").send().await;
        conditional(sent).map(|_| ())
    }
}
