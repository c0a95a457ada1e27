//! Two teams on a stack where nothing happens by itself, and a client for everybody.

use contract_tests::{Answer, Client, Setup, World};
use domain::catalog::Vendor;

use super::people::{People, Who};
use super::{Row, Thing};

pub(crate) struct Scene {
    pub(crate) world: World,
    people: People,
}

impl Scene {
    pub(crate) async fn new() -> Self {
        let world = Box::pin(World::with(Setup::by_hand().only(&Vendor::ALL))).await;
        let people = People::new(&world).await;
        // The table of endpoints gives it credits.
        world.make_team("a-team-of-its-own").await;
        Self { world, people }
    }

    pub(crate) fn client(&self, who: Who) -> &Client {
        self.people.client(who)
    }

    /// Makes one of the member's.
    pub(crate) async fn make(&self, thing: Thing) -> String {
        thing.make(&self.world, self.client(Who::Member)).await
    }

    pub(crate) async fn ask(&self, row: &Row, who: Who, id: &str) -> Answer {
        self.ask_at(row, who, &row.path_to(id)).await
    }

    /// The row's request at another path.
    pub(crate) async fn ask_at(&self, row: &Row, who: Who, path: &str) -> Answer {
        let client = self.client(who);
        let request = client.request(row.method, path);
        match &row.body {
            Some(body) => client.send(request.json(body)).await,
            None => client.send(request).await,
        }
    }
}
