//! Reading a team's ledger.

use aws_sdk_dynamodb::types::AttributeValue;
use domain::ledger::{Line, LineType};
use domain::{TeamId, Timestamp};
use serde::Deserialize;

use super::seq_key;
use crate::attribute::{from_item, instant, text};
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
    /// More lines lie before this number.
    pub next_before_seq: Option<i64>,
}

/// Lines are written in the order of their numbers, so a page of the ledger is a page of time.
const PAGE: i32 = 200;
const MAX_PAGES: usize = 10;
/// Beyond the twelve digits that a number is stored with.
const MAX_SEQ: i64 = 999_999_999_999;

impl Store {
    /// One query a page of 200 lines, until enough match; a filter that hits little gives a short page and the
    /// way on after ten queries.
    pub async fn ledger_lines(&self, team_id: &TeamId, filter: &LineFilter) -> Result<LinePage, Error> {
        let mut page = LinePage { lines: Vec::new(), next_before_seq: None };
        let mut before = filter.before_seq.unwrap_or(MAX_SEQ);
        for _ in 0..MAX_PAGES {
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
    ) -> Result<aws_sdk_dynamodb::operation::query::QueryOutput, Error> {
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
            .limit(PAGE);
        let wanted: [(&str, &str, Option<AttributeValue>); 3] = [
            ("created_at >= :from", ":from", filter.from.map(instant)),
            ("created_at < :to", ":to", filter.to.map(instant)),
            ("#type = :type", ":type", filter.line_type.map(|it| text(it.as_str()))),
        ];
        for (condition, name, value) in wanted {
            if let Some(value) = value {
                conditions.push(condition);
                query = query.expression_attribute_values(name, value);
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

#[derive(Deserialize)]
struct KeyOnly {
    seq: String,
}

/// A line as it is stored: its number padded, so that it sorts.
pub(crate) fn line(mut item: crate::attribute::Item) -> Result<Line, Error> {
    let KeyOnly { seq } = from_item(item.clone())?;
    item.insert("seq".to_owned(), AttributeValue::N(parse(&seq)?.to_string()));
    from_item(item)
}

fn parse(seq: &str) -> Result<i64, Error> {
    seq.parse().map_err(|_| Error::Bug(format!("ledger line {seq} has no number")))
}
