//! The questions, and asking them. A question is put to a client on a stage of its own; it panics where the
//! vendor's answer is not what its [`Subject`](super::subject::Subject) expects, and has nothing to ask where
//! the subject has no such thing.

mod cancel;
mod endings;
mod keys;
mod links;
mod refusals;
mod starts;
mod states;
mod validation;

use std::panic::AssertUnwindSafe;

use futures::FutureExt;
use futures::future::BoxFuture;

use super::client::Client;
use super::subject::Api;

type Question = fn(Client) -> BoxFuture<'static, ()>;

/// Asked once of every vendor.
const OF_A_VENDOR: &[(&str, Question)] = &[
    ("every endpoint wants the key", |client| keys::are_wanted(client).boxed()),
    ("what is not there is refused", |client| keys::open_no_more_than_there_is(client).boxed()),
];

/// Asked of every subject of every vendor.
const OF_A_SUBJECT: &[(&str, Question)] = &[
    ("a start ends in a file", |client| endings::a_file(client).boxed()),
    ("every ending has its answer and its bill", |client| endings::each(client).boxed()),
    ("a broken file cannot be decoded", |client| endings::a_broken_file(client).boxed()),
    ("moderation of a request is early", |client| endings::early_and_late(client).boxed()),
    ("a file is what was asked for", |client| endings::files(client).boxed()),
    ("a picture that was sent shows", |client| endings::with_pictures(client).boxed()),
    ("a task goes through its states", |client| states::each(client).boxed()),
    ("a task takes its typical time", |client| states::typical_time(client).boxed()),
    ("a task goes on after a restart", |client| states::after_a_restart(client).boxed()),
    ("a slow call takes its time", |client| states::a_slow_call(client).boxed()),
    ("the first starts are refused as often as asked", |client| refusals::at_first(client).boxed()),
    ("refusals survive a restart", |client| refusals::after_a_restart(client).boxed()),
    ("too many active tasks are refused", |client| refusals::too_many_active(client).boxed()),
    ("a start whose answer is lost exists", |client| starts::without_an_answer(client).boxed()),
    ("the same start twice is two starts", |client| starts::twice(client).boxed()),
    ("what is not JSON is refused", |client| validation::of_json(client).boxed()),
    ("what is wrong is refused", |client| validation::of_what_is_wrong(client).boxed()),
    ("what is right is accepted", |client| validation::of_what_is_right(client).boxed()),
    ("a link opens for its time", |client| links::open_for_their_time(client).boxed()),
    ("a link is for one file only", |client| links::cannot_be_changed(client).boxed()),
    ("there is no file without a success", |client| links::need_a_success(client).boxed()),
    ("a task is cancelled", |client| cancel::each_case(client).boxed()),
];

/// Asks everything of one vendor and names all that failed; what was wrong is printed where it was found.
pub(crate) async fn ask(api: fn() -> Api) {
    let vendor = api().vendor.name();
    let subjects: Vec<_> = api().subjects.iter().map(|subject| subject.name).collect();
    let mut failed = Vec::new();
    for (name, question) in OF_A_VENDOR {
        if is_failed(*question, Client::new(api(), subjects[0]).await).await {
            failed.push(format!("{vendor}: {name}"));
        }
    }
    for subject in subjects {
        for (name, question) in OF_A_SUBJECT {
            if is_failed(*question, Client::new(api(), subject).await).await {
                failed.push(format!("{vendor}, {subject}: {name}"));
            }
        }
    }
    assert!(failed.is_empty(), "{} failed:\n{}", failed.len(), failed.join("\n"));
}

async fn is_failed(question: Question, client: Client) -> bool {
    AssertUnwindSafe(question(client)).catch_unwind().await.is_err()
}
