//! How an error in a source line is shown: the line, and a caret below the place
//! (`print_error_text` in `Python/pythonrun.c`).

/// The line without its indentation, and a caret below the offset (counted in bytes, from 1).
pub fn caret_lines(text: &str, offset: Option<u32>) -> String {
    let stripped = text.trim_start_matches([' ', '\t', '\x0c']);
    let indentation = (text.len() - stripped.len()) as i64;
    let mut offset = offset.map_or(-1, |offset| i64::from(offset) - 1 - indentation);
    let mut shown = stripped;
    offset = offset.min(shown.strip_suffix('\n').unwrap_or(shown).len() as i64);
    // Of a text of several lines, the one that the offset lies in.
    while let Some(newline) = shown.find('\n') {
        if newline as i64 >= offset {
            break;
        }
        shown = &shown[newline + 1..];
        offset -= newline as i64 + 1;
    }
    let end = if shown.ends_with('\n') { "" } else { "\n" };
    match usize::try_from(offset) {
        Ok(column) => format!("    {shown}{end}    {}^\n", " ".repeat(column)),
        Err(_) => format!("    {shown}{end}"),
    }
}
