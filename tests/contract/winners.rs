//! docs/API.md, Files: of several variants the winners are picked, and found again.

use contract_tests::{Client, Setup, World, png};
use serde_json::{Value, json};

const FILES: &str = "/creative-hub/drive/files";

/// The names of all files that a filter finds, page by page, and how many pages it took.
async fn found(client: &Client, filter: &str, limit: usize) -> (Vec<String>, usize) {
    let (mut names, mut cursor, mut pages) = (Vec::new(), String::new(), 0);
    loop {
        let page = client.get(&format!("{FILES}?limit={limit}&{filter}{cursor}")).await;
        assert_eq!(page.status, 200, "{page:?}");
        pages += 1;
        let files = page.body["files"].as_array().unwrap();
        names.extend(files.iter().map(|file| file["name"].as_str().unwrap().to_owned()));
        match page.body["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return (names, pages),
        }
    }
}

async fn patch(client: &Client, file: &Value, change: Value) -> (u16, Value) {
    let answer = client.patch(&format!("{FILES}/{}", file["id"].as_str().unwrap()), &change).await;
    (answer.status, answer.body)
}

#[tokio::test]
async fn the_winners_among_variants_are_marked_labelled_and_found() {
    let world = World::with(Setup { pace: 0.02, ..Setup::by_hand() }).await;
    let member = world.client("member");
    let body = json!({"prompt": "a lamp", "width": 256, "height": 256, "num_variants": 4});
    let job = member.submit(&body).await;
    world.run_to_end(&member, &job).await;
    let page = member.get(FILES).await.body;
    let [a, b, c, d] = &page["files"].as_array().unwrap()[..] else { panic!("{page}") };
    assert_eq!((&a["favorite"], &a["labels"]), (&json!(false), &json!([])));

    let marked = patch(&member, a, json!({"favorite": true, "labels": ["hero", "for 9:16", "hero"]})).await;
    assert_eq!((marked.0, &marked.1["favorite"]), (200, &json!(true)), "{marked:?}");
    assert_eq!(marked.1["labels"], json!(["hero", "for 9:16"]));
    assert_eq!(patch(&member, c, json!({"labels": ["hero"]})).await.0, 200);
    assert_eq!(patch(&world.client("admin"), d, json!({"favorite": true})).await.0, 200);
    let name = |file: &Value| file["name"].as_str().unwrap().to_owned();
    for (filter, files) in [
        ("favorite=true", vec![a, d]),
        ("favorite=false", vec![b, c]),
        ("label=hero", vec![a, c]),
        ("label=for%209:16", vec![a]),
        ("label=Hero", vec![]),
        ("favorite=true&label=hero", vec![a]),
        ("favorite=false&label=hero&folder=root", vec![c]),
    ] {
        let names: Vec<String> = files.into_iter().map(name).collect();
        assert_eq!(found(&member, filter, 50).await.0, names, "{filter}");
        assert_eq!(found(&world.owner(), filter, 1).await.0, names, "{filter}, one by one");
    }

    // What a change does not name stays, also when it moves.
    let folder = member.create_folder("winners", None).await;
    let moved = patch(&member, a, json!({"folder_id": folder, "name": "best.png"})).await.1;
    assert_eq!((&moved["favorite"], &moved["labels"]), (&json!(true), &json!(["hero", "for 9:16"])));
    let cleared = patch(&member, a, json!({"favorite": false, "labels": null})).await.1;
    assert_eq!((&cleared["name"], &cleared["labels"]), (&json!("best.png"), &json!([])));
    assert_eq!(member.get(&format!("{FILES}/{}", a["id"].as_str().unwrap())).await.body, cleared);

    for (query, fields) in [
        ("favorite=yes&label=", vec!["favorite", "label"]),
        (&*format!("label={}", "a".repeat(41)), vec!["label"]),
    ] {
        let mut told = member.get(&format!("{FILES}?{query}")).await;
        assert_eq!((told.status, told.complaints()), (400, fields), "{query}");
        told = member.get(&format!("{FILES}?favorite=true&limit=1")).await;
        let cursor = told.text("next_cursor").to_owned();
        assert_eq!(cursor, "", "one favorite is left in the root: {told:?}");
    }
    world.assert_folders_count().await;
}

/// A filter that finds nothing stops after a thousand files, and says where to go on.
#[tokio::test]
async fn a_filter_reads_a_bounded_number_of_files() {
    let world = World::with(Setup::by_hand()).await;
    let owner = world.owner();
    let first = owner.upload("first", "image/png", &png(8, 8), None).await;
    assert_eq!(patch(&owner, &first, json!({"favorite": true})).await.0, 200);
    let dynamodb = &world.stack.clients.dynamodb;
    let rows = dynamodb.scan().table_name("drive").send().await.unwrap().items.unwrap();
    let is_first = |row: &&std::collections::HashMap<_, aws_sdk_dynamodb::types::AttributeValue>| {
        row["entry"].as_s().unwrap() == &format!("file#{}", first["id"].as_str().unwrap())
    };
    let row = rows.iter().find(is_first).unwrap();
    for number in 0..1_000 {
        // Later ones: the list begins with the newest.
        let id = format!("ffffffff-0000-7000-8000-{number:012}");
        let mut copy = row.clone();
        let text = aws_sdk_dynamodb::types::AttributeValue::S;
        copy.insert("entry".to_owned(), text(format!("file#{id}")));
        copy.insert("id".to_owned(), text(id));
        copy.remove("favorite");
        dynamodb.put_item().table_name("drive").set_item(Some(copy)).send().await.unwrap();
    }
    world.tap.reset();
    let page = owner.get(&format!("{FILES}?favorite=true")).await.body;
    assert_eq!(page["files"], json!([]));
    assert!(page["next_cursor"].is_string(), "{page}");
    assert_eq!(world.tap.calls().iter().filter(|call| *call == "Query").count(), 5);
    assert_eq!(found(&owner, "favorite=true", 50).await, (vec!["first".to_owned()], 2));
}
