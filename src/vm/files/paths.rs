//! Files by their path: the calls that name one, over what lies in memory and what the host has.
//! Each call gives its result or an error number, as the system's would.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::*;
use crate::value::PyStr;
use crate::vm::{Answer, Entry, Need, PyResult, Vm};

/// The absolute path without `.`, `..` and doubled slashes.
pub fn absolute(cwd: &str, path: &str) -> String {
    let start = if path.starts_with('/') { "" } else { cwd };
    let mut parts: Vec<&str> = Vec::new();
    for part in start.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    format!("/{}", parts.join("/"))
}

/// The folder of an absolute path; none for the root.
fn parent(path: &str) -> Option<&str> {
    match path.rsplit_once('/') {
        Some(("", "")) | None => None,
        Some(("", _)) => Some("/"),
        Some((parent, _)) => Some(parent),
    }
}

/// What a path leads to.
enum Target {
    File(Ino),
    Folder(Stat),
    HostFile { size: u64 },
    Null,
}

/// Permissions that new files and folders don't get.
const UMASK: u32 = 0o022;

/// The result of a call: what it gives or its error number; outside, the fault that the machine
/// stops with while it waits for the host.
pub type Called<T> = PyResult<Result<T, Errno>>;

/// Hands an error number on as the call's result.
macro_rules! attempt {
    ($result:expr) => {
        match $result {
            Ok(value) => value,
            Err(errno) => return Ok(Err(errno)),
        }
    };
}

impl Vm<'_> {
    fn full_path(&self, path: &str) -> String {
        absolute(&self.state.files.cwd, path)
    }

    /// What the host has at a path that isn't in memory.
    fn host_entry(&mut self, path: &str) -> PyResult<Option<Entry>> {
        let mut above = parent(path);
        while let Some(folder) = above {
            if let Some(Node::Gone | Node::File(_)) = self.state.files.nodes.get(folder) {
                return Ok(None);
            }
            above = parent(folder);
        }
        match self.ask(&Need::Entry(PyStr::new(path)))? {
            Answer::Entry(entry) => Ok(entry),
            _ => Ok(None),
        }
    }

    /// What is at an absolute path: `ENOENT`, or `ENOTDIR` where a file stands in the way.
    fn look_up(&mut self, path: &str) -> Called<Target> {
        if path.len() >= PATH_MAX || path.split('/').any(|name| name.len() > NAME_MAX) {
            return Ok(Err(ENAMETOOLONG));
        }
        if path == NULL_DEVICE {
            return Ok(Ok(Target::Null));
        }
        let files = &self.state.files;
        match files.nodes.get(path) {
            Some(Node::File(ino)) => return Ok(Ok(Target::File(*ino))),
            Some(&Node::Folder { mode, mtime }) => {
                return Ok(Ok(Target::Folder(folder_stat(mode, mtime))));
            }
            Some(Node::Gone) => return Ok(Err(ENOENT)),
            None => {}
        }
        let epoch = files.epoch;
        Ok(match self.host_entry(path)? {
            Some(Entry::File { size }) => Ok(Target::HostFile { size }),
            Some(Entry::Folder(_)) => Ok(Target::Folder(folder_stat(HOST_FOLDER, epoch))),
            None => match parent(path) {
                Some(above) => match self.look_up(above)? {
                    Ok(Target::Folder(_)) => Err(ENOENT),
                    Ok(_) => Err(ENOTDIR),
                    Err(errno) => Err(errno),
                },
                None => Err(ENOENT),
            },
        })
    }

    /// The folder in which something is to be made must be one.
    fn check_parent(&mut self, path: &str) -> Called<()> {
        let Some(above) = parent(path) else {
            return Ok(Err(EEXIST));
        };
        Ok(match self.look_up(above)? {
            Ok(Target::Folder(_)) => Ok(()),
            Ok(_) => Err(ENOTDIR),
            Err(errno) => Err(errno),
        })
    }

    /// A file of the host comes into memory; its number.
    fn take_host_file(&mut self, path: &str) -> Called<Ino> {
        let Some(bytes) = self.read_file(path)? else {
            return Ok(Err(ENOENT));
        };
        let files = &mut self.state.files;
        let ino = files.create(bytes, HOST_FILE, files.epoch, false);
        files.nodes.insert(path.to_owned(), Node::File(ino));
        Ok(Ok(ino))
    }

    /// `open(2)`: a descriptor.
    ///
    /// # Errors
    /// A fault only when the machine stops to wait for the host.
    pub fn file_open(&mut self, path: &str, how: i64, mode: u32, now: u64) -> Called<i64> {
        let full = self.full_path(path);
        let writes = how & flags::ACCESS != 0;
        let ino = match self.look_up(&full)? {
            Ok(_) if how & flags::EXCL != 0 && how & flags::CREAT != 0 => return Ok(Err(EEXIST)),
            Ok(Target::Folder(_)) => return Ok(Err(EISDIR)),
            Ok(_) if path.ends_with('/') => return Ok(Err(ENOTDIR)),
            Ok(Target::File(ino)) => ino,
            Ok(Target::HostFile { .. }) => attempt!(self.take_host_file(&full)?),
            Ok(Target::Null) => {
                let files = &mut self.state.files;
                let ino = files.create(Arc::default(), 0o666, now, false);
                files.unlink_later(ino);
                return Ok(Ok(files.add_open(Open {
                    ino,
                    offset: 0,
                    flags: how,
                    is_null: true,
                })));
            }
            Err(ENOENT) if how & flags::CREAT != 0 => {
                attempt!(self.check_parent(&full)?);
                if path.ends_with('/') {
                    return Ok(Err(EISDIR));
                }
                let files = &mut self.state.files;
                let ino = files.create(Arc::default(), mode & !UMASK, now, true);
                files.nodes.insert(full, Node::File(ino));
                ino
            }
            Err(errno) => return Ok(Err(errno)),
        };
        let files = &mut self.state.files;
        if writes
            && how & flags::TRUNC != 0
            && let Some(inode) = files.inodes.get_mut(&ino)
        {
            inode.bytes = Arc::default();
            inode.mtime = now;
            inode.written = true;
        }
        Ok(Ok(files.add_open(Open {
            ino,
            offset: 0,
            flags: how,
            is_null: false,
        })))
    }

    /// `stat(2)`.
    ///
    /// # Errors
    /// See [`Vm::file_open`].
    pub fn file_stat(&mut self, path: &str) -> Called<Stat> {
        if path.is_empty() {
            return Ok(Err(ENOENT));
        }
        let full = self.full_path(path);
        let found = attempt!(self.look_up(&full)?);
        let files = &self.state.files;
        let stat = match found {
            Target::File(ino) => match files.inodes.get(&ino) {
                Some(inode) => inode_stat(ino, inode),
                None => return Ok(Err(ENOENT)),
            },
            Target::HostFile { size } => Stat {
                mode: HOST_FILE,
                ino: path_number(&full),
                size,
                mtime: files.epoch,
            },
            Target::Folder(stat) => Stat {
                ino: path_number(&full),
                ..stat
            },
            Target::Null => files.device(0),
        };
        let is_folder = stat.is_directory();
        match path.ends_with('/') && !is_folder {
            true => Ok(Err(ENOTDIR)),
            false => Ok(Ok(stat)),
        }
    }

    /// The names in a folder, sorted.
    ///
    /// # Errors
    /// See [`Vm::file_open`].
    pub fn file_list(&mut self, path: &str) -> Called<Vec<String>> {
        let full = self.full_path(path);
        match attempt!(self.look_up(&full)?) {
            Target::Folder(_) => {}
            _ => return Ok(Err(ENOTDIR)),
        }
        let mut names = BTreeSet::new();
        if let Some(Entry::Folder(of_host)) = self.host_entry(&full)? {
            names.extend(of_host.iter().map(PyStr::to_lossy));
        }
        let prefix = if full == "/" {
            full
        } else {
            format!("{full}/")
        };
        let below = self.state.files.nodes.range(prefix.clone()..);
        let below = below.take_while(|(path, _)| path.starts_with(&prefix));
        for (path, node) in below {
            let name = &path[prefix.len()..];
            if name.is_empty() || name.contains('/') {
                continue;
            }
            match node {
                Node::Gone => names.remove(name),
                _ => names.insert(name.to_owned()),
            };
        }
        Ok(Ok(names.into_iter().collect()))
    }

    /// `mkdir(2)`.
    ///
    /// # Errors
    /// See [`Vm::file_open`].
    pub fn file_make_folder(&mut self, path: &str, mode: u32, now: u64) -> Called<()> {
        if path.is_empty() {
            return Ok(Err(ENOENT));
        }
        let full = self.full_path(path);
        match self.look_up(&full)? {
            Ok(_) => return Ok(Err(EEXIST)),
            Err(ENOENT) => {}
            Err(errno) => return Ok(Err(errno)),
        }
        attempt!(self.check_parent(&full)?);
        let mode = S_IFDIR | mode & 0o7777 & !UMASK;
        let folder = Node::Folder { mode, mtime: now };
        self.state.files.nodes.insert(full, folder);
        Ok(Ok(()))
    }

    /// Forgets a path; if the host has something there, it is hidden.
    fn hide(&mut self, full: String) -> PyResult<()> {
        self.state.files.nodes.remove(&full);
        if self.host_entry(&full)?.is_some() {
            self.state.files.nodes.insert(full, Node::Gone);
        }
        Ok(())
    }

    /// `unlink(2)`.
    ///
    /// # Errors
    /// See [`Vm::file_open`].
    pub fn file_remove(&mut self, path: &str) -> Called<()> {
        let full = self.full_path(path);
        match attempt!(self.look_up(&full)?) {
            Target::Folder(_) => return Ok(Err(EISDIR)),
            Target::File(ino) => self.state.files.unlink_inode(ino),
            Target::HostFile { .. } | Target::Null => {}
        }
        self.hide(full)?;
        Ok(Ok(()))
    }

    /// `rmdir(2)`.
    ///
    /// # Errors
    /// See [`Vm::file_open`].
    pub fn file_remove_folder(&mut self, path: &str) -> Called<()> {
        if !attempt!(self.file_list(path)?).is_empty() {
            return Ok(Err(ENOTEMPTY));
        }
        let full = self.full_path(path);
        self.hide(full)?;
        Ok(Ok(()))
    }

    /// `rename(2)`, of folders too.
    ///
    /// # Errors
    /// See [`Vm::file_open`].
    pub fn file_rename(&mut self, from: &str, to: &str, now: u64) -> Called<()> {
        let (source, goal) = (self.full_path(from), self.full_path(to));
        let moved = attempt!(self.look_up(&source)?);
        attempt!(self.check_parent(&goal)?);
        if source == goal {
            return Ok(Ok(()));
        }
        if goal.starts_with(&format!("{source}/")) {
            return Ok(Err(EINVAL));
        }
        let replaced = self.look_up(&goal)?.ok();
        match (&moved, &replaced) {
            (Target::Folder(_), Some(Target::Folder(_))) => {
                attempt!(self.file_remove_folder(&goal)?);
            }
            (Target::Folder(_), Some(_)) => return Ok(Err(ENOTDIR)),
            (_, Some(Target::Folder(_))) => return Ok(Err(EISDIR)),
            (_, Some(_)) => attempt!(self.file_remove(&goal)?),
            (_, None) => {}
        }
        match moved {
            Target::Folder(_) => {
                attempt!(self.file_make_folder(&goal, 0o777, now)?);
                for name in attempt!(self.file_list(&source)?) {
                    let (from, to) = (format!("{source}/{name}"), format!("{goal}/{name}"));
                    attempt!(self.file_rename(&from, &to, now)?);
                }
            }
            Target::HostFile { .. } => {
                let ino = attempt!(self.take_host_file(&source)?);
                self.move_file(&goal, ino);
            }
            Target::File(ino) => self.move_file(&goal, ino),
            Target::Null => return Ok(Err(EINVAL)),
        }
        self.hide(source)?;
        Ok(Ok(()))
    }

    fn move_file(&mut self, goal: &str, ino: Ino) {
        let files = &mut self.state.files;
        if let Some(inode) = files.inodes.get_mut(&ino) {
            inode.written = true;
        }
        files.nodes.insert(goal.to_owned(), Node::File(ino));
    }

    /// `chmod(2)`, `utime(2)`: permissions and time of what is in memory or comes there.
    ///
    /// # Errors
    /// See [`Vm::file_open`].
    pub fn file_change(&mut self, path: &str, mode: Option<u32>, mtime: Option<u64>) -> Called<()> {
        let full = self.full_path(path);
        match attempt!(self.look_up(&full)?) {
            Target::HostFile { .. } => {
                attempt!(self.take_host_file(&full)?);
            }
            Target::Folder(stat) => {
                let folder = Node::Folder {
                    mode: stat.mode,
                    mtime: stat.mtime,
                };
                self.state.files.nodes.insert(full.clone(), folder);
            }
            Target::File(_) | Target::Null => {}
        }
        self.state.files.change(&full, mode, mtime);
        Ok(Ok(()))
    }

    /// `chdir(2)`.
    ///
    /// # Errors
    /// See [`Vm::file_open`].
    pub fn change_directory(&mut self, path: &str) -> Called<()> {
        let full = self.full_path(path);
        match attempt!(self.look_up(&full)?) {
            Target::Folder(_) if !path.is_empty() => {
                self.state.files.cwd = full;
                Ok(Ok(()))
            }
            Target::Folder(_) => Ok(Err(ENOENT)),
            _ => Ok(Err(ENOTDIR)),
        }
    }
}
