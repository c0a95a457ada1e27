//! `docs/API.md`, Callers, at every endpoint: what belongs to another team or another member does not exist, a role too
//! low is refused, and nobody unknown gets in.

mod foreign_ids;

use std::collections::BTreeSet;

use contract_tests::Answer;
use web::Access;

use crate::endpoints::{MARK, NOBODYS, Row, Scene, Thing, Who, declared, rows};

impl Scene {
    /// A caller who is refused, or belongs to another team, changes nothing and learns nothing.
    async fn keep_out(&self, row: &Row, id: &str) {
        let before = self.world.all_data_of(self.world.team()).await;
        for (who, status) in Who::ALL.into_iter().zip(row.statuses) {
            // An operator sees all teams, and nothing that is theirs. Whoever has a link sees the file.
            let is_served = who.is_of_the_team() || [Thing::Team, Thing::Share].contains(&row.thing);
            if is_served && status < 400 {
                continue;
            }
            let at = format!("{who:?}: {} {}", row.method, row.path);
            let answer = self.ask(row, who, id).await;
            assert_eq!((answer.status, answer.text("code")), (status, code(status)), "{at}: {answer:?}");
            let is_no_secret = status == 403 && row.thing.is_seen_by(who);
            if row.names_a_thing() && !is_no_secret {
                let nobodys = self.ask(row, who, NOBODYS).await;
                assert_eq!(anonymous(&answer, id), anonymous(&nobodys, NOBODYS), "{at}");
            }
            let is_for_operators = matches!(row.declared().access, Access::Scope(_)) && who == Who::Operator;
            // They see which teams have open jobs, and nothing of what those say.
            let team = if is_for_operators { "" } else { self.world.team() };
            assert_silent(&answer, &[id, MARK, team], &row.path_to(id), &at);
        }
        assert_eq!(self.world.all_data_of(self.world.team()).await, before, "{} {}", row.method, row.path);
    }

    /// Everybody else in the team gets what they ask for, and sees what they may see.
    async fn let_in(&self, row: &Row, mut id: String) {
        for (who, status) in Who::ALL.into_iter().zip(row.statuses) {
            if !who.is_of_the_team() || status >= 400 {
                continue;
            }
            let at = format!("{who:?}: {} {}", row.method, row.path);
            let answer = self.ask(row, who, &id).await;
            assert_eq!(answer.status, status, "{at}: {answer:?}");
            match row.thing {
                // A shared file has its name.
                Thing::Nothing | Thing::Share => {}
                _ if row.method != "GET" => id = self.make(row.thing).await,
                thing if thing.is_seen_by(who) => {
                    assert!(answer.body.to_string().contains(&id), "{at}: {answer:?}");
                }
                _ => assert_silent(&answer, &[&id, MARK], "", &at),
            }
        }
    }
}

/// The code of a refusal; empty for a status that is none.
fn code(status: u16) -> &'static str {
    match status {
        401 => "unauthenticated",
        403 => "forbidden",
        404 => "not_found",
        _ => "",
    }
}

/// None of the words is in an answer, except words that the caller sent.
fn assert_silent(answer: &Answer, words: &[&str], said: &str, at: &str) {
    let text = format!("{answer:?}");
    for word in words.iter().filter(|word| !word.is_empty() && !said.contains(**word)) {
        assert!(!text.contains(word), "{at}: {word} is in {text}");
    }
}

/// An answer without the id in it.
fn anonymous(answer: &Answer, id: &str) -> (u16, String) {
    let mut body = answer.body.clone();
    if let Some(body) = body.as_object_mut() {
        body.remove("request_id");
    }
    (answer.status, body.to_string().replace(id, "{id}"))
}

async fn walk(function: &str) {
    let scene = Scene::new().await;
    for row in rows().iter().filter(|row| row.declared().function == function) {
        let id = scene.make(row.thing).await;
        scene.keep_out(row, &id).await;
        scene.let_in(row, id).await;
    }
    scene.world.assert_folders_count().await;
    scene.world.assert_books().await;
}

#[test]
fn every_endpoint_is_in_the_table_once() {
    let all = rows();
    let walked: BTreeSet<_> = all.iter().map(Row::method_and_path).collect();
    let there: BTreeSet<_> = declared().iter().map(|it| (it.method, it.path.to_owned())).collect();
    assert_eq!(walked, there);
    assert_eq!(all.len(), declared().len());
}

/// The statuses in the table are measured; this compares them with the access that an endpoint declares.
#[test]
fn who_is_refused_follows_from_the_declared_access() {
    for row in rows() {
        let access = row.declared().access;
        for (who, status) in Who::ALL.into_iter().zip(row.statuses) {
            let expected = match (access, who) {
                (Access::Anyone, _) => None,
                (_, Who::NoKey | Who::WrongKey) => Some(401),
                (Access::Manager, Who::Member | Who::Colleague | Who::OtherMember)
                | (Access::Maker, Who::Colleague) => Some(403),
                (Access::Scope(scope), who) if scope != "platform:billing" || who != Who::Operator => {
                    Some(403)
                }
                _ => None,
            };
            let refused = [401, 403].contains(&status).then_some(status);
            assert_eq!(refused, expected, "{who:?}: {} {}", row.method, row.path);
        }
    }
}

#[tokio::test]
async fn submitting_keeps_teams_and_members_apart() {
    walk("submit").await;
}

#[tokio::test]
async fn reading_keeps_teams_and_members_apart() {
    walk("poll").await;
}

#[tokio::test]
async fn accounts_are_their_teams() {
    walk("account").await;
}

#[tokio::test]
async fn a_drive_is_all_of_its_teams_and_nobody_elses() {
    walk("drive").await;
}

#[tokio::test]
async fn a_text_that_is_no_id_is_404() {
    let scene = Scene::new().await;
    // A cap can be set for any user id, and teams are for operators.
    let has_an_id = |row: &Row| row.names_a_thing() && ![Thing::Member, Thing::Team].contains(&row.thing);
    for row in rows().iter().filter(|row| has_an_id(row)) {
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
    // One key for each endpoint: a key is bound to the path, too.
    let request = client.request(row.method, row.path).header("idempotency-key", row.path);
    let answer = client.send(request.json(&row.body)).await;
    assert_eq!(answer.status, row.statuses[4], "{who:?}: {}: {answer:?}", row.path);
    let id = ["job_id", "generation_id", "id"].into_iter().find_map(|name| answer.body[name].as_str());
    let id = id.expect("what was made has an id").to_owned();
    (answer, id)
}
