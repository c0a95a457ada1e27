//! The receipt handle, which names one receive of one message in one queue. It is opaque to clients and not stored.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use uuid::Uuid;

use crate::refusal::Refusal;

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Receipt {
    pub(crate) message: String,
    /// The message's receive count at that receive, which gives each receive a handle of its own.
    pub(crate) receive: i64,
}

impl Receipt {
    pub(crate) fn write(&self, queue: &str) -> String {
        BASE64_STANDARD.encode(format!("{queue}/{}/{}", self.message, self.receive))
    }

    /// Refuses texts that are no handle, and handles of other queues.
    pub(crate) fn read(handle: &str, queue: &str) -> Result<Self, Refusal> {
        if handle.is_empty() {
            return Err(Refusal::MissingParameter("ReceiptHandle"));
        }
        parse(handle, queue).ok_or(Refusal::ReceiptHandleIsInvalid)
    }
}

fn parse(handle: &str, queue: &str) -> Option<Receipt> {
    let text = String::from_utf8(BASE64_STANDARD.decode(handle).ok()?).ok()?;
    let (message, receive) = text.strip_prefix(queue)?.strip_prefix('/')?.split_once('/')?;
    let message = Uuid::parse_str(message).ok()?.to_string();
    Some(Receipt { message, receive: receive.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::Receipt;

    #[test]
    fn a_handle_is_read_only_in_its_own_queue() {
        let receipt = Receipt { message: "01890a5d-ac96-774b-bcce-b302099a8057".into(), receive: 2 };
        let handle = receipt.write("jobs");
        assert_eq!(Receipt::read(&handle, "jobs").unwrap(), receipt);
        for queue in ["job", "jobs-dead", "other"] {
            assert!(Receipt::read(&handle, queue).is_err(), "{queue}");
        }
    }
}
