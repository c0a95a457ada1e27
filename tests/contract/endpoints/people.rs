//! Who calls: all the roles of two teams, an operator, and nobody that we know.

use contract_tests::{Client, World};
use domain::Role;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    NoKey,
    WrongKey,
    Owner,
    Admin,
    /// Whose things it is all about.
    Member,
    /// Another member of the same team.
    Colleague,
    OtherOwner,
    OtherAdmin,
    /// The same person as [`Who::Member`], as a member of the other team.
    OtherMember,
    Operator,
}

impl Who {
    /// The order of the columns in the table of endpoints.
    pub(crate) const ALL: [Self; 10] = [
        Self::NoKey,
        Self::WrongKey,
        Self::Owner,
        Self::Admin,
        Self::Member,
        Self::Colleague,
        Self::OtherOwner,
        Self::OtherAdmin,
        Self::OtherMember,
        Self::Operator,
    ];

    pub(crate) const fn is_of_the_team(self) -> bool {
        matches!(self, Self::Owner | Self::Admin | Self::Member | Self::Colleague)
    }
}

/// The id of the one person who is a member of both teams.
pub(crate) const PERSON: &str = "one-and-the-same";

/// A client for everybody.
#[derive(Debug)]
pub(crate) struct People(Vec<Client>);

impl People {
    pub(crate) async fn new(world: &World) -> Self {
        let [team, other, _] = [0, 1, 2].map(|n| world.stack.ready.teams[n].as_str());
        let mut clients = Vec::new();
        for who in Who::ALL {
            clients.push(match who {
                Who::NoKey => world.stranger(),
                Who::WrongKey => Client::new(&world.stack.ready.api, Some("chub_wrong")),
                Who::Owner => world.owner(),
                Who::Admin => world.client("admin"),
                Who::Member => world.give_key(team, PERSON, Role::Member).await,
                Who::Colleague => world.client("member"),
                Who::OtherOwner => world.client("other_team_owner"),
                Who::OtherAdmin => world.give_key(other, "another-admin", Role::Admin).await,
                Who::OtherMember => world.give_key(other, PERSON, Role::Member).await,
                Who::Operator => world.client("operator"),
            });
        }
        let people = Self(clients);
        // The first call of a key puts the hour on its row.
        for client in &people.0 {
            client.get("/credits/balance").await;
        }
        people
    }

    pub(crate) fn client(&self, who: Who) -> &Client {
        let at = Who::ALL.iter().position(|it| *it == who).unwrap();
        &self.0[at]
    }
}
