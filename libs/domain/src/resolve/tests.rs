//! Where sources are, and what is said of those that are not there.

use serde_json::json;

use super::*;
use crate::job::NewJob;
use crate::request::Family;
use crate::{Catalog, Kind, Role, TeamId, Timestamp, UserId};

const FIELD: &str = "clips[1].source";
const NOW: Timestamp = Timestamp::from_millis(0);

fn id() -> JobId {
    JobId::new(NOW, [7; 10])
}

fn job(kind: Kind, body: &serde_json::Value) -> Job {
    let catalog = Catalog::shipped().unwrap();
    let request = Request::read(kind, Family::Studio, body, &catalog).unwrap();
    Job::new(NewJob {
        job_id: id(),
        team_id: TeamId::new("t"),
        user_id: UserId::new("u"),
        plan: request.quote(&Facts::default(), &catalog).unwrap(),
        now: NOW,
        deadline_at: NOW.plus_seconds(600),
    })
}

fn pictures(variants: u32) -> Job {
    job(Kind::Image, &json!({"prompt": "x", "num_variants": variants}))
}

fn stored(mime: &str, millis: Option<u64>) -> BucketFile {
    let (key, mime) = ("k".to_owned(), mime.to_owned());
    BucketFile { key, mime, bytes: 1, width: None, height: None, millis }
}

fn ended(mut job: Job, file: &BucketFile) -> Job {
    job.variants.fill(Variant::Saved { file: file.clone() });
    let outcome = job.outcome().unwrap();
    job.end(outcome, NOW)
}

fn failed(job: Job) -> Job {
    job.release(Failure::new(crate::ErrorCode::Internal), NOW)
}

fn asset(file: BucketFile) -> DriveFile {
    DriveFile {
        id: FileId::new(NOW, [7; 10]),
        team_id: TeamId::new("t"),
        user_id: UserId::new("u"),
        name: "a".to_owned(),
        folder_id: None,
        job_id: None,
        favorite: false,
        labels: Vec::new(),
        stored: file,
        sharing: crate::drive::Sharing::default(),
        created_at: NOW,
    }
}

fn with_job(job: Job) -> Referenced {
    Referenced { jobs: vec![job], ..Referenced::default() }
}

fn with_asset(file: BucketFile) -> Referenced {
    Referenced { files: vec![asset(file)], ..Referenced::default() }
}

fn from_job(role: InputRole, result: usize) -> SourceFile {
    SourceFile::new(FIELD, role, &Source::Job { job_id: id(), result })
}

fn from_drive(role: InputRole) -> SourceFile {
    SourceFile::new(FIELD, role, &Source::Asset(FileId::new(NOW, [7; 10])))
}

/// As a client that submits would read it.
fn complaint(referenced: &Referenced, file: &SourceFile) -> String {
    match referenced.resolve(file) {
        Err(Missing::Never(why)) => why.complaint(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_there_is_in_the_bucket_or_at_its_address() {
    let png = stored("image/png", None);
    let url = SourceFile::new(FIELD, InputRole::Clip, &Source::Url("https://x/a".to_owned()));
    assert_eq!(Referenced::default().resolve(&url), Ok(Location::Web("https://x/a".to_owned())));
    for (referenced, file) in [
        (with_asset(png.clone()), from_drive(InputRole::Clip)),
        (with_job(ended(pictures(2), &png)), from_job(InputRole::Overlay, 1)),
    ] {
        assert_eq!(referenced.resolve(&file), Ok(Location::Bucket(png.clone())));
    }
}

#[test]
fn a_job_that_has_not_ended_is_waited_for_and_bounds_the_length() {
    let speech = job(Kind::Tts, &json!({"text": "x".repeat(120)}));
    let clip = job(Kind::Video, &json!({"prompt": "x", "provider": "kling_2_6", "duration": 10}));
    let recording = json!({"avatar_id": "a", "audio_url": "https://x/a.mp3"});
    for (job, role, length) in [
        (pictures(1), InputRole::Clip, Length::Picture),
        (speech, InputRole::Narration, Length::AtMost(11_000)),
        (clip.clone(), InputRole::Clip, Length::AtMost(10_000)),
        (clip, InputRole::Overlay, Length::AtMost(10_000)),
        (job(Kind::Avatar, &recording), InputRole::Clip, Length::AtMost(60_000)),
    ] {
        assert_eq!(with_job(job).resolve(&from_job(role, 0)), Err(Missing::Unfinished(length)));
    }
}

#[test]
fn what_never_will_be_there_says_why() {
    let none = Referenced::default();
    let png = stored("image/png", None);
    for (referenced, file, expected) in [
        (none.clone(), from_drive(InputRole::Clip), "is not a file in your team's drive"),
        (none, from_job(InputRole::Clip, 0), "is not a job of your team"),
        (with_job(failed(pictures(1))), from_job(InputRole::Clip, 0), "names a job that failed"),
        (
            with_job(ended(pictures(1), &png)),
            from_job(InputRole::Clip, 1),
            "names result 1, which that job does not have",
        ),
        (with_job(pictures(2)), from_job(InputRole::Clip, 2), "names result 2 of a job that makes 2"),
        (with_job(pictures(1)), from_job(InputRole::Music, 0), "names a job that does not make a sound"),
        (
            with_job(ended(pictures(1), &png)),
            from_job(InputRole::Audio, 0),
            "names a result that is not an mp3 or wav sound",
        ),
        (
            with_asset(stored("audio/mp4", Some(1))),
            from_drive(InputRole::Audio),
            "names a file that is not an mp3 or wav sound",
        ),
    ] {
        assert_eq!(complaint(&referenced, &file), expected);
    }
}

#[test]
fn a_message_that_begins_with_the_field_says_what_is_in_it() {
    let file =
        SourceFile::new(FIELD, InputRole::Clip, &Source::Url("https://x.example/a.png?key=k".to_owned()));
    let told = |message: &str| {
        let failure = Failure::because(crate::ErrorCode::InvalidInput, message);
        match Missing::Never(failure).with_value(&file) {
            Missing::Never(failure) => failure.message,
            other => panic!("{other:?}"),
        }
    };
    for (message, expected) in [
        (
            "clips[1].source could not be read.",
            "clips[1].source 'https://x.example/a.png' could not be read.",
        ),
        ("clips[1].source: it is gone.", "clips[1].source 'https://x.example/a.png': it is gone."),
        ("clips[1].start is 5.", "clips[1].start is 5."),
        ("The files are too large together.", "The files are too large together."),
    ] {
        assert_eq!(told(message), expected);
    }
}

#[test]
fn a_job_that_fails_for_it_names_the_field_and_what_is_in_it() {
    let job = format!("job:{}/3", id());
    let asset = format!("asset:{}", FileId::new(NOW, [7; 10]));
    let (from_job, from_drive) = (from_job(InputRole::Clip, 3), from_drive(InputRole::Clip));
    for (why, file, value, expected) in [
        (UnusableSource::NoFile, &from_drive, &asset, "it is not in the drive any more"),
        (UnusableSource::NoJob, &from_job, &job, "that job is not there any more"),
        (UnusableSource::JobFailed, &from_job, &job, "that job failed"),
        (UnusableSource::NoResult { result: 3 }, &from_job, &job, "that job has no result 3"),
        (
            UnusableSource::TooFewVariants { result: 3, variants: 2 },
            &from_job,
            &job,
            "it names result 3 of a job that makes 2",
        ),
        (
            UnusableSource::WrongFile { wanted: "a sound" },
            &from_drive,
            &asset,
            "it names a file that is not a sound",
        ),
        (
            UnusableSource::WrongResult { wanted: "a sound" },
            &from_job,
            &job,
            "it names a result that is not a sound",
        ),
        (
            UnusableSource::WrongJob { wanted: "a sound" },
            &from_job,
            &job,
            "it names a job that does not make a sound",
        ),
    ] {
        let Missing::Never(failure) = Missing::Never(why.failure(FIELD)).with_value(file) else { panic!() };
        assert_eq!(failure.code, crate::ErrorCode::InputUnreachable);
        let expected = format!("{FIELD} '{value}': {expected}. Name another file and submit again.");
        assert_eq!(failure.message, expected);
    }
}

#[test]
fn a_job_that_is_hidden_or_somebody_elses_does_not_exist_for_a_member() {
    let caller = |user: &str, role| Caller {
        team_id: TeamId::new("t"),
        user_id: UserId::new(user),
        role,
        scopes: Vec::new(),
    };
    let hidden = Job { hidden: true, ..pictures(1) };
    for (job, caller, visible) in [
        (pictures(1), caller("u", Role::Member), true),
        (pictures(1), caller("v", Role::Member), false),
        (pictures(1), caller("v", Role::Admin), true),
        (hidden, caller("u", Role::Owner), false),
    ] {
        assert_eq!(with_job(job).visible_to(&caller).jobs.len(), usize::from(visible));
    }
}

#[test]
fn facts_have_a_length_for_each_source_and_a_complaint_for_each_thing_that_is_missing() {
    let body = json!({
        "clips": [{"source": "https://x/a.mp4"}, {"source": format!("job:{}", id())}],
        "narration": {"source": format!("asset:{}", FileId::new(NOW, [7; 10]))},
        "drive_folder_id": "0198c0de-0000-7000-8000-000000000000",
    });
    let request =
        Request::read(Kind::Composite, Family::Legacy, &body, &Catalog::shipped().unwrap()).unwrap();
    let asked = request.references();
    let there = Referenced {
        files: vec![asset(stored("audio/mpeg", Some(1500)))],
        ..with_job(ended(pictures(1), &stored("image/png", None)))
    };
    let facts = there.facts(&asked, &request);
    assert_eq!(facts.lengths, [Length::Unknown, Length::Picture, Length::Exactly(1500)]);
    let fields = |facts: Facts| facts.mistakes.into_iter().map(|mistake| mistake.field).collect::<Vec<_>>();
    assert_eq!(fields(facts), ["drive_folder_id"]);
    let nothing = Referenced::default();
    let expected = ["drive_folder_id", "clips[1].source", "narration.source"];
    assert_eq!(fields(nothing.facts(&asked, &request)), expected);
    let both = json!({"prompt": "x", "provider": "nano_banana",
        "reference_image_urls": [format!("asset:{}", id()), format!("job:{}", id())]});
    let both = Request::read(Kind::Image, Family::Studio, &both, &Catalog::shipped().unwrap()).unwrap();
    let told = nothing.facts(&both.references(), &both).mistakes;
    let [FieldError { message, .. }] = &told[..] else { panic!("{told:?}") };
    let (file, job) = (
        format!("'asset:{}' is not a file in your team's drive.", id()),
        format!("'job:{}' is not a job of your team.", id()),
    );
    assert_eq!(message, &format!("{file} {job}"));
    let folder_not_looked_up = References { folder: None, ..asked };
    assert_eq!(fields(nothing.facts(&folder_not_looked_up, &request)), expected[1..]);
}
