//! S3 is s3s-fs, on one folder. It verifies signatures and their expiry as AWS does.

mod cors;
mod key_locks;

use std::path::PathBuf;
use std::sync::Arc;

use aws_sdk_s3::Client;
use http::header::CONTENT_DISPOSITION;
use http::{HeaderValue, Method, Request, Response, Uri};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use s3s::auth::SimpleAuth;
use s3s::service::{S3Service, S3ServiceBuilder};
use s3s::{Body, HttpError};
use tokio::net::TcpListener;
use tower::{Service, ServiceExt, service_fn};

use super::BUCKET;
use crate::clients::{ACCESS_KEY_ID, SECRET_ACCESS_KEY};
use crate::{Cors, Error};
use key_locks::KeyLocks;

pub(super) fn serve(listener: TcpListener, folder: PathBuf, rules: Vec<Cors>) -> Result<(), Error> {
    std::fs::create_dir_all(&folder)?;
    let files = s3s_fs::FileSystem::new(folder).map_err(|error| format!("s3s-fs: {error:?}"))?;
    let mut service = S3ServiceBuilder::new(files);
    service.set_auth(SimpleAuth::from_single(ACCESS_KEY_ID, SECRET_ACCESS_KEY));
    let bucket = Bucket { service: service.build(), locks: KeyLocks::new(), rules: Arc::new(rules) };
    tokio::spawn(async move {
        loop {
            let Ok((socket, _)) = listener.accept().await else { continue };
            let bucket = bucket.clone();
            let answering = service_fn(move |request: Request<_>| {
                let bucket = bucket.clone();
                async move { bucket.answer(request).await }
            });
            tokio::spawn(async move {
                let server = Builder::new(TokioExecutor::new());
                if let Err(error) =
                    server.serve_connection(TokioIo::new(socket), TowerToHyperService::new(answering)).await
                {
                    tracing::debug!(error, "a connection to S3 broke off");
                }
            });
        }
    });
    Ok(())
}

/// s3s-fs, and what S3 does and s3s-fs does not.
#[derive(Clone)]
struct Bucket {
    service: S3Service,
    locks: KeyLocks,
    rules: Arc<Vec<Cors>>,
}

impl Bucket {
    async fn answer<B>(&self, request: Request<B>) -> Result<Response<Body>, HttpError>
    where
        S3Service: Service<Request<B>, Response = Response<Body>, Error = HttpError>,
    {
        if request.method() == Method::OPTIONS {
            return Ok(cors::preflight(&self.rules, request.headers()));
        }
        let cors = cors::headers(&self.rules, request.method(), request.headers());
        let disposition = asked_disposition(request.uri());
        let _guard = self.locks.lock(&request).await;
        let mut answer = self.service.clone().oneshot(request).await?;
        if let Some(disposition) = disposition.filter(|_| answer.status().is_success()) {
            answer.headers_mut().insert(CONTENT_DISPOSITION, disposition);
        }
        cors::put(answer.headers_mut(), cors);
        Ok(answer)
    }
}

/// A signed link may say under which name its file is saved. s3s-fs does not read it.
fn asked_disposition(uri: &Uri) -> Option<HeaderValue> {
    let mut asked = url::form_urlencoded::parse(uri.query()?.as_bytes());
    let (_, value) = asked.find(|(name, _)| name == "response-content-disposition")?;
    HeaderValue::from_str(&value).ok()
}

pub(super) async fn create_bucket(client: &Client) -> Result<(), Error> {
    if client.head_bucket().bucket(BUCKET).send().await.is_err() {
        client.create_bucket().bucket(BUCKET).send().await?;
    }
    Ok(())
}
