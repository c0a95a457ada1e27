//! Monthly caps, of a team and of its members. A cap changes `month_left` by what it itself changes, so that
//! holds and charges going on meanwhile are not disturbed.

use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use domain::ledger::{Balance, Member, MonthCount, NO_CAP};
use domain::{Credits, Month, TeamId, UserId};

use crate::attribute::{credits, from_item, text, to_item};
use crate::patience::Patience;
use crate::{Error, Store};

/// Whose row it is.
enum Row<'a> {
    Team(&'a TeamId),
    Member(&'a TeamId, &'a UserId),
}

impl Store {
    /// One read and one write; again while others write the row. Returns the row's count with the new cap.
    pub async fn set_team_cap(
        &self,
        team_id: &TeamId,
        cap: Option<Credits>,
        now: &Month,
    ) -> Result<MonthCount, Error> {
        let mut patience = Patience::new();
        loop {
            let row = self.balance(team_id).await?;
            let Some(row) = row else {
                if let Err(error) = self.open_team(&Balance::opening(team_id.clone(), now.clone())).await {
                    patience.wait(error).await?;
                }
                continue;
            };
            match self.write_cap(&Row::Team(team_id), &row.count, cap, now).await {
                Ok(Some(count)) => return Ok(count),
                Ok(None) => patience.wait(Error::Contended).await?,
                Err(error) => patience.wait(error).await?,
            }
        }
    }

    /// One read and one write; again while others write the row.
    pub async fn set_member_cap(
        &self,
        team_id: &TeamId,
        user_id: &UserId,
        cap: Option<Credits>,
        now: &Month,
    ) -> Result<MonthCount, Error> {
        let mut patience = Patience::new();
        loop {
            let Some(row) = self.member(team_id, user_id).await? else {
                if let Err(error) =
                    self.open_member(&Member::opening(team_id.clone(), user_id.clone(), now.clone())).await
                {
                    patience.wait(error).await?;
                }
                continue;
            };
            match self.write_cap(&Row::Member(team_id, user_id), &row.count, cap, now).await {
                Ok(Some(count)) => return Ok(count),
                Ok(None) => patience.wait(Error::Contended).await?,
                Err(error) => patience.wait(error).await?,
            }
        }
    }

    /// One consistent read.
    pub async fn member(&self, team_id: &TeamId, user_id: &UserId) -> Result<Option<Member>, Error> {
        let get = self.client.get_item().table_name(&self.tables.member).consistent_read(true);
        let answer = get.key("team_id", text(team_id)).key("user_id", text(user_id)).send().await?;
        answer.item.map(from_item).transpose()
    }

    /// All members that have a row: who spent something, or has a cap. A query of one team.
    pub async fn members(&self, team_id: &TeamId) -> Result<Vec<Member>, Error> {
        let items = self.items_of_team(&self.tables.member, team_id).await?;
        items.into_iter().map(from_item).collect()
    }

    /// `None`: the row changed its month or its cap meanwhile.
    async fn write_cap(
        &self,
        row: &Row<'_>,
        count: &MonthCount,
        cap: Option<Credits>,
        now: &Month,
    ) -> Result<Option<MonthCount>, Error> {
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
        match update.send().await {
            Ok(_) => Ok(Some(next)),
            Err(error) => match error.as_service_error() {
                Some(UpdateItemError::ConditionalCheckFailedException(_)) => Ok(None),
                _ => Err(error.into()),
            },
        }
    }

    /// Makes a team's row if it has none; another writer may come first.
    pub(super) async fn open_team(&self, row: &Balance) -> Result<(), Error> {
        self.open(&self.tables.balance, to_item(row)?).await
    }

    async fn open_member(&self, row: &Member) -> Result<(), Error> {
        self.open(&self.tables.member, to_item(row)?).await
    }

    async fn open(&self, table: &str, item: crate::attribute::Item) -> Result<(), Error> {
        let put = self.client.put_item().table_name(table).set_item(Some(item));
        let sent = put.condition_expression("attribute_not_exists(team_id)").send().await;
        match sent {
            Err(error)
                if !error
                    .as_service_error()
                    .is_some_and(PutItemError::is_conditional_check_failed_exception) =>
            {
                Err(error.into())
            }
            _ => Ok(()),
        }
    }
}
