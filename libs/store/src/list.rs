//! Listing a team's jobs, newest first. Job ids sort by time, so the list is in the order of the table.

use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use domain::{FolderId, Job, JobId, Kind, Status, TeamId, UserId};
use futures::future::try_join_all;
use serde::Deserialize;

use crate::attribute::{from_item, text};
use crate::job_row::JobRow;
use crate::jobs::{job_row, team_user};
use crate::tables::BY_USER;
use crate::{Error, Store};

/// Which jobs are wanted.
#[derive(Debug, Clone)]
pub struct JobFilter {
    /// Only jobs older than this one.
    pub before: Option<JobId>,
    /// `None`: the jobs of the whole team.
    pub user: Option<UserId>,
    pub kind: Option<Kind>,
    pub status: Option<Status>,
    /// The folder in which the results are filed. `Some(None)`: the root.
    pub folder: Option<Option<FolderId>>,
    pub limit: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub struct JobPage {
    pub jobs: Vec<Job>,
    /// There may be more jobs before this one.
    pub next_before: Option<JobId>,
}

const MAX_QUERIES: usize = 5;
const LARGEST_PAGE: usize = 100;

#[derive(Debug, Deserialize)]
struct KeyOnly {
    id: JobId,
}

impl Store {
    /// One query of one job more than is wanted, or of 100 jobs if only some of them match; then more queries until
    /// enough match. After five queries the page is given as it is, with the job to go on from, however few jobs it
    /// has. Hidden jobs are left out.
    pub async fn list_jobs(&self, team_id: &TeamId, filter: &JobFilter) -> Result<JobPage, Error> {
        let mut rows: Vec<JobRow> = Vec::new();
        let mut before = filter.before;
        let evaluated = page_size(filter);
        for _ in 0..MAX_QUERIES {
            let query = self.jobs_before(team_id, filter.user.as_ref(), before);
            let answer = query.limit(evaluated).send().await?;
            for item in answer.items.unwrap_or_default() {
                let row = job_row(item)?;
                if !wanted(&row, filter) {
                    continue;
                }
                if rows.len() == filter.limit {
                    let last = rows.last().map(|last| last.id);
                    return self.page(rows, last).await;
                }
                rows.push(row);
            }
            let Some(last) = answer.last_evaluated_key else { return self.page(rows, None).await };
            let KeyOnly { id } = from_item(last)?;
            before = Some(id);
        }
        self.page(rows, before).await
    }

    /// The page with the bodies of its jobs, which are read side by side where they are in the bucket.
    async fn page(&self, rows: Vec<JobRow>, next_before: Option<JobId>) -> Result<JobPage, Error> {
        let rows = try_join_all(rows.into_iter().map(|row| self.with_body(row))).await?;
        let jobs = rows.into_iter().map(JobRow::into_job).collect::<Result<_, _>>()?;
        Ok(JobPage { jobs, next_before })
    }

    fn jobs_before(
        &self,
        team_id: &TeamId,
        user: Option<&UserId>,
        before: Option<JobId>,
    ) -> QueryFluentBuilder {
        let query = self.client.query().table_name(&self.tables.job).scan_index_forward(false);
        let (name, query) = match user {
            Some(user_id) => {
                let owner = text(&team_user(team_id, user_id));
                ("team_user", query.index_name(BY_USER).expression_attribute_values(":owner", owner))
            }
            None => ("team_id", query.expression_attribute_values(":owner", text(team_id))),
        };
        match before {
            Some(before) => query
                .key_condition_expression(format!("{name} = :owner AND id < :before"))
                .expression_attribute_values(":before", text(&before)),
            None => query.key_condition_expression(format!("{name} = :owner")),
        }
    }
}

/// DynamoDB charges for every job that is read, whether it matches or not.
fn page_size(filter: &JobFilter) -> i32 {
    let is_filtered = filter.kind.is_some() || filter.status.is_some() || filter.folder.is_some();
    let size = if is_filtered { LARGEST_PAGE } else { filter.limit.saturating_add(1).min(LARGEST_PAGE) };
    i32::try_from(size).unwrap_or(i32::MAX)
}

fn wanted(row: &JobRow, filter: &JobFilter) -> bool {
    !row.hidden
        && filter.kind.is_none_or(|kind| row.kind == kind)
        && filter.status.is_none_or(|status| row.status == status)
        && filter.folder.is_none_or(|folder| row.drive_folder_id == folder)
}
