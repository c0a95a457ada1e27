//! What the end of a hold does to the team's row, the member's and the API key's: the parts of a transaction that settles or releases.

use aws_sdk_dynamodb::types::Update;
use aws_sdk_dynamodb::types::builders::UpdateBuilder;
use domain::ledger::{Balance, Hold};
use domain::{Credits, KeyId, Month, TeamId, UserId};

use super::Ledger;
use crate::attribute::{credits, number, text};
use crate::{Error, transaction};

impl Ledger<'_> {
    /// Turns the hold into a charge, on the team's row as it was read as `row`.
    pub(super) fn charge(&self, row: &Balance, hold: &Hold, charge: Credits) -> Result<Update, Error> {
        let update = self
            .team(&row.team_id)
            .expression_attribute_values(":month", text(row.count.month.as_str()))
            .expression_attribute_values(":seq", number(row.ledger_seq))
            .expression_attribute_values(":next_seq", number(row.ledger_seq + 1))
            .expression_attribute_values(":one", number(1))
            .expression_attribute_values(":quote", credits(hold.quote))
            .expression_attribute_values(":charge", credits(charge))
            .expression_attribute_values(":unspent", credits(hold.quote - charge));
        // The threshold must still be as it was read: a charge that crosses one set meanwhile must announce it.
        let update = match row.low_balance_threshold {
            Some(threshold) => update
                .condition_expression(format!("{AS_READ} AND low_balance_threshold = :threshold"))
                .expression_attribute_values(":threshold", credits(threshold)),
            None => update
                .condition_expression(format!("{AS_READ} AND attribute_not_exists(low_balance_threshold)")),
        };
        transaction::update(update.update_expression(with_count(
            CHARGE,
            MONTH_CHARGE,
            &row.count.month,
            hold,
        )))
    }

    /// Gives the hold back, on a team's row that is believed to be in `row_month`.
    pub(super) fn give_back(
        &self,
        team_id: &TeamId,
        hold: &Hold,
        row_month: &Month,
    ) -> Result<Update, Error> {
        transaction::update(
            self.team(team_id)
                .update_expression(with_count(GIVE_BACK, MONTH_GIVE_BACK, row_month, hold))
                .condition_expression("#month = :month")
                .expression_attribute_values(":month", text(row_month.as_str()))
                .expression_attribute_values(":one", number(1))
                .expression_attribute_values(":quote", credits(hold.quote)),
        )
    }

    /// Turns the hold into a charge, on a member's row that is still in the hold's month. A charge of 0 gives the hold
    /// back.
    pub(super) fn member_charge(
        &self,
        team_id: &TeamId,
        user_id: &UserId,
        hold: &Hold,
        charge: Credits,
    ) -> Result<Update, Error> {
        count_charge(self.member(team_id, user_id), hold, charge)
    }

    /// The same on the row of an API key with a cap.
    pub(super) fn key_charge(
        &self,
        team_id: &TeamId,
        id: KeyId,
        hold: &Hold,
        charge: Credits,
    ) -> Result<Update, Error> {
        count_charge(self.key(team_id, id), hold, charge)
    }
}

fn count_charge(row: UpdateBuilder, hold: &Hold, charge: Credits) -> Result<Update, Error> {
    transaction::update(
        row.update_expression(format!("SET {MONTH_CHARGE}"))
            .condition_expression("#month = :month")
            .expression_attribute_values(":month", text(hold.month.as_str()))
            .expression_attribute_values(":quote", credits(hold.quote))
            .expression_attribute_values(":charge", credits(charge))
            .expression_attribute_values(":unspent", credits(hold.quote - charge)),
    )
}

/// The row's expression, with the count's where the row is in the hold's month. A later month has not counted the hold.
fn with_count(expression: &str, count: &str, row_month: &Month, hold: &Hold) -> String {
    if *row_month == hold.month { format!("{expression}, {count}") } else { expression.to_owned() }
}

const AS_READ: &str = "ledger_seq = :seq AND #month = :month";
const CHARGE: &str = "SET balance = balance - :charge, held = held - :quote, \
    available = available + :unspent, in_flight = in_flight - :one, ledger_seq = :next_seq";
const MONTH_CHARGE: &str = "month_held = month_held - :quote, month_used = month_used + :charge, \
    month_left = month_left + :unspent";
const GIVE_BACK: &str =
    "SET held = held - :quote, available = available + :quote, in_flight = in_flight - :one";
const MONTH_GIVE_BACK: &str = "month_held = month_held - :quote, month_left = month_left + :quote";
