//! Changing a brand kit.

use aws_sdk_dynamodb::types::Put;
use domain::brand::{BrandKit, KitChange};
use domain::fields::Change;
use domain::{KitId, TeamId, Timestamp};

use super::{KitRecord, NoLogo};
use crate::attribute::{text, to_item};
use crate::drive::Changed;
use crate::jobs::new_revision;
use crate::patience::Patience;
use crate::transaction::{self, Transaction};
use crate::{Error, Store};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Kit,
    Logo,
}

impl Store {
    /// One read and one transaction; both again while others change the kit.
    pub async fn change_kit(
        &self,
        team_id: &TeamId,
        id: KitId,
        change: &KitChange,
        now: Timestamp,
    ) -> Result<Changed<BrandKit, NoLogo>, Error> {
        let revision = new_revision();
        let mut patience = Patience::new();
        loop {
            let Some(before) = self.kit(team_id, id).await? else { return Ok(Changed::NotFound) };
            if before.revision == revision {
                // An earlier try of ours acted, and its answer was lost.
                return Ok(Changed::Now(before.kit));
            }
            let after = KitRecord { kit: change.apply(before.kit, now), revision: revision.clone() };
            let put = Put::builder()
                .table_name(&self.tables.brand_kit)
                .set_item(Some(to_item(&after)?))
                .condition_expression("revision = :before")
                .expression_attribute_values(":before", text(&before.revision));
            let mut transaction = Transaction::new().put(Part::Kit, transaction::put(put)?);
            // A logo that stays may have been deleted meanwhile: that is no reason to refuse another change.
            if let Change::To(logo) = change.logo {
                transaction = transaction.check(Part::Logo, self.is_picture(team_id, logo)?);
            }
            let trouble = match transaction.send(&self.client).await {
                Ok(refusals) if refusals.is_written() => return Ok(Changed::Now(after.kit)),
                Ok(refusals) if refusals.has(Part::Kit) => Error::Contended,
                Ok(_) => return Ok(Changed::Refused(NoLogo)),
                Err(error) => error,
            };
            patience.wait(trouble).await?;
        }
    }
}
