//! The files that a program sees: a layer in memory over what the host lets it read. It stands for
//! the system calls below `Modules/posixmodule.c`.
//!
//! Everything written lies in [`Files`], as part of the state, so it moves in time like the rest. What
//! isn't there is asked of the host, which answers for the script's folder and the standard
//! library's. Nothing is ever written to the host. Links don't exist; permissions are kept, not
//! enforced.

mod paths;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use paths::{Called, absolute};

/// An error number of Linux.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Errno(pub i32);

/// The errors of the calls below (`asm-generic/errno-base.h`).
pub mod errno {
    use super::Errno;
    /// No such file or directory.
    pub const ENOENT: Errno = Errno(2);
    /// Bad file descriptor.
    pub const EBADF: Errno = Errno(9);
    /// File exists.
    pub const EEXIST: Errno = Errno(17);
    /// Not a directory.
    pub const ENOTDIR: Errno = Errno(20);
    /// Is a directory.
    pub const EISDIR: Errno = Errno(21);
    /// Invalid argument.
    pub const EINVAL: Errno = Errno(22);
    /// Illegal seek.
    pub const ESPIPE: Errno = Errno(29);
    /// File too large.
    pub const EFBIG: Errno = Errno(27);
    /// File name too long.
    pub const ENAMETOOLONG: Errno = Errno(36);
    /// Directory not empty.
    pub const ENOTEMPTY: Errno = Errno(39);
}
use errno::{
    EBADF, EEXIST, EFBIG, EINVAL, EISDIR, ENAMETOOLONG, ENOENT, ENOTDIR, ENOTEMPTY, ESPIPE,
};

/// Flags of `open` (`asm-generic/fcntl.h`).
mod flags {
    pub const ACCESS: i64 = 0o3;
    pub const WRONLY: i64 = 0o1;
    pub const CREAT: i64 = 0o100;
    pub const EXCL: i64 = 0o200;
    pub const TRUNC: i64 = 0o1000;
    pub const APPEND: i64 = 0o2000;
}

/// When the virtual clock begins: 2019-10-14, the day Python 3.8.0 came out, in nanoseconds since
/// 1970. Everything of the host seems to have been written then.
pub const START_TIME: u64 = 1_571_011_200_000_000_000;
/// The longest path, and the longest name in it (`linux/limits.h`).
const PATH_MAX: usize = 4096;
const NAME_MAX: usize = 255;
/// The most bytes that all files in memory may hold together.
const MOST_BYTES: usize = 1 << 30;
/// Folders that are always there.
const FOLDERS: [&str; 3] = ["/", "/dev", "/tmp"];
/// What swallows everything and gives nothing.
const NULL_DEVICE: &str = "/dev/null";
/// The three standard streams.
const STREAMS: std::ops::Range<i64> = 0..3;

/// Number of a file, as `st_ino` shows it.
type Ino = u64;

/// What lies in memory at a path.
#[derive(Clone, Hash, Debug)]
enum Node {
    File(Ino),
    Folder {
        mode: u32,
        mtime: u64,
    },
    /// The host has something there, but the program deleted it.
    Gone,
}

/// The contents of a file.
#[derive(Clone, Hash, Debug)]
struct Inode {
    bytes: Arc<Vec<u8>>,
    mode: u32,
    mtime: u64,
    /// Whether a path leads to it; a deleted file lives on while it is open.
    linked: bool,
    /// Whether the program changed it: a file of the host that was only read is none of its own.
    written: bool,
}

/// An open file.
#[derive(Clone, Hash, Debug)]
struct Open {
    ino: Ino,
    offset: usize,
    flags: i64,
    is_null: bool,
}

/// What `stat` tells.
#[derive(Clone, Copy, Debug)]
pub struct Stat {
    /// Type and permissions.
    pub mode: u32,
    /// Number of the file.
    pub ino: u64,
    /// Length in bytes.
    pub size: u64,
    /// Nanoseconds since 1970.
    pub mtime: u64,
}

impl Stat {
    /// Whether it is that of a directory.
    pub fn is_directory(&self) -> bool {
        self.mode & S_IFDIR == S_IFDIR
    }
}

const S_IFDIR: u32 = 0o040_000;
const S_IFREG: u32 = 0o100_000;
const S_IFCHR: u32 = 0o020_000;
/// A folder of the host, a file of the host: nobody may write.
const HOST_FOLDER: u32 = S_IFDIR | 0o755;
const HOST_FILE: u32 = S_IFREG | 0o644;

/// The layer in memory, and the table of open files.
#[derive(Clone, Hash, Debug)]
pub struct Files {
    /// By absolute path.
    nodes: BTreeMap<String, Node>,
    inodes: BTreeMap<Ino, Inode>,
    open: BTreeMap<i64, Open>,
    next_ino: Ino,
    /// Nanoseconds since 1970 at which everything of the host seems to have been written.
    epoch: u64,
    /// The current directory.
    pub cwd: String,
}

impl Files {
    /// Nothing but the folders that every system has, and the way to the current directory.
    pub fn new(cwd: &str, epoch: u64) -> Files {
        let mut files = Files {
            nodes: BTreeMap::new(),
            inodes: BTreeMap::new(),
            open: BTreeMap::new(),
            next_ino: 1,
            epoch,
            cwd: absolute("/", cwd),
        };
        let ends = files.cwd.match_indices('/').map(|(end, _)| end);
        let ancestors: Vec<String> = ends.map(|end| files.cwd[..end].to_owned()).collect();
        let always = FOLDERS.iter().map(|&folder| folder.to_owned());
        for folder in always.chain(ancestors).chain([files.cwd.clone()]) {
            files.nodes.insert(
                folder,
                Node::Folder {
                    mode: HOST_FOLDER,
                    mtime: epoch,
                },
            );
        }
        files
    }

    /// The files that the program wrote, by absolute path.
    pub fn written(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.nodes.iter().filter_map(|(path, node)| match node {
            Node::File(ino) => {
                let file = self.inodes.get(ino).filter(|file| file.written)?;
                Some((path.as_str(), file.bytes.as_slice()))
            }
            _ => None,
        })
    }

    /// A new file; its number.
    fn create(&mut self, bytes: Arc<Vec<u8>>, mode: u32, mtime: u64, written: bool) -> Ino {
        let ino = self.next_ino;
        self.next_ino += 1;
        let mode = S_IFREG | mode & 0o7777;
        self.inodes.insert(
            ino,
            Inode {
                bytes,
                mode,
                mtime,
                linked: true,
                written,
            },
        );
        ino
    }

    /// A path doesn't lead to the file any more.
    fn unlink_inode(&mut self, ino: Ino) {
        if let Some(file) = self.inodes.get_mut(&ino) {
            file.linked = false;
        }
        self.forget_unused(ino);
    }

    fn forget_unused(&mut self, ino: Ino) {
        let is_open = self.open.values().any(|open| open.ino == ino);
        if !is_open && self.inodes.get(&ino).is_some_and(|file| !file.linked) {
            self.inodes.remove(&ino);
        }
    }

    fn file(&self, fd: i64) -> Result<(&Open, &Inode), Errno> {
        let open = self.open.get(&fd).ok_or(EBADF)?;
        let inode = self.inodes.get(&open.ino).ok_or(EBADF)?;
        Ok((open, inode))
    }

    /// The next bytes of an open file.
    ///
    /// # Errors
    /// `EBADF` when it isn't open for reading.
    pub fn read(&mut self, fd: i64, count: usize) -> Result<Vec<u8>, Errno> {
        let (open, inode) = self.file(fd)?;
        if open.flags & flags::ACCESS == flags::WRONLY {
            return Err(EBADF);
        }
        let start = open.offset.min(inode.bytes.len());
        let end = start.saturating_add(count).min(inode.bytes.len());
        let piece = inode.bytes[start..end].to_vec();
        if let Some(open) = self.open.get_mut(&fd) {
            open.offset += piece.len();
        }
        Ok(piece)
    }

    /// Writes bytes where the file stands, or at its end if it was opened so; how many.
    ///
    /// # Errors
    /// `EBADF` when it isn't open for writing, `EFBIG` when memory has no room.
    pub fn write(&mut self, fd: i64, bytes: &[u8], now: u64) -> Result<usize, Errno> {
        let Some(open) = self
            .open
            .get_mut(&fd)
            .filter(|open| open.flags & flags::ACCESS != 0)
        else {
            return Err(EBADF);
        };
        if open.is_null {
            return Ok(bytes.len());
        }
        let inode = self.inodes.get_mut(&open.ino).ok_or(EBADF)?;
        let start = if open.flags & flags::APPEND != 0 {
            inode.bytes.len()
        } else {
            open.offset
        };
        let end = start
            .checked_add(bytes.len())
            .filter(|&end| end <= MOST_BYTES);
        let end = end.ok_or(EFBIG)?;
        let contents = Arc::make_mut(&mut inode.bytes);
        if contents.len() < end {
            contents.resize(end, 0);
        }
        contents[start..end].copy_from_slice(bytes);
        open.offset = end;
        inode.mtime = now;
        inode.written = true;
        Ok(bytes.len())
    }

    /// Moves the place in an open file; the new place.
    ///
    /// # Errors
    /// `EBADF`, `EINVAL`; `ESPIPE` for the standard streams.
    pub fn seek(&mut self, fd: i64, offset: i64, whence: i64) -> Result<i64, Errno> {
        if STREAMS.contains(&fd) {
            return Err(ESPIPE);
        }
        let (open, inode) = self.file(fd)?;
        let base = match whence {
            0 => 0,
            1 => open.offset as i64,
            2 => inode.bytes.len() as i64,
            _ => return Err(EINVAL),
        };
        let place = base
            .checked_add(offset)
            .filter(|&place| place >= 0)
            .ok_or(EINVAL)?;
        if let Some(open) = self.open.get_mut(&fd) {
            open.offset = usize::try_from(place).map_err(|_| EINVAL)?;
        }
        Ok(place)
    }

    /// Cuts an open file, or fills it up with zeros.
    ///
    /// # Errors
    /// `EBADF`, `EINVAL`, `EFBIG`.
    pub fn truncate(&mut self, fd: i64, size: i64, now: u64) -> Result<(), Errno> {
        let (open, _) = self.file(fd)?;
        if open.flags & flags::ACCESS == 0 {
            return Err(EINVAL);
        }
        let ino = open.ino;
        let size = usize::try_from(size).map_err(|_| EINVAL)?;
        if size > MOST_BYTES {
            return Err(EFBIG);
        }
        if let Some(inode) = self.inodes.get_mut(&ino) {
            Arc::make_mut(&mut inode.bytes).resize(size, 0);
            inode.mtime = now;
            inode.written = true;
        }
        Ok(())
    }

    /// Closes an open file.
    ///
    /// # Errors
    /// `EBADF`.
    pub fn close(&mut self, fd: i64) -> Result<(), Errno> {
        if STREAMS.contains(&fd) {
            return Ok(());
        }
        let open = self.open.remove(&fd).ok_or(EBADF)?;
        self.forget_unused(open.ino);
        Ok(())
    }

    /// A second descriptor for an open file.
    ///
    /// # Errors
    /// `EBADF`.
    pub fn duplicate(&mut self, fd: i64) -> Result<i64, Errno> {
        let open = self.open.get(&fd).ok_or(EBADF)?.clone();
        Ok(self.add_open(open))
    }

    fn add_open(&mut self, open: Open) -> i64 {
        let fd = (STREAMS.end..).find(|fd| !self.open.contains_key(fd));
        let fd = fd.unwrap_or(i64::MAX);
        self.open.insert(fd, open);
        fd
    }

    /// What is known of an open file.
    ///
    /// # Errors
    /// `EBADF`.
    pub fn fstat(&self, fd: i64) -> Result<Stat, Errno> {
        if STREAMS.contains(&fd) {
            return Ok(self.device(fd as u64));
        }
        let (open, inode) = self.file(fd)?;
        Ok(match open.is_null {
            true => self.device(open.ino),
            false => inode_stat(open.ino, inode),
        })
    }

    fn device(&self, ino: u64) -> Stat {
        Stat {
            mode: S_IFCHR | 0o666,
            ino,
            size: 0,
            mtime: self.epoch,
        }
    }

    /// The flags a file was opened with.
    ///
    /// # Errors
    /// `EBADF`.
    pub fn flags(&self, fd: i64) -> Result<i64, Errno> {
        match fd {
            0 => Ok(0),
            1 | 2 => Ok(flags::WRONLY),
            _ => Ok(self.open.get(&fd).ok_or(EBADF)?.flags),
        }
    }

    /// Sets permissions or the time of a file or folder in memory.
    fn change(&mut self, path: &str, new_mode: Option<u32>, new_mtime: Option<u64>) {
        let (mode, mtime) = match self.nodes.get_mut(path) {
            Some(Node::File(ino)) => match self.inodes.get_mut(ino) {
                Some(inode) => (&mut inode.mode, &mut inode.mtime),
                None => return,
            },
            Some(Node::Folder { mode, mtime }) => (mode, mtime),
            _ => return,
        };
        if let Some(new) = new_mode {
            *mode = *mode & !0o7777 | new & 0o7777;
        }
        if let Some(new) = new_mtime {
            *mtime = new;
        }
    }

    /// The file goes as soon as nobody has it open.
    fn unlink_later(&mut self, ino: Ino) {
        if let Some(file) = self.inodes.get_mut(&ino) {
            file.linked = false;
        }
    }
}

fn inode_stat(ino: Ino, inode: &Inode) -> Stat {
    Stat {
        mode: inode.mode,
        ino,
        size: inode.bytes.len() as u64,
        mtime: inode.mtime,
    }
}

/// Folders have no size and a number by their path.
fn folder_stat(mode: u32, mtime: u64) -> Stat {
    Stat {
        mode,
        ino: 0,
        size: 4096,
        mtime,
    }
}

/// A number for what has none of its own, the same for the same path.
fn path_number(path: &str) -> u64 {
    crate::value::hash::hash_bytes(path.as_bytes()).unsigned_abs() | 1 << 62
}
