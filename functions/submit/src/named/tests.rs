//! A vendor behind a real socket that says nothing, or says no and never what was meant instead.

use std::collections::BTreeMap;
use std::time::Duration;

use clock::Clock;
use domain::catalog::Vendor;
use domain::request::Family;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::sleep;
use vendors::Vendors;

use super::*;

/// Shorter than a submit's, so that a test which waits for anything longer is known by its time.
const PATIENCE: Duration = Duration::from_millis(400);
const NO: &str = r#"{"error":{"code":"not_found","message":"There is no such avatar or voice."}}"#;

/// Answers a question for one avatar or voice by no after `thinking`, or never. Lists never come.
async fn answer(mut stream: TcpStream, thinking: Option<Duration>) {
    let mut asked = [0; 1024];
    let length = stream.read(&mut asked).await.unwrap();
    let asked = String::from_utf8_lossy(&asked[..length]).into_owned();
    let is_one = ["/looks/", "/voices/"].iter().any(|path| asked.contains(path));
    let Some(thinking) = thinking.filter(|_| is_one) else { return std::future::pending().await };
    sleep(thinking).await;
    let head = format!("HTTP/1.1 404 Not Found\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", NO.len());
    stream.write_all(format!("{head}{NO}").as_bytes()).await.unwrap();
}

/// What a submit finds out within its patience, and how long that took.
async fn looked_up(kind: Kind, body: &Value, thinking: Option<Duration>) -> (Vec<FieldError>, Duration) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let host = tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            tokio::spawn(answer(stream, thinking));
        }
    });
    let mut catalog = Catalog::shipped().unwrap();
    catalog.redirect(Vendor::Heygen, &address);
    let keys = BTreeMap::from([(Vendor::Heygen, "key".to_owned())]);
    let picks = Picks::new(Vendors::new(keys).unwrap(), Clock::system());
    let request = Request::read(kind, Family::Studio, body, &catalog).unwrap();
    let began = Instant::now();
    let mistakes = mistakes_by(began + PATIENCE, &picks, &catalog, &request).await;
    let took = began.elapsed();
    host.abort();
    (mistakes, took)
}

#[tokio::test]
async fn all_look_ups_of_a_submit_have_one_deadline() {
    let script = "Good morning to all of you.";
    let both = json!({"avatar_id": "nobody", "voice_id": "no_voice", "script": script});
    let speech = json!({"provider": "heygen", "text": "Good morning.", "voice_id": "no_voice"});
    for (kind, body, thinking, told) in [
        (Kind::Avatar, &both, None, &[][..]),
        (Kind::Avatar, &both, Some(Duration::ZERO), &["avatar_id", "voice_id"]),
        // What is left for the suggestions is less than their own patience.
        (Kind::Avatar, &both, Some(PATIENCE / 2), &["avatar_id", "voice_id"]),
        (Kind::Tts, &speech, None, &[]),
        (Kind::Tts, &speech, Some(PATIENCE / 2), &["voice_id"]),
    ] {
        let (mistakes, took) = looked_up(kind, body, thinking).await;
        let fields: Vec<&str> = mistakes.iter().map(|mistake| mistake.field.as_str()).collect();
        assert_eq!(fields, told, "{thinking:?} {body}");
        assert!(mistakes.iter().all(|mistake| !mistake.message.contains("did you mean")), "{mistakes:?}");
        assert!((PATIENCE..PATIENCE_OF_A_SUBMIT).contains(&took), "{thinking:?} {body}: {took:?}");
    }
}
