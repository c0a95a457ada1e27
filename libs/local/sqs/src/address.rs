//! How a queue is addressed: its URL, and its name in the URL. The URL's host, port and account are never looked at,
//! because the local stack's ports change between runs.

const ACCOUNT: &str = "000000000000";

/// The URL of the queue `name`. `base_url` may end with a slash or not.
pub fn queue_url(base_url: &str, name: &str) -> String {
    format!("{}/{ACCOUNT}/{name}", base_url.trim_end_matches('/'))
}

/// The last path segment of a queue URL; empty if there is none.
pub(crate) fn queue_name(queue_url: &str) -> &str {
    queue_url.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
}

/// What receivers see as `SenderId`. Every sender is the one local account.
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
