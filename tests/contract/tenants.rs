//! §1 on every route: what belongs to another team or another member does not exist, a role too low is refused, and
//! nobody unknown gets in.

mod foreign_ids;

use std::collections::BTreeSet;

use contract_tests::Answer;
use web::Target;

use crate::endpoints::{MARK, NOBODYS, Row, Scene, Thing, Who, rows};

impl Scene {
    /// Whoever is refused or of another team changes nothing and learns nothing.
    async fn keep_out(&self, row: &Row, id: &str) {
        let before = self.world.all_data_of(self.world.team()).await;
        for (who, status) in Who::ALL.into_iter().zip(row.statuses) {
            if who.is_of_the_team() && status < 400 {
                continue;
            }
            let at = format!("{who:?}: {} {}", row.method, row.path);
            let answer = self.ask(row, who, id).await;
            assert_eq!((answer.status, answer.text("code")), (status, code(status)), "{at}: {answer:?}");
            if row.names_a_thing() {
                let nobodys = self.ask(row, who, NOBODYS).await;
                assert_eq!(anonymous(&answer, id), anonymous(&nobodys, NOBODYS), "{at}");
            }
            assert_silent(&answer, &[id, MARK, self.world.team()], &row.path_to(id), &at);
        }
        assert_eq!(self.world.all_data_of(self.world.team()).await, before, "{} {}", row.method, row.path);
    }

    /// The rest of the team gets what it asks for, and sees what is its to see.
    async fn let_in(&self, row: &Row, mut id: String) {
        for (who, status) in Who::ALL.into_iter().zip(row.statuses) {
            if !who.is_of_the_team() || status >= 400 {
                continue;
            }
            let at = format!("{who:?}: {} {}", row.method, row.path);
            let answer = self.ask(row, who, &id).await;
            assert_eq!(answer.status, status, "{at}: {answer:?}");
            match row.thing {
                Thing::Nothing => {}
                _ if row.method != "GET" => id = self.make(row.thing).await,
                thing if thing.is_seen_by(who) => {
                    assert!(answer.body.to_string().contains(&id), "{at}: {answer:?}");
                }
                _ => assert_silent(&answer, &[&id, MARK], "", &at),
            }
        }
    }
}

/// What a refusal is called; nothing, if it is none.
fn code(status: u16) -> &'static str {
    match status {
        401 => "unauthenticated",
        403 => "forbidden",
        404 => "not_found",
        _ => "",
    }
}

/// None of the words is in an answer, but for those that the caller said.
fn assert_silent(answer: &Answer, words: &[&str], said: &str, at: &str) {
    let told = format!("{answer:?}");
    for word in words.iter().filter(|word| !word.is_empty() && !said.contains(**word)) {
        assert!(!told.contains(word), "{at}: {word} is in {told}");
    }
}

/// An answer as it would be whatever the id.
fn anonymous(answer: &Answer, id: &str) -> (u16, String) {
    let mut body = answer.body.clone();
    if let Some(body) = body.as_object_mut() {
        body.remove("request_id");
    }
    (answer.status, body.to_string().replace(id, "{id}"))
}

async fn walk(target: Target) {
    let scene = Scene::new().await;
    let served = |row: &Row| {
        let (method, path) = row.method_and_path();
        web::find(method, &path).is_some_and(|route| route.target == target)
    };
    for row in rows().iter().filter(|row| served(row)) {
        let id = scene.make(row.thing).await;
        scene.keep_out(row, &id).await;
        scene.let_in(row, id).await;
    }
    scene.world.assert_folders_count().await;
    scene.world.assert_books().await;
}

#[test]
fn every_route_is_in_the_table_once() {
    let all = rows();
    let walked: BTreeSet<_> = all.iter().map(Row::method_and_path).collect();
    let there: BTreeSet<_> = web::ROUTES.iter().map(|route| (route.method, route.path.to_owned())).collect();
    assert_eq!(walked, there);
    assert_eq!(all.len(), web::ROUTES.len());
}

#[tokio::test]
async fn submitting_keeps_teams_and_members_apart() {
    walk(Target::Submit).await;
}

#[tokio::test]
async fn reading_keeps_teams_and_members_apart() {
    walk(Target::Poll).await;
}

#[tokio::test]
async fn accounts_are_their_teams() {
    walk(Target::Account).await;
}

#[tokio::test]
async fn a_drive_is_all_of_its_teams_and_nobody_elses() {
    walk(Target::Drive).await;
}

#[tokio::test]
async fn an_id_that_is_none_is_404() {
    let scene = Scene::new().await;
    // Whoever it may be, a person can be given a cap.
    let named = |row: &Row| row.names_a_thing() && row.thing != Thing::Member;
    for row in rows().iter().filter(|row| named(row)) {
        for id in ["nonsense", NOBODYS, "%00", "..%2f.."] {
            let answer = scene.ask(row, Who::Owner, id).await;
            let at = format!("{} {}: {id}", row.method, row.path);
            assert_eq!((answer.status, answer.text("code")), (404, "not_found"), "{at}: {answer:?}");
        }
    }
}

/// The same key on the same request, by people of both teams; one of them is in both.
#[tokio::test]
async fn an_idempotency_key_is_one_persons_in_one_team() {
    let scene = Scene::new().await;
    let makes = |row: &Row| row.method == "POST" && row.thing == Thing::Nothing && row.statuses[4] < 300;
    for row in rows().iter().filter(|row| makes(row)) {
        let (mut made, mut seen) = (Vec::new(), BTreeSet::new());
        let callers = [Who::Owner, Who::Member, Who::Colleague, Who::OtherOwner, Who::OtherMember];
        for who in callers {
            let (answer, id) = ask_under_key(&scene, row, who).await;
            assert!(!answer.headers.contains_key("idempotent-replayed"), "{who:?}: {}: {answer:?}", row.path);
            assert!(seen.insert(id.clone()), "{who:?}: {}: {answer:?}", row.path);
            made.push((who, id));
        }
        for (who, id) in made {
            let (answer, again) = ask_under_key(&scene, row, who).await;
            assert_eq!(again, id, "{who:?}: {}", row.path);
            assert_eq!(answer.headers["idempotent-replayed"], "true", "{who:?}: {}", row.path);
        }
    }
    scene.world.assert_books().await;
}

/// The answer, and the id of what was made.
async fn ask_under_key(scene: &Scene, row: &Row, who: Who) -> (Answer, String) {
    let client = scene.client(who);
    // One key for each route: what it is bound to has the path in it.
    let request = client.request(row.method, row.path).header("idempotency-key", row.path);
    let answer = client.send(request.json(&row.body)).await;
    assert_eq!(answer.status, row.statuses[4], "{who:?}: {}: {answer:?}", row.path);
    let id = ["job_id", "generation_id", "id"].into_iter().find_map(|name| answer.body[name].as_str());
    let id = id.expect("what was made has an id").to_owned();
    (answer, id)
}
