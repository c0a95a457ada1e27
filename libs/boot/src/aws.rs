//! The AWS clients, which are built once. Endpoints come from `AWS_ENDPOINT_URL_*` if the environment sets them, as
//! the local stack does, so the same code runs in the cloud and on one machine.

use std::time::Duration;

use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, SdkConfig};
use aws_smithy_http_client::tls::{self, rustls_provider::CryptoMode};

/// The limits for calls with small items and messages; a call that takes longer is lost. The HTTP functions have 29
/// seconds, and a write is repeated for 8.
const ATTEMPT_LIMIT: Duration = Duration::from_secs(3);
const OPERATION_LIMIT: Duration = Duration::from_secs(6);
/// The limit for a call with one part of a file.
const FILE_LIMIT: Duration = Duration::from_secs(30);

/// The configuration that all clients of a function share.
#[derive(Debug, Clone)]
pub struct Aws(SdkConfig);

impl Aws {
    pub async fn load() -> Self {
        let http = aws_smithy_http_client::Builder::new()
            .tls_provider(tls::Provider::Rustls(CryptoMode::Ring))
            .build_https();
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(Duration::from_secs(2))
            .operation_attempt_timeout(ATTEMPT_LIMIT)
            .operation_timeout(OPERATION_LIMIT)
            .build();
        let config = aws_config::defaults(BehaviorVersion::v2026_01_12())
            .http_client(http)
            .timeout_config(timeouts)
            .retry_config(RetryConfig::standard().with_max_attempts(3))
            .load()
            .await;
        Self(config)
    }

    pub fn dynamodb(&self) -> aws_sdk_dynamodb::Client {
        aws_sdk_dynamodb::Client::new(&self.0)
    }

    pub fn sns(&self) -> aws_sdk_sns::Client {
        aws_sdk_sns::Client::new(&self.0)
    }

    pub fn sqs(&self) -> aws_sdk_sqs::Client {
        aws_sdk_sqs::Client::new(&self.0)
    }

    /// If the endpoint is an IP address, as the local stack's is, the SDK uses path-style addresses by itself.
    pub fn s3(&self) -> aws_sdk_s3::Client {
        let limits = TimeoutConfig::builder()
            .connect_timeout(Duration::from_secs(2))
            .operation_attempt_timeout(FILE_LIMIT)
            .operation_timeout(FILE_LIMIT)
            .build();
        let config = aws_sdk_s3::config::Builder::from(&self.0).timeout_config(limits).build();
        aws_sdk_s3::Client::from_conf(config)
    }

    pub fn secrets(&self) -> aws_sdk_secretsmanager::Client {
        aws_sdk_secretsmanager::Client::new(&self.0)
    }
}
