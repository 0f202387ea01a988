//! `cutaway dis` and `cutaway compile`: bytecode as text and as .pyc files.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use crate::code::pyc::{Invalidation, Pyc, source_hash};
use crate::code::{Code, dis, explain};
use crate::compiler::{Mode, Options, SourceKind, compile, source_text};
use crate::value::PyStr;

/// The front end nests as deep as the source does, up to Python's own limits.
const COMPILER_STACK: usize = 256 << 20;

/// What `python3.8 -m dis FILE` prints.
pub(super) fn disassembly(file: &Path) -> Result<String, String> {
    let source = read(file)?;
    Ok(dis::disassemble(&compiled(source, file, false)?))
}

/// The same code with its reasons: see [`explain::explain`].
pub(super) fn explanation(file: &Path) -> Result<String, String> {
    let source = read(file)?;
    let text = source_text(&source, SourceKind::File).unwrap_or_default();
    let code = compiled(source, file, true)?;
    Ok(explain::explain(&code, &text))
}

/// Compiles files to .pyc files: to `output` itself if it is one file, else into that folder.
pub(super) fn compile_files(
    files: &[PathBuf],
    output: &Path,
    unchecked_hash: bool,
) -> Result<(), String> {
    let into_folder = files.len() > 1 || output.is_dir();
    for file in files {
        let target = if into_folder {
            let name = file.file_name().map(Path::new).unwrap_or(file);
            output.join(name).with_extension("pyc")
        } else {
            output.to_owned()
        };
        let source = read(file)?;
        let invalidation = if unchecked_hash {
            Invalidation::UncheckedHash(source_hash(&source))
        } else {
            timestamp(file, source.len())?
        };
        let code = compiled(source, file, false)?;
        std::fs::write(&target, Pyc { invalidation, code }.write())
            .map_err(|problem| format!("cutaway: {}: {problem}\n", target.display()))?;
    }
    Ok(())
}

fn read(file: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(file).map_err(|problem| format!("cutaway: {}: {problem}\n", file.display()))
}

/// The time and size that a .pyc records of its source.
fn timestamp(file: &Path, size: usize) -> Result<Invalidation, String> {
    let changed = std::fs::metadata(file)
        .and_then(|metadata| metadata.modified())
        .map_err(|problem| format!("cutaway: {}: {problem}\n", file.display()))?;
    let mtime = changed
        .duration_since(UNIX_EPOCH)
        .map_or(0, |time| time.as_secs());
    Ok(Invalidation::Timestamp {
        mtime: mtime as u32,
        size: size as u32,
    })
}

fn compiled(source: Vec<u8>, file: &Path, explain: bool) -> Result<Arc<Code>, String> {
    let name = PyStr::new(&file.to_string_lossy());
    let options = Options {
        source: SourceKind::File,
        explain,
        ..Options::default()
    };
    let work =
        move || compile(&source, &name, Mode::Exec, options).map_err(|fault| fault.display());
    std::thread::Builder::new()
        .stack_size(COMPILER_STACK)
        .spawn(work)
        .map_err(|problem| format!("cutaway: no thread to compile in: {problem}\n"))?
        .join()
        .unwrap_or_else(|_| Err("cutaway: the compiler failed\n".to_owned()))
}
