//! Sharing a file, and withdrawing its link.

use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue};
use domain::drive::{DriveFile, Sharing};
use domain::{FileId, TeamId};

use super::entry::file_key;
use crate::attribute::{from_item, text};
use crate::conditional::{Write, conditional};
use crate::retry::retry;
use crate::{Error, Store};

const REMOVE: &str = "REMOVE share_secret, share_expires_at";

impl Store {
    /// One write. A file that has a link keeps it, and it then ends as the new one would. `None`: there is no such file.
    pub async fn share_file(
        &self,
        team_id: &TeamId,
        id: FileId,
        sharing: &Sharing,
    ) -> Result<Option<DriveFile>, Error> {
        const KEEP_OR_SET: &str = "SET share_secret = if_not_exists(share_secret, :secret)";
        let secret = sharing.secret.clone().unwrap_or_default();
        let mut values = vec![(":secret", text(&secret))];
        let expression = match sharing.expires_at {
            Some(end) => {
                values.push((":end", text(&end.rfc3339())));
                format!("{KEEP_OR_SET}, share_expires_at = :end")
            }
            None => format!("{KEEP_OR_SET} REMOVE share_expires_at"),
        };
        self.change_share(team_id, id, &expression, "attribute_exists(entry)", values).await
    }

    /// One write. Whoever had the link has nothing from then on; another one is another link.
    pub async fn withdraw_share(&self, team_id: &TeamId, id: FileId) -> Result<Option<DriveFile>, Error> {
        self.change_share(team_id, id, REMOVE, "attribute_exists(entry)", Vec::new()).await
    }

    /// One write: takes this link away, unless there is another one by now.
    pub async fn forget_share(&self, team_id: &TeamId, id: FileId, secret: &str) -> Result<(), Error> {
        let values = vec![(":secret", text(secret))];
        self.change_share(team_id, id, REMOVE, "share_secret = :secret", values).await.map(|_| ())
    }

    async fn change_share(
        &self,
        team_id: &TeamId,
        id: FileId,
        expression: &str,
        condition: &str,
        values: Vec<(&str, AttributeValue)>,
    ) -> Result<Option<DriveFile>, Error> {
        retry(|| async {
            let mut update = self
                .client
                .update_item()
                .table_name(&self.tables.drive)
                .key("team_id", text(team_id))
                .key("entry", text(&file_key(id)))
                .update_expression(expression)
                .condition_expression(condition)
                .return_values(ReturnValue::AllNew);
            for (name, value) in &values {
                update = update.expression_attribute_values(*name, value.clone());
            }
            match conditional(update.send().await)? {
                Write::Done(answer) => from_item(answer.attributes.unwrap_or_default()).map(Some),
                Write::Refused { .. } => Ok(None),
            }
        })
        .await
    }
}
