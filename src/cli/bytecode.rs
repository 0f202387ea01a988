//! `cutaway dis` and `cutaway compile`: bytecode as text and as .pyc files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::code::pyc::{Invalidation, Pyc, source_hash};
use crate::code::{Code, dis, explain};
use crate::compiler::{Mode, Options, SourceKind, compile, source_text};
use crate::session::parallel;
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
/// is made if need be. What can't be compiled is told in the end; the rest is written. All cores take
/// part.
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
    let mut written = BTreeSet::new();
    let jobs: Vec<Job> = files
        .iter()
        .map(|file| {
            let target = if into_folder {
                let name = file.file_name().map(Path::new).unwrap_or(file);
                output.join(name).with_extension("pyc")
            } else {
                output.to_owned()
            };
            let is_first = written.insert(target.clone());
            Job {
                file,
                target,
                is_first,
            }
        })
        .collect();
    let compile = |job: &Job| compile_job(job, unchecked_hash);
    let done = parallel::map(&jobs, COMPILER_STACK, compile).map_err(no_thread)?;
    let problems: String = done
        .into_iter()
        .filter_map(|done| done.unwrap_or_else(compiler_failed).err())
        .collect();
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems)
    }
}

/// A file to compile.
struct Job<'a> {
    file: &'a Path,
    target: PathBuf,
    /// Whether no file before it has the same target.
    is_first: bool,
}

fn compile_job(job: &Job, unchecked_hash: bool) -> Result<(), String> {
    if job.is_first {
        return compile_file(job.file, &job.target, unchecked_hash);
    }
    Err(format!(
        "cutaway: {}: {} was written for another file of that name\n",
        job.file.display(),
        job.target.display()
    ))
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
    let code = compile_source(&source, file, false).map_err(|problem| {
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

/// Compiles in a thread that has room for deeply nested sources.
fn compiled(source: Vec<u8>, file: &Path, explain: bool) -> Result<Arc<Code>, String> {
    let compile = |source: &Vec<u8>| compile_source(source, file, explain);
    let mut done = parallel::map(&[source], COMPILER_STACK, compile).map_err(no_thread)?;
    done.pop().flatten().unwrap_or_else(compiler_failed)
}

fn compile_source(source: &[u8], file: &Path, explain: bool) -> Result<Arc<Code>, String> {
    let name = PyStr::new(&file.to_string_lossy());
    let options = Options {
        source: SourceKind::File,
        explain,
        ..Options::default()
    };
    compile(source, &name, Mode::Exec, options).map_err(|fault| fault.display())
}

fn no_thread(problem: std::io::Error) -> String {
    format!("cutaway: no thread to compile in: {problem}\n")
}

fn compiler_failed<T>() -> Result<T, String> {
    Err("cutaway: the compiler failed\n".to_owned())
}
