//! How a queue is addressed: its URL, its ARN, and its name inside either.
//! Host, port and account of a URL are never looked at, because the local stack's ports change between runs.

const ACCOUNT: &str = "000000000000";
const REGION: &str = "us-east-1";

/// The URL handed to clients for the queue `name`; `base_url` may end with a slash or not.
pub fn queue_url(base_url: &str, name: &str) -> String {
    format!("{}/{ACCOUNT}/{name}", base_url.trim_end_matches('/'))
}

pub(crate) fn queue_arn(name: &str) -> String {
    format!("arn:aws:sqs:{REGION}:{ACCOUNT}:{name}")
}

/// The last path segment of a queue URL; empty when there is none.
pub(crate) fn queue_name(queue_url: &str) -> &str {
    queue_url.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
}

/// What receivers see as `SenderId`: everybody is the one local account.
pub(crate) fn sender() -> String {
    ACCOUNT.to_owned()
}

#[cfg(test)]
mod tests {
    use super::{queue_name, queue_url};

    #[test]
    fn the_name_survives_a_change_of_host_and_port() {
        for url in [&queue_url("http://127.0.0.1:9324/", "jobs"), "http://sqs:1/000000000000/jobs/", "jobs"] {
            assert_eq!(queue_name(url), "jobs");
        }
    }
}
