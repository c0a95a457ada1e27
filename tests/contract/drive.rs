//! docs/API.md, Drive: the folders and files of a team.

use contract_tests::{Answer, Client, Fault, Setup, World, png};
use futures::future::join_all;
use serde_json::{Value, json};

const FOLDERS: &str = "/creative-hub/drive/folders";
const FILES: &str = "/creative-hub/drive/files";
const NOBODYS: &str = "0198a8a0-0000-7000-8000-000000000001";

async fn make_under(client: &Client, key: &str, body: &Value) -> Answer {
    client.send(client.request("POST", FOLDERS).header("idempotency-key", key).json(body)).await
}

async fn move_folder(client: &Client, id: &str, parent: Option<&str>) -> Answer {
    client.patch(&format!("{FOLDERS}/{id}"), &json!({"parent_id": parent})).await
}

async fn upload(client: &Client, name: &str, folder: Option<&str>) -> String {
    client.upload(name, "image/png", &png(8, 4), folder).await["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn folders_nest_are_renamed_and_moved() {
    let world = World::new().await;
    let owner = world.owner();
    let (a, b) = (owner.create_folder("a", None).await, owner.create_folder("b", None).await);
    let within = owner.create_folder("within", Some(&a)).await;
    assert_eq!(owner.folder(&a).await["children"], 1);
    assert_eq!(owner.folder(&within).await["parent_id"], a);

    let renamed = owner.patch(&format!("{FOLDERS}/{within}"), &json!({"name": "été"})).await;
    assert_eq!((renamed.status, renamed.text("name"), renamed.text("parent_id")), (200, "été", a.as_str()));
    let body = json!({"name": "moved", "parent_id": b});
    let moved = owner.patch(&format!("{FOLDERS}/{within}"), &body).await;
    assert_eq!((moved.status, moved.text("name"), moved.text("parent_id")), (200, "moved", b.as_str()));
    assert_eq!(moved.body, owner.folder(&within).await);
    assert_eq!(
        (&owner.folder(&a).await["children"], &owner.folder(&b).await["children"]),
        (&json!(0), &json!(1))
    );
    assert_eq!(move_folder(&owner, &within, None).await.body["parent_id"], Value::Null);

    let list = owner.get(FOLDERS).await;
    let names = |list: &Answer| -> Vec<String> {
        let folders = list.body["folders"].as_array().unwrap();
        folders.iter().map(|folder| folder["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&list), ["a", "b", "moved"], "the oldest first");
    move_folder(&owner, &within, Some(&a)).await;
    assert_eq!(names(&owner.get(&format!("{FOLDERS}?parent={a}")).await), ["moved"]);
    assert_eq!(names(&owner.get(&format!("{FOLDERS}?parent=root")).await), ["a", "b"]);
    world.assert_folders_count().await;
    world.assert_books().await;
}

#[tokio::test]
async fn a_folder_never_lies_within_itself() {
    let world = World::new().await;
    let owner = world.owner();
    let a = owner.create_folder("a", None).await;
    let b = owner.create_folder("b", Some(&a)).await;
    let c = owner.create_folder("c", Some(&b)).await;
    for into in [&a, &b, &c] {
        let answer = move_folder(&owner, &a, Some(into)).await;
        assert_eq!((answer.status, answer.complaints()), (400, vec!["parent_id"]), "{answer:?}");
    }
    assert_eq!(owner.folder(&a).await["parent_id"], Value::Null);
    world.assert_folders_count().await;
}

#[tokio::test]
async fn two_moves_at_once_make_no_circle() {
    let world = World::new().await;
    let owner = world.owner();
    for round in 0..5 {
        let a = owner.create_folder(&format!("a{round}"), None).await;
        let b = owner.create_folder(&format!("b{round}"), None).await;
        let (first, second) =
            tokio::join!(move_folder(&owner, &a, Some(&b)), move_folder(&owner, &b, Some(&a)));
        let mut statuses = [first.status, second.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 400], "the second one looks again and would lie within itself");
    }
    world.assert_folders_count().await;
}

#[tokio::test]
async fn folders_lie_ten_levels_deep_and_no_deeper() {
    let world = World::new().await;
    let owner = world.owner();
    let mut levels = vec![owner.create_folder("1", None).await];
    for level in 2..=10 {
        levels.push(owner.create_folder(&level.to_string(), levels.last().map(String::as_str)).await);
    }
    let eleventh = owner.post(FOLDERS, &json!({"name": "11", "parent_id": levels[9]})).await;
    assert_eq!((eleventh.status, eleventh.complaints()), (400, vec!["parent_id"]));
    let other = owner.create_folder("other", None).await;
    owner.create_folder("within", Some(&other)).await;
    assert_eq!(
        move_folder(&owner, &other, Some(&levels[8])).await.status,
        400,
        "a folder moves with everything in it"
    );
    assert_eq!(move_folder(&owner, &other, Some(&levels[7])).await.status, 200);
    world.assert_folders_count().await;
}

#[tokio::test]
async fn only_an_empty_folder_is_deleted() {
    let world = World::new().await;
    let owner = world.owner();
    let outer = owner.create_folder("outer", None).await;
    let inner = owner.create_folder("inner", Some(&outer)).await;
    let file = upload(&owner, "a.png", Some(&inner)).await;
    for id in [&outer, &inner] {
        let answer = owner.delete(&format!("{FOLDERS}/{id}")).await;
        assert_eq!((answer.status, answer.text("code")), (409, "folder_not_empty"));
    }
    assert_eq!(owner.delete(&format!("{FILES}/{file}")).await.status, 204);
    for id in [&inner, &outer] {
        assert_eq!(owner.delete(&format!("{FOLDERS}/{id}")).await.status, 204);
        assert_eq!(owner.delete(&format!("{FOLDERS}/{id}")).await.status, 404);
        assert_eq!(owner.get(&format!("{FOLDERS}/{id}")).await.status, 404);
    }
    assert_eq!(owner.get(FOLDERS).await.body["folders"], json!([]));
}

#[tokio::test]
async fn nothing_is_lost_when_its_folder_is_deleted_at_the_same_moment() {
    let world = World::new().await;
    let owner = world.owner();
    for round in 0..6 {
        let going = owner.create_folder(&format!("going {round}"), None).await;
        let wanderer = owner.create_folder(&format!("wanderer {round}"), None).await;
        let file = upload(&owner, "a.png", None).await;
        let file_path = format!("{FILES}/{file}");
        let into = json!({"folder_id": going});
        let (gone, put) = if round % 2 == 0 {
            let path = format!("{FOLDERS}/{going}");
            tokio::join!(owner.delete(&path), owner.patch(&file_path, &into))
        } else {
            let path = format!("{FOLDERS}/{going}");
            tokio::join!(owner.delete(&path), move_folder(&owner, &wanderer, Some(&going)))
        };
        match (gone.status, put.status) {
            (204, 400) => assert_eq!(owner.get(&format!("{FOLDERS}/{going}")).await.status, 404),
            (409, 200) => assert_eq!(owner.folder(&going).await["children"], 1),
            other => panic!("{other:?}: {gone:?} {put:?}"),
        }
    }
    world.assert_folders_count().await;
}

#[tokio::test]
async fn all_of_many_folders_made_at_once_are_counted() {
    let world = World::new().await;
    let owner = world.owner();
    let parent = owner.create_folder("parent", None).await;
    let names: Vec<String> = (0..8).map(|n| n.to_string()).collect();
    join_all(names.iter().map(|name| owner.create_folder(name, Some(&parent)))).await;
    assert_eq!(owner.folder(&parent).await["children"], 8);
    world.assert_folders_count().await;
}

#[tokio::test]
async fn the_same_key_makes_one_folder() {
    let world = World::new().await;
    let owner = world.owner();
    let body = json!({"name": "a"});
    let answers = join_all((0..10).map(|_| make_under(&owner, "k", &body))).await;
    for answer in &answers {
        assert_eq!((answer.status, &answer.body), (201, &answers[0].body));
    }
    assert_eq!(make_under(&owner, "k", &json!({"name": "b"})).await.text("code"), "idempotency_key_reused");
    // A replay is answered although the request would be refused now.
    let parent = owner.create_folder("parent", None).await;
    let within = json!({"name": "within", "parent_id": parent});
    let first = make_under(&owner, "k2", &within).await;
    owner.delete(&format!("{FOLDERS}/{}", first.text("id"))).await;
    assert_eq!(owner.delete(&format!("{FOLDERS}/{parent}")).await.status, 204);
    let again = make_under(&owner, "k2", &within).await;
    assert_eq!((again.status, &again.body), (201, &first.body));
    assert_eq!(again.headers["idempotent-replayed"], "true");
    // A refused request keeps no key.
    assert_eq!(make_under(&owner, "k3", &within).await.status, 400);
    assert_eq!(make_under(&owner, "k3", &body).await.status, 201);
}

#[tokio::test]
async fn a_folder_is_made_moved_and_deleted_once_whichever_aws_call_fails() {
    let world = World::new().await;
    let owner = world.owner();
    let parent = owner.create_folder("parent", None).await;
    for kind in [Fault::BeforeCall, Fault::AfterCall] {
        for n in 0..4 {
            let name = format!("{:?}", kind(n));
            world.tap.arm(kind(n));
            let body = json!({"name": name, "parent_id": parent});
            let mut made = make_under(&owner, &name, &body).await;
            if made.status != 201 {
                assert!(made.headers.contains_key("retry-after"), "{made:?}");
                made = make_under(&owner, &name, &body).await;
            }
            assert_eq!(made.status, 201, "{made:?}");
            world.tap.reset();
            world.assert_folders_count().await;
            world.tap.arm(kind(n));
            let mut moved = move_folder(&owner, made.text("id"), None).await;
            if moved.status == 500 {
                moved = move_folder(&owner, made.text("id"), None).await;
            }
            assert_eq!(moved.status, 200, "{moved:?}");
            world.tap.arm(kind(n));
            let path = format!("{FOLDERS}/{}", made.text("id"));
            let mut gone = owner.delete(&path).await;
            if gone.status == 500 {
                gone = owner.delete(&path).await;
            }
            assert_eq!(gone.status, 204, "{gone:?}");
            world.tap.reset();
            world.assert_folders_count().await;
        }
    }
    assert_eq!(owner.folder(&parent).await["children"], 0);
}

#[tokio::test]
async fn files_are_listed_newest_first_and_page_by_page() {
    let world = World::new().await;
    let owner = world.owner();
    let folder = owner.create_folder("a", None).await;
    for n in 0..5 {
        world.clock.advance_seconds(1);
        upload(&owner, &format!("{n}.png"), Some(&folder)).await;
    }
    upload(&owner, "root.png", None).await;
    let (mut names, mut path) = (Vec::new(), format!("{FILES}?folder={folder}&limit=2"));
    let mut cursors = Vec::new();
    loop {
        let page = owner.get(&path).await;
        assert_eq!(page.status, 200, "{page:?}");
        let files = page.body["files"].as_array().unwrap();
        names.extend(files.iter().map(|file| file["name"].as_str().unwrap().to_owned()));
        let Some(cursor) = page.body["next_cursor"].as_str() else { break };
        cursors.push(cursor.to_owned());
        path = format!("{FILES}?folder={folder}&limit=2&cursor={cursor}");
    }
    assert_eq!(names, ["4.png", "3.png", "2.png", "1.png", "0.png"]);
    assert_eq!(owner.file_names("root").await, ["root.png"]);
    assert_eq!(owner.get(FILES).await.body["files"][0]["name"], "root.png", "without a folder, the root");
    let foreign = owner.get(&format!("{FILES}?folder=root&cursor={}", cursors[0])).await;
    assert_eq!((foreign.status, foreign.complaints()), (400, vec!["cursor"]), "of another folder");
    let folder_of_none = format!("folder={NOBODYS}");
    for (query, field) in
        [(folder_of_none.as_str(), "folder"), ("folder=x", "folder"), ("limit=201", "limit"), ("q=x", "q")]
    {
        let answer = owner.get(&format!("{FILES}?{query}")).await;
        assert_eq!((answer.status, answer.complaints()), (400, vec![field]), "{query}");
    }
}

#[tokio::test]
async fn a_file_is_renamed_moved_and_deleted() {
    let world = World::new().await;
    let owner = world.owner();
    let (a, b) = (owner.create_folder("a", None).await, owner.create_folder("b", None).await);
    let file = upload(&owner, "one.png", None).await;
    let path = format!("{FILES}/{file}");
    let renamed = owner.patch(&path, &json!({"name": "two.png"})).await;
    assert_eq!((renamed.status, renamed.text("name")), (200, "two.png"));
    for (to, lists) in
        [(Some(&a), ["", "two.png", ""]), (Some(&b), ["", "", "two.png"]), (None, ["two.png", "", ""])]
    {
        let moved = owner.patch(&path, &json!({"folder_id": to})).await;
        assert_eq!((moved.status, moved.body["folder_id"].as_str()), (200, to.map(String::as_str)));
        for (folder, name) in ["root", &a, &b].into_iter().zip(lists) {
            assert_eq!(owner.file_names(folder).await.join(""), name, "{folder}");
        }
        world.assert_folders_count().await;
    }
    for (body, field) in [
        (json!({}), "body"),
        (json!({"name": "a/b"}), "name"),
        (json!({"folder_id": NOBODYS}), "folder_id"),
        (json!({"mime": "x/y", "name": "a"}), "mime"),
    ] {
        let answer = owner.patch(&path, &body).await;
        assert_eq!((answer.status, answer.complaints()), (400, vec![field]), "{body}");
    }
    let link = owner.get(&format!("{path}/content?redirect=false")).await.text("url").to_owned();
    assert_eq!(world.stranger().download(&link).await, (200, png(8, 4)));
    assert_eq!(owner.delete(&path).await.status, 204);
    assert_eq!(owner.delete(&path).await.status, 404);
    assert_eq!(world.stranger().download(&link).await.0, 404, "its bytes are gone, too");
}

#[tokio::test]
async fn a_content_link_never_expires() {
    let world = World::new().await;
    let owner = world.owner();
    let file = upload(&owner, "a.png", None).await;
    let path = format!("{FILES}/{file}/content");
    for days in [0, 400] {
        world.clock.advance_seconds(days * 24 * 3600);
        let link = owner.get(&format!("{path}?redirect=false")).await;
        assert_eq!((link.status, link.body["expires_at"].is_string()), (200, true), "{link:?}");
        assert_eq!(world.stranger().download(link.text("url")).await, (200, png(8, 4)));
        // This client follows redirects.
        let followed = owner.request("GET", &path).send().await.unwrap();
        assert_eq!(followed.status(), 200);
        assert_eq!(followed.headers()["content-type"], "image/png");
        assert_eq!(followed.bytes().await.unwrap(), png(8, 4));
    }
    for query in ["redirect=maybe", "redirect=false&redirect=false", "colour=red"] {
        assert_eq!(owner.get(&format!("{path}?{query}")).await.status, 400, "{query}");
    }
}

#[tokio::test]
async fn a_shared_file_is_read_without_a_key_until_its_link_ends_or_is_withdrawn() {
    let world = World::new().await;
    let (owner, stranger) = (world.owner(), world.stranger());
    let file = upload(&owner, "a.png", None).await;
    let path = format!("{FILES}/{file}");
    let share = |body: Value| {
        let request = owner.request("PUT", &format!("{path}/share")).json(&body);
        async { owner.send(request).await }
    };
    assert_eq!(owner.get(&path).await.body["share_url"], json!(null), "nothing is shared by itself");
    let first = share(json!({})).await;
    let url = first.text("share_url").to_owned();
    assert_eq!((first.status, first.body["share_expires_at"].is_null()), (200, true), "{first:?}");
    assert_eq!(stranger.download(&url).await, (200, png(8, 4)));
    assert_eq!(stranger.saved_as(&url).await, "inline; filename=\"a.png\"; filename*=UTF-8''a.png");

    let end = world.clock.clock().now().plus_seconds(3600).rfc3339();
    let ending = share(json!({"expires_at": end})).await;
    assert_eq!((ending.text("share_url"), ending.text("share_expires_at")), (url.as_str(), end.as_str()));
    let moved = owner.send(owner.request("PATCH", &path).json(&json!({"name": "b.png"}))).await;
    assert_eq!(moved.text("share_url"), url, "a file that is renamed keeps its link");
    world.clock.advance_seconds(3600);
    assert_eq!(stranger.download(&url).await.0, 404, "it has ended");
    let url = share(json!({})).await.text("share_url").to_owned();
    assert_ne!(url, first.text("share_url"), "what has ended stays ended");
    assert_eq!(stranger.download(first.text("share_url")).await.0, 404);
    assert_eq!(stranger.download(&url).await.0, 200);

    let withdrawn = owner.send(owner.request("DELETE", &format!("{path}/share"))).await;
    assert_eq!((withdrawn.status, &withdrawn.body["share_url"]), (200, &json!(null)));
    assert_eq!(stranger.download(&url).await.0, 404);
    let another = share(json!({})).await.text("share_url").to_owned();
    assert_ne!(another, url, "a link that was withdrawn never works again");
    assert_eq!(stranger.download(&another).await.0, 200);
    assert_eq!(share(json!({"expires_at": "yesterday"})).await.complaints(), ["expires_at"]);
    assert_eq!(owner.send(owner.request("DELETE", &path)).await.status, 204);
    assert_eq!(stranger.download(&another).await.0, 404, "a deleted file is shared with nobody");
    assert_eq!(share(json!({})).await.status, 404);
}

#[tokio::test]
async fn every_request_is_a_bounded_number_of_aws_calls() {
    // No sweep runs beside it and is counted.
    let world = World::with(Setup::by_hand()).await;
    let owner = world.owner();
    let (a, b) = (owner.create_folder("a", None).await, owner.create_folder("b", None).await);
    let file = upload(&owner, "a.png", Some(&a)).await;
    let (folder_path, file_path) = (format!("{FOLDERS}/{a}"), format!("{FILES}/{file}"));
    let write = "TransactWriteItems";
    // Signing a link makes no call, but the tap records it as the call that it is signed for.
    for (method, path, body, calls) in [
        ("GET", FOLDERS.to_owned(), None, vec!["Query"]),
        ("GET", folder_path.clone(), None, vec!["GetItem"]),
        ("POST", FOLDERS.to_owned(), Some(json!({"name": "c", "parent_id": b})), vec!["Query", write]),
        ("PATCH", folder_path.clone(), Some(json!({"name": "d"})), vec!["UpdateItem"]),
        ("PATCH", folder_path, Some(json!({"parent_id": b})), vec!["Query", write]),
        ("GET", FILES.to_owned(), None, vec!["Query"]),
        ("GET", format!("{FILES}?folder={a}"), None, vec!["GetItem", "Query"]),
        ("GET", file_path.clone(), None, vec!["GetItem"]),
        ("GET", format!("{file_path}/content?redirect=false"), None, vec!["GetItem", "GetObject"]),
        ("PUT", format!("{file_path}/share"), Some(json!({})), vec!["GetItem", "UpdateItem"]),
        ("DELETE", format!("{file_path}/share"), None, vec!["UpdateItem"]),
        ("PATCH", file_path.clone(), Some(json!({"folder_id": b, "name": "e"})), vec!["GetItem", write]),
        ("DELETE", file_path, None, vec!["GetItem", write, "DeleteObject"]),
    ] {
        world.tap.reset();
        let mut request = owner.request(method, &path);
        if let Some(body) = body {
            request = request.json(&body);
        }
        let answer = owner.send(request).await;
        assert!(answer.status < 300, "{method} {path}: {answer:?}");
        assert_eq!(world.tap.calls(), calls, "{method} {path}");
    }
    world.tap.reset();
    upload(&owner, "b.png", Some(&b)).await;
    let calls = [write, "PutObject", "GetItem", "GetObject", "CopyObject", write];
    assert_eq!(world.tap.calls(), calls, "begun in one call, completed in four");
}

#[tokio::test]
async fn a_file_is_saved_under_its_name() {
    let world = World::with_bfl().await;
    let owner = world.owner();
    let upload = owner.upload("Grüße an \"alle\".png", "image/png", &png(8, 8), None).await;
    let path = format!("/creative-hub/drive/files/{}/content?redirect=false", upload["id"].as_str().unwrap());
    let link = owner.get(&path).await.body["url"].as_str().unwrap().to_owned();
    assert_eq!(
        owner.saved_as(&link).await,
        "inline; filename=\"Gr__e an _alle_.png\"; filename*=UTF-8''Gr%C3%BC%C3%9Fe%20an%20%22alle%22.png"
    );
    let job_id = owner.submit(&json!({"prompt": "x", "width": 256, "height": 256})).await;
    let result = owner.ended(&job_id).await["result_urls"][0].as_str().unwrap().to_owned();
    let filed = owner.get("/creative-hub/drive/files?limit=1").await;
    let name = filed.body["files"][0]["name"].as_str().unwrap();
    assert_eq!(
        owner.saved_as(&result).await,
        format!("inline; filename=\"{name}\"; filename*=UTF-8''{name}")
    );
    let reply = owner.get("/creative-hub/drive/files").await;
    assert_eq!(reply.headers["x-content-type-options"], "nosniff");
    world.assert_books().await;
}

#[tokio::test]
async fn a_member_sees_whose_jobs_made_a_file_only_of_their_own() {
    let world = World::with_bfl().await;
    let (owner, member) = (world.owner(), world.client("member"));
    let body = json!({"prompt": "x", "width": 256, "height": 256});
    for author in [&owner, &member] {
        author.ended(&author.submit(&body).await).await;
    }
    let jobs = async |reader: &Client| {
        let files = reader.get("/creative-hub/drive/files").await.body["files"].as_array().unwrap().clone();
        files.iter().map(|file| file["job_id"].is_string()).collect::<Vec<_>>()
    };
    assert_eq!(jobs(&owner).await, [true, true]);
    assert_eq!(jobs(&member).await, [true, false], "the newest first");
}
