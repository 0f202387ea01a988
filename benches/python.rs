//! Finding the real interpreter to measure against, and medians: what the benchmarks share.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A CPython 3.8: the one that `CUTAWAY_PYTHON` names, one on the path, or one that pyenv keeps.
pub fn find_python() -> Option<PathBuf> {
    let named = std::env::var_os("CUTAWAY_PYTHON").map(PathBuf::from);
    let kept = std::env::var_os("HOME")
        .map(|home| Path::new(&home).join(".pyenv/versions"))
        .and_then(|folder| std::fs::read_dir(folder).ok())
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with("3.8."))
        })
        .map(|path| path.join("bin/python3.8"));
    let works = |python: &PathBuf| {
        let version = Command::new(python).arg("--version").output();
        version.is_ok_and(|output| output.stdout.starts_with(b"Python 3.8."))
    };
    named
        .into_iter()
        .chain([PathBuf::from("python3.8")])
        .chain(kept)
        .find(works)
}

/// The middle one of some measurements.
pub fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
