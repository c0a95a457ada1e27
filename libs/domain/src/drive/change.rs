//! Requests to create or change something in the drive, read and validated.

use serde::Serialize;
use serde_json::{Value, json};

use crate::Medium;
use crate::drive::media_types::{MIMES, canonical};
use crate::fields::{
    Change, Field, FieldError, Fields, List, Parsed, Shape, Switch, Text, Whole, Written, line,
};
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

/// A character that the name of a file may have, as a class of a regular expression.
macro_rules! no_slash {
    ($nor:literal) => {
        concat!("[^/\\\\", $nor, r"\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
    };
}

/// People download files under these names, so a name must be safe on their disks.
const A_NAME: Parsed<String> =
    Parsed { text: line(1..=255), parse: file_name, written: Written::Pattern(NAME_PATTERN) };
static NAME: Field<Parsed<String>> =
    Field::new("name", A_NAME, "What people call it.", || json!("Summer 2026")).required();
static NEXT_NAME: Field<Parsed<String>> =
    Field::new("name", A_NAME, "Its new name.", || json!("Summer 2026")).not_null();
static PARENT_ID: Field<Parsed<FolderId>> =
    Field::new("parent_id", a_folder(), "The folder that it is in. Null is the root.", || {
        json!("0198c0de-0000-7000-8000-000000000000")
    });
static FOLDER_ID: Field<Parsed<FolderId>> =
    Field::new("folder_id", a_folder(), "The folder that the file is in. Null is the root.", || {
        json!("0198c0de-0000-7000-8000-000000000000")
    });
static FILE_NAME: Field<Parsed<String>> =
    Field::new("name", A_NAME, "What people call the file.", || json!("logo.png")).required();
static MIME: Field<Parsed<&'static str>> = Field::new(
    "mime",
    Parsed { text: line(1..=255), parse: mime, written: Written::OneOf(mimes) },
    "The media type of the file.",
    || json!("image/png"),
)
.required();
static BYTES: Field<Whole<i64>> = Field::new(
    "bytes",
    Whole(1..=MOST_BYTES),
    "How many bytes the file has. How many it may have depends on the medium.",
    || json!(48_213),
)
.required();
static FAVORITE: Field<Switch> =
    Field::new("favorite", Switch, "Whether the file is marked as a favorite.", || json!(true)).not_null();
static LABELS: Field<List<Text>> = Field::new(
    "labels",
    List { of: line(LABEL_CHARACTERS), count: 0..=MAX_LABELS },
    "The labels that the file has from now on, each once. Null takes them away, as an empty list does.",
    || json!(["summer", "final"]),
);
/// That of the medium with the largest files.
const MOST_BYTES: i64 = Medium::Video.most_bytes().cast_signed();

static NEW_FOLDER: Shape = Shape::new("NewFolder", &[&NAME, &PARENT_ID]);
static FOLDER_CHANGE: Shape = Shape::new("FolderChange", &[&NEXT_NAME, &PARENT_ID]).with(at_least_one);
static NEW_UPLOAD: Shape = Shape::new("NewUpload", &[&FILE_NAME, &MIME, &BYTES, &FOLDER_ID]);
static FILE_CHANGE: Shape =
    Shape::new("FileChange", &[&NEXT_NAME, &FOLDER_ID, &FAVORITE, &LABELS]).with(at_least_one);

fn at_least_one() -> Value {
    json!({"minProperties": 1})
}

impl NewFolder {
    pub fn read(body: &Value) -> Result<Self, Vec<FieldError>> {
        Fields::read_all(body, &NEW_FOLDER, |fields| {
            let (name, parent_id) = (fields.read(&NAME), fields.read(&PARENT_ID));
            Some(Self { name: name?, parent_id })
        })
    }

    pub fn schema() -> Value {
        NEW_FOLDER.schema()
    }

    pub fn into_folder(self, id: FolderId, team_id: TeamId, user_id: UserId, now: Timestamp) -> Folder {
        let Self { name, parent_id } = self;
        Folder { id, team_id, user_id, name, parent_id, children: 0, created_at: now }
    }
}

impl FolderChange {
    pub fn read(body: &Value) -> Result<Self, Vec<FieldError>> {
        Fields::read_all(body, &FOLDER_CHANGE, |fields| {
            fields.must_name_one();
            Some(Self { name: fields.read(&NEXT_NAME), parent_id: fields.change(&PARENT_ID) })
        })
    }

    pub fn schema() -> Value {
        FOLDER_CHANGE.schema()
    }
}

impl NewUpload {
    pub fn read(body: &Value) -> Result<Self, Vec<FieldError>> {
        Fields::read_all(body, &NEW_UPLOAD, |fields| {
            let (name, mime) = (fields.read(&FILE_NAME), fields.read(&MIME));
            let bytes = fields.read(&BYTES.narrowed(Whole(1..=mime.map_or(MOST_BYTES, most_bytes))));
            let folder_id = fields.read(&FOLDER_ID);
            let bytes = u64::try_from(bytes?).unwrap_or_default();
            Some(Self { name: name?, mime: mime?.to_owned(), bytes, folder_id })
        })
    }

    pub fn schema() -> Value {
        NEW_UPLOAD.schema()
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
        Fields::read_all(body, &FILE_CHANGE, |fields| {
            fields.must_name_one();
            let (name, folder_id) = (fields.read(&NEXT_NAME), fields.change(&FOLDER_ID));
            Some(Self { name, folder_id, favorite: fields.read(&FAVORITE), labels: labels(fields) })
        })
    }

    pub fn schema() -> Value {
        FILE_CHANGE.schema()
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

/// Each once, in the order in which they are given. `null` takes them away, as an empty list does.
fn labels(fields: &mut Fields<'_>) -> Option<Vec<String>> {
    let mut labels: Vec<String> = Vec::new();
    for label in fields.read(&LABELS).unwrap_or_default() {
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    fields.is_named(LABELS.name()).then_some(labels)
}

/// Characters as of every line, without slashes.
const NAME_PATTERN: &str = concat!("^", no_slash!(""), "*", no_slash!(r"\s"), no_slash!(""), "*$");

fn file_name(name: &str) -> Result<String, String> {
    if name.contains(['/', '\\']) {
        return Err(format!("must not contain slashes, got {}", quoted(name)));
    }
    if name == "." || name == ".." {
        return Err(format!("must be more than dots, got {}", quoted(name)));
    }
    Ok(name.to_owned())
}

pub(crate) const fn a_folder() -> Parsed<FolderId> {
    Parsed { text: line(1..=64), parse: folder_id, written: Written::Format("uuid") }
}

fn folder_id(text: &str) -> Result<FolderId, String> {
    text.parse().map_err(|_| no_folder(text))
}

fn mime(written: &str) -> Result<&'static str, String> {
    canonical(written).ok_or_else(|| must_be_one_of(written, &mimes()))
}

fn mimes() -> Vec<&'static str> {
    MIMES.iter().map(|(mime, _)| *mime).collect()
}

fn most_bytes(mime: &str) -> i64 {
    let most = Medium::from_mime(mime).map_or(u64::MAX, Medium::most_bytes);
    i64::try_from(most).unwrap_or(i64::MAX)
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
