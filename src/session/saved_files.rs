//! Saving the files that a program wrote, when the user asks for it.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::vm::State;

/// Writes them into a folder: those below the program's current directory by their path from
/// there, all others by their whole path. How many there were.
///
/// # Errors
/// When the system refuses to write.
pub fn save(state: &State, folder: &Path) -> io::Result<usize> {
    let mut count = 0;
    for (path, bytes) in state.files.written() {
        let place = folder.join(relative(path, &state.files.cwd));
        if let Some(parent) = place.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(place, bytes)?;
        count += 1;
    }
    Ok(count)
}

/// The path below the directory, without anything that could lead out of it.
fn relative(path: &str, cwd: &str) -> PathBuf {
    let below = Path::new(path);
    let below = below.strip_prefix(cwd).unwrap_or(below);
    let names = below
        .components()
        .filter(|part| matches!(part, Component::Normal(_)));
    names.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_saved_outside() {
        assert_eq!(
            relative("/home/me/a/b.txt", "/home/me"),
            Path::new("a/b.txt")
        );
        assert_eq!(relative("/tmp/../x", "/home/me"), Path::new("tmp/x"));
    }
}
