//! Making a brand kit: its row, a look at its logo, and the request's idempotency key in one transaction.

use aws_sdk_dynamodb::types::{ConditionCheck, Put};
use domain::brand::BrandKit;
use domain::{FileId, TeamId};

use super::{KitRecord, NoLogo};
use crate::attribute::{text, to_item};
use crate::jobs::new_revision;
use crate::patience::Patience;
use crate::transaction::{self, Transaction};
use crate::{Error, Idempotency, Made, Store};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Kit,
    Logo,
    Key,
}

impl Store {
    /// One transaction.
    pub async fn create_kit(&self, kit: &BrandKit, key: Option<&Idempotency>) -> Result<Made<NoLogo>, Error> {
        let stored = KitRecord { kit: kit.clone(), revision: new_revision() };
        let mut patience = Patience::new();
        loop {
            let new = Put::builder()
                .table_name(&self.tables.brand_kit)
                .set_item(Some(to_item(&stored)?))
                .condition_expression("attribute_not_exists(kit_id)");
            let mut transaction = Transaction::new().put(Part::Kit, transaction::put(new)?);
            if let Some(logo) = kit.logo {
                transaction = transaction.check(Part::Logo, self.is_picture(&kit.team_id, logo)?);
            }
            let transaction = transaction.key(Part::Key, self, key, kit.created_at)?;
            let trouble = match transaction.send(&self.client).await {
                // The id is random: only our own write, whose answer was lost, can have made it.
                Ok(refusals) if refusals.is_written() || refusals.has(Part::Kit) => return Ok(Made::Now),
                Ok(refusals) => match refusals.key_use(Part::Key, key)? {
                    Some(used) => return Ok(used.into()),
                    None => return Ok(Made::Refused(NoLogo)),
                },
                Err(error) => error,
            };
            patience.wait(trouble).await?;
        }
    }

    /// Fails where the team's drive has no such picture.
    pub(super) fn is_picture(&self, team_id: &TeamId, id: FileId) -> Result<ConditionCheck, Error> {
        transaction::check(
            self.file_check(team_id, id)
                .condition_expression("begins_with(mime, :picture)")
                .expression_attribute_values(":picture", text("image/")),
        )
    }
}
