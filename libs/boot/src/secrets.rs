//! The vendors' API keys. They are one secret in Secrets Manager, a JSON object of vendor → key, which is read once
//! at a cold start.

use std::collections::BTreeMap;

use aws_sdk_secretsmanager::error::DisplayErrorContext;
use domain::catalog::Vendor;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the secret {id} cannot be read: {cause}")]
    Unreadable { id: String, cause: String },
    /// The message leaves the content out, because that would put keys into the log.
    #[error("the secret {id} is not a JSON object of vendor → key")]
    Malformed { id: String },
}

/// Reads the keys of the vendors that we know. A vendor without a key is missing in the secret or has an empty key.
pub async fn vendor_keys(
    client: &aws_sdk_secretsmanager::Client,
    id: &str,
) -> Result<BTreeMap<Vendor, String>, Error> {
    let secret = client.get_secret_value().secret_id(id).send().await.map_err(|error| Error::Unreadable {
        id: id.to_owned(),
        cause: DisplayErrorContext(&error).to_string(),
    })?;
    let keys: BTreeMap<String, String> = serde_json::from_str(secret.secret_string().unwrap_or_default())
        .map_err(|_| Error::Malformed { id: id.to_owned() })?;
    Ok(Vendor::ALL
        .into_iter()
        .filter_map(|vendor| {
            Some((
                vendor,
                keys.get(vendor.as_str()).map(|key| key.trim()).filter(|key| !key.is_empty())?.to_owned(),
            ))
        })
        .collect())
}
