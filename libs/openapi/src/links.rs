//! Which operations go on with what another one has made.

use serde_json::{Map, Value, json};

/// From an operation that answers with a status, by a field of its reply, to those that take it as the placeholder of their
/// path.
struct Link {
    from: &'static str,
    status: u16,
    field: &'static str,
    to: &'static [&'static str],
    placeholder: &'static str,
}

const JOB: &[&str] = &["getJob", "getReceipt", "cancelJob", "retryJob", "deleteJob"];
const FILE: &[&str] = &["getFile", "updateFile", "getFileContent", "shareFile", "unshareFile", "deleteFile"];

const LINKS: &[Link] = &[
    link("createImage", 202, "job_id", JOB),
    link("createVideo", 202, "job_id", JOB),
    link("createAvatar", 202, "job_id", JOB),
    link("createSpeech", 202, "job_id", JOB),
    link("createComposite", 202, "job_id", JOB),
    link("retryJob", 202, "job_id", JOB),
    link("createImageGeneration", 202, "generation_id", &["getImageGeneration", "cancelJob"]),
    link("createVideoGeneration", 202, "generation_id", &["getVideoGeneration", "cancelJob"]),
    link("createAvatarGeneration", 202, "generation_id", &["getAvatarGeneration", "cancelJob"]),
    link("createVoiceGeneration", 202, "generation_id", &["getVoiceGeneration", "cancelJob"]),
    link("createFolder", 201, "id", &["getFolder", "updateFolder", "deleteFolder"]),
    link("createUpload", 201, "id", &["completeUpload"]),
    link("completeUpload", 200, "id", FILE),
    link("createBrandKit", 201, "id", &["getBrandKit", "updateBrandKit", "deleteBrandKit"]),
    link("createApiKey", 201, "id", &["getApiKey", "rotateApiKey", "revokeApiKey"]),
    Link { from: "createTeam", status: 201, field: "id", to: &["getTeam"], placeholder: "team_id" },
];

const fn link(from: &'static str, status: u16, field: &'static str, to: &'static [&'static str]) -> Link {
    Link { from, status, field, to, placeholder: "id" }
}

/// The links of one reply.
pub(crate) fn of_reply(operation: &str, status: u16) -> Map<String, Value> {
    let links = LINKS.iter().filter(|link| (link.from, link.status) == (operation, status));
    let each = links.flat_map(|link| {
        let value = format!("$response.body#/{}", link.field);
        link.to.iter().map(move |to| {
            ((*to).to_owned(), json!({"operationId": to, "parameters": {(link.placeholder): value}}))
        })
    });
    each.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::described;

    #[test]
    fn links_go_from_replies_to_operations_that_there_are() {
        let all = described();
        let find = |id: &str| all.iter().find(|described| described.operation.id == id);
        for link in LINKS {
            let from = find(link.from).unwrap_or_else(|| panic!("{} is no operation", link.from));
            assert!(from.replies.answers.iter().any(|answer| answer.status == link.status), "{}", link.from);
            for to in link.to {
                let path = find(to).unwrap_or_else(|| panic!("{to} is no operation")).operation.endpoint.path;
                assert!(path.contains(&format!("{{{}}}", link.placeholder)), "{to}");
            }
        }
    }
}
