//! That the questions can fail: a table that cannot proves nothing.

use futures::FutureExt;
use std::panic::AssertUnwindSafe;

use super::answers::status;
use super::questions::ask;
use super::subject::Api;
use crate::bfl;

fn wrongly_expected() -> Api {
    let mut api = bfl::tests::api();
    api.subjects[0].busy = status(503);
    api
}

#[tokio::test]
async fn a_wrong_expectation_is_noticed() {
    let failed = AssertUnwindSafe(ask(wrongly_expected)).catch_unwind().await.unwrap_err();
    let message = failed.downcast_ref::<String>().unwrap();
    assert_eq!(
        message,
        "2 failed:\nbfl, pictures: the first starts are refused as often as asked\n\
         bfl, pictures: refusals survive a restart"
    );
}
