//! A customer's program. It calls the API as `hub` does, with its keys for repetitions and its patience.

use std::path::{Path, PathBuf};

use hub_cli::{Api, Call};
use serde_json::{Map, Value, json};

use super::orders::Material;
use crate::{Error, Stack};

const PHONE_FILM: &[u8] = include_bytes!("../../phone/film.mov");
const PHONE_PHOTO: &[u8] = include_bytes!("../../phone/photo.jpg");

#[derive(Debug, Clone)]
pub struct Client {
    api: Api,
    /// For links, which need no key.
    http: reqwest::Client,
}

impl Client {
    /// A client of a stack in this process, with the owner's key.
    pub(super) fn for_owner(stack: &Stack) -> Result<Self, Error> {
        let key = stack.ready.keys.get("owner").cloned().unwrap_or_default();
        Self::new(&stack.ready.api, &key)
    }

    /// `api` is the stack's address, without the base path.
    pub fn new(api: &str, key: &str) -> Result<Self, Error> {
        Ok(Self { api: Api::new(api, key)?, http: hub_cli::http_client()? })
    }

    pub async fn balance(&self) -> Result<i64, Error> {
        let balance = self.get("/credits/balance").await?;
        Ok(number(&balance, "balance"))
    }

    /// Picks the first avatar and voice that the vendors offer, and uploads a film and a photo.
    pub async fn prepare(&self) -> Result<Material, Error> {
        let first = |list: &Value, of: &str, id: &str| {
            let found = list.pointer(&format!("/{of}/0/{id}")).and_then(Value::as_str).map(str::to_owned);
            found.ok_or_else(|| format!("the vendor offers no {of}"))
        };
        let avatars = self.get("/creative-hub/avatars?provider=heygen").await?;
        let voices = self.get("/creative-hub/voices?provider=heygen").await?;
        Ok(Material {
            avatar_id: first(&avatars, "avatars", "avatar_id")?,
            heygen_voice: first(&voices, "voices", "voice_id")?,
            phone_film: self.upload("film.mov", "video/quicktime", PHONE_FILM).await?,
            phone_photo: self.upload("photo.jpg", "image/jpeg", PHONE_PHOTO).await?,
        })
    }

    /// Uploads a file to the drive and returns its id.
    async fn upload(&self, name: &str, mime: &str, bytes: &'static [u8]) -> Result<String, Error> {
        let announced = json!({"name": name, "mime": mime, "bytes": bytes.len()});
        let upload = self.post("/creative-hub/drive/uploads", announced).await?;
        let mut put = self.http.put(text(&upload, "url"));
        for (name, value) in upload.get("headers").and_then(Value::as_object).unwrap_or(&Map::new()) {
            put = put.header(name, value.as_str().unwrap_or_default());
        }
        put.body(bytes).send().await?.error_for_status()?;
        let id = text(&upload, "id");
        self.post(&format!("/creative-hub/drive/uploads/{id}/complete"), json!({})).await?;
        Ok(id)
    }

    /// Submits a request. Returns the id of the job that was accepted, and its quote in cents.
    pub async fn submit(&self, path: &str, body: &Value) -> Result<(String, i64), Error> {
        let accepted = self.post(path, body.clone()).await?;
        let ids = ["job_id", "generation_id"].map(|name| text(&accepted, name));
        let job_id = ids.into_iter().find(|id| !id.is_empty()).ok_or("the answer has no job id")?;
        Ok((job_id, number(&accepted, "estimated_cost_cents")))
    }

    pub async fn job(&self, job_id: &str) -> Result<Value, Error> {
        self.get(&format!("/creative-hub/generate/jobs/{job_id}")).await
    }

    pub async fn receipt(&self, job_id: &str) -> Result<Value, Error> {
        self.get(&format!("/creative-hub/generate/jobs/{job_id}/receipt")).await
    }

    pub(super) async fn save(&self, job: &Value, out: &Path, name: &str) -> Result<PathBuf, Error> {
        let url = job.pointer("/result_urls/0").and_then(Value::as_str).ok_or("the job has no result")?;
        let bytes = self.http.get(url).send().await?.error_for_status()?.bytes().await?;
        let extension = media::sniff(&bytes).map_or("bin", media::FileType::extension);
        std::fs::create_dir_all(out)?;
        let file = out.join(format!("{name}.{extension}"));
        std::fs::write(&file, bytes)?;
        Ok(file)
    }

    async fn post(&self, path: &str, body: Value) -> Result<Value, Error> {
        Ok(self.api.send(&Call::post(path, Some(body))).await?.read()?)
    }

    async fn get(&self, path: &str) -> Result<Value, Error> {
        Ok(self.api.send(&Call::get(path)).await?.read()?)
    }
}

pub(super) fn text(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

pub(super) fn number(value: &Value, name: &str) -> i64 {
    value.get(name).and_then(Value::as_i64).unwrap_or_default()
}
