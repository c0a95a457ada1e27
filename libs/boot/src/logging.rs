//! Logs as Lambda takes them: one JSON object a line.

/// Level by `AWS_LAMBDA_LOG_LEVEL` or `RUST_LOG`, form by `AWS_LAMBDA_LOG_FORMAT`.
pub fn logging() {
    lambda_runtime::tracing::init_default_subscriber();
}
