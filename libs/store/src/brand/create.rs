//! Creating a brand kit: its row, a check of its logo, and the request's idempotency key in one transaction.

use aws_sdk_dynamodb::types::{ConditionCheck, Put};
use domain::brand::BrandKit;
use domain::{FileId, TeamId};

use super::{KitRecord, NoLogo};
use crate::attribute::{text, to_item};
use crate::jobs::new_revision;
use crate::retry::retry;
use crate::transaction::{self, Transaction};
use crate::{Created, Error, Idempotency, Store};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Kit,
    Logo,
    Key,
}

impl Store {
    /// One transaction.
    pub async fn create_kit(
        &self,
        kit: &BrandKit,
        key: Option<&Idempotency>,
    ) -> Result<Created<NoLogo>, Error> {
        let record = KitRecord { kit: kit.clone(), revision: new_revision() };
        retry(|| async {
            let new = Put::builder()
                .table_name(&self.tables.brand_kit)
                .set_item(Some(to_item(&record)?))
                .condition_expression("attribute_not_exists(kit_id)");
            let mut transaction = Transaction::new().put(Part::Kit, transaction::put(new)?);
            if let Some(logo) = kit.logo {
                transaction = transaction.check(Part::Logo, self.is_picture(&kit.team_id, logo)?);
            }
            let transaction = transaction.key(Part::Key, self, key, kit.created_at)?;
            let sent = transaction.send(&self.client).await?;
            Ok(sent.created(Part::Kit, (Part::Key, key))?.unwrap_or(Created::Refused(NoLogo)))
        })
        .await
    }

    /// Refuses if the team's drive has no such picture.
    pub(super) fn is_picture(&self, team_id: &TeamId, id: FileId) -> Result<ConditionCheck, Error> {
        transaction::check(
            self.file_check(team_id, id)
                .condition_expression("begins_with(mime, :picture)")
                .expression_attribute_values(":picture", text("image/")),
        )
    }
}
