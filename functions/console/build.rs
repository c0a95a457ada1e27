//! Says when the function has to be built anew: in a release, where it holds the console's files, whenever one has come, gone or
//! changed. A debug build reads them when it is asked, and so never has to.

const DIST: &str = "../../console/dist";

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    // A debug build takes nothing from outside the folder, for which it must know its true path, and so the folder must be. Where
    // it cannot be made, the console is one that was not built.
    let _ = std::fs::create_dir_all(DIST);
    // Of debug assertions, on which the macro decides, Cargo tells a build script nothing. No profile of ours parts the two.
    if std::env::var_os("PROFILE").is_some_and(|profile| profile == "release") {
        println!("cargo:rerun-if-changed={DIST}");
    }
}
