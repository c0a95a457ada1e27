//! The rows of a team's ledger: writing a line, and reading them.

use aws_sdk_dynamodb::operation::query::QueryOutput;
use aws_sdk_dynamodb::types::{AttributeValue, Put};
use domain::ledger::{Line, LineType};
use domain::{TeamId, Timestamp};
use serde::Deserialize;

use super::Ledger;
use crate::attribute::{Item, from_item, instant_text, text, to_item};
use crate::transaction::put;
use crate::{Error, Store};

/// Which lines are wanted, the newest first.
#[derive(Debug, Clone)]
pub struct LineFilter {
    /// Only lines with smaller numbers.
    pub before_seq: Option<i64>,
    /// Inclusive.
    pub from: Option<Timestamp>,
    /// Exclusive.
    pub to: Option<Timestamp>,
    pub line_type: Option<LineType>,
    pub limit: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinePage {
    pub lines: Vec<Line>,
    /// There are more lines before this number.
    pub next_before_seq: Option<i64>,
}

const LINES_PER_QUERY: i32 = 200;
const MAX_QUERIES: usize = 10;
/// The greatest number that the twelve digits of the key can hold.
const MAX_SEQ: i64 = 999_999_999_999;

impl Store {
    /// One query for each 200 lines, until enough match. After ten queries the page is given as it is, with the number
    /// to go on from, however few lines it has.
    pub async fn ledger_lines(&self, team_id: &TeamId, filter: &LineFilter) -> Result<LinePage, Error> {
        let mut page = LinePage { lines: Vec::new(), next_before_seq: None };
        let mut before = filter.before_seq.unwrap_or(MAX_SEQ);
        for _ in 0..MAX_QUERIES {
            let items = self.lines_before(team_id, before, filter).await?;
            for item in items.items.unwrap_or_default() {
                let line = line(item)?;
                if page.lines.len() == filter.limit {
                    page.next_before_seq = page.lines.last().map(|last| last.seq);
                    return Ok(page);
                }
                page.lines.push(line);
            }
            let Some(last) = items.last_evaluated_key else { return Ok(page) };
            let KeyOnly { seq } = from_item(last)?;
            before = parse(&seq)?;
        }
        page.next_before_seq = Some(before);
        Ok(page)
    }

    /// One consistent read.
    pub async fn ledger_line(&self, team_id: &TeamId, seq: i64) -> Result<Option<Line>, Error> {
        let get = self.client.get_item().table_name(&self.tables.transaction).consistent_read(true);
        let answer = get.key("team_id", text(team_id)).key("seq", text(&seq_key(seq))).send().await?;
        answer.item.map(line).transpose()
    }

    async fn lines_before(
        &self,
        team_id: &TeamId,
        before: i64,
        filter: &LineFilter,
    ) -> Result<QueryOutput, Error> {
        let mut conditions = Vec::new();
        let mut query = self
            .client
            .query()
            .table_name(&self.tables.transaction)
            .key_condition_expression("team_id = :team AND seq < :before")
            .expression_attribute_values(":team", text(team_id))
            .expression_attribute_values(":before", text(&seq_key(before)))
            .scan_index_forward(false)
            .consistent_read(true)
            .limit(LINES_PER_QUERY);
        let wanted: [(&str, &str, Option<AttributeValue>); 3] = [
            ("created_at >= :from", ":from", filter.from.map(instant_text)),
            ("created_at < :to", ":to", filter.to.map(instant_text)),
            ("#type = :type", ":type", filter.line_type.map(|it| text(it.as_str()))),
        ];
        for (condition, placeholder, value) in wanted {
            if let Some(value) = value {
                conditions.push(condition);
                query = query.expression_attribute_values(placeholder, value);
            }
        }
        if filter.line_type.is_some() {
            query = query.expression_attribute_names("#type", "type");
        }
        if !conditions.is_empty() {
            query = query.filter_expression(conditions.join(" AND "));
        }
        Ok(query.send().await?)
    }
}

impl Ledger<'_> {
    /// A new line, whose number must still be free.
    pub(super) fn new_line(&self, line: &Line) -> Result<Put, Error> {
        put(Put::builder()
            .table_name(&self.0.tables.transaction)
            .set_item(Some(item(line)?))
            .condition_expression("attribute_not_exists(seq)"))
    }
}

#[derive(Deserialize)]
struct KeyOnly {
    seq: String,
}

/// The columns are the line's fields. Only the number differs: as a key it is text that sorts.
fn item(line: &Line) -> Result<Item, Error> {
    let mut item = to_item(line)?;
    item.insert("seq".to_owned(), text(&seq_key(line.seq)));
    Ok(item)
}

pub(crate) fn line(mut item: Item) -> Result<Line, Error> {
    let KeyOnly { seq } = from_item(item.clone())?;
    item.insert("seq".to_owned(), AttributeValue::N(parse(&seq)?.to_string()));
    from_item(item)
}

/// Texts of equal length sort as their numbers do.
fn seq_key(seq: i64) -> String {
    format!("{seq:012}")
}

fn parse(seq: &str) -> Result<i64, Error> {
    seq.parse().map_err(|_| Error::Bug(format!("the number of ledger line {seq} is none")))
}

#[cfg(test)]
mod tests {
    use domain::{Credits, JobId, LineId, UserId};

    use super::*;
    use crate::attribute::number;

    #[test]
    fn a_line_is_a_row_of_plain_columns() {
        let created_at = Timestamp::from_millis(1_764_205_323_400);
        let written = Line {
            id: LineId::new(created_at, [0; 10]),
            team_id: TeamId::new("acme"),
            seq: 7,
            amount: Credits::new(-40),
            line_type: LineType::GenerationImage,
            job_id: Some(JobId::new(created_at, [0; 10])),
            user_id: Some(UserId::new("mia")),
            reason: None,
            granted_by: None,
            balance_after: Credits::new(60),
            created_at,
        };
        let row = Item::from(
            [
                ("id", text("019ac2d4-e488-7000-8000-000000000000")),
                ("team_id", text("acme")),
                ("seq", text("000000000007")),
                ("amount", number(-40)),
                ("type", text("generation_image")),
                ("job_id", text("019ac2d4-e488-7000-8000-000000000000")),
                ("user_id", text("mia")),
                ("balance_after", number(60)),
                ("created_at", text("2025-11-27T01:02:03.400Z")),
            ]
            .map(|(column, value)| (column.to_owned(), value)),
        );
        assert_eq!(item(&written).unwrap(), row);
        assert_eq!(line(row).unwrap(), written);
    }
}
