//! What every code of an error means and what to do about it: the codes of replies and those of failed jobs. The reference at
//! `/docs` has a paragraph for each, to which the `doc_url` of an error leads.

/// One code.
#[derive(Debug, Clone, Copy)]
pub struct ErrorCode {
    pub code: &'static str,
    /// The status of the replies that have it; none where only jobs have it.
    pub status: Option<u16>,
    /// Whether it is also, or only, the `error_code` of a failed job or variant.
    pub of_jobs: bool,
    pub meaning: &'static str,
    pub what_to_do: &'static str,
}

impl ErrorCode {
    /// The part of an address of the reference behind the `#`.
    pub fn anchor(&self) -> String {
        anchor(self.code)
    }

    /// Where it is met, what it means and what to do.
    pub fn paragraph(&self) -> String {
        let Self { meaning, what_to_do, .. } = self;
        format!("{} {meaning} {what_to_do}", self.met())
    }

    fn met(&self) -> String {
        let code = self.code;
        match (self.status, self.of_jobs) {
            (Some(status), false) => format!("`{code}`, status {status}."),
            (Some(status), true) => {
                format!("`{code}`, status {status}, or the `error_code` of a failed job.")
            }
            (None, _) => format!("`{code}`, the `error_code` of a failed job, which costs nothing."),
        }
    }

    /// The code in words: "Too many jobs". The viewer makes no anchors of underscores.
    fn heading(&self) -> String {
        let words = self.code.replace('_', " ").replace("api ", "API ").replace("json", "JSON");
        let (first, rest) = words.split_at(1);
        format!("### {}{rest}", first.to_uppercase())
    }
}

/// The page of the reference.
pub const DOCS_PATH: &str = "/docs";

pub(crate) fn anchor(code: &str) -> String {
    format!("errors/{code}")
}

/// The section of the reference about errors, in Markdown: a heading of the second level, and one of the third for each code.
pub fn errors_section() -> String {
    let sections = ERROR_CODES.iter().map(|it| format!("{}\n\n{}\n", it.heading(), it.paragraph()));
    let sections: Vec<String> = sections.collect();
    format!("## Errors\n\n{INTRODUCTION}\n\n{}", sections.join("\n"))
}

const INTRODUCTION: &str = "\
Every error is JSON with `error`, a sentence for people; `code`, a stable word for programs; `doc_url`, the address of its \
paragraph here; and `request_id`, which is also in the header `x-request-id`. A 400 `invalid_request` lists in `fields` \
everything that must be corrected. A 402 says how many credits were required and available. Wait as long as `Retry-After` says \
before you send a request again. New codes may be added, so treat one that you do not know as its status says.

The codes that an endpoint can answer are part of its description. API Gateway, which every request passes, answers three errors \
itself, with `{\"message\": …}` and nothing else: 413 for a body above 10 MB, 429 when requests come faster than the deployment \
allows, and 503 when the service cannot be reached.";

const fn reply(
    code: &'static str,
    status: u16,
    meaning: &'static str,
    what_to_do: &'static str,
) -> ErrorCode {
    ErrorCode { code, status: Some(status), of_jobs: false, meaning, what_to_do }
}

const fn job(code: &'static str, meaning: &'static str, what_to_do: &'static str) -> ErrorCode {
    ErrorCode { code, status: None, of_jobs: true, meaning, what_to_do }
}

const fn both(code: &'static str, status: u16, meaning: &'static str, what_to_do: &'static str) -> ErrorCode {
    ErrorCode { code, status: Some(status), of_jobs: true, meaning, what_to_do }
}

/// By status, and then those of jobs.
pub const ERROR_CODES: &[ErrorCode] = &[
    reply(
        "invalid_request",
        400,
        "A field, a parameter or a header breaks a rule: it is unknown, missing, out of its limits, or names something that is \
         not there.",
        "Correct everything that `fields` lists; each entry says what was given and what is taken. Nothing was made or held, so \
         the same `Idempotency-Key` may be used again.",
    ),
    reply(
        "invalid_json",
        400,
        "The body is not JSON, or one of its objects has a key twice.",
        "`error` names the line and the column of the first mistake. Let a JSON library write the body.",
    ),
    reply(
        "unauthenticated",
        401,
        "The credential is missing, mistyped, unknown, expired or revoked.",
        "Send an API key in the header `x-api-key`, or as `Authorization: Bearer`. If `error` says that the key is mistyped, copy \
         it again; otherwise ask an owner or admin of your team for a new one.",
    ),
    reply(
        "insufficient_credits",
        402,
        "The team's available credits do not cover the quote; holds of jobs that still run count as spent. An operator's \
         adjustment that the balance does not cover has the same code with status 409.",
        "Compare `credits_required` and `credits_available`. Wait for running jobs, pick a cheaper model or a shorter result, \
         or have credits granted.",
    ),
    reply(
        "monthly_cap_exceeded",
        402,
        "The team's own cap for this calendar month (UTC) does not leave enough for the quote.",
        "An owner or admin can raise it with `PUT /credits/cap`. It starts anew with the next month.",
    ),
    reply(
        "member_cap_exceeded",
        402,
        "The cap that the team has set for this member does not leave enough for the quote this month.",
        "An owner or admin can raise it with `PUT /credits/members/{user_id}/cap`.",
    ),
    reply(
        "key_monthly_cap_exceeded",
        402,
        "The cap of the API key itself does not leave enough for the quote this month.",
        "Use another key, or make one with a higher `monthly_cap`: a key's cap stays as it was made.",
    ),
    reply(
        "forbidden",
        403,
        "The caller is known, and may not do this: the role is too low, a scope is missing, or the key is not for this model.",
        "`error` names what is needed. Call with such a key, or have an owner or admin do it.",
    ),
    reply(
        "not_found",
        404,
        "The path is unknown, or the thing does not exist for this caller. What belongs to another team, or to another member \
         alone, is answered like what nobody has.",
        "Check the path, which `error` may correct, and that the id and the key belong together.",
    ),
    reply(
        "method_not_allowed",
        405,
        "The path is there and does not take this method.",
        "The header `Allow` lists the methods that it takes.",
    ),
    reply(
        "too_late",
        409,
        "The job cannot be canceled any more: it has ended, or it runs at a vendor that cannot stop it or bills it all the same.",
        "Let it go on. `cancel_outcome` says the same to programs.",
    ),
    reply(
        "still_running",
        409,
        "A job is deleted only once it has ended.",
        "Cancel it, or wait until its status is `completed` or `failed`.",
    ),
    reply(
        "not_failed",
        409,
        "Only a failed job can be retried.",
        "Submit its request again if you want another result.",
    ),
    reply(
        "team_exists",
        409,
        "A team with this id is there already.",
        "Use that team, or make one with another id.",
    ),
    reply(
        "api_key_ended",
        409,
        "The API key is revoked or has expired, and cannot be rotated.",
        "Make another one with `POST /api-keys`.",
    ),
    reply(
        "api_key_changed",
        409,
        "Somebody else changed the API key at the same moment. Nothing was done.",
        "Read it, and send the request again if it is still what you want.",
    ),
    reply(
        "folder_not_empty",
        409,
        "Only an empty folder can be deleted.",
        "Move or delete its files and folders first.",
    ),
    reply(
        "too_many_folders",
        409,
        "The team has as many folders as a team can have, 1000.",
        "Delete some first.",
    ),
    reply(
        "upload_not_there",
        409,
        "The upload's bytes have not arrived.",
        "`PUT` them to the upload's `url`, with its headers, and complete it then.",
    ),
    reply(
        "upload_changed",
        409,
        "Other bytes came to the upload while they were checked.",
        "Complete it again, or begin another upload.",
    ),
    reply(
        "body_too_large",
        413,
        "The body is larger than 64 KB, or 256 KB for a composite.",
        "Send files by link or by upload, and not in the body.",
    ),
    reply(
        "unsupported_media_type",
        415,
        "The body is not `application/json`, or it is packed.",
        "Send `Content-Type: application/json` and no `Content-Encoding`.",
    ),
    reply(
        "idempotency_key_reused",
        422,
        "This `Idempotency-Key` was used for another request within the last 24 hours.",
        "Use a new key for every new request, and the same one only to repeat a request whose reply was lost.",
    ),
    reply(
        "too_many_jobs",
        429,
        "100 jobs of the team have not ended yet. Nothing is held.",
        "Wait until some have ended; `Retry-After` says when to ask again.",
    ),
    reply(
        "credits_contended",
        429,
        "Too many requests change the team's credits at the same moment. Nothing has changed.",
        "Send the same request again after `Retry-After`, with growing pauses.",
    ),
    reply(
        "drive_contended",
        429,
        "Too many requests change the team's drive at the same moment. Nothing has changed.",
        "Send the same request again after `Retry-After`, with growing pauses.",
    ),
    both(
        "internal",
        500,
        "The service failed, which is our fault.",
        "Send the request again after `Retry-After`, under the same `Idempotency-Key`. If it happens again, tell us the \
         `request_id` or the job's id.",
    ),
    reply(
        "model_unavailable",
        503,
        "None of the vendors that make this model can be used now. Nothing is held.",
        "Wait as long as `Retry-After` says, if it is there, or pick another model.",
    ),
    both(
        "provider_unavailable",
        503,
        "A vendor does not answer: its list of voices or avatars cannot be read now, or no vendor could take the job in time.",
        "Try again later, or pick another model.",
    ),
    reply(
        "identity_provider_unavailable",
        503,
        "The keys of the identity provider cannot be read now, so that a JWT cannot be checked. API keys are not concerned.",
        "Send the same request again after `Retry-After`.",
    ),
    job(
        "moderation_rejected",
        "The vendor's content policy refused the request or its result.",
        "Rephrase the prompt or use other inputs, and submit again.",
    ),
    job(
        "invalid_input",
        "A setting or a file cannot be used by the vendor or by us.",
        "`error_message` names the field. Change it, and submit again.",
    ),
    job(
        "input_unreachable",
        "A file that the request names could not be read.",
        "Check that its address is public and answers fast, or upload the file to the drive, and submit again.",
    ),
    job("provider_failed", "The vendor could not make it.", "Retry the job, or pick another model."),
    job("timed_out", "It was not done in time.", "Retry the job, or pick another model."),
    job("canceled", "Somebody canceled it before it was done.", "Submit again if you still want it."),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use schemars::SchemaGenerator;

    use super::*;

    #[test]
    fn every_code_is_explained_once() {
        let codes: BTreeSet<&str> = ERROR_CODES.iter().map(|it| it.code).collect();
        assert_eq!(codes.len(), ERROR_CODES.len());
        for it in ERROR_CODES {
            assert!(it.meaning.ends_with('.') && it.what_to_do.ends_with('.'), "{}", it.code);
        }
    }

    #[test]
    fn every_code_of_a_failed_job_is_explained() {
        let schema = SchemaGenerator::default().into_root_schema_for::<domain::failure::ErrorCode>();
        let mut known: Vec<&str> = ERROR_CODES.iter().filter(|it| it.of_jobs).map(|it| it.code).collect();
        let mut declared: Vec<&str> =
            schema.get("enum").unwrap().as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
        known.sort_unstable();
        declared.sort_unstable();
        assert_eq!(known, declared);
    }

    #[test]
    fn the_section_has_a_heading_for_every_code() {
        let section = errors_section();
        for it in ERROR_CODES {
            assert!(section.contains(&format!("{}\n\n`{}`", it.heading(), it.code)), "{}", it.code);
        }
    }
}
