//! Logging in the form that Lambda expects: one JSON object a line.

/// Starts logging. `AWS_LAMBDA_LOG_LEVEL` or `RUST_LOG` set the level, and `AWS_LAMBDA_LOG_FORMAT` sets the format.
pub fn logging() {
    lambda_runtime::tracing::init_default_subscriber();
}
