//! S3 is s3s-fs, on one folder. It verifies signatures and their expiry as AWS does.

mod key_locks;

use std::path::PathBuf;

use aws_sdk_s3::Client;
use http::header::CONTENT_DISPOSITION;
use http::{HeaderValue, Request, Uri};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use tokio::net::TcpListener;
use tower::{ServiceExt, service_fn};

use super::BUCKET;
use crate::Error;
use crate::clients::{ACCESS_KEY_ID, SECRET_ACCESS_KEY};
use key_locks::KeyLocks;

pub(super) fn serve(listener: TcpListener, folder: PathBuf) -> Result<(), Error> {
    std::fs::create_dir_all(&folder)?;
    let files = s3s_fs::FileSystem::new(folder).map_err(|error| format!("s3s-fs: {error:?}"))?;
    let mut service = S3ServiceBuilder::new(files);
    service.set_auth(SimpleAuth::from_single(ACCESS_KEY_ID, SECRET_ACCESS_KEY));
    let (service, locks) = (service.build(), KeyLocks::new());
    tokio::spawn(async move {
        loop {
            let Ok((socket, _)) = listener.accept().await else { continue };
            let (service, locks) = (service.clone(), locks.clone());
            let locked = service_fn(move |request: Request<_>| {
                let (service, locks) = (service.clone(), locks.clone());
                async move {
                    let _guard = locks.lock(&request).await;
                    let disposition = asked_disposition(request.uri());
                    let mut answer = service.oneshot(request).await?;
                    if let Some(disposition) = disposition.filter(|_| answer.status().is_success()) {
                        answer.headers_mut().insert(CONTENT_DISPOSITION, disposition);
                    }
                    Ok::<_, s3s::HttpError>(answer)
                }
            });
            tokio::spawn(async move {
                let server = Builder::new(TokioExecutor::new());
                if let Err(error) =
                    server.serve_connection(TokioIo::new(socket), TowerToHyperService::new(locked)).await
                {
                    tracing::debug!(error, "a connection to S3 broke off");
                }
            });
        }
    });
    Ok(())
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
