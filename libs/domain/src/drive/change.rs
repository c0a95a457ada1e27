//! Requests to create or change something in the drive, read and validated.

use serde::Serialize;
use serde_json::Value;

use crate::Medium;
use crate::drive::media_types::{MIMES, canonical};
use crate::fields::{Change, FieldError, Fields, is_visible};
use crate::given::quoted;
use crate::near::must_be_one_of;
use crate::{FileId, FolderId, TeamId, Timestamp, UserId};

use super::{DriveFile, Folder, UPLOAD_SECONDS, Upload, no_folder};

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewFolder {
    pub name: String,
    pub parent_id: Option<FolderId>,
}

/// `None`: it stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderChange {
    pub name: Option<String>,
    /// Cleared: it moves to the root.
    pub parent_id: Change<FolderId>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewUpload {
    pub name: String,
    pub mime: String,
    pub bytes: u64,
    pub folder_id: Option<FolderId>,
}

/// `None`: it stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChange {
    pub name: Option<String>,
    /// Cleared: it moves to the root.
    pub folder_id: Change<FolderId>,
    pub favorite: Option<bool>,
    /// In place of those that it has.
    pub labels: Option<Vec<String>>,
}

pub const MAX_LABELS: usize = 10;
pub const LABEL_CHARACTERS: std::ops::RangeInclusive<usize> = 1..=40;

impl NewFolder {
    pub fn read(body: &Value) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::new(body)?;
        let name = required_name(&mut fields);
        let parent_id = folder(&mut fields, "parent_id").applied_to(None);
        fields.finish()?;
        // Nothing was refused, so all fields are there.
        Ok(Self { name: name.unwrap_or_default(), parent_id })
    }

    pub fn into_folder(self, id: FolderId, team_id: TeamId, user_id: UserId, now: Timestamp) -> Folder {
        let Self { name, parent_id } = self;
        Folder { id, team_id, user_id, name, parent_id, children: 0, created_at: now }
    }
}

impl FolderChange {
    pub fn read(body: &Value) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::new(body)?;
        let (name, parent_id) = (name(&mut fields), folder(&mut fields, "parent_id"));
        fields.must_name_one_of(&["name", "parent_id"]);
        fields.finish()?;
        Ok(Self { name, parent_id })
    }
}

impl NewUpload {
    pub fn read(body: &Value) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::new(body)?;
        let name = required_name(&mut fields);
        let mime = mime(&mut fields);
        let most = mime.as_deref().and_then(Medium::from_mime).map_or(u64::MAX, Medium::most_bytes);
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let bytes = fields.required_whole_number("bytes", 1..=most);
        let folder_id = folder(&mut fields, "folder_id").applied_to(None);
        fields.finish()?;
        // Nothing was refused, so all fields are there.
        let bytes = bytes.and_then(|bytes| u64::try_from(bytes).ok()).unwrap_or_default();
        Ok(Self { name: name.unwrap_or_default(), mime: mime.unwrap_or_default(), bytes, folder_id })
    }

    /// `key`: where in the bucket the bytes are expected.
    pub fn into_upload(
        self,
        id: FileId,
        (team_id, user_id): (TeamId, UserId),
        key: String,
        now: Timestamp,
    ) -> Upload {
        let Self { name, mime, bytes, folder_id } = self;
        let expires_at = now.plus_seconds(UPLOAD_SECONDS);
        Upload { id, team_id, user_id, name, mime, bytes, folder_id, key, created_at: now, expires_at }
    }
}

impl FileChange {
    pub fn read(body: &Value) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::new(body)?;
        let (name, folder_id) = (name(&mut fields), folder(&mut fields, "folder_id"));
        let (favorite, labels) = (favorite(&mut fields), labels(&mut fields));
        fields.must_name_one_of(&["name", "folder_id", "favorite", "labels"]);
        fields.finish()?;
        Ok(Self { name, folder_id, favorite, labels })
    }

    /// The file after the change.
    #[must_use]
    pub fn apply(&self, file: DriveFile) -> DriveFile {
        let Self { name, folder_id, favorite, labels } = self.clone();
        DriveFile {
            name: name.unwrap_or(file.name),
            folder_id: folder_id.applied_to(file.folder_id),
            favorite: favorite.unwrap_or(file.favorite),
            labels: labels.unwrap_or(file.labels),
            ..file
        }
    }
}

/// `null` is refused: a file is a favorite or it is not.
fn favorite(fields: &mut Fields<'_>) -> Option<bool> {
    let is_null = fields.is_null("favorite");
    let favorite = fields.switch("favorite");
    if is_null {
        fields.refuse("favorite", "must be true or false, got null");
    }
    favorite
}

/// Each once, in the order in which they are given. `null` takes them away, as an empty list does.
fn labels(fields: &mut Fields<'_>) -> Option<Vec<String>> {
    let is_named = fields.is_named("labels");
    let given = fields.texts("labels", MAX_LABELS, |fields, place, label| {
        let (least, most) = LABEL_CHARACTERS.into_inner();
        let length = label.chars().count();
        if length > most {
            fields.refuse(place, format!("must be {least} to {most} characters long, got {length}"));
        } else if !is_visible(&label) {
            fields.refuse(place, format!("must have something to see, got {}", quoted(&label)));
        } else {
            return Some(label);
        }
        None
    });
    let mut labels: Vec<String> = Vec::new();
    for label in given {
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    is_named.then_some(labels)
}

const NAME_CHARACTERS: std::ops::RangeInclusive<usize> = 1..=255;

fn required_name(fields: &mut Fields<'_>) -> Option<String> {
    let name = fields.required_text("name", NAME_CHARACTERS);
    checked(fields, name)
}

fn name(fields: &mut Fields<'_>) -> Option<String> {
    // `null` is refused: a name cannot be taken away.
    if fields.is_named("name") { required_name(fields) } else { fields.text("name", NAME_CHARACTERS) }
}

/// People download files under these names, so a name must be safe on their disks.
fn checked(fields: &mut Fields<'_>, name: Option<String>) -> Option<String> {
    let name = name?;
    if name.contains(['/', '\\']) {
        fields.refuse("name", format!("must not contain slashes, got {}", quoted(&name)));
        return None;
    }
    if name == "." || name == ".." {
        fields.refuse("name", format!("must be more than dots, got {}", quoted(&name)));
        return None;
    }
    Some(name)
}

/// `null` means the root.
fn folder(fields: &mut Fields<'_>, field: &'static str) -> Change<FolderId> {
    fields.text_change(field, 1..=64).read(|text| {
        let id = text.parse().ok();
        if id.is_none() {
            fields.refuse(field, no_folder(&text));
        }
        id
    })
}

fn mime(fields: &mut Fields<'_>) -> Option<String> {
    let written = fields.required_text("mime", 1..=255)?;
    let understood = canonical(&written).map(str::to_owned);
    if understood.is_none() {
        let known: Vec<&str> = MIMES.iter().map(|(mime, _)| *mime).collect();
        fields.refuse("mime", must_be_one_of(&written, &known));
    }
    understood
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn complaints<T: std::fmt::Debug>(read: Result<T, Vec<FieldError>>) -> Vec<String> {
        read.unwrap_err().into_iter().map(|error| error.field).collect()
    }

    const ID: &str = "0198c0de-0000-7000-8000-000000000000";

    #[test]
    fn a_name_is_1_to_255_characters_without_slashes_and_controls() {
        for name in ["a", "Sommer 2026", "été.png", "...", "شعار", &"é".repeat(255)] {
            assert_eq!(NewFolder::read(&json!({"name": name})).unwrap().name, name);
        }
        for name in [
            "",
            "  ",
            ".",
            "..",
            "exe\u{202e}gpj",
            "a\u{2028}b",
            "a/b",
            "a\\b",
            "a\nb",
            "a\u{7f}",
            "\0",
            &"é".repeat(256),
        ] {
            assert_eq!(complaints(NewFolder::read(&json!({"name": name}))), ["name"], "{name:?}");
        }
    }

    #[test]
    fn all_mistakes_of_an_upload_are_reported_at_once() {
        let body = json!({"name": "/", "mime": "image/svg+xml", "bytes": 0, "folder_id": "x", "colour": 1});
        assert_eq!(complaints(NewUpload::read(&body)), ["name", "mime", "bytes", "folder_id", "colour"]);
        assert_eq!(complaints(NewUpload::read(&json!({}))), ["name", "mime", "bytes"]);
        assert_eq!(complaints(NewUpload::read(&json!([]))), ["body"]);
    }

    #[test]
    fn an_upload_is_as_large_as_its_medium_allows() {
        const MB: u64 = 1024 * 1024;
        for (mime, most) in [("image/png", 20 * MB), ("audio/mpeg", 50 * MB), ("Video/MP4", 500 * MB)] {
            let of = |bytes| NewUpload::read(&json!({"name": "a", "mime": mime, "bytes": bytes}));
            assert_eq!(of(most).unwrap().bytes, most);
            assert_eq!(complaints(of(most + 1)), ["bytes"], "{mime}");
        }
    }

    #[test]
    fn an_upload_has_the_common_spelling_of_its_type() {
        let body = json!({"name": "a.jpg", "mime": "image/JPG; charset=binary", "bytes": 9});
        assert_eq!(NewUpload::read(&body).unwrap().mime, "image/jpeg");
    }

    #[test]
    fn a_change_names_what_changes_and_null_means_the_root() {
        let id = ID.parse().unwrap();
        for (body, name, parent_id) in [
            (json!({"name": "a"}), Some("a"), Change::Keep),
            (json!({"parent_id": null}), None, Change::Clear),
            (json!({"name": "a", "parent_id": ID}), Some("a"), Change::To(id)),
        ] {
            let change = FolderChange::read(&body).unwrap();
            assert_eq!((change.name.as_deref(), change.parent_id), (name, parent_id), "{body}");
        }
        for (body, field) in [
            (json!({}), "body"),
            (json!({"name": null}), "name"),
            (json!({"parent_id": 7}), "parent_id"),
            (json!({"parent_id": "root"}), "parent_id"),
        ] {
            assert_eq!(complaints(FolderChange::read(&body)), [field], "{body}");
        }
        assert_eq!(FileChange::read(&json!({"folder_id": ID})).unwrap().folder_id, Change::To(id));
        assert_eq!(complaints(FileChange::read(&json!({"folder_id": ""}))), ["folder_id"]);
    }

    #[test]
    fn a_file_is_marked_as_a_favorite_and_labelled() {
        let read = |body| FileChange::read(&body).unwrap();
        assert_eq!(read(json!({"favorite": true})).favorite, Some(true));
        assert_eq!(read(json!({"favorite": false})).labels, None);
        for (given, labels) in [
            (json!(["hero", "Ünter 30", "hero"]), vec!["hero", "Ünter 30"]),
            (json!(["é".repeat(40)]), vec![&*"é".repeat(40)]),
            (json!([]), vec![]),
            (json!(null), vec![]),
        ] {
            let labels: Vec<String> = labels.into_iter().map(str::to_owned).collect();
            assert_eq!(read(json!({"labels": given})).labels, Some(labels));
        }
        for (body, field) in [
            (json!({"favorite": null}), "favorite"),
            (json!({"favorite": "true"}), "favorite"),
            (json!({"labels": "hero"}), "labels"),
            (json!({"labels": [7]}), "labels[0]"),
            (json!({"labels": vec!["a"; 11]}), "labels"),
            (json!({"labels": ["a", "é".repeat(41)]}), "labels[1]"),
            (json!({"labels": [" "]}), "labels[0]"),
            (json!({"labels": ["a\tb"]}), "labels[0]"),
            (json!({"labels": [""]}), "labels[0]"),
            (json!({"label": ["a"], "favorite": true}), "label"),
        ] {
            assert_eq!(complaints(FileChange::read(&body)), [field], "{body}");
        }
    }
}
