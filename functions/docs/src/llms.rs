//! `GET /llms.txt`: the API for agents, in the format of llmstxt.org. `docs/llms.txt` is made from the document of the API.

use web::{Access, Call, Endpoint, Parameters, Reply};

use crate::{App, kept};

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/llms.txt",
    access: Access::Anyone,
    parameters: Parameters::Ignored,
    handler: |_, call| Box::pin(async { Ok(llms(call)) }),
};

/// Stands for the address of the API, which the text does not know before it is asked for.
const ROOT: &str = "{root}";

fn llms(call: &Call<'_>) -> Reply {
    let root = web::absolute_url(call.request, "");
    kept(include_str!("../../../docs/llms.txt").replace(ROOT, &root), "text/plain; charset=utf-8")
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::path::Path;

    use serde_json::Value;

    use super::*;

    const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

    /// The links to the operations of a tag, in the order of the document.
    fn operations(document: &Value, tag: &str) -> String {
        let slug = tag.to_lowercase().replace(' ', "-");
        let mut links = String::new();
        for (path, operations) in document["paths"].as_object().unwrap() {
            for (method, operation) in operations.as_object().unwrap() {
                if METHODS.contains(&method.as_str()) && operation["tags"][0] == tag {
                    let (method, summary) = (method.to_uppercase(), operation["summary"].as_str().unwrap());
                    let anchor = format!("tag/{slug}/{method}{path}");
                    writeln!(links, "- [{method} {path}]({ROOT}/docs#{anchor}): {summary}").unwrap();
                }
            }
        }
        links
    }

    fn text() -> String {
        let document: Value = serde_json::from_str(include_str!("../../../docs/openapi.json")).unwrap();
        let mut text = format!(
            "{}\n## Reference\n\n\
             - [OpenAPI 3.1]({ROOT}/openapi.json): every endpoint, field, limit, error and example, for programs\n\
             - [The reference as a page]({ROOT}/docs): the same for people, with requests to try\n",
            include_str!("../page/llms.md")
        );
        for tag in document["tags"].as_array().unwrap() {
            let tag = tag["name"].as_str().unwrap();
            write!(text, "\n## {tag}\n\n{}", operations(&document, tag)).unwrap();
        }
        text.push_str("\n## Errors\n\n");
        for of in web::ERROR_CODES {
            let status = of.status.map_or("a failed job".to_owned(), |status| status.to_string());
            writeln!(text, "- [{}]({ROOT}/docs#{}): {status}. {}", of.code, of.anchor(), of.meaning).unwrap();
        }
        text
    }

    #[test]
    fn the_committed_text_is_what_the_document_says() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/llms.txt");
        let text = text();
        if std::env::var_os("WRITE_DOCS").is_some() {
            std::fs::write(&path, &text).unwrap();
        }
        let written = std::fs::read_to_string(&path).unwrap();
        assert!(written == text, "docs/llms.txt is old: WRITE_DOCS=1 cargo test -p docs --lib llms");
    }

    #[test]
    fn every_operation_of_the_document_is_in_it() {
        let document: Value = serde_json::from_str(include_str!("../../../docs/openapi.json")).unwrap();
        let paths = document["paths"].as_object().unwrap().values();
        let there = paths.map(|operations| operations.as_object().unwrap().len()).sum::<usize>();
        assert_eq!(text().matches("/docs#tag/").count(), there);
    }
}
