//! The clients of the real AWS SDKs, with the embedded services as their endpoints.

use std::collections::BTreeMap;
use std::time::Duration;

use aws_credential_types::Credentials;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_types::timeout::TimeoutConfig;

use crate::WireTap;

pub(crate) const REGION: &str = "us-east-1";
pub(crate) const ACCESS_KEY_ID: &str = "local";
pub(crate) const SECRET_ACCESS_KEY: &str = "local-secret";

/// One client per service.
#[derive(Debug, Clone)]
pub struct Clients {
    pub dynamodb: aws_sdk_dynamodb::Client,
    pub s3: aws_sdk_s3::Client,
    pub sns: aws_sdk_sns::Client,
    pub sqs: aws_sdk_sqs::Client,
    pub secrets: aws_sdk_secretsmanager::Client,
}

macro_rules! client {
    ($sdk:ident, $endpoint:expr, $http:expr, $tap:expr) => {{
        let config = $sdk::Config::builder()
            .behavior_version($sdk::config::BehaviorVersion::v2026_01_12())
            .region($sdk::config::Region::from_static(REGION))
            .credentials_provider(Credentials::new(ACCESS_KEY_ID, SECRET_ACCESS_KEY, None, None, "local"))
            .endpoint_url($endpoint)
            .timeout_config(timeouts())
            .http_client($http);
        $sdk::Client::from_conf(match $tap {
            Some(tap) => config.interceptor(WireTap::clone(tap)).build(),
            None => config.build(),
        })
    }};
}

impl Clients {
    /// `endpoints` is a map, service → address. Every call passes through `tap`, if there is one.
    pub(crate) fn new(endpoints: &BTreeMap<String, String>, tap: Option<&WireTap>) -> Self {
        let at = |service: &str| endpoints.get(service).cloned().unwrap_or_default();
        let http: SharedHttpClient = aws_smithy_http_client::Builder::new().build_http();
        let dynamodb = match tap {
            Some(tap) => tap.conflicts.in_front_of(http.clone()),
            None => http.clone(),
        };
        Self {
            dynamodb: client!(aws_sdk_dynamodb, at("dynamodb"), dynamodb, tap),
            s3: client!(aws_sdk_s3, at("s3"), http.clone(), tap),
            sns: client!(aws_sdk_sns, at("sns"), http.clone(), tap),
            sqs: client!(aws_sdk_sqs, at("sqs"), http.clone(), tap),
            secrets: client!(aws_sdk_secretsmanager, at("secretsmanager"), http.clone(), tap),
        }
    }
}

/// The limits are generous, because a debug build on a busy machine is slow and a long poll lasts 20 seconds.
fn timeouts() -> TimeoutConfig {
    TimeoutConfig::builder()
        .connect_timeout(Duration::from_secs(5))
        .operation_attempt_timeout(Duration::from_mins(1))
        .build()
}
