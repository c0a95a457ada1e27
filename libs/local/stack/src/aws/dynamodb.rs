//! DynamoDB is dynoxide, on one `SQLite` file. The template declares the tables.

use std::path::Path;
use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, Projection,
    TimeToLiveSpecification,
};
use dynoxide::Database;
use tokio::net::TcpListener;

use crate::Error;
use crate::template::{Key, Table, Template};

const SWEEP_EVERY: Duration = Duration::from_mins(1);

pub(super) fn serve(listener: TcpListener, file: &Path) -> Result<(), Error> {
    let file = file.to_str().ok_or("the data folder's path is not UTF-8")?;
    let database = Database::new(file)?;
    tokio::spawn(dynoxide::server::serve_on(listener, database.clone()));
    // AWS removes expired items by itself, and dynoxide only on request.
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(SWEEP_EVERY).await;
            if let Err(error) = database.sweep_ttl() {
                tracing::warn!(%error, "expired items could not be removed");
            }
        }
    });
    Ok(())
}

pub(super) async fn create_tables(client: &Client, template: &Template) -> Result<(), Error> {
    let existing = client.list_tables().send().await?.table_names.unwrap_or_default();
    for table in template.tables.iter().filter(|table| !existing.contains(&table.name)) {
        create_table(client, table).await?;
    }
    Ok(())
}

async fn create_table(client: &Client, table: &Table) -> Result<(), Error> {
    let mut create = client.create_table().table_name(&table.name).billing_mode(BillingMode::PayPerRequest);
    create = create.set_key_schema(Some(key_schema(&table.keys)?));
    for (name, kind) in &table.attributes {
        let attribute =
            AttributeDefinition::builder().attribute_name(name).attribute_type(kind.as_str().into());
        create = create.attribute_definitions(attribute.build()?);
    }
    for index in &table.indexes {
        let projection = Projection::builder().projection_type(index.projection.as_str().into()).build();
        let index = GlobalSecondaryIndex::builder()
            .index_name(&index.name)
            .projection(projection)
            .set_key_schema(Some(key_schema(&index.keys)?));
        create = create.global_secondary_indexes(index.build()?);
    }
    create.send().await?;
    if let Some(attribute) = &table.time_to_live {
        let specification =
            TimeToLiveSpecification::builder().attribute_name(attribute).enabled(true).build()?;
        client
            .update_time_to_live()
            .table_name(&table.name)
            .time_to_live_specification(specification)
            .send()
            .await?;
    }
    Ok(())
}

fn key_schema(keys: &[Key]) -> Result<Vec<KeySchemaElement>, Error> {
    let element = |key: &Key| {
        KeySchemaElement::builder()
            .attribute_name(&key.attribute)
            .key_type(key.key_type.as_str().into())
            .build()
    };
    Ok(keys.iter().map(element).collect::<Result<_, _>>()?)
}
