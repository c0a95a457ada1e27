//! How JSON is shown to people: a list as a table, a single thing as its fields, one a line.

use serde_json::Value;

/// The longest text in a table, in characters.
const CELL: usize = 60;
const GAP: &str = "  ";

/// With the columns' names above it, each as wide as its widest cell.
pub(crate) fn table(columns: &[&str], items: &[&Value]) -> String {
    let head = columns.iter().map(|&column| column.to_owned()).collect();
    let row = |item: &&Value| columns.iter().map(|&column| cut(&cell(item.get(column)))).collect();
    let rows: Vec<Vec<String>> = std::iter::once(head).chain(items.iter().map(row)).collect();
    aligned(&rows)
}

/// `hold.credits  40`. What is absent or null is left out.
pub(crate) fn outline(thing: &Value) -> String {
    let mut rows = Vec::new();
    gather(thing, "", &mut rows);
    aligned(&rows)
}

fn gather(value: &Value, name: &str, rows: &mut Vec<Vec<String>>) {
    match value {
        Value::Object(fields) => {
            for (field, value) in fields {
                let name = if name.is_empty() { field.clone() } else { format!("{name}.{field}") };
                gather(value, &name, rows);
            }
        }
        Value::Array(items) if items.iter().any(Value::is_object) => {
            for (index, item) in items.iter().enumerate() {
                gather(item, &format!("{name}[{index}]"), rows);
            }
        }
        Value::Null => {}
        Value::Array(items) if items.is_empty() => {}
        _ => rows.push(vec![name.to_owned(), cell(Some(value))]),
    }
}

fn cell(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => "-".to_owned(),
        Some(Value::String(text)) => text.replace(['\n', '\t'], " "),
        Some(Value::Array(items)) => items.iter().map(|item| cell(Some(item))).collect::<Vec<_>>().join(", "),
        Some(other) => other.to_string(),
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(CELL) {
        None => text.to_owned(),
        Some(_) => text.chars().take(CELL - 1).chain(['…']).collect(),
    }
}

/// The last column is as wide as it is.
fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or_default()
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(cell, &width)| format!("{cell:width$}"));
        cells.collect::<Vec<_>>().join(GAP).trim_end().to_owned()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_table_is_aligned() {
        let items = [json!({"id": "a", "n": 10, "more": true}), json!({"id": "long", "n": null})];
        let items: Vec<&Value> = items.iter().collect();
        assert_eq!(table(&["id", "n"], &items), "id    n\na     10\nlong  -");
        assert_eq!(table(&["id"], &[]), "id");
        let long = json!({"id": "kite ".repeat(20)});
        let shown = table(&["id"], &[&long]);
        assert!(shown.ends_with('…') && shown.lines().all(|line| line.chars().count() <= CELL), "{shown}");
    }

    #[test]
    fn an_outline_names_every_field_that_has_a_value() {
        let thing = json!({"id": 1, "hold": {"credits": 40, "cents": null}, "urls": ["a", "b"], "none": [],
            "variants": [{"index": 0}]});
        assert_eq!(
            outline(&thing),
            "id                 1\nhold.credits       40\nurls               a, b\nvariants[0].index  0"
        );
    }
}
