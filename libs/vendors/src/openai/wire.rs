//! `OpenAI`'s requests, from the vendor's SDK.

use bytes::Bytes;
use reqwest::multipart::{Form, Part};
use serde::Serialize;

use crate::{Attachment, ImageTask, SpeechTask};

/// The catalog's prices are for this quality.
const QUALITY: &str = "medium";
/// A lossless format, because the picture may still be cropped and resized.
const OUTPUT_FORMAT: &str = "png";

/// A picture from words alone.
#[derive(Debug, Serialize)]
pub(super) struct Generation<'a> {
    model: &'a str,
    prompt: &'a str,
    n: u8,
    size: String,
    quality: &'static str,
    output_format: &'static str,
}

impl<'a> Generation<'a> {
    pub(super) fn from_task(model: &'a str, task: &ImageTask<'a>) -> Self {
        let (quality, output_format) = (QUALITY, OUTPUT_FORMAT);
        Self { model, prompt: task.prompt, n: 1, size: size(task), quality, output_format }
    }
}

/// A picture from words and pictures. It is a form, because the vendor takes files here.
#[derive(Debug)]
pub(super) struct Edit {
    pub(super) texts: Vec<(&'static str, String)>,
    pub(super) files: Vec<File>,
}

#[derive(Debug)]
pub(super) struct File {
    pub(super) part: &'static str,
    pub(super) name: String,
    pub(super) mime: String,
    pub(super) bytes: Bytes,
}

impl Edit {
    pub(super) fn from_task(model: &str, task: &ImageTask<'_>) -> Self {
        let texts = vec![
            ("model", model.to_owned()),
            ("prompt", task.prompt.to_owned()),
            ("n", "1".to_owned()),
            ("size", size(task)),
            ("quality", QUALITY.to_owned()),
            ("output_format", OUTPUT_FORMAT.to_owned()),
        ];
        // The vendor has one name for the part with a single file and another for several.
        let part = if task.references.len() == 1 { "image" } else { "image[]" };
        let files = (1_u32..).zip(task.references).map(|(number, reference)| File {
            part,
            name: format!("reference-{number}.{}", extension(reference)),
            mime: reference.mime.clone(),
            bytes: reference.bytes.clone(),
        });
        Self { texts, files: files.collect() }
    }

    /// Fails where a content type is malformed.
    pub(super) fn form(self) -> reqwest::Result<Form> {
        let form = self.texts.into_iter().fold(Form::new(), |form, (name, text)| form.text(name, text));
        self.files.into_iter().try_fold(form, |form, file| {
            let part = Part::stream(file.bytes).file_name(file.name).mime_str(&file.mime)?;
            Ok(form.part(file.part, part))
        })
    }
}

fn size(task: &ImageTask<'_>) -> String {
    format!("{}x{}", task.native.size.width, task.native.size.height)
}

fn extension(reference: &Attachment) -> &'static str {
    if reference.mime == "image/jpeg" { "jpg" } else { "png" }
}

/// A recording.
#[derive(Debug, Serialize)]
pub(super) struct Speech<'a> {
    model: &'a str,
    input: &'a str,
    voice: &'a str,
    response_format: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    speed: Option<f64>,
}

impl<'a> Speech<'a> {
    pub(super) fn from_task(model: &'a str, task: &SpeechTask<'a>) -> Self {
        Self {
            model,
            input: task.text,
            voice: task.voice_id,
            response_format: task.format.as_str(),
            speed: task.speed,
        }
    }
}
