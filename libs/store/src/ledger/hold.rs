//! Setting a quote aside. The condition covers the balance, the team's cap and the jobs in flight at once.

use aws_sdk_dynamodb::types::Update;
use domain::ledger::MAX_IN_FLIGHT;
use domain::{Credits, Month, TeamId};

use super::{Ledger, build};
use crate::Error;
use crate::attribute::{credits, number, text};

impl Ledger<'_> {
    /// Holds `quote` in `hold_month` on a row believed to be in `row_month`; where they differ, the row's
    /// month counters start anew in the same write.
    pub(crate) fn hold(
        &self,
        team_id: &TeamId,
        quote: Credits,
        row_month: &Month,
        hold_month: &Month,
    ) -> Result<Update, Error> {
        let update = self
            .update(team_id)
            .expression_attribute_values(":quote", credits(quote))
            .expression_attribute_values(":one", number(1))
            .expression_attribute_values(":most", number(MAX_IN_FLIGHT))
            .expression_attribute_values(":row_month", text(row_month.as_str()))
            .expression_attribute_names("#month", "month");
        let same_month = row_month == hold_month;
        let update = if same_month {
            update.update_expression(format!(
                "{HOLD}, month_held = month_held + :quote, month_left = month_left - :quote"
            ))
        } else {
            update
                .update_expression(format!(
                    "{HOLD}, #month = :new_month, month_used = :zero, month_held = :quote, \
                     month_left = cap_effective - :quote"
                ))
                .expression_attribute_values(":new_month", text(hold_month.as_str()))
                .expression_attribute_values(":zero", number(0))
        };
        let left = if same_month { "month_left" } else { "cap_effective" };
        build(update.condition_expression(format!(
            "available >= :quote AND {left} >= :quote AND #month = :row_month AND in_flight < :most"
        )))
    }
}

const HOLD: &str = "SET held = held + :quote, available = available - :quote, in_flight = in_flight + :one";
