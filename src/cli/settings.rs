//! Where the configuration file lies, and reading it.

use std::io;
use std::path::{Path, PathBuf};

use crate::tui::Settings;

/// The settings of the file given, or of the user's own where there is one.
///
/// # Errors
/// In a sentence: the file can't be read, or what in it can't be understood.
pub fn settings(given: Option<&Path>) -> Result<Settings, String> {
    let path = match given {
        Some(none) if none.as_os_str() == "none" => return Ok(Settings::default()),
        Some(path) => path.to_owned(),
        None => match usual_place() {
            Some(path) => path,
            None => return Ok(Settings::default()),
        },
    };
    match std::fs::read_to_string(&path) {
        Ok(text) => Settings::read(&text)
            .map_err(|problem| format!("{}: {}", path.display(), problem.trim_end())),
        Err(error) if error.kind() == io::ErrorKind::NotFound && given.is_none() => {
            Ok(Settings::default())
        }
        Err(error) => Err(format!("{}: {error}", path.display())),
    }
}

/// `$XDG_CONFIG_HOME/cutaway/config.toml`, by default `~/.config/cutaway/config.toml`.
fn usual_place() -> Option<PathBuf> {
    let folder = |name: &str| {
        let value = std::env::var_os(name).filter(|value| !value.is_empty());
        value.map(PathBuf::from)
    };
    let config = folder("XDG_CONFIG_HOME").or_else(|| Some(folder("HOME")?.join(".config")))?;
    Some(config.join("cutaway").join("config.toml"))
}
