//! docs/ARCHITECTURE.md, Composites: renders that are stopped, that die, or that get bad files.

use std::process::Command;

use contract_tests::{Client, Fault, Setup, Step, World};
use domain::catalog::Vendor;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

const PATH: &str = "/creative-hub/generate/composite";

async fn submitted(client: &Client, body: &Value) -> String {
    let accepted = client.post(PATH, body).await;
    assert_eq!(accepted.status, 202, "{accepted:?}");
    accepted.text("job_id").to_owned()
}

/// A timeline that takes long enough to be observed while it is rendered.
fn slow(picture: &str) -> Value {
    let clip = json!({"source": format!("job:{picture}"), "duration": 60, "fit": "blur"});
    json!({"resolution": "1080p", "clips": [clip]})
}

async fn cancel(client: &Client, job_id: &str) -> (u16, Value) {
    let answer = client.post(&format!("/creative-hub/generate/jobs/{job_id}/cancel"), &json!({})).await;
    (answer.status, answer.body["cancel_outcome"].clone())
}

async fn rendering(client: &Client, job_id: &str) {
    for _ in 0..400 {
        if client.job(job_id).await["status"] == "processing" {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("it is not being rendered: {}", client.job(job_id).await);
}

async fn picture(client: &Client) -> String {
    let id = client.submit(&json!({"prompt": "a shop", "width": 512, "height": 512})).await;
    assert_eq!(client.ended(&id).await["status"], "completed");
    id
}

#[tokio::test]
async fn a_render_is_stopped_free_of_charge() {
    let world = World::new().await;
    let owner = world.owner();
    let id = submitted(&owner, &slow(&picture(&owner).await)).await;
    rendering(&owner, &id).await;
    let mut progress = 0.0;
    while progress == 0.0 {
        let job = owner.job(&id).await;
        assert_eq!(job["status"], "processing", "{job}");
        progress = job["progress"].as_f64().unwrap();
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert!(progress < 1.0, "{progress}");
    assert_eq!(cancel(&owner, &id).await, (202, json!("requested")));
    assert_eq!(cancel(&owner, &id).await, (202, json!("requested")), "a second cancel gets the same answer");
    let job = owner.ended(&id).await;
    assert_eq!((&job["status"], &job["error_code"]), (&json!("failed"), &json!("canceled")), "{job}");
    assert_eq!((&job["cancel_outcome"], &job["cost_cents"]), (&json!("stopped"), &json!(0)));
    let left = std::fs::read_dir(world.folder().join("scratch")).unwrap().count();
    assert_eq!(left, 0, "nothing stays on the disk");
    world.assert_books().await;
}

#[tokio::test]
async fn a_composite_that_waits_for_a_job_is_canceled_at_once() {
    let world = World::with(Setup::by_hand()).await;
    let owner = world.owner();
    let source = owner.submit(&json!({"prompt": "a shop"})).await;
    let id = submitted(&owner, &slow(&source)).await;
    assert_eq!(cancel(&owner, &id).await, (200, json!("not_started")));
    world.run_to_end(&owner, &source).await;
    assert_eq!(owner.job(&id).await["error_code"], "canceled");
    world.assert_books().await;
}

#[tokio::test]
async fn a_render_that_died_is_repeated_and_charged_once() {
    let world = World::with(Setup { pace: 0.02, ..Setup::by_hand() }).await;
    let owner = world.owner();
    let source = owner.submit(&json!({"prompt": "a shop", "width": 512, "height": 512})).await;
    world.run_to_end(&owner, &source).await;
    let clip = json!({"source": format!("job:{source}"), "duration": 4});
    let id = submitted(&owner, &json!({"resolution": "1080p", "clips": [clip]})).await;
    {
        let dies = world.step();
        tokio::pin!(dies);
        let met = async {
            rendering(&owner, &id).await;
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        };
        tokio::select! {
            _ = &mut dies => panic!("it was done too soon"),
            () = met => {}
        }
    }
    assert_eq!(world.step().await, Step::Idle, "its message is hidden, or gone");
    // The lease has expired, and the sweeper finds the job.
    world.clock.advance_seconds(700);
    let job = world.run_to_end(&owner, &id).await;
    assert_eq!(job["status"], "completed", "{job}");
    let receipt = owner.get(&format!("/creative-hub/generate/jobs/{id}/receipt")).await;
    assert_eq!(receipt.body["attempts"], 2, "{receipt:?}");
    world.assert_books().await;
}

/// Runs the scenario with a fault. Returns whether it struck, which it does not beyond the scenario's last call.
async fn survives(fault: Fault) -> bool {
    let world = World::with(Setup { pace: 0.02, ..Setup::by_hand() }).await;
    let owner = world.owner();
    let source = owner.submit(&json!({"prompt": "a shop", "width": 256, "height": 256})).await;
    world.run_to_end(&owner, &source).await;
    let before = owner.balance().await["balance"].as_i64().unwrap();
    world.tap.arm(fault);
    let body = json!({"output": "jpg", "resolution": "720p", "clips": [{"source": format!("job:{source}")}]});
    let id = loop {
        let request = owner.request("POST", PATH).header("idempotency-key", "k").json(&body);
        let answer = owner.send(request).await;
        if answer.status == 202 {
            break answer.text("job_id").to_owned();
        }
        assert!(answer.status >= 500, "{answer:?}");
    };
    let mut job = Value::Null;
    for _ in 0..80 {
        while world.step().await == Step::Done {}
        job = owner.job_despite_fault(&id).await;
        if job["status"] == "completed" || job["status"] == "failed" {
            break;
        }
        world.clock.advance_seconds(30);
        let _ = world.stack.jobs.sweep().await;
    }
    let struck = world.tap.has_struck();
    world.tap.reset();
    assert_eq!((&job["status"], &job["cost_cents"]), (&json!("completed"), &json!(3)), "{fault:?}: {job}");
    assert_eq!(owner.balance().await["balance"], before - 30, "{fault:?}");
    world.assert_books().await;
    struck
}

#[tokio::test]
async fn a_composite_completes_whichever_aws_call_fails() {
    for kind in [Fault::BeforeCall, Fault::AfterCall] {
        let mut n = 0;
        while survives(kind(n)).await {
            n += 1;
        }
        // The calls are: the key, the submit, claim, sources, render, save and settle.
        assert!(n > 10, "the walk ended after {n} calls");
    }
}

/// Serves these files by their number until the test ends.
async fn serve(listener: TcpListener, files: Vec<Vec<u8>>) {
    loop {
        let (mut stream, _) = listener.accept().await.unwrap();
        let files = files.clone();
        tokio::spawn(async move {
            let mut request = vec![0; 4096];
            let read = stream.read(&mut request).await.unwrap_or(0);
            let line = String::from_utf8_lossy(&request[..read]).into_owned();
            let number = line.split(['/', ' ', '.']).find_map(|word| word.parse::<usize>().ok()).unwrap();
            let body = &files[number];
            let head =
                format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
            let _ = stream.write_all(head.as_bytes()).await;
            let _ = stream.write_all(body).await;
        });
    }
}

pub(crate) fn made(words: &str, extension: &str) -> Vec<u8> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(format!("made.{extension}"));
    let made = Command::new("ffmpeg")
        .args(["-nostdin", "-v", "error"])
        .args(words.split_whitespace())
        .arg(&path)
        .output()
        .unwrap();
    assert!(made.status.success(), "{made:?}");
    std::fs::read(path).unwrap()
}

/// A picture whose header claims 30,000 pixels a side.
fn huge_png() -> Vec<u8> {
    let mut png = made("-f lavfi -i color=s=16x16 -frames:v 1", "png");
    png[16..20].copy_from_slice(&30_000_u32.to_be_bytes());
    png[20..24].copy_from_slice(&30_000_u32.to_be_bytes());
    let sum = checksum(&png[12..29]);
    png[29..33].copy_from_slice(&sum.to_be_bytes());
    png
}

/// The CRC-32 that PNG has after every chunk.
fn checksum(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 };
        }
    }
    !sum
}

#[tokio::test]
async fn every_bad_file_is_named_in_one_sentence_and_costs_nothing() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let host = listener.local_addr().unwrap().to_string();
    let playlist = format!("#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nhttp://{host}/9.ts\n");
    let long = "-f lavfi -i color=s=64x64:r=1:d=601 -c:v libx264 -pix_fmt yuv420p";
    let mute = "-f lavfi -i color=s=64x64:r=10:d=1 -c:v libx264 -pix_fmt yuv420p";
    let mut scrambled = made("-f lavfi -i testsrc2=s=320x240:d=2 -c:v libx264 -pix_fmt yuv420p", "mp4");
    let middle = scrambled.len() / 2;
    scrambled[48..middle].fill(0);
    let files = vec![
        b"This is a text file that somebody named clip.mp4.".to_vec(),
        Vec::new(),
        made(long, "mp4"),
        huge_png(),
        playlist.into_bytes(),
        made(mute, "mp4"),
        scrambled,
        b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x80\x3e\0\0\x02\0\x10\0data\0\0\0\0"
            .to_vec(),
        made("-f lavfi -i sine=d=1", "wav"),
    ];
    let world =
        World::with(Setup { allow: vec![host.clone()], ..Setup::default() }.only(&[Vendor::Bfl])).await;
    tokio::spawn(serve(listener, files));
    let owner = world.owner();
    let url = |number: usize| format!("http://{host}/{number}.bin");
    let clip = |number: usize| json!({"resolution": "720p", "clips": [{"source": url(number)}]});
    let narrated = |number: usize| json!({"resolution": "720p", "clips": [{"source": url(5)}], "narration": {"source": url(number)}});
    let of =
        |place: &str, number: usize, problem: &str| format!("{place}.source '{}' {problem}", url(number));
    for (body, expected) in [
        (clip(0), of("clips[0]", 0, "is a text; PNG")),
        (clip(1), of("clips[0]", 1, "is empty")),
        (clip(2), of("clips[0]", 2, "lasts 601")),
        (clip(3), of("clips[0]", 3, "cannot be used: the picture is larger")),
        (clip(4), of("clips[0]", 4, "is a playlist (M3U8); PNG")),
        (clip(6), of("clips[0]", 6, "cannot be")),
        (narrated(7), of("narration", 7, "cannot be used: the file has no sound in it")),
        (
            json!({"clips": [{"source": url(5)}], "music": {"source": url(0)}}),
            of("music", 0, "is a text; PNG"),
        ),
        (narrated(5), of("narration", 5, "is not a sound")),
        (
            json!({"clips": [{"source": url(5), "start": 5}]}),
            "clips[0].start is 5, but the video lasts 1 s".to_owned(),
        ),
        (
            json!({"clips": [{"source": url(5), "duration": 5}]}),
            "clips[0].duration is 5, but this clip is a video".to_owned(),
        ),
        (
            json!({"output": "png", "clips": [{"source": url(5)}]}),
            of("clips[0]", 5, "is a video, and a png takes"),
        ),
        (
            json!({"clips": [{"source": url(5)}], "overlays": [{"source": url(8)}]}),
            of("overlays[0]", 8, "is a sound; an overlay is a video or a picture"),
        ),
        (
            json!({"clips": [{"source": url(5)}, {"source": url(5)}], "transition": {"type": "fade"}}),
            "clips[0] lasts 1 s".to_owned(),
        ),
        (
            json!({"clips": vec![json!({"source": url(5)}); 3], "max_seconds": 2}),
            "would last 3 s and may last 2 s".to_owned(),
        ),
    ] {
        let job = owner.ended(&submitted(&owner, &body).await).await;
        assert_eq!(
            (&job["status"], &job["error_code"]),
            (&json!("failed"), &json!("invalid_input")),
            "{body} {job}"
        );
        let message = job["error_message"].as_str().unwrap();
        assert!(message.contains(&expected), "{body}: {message}");
        assert!(message.ends_with("Nothing was charged.") && !message.contains("ffmpeg"), "{message}");
        assert_eq!(job["cost_cents"], 0);
    }
    let good = owner.ended(&submitted(&owner, &clip(5)).await).await;
    assert_eq!(good["status"], "completed", "{good}");
    world.assert_books().await;
}
