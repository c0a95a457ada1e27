//! The program itself: what only a process has, such as an environment, stdin, a closed pipe and Ctrl-C. What the commands
//! do with the API is tested by `tests/contract/hub`, in-process.
#![expect(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use rustix::process::{Pid, Signal, kill_process};

const BUSY: &str = r#"{"error": "Come back.", "code": "model_unavailable", "request_id": "r"}"#;
const JOB: &str = "01a21f72-77a0-7d64-9e12-30a2644357cf";

/// What a request asked: its first line, and its `Idempotency-Key`.
#[derive(Debug)]
struct Asked {
    line: String,
    key: String,
}

/// A server that accepts every request, and whose jobs never end. It tells what it was asked.
fn endless_api() -> (String, Receiver<Asked>) {
    api_after(0)
}

/// The same server, which first turns away so many requests for a moment.
fn api_after(busy: usize) -> (String, Receiver<Asked>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (tell, told) = channel();
    let busy = Arc::new(AtomicUsize::new(busy));
    thread::spawn(move || {
        for stream in listener.incoming() {
            let (tell, busy) = (tell.clone(), Arc::clone(&busy));
            thread::spawn(move || while answer(stream.as_ref().unwrap(), &tell, &busy) {});
        }
    });
    (address, told)
}

/// Whether there was a request.
fn answer(mut stream: &TcpStream, tell: &Sender<Asked>, busy: &AtomicUsize) -> bool {
    let mut lines = BufReader::new(stream);
    let (mut first, mut length, mut key) = (String::new(), 0, String::new());
    if lines.read_line(&mut first).unwrap_or(0) == 0 {
        return false;
    }
    loop {
        let mut line = String::new();
        lines.read_line(&mut line).unwrap();
        if let Some(bytes) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = bytes.trim().parse().unwrap();
        }
        if let Some(given) = line.to_ascii_lowercase().strip_prefix("idempotency-key:") {
            given.trim().clone_into(&mut key);
        }
        if line.trim().is_empty() {
            break;
        }
    }
    lines.read_exact(&mut vec![0; length]).unwrap();
    let left = busy.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
    let body = match first.split_whitespace().nth(1).unwrap() {
        _ if left.is_ok() => BUSY.to_owned(),
        "/api/v1/me" => r#"{"team": {"id": "acme"}, "user": {"id": "ann"}}"#.to_owned(),
        path if path.ends_with("/generate") => format!(r#"{{"generation_id": "{JOB}"}}"#),
        _ => format!(
            r#"{{"id": "{JOB}", "type": "image", "status": "processing", "provider": "flux_2_pro", "result_urls": [],
            "credits_charged": 0, "cost_cents": 0, "progress": null, "expected_seconds": null, "variants": [],
            "created_at": "2026-11-27T01:17:14.454Z", "polling_interval_ms": 5000}}"#
        ),
    };
    let status = if left.is_ok() { "503 Service Unavailable\r\nretry-after: 0" } else { "200 OK" };
    let head =
        format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}", body.len());
    let asked = Asked { line: first, key };
    tell.send(asked).is_ok() && stream.write_all(format!("{head}\r\n\r\n{body}").as_bytes()).is_ok()
}

/// `hub` in an environment that has nothing else in it.
fn hub(home: &str, url: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hub"));
    command.env_clear().env("HOME", home).env("HUB_URL", url).stdin(Stdio::null());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn shown(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn ctrl_c_says_how_to_go_on() {
    let (api, told) = endless_api();
    let waiting = hub("/nowhere", &api).env("HUB_KEY", "key").args(["image", "a kite"]).spawn().unwrap();
    while !told.recv().unwrap().line.starts_with("GET") {}
    let id = Pid::from_raw(waiting.id().try_into().unwrap()).unwrap();
    kill_process(id, Signal::INT).unwrap();
    let (code, out, err) = shown(&waiting.wait_with_output().unwrap());
    assert_eq!((code, out.as_str()), (Some(130), ""), "{err}");
    assert!(err.contains(&format!("`hub wait {JOB}`")), "{err}");
}

#[test]
fn a_request_that_is_turned_away_for_a_moment_is_sent_again_under_its_key() {
    let (api, told) = api_after(2);
    let submit = ["speech", "Kites.", "--no-wait"];
    let (code, out, err) = shown(&hub("/nowhere", &api).env("HUB_KEY", "key").args(submit).output().unwrap());
    assert_eq!((code, out.trim(), err.as_str()), (Some(0), JOB, ""));
    let keys: Vec<String> = told.try_iter().map(|asked| asked.key).collect();
    assert!(keys.len() == 3 && keys[0].len() > 30 && keys.iter().all(|key| *key == keys[0]), "{keys:?}");

    let (api, told) = api_after(5);
    let (code, _, err) = shown(&hub("/nowhere", &api).env("HUB_KEY", "key").args(submit).output().unwrap());
    assert_eq!((code, told.try_iter().count()), (Some(1), 5), "{err}");
    assert!(err.contains("Come back. (503 model_unavailable)"), "{err}");
}

#[test]
fn what_cannot_be_sent_is_wrong_usage() {
    let key = hub("/nowhere", "http://127.0.0.1:1").env("HUB_KEY", "a\u{1}key").arg("me").output().unwrap();
    assert_eq!(shown(&key).0, Some(2), "{key:?}");
    let name = ["speech", "Kites.", "--idempotency-key", "two\nlines"];
    let name = hub("/nowhere", "http://127.0.0.1:1").env("HUB_KEY", "key").args(name).output().unwrap();
    assert_eq!(shown(&name).0, Some(2), "{name:?}");
}

#[test]
fn a_login_reads_the_key_from_stdin_and_later_calls_use_it() {
    let (api, _told) = endless_api();
    let home = tempfile::tempdir().unwrap();
    let home = home.path().to_str().unwrap();
    let mut login = hub(home, &api).arg("login").stdin(Stdio::piped()).spawn().unwrap();
    login.stdin.take().unwrap().write_all(b"chub_test_secret\n").unwrap();
    let (code, out, err) = shown(&login.wait_with_output().unwrap());
    assert_eq!(code, Some(0), "{err}");
    assert!(out.contains("You are ann of team acme") && !out.contains("secret"), "{out}");
    let me = hub(home, &api).env_remove("HUB_URL").arg("me").output().unwrap();
    assert_eq!(shown(&me).0, Some(0), "{me:?}");
    let elsewhere = hub(home, "http://127.0.0.1:1").arg("me").output().unwrap();
    assert_eq!(shown(&elsewhere).0, Some(2), "the key is not sent to another address: {elsewhere:?}");
}

#[test]
fn usage_goes_to_stderr_and_help_to_stdout() {
    let (code, out, err) = shown(&hub("/nowhere", "").output().unwrap());
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(err.contains("Usage: hub"), "{err}");
    let (code, out, err) = shown(&hub("/nowhere", "").arg("--help").output().unwrap());
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert!(out.contains("Exit codes: 0 done"), "{out}");
    for shell in ["bash", "zsh", "fish"] {
        let (code, out, _) = shown(&hub("/nowhere", "").args(["completions", shell]).output().unwrap());
        assert!(code == Some(0) && out.contains("hub"), "{shell}");
    }
}

/// As `hub me | head -0` does.
#[test]
fn a_reader_that_has_enough_is_no_failure() {
    let (api, _told) = endless_api();
    let mut asked = hub("/nowhere", &api).env("HUB_KEY", "key").arg("me").spawn().unwrap();
    drop(asked.stdout.take());
    let (code, _, err) = shown(&asked.wait_with_output().unwrap());
    assert_eq!((code, err.as_str()), (Some(0), ""));
}
