//! From source bytes to text, and from byte offsets to lines (`Parser/tokenizer.c`:
//! `decoding_fgets`, `check_coding_spec`, `translate_newlines`).

/// Where the lines of a decoded source begin.
pub struct Lines {
    starts: Vec<u32>,
}

impl Lines {
    /// Finds the lines of `source`, whose line ends are `\n`.
    pub fn new(source: &str) -> Lines {
        let mut starts = vec![0];
        starts.extend(
            source
                .bytes()
                .enumerate()
                .filter(|&(_, byte)| byte == b'\n')
                .map(|(index, _)| index as u32 + 1),
        );
        Lines { starts }
    }

    /// Line (from 1) and column (in UTF-8 bytes from 0) of a byte offset.
    pub fn position(&self, offset: u32) -> (u32, u32) {
        let line = self.starts.partition_point(|&start| start <= offset);
        (line as u32, offset - self.starts.get(line.wrapping_sub(1)).copied().unwrap_or(0))
    }

    /// The byte offset at which line `lineno` (from 1) begins.
    pub fn start(&self, lineno: u32) -> Option<u32> {
        self.starts.get((lineno as usize).checked_sub(1)?).copied()
    }
}
