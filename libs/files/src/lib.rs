//! S3: the keys of files, reading and writing files, and signed links to them.

mod copy;
mod error;
mod key;
mod part;
mod read;
mod sign;
mod upload;

pub use error::Error;
pub use key::{body_key, file_key, input_key, result_key, result_prefix, upload_key};
pub use part::Part;
pub use sign::{SignedLink, SignedUpload};

/// The bucket of one deployment. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Files {
    client: aws_sdk_s3::Client,
    bucket: String,
}

impl Files {
    pub const fn new(client: aws_sdk_s3::Client, bucket: String) -> Self {
        Self { client, bucket }
    }
}
