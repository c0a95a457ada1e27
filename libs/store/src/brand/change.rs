//! Changing a brand kit.

use aws_sdk_dynamodb::types::Put;
use domain::brand::{BrandKit, KitChange};
use domain::fields::Change;
use domain::{KitId, TeamId, Timestamp};

use super::{KitRecord, NoLogo};
use crate::attribute::{text, to_item};
use crate::drive::Changed;
use crate::jobs::new_revision;
use crate::retry::retry;
use crate::transaction::{self, Sent, Transaction};
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
        retry(|| async {
            let Some(before) = self.kit(team_id, id).await? else { return Ok(Changed::NotFound) };
            if before.revision == revision {
                // An earlier attempt of ours has changed it, and the answer was lost.
                return Ok(Changed::Now(before.kit));
            }
            let after = KitRecord { kit: change.apply(before.kit, now), revision: revision.clone() };
            let put = Put::builder()
                .table_name(&self.tables.brand_kit)
                .set_item(Some(to_item(&after)?))
                .condition_expression("revision = :before")
                .expression_attribute_values(":before", text(&before.revision));
            let mut transaction = Transaction::new().put(Part::Kit, transaction::put(put)?);
            // Only a new logo is checked. The old one may have been deleted, which is no reason to refuse other changes.
            if let Change::To(logo) = change.logo {
                transaction = transaction.check(Part::Logo, self.is_picture(team_id, logo)?);
            }
            match transaction.send(&self.client).await? {
                Sent::Written => Ok(Changed::Now(after.kit)),
                Sent::Refused(refusals) if refusals.has(Part::Kit) => Err(Error::Contended),
                Sent::Refused(_) => Ok(Changed::Refused(NoLogo)),
            }
        })
        .await
    }
}
