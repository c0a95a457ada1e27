//! The OpenAPI document of the API, made from what the functions declare beside their endpoints. It is not deployed: the
//! functions serve `docs/openapi.json`, which a test holds to what is made here.

mod described;
mod errors;
mod examples;
mod headers;
mod info;
mod links;
mod operation;
mod parameters;
mod schemas;

use domain::Catalog;
use serde_json::{Map, Value, json};
use web::Tag;

pub use described::{Described, described, endpoints};

use self::schemas::Schemas;

/// Whatever a declaration lacks is an error, which says what.
pub fn document(catalog: &Catalog) -> Result<Value, String> {
    let mut schemas = Schemas::new();
    let mut paths: Map<String, Value> = Map::new();
    let all = described();
    for described in &all {
        let operation = operation::object(described, catalog, &mut schemas)?;
        let endpoint = described.operation.endpoint;
        let path = paths.entry(endpoint.path).or_insert_with(|| json!({}));
        path[endpoint.method.to_lowercase()] = operation;
    }
    let tags = Tag::ALL.map(|tag| json!({"name": tag.name(), "description": tag.about()}));
    Ok(json!({
        "openapi": "3.1.0",
        "info": info::object(),
        "servers": [{"url": "/", "description": "Where this document is."}],
        "security": [{"apiKey": []}, {"bearer": []}],
        "tags": tags,
        "paths": paths,
        "components": {
            "securitySchemes": info::security_schemes(),
            "parameters": parameters::components(catalog),
            "headers": headers::components(),
            "responses": errors::components(&all, &mut schemas),
            "schemas": schemas.finish()?,
        },
    }))
}

#[cfg(test)]
mod tests;
