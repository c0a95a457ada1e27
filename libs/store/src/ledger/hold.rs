//! Setting a quote aside, on the team's row, on the member's, and on the API key's if it has a cap. The condition on the
//! team's row covers the balance, the team's cap and the number of jobs in flight at once; those on the other rows cover
//! their caps.

use aws_sdk_dynamodb::types::Update;
use domain::ledger::{Hold, MAX_IN_FLIGHT, NO_CAP};
use domain::{KeyId, Month, TeamId, UserId};

use super::Ledger;
use crate::attribute::{credits, number, text};
use crate::{Error, transaction};

impl Ledger<'_> {
    /// Sets the quote aside on a team's row that is believed to be in `row_month`. If the hold belongs to a later month,
    /// the same write starts the row's count anew.
    pub(crate) fn hold(&self, team_id: &TeamId, hold: &Hold, row_month: &Month) -> Result<Update, Error> {
        let update = self
            .team(team_id)
            .expression_attribute_values(":quote", credits(hold.quote))
            .expression_attribute_values(":one", number(1))
            .expression_attribute_values(":most", number(MAX_IN_FLIGHT))
            .expression_attribute_values(":row_month", text(row_month.as_str()));
        let (update, count, left) = if *row_month == hold.month {
            (update, SAME_MONTH, "month_left")
        } else {
            let update = update
                .expression_attribute_values(":new_month", text(hold.month.as_str()))
                .expression_attribute_values(":zero", number(0));
            (update, NEW_MONTH, "cap_effective")
        };
        transaction::update(update.update_expression(format!("{TEAM_HOLD}, {count}")).condition_expression(
            format!("available >= :quote AND {left} >= :quote AND #month = :row_month AND in_flight < :most"),
        ))
    }

    /// The same on a member's row. A member without a row gets one, without a cap.
    pub(crate) fn member_hold(
        &self,
        team_id: &TeamId,
        user_id: &UserId,
        hold: &Hold,
        row_month: &Month,
    ) -> Result<Update, Error> {
        let update = self
            .member(team_id, user_id)
            .expression_attribute_values(":quote", credits(hold.quote))
            .expression_attribute_values(":row_month", text(row_month.as_str()))
            .expression_attribute_values(":new_month", text(hold.month.as_str()))
            .expression_attribute_values(":zero", number(0));
        transaction::update(if *row_month == hold.month {
            update
                .update_expression(MEMBER_SAME_MONTH)
                .condition_expression(
                    "attribute_not_exists(#month) OR (#month = :row_month AND month_left >= :quote)",
                )
                .expression_attribute_values(":no_cap", credits(NO_CAP))
        } else {
            update
                .update_expression(format!("SET {NEW_MONTH}"))
                .condition_expression("#month = :row_month AND cap_effective >= :quote")
        })
    }

    /// The same on the row of an API key with a cap, which has a count from its making on.
    pub(crate) fn key_hold(
        &self,
        team_id: &TeamId,
        id: KeyId,
        hold: &Hold,
        row_month: &Month,
    ) -> Result<Update, Error> {
        let update = self
            .key(team_id, id)
            .expression_attribute_values(":quote", credits(hold.quote))
            .expression_attribute_values(":row_month", text(row_month.as_str()));
        transaction::update(if *row_month == hold.month {
            update
                .update_expression(format!("SET {SAME_MONTH}"))
                .condition_expression("#month = :row_month AND month_left >= :quote")
        } else {
            update
                .update_expression(format!("SET {NEW_MONTH}"))
                .condition_expression("#month = :row_month AND cap_effective >= :quote")
                .expression_attribute_values(":new_month", text(hold.month.as_str()))
                .expression_attribute_values(":zero", number(0))
        })
    }
}

const TEAM_HOLD: &str =
    "SET held = held + :quote, available = available - :quote, in_flight = in_flight + :one";
const SAME_MONTH: &str = "month_held = month_held + :quote, month_left = month_left - :quote";
const NEW_MONTH: &str =
    "#month = :new_month, month_used = :zero, month_held = :quote, month_left = cap_effective - :quote";
const MEMBER_SAME_MONTH: &str = "SET #month = if_not_exists(#month, :new_month), \
    month_used = if_not_exists(month_used, :zero), \
    cap_effective = if_not_exists(cap_effective, :no_cap), \
    month_held = if_not_exists(month_held, :zero) + :quote, \
    month_left = if_not_exists(month_left, :no_cap) - :quote";
