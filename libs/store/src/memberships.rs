//! What is said of a member: a few columns of the row that counts what the member spends.

use aws_sdk_dynamodb::types::{AttributeValue, ConditionCheck, Update};
use domain::ledger::Member;
use domain::{ApiKey, Membership, Month, Role, TeamId, Timestamp, UserId};

use crate::attribute::{Item, from_item, instant_text, text, to_item};
use crate::conditional::{Write, conditional};
use crate::retry::retry;
use crate::transaction::{self, Sent, Transaction};
use crate::{Error, Store};

/// A member with all that is known of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberRecord {
    pub member: Member,
    pub membership: Membership,
}

/// What became of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MembershipChanged {
    Now(MemberRecord),
    /// With the sentence of whoever decides.
    Refused(String),
    /// The one who asks is no longer what they were.
    MakerChanged,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Member,
    Maker,
}

impl MemberRecord {
    pub(crate) fn read(item: Item) -> Result<Self, Error> {
        Ok(Self { membership: from_item(item.clone())?, member: from_item(item)? })
    }
}

impl Store {
    /// One consistent read. Nothing is said of somebody without a row.
    pub async fn membership(&self, team_id: &TeamId, user_id: &UserId) -> Result<Membership, Error> {
        let row = self.member_item(team_id, user_id).await?;
        Ok(row.map(from_item).transpose()?.unwrap_or_default())
    }

    /// One read and one transaction, and one write before them for somebody without a row; again while others change the row.
    /// `decide` makes what is said of what was said. The maker must still have their role when it is written, so of two
    /// owners who take each other's role away one is left.
    pub async fn change_membership(
        &self,
        (team_id, user_id): (&TeamId, &UserId),
        (maker, maker_role): (&UserId, Role),
        month: &Month,
        decide: impl Fn(Membership) -> Result<Membership, String>,
    ) -> Result<MembershipChanged, Error> {
        retry(|| async {
            let Some(item) = self.member_item(team_id, user_id).await? else {
                if let Err(sentence) = decide(Membership::default()) {
                    return Ok(MembershipChanged::Refused(sentence));
                }
                let opening = Member::opening(team_id.clone(), user_id.clone(), month.clone());
                self.open_member(&opening).await?;
                return Err(Error::Contended);
            };
            let before = MemberRecord::read(item)?;
            let membership = match decide(before.membership) {
                Ok(membership) => membership,
                Err(sentence) => return Ok(MembershipChanged::Refused(sentence)),
            };
            let transaction = Transaction::new()
                .update(Part::Member, self.said((team_id, user_id), before.membership, membership)?)
                .check(Part::Maker, self.still_is((team_id, maker), maker_role)?);
            match transaction.send(&self.client).await? {
                Sent::Written => Ok(MembershipChanged::Now(MemberRecord { membership, ..before })),
                Sent::Refused(refusals) if refusals.has(Part::Maker) => Ok(MembershipChanged::MakerChanged),
                Sent::Refused(_) => Err(Error::Contended),
            }
        })
        .await
    }

    /// Notes that the identity provider calls a member an owner: one write, and another for somebody without a row.
    pub async fn note_named_owner(
        &self,
        team_id: &TeamId,
        user_id: &UserId,
        month: &Month,
    ) -> Result<(), Error> {
        let update = self
            .client
            .update_item()
            .table_name(&self.tables.member)
            .key("team_id", text(team_id))
            .key("user_id", text(user_id))
            .update_expression("SET named_owner = :yes")
            .condition_expression("attribute_exists(user_id)")
            .expression_attribute_values(":yes", AttributeValue::Bool(true));
        let Write::Refused { .. } = conditional(update.send().await)? else { return Ok(()) };
        let mut row = to_item(&Member::opening(team_id.clone(), user_id.clone(), month.clone()))?;
        row.insert("named_owner".to_owned(), AttributeValue::Bool(true));
        self.open(&self.tables.member, row).await
    }

    /// One query and more for a team with very many keys: whether somebody has a valid key with the role owner.
    pub async fn owns_key(&self, team_id: &TeamId, user_id: &UserId, now: Timestamp) -> Result<bool, Error> {
        let mut pages = self
            .client
            .query()
            .table_name(&self.tables.team_api_key)
            .consistent_read(true)
            .key_condition_expression("team_id = :team")
            .filter_expression(
                "user_id = :user AND #role = :owner AND attribute_not_exists(revoked_at) \
                 AND (attribute_not_exists(expires_at) OR expires_at > :now)",
            )
            .expression_attribute_names("#role", "role")
            .expression_attribute_values(":team", text(team_id))
            .expression_attribute_values(":user", text(user_id))
            .expression_attribute_values(":owner", text(Role::Owner.as_str()))
            .expression_attribute_values(":now", instant_text(now))
            .into_paginator()
            .items()
            .send();
        let first = pages.try_next().await?;
        Ok(first.map(from_item::<ApiKey>).transpose()?.is_some())
    }

    async fn member_item(&self, team_id: &TeamId, user_id: &UserId) -> Result<Option<Item>, Error> {
        let get = self.client.get_item().table_name(&self.tables.member).consistent_read(true);
        let answer = get.key("team_id", text(team_id)).key("user_id", text(user_id)).send().await?;
        Ok(answer.item)
    }

    /// Writes what is said of a member, if it still was what it is replaced by. It leaves alone what holds and charges count.
    fn said(
        &self,
        (team_id, user_id): (&TeamId, &UserId),
        before: Membership,
        after: Membership,
    ) -> Result<Update, Error> {
        let update = Update::builder()
            .table_name(&self.tables.member)
            .key("team_id", text(team_id))
            .key("user_id", text(user_id))
            .expression_attribute_names("#role", "role")
            .expression_attribute_names("#disabled", "disabled")
            .expression_attribute_values(":disabled", AttributeValue::Bool(after.disabled))
            .expression_attribute_values(":named", AttributeValue::Bool(after.named_owner));
        let (update, set) = match after.role {
            Some(role) => (
                update.expression_attribute_values(":role", text(role.as_str())),
                "SET #disabled = :disabled, named_owner = :named, #role = :role",
            ),
            None => (update, "SET #disabled = :disabled, named_owner = :named REMOVE #role"),
        };
        let (update, condition) = match before.role {
            Some(role) => {
                (update.expression_attribute_values(":before", text(role.as_str())), "#role = :before")
            }
            None => (update, "attribute_exists(user_id) AND attribute_not_exists(#role)"),
        };
        transaction::update(update.update_expression(set).condition_expression(condition))
    }

    /// The part of a transaction that refuses if somebody was disabled, or is no longer what they call as.
    fn still_is(&self, (team_id, user_id): (&TeamId, &UserId), role: Role) -> Result<ConditionCheck, Error> {
        let check = ConditionCheck::builder()
            .table_name(&self.tables.member)
            .key("team_id", text(team_id))
            .key("user_id", text(user_id))
            .expression_attribute_names("#role", "role")
            .expression_attribute_names("#disabled", "disabled")
            .expression_attribute_values(":no", AttributeValue::Bool(false))
            .expression_attribute_values(":owner", text(Role::Owner.as_str()))
            .expression_attribute_values(":role", text(role.as_str()));
        transaction::check(check.condition_expression(
            "(attribute_not_exists(#disabled) OR #disabled = :no) \
             AND (attribute_not_exists(#role) OR #role = :owner OR #role = :role)",
        ))
    }
}
