//! The drive as a client uses it.

use domain::{Job, TeamId};
use serde_json::{Value, json};
use store::JobFilter;

use crate::{Answer, Client, World};

const FOLDERS: &str = "/creative-hub/drive/folders";
const FILES: &str = "/creative-hub/drive/files";
const UPLOADS: &str = "/creative-hub/drive/uploads";

impl Client {
    pub async fn patch(&self, path: &str, body: &Value) -> Answer {
        self.send(self.request("PATCH", path).json(body)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send(self.request("DELETE", path)).await
    }

    /// Makes a folder, which must succeed, and returns its id. A `parent` of `None` is the root.
    pub async fn create_folder(&self, name: &str, parent: Option<&str>) -> String {
        let answer = self.post(FOLDERS, &json!({"name": name, "parent_id": parent})).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        answer.text("id").to_owned()
    }

    pub async fn folder(&self, id: &str) -> Value {
        let answer = self.get(&format!("{FOLDERS}/{id}")).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.body
    }

    /// Begins an upload, which must succeed.
    pub async fn begin_upload(&self, name: &str, mime: &str, bytes: usize, folder: Option<&str>) -> Value {
        let body = json!({"name": name, "mime": mime, "bytes": bytes, "folder_id": folder});
        let answer = self.post(UPLOADS, &body).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        answer.body
    }

    /// Puts bytes to an upload's link without a key, as a browser would. Returns S3's status.
    pub async fn put_bytes(&self, upload: &Value, bytes: &[u8]) -> u16 {
        self.put_as(upload, upload["mime"].as_str().unwrap(), bytes).await
    }

    pub async fn put_as(&self, upload: &Value, mime: &str, bytes: &[u8]) -> u16 {
        self.raw("PUT", upload["url"].as_str().unwrap(), mime, bytes).await
    }

    pub async fn complete(&self, upload: &Value) -> Answer {
        let id = upload["id"].as_str().unwrap();
        self.send(self.request("POST", &format!("{UPLOADS}/{id}/complete"))).await
    }

    /// Uploads a file: begins, puts the bytes and completes.
    pub async fn upload(&self, name: &str, mime: &str, bytes: &[u8], folder: Option<&str>) -> Value {
        let upload = self.begin_upload(name, mime, bytes.len(), folder).await;
        assert_eq!(self.put_bytes(&upload, bytes).await, 200);
        let answer = self.complete(&upload).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.body
    }

    /// The names of a folder's files, the newest first.
    pub async fn file_names(&self, folder: &str) -> Vec<String> {
        let answer = self.get(&format!("{FILES}?folder={folder}")).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        let files = answer.body["files"].as_array().unwrap();
        files.iter().map(|file| file["name"].as_str().unwrap().to_owned()).collect()
    }
}

impl World {
    /// Every result that the team was charged for is a file of its drive.
    pub async fn assert_results_filed(&self, team_id: &TeamId) {
        let mut wanted =
            JobFilter { before: None, user: None, kind: None, status: None, folder: None, limit: 100 };
        loop {
            let page = self.stack.store.list_jobs(team_id, &wanted).await.unwrap();
            for file in page.jobs.iter().flat_map(Job::result_files) {
                let filed = self.stack.store.file(team_id, file.id).await.unwrap();
                assert_eq!(filed, Some(file));
            }
            wanted.before = page.next_before;
            if wanted.before.is_none() {
                return;
            }
        }
    }

    /// Every scenario of the drive ends with this: each folder of the owner's team counts what lies in it.
    pub async fn assert_folders_count(&self) {
        let owner = self.owner();
        let folders = owner.get(FOLDERS).await.body["folders"].as_array().unwrap().clone();
        for folder in &folders {
            let id = folder["id"].as_str().unwrap();
            let within = folders.iter().filter(|other| other["parent_id"] == folder["id"]).count();
            let children = within + owner.file_names(id).await.len();
            assert_eq!(folder["children"], children, "{folder}");
        }
    }
}
