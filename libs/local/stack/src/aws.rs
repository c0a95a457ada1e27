//! The embedded AWS services, each behind its real protocol on its own port.

mod dynamodb;
mod s3;
mod secrets;
mod sns;
mod sqs;

use std::collections::BTreeMap;

use clock::Clock;
use domain::catalog::Vendor;

use crate::state::{Folder, State};
use crate::template::Template;
use crate::{Clients, Error, ports};

pub(crate) use sqs::queue_url;

pub(crate) const BUCKET: &str = "creative-hub-files";
pub(crate) const ALERT_TOPIC: &str = "arn:aws:sns:us-east-1:000000000000:alerts";
pub(crate) const VENDOR_SECRET: &str = "creative-hub-vendor-keys";

/// Starts all services on the data in the folder, and creates the tables, the queues and the bucket if they are
/// missing. `keys` is the content of the vendors' secret. Returns a map, service → endpoint.
pub(crate) async fn start(
    folder: &Folder,
    state: &mut State,
    template: &Template,
    clock: &Clock,
    keys: &BTreeMap<Vendor, String>,
) -> Result<BTreeMap<String, String>, Error> {
    let mut endpoints = BTreeMap::new();
    let (listener, endpoint) = ports::listen(&mut state.ports, "dynamodb").await?;
    dynamodb::serve(listener, &folder.path("dynamodb.sqlite"))?;
    endpoints.insert("dynamodb".to_owned(), endpoint);

    let (listener, endpoint) = ports::listen(&mut state.ports, "s3").await?;
    s3::serve(listener, folder.path("s3"), template.bucket_cors.clone())?;
    endpoints.insert("s3".to_owned(), endpoint);

    let (listener, endpoint) = ports::listen(&mut state.ports, "sqs").await?;
    sqs::serve(listener, &folder.path("sqs.sqlite"), template, clock)?;
    endpoints.insert("sqs".to_owned(), endpoint);

    let (listener, endpoint) = ports::listen(&mut state.ports, "sns").await?;
    sns::serve(listener);
    endpoints.insert("sns".to_owned(), endpoint);

    let (listener, endpoint) = ports::listen(&mut state.ports, "secretsmanager").await?;
    secrets::serve(listener, keys);
    endpoints.insert("secretsmanager".to_owned(), endpoint);

    let clients = Clients::new(&endpoints, None);
    dynamodb::create_tables(&clients.dynamodb, template).await?;
    s3::create_bucket(&clients.s3).await?;
    Ok(endpoints)
}
