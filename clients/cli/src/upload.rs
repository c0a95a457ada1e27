//! One upload: announce a file, put its bytes to the link, and complete it.

use std::fs;
use std::path::{Path, PathBuf};

use domain::FolderId;
use futures::stream;
use reqwest::{Body, Method};
use serde_json::json;
use tokio::fs::File;
use tokio::io::AsyncReadExt;

use crate::api::{Answer, Call, cause};
use crate::commands::Hub;
use crate::failure::Failure;
use crate::mime::mime_of;
use crate::replies::{Upload, UploadedFile};
use crate::retry::{Missed, Outcome, persist};

/// A file of this machine that can be uploaded.
#[derive(Debug)]
pub(crate) struct Announced {
    file: PathBuf,
    name: String,
    mime: String,
    bytes: u64,
}

const CHUNK: usize = 256 * 1024;

impl Announced {
    pub(crate) fn new(file: &Path, mime: Option<&str>) -> Result<Self, Failure> {
        let refused = |why: &str| Failure::Usage(format!("{} {why}.", file.display()));
        let found = fs::metadata(file).map_err(|error| refused(&format!("cannot be read: {error}")))?;
        let name = file.file_name().and_then(|name| name.to_str()).filter(|_| found.is_file());
        let name = name.ok_or_else(|| refused("is no file"))?;
        let mime = mime.or_else(|| mime_of(file)).ok_or_else(|| {
            refused("has neither bytes nor an extension that tell its type; `hub upload --mime` takes it, such as image/png")
        })?;
        Ok(Self { file: file.to_owned(), name: name.to_owned(), mime: mime.to_owned(), bytes: found.len() })
    }
}

/// The answer about the file, and what there is to know of it.
pub(crate) async fn upload(
    hub: &mut Hub<'_>,
    announced: &Announced,
    folder: Option<FolderId>,
) -> Result<(Answer, UploadedFile), Failure> {
    let mut body = json!({"name": announced.name, "mime": announced.mime, "bytes": announced.bytes});
    if let (Some(folder), Some(body)) = (folder, body.as_object_mut()) {
        body.insert("folder_id".to_owned(), folder.to_string().into());
    }
    let api = hub.api()?;
    let begun: Upload = api.send(&Call::post("/creative-hub/drive/uploads", Some(body))).await?.read()?;
    let put = async || attempt_to_put(&api.http, &begun, &announced.file).await;
    persist(api.first_pause, |_, _| {}, put).await?;
    let complete = format!("/creative-hub/drive/uploads/{}/complete", begun.id);
    let answer = api.send(&Call::post(complete, None)).await?;
    let file = answer.read()?;
    Ok((answer, file))
}

/// The link takes the bytes any number of times.
async fn attempt_to_put(http: &reqwest::Client, upload: &Upload, file: &Path) -> Result<(), Missed> {
    let shown = file.display();
    let unreadable = |error: &dyn std::fmt::Display| {
        (Outcome::Refused { retry_after: None }, Failure::Usage(format!("{shown} cannot be read: {error}")))
    };
    let opened = File::open(file).await.map_err(|error| unreadable(&error))?;
    let method = Method::from_bytes(upload.method.as_bytes()).unwrap_or(Method::PUT);
    let mut request = http.request(method, &upload.url);
    for (name, value) in &upload.headers {
        request = request.header(name, value);
    }
    let response = request.body(chunks(opened)).send().await.map_err(|error| {
        let failure = format!("{shown} could not be sent: {}", cause(&error));
        (Outcome::NoAnswer, Failure::NoAnswer(failure))
    })?;
    let status = response.status();
    if status.is_success() {
        return Ok(());
    }
    let failure = Failure::NoAnswer(format!("the upload of {shown} was answered with {status}"));
    Err((Outcome::Foreign { status: status.as_u16() }, failure))
}

/// A file in pieces, so that a film need not fit into memory.
fn chunks(file: File) -> Body {
    let pieces = stream::try_unfold(file, |mut file| async move {
        let mut piece = Vec::with_capacity(CHUNK);
        let read = file.read_buf(&mut piece).await?;
        Ok::<_, std::io::Error>((read > 0).then_some((piece, file)))
    });
    Body::wrap_stream(pieces)
}
