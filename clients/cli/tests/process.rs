//! The program itself: what only a process has, such as an environment, stdin, a closed pipe and Ctrl-C. What the commands
//! do with the API is tested by `tests/contract/hub`, in-process.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Command, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use rustix::process::{Pid, Signal, kill_process};

const JOB: &str = "01a21f72-77a0-7d64-9e12-30a2644357cf";

/// A server that accepts every request, and whose jobs never end. It tells the first line of each request.
fn endless_api() -> (String, Receiver<String>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (tell, told) = channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let tell = tell.clone();
            thread::spawn(move || while answer(stream.as_ref().unwrap(), &|line| tell.send(line).is_ok()) {});
        }
    });
    (address, told)
}

/// Whether there was a request.
fn answer(mut stream: &TcpStream, tell: &dyn Fn(String) -> bool) -> bool {
    let mut lines = BufReader::new(stream);
    let (mut first, mut length) = (String::new(), 0);
    if lines.read_line(&mut first).unwrap_or(0) == 0 {
        return false;
    }
    loop {
        let mut line = String::new();
        lines.read_line(&mut line).unwrap();
        if let Some(bytes) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = bytes.trim().parse().unwrap();
        }
        if line.trim().is_empty() {
            break;
        }
    }
    lines.read_exact(&mut vec![0; length]).unwrap();
    let body = match first.split_whitespace().nth(1).unwrap() {
        "/api/v1/me" => r#"{"team": {"id": "acme"}, "user": {"id": "ann"}}"#.to_owned(),
        path if path.ends_with("/generate") => format!(r#"{{"generation_id": "{JOB}"}}"#),
        _ => format!(
            r#"{{"id": "{JOB}", "type": "image", "status": "processing", "provider": "flux_2_pro", "result_urls": [],
            "credits_charged": 0, "cost_cents": 0, "progress": null, "expected_seconds": null, "variants": [],
            "created_at": "2026-11-27T01:17:14.454Z", "polling_interval_ms": 5000}}"#
        ),
    };
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}", body.len());
    stream.write_all(format!("{head}\r\n\r\n{body}").as_bytes()).is_ok() && tell(first)
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
    while !told.recv().unwrap().starts_with("GET") {}
    let id = Pid::from_raw(waiting.id().try_into().unwrap()).unwrap();
    kill_process(id, Signal::INT).unwrap();
    let (code, out, err) = shown(&waiting.wait_with_output().unwrap());
    assert_eq!((code, out.as_str()), (Some(130), ""), "{err}");
    assert!(err.contains(&format!("`hub wait {JOB}`")), "{err}");
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
