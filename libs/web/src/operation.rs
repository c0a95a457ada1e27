//! What the description of the API says of an endpoint beside its parameters, its body and its replies. As with
//! [`Replies`](crate::Replies), each function has a table of it, which nothing that is deployed reads.

use crate::endpoint::Access;
use crate::{MethodAndPath, Parameters, Problem};

#[derive(Debug, Clone, Copy)]
pub struct Operation {
    pub endpoint: MethodAndPath,
    pub access: Access,
    pub parameters: Parameters,
    /// The name that generated clients give to it: a verb and what it is about. It never changes.
    pub id: &'static str,
    pub tag: Tag,
    /// What it does, in a few words.
    pub summary: &'static str,
    /// What its handler refuses beside what every endpoint of its kind does.
    pub refuses: &'static [Problem],
}

/// What endpoints are about, in the order in which they are described.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tag {
    Generate,
    Studios,
    Jobs,
    Catalog,
    Credits,
    Callers,
    Teams,
    Drive,
    BrandKits,
    Service,
}

impl Tag {
    pub const ALL: [Self; 10] = [
        Self::Generate,
        Self::Studios,
        Self::Jobs,
        Self::Catalog,
        Self::Credits,
        Self::Callers,
        Self::Teams,
        Self::Drive,
        Self::BrandKits,
        Self::Service,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Generate => "Generate",
            Self::Studios => "Studios",
            Self::Jobs => "Jobs",
            Self::Catalog => "Catalog",
            Self::Credits => "Credits",
            Self::Callers => "Callers and API keys",
            Self::Teams => "Teams",
            Self::Drive => "Drive",
            Self::BrandKits => "Brand kits",
            Self::Service => "Service",
        }
    }

    pub const fn about(self) -> &'static str {
        match self {
            Self::Generate => {
                "Make a picture, a video, a talking avatar, speech, or an ad that is put together from them. The answer \
                 comes at once and names a job, which is read until it has ended."
            }
            Self::Studios => "The same jobs in the studios' words, with every model of the catalog.",
            Self::Jobs => "Read, cancel, retry and hide jobs, and see what they cost.",
            Self::Catalog => "The models, what they take and cost, and the voices and avatars to pick from.",
            Self::Credits => "A team's balance, its ledger, and the caps of the team and its members.",
            Self::Callers => "Who is calling, and the API keys of a team's people.",
            Self::Teams => "Operators make teams and read them.",
            Self::Drive => "A team's folders and files: results of jobs and uploads.",
            Self::BrandKits => "What a brand looks and sounds like, for requests that name the kit.",
            Self::Service => "Whether the service answers, and this description.",
        }
    }
}

impl Operation {
    /// Every kind of error that it can answer. `takes_body`: whether it reads one.
    pub fn problems(&self, takes_body: bool) -> Vec<Problem> {
        let mut all = vec![Problem::INVALID_REQUEST, Problem::INTERNAL];
        // A browser token is forbidden what is for others, and a token of the identity provider may not be verifiable.
        if self.access != Access::Anyone {
            all.extend([
                Problem::UNAUTHENTICATED,
                Problem::FORBIDDEN,
                Problem::IDENTITY_PROVIDER_UNAVAILABLE,
            ]);
        }
        if takes_body {
            all.extend([Problem::INVALID_JSON, Problem::BODY_TOO_LARGE, Problem::UNSUPPORTED_MEDIA_TYPE]);
        }
        if self.takes_idempotency_key() {
            all.push(Problem::IDEMPOTENCY_KEY_REUSED);
        }
        all.extend(self.refuses);
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Every `POST` takes one: see [`Call::idempotency_key`](crate::Call::idempotency_key).
    pub fn takes_idempotency_key(&self) -> bool {
        self.endpoint.method == "POST"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPERATION: Operation = Operation {
        endpoint: MethodAndPath { method: "GET", path: "/things/{id}" },
        access: Access::Anyone,
        parameters: Parameters::Ignored,
        id: "getThing",
        tag: Tag::Drive,
        summary: "Read a thing",
        refuses: &[Problem::NOT_FOUND],
    };

    fn codes(operation: Operation, takes_body: bool) -> Vec<&'static str> {
        operation.problems(takes_body).iter().map(|problem| problem.code).collect()
    }

    #[test]
    fn what_is_refused_follows_from_what_the_endpoint_is_and_from_what_it_declares() {
        assert_eq!(codes(OPERATION, false), ["invalid_request", "not_found", "internal"]);
        let managers = Operation { access: Access::Manager, ..OPERATION };
        assert_eq!(
            codes(managers, false),
            [
                "invalid_request",
                "unauthenticated",
                "forbidden",
                "not_found",
                "internal",
                "identity_provider_unavailable"
            ]
        );
        let post = MethodAndPath { method: "POST", path: "/things" };
        let create = Operation { endpoint: post, access: Access::Member, refuses: &[], ..OPERATION };
        assert_eq!(
            codes(create, true),
            [
                "invalid_json",
                "invalid_request",
                "unauthenticated",
                "forbidden",
                "body_too_large",
                "unsupported_media_type",
                "idempotency_key_reused",
                "internal",
                "identity_provider_unavailable"
            ]
        );
    }
}
