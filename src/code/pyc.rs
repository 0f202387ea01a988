//! .pyc files (`Lib/importlib/_bootstrap_external.py`): sixteen bytes that say which Python made
//! it from which source, then a marshalled code object.

use std::hash::Hasher;
use std::sync::Arc;

use siphasher::sip::SipHasher24;
use thiserror::Error;

use super::Code;
use super::marshal::{self, MarshalError};

/// The magic number of CPython 3.8 (`_RAW_MAGIC_NUMBER`'s lower half).
pub const MAGIC_NUMBER: u16 = 3413;
/// What follows the magic number, so that reading a .pyc as text goes wrong at once.
const LINE_END: [u8; 2] = *b"\r\n";
/// Size of the header in bytes.
const HEADER: usize = 16;
/// Flag: the source is recognised by a hash, not by time and size.
const HASH_BASED: u32 = 0b01;
/// Flag: the hash is to be checked.
const CHECK_SOURCE: u32 = 0b10;

/// How a .pyc tells whether it still fits its source.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Invalidation {
    /// By the source's time of change, in seconds, and its size, both modulo 2**32.
    Timestamp {
        /// Seconds since 1970.
        mtime: u32,
        /// Bytes.
        size: u32,
    },
    /// By a hash of the source, which is to be checked.
    CheckedHash([u8; 8]),
    /// By a hash that nobody checks: the .pyc is believed.
    UncheckedHash([u8; 8]),
}

/// A .pyc file.
#[derive(Clone, PartialEq, Debug)]
pub struct Pyc {
    /// What it was made from.
    pub invalidation: Invalidation,
    /// The module's code.
    pub code: Arc<Code>,
}

/// Why a file is not a .pyc of CPython 3.8.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum PycError {
    /// Shorter than the header.
    #[error("the file has {0} bytes; a .pyc begins with a header of {HEADER}")]
    NoHeader(usize),
    /// Not a .pyc at all.
    #[error("the file does not begin like a .pyc")]
    NotPyc,
    /// Made by another Python.
    #[error("it was made by {maker} (magic number {magic}), not by Python 3.8 ({MAGIC_NUMBER})")]
    OtherVersion {
        /// Which Python, as far as known.
        maker: &'static str,
        /// The magic number.
        magic: u16,
    },
    /// Flags that 3.8 does not know.
    #[error("its header has the unknown flags {0:#x}")]
    UnknownFlags(u32),
    /// The code object cannot be read.
    #[error("its code is damaged: {0}")]
    Damaged(#[from] MarshalError),
}

impl Pyc {
    /// The file's bytes.
    pub fn write(&self) -> Vec<u8> {
        let mut out = Vec::new();
        out.extend(MAGIC_NUMBER.to_le_bytes());
        out.extend(LINE_END);
        match self.invalidation {
            Invalidation::Timestamp { mtime, size } => {
                out.extend(0_u32.to_le_bytes());
                out.extend(mtime.to_le_bytes());
                out.extend(size.to_le_bytes());
            }
            Invalidation::CheckedHash(hash) => {
                out.extend((HASH_BASED | CHECK_SOURCE).to_le_bytes());
                out.extend(hash);
            }
            Invalidation::UncheckedHash(hash) => {
                out.extend(HASH_BASED.to_le_bytes());
                out.extend(hash);
            }
        }
        out.extend(marshal::write(&self.code));
        out
    }

    /// Reads a file's bytes.
    pub fn read(bytes: &[u8]) -> Result<Pyc, PycError> {
        let Some((header, data)) = bytes.split_at_checked(HEADER) else {
            return Err(PycError::NoHeader(bytes.len()));
        };
        if header[2..4] != LINE_END {
            return Err(PycError::NotPyc);
        }
        let magic = u16::from_le_bytes([header[0], header[1]]);
        if magic != MAGIC_NUMBER {
            return Err(PycError::OtherVersion {
                maker: maker(magic),
                magic,
            });
        }
        let word = |at: usize| {
            u32::from_le_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]])
        };
        let mut hash = [0; 8];
        hash.copy_from_slice(&header[8..]);
        let invalidation = match word(4) {
            0 => Invalidation::Timestamp {
                mtime: word(8),
                size: word(12),
            },
            HASH_BASED => Invalidation::UncheckedHash(hash),
            flags if flags == HASH_BASED | CHECK_SOURCE => Invalidation::CheckedHash(hash),
            flags => return Err(PycError::UnknownFlags(flags)),
        };
        Ok(Pyc {
            invalidation,
            code: marshal::read(data)?,
        })
    }
}

impl Invalidation {
    /// Whether the source lying beside the .pyc is the one it was made from: `mtime` in seconds
    /// since 1970.
    pub fn fits(&self, source: &[u8], mtime: u64) -> bool {
        match *self {
            Invalidation::Timestamp {
                mtime: recorded,
                size,
            } => recorded == mtime as u32 && size == source.len() as u32,
            Invalidation::CheckedHash(hash) => hash == source_hash(source),
            Invalidation::UncheckedHash(_) => true,
        }
    }
}

/// The hash of a source that a .pyc may keep (`_imp.source_hash`).
pub fn source_hash(source: &[u8]) -> [u8; 8] {
    let [low, high] = MAGIC_NUMBER.to_le_bytes();
    let key = u32::from_le_bytes([low, high, LINE_END[0], LINE_END[1]]);
    let mut hasher = SipHasher24::new_with_keys(u64::from(key), 0);
    hasher.write(source);
    hasher.finish().to_le_bytes()
}

/// Which Python has a magic number, by the last number of each version.
fn maker(magic: u16) -> &'static str {
    match magic {
        3000..=3141 => "Python 3.0 or 3.1",
        3142..=3180 => "Python 3.2",
        3190..=3230 => "Python 3.3",
        3250..=3310 => "Python 3.4",
        3320..=3351 => "Python 3.5",
        3360..=3379 => "Python 3.6",
        3390..=3399 => "Python 3.7",
        3400..=3412 => "a preview of Python 3.8",
        3420..=3429 => "Python 3.9",
        3430..=3449 => "Python 3.10",
        3450..=3499 => "Python 3.11",
        3500..=3549 => "Python 3.12",
        3550..=3599 => "Python 3.13",
        3600..=3649 => "Python 3.14",
        20121..=62219 => "Python 2 or older",
        _ => "an unknown Python",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pyc(invalidation: Invalidation) -> Pyc {
        Pyc {
            invalidation,
            code: Arc::new(Code::default()),
        }
    }

    #[test]
    fn every_kind_of_header_reads_back() {
        for invalidation in [
            Invalidation::Timestamp {
                mtime: 1_600_000_000,
                size: 12,
            },
            Invalidation::CheckedHash([1, 2, 3, 4, 5, 6, 7, 8]),
            Invalidation::UncheckedHash([0; 8]),
        ] {
            let pyc = pyc(invalidation);
            assert_eq!(Pyc::read(&pyc.write()), Ok(pyc));
        }
    }

    #[test]
    fn another_version_is_named() {
        let mut bytes = pyc(Invalidation::UncheckedHash([0; 8])).write();
        bytes[..2].copy_from_slice(&3425_u16.to_le_bytes());
        let error = Pyc::read(&bytes).unwrap_err();
        assert_eq!(
            error.to_string(),
            "it was made by Python 3.9 (magic number 3425), not by Python 3.8 (3413)"
        );
    }

    /// `importlib.util.source_hash(b"print(1)\n").hex()` with CPython 3.8.18.
    #[test]
    fn sources_hash_as_in_cpython() {
        let hex: String = source_hash(b"print(1)\n")
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(hex, "9bf71decb71ddb20");
    }
}
