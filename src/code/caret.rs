//! How an error in a source line is shown: the line, and a caret below the place
//! (`print_error_text` in `Python/pythonrun.c`).

/// The line without its indentation, and a caret below the offset (from 1).
pub fn caret_lines(text: &str, offset: Option<u32>) -> String {
    let mut shown = text;
    let mut offset = offset.map_or(-1, i64::from);
    if offset >= 0 {
        if offset == shown.len() as i64 && shown.ends_with('\n') {
            offset -= 1;
        }
        // Of a text of several lines, the one that the offset lies in.
        while let Some(newline) = shown
            .find('\n')
            .filter(|&newline| (newline as i64) < offset)
        {
            shown = &shown[newline + 1..];
            offset -= newline as i64 + 1;
        }
        let stripped = shown.trim_start_matches([' ', '\t', '\x0c']);
        offset -= (shown.len() - stripped.len()) as i64;
        shown = stripped;
    }
    let end = if shown.ends_with('\n') { "" } else { "\n" };
    if offset == -1 {
        return format!("    {shown}{end}");
    }
    let blanks = usize::try_from(offset - 1).unwrap_or(0);
    format!("    {shown}{end}    {}^\n", " ".repeat(blanks))
}
