//! `cutaway dis` and `cutaway compile`: bytecode as text and as .pyc files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::code::pyc::{Invalidation, Pyc, source_hash};
use crate::code::{Code, dis, explain};
use crate::compiler::{Mode, Options, SourceKind, compile, source_text};
use crate::session::script::{modified, source_beside};
use crate::value::PyStr;

/// The front end nests as deep as the source does, up to Python's own limits.
const COMPILER_STACK: usize = 256 << 20;

/// What `python3.8 -m dis FILE` prints; a .pyc is read instead of compiled.
pub(super) fn disassembly(file: &Path) -> Result<String, String> {
    let source = read(file)?;
    if is_pyc(file) {
        return Ok(dis::disassemble(&loaded(file, &source)?));
    }
    Ok(dis::disassemble(&compiled(source, file, false)?))
}

/// The same code with its reasons: see [`explain::explain`].
pub(super) fn explanation(file: &Path) -> Result<String, String> {
    let source = read(file)?;
    if is_pyc(file) {
        let code = loaded(file, &source)?;
        return Ok(explain::explain(&code, ""));
    }
    let text = source_text(&source, SourceKind::File).unwrap_or_default();
    let code = compiled(source, file, true)?;
    Ok(explain::explain(&code, &text))
}

fn is_pyc(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension == "pyc")
}

/// The code of a .pyc. If the source lying beside it is no longer the one it was made from, that is
/// said on standard error.
fn loaded(file: &Path, bytes: &[u8]) -> Result<Arc<Code>, String> {
    let pyc =
        Pyc::read(bytes).map_err(|problem| format!("cutaway: {}: {problem}\n", file.display()))?;
    if let Some((path, source)) = source_beside(file)
        && !pyc.invalidation.fits(&source, modified(&path))
    {
        eprintln!(
            "cutaway: {} has changed since {} was made from it",
            path.display(),
            file.display()
        );
    }
    Ok(pyc.code)
}

/// Compiles files to .pyc files: to `output` itself if it is one file, else into that folder, which
/// is made if need be. What can't be compiled is told in the end; the rest is written.
pub(super) fn compile_files(
    files: &[PathBuf],
    output: &Path,
    unchecked_hash: bool,
) -> Result<(), String> {
    let into_folder = files.len() > 1 || output.is_dir();
    if into_folder {
        std::fs::create_dir_all(output)
            .map_err(|problem| format!("cutaway: {}: {problem}\n", output.display()))?;
    }
    let (mut written, mut problems) = (BTreeSet::new(), String::new());
    for file in files {
        let target = if into_folder {
            let name = file.file_name().map(Path::new).unwrap_or(file);
            output.join(name).with_extension("pyc")
        } else {
            output.to_owned()
        };
        let done = if written.insert(target.clone()) {
            compile_file(file, &target, unchecked_hash)
        } else {
            Err(format!(
                "cutaway: {}: {} was written for another file of that name\n",
                file.display(),
                target.display()
            ))
        };
        if let Err(problem) = done {
            problems.push_str(&problem);
        }
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems)
    }
}

fn compile_file(file: &Path, target: &Path, unchecked_hash: bool) -> Result<(), String> {
    let source = read(file)?;
    let invalidation = if unchecked_hash {
        Invalidation::UncheckedHash(source_hash(&source))
    } else {
        Invalidation::Timestamp {
            mtime: modified(file) as u32,
            size: source.len() as u32,
        }
    };
    let code = compiled(source, file, false).map_err(|problem| {
        // Some of CPython's errors don't name the file.
        if problem.contains("File \"") {
            problem
        } else {
            format!("{}: {problem}", file.display())
        }
    })?;
    std::fs::write(target, Pyc { invalidation, code }.write())
        .map_err(|problem| format!("cutaway: {}: {problem}\n", target.display()))
}

fn read(file: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(file).map_err(|problem| format!("cutaway: {}: {problem}\n", file.display()))
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
