//! The words of a compiled pattern (`Modules/sre_constants.h`, `Lib/sre_constants.py`, magic
//! number 20171005).
//!
//! A compiled pattern is a row of 32-bit words: an opcode, its arguments, the next opcode. An
//! argument named *skip* is a distance forward, counted from its own place.

/// `SRE_MAGIC`: patterns of another version of the compiler can't be run.
pub const MAGIC: i64 = 2017_1005;
/// `SRE_CODE` is 32 bits wide.
pub const CODESIZE: i64 = 4;
/// `SRE_MAXREPEAT`: no upper limit.
pub const MAXREPEAT: i64 = u32::MAX as i64;
/// `SRE_MAXGROUPS`.
pub const MAXGROUPS: i64 = i32::MAX as i64;

/// `SRE_FLAG_TEMPLATE` and the others, by their bits from the lowest.
pub const FLAG_NAMES: [&str; 9] = [
    "re.TEMPLATE",
    "re.IGNORECASE",
    "re.LOCALE",
    "re.MULTILINE",
    "re.DOTALL",
    "re.UNICODE",
    "re.VERBOSE",
    "re.DEBUG",
    "re.ASCII",
];
/// `SRE_FLAG_LOCALE`.
pub const FLAG_LOCALE: i64 = 4;
/// `SRE_FLAG_UNICODE`.
pub const FLAG_UNICODE: i64 = 32;
/// `SRE_FLAG_ASCII`.
pub const FLAG_ASCII: i64 = 256;

/// `SRE_INFO_PREFIX`: the information block has the literal text that every match begins with.
pub const INFO_PREFIX: i64 = 1;
/// `SRE_INFO_CHARSET`: it has the set that every match's first character is in.
pub const INFO_CHARSET: i64 = 4;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident = $value:literal;)*) => {
        $($(#[$doc])* pub const $name: i64 = $value;)*
    };
}

/// Opcodes.
pub mod op {
    words! {
        /// Never matches; ends a set and a branch.
        FAILURE = 0;
        /// The pattern, or an assertion's, is matched.
        SUCCESS = 1;
        /// Any character but a line feed.
        ANY = 2;
        /// Any character.
        ANY_ALL = 3;
        /// skip, back, pattern: what follows from `back` characters before must match.
        ASSERT = 4;
        /// The same, but must not match.
        ASSERT_NOT = 5;
        /// where: a place of the text.
        AT = 6;
        /// skip, alternative, skip, alternative, ... 0.
        BRANCH = 7;
        /// which: in a set, a category.
        CATEGORY = 9;
        /// Eight words: in a set, one bit for each character below 256.
        CHARSET = 10;
        /// count, 64 words, count times 8 words: the same for characters below 65536, in blocks
        /// of 256.
        BIGCHARSET = 11;
        /// group: the text of that group again.
        GROUPREF = 12;
        /// group, skip: if that group has not matched, skips.
        GROUPREF_EXISTS = 13;
        /// skip, set: one character of the set.
        IN = 14;
        /// skip, flags, least width, greatest width, ...: facts for a quicker search.
        INFO = 15;
        /// skip.
        JUMP = 16;
        /// character.
        LITERAL = 17;
        /// number: notes the place; even numbers begin a group, odd ones end it.
        MARK = 18;
        /// Ends the body of a greedy REPEAT.
        MAX_UNTIL = 19;
        /// Ends the body of a lazy REPEAT.
        MIN_UNTIL = 20;
        /// character: any other.
        NOT_LITERAL = 21;
        /// In a set, at its beginning: those that are not in it.
        NEGATE = 22;
        /// first, last: in a set.
        RANGE = 23;
        /// skip (to the UNTIL), least, greatest, body.
        REPEAT = 24;
        /// skip, least, greatest, one character's pattern, SUCCESS: greedy.
        REPEAT_ONE = 25;
        /// The same, lazy.
        MIN_REPEAT_ONE = 27;
        /// As GROUPREF, ASCII letters in either case.
        GROUPREF_IGNORE = 28;
        /// As IN.
        IN_IGNORE = 29;
        /// As LITERAL.
        LITERAL_IGNORE = 30;
        /// As NOT_LITERAL.
        NOT_LITERAL_IGNORE = 31;
        /// As GROUPREF, letters of the locale in either case.
        GROUPREF_LOC_IGNORE = 32;
        /// As IN.
        IN_LOC_IGNORE = 33;
        /// As LITERAL.
        LITERAL_LOC_IGNORE = 34;
        /// As NOT_LITERAL.
        NOT_LITERAL_LOC_IGNORE = 35;
        /// As GROUPREF, all letters in either case.
        GROUPREF_UNI_IGNORE = 36;
        /// As IN.
        IN_UNI_IGNORE = 37;
        /// As LITERAL.
        LITERAL_UNI_IGNORE = 38;
        /// As NOT_LITERAL.
        NOT_LITERAL_UNI_IGNORE = 39;
        /// first, last: in a set; the character or its upper-case form.
        RANGE_UNI_IGNORE = 40;
    }
}

/// Places of `AT`.
pub mod at {
    words! {
        /// `^`.
        BEGINNING = 0;
        /// `^` with MULTILINE.
        BEGINNING_LINE = 1;
        /// `\A`.
        BEGINNING_STRING = 2;
        /// `\b`.
        BOUNDARY = 3;
        /// `\B`.
        NON_BOUNDARY = 4;
        /// `$`.
        END = 5;
        /// `$` with MULTILINE.
        END_LINE = 6;
        /// `\Z`.
        END_STRING = 7;
        /// `\b` with LOCALE.
        LOC_BOUNDARY = 8;
        /// `\B` with LOCALE.
        LOC_NON_BOUNDARY = 9;
        /// `\b` for all letters.
        UNI_BOUNDARY = 10;
        /// `\B` for all letters.
        UNI_NON_BOUNDARY = 11;
    }
}
