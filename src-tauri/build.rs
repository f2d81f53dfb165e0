//! Gives Tauri the list of commands, and keeps the symbols of our SQLite to ourselves.

include!("commands.in");

macro_rules! names {
    ($($module:ident :: $name:ident $(:: <$runtime:path>)?),* $(,)?) => { &[$(stringify!($name)),*] };
}

/// With this list a command answers only where a capability allows it by name.
const COMMANDS: &[&str] = commands!(names);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    println!("cargo:rerun-if-changed=src-tauri/commands.in");
    // Else the SQLite inside libwebkit2gtk and libsoup would be replaced by our SQLCipher.
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "linux") {
        println!("cargo:rustc-link-arg-bins=-Wl,--exclude-libs,ALL");
    }
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("src-tauri/capabilities/**/*")
        .app_manifest(tauri_build::AppManifest::new().commands(COMMANDS));
    Ok(tauri_build::try_build(attributes)?)
}
