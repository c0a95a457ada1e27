//! The modules of this crate refer to each other in one direction. `src/lib.rs` draws it; this test holds them to it.

#![expect(clippy::string_slice, clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Each module may refer to those before it, and to those beside it in the same group.
const ORDER: &[&[&str]] = &[
    &["time"],
    &["ids"],
    &["kind"],
    &["money"],
    &["failure"],
    &["billed"],
    &["medium"],
    &["file"],
    &["sentence"],
    &["given"],
    &["near"],
    &["fields"],
    &["size"],
    &["price"],
    &["catalog"],
    &["timing"],
    &["placement"],
    &["health"],
    &["route_state"],
    &["team"],
    &["ledger"],
    &["brand", "drive"],
    &["request"],
    &["guidance"],
    &["job", "lifecycle"],
    &["caller"],
    &["membership"],
    &["api_key", "browser_token"],
    &["resolve", "route_choice"],
    &["sunsets"],
];

fn source_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The modules' own files, without their tests.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) = entries.partition(|path| path.is_dir());
    let is_test = |path: &PathBuf| path.ends_with("tests.rs") || path.ends_with("properties.rs");
    let own = files.into_iter().filter(|path| !is_test(path));
    own.chain(folders.iter().flat_map(|folder| self::files(folder))).collect()
}

/// The text up to the tests, without comments.
fn code(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    let own = text.split("#[cfg(test)]").next().unwrap().lines();
    own.filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The names that follow `prefix`, alone or in braces.
fn names_after(prefix: &str, code: &str) -> Vec<String> {
    let word = |text: &str| {
        let end = text.find(|character: char| !character.is_alphanumeric() && character != '_');
        text[..end.unwrap_or(text.len())].to_owned()
    };
    let after = code.split(prefix).skip(1);
    after
        .flat_map(|rest| match rest.strip_prefix('{') {
            Some(list) => list.split('}').next().unwrap().split(',').map(|name| word(name.trim())).collect(),
            None => vec![word(rest)],
        })
        .filter(|name| !name.is_empty())
        .collect()
}

/// Which module each name comes from that `lib.rs` exports again.
fn exports() -> BTreeMap<String, String> {
    let lib = code(&source_folder().join("lib.rs"));
    let uses = lib.lines().filter_map(|line| line.strip_prefix("pub use "));
    let exported = uses.filter_map(|line| line.split_once("::"));
    exported
        .flat_map(|(module, _)| {
            let names = names_after(&format!("pub use {module}::"), &lib);
            names.into_iter().map(|name| (name, module.to_owned()))
        })
        .collect()
}

fn place(module: &str) -> usize {
    let place = ORDER.iter().position(|group| group.contains(&module));
    place.unwrap_or_else(|| panic!("{module} has no place in the order: give it one, here and in lib.rs"))
}

#[test]
fn modules_refer_only_to_those_before_them() {
    let (folder, exports) = (source_folder(), exports());
    let mut wrong = Vec::new();
    for path in files(&folder) {
        let inside = path.strip_prefix(&folder).unwrap().components().next().unwrap();
        let module = Path::new(inside.as_os_str()).file_stem().unwrap().to_str().unwrap().to_owned();
        if module == "lib" {
            continue;
        }
        for name in names_after("crate::", &code(&path)) {
            let used = exports.get(&name).unwrap_or(&name);
            if place(used) > place(&module) {
                wrong.push(format!("{} uses {used}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
