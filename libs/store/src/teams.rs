//! The teams. All of them share one partition of their table, so that they are listed in the order of their ids: only
//! operators read and make teams, and a deployment has thousands of them at most.

use aws_sdk_dynamodb::types::{ConditionCheck, Put, ReturnValuesOnConditionCheckFailure};
use domain::team::Team;
use domain::{TeamId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::attribute::{Item, from_item, text, to_item};
use crate::conditional::conditional;
use crate::jobs::new_revision;
use crate::retry::retry;
use crate::transaction::{self, Sent, Transaction};
use crate::{Created, Error, Idempotency, Store};

/// There is a team with that id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TeamExists;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamPage {
    pub teams: Vec<Team>,
    /// There are more teams after this one.
    pub next_after: Option<TeamId>,
}

/// The one partition.
const ALL: &str = "all";

#[derive(Debug, Serialize, Deserialize)]
struct TeamRow {
    partition: String,
    #[serde(flatten)]
    team: Team,
    /// Random: it tells our own write, whose answer was lost, from another's.
    revision: String,
}

impl TeamRow {
    fn new(team: Team) -> Self {
        Self { partition: ALL.to_owned(), team, revision: new_revision() }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Team,
    Key,
}

impl Store {
    /// One transaction.
    pub async fn create_team(
        &self,
        team: &Team,
        key: Option<&Idempotency>,
        now: Timestamp,
    ) -> Result<Created<TeamExists>, Error> {
        let row = TeamRow::new(team.clone());
        retry(|| async {
            let new = Put::builder()
                .table_name(&self.tables.team)
                .set_item(Some(to_item(&row)?))
                .condition_expression(IS_NEW)
                .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
            let transaction = Transaction::new().put(Part::Team, transaction::put(new)?);
            let Sent::Refused(refusals) =
                transaction.key(Part::Key, self, key, now)?.send(&self.client).await?
            else {
                return Ok(Created::Now);
            };
            if let Some(used) = refusals.key_use(Part::Key, key)? {
                return Ok(used.into());
            }
            let found: Option<TeamRow> = refusals.found(Part::Team).map(from_item).transpose()?;
            // Perhaps an earlier attempt of ours has made it, and the answer was lost.
            let is_ours = found.is_some_and(|found| found.revision == row.revision);
            Ok(if is_ours { Created::Now } else { Created::Refused(TeamExists) })
        })
        .await
    }

    /// One consistent read; two for a team that is not listed.
    pub async fn team(&self, id: &TeamId) -> Result<Option<Team>, Error> {
        if let Some(team) = self.listed_team(id).await? {
            return Ok(Some(team));
        }
        Ok(self.balance(id).await?.map(|_| Team::from_before(id.clone())))
    }

    /// One query: the teams in the order of their ids.
    pub async fn list_teams(&self, after: Option<&TeamId>, limit: usize) -> Result<TeamPage, Error> {
        let one_more = i32::try_from(limit.saturating_add(1)).unwrap_or(i32::MAX);
        let query = self
            .client
            .query()
            .table_name(&self.tables.team)
            .consistent_read(true)
            .limit(one_more)
            .expression_attribute_names("#partition", "partition")
            .expression_attribute_values(":all", text(ALL));
        let query = match after {
            Some(after) => query
                .key_condition_expression("#partition = :all AND id > :after")
                .expression_attribute_values(":after", text(after)),
            None => query.key_condition_expression("#partition = :all"),
        };
        let items = query.send().await?.items.unwrap_or_default();
        let teams = items.into_iter().map(|item| Ok(from_item::<TeamRow>(item)?.team));
        let mut page = TeamPage { teams: teams.collect::<Result<_, Error>>()?, next_after: None };
        if page.teams.len() > limit {
            page.teams.truncate(limit);
            page.next_after = page.teams.last().map(|last| last.id.clone());
        }
        Ok(page)
    }

    /// One consistent read.
    pub(crate) async fn listed_team(&self, id: &TeamId) -> Result<Option<Team>, Error> {
        let get = self.client.get_item().table_name(&self.tables.team).consistent_read(true);
        let answer = get.key("partition", text(ALL)).key("id", text(id)).send().await?;
        Ok(answer.item.map(from_item::<TeamRow>).transpose()?.map(|row| row.team))
    }

    /// The part of a transaction that refuses if the team is not listed.
    pub(crate) fn team_check(&self, id: &TeamId) -> Result<ConditionCheck, Error> {
        transaction::check(
            ConditionCheck::builder()
                .table_name(&self.tables.team)
                .key("partition", text(ALL))
                .key("id", text(id))
                .condition_expression("attribute_exists(id)"),
        )
    }

    /// One write: lists a team that had credits before teams were listed, unless it is listed.
    pub(crate) async fn list_team_from_before(&self, id: &TeamId) -> Result<(), Error> {
        let item: Item = to_item(&TeamRow::new(Team::from_before(id.clone())))?;
        let put = self.client.put_item().table_name(&self.tables.team).set_item(Some(item));
        conditional(put.condition_expression(IS_NEW).send().await).map(|_| ())
    }
}

const IS_NEW: &str = "attribute_not_exists(id)";
