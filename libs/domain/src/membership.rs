//! What owners and admins have said of a member of their team: a role that is the most they can be, and whether they may
//! call at all. Who the members are is known to the identity provider.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::fields::{Change, Field, FieldError, Fields, OneOf, Shape, Switch};
use crate::{Caller, Role, UserId};

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// `None`: nobody has said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    #[serde(default)]
    pub disabled: bool,
    /// A token of the identity provider has said that they are an owner.
    #[serde(default)]
    pub named_owner: bool,
}

impl Membership {
    /// The role of a credential that gives this one. One that gives none has the role that was said of its user.
    pub fn role_of(&self, given: Option<Role>) -> Role {
        match (given, self.role) {
            (Some(given), Some(most)) => given.at_most(most),
            (Some(given), None) => given,
            (None, said) => said.unwrap_or(Role::Member),
        }
    }

    /// `owns_key`: they have an API key with the role owner.
    fn is_owner(&self, owns_key: bool) -> bool {
        self.role.map_or(self.named_owner || owns_key, |role| role == Role::Owner)
    }
}

/// A request to change what is said of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MembershipChange {
    role: Change<Role>,
    disabled: Option<bool>,
}

static ROLE: Field<OneOf<Role>> = Field::new(
    "role",
    OneOf { all: &Role::ALL, name: Role::as_str },
    "The most that their keys and tokens can be. Null takes back what was said.",
    || json!("admin"),
);
static DISABLED: Field<Switch> =
    Field::new("disabled", Switch, "Whether their keys and tokens are refused.", || json!(true)).not_null();
static CHANGE: Shape = Shape::new("MemberChange", &[&ROLE, &DISABLED]).with(|| json!({"minProperties": 1}));

impl MembershipChange {
    pub fn read(body: &Value) -> Result<Self, Vec<FieldError>> {
        Fields::read_all(body, &CHANGE, |fields| {
            fields.must_name_one();
            Some(Self { role: fields.change(&ROLE), disabled: fields.read(&DISABLED) })
        })
    }

    pub fn schema() -> Value {
        CHANGE.schema()
    }

    /// What is said of `user_id` then, or the sentence that refuses the change to `maker`. Nobody changes what is said of
    /// themself, so whoever changes an owner stays one.
    pub fn of(
        self,
        before: Membership,
        user_id: &UserId,
        maker: &Caller,
        owns_key: bool,
    ) -> Result<Membership, String> {
        if maker.user_id == *user_id {
            return Err(
                "Nobody changes their own role, or disables themself. Another owner or admin has to do it."
                    .to_owned(),
            );
        }
        let role = self.role.applied_to(before.role);
        // Whoever says a role takes the place of the identity provider, which may have said another one.
        let named_owner = before.named_owner && role.is_none();
        let after = Membership { role, disabled: self.disabled.unwrap_or(before.disabled), named_owner };
        if maker.role == Role::Owner {
            return Ok(after);
        }
        if before.is_owner(owns_key) {
            return Err(format!(
                "{user_id} is an owner of the team, and you are not: only owners change owners."
            ));
        }
        if after.is_owner(owns_key) {
            return Err("Only owners make owners, and you are not one.".to_owned());
        }
        Ok(after)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::TeamId;

    const NOTHING: Membership = Membership { role: None, disabled: false, named_owner: false };

    fn said(role: Role) -> Membership {
        Membership { role: Some(role), ..NOTHING }
    }

    #[test]
    fn of_a_row_from_before_nothing_is_said() {
        let row = json!({"team_id": "t", "user_id": "u", "month": "2026-11", "month_used": 0});
        assert_eq!(serde_json::from_value::<Membership>(row).unwrap(), NOTHING);
    }

    #[test]
    fn what_is_said_of_a_member_is_the_most_they_can_be() {
        use Role::{Admin, Member, Owner};
        for (membership, given, expected) in [
            (NOTHING, Some(Owner), Owner),
            (NOTHING, None, Member),
            (said(Admin), Some(Owner), Admin),
            (said(Admin), Some(Admin), Admin),
            (said(Admin), Some(Member), Member),
            (said(Admin), None, Admin),
            (said(Owner), Some(Member), Member),
            (said(Owner), None, Owner),
            (said(Member), Some(Owner), Member),
        ] {
            assert_eq!(membership.role_of(given), expected, "{membership:?} {given:?}");
        }
    }

    #[test]
    fn a_change_keeps_what_it_does_not_name() {
        let owner = caller("olga", Role::Owner);
        let of = |body: Value, before: Membership| {
            MembershipChange::read(&body).unwrap().of(before, &UserId::new("ann"), &owner, false).unwrap()
        };
        let disabled = Membership { disabled: true, ..said(Role::Admin) };
        assert_eq!(of(json!({"disabled": true}), said(Role::Admin)), disabled);
        assert_eq!(of(json!({"disabled": false}), disabled), said(Role::Admin));
        assert_eq!(
            of(json!({"role": "member"}), disabled),
            Membership { disabled: true, ..said(Role::Member) }
        );
        assert_eq!(of(json!({"role": null}), said(Role::Admin)), NOTHING);
        let named = Membership { named_owner: true, ..NOTHING };
        assert_eq!(of(json!({"role": "member", "disabled": false}), named), said(Role::Member));
        assert_eq!(of(json!({"disabled": false}), named), named);
    }

    #[test]
    fn every_mistake_is_told_with_its_field() {
        for (body, told) in [
            (json!({}), vec!["body must have at least one of role or disabled"]),
            (json!({"role": "root"}), vec!["role must be one of owner, admin or member, got 'root'"]),
            (json!({"disabled": "yes"}), vec!["disabled must be true or false, got the text 'yes'"]),
        ] {
            let mistakes = MembershipChange::read(&body).unwrap_err();
            let mistakes: Vec<String> =
                mistakes.iter().map(|it| format!("{} {}", it.field, it.message)).collect();
            assert_eq!(mistakes, told, "{body}");
        }
        let several = MembershipChange::read(&json!({"role": 1, "disabled": 1, "user_id": "x"})).unwrap_err();
        let fields: Vec<&str> = several.iter().map(|it| it.field.as_str()).collect();
        assert_eq!(fields, ["role", "disabled", "user_id"]);
    }

    #[test]
    fn an_admin_touches_no_owner_and_makes_none_and_nobody_changes_themself() {
        let (owner, admin) = (caller("olga", Role::Owner), caller("adam", Role::Admin));
        let (to, disable) = (|role: &str| json!({"role": role}), || json!({"disabled": true}));
        let named = Membership { named_owner: true, ..NOTHING };
        for (maker, of, before, owns_key, body, refused) in [
            (&owner, "ann", NOTHING, false, to("owner"), ""),
            (&owner, "ann", said(Role::Owner), false, disable(), ""),
            (&owner, "olga", said(Role::Owner), false, disable(), "Nobody changes"),
            (&owner, "olga", NOTHING, false, to("owner"), "Nobody changes"),
            (&admin, "adam", said(Role::Admin), false, to("member"), "Nobody changes"),
            (&admin, "ann", NOTHING, false, to("admin"), ""),
            (&admin, "ann", said(Role::Admin), false, disable(), ""),
            (&admin, "ann", NOTHING, false, to("owner"), "Only owners make owners"),
            (&admin, "ann", said(Role::Owner), false, disable(), "ann is an owner"),
            (&admin, "ann", said(Role::Owner), false, to("member"), "ann is an owner"),
            (&admin, "ann", NOTHING, true, disable(), "ann is an owner"),
            (&admin, "ann", named, false, disable(), "ann is an owner"),
            // An owner has said that they are less, and only an owner takes that back.
            (&admin, "ann", said(Role::Member), true, disable(), ""),
            (&admin, "ann", said(Role::Member), true, json!({"role": null}), "Only owners make owners"),
            (&owner, "ann", said(Role::Member), true, json!({"role": null}), ""),
        ] {
            let change = MembershipChange::read(&body).unwrap();
            let told = change.of(before, &UserId::new(of), maker, owns_key).err().unwrap_or_default();
            assert!(
                told.starts_with(refused) && told.is_empty() == refused.is_empty(),
                "{of} {body}: {told}"
            );
        }
    }

    fn caller(user_id: &str, role: Role) -> Caller {
        Caller { team_id: TeamId::new("t"), user_id: UserId::new(user_id), role, scopes: Vec::new() }
    }
}
