//! The sources of a request that are files here. They are uploaded, each once, and named as assets.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::commands::Hub;
use crate::failure::Failure;
use crate::making::Draft;
use crate::upload::{Announced, upload};

/// The fields that take a source, wherever in a request they are.
const FIELDS: [&str; 5] = ["image_url", "reference_image_url", "reference_image_urls", "audio_url", "source"];

/// Uploads what the draft names of this machine. Nothing is uploaded unless all files are there.
pub(crate) async fn upload_files(hub: &mut Hub<'_>, draft: &mut Draft) -> Result<(), Failure> {
    let mut announced = BTreeMap::new();
    for (place, file) in files(draft) {
        let checked = Announced::new(&file, None)
            .map_err(|failure| Failure::Usage(format!("{place}: {failure} {WHAT_SOURCES_ARE}")))?;
        announced.insert(file, checked);
    }
    let mut assets = BTreeMap::new();
    for (file, announced) in announced {
        let (_, uploaded) = upload(hub, &announced, None).await?;
        hub.shell.tell(&format!("{} is {}", file.display(), uploaded.asset));
        assets.insert(file, uploaded.asset);
    }
    let folder = draft.folder.clone();
    each_source(&mut draft.body, "", &mut |_, source| {
        if let Some(asset) = local_file(&folder, source).and_then(|file| assets.get(&file)) {
            source.clone_from(asset);
        }
    });
    Ok(())
}

const WHAT_SOURCES_ARE: &str = "A source is a file, an https address, asset:ID or job:ID.";

/// Refuses a draft that names files: its quote would need them uploaded.
pub(crate) fn refuse_files(draft: &mut Draft) -> Result<(), Failure> {
    match files(draft).as_slice() {
        [] => Ok(()),
        [(place, file), ..] => Err(Failure::Usage(format!(
            "{place}: a quote uploads nothing. Run `hub upload {}`, and give the asset:ID that it prints.",
            file.display()
        ))),
    }
}

/// Where in the draft files of this machine are named, and which.
fn files(draft: &mut Draft) -> Vec<(String, PathBuf)> {
    let mut files = Vec::new();
    let folder = draft.folder.clone();
    each_source(&mut draft.body, "", &mut |place, source| {
        files.extend(local_file(&folder, source).map(|file| (place.to_owned(), file)));
    });
    files
}

/// `at`: the field that the value is in, as the API writes it.
fn each_source(value: &mut Value, at: &str, visit: &mut impl FnMut(&str, &mut String)) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                let at = if at.is_empty() { name.clone() } else { format!("{at}.{name}") };
                each_source(field, &at, visit);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                each_source(item, &format!("{at}[{index}]"), visit);
            }
        }
        Value::String(text) if takes_sources(at) => visit(at, text),
        _ => {}
    }
}

/// `clips[0].source` and `reference_image_urls[1]` do.
fn takes_sources(place: &str) -> bool {
    let field = place.rsplit('.').next().unwrap_or(place);
    let name = field.split('[').next().unwrap_or(field);
    FIELDS.contains(&name)
}

/// Everything with a scheme is left to the API, which says what it takes.
fn local_file(folder: &Path, source: &str) -> Option<PathBuf> {
    let has_scheme = source.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1
            && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter))
    });
    (!has_scheme && !source.is_empty()).then(|| folder.join(source))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn files_of(body: Value) -> Vec<(String, PathBuf)> {
        files(&mut Draft { path: "", body, folder: PathBuf::from("ads") })
    }

    #[test]
    fn files_are_found_in_every_field_that_takes_a_source() {
        let body = json!({
            "prompt": "kite.png", "image_url": "a.png", "audio_url": "a.mp3", "reference_image_url": "r.png",
            "reference_image_urls": ["b.png", "asset:1", "job:2/0"],
            "clips": [{"source": "https://example.com/a.mp4"}, {"source": "c/d.mp4"}],
            "overlays": [{"source": "/logo.png", "position": "center"}],
            "narration": {"source": "n.wav"}, "music": {"source": "http://example.com/m.mp3"},
            "texts": [{"text": "source"}],
        });
        let found: Vec<_> =
            files_of(body).into_iter().map(|(place, file)| format!("{place} {}", file.display())).collect();
        assert_eq!(
            found,
            [
                "image_url ads/a.png",
                "audio_url ads/a.mp3",
                "reference_image_url ads/r.png",
                "reference_image_urls[0] ads/b.png",
                "clips[1].source ads/c/d.mp4",
                "overlays[0].source /logo.png",
                "narration.source ads/n.wav",
            ]
        );
    }

    #[test]
    fn what_has_a_scheme_is_no_file() {
        for source in ["", "https://a/b.png", "data:image/png;base64,AAAA", "asset:1", "job:1/0", "s3://b/k"]
        {
            assert_eq!(files_of(json!({"image_url": source})), [], "{source}");
        }
        assert_eq!(files_of(json!({"image_url": "10:15 kite.png"})).len(), 0);
        assert_eq!(files_of(json!({"image_url": "./10:15 kite.png"})).len(), 1);
    }
}
