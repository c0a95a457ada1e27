//! The MD5 sums SDKs check every answer against.
//! Algorithm: Amazon SQS developer guide, "Calculating the MD5 message digest for message attributes".

use std::fmt::Write;

use md5::{Digest, Md5};

use super::attributes::{Attributes, Value};

pub(crate) fn of_body(body: &str) -> String {
    hex(&Md5::digest(body.as_bytes()))
}

/// `None` when there are no attributes: SQS then leaves the sum out.
pub(crate) fn of_attributes(attributes: &Attributes) -> Option<String> {
    if attributes.is_empty() {
        return None;
    }
    let mut md5 = Md5::new();
    for (name, attribute) in &attributes.0 {
        let (transport_type, value) = match &attribute.value {
            Value::Text(text) => (1, text.as_bytes()),
            Value::Binary(bytes) => (2, bytes.as_slice()),
        };
        add(&mut md5, name.as_bytes());
        add(&mut md5, attribute.data_type.as_bytes());
        md5.update([transport_type]);
        add(&mut md5, value);
    }
    Some(hex(&md5.finalize()))
}

fn add(md5: &mut Md5, field: &[u8]) {
    // A message is at most 1 MiB, so the length always fits.
    let length = u32::try_from(field.len()).unwrap_or(u32::MAX);
    md5.update(length.to_be_bytes());
    md5.update(field);
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(32), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::{of_attributes, of_body};
    use crate::message::Attributes;

    #[test]
    fn the_body_sum_is_plain_md5() {
        // RFC 1321, appendix A.5.
        assert_eq!(of_body("message digest"), "f96b697d7cb7938d525a2f31aaf161d0");
    }

    #[test]
    fn the_attribute_sum_matches_an_independent_implementation() {
        let wire = serde_json::json!({
            "zip": { "DataType": "Binary", "BinaryValue": "AAEC" },
            "count": { "DataType": "Number", "StringValue": "7" },
            "name": { "DataType": "String.label", "StringValue": "Zoë" },
        });
        let attributes = Attributes::parse(serde_json::from_value(wire).unwrap()).unwrap();
        assert_eq!(of_attributes(&attributes).as_deref(), Some("cc5ccd8b552675d68ce3acf62e053904"));
        assert_eq!(of_attributes(&Attributes::default()), None);
    }
}
