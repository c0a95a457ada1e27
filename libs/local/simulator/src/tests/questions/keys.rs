//! What the key opens.

use crate::Simulator;
use crate::tests::client::Client;

pub(super) async fn are_wanted(client: Client) {
    let vendor = client.api.vendor;
    assert_eq!(Simulator::key(vendor.name()).as_deref(), Some(vendor.key()));
    for (method, path) in &client.api.endpoints {
        for (key, expected) in &client.api.wrong_keys {
            let request = client.keyless(method.parse().unwrap(), path);
            let request = key.iter().fold(request, |all, key| all.header(client.api.key.0, *key));
            expected.check(&client.send(request).await, &format!("{method} {path} with the key {key:?}"));
        }
    }
    assert_eq!(client.starts().await, 0);
}

pub(super) async fn open_no_more_than_there_is(client: Client) {
    for (method, path, expected) in &client.api.not_there {
        let request = client.request(method.clone(), path).json(&client.body("a red fox"));
        expected.check(&client.send(request).await, &format!("{method} {path}"));
    }
    assert_eq!(client.starts().await, 0);
}
