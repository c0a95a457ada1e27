//! The links to files. The files behind them are broken: those are made fast.

use std::time::Duration;

use reqwest::Method;

use crate::link;
use crate::tests::client::Client;
use crate::tests::subject::Media;

/// The link of a result, and whether it wants the key.
fn link_of(client: &Client, media: Option<Media>) -> (String, bool) {
    match media.unwrap() {
        Media::Link(link) => (client.target(&link), false),
        Media::KeyedLink(link) => (client.target(&link), true),
        Media::Inline(_) => panic!("the subject has no links"),
    }
}

async fn status(client: &Client, link: &str, with_key: bool) -> u16 {
    let request =
        if with_key { client.request(Method::GET, link) } else { client.client.get(link.to_owned()) };
    request.send().await.unwrap().status().as_u16()
}

pub(super) async fn open_for_their_time(client: Client) {
    let Some(links) = &client.subject().links else { return };
    let started = client.accepted(&client.body("sim:bad-media sim:slow=100")).await;
    let is_task = client.polling().is_some();
    if is_task {
        client.pass(100_000);
    }
    let link = async || {
        let looked = if is_task { Some(client.result(&started).await) } else { None };
        link_of(&client, (client.subject().media)(looked.as_ref().unwrap_or(&started)))
    };
    let (first, keyed) = link().await;
    assert_eq!(status(&client, &first, !keyed).await, if keyed { 403 } else { 400 }, "with the wrong key");
    let head = client.client.head(&first).send().await.unwrap();
    assert!(keyed || head.headers()["content-length"].to_str().unwrap().parse::<u64>().unwrap() > 0);
    client.pass(links.valid_ms - 1);
    assert_eq!(status(&client, &first, keyed).await, 200);
    let (second, _) = link().await;
    assert_eq!(second != first, links.renewed, "a late look renews it");
    client.pass(1);
    assert_eq!(status(&client, &first, keyed).await, 403);
    assert_eq!(status(&client, &second, keyed).await, if links.renewed { 200 } else { 403 });
}

pub(super) async fn cannot_be_changed(client: Client) {
    if client.subject().links.is_none() {
        return;
    }
    let media = client.subject().media;
    let (link, keyed) = link_of(&client, media(&client.ended(&client.body("sim:bad-media")).await));
    let (other, _) = link_of(&client, media(&client.ended(&client.body("another sim:bad-media")).await));
    if keyed {
        return;
    }
    let ((path, query), (other, _)) = (link.split_once('?').unwrap(), other.split_once('?').unwrap());
    let later = link.replace("se=2026", "se=2027");
    assert_ne!(later, link);
    let unsigned = format!("{path}?{}", query.split_once('&').unwrap().0);
    for forged in [format!("{other}?{query}"), format!("{path}x?{query}"), later, unsigned, path.to_owned()] {
        assert_eq!(status(&client, &forged, false).await, 403, "{forged}");
    }
    assert_eq!(status(&client, &link, false).await, 200);
}

pub(super) async fn need_a_success(client: Client) {
    let (Some(_), Some(polling)) = (&client.subject().links, client.polling()) else { return };
    let media = client.subject().media;
    let (link, keyed) = link_of(&client, media(&client.ended(&client.body("sim:bad-media")).await));
    if keyed {
        return;
    }
    let file = link.split('?').next().and_then(|path| path.rsplit('/').next()).unwrap();
    for prompt in ["sim:slow=100000", "sim:fail"] {
        client.accepted(&client.body(prompt)).await;
        client.pass(polling.long_ms);
        let task = client.job(prompt).await["tasks"][0].as_str().unwrap().to_owned();
        let (world, hour) = (&client.simulator.world, Duration::from_hours(1));
        let link = link::to(world, client.api.vendor, &task, file, client.now_ms(), hour).unwrap();
        assert_eq!(status(&client, &link, false).await, 404, "{prompt}");
    }
}
