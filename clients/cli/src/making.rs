//! The commands that make something, and the requests that follow.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use domain::FolderId;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::failure::Failure;
use crate::options::{Ad, Avatar, Image, Speech, Video};
use crate::timeline;

/// `A`: what else such a command takes.
#[derive(Debug, Subcommand)]
pub(crate) enum Making<A: Args> {
    /// Makes pictures.
    Image(Of<Image, A>),
    /// Makes a silent video.
    Video(Of<Video, A>),
    /// Makes a video of somebody who speaks.
    Avatar(Of<Avatar, A>),
    /// Makes speech.
    Speech(Of<Speech, A>),
    /// Makes a video or a still from a timeline.
    Ad(Of<Ad, A>),
}

#[derive(Debug, Args)]
pub(crate) struct Of<W: Args, A: Args> {
    #[command(flatten)]
    what: W,
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    then: A,
}

/// What every request takes.
#[derive(Debug, Args)]
struct Common {
    /// The folder of the drive for the results; the root without it.
    #[arg(long, value_name = "ID")]
    folder: Option<FolderId>,
    /// A text that is returned with the job; may be given several times.
    #[arg(long, value_name = "NAME=TEXT", value_parser = pair)]
    metadata: Vec<(String, String)>,
    /// Any other field of the request, as JSON or as text; may be given several times.
    #[arg(long, value_name = "FIELD=VALUE", value_parser = pair)]
    set: Vec<(String, String)>,
}

/// A request before its files are uploaded.
#[derive(Debug)]
pub(crate) struct Draft {
    /// Below `/api/v1`.
    pub(crate) path: &'static str,
    pub(crate) body: Value,
    /// Where relative paths of files begin.
    pub(crate) folder: PathBuf,
}

impl<A: Args> Making<A> {
    pub(crate) fn draft(&self) -> Result<Draft, Failure> {
        match self {
            Self::Image(of) => of.common.complete(of.what.path(), &of.what),
            Self::Video(of) => of.common.complete("/creative-hub/video-studio/generate", &of.what),
            Self::Avatar(of) => of.common.complete("/creative-hub/avatar-studio/generate", &of.what),
            Self::Speech(of) => of.common.complete("/creative-hub/voice-studio/generate", &of.what),
            Self::Ad(of) => {
                let (timeline, folder) = timeline::read(&of.what.timeline)?;
                let draft = of.common.complete("/creative-hub/generate/composite", &timeline)?;
                Ok(Draft { folder, ..draft })
            }
        }
    }

    pub(crate) const fn then(&self) -> &A {
        match self {
            Self::Image(of) => &of.then,
            Self::Video(of) => &of.then,
            Self::Avatar(of) => &of.then,
            Self::Speech(of) => &of.then,
            Self::Ad(of) => &of.then,
        }
    }
}

impl Common {
    fn complete(&self, path: &'static str, what: &impl Serialize) -> Result<Draft, Failure> {
        let mut body = given(what)?;
        if let Some(folder) = self.folder {
            body.insert("drive_folder_id".to_owned(), folder.to_string().into());
        }
        if !self.metadata.is_empty() {
            body.insert("metadata".to_owned(), self.metadata.iter().cloned().collect());
        }
        for (field, value) in &self.set {
            let value = serde_json::from_str(value).unwrap_or_else(|_| value.clone().into());
            body.insert(field.clone(), value);
        }
        Ok(Draft { path, body: body.into(), folder: PathBuf::from(".") })
    }
}

/// The fields that were given: options that were not are null or empty.
pub(crate) fn given(what: &impl Serialize) -> Result<Map<String, Value>, Failure> {
    let body = serde_json::to_value(what).map_err(|error| Failure::Usage(error.to_string()))?;
    let Value::Object(mut body) = body else {
        return Err(Failure::usage("a timeline is a JSON object, as docs/API.md describes it."));
    };
    body.retain(|_, value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty()));
    Ok(body)
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("it needs a name, an equals sign and a value")?;
    Ok((name.to_owned(), value.to_owned()))
}
