//! All endpoints, each with all that is declared of it.

use web::{MethodAndPath, Operation, Problem, Replies, ReplyHeader, Takes};

#[derive(Debug, Clone, Copy)]
pub struct Described {
    pub operation: Operation,
    pub replies: Replies,
    /// `None`: it takes no body.
    pub takes: Option<Takes>,
}

impl Described {
    /// Every kind of error that the endpoint can answer.
    pub fn problems(&self) -> Vec<Problem> {
        self.operation.problems(self.takes.is_some())
    }

    /// The headers that an answer with this status may have beside those of every reply.
    pub fn headers(&self, status: u16) -> Vec<ReplyHeader> {
        let answers = self.replies.answers.iter().filter(|answer| answer.status == status);
        let mut all: Vec<ReplyHeader> = answers.flat_map(|answer| answer.headers).copied().collect();
        if status < 400 && self.operation.takes_idempotency_key() {
            all.push(ReplyHeader::IdempotentReplayed);
        }
        all.extend(of_errors(status));
        all
    }
}

/// The headers that errors with this status may have.
pub(crate) const fn of_errors(status: u16) -> &'static [ReplyHeader] {
    match status {
        405 => &[ReplyHeader::Allow],
        429 | 500 | 503 => &[ReplyHeader::RetryAfter],
        _ => &[],
    }
}

/// In the order in which they are described. An endpoint that lacks a part of its description is not among them, which a test
/// tells.
pub fn described() -> Vec<Described> {
    let operations = [submit::OPERATIONS, poll::OPERATIONS, account::OPERATIONS, drive::OPERATIONS].concat();
    let replies = [submit::REPLIES, poll::REPLIES, account::REPLIES, drive::REPLIES].concat();
    let takes = takes();
    let mut all: Vec<Described> = operations
        .into_iter()
        .filter_map(|operation| {
            let replies = *replies.iter().find(|replies| replies.endpoint == operation.endpoint)?;
            let takes = takes.iter().find(|takes| takes.endpoint == operation.endpoint).copied();
            Some(Described { operation, replies, takes })
        })
        .collect();
    all.sort_by_key(|described| described.operation.tag);
    all
}

/// All endpoints of the functions.
pub fn endpoints() -> Vec<MethodAndPath> {
    let functions: [&[MethodAndPath]; 4] = [
        &submit::METHODS_AND_PATHS,
        &poll::METHODS_AND_PATHS,
        &account::METHODS_AND_PATHS,
        &drive::METHODS_AND_PATHS,
    ];
    functions.concat()
}

fn takes() -> Vec<Takes> {
    [submit::REQUESTS, account::REQUESTS, drive::REQUESTS].concat()
}
