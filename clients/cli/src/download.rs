//! What a finished job made, as files. A file appears as a whole or not at all.

use std::io::Write;
use std::path::{Path, PathBuf};

use domain::JobId;
use domain::drive::{canonical, extension};
use reqwest::Response;
use tempfile::{Builder, NamedTempFile};

use crate::api::{Answer, cause};
use crate::commands::Hub;
use crate::failure::Failure;
use crate::mime;
use crate::replies::Job;
use crate::retry::{Outcome, pause};
use crate::wait::look;

/// Refuses a place that no file can be written to, before anything is paid for.
pub(crate) fn check(out: Option<&Path>) -> Result<(), Failure> {
    let Some(out) = out else { return Ok(()) };
    let unusable = |folder: &Path, why: &dyn std::fmt::Display| {
        Failure::Usage(format!("nothing can be written to {}: {why}", folder.display()))
    };
    if is_folder(out) {
        std::fs::create_dir_all(out).map_err(|error| unusable(out, &error))?;
    }
    let folder = if is_folder(out) { out } else { folder_of(out) };
    // Whether a file can be made there is best asked by making one.
    NamedTempFile::new_in(folder).map(drop).map_err(|error| unusable(folder, &error))
}

/// Prints where the results are: the files if there is a place for them, or else their links.
pub(crate) async fn deliver(
    hub: &mut Hub<'_>,
    answer: &Answer,
    job: &Job,
    out: Option<&Path>,
) -> Result<(), Failure> {
    for variant in job.variants.iter().filter(|variant| variant.error_message.is_some()) {
        let why = variant.error_message.as_deref().unwrap_or_default();
        hub.shell.note(&format!("hub: variant {} of {} failed: {why}", variant.index, job.variants.len()));
    }
    let made = match out {
        Some(out) => save_all(hub, job, out).await.map_err(|failure| still_there(failure, job.id))?,
        None => job.result_urls.clone(),
    };
    let (credits, cost) = (job.credits_charged.get(), job.cost_cents);
    hub.shell.tell(&format!("{} {}: {credits} credits ({cost})", job.kind.as_str(), job.id));
    if hub.json {
        return hub.shell.say(&answer.text);
    }
    made.iter().try_for_each(|made| hub.shell.say(made))
}

fn still_there(failure: Failure, id: JobId) -> Failure {
    match failure {
        Failure::NoAnswer(sentence) => Failure::NoAnswer(format!(
            "{sentence}\nThe job has completed. `hub wait {id} --out PATH` saves what it made."
        )),
        other => other,
    }
}

async fn save_all(hub: &mut Hub<'_>, job: &Job, out: &Path) -> Result<Vec<String>, Failure> {
    let mut saved = Vec::new();
    for place in 0..job.result_urls.len() {
        let saved_as = save(hub, job, place, out).await?;
        note_other_type(hub, &saved_as);
        saved.push(saved_as.display().to_string());
    }
    Ok(saved)
}

/// A model makes what it makes: a picture that was to be a PNG may be a JPEG.
fn note_other_type(hub: &mut Hub<'_>, file: &Path) {
    let (named, is) = (mime::by_name(file), mime::mime_of(file));
    if let (Some(named), Some(is)) = (named, is)
        && named != is
    {
        hub.shell.note(&format!("hub: {} is {is}, not {named}", file.display()));
    }
}

/// A link lives for a quarter of an hour, so that another attempt takes a new one.
async fn save(hub: &Hub<'_>, job: &Job, place: usize, out: &Path) -> Result<PathBuf, Failure> {
    let first_pause = hub.environment.first_pause;
    let mut link = job.result_urls.get(place).cloned();
    let mut attempt = 1;
    loop {
        let (outcome, failure) = match attempt_to_save(hub, link.as_deref(), job, place, out).await {
            Ok(file) => return Ok(file),
            Err(missed) => missed,
        };
        let Some(pause) = pause(outcome, attempt, first_pause) else { return Err(failure) };
        tokio::time::sleep(pause).await;
        link = look(hub, job.id).await?.1.result_urls.get(place).cloned();
        attempt += 1;
    }
}

async fn attempt_to_save(
    hub: &Hub<'_>,
    link: Option<&str>,
    job: &Job,
    place: usize,
    out: &Path,
) -> Result<PathBuf, (Outcome, Failure)> {
    let lost = |error: reqwest::Error| {
        let sentence = format!("the result could not be downloaded: {}", cause(&error));
        (Outcome::NoAnswer, Failure::NoAnswer(sentence))
    };
    let answered = hub.shell.http.get(link.unwrap_or_default()).send().await;
    let mut response = answered.and_then(Response::error_for_status).map_err(lost)?;
    let file = name(job, place, out, &response);
    let unwritable = |error: std::io::Error| {
        let failure = Failure::Usage(format!("{} cannot be written: {error}", file.display()));
        (Outcome::Refused { retry_after: None }, failure)
    };
    let mut whole = new_file(folder_of(&file)).map_err(unwritable)?;
    while let Some(piece) = response.chunk().await.map_err(lost)? {
        whole.write_all(&piece).map_err(unwritable)?;
    }
    whole.persist(&file).map_err(|error| unwritable(error.error))?;
    Ok(file)
}

/// With the permissions of any other file, which temporary ones do not have.
fn new_file(folder: &Path) -> std::io::Result<NamedTempFile> {
    #[cfg(unix)]
    let permissions = <std::fs::Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o666);
    let mut builder = Builder::new();
    #[cfg(unix)]
    builder.permissions(permissions);
    builder.prefix(".hub-").tempfile_in(folder)
}

fn is_folder(out: &Path) -> bool {
    out.is_dir() || out.as_os_str().to_string_lossy().ends_with(std::path::MAIN_SEPARATOR)
}

fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

fn name(job: &Job, place: usize, out: &Path, response: &Response) -> PathBuf {
    let mime = response.headers().get("content-type").and_then(|mime| mime.to_str().ok());
    let made = mime.and_then(canonical).and_then(extension);
    let several = (job.result_urls.len() > 1).then_some(place);
    if is_folder(out) {
        let plain = format!("{}-{}.{}", job.kind.as_str(), job.id, made.unwrap_or("bin"));
        return numbered(&out.join(plain), several);
    }
    numbered(out, several)
}

/// `kite.png` among several is `kite-1.png`, `kite-2.png` and so on.
fn numbered(file: &Path, several: Option<usize>) -> PathBuf {
    let Some(place) = several else { return file.to_owned() };
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let extension = file.extension().map_or_else(String::new, |it| format!(".{}", it.to_string_lossy()));
    file.with_file_name(format!("{stem}-{}{extension}", place + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_results_are_numbered() {
        let numbered = |file: &str, place| numbered(Path::new(file), place).display().to_string();
        assert_eq!(numbered("a/kite.png", None), "a/kite.png");
        assert_eq!(numbered("a/kite.png", Some(0)), "a/kite-1.png");
        assert_eq!(numbered("kite.v2.png", Some(3)), "kite.v2-4.png");
        assert_eq!(numbered("kite", Some(0)), "kite-1");
    }

    #[test]
    fn a_place_that_cannot_be_written_to_is_refused_before_anything_is_made() {
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| folder.path().join(path);
        for usable in ["kite.png", "new/", "new"] {
            check(Some(&at(usable))).unwrap();
        }
        assert!(at("new").is_dir());
        for unusable in ["missing/kite.png", "missing/folder/kite.png"] {
            assert!(matches!(check(Some(&at(unusable))), Err(Failure::Usage(_))), "{unusable}");
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "it leaves nothing behind");
        check(Some(Path::new("kite.png"))).unwrap();
        check(None).unwrap();
    }
}
