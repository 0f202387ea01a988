//! Numbers, texts, formats and codecs compute what CPython 3.8 computes: the cases of
//! tests/data/value_corpus.txt, which tests/record/value_corpus.py recorded.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a damaged corpus is a failure"
)]

use cutaway::value::codec::{self, CodecFailure, Encoding};
use cutaway::value::float::{self, float_from_hex};
use cutaway::value::format::{
    Conversion, PercentTemplate, Piece, format_float_spec, format_int, format_str,
};
use cutaway::value::pyint::{DEFAULT_MAX_STR_DIGITS, Endian, Number};
use cutaway::value::read::{Source, read_float, read_int};
use cutaway::value::repr::{ascii_str, repr_str};
use cutaway::value::units::{Ends, center_margins, clamp_range};
use cutaway::value::{Fault, PyInt, PyStr, hash};

/// The arguments of a case, read as what the operation needs.
struct Arguments<'a>(Vec<&'a str>);

impl Arguments<'_> {
    fn int(&self, at: usize) -> PyInt {
        let text = self.0[at].as_bytes();
        PyInt::parse(text, 10, 0).unwrap()
    }

    fn i64(&self, at: usize) -> i64 {
        self.int(at).to_i64().unwrap()
    }

    fn float(&self, at: usize) -> f64 {
        float_from_hex(self.0[at].as_bytes()).unwrap()
    }

    fn flag(&self, at: usize) -> bool {
        self.0[at] == "1"
    }

    fn text(&self, at: usize) -> PyStr {
        unescape(self.0[at].strip_prefix('\'').unwrap())
    }

    fn optional(&self, at: usize) -> Option<PyStr> {
        (self.0[at] != "-").then(|| self.text(at))
    }

    fn bytes(&self, at: usize) -> Vec<u8> {
        let digits = self.0[at].strip_prefix('x').unwrap();
        let pair = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
        (0..digits.len()).step_by(2).map(pair).collect()
    }

    fn limit(&self, at: usize) -> Option<usize> {
        usize::try_from(self.i64(at)).ok()
    }

    fn range(&self, at: usize, len: usize) -> Option<std::ops::Range<usize>> {
        clamp_range(Some(self.i64(at)), Some(self.i64(at + 1)), len)
    }
}

/// Undoes Python's `unicode_escape`.
fn unescape(text: &str) -> PyStr {
    let mut points = Vec::new();
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        if char != '\\' {
            points.push(u32::from(char));
            continue;
        }
        let digits = match chars.next().unwrap() {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            escape => {
                let plain = match escape {
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    same => same,
                };
                points.push(u32::from(plain));
                continue;
            }
        };
        let hex: String = chars.by_ref().take(digits).collect();
        points.push(u32::from_str_radix(&hex, 16).unwrap());
    }
    PyStr::from_code_points(&points)
}

/// Python's `unicode_escape`.
fn escape(text: &PyStr) -> String {
    let escaped = |point: u32| match point {
        0x09 => "\\t".to_owned(),
        0x0a => "\\n".to_owned(),
        0x0d => "\\r".to_owned(),
        0x5c => "\\\\".to_owned(),
        0x20..0x7f => char::from_u32(point).unwrap().to_string(),
        0..0x100 => format!("\\x{point:02x}"),
        0x100..0x1_0000 => format!("\\u{point:04x}"),
        _ => format!("\\U{point:08x}"),
    };
    text.code_points().map(escaped).collect()
}

/// A result as the corpus shows it.
trait Shown {
    fn shown(self) -> String;
}

impl Shown for PyInt {
    fn shown(self) -> String {
        self.to_string()
    }
}

impl Shown for i64 {
    fn shown(self) -> String {
        self.to_string()
    }
}

impl Shown for bool {
    fn shown(self) -> String {
        u8::from(self).to_string()
    }
}

impl Shown for f64 {
    fn shown(self) -> String {
        float::float_hex(self)
    }
}

impl Shown for PyStr {
    fn shown(self) -> String {
        format!("'{}", escape(&self))
    }
}

impl Shown for Vec<u8> {
    fn shown(self) -> String {
        let digits: String = self.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("x{digits}")
    }
}

impl<T: Shown> Shown for Vec<T> {
    fn shown(self) -> String {
        let items: Vec<String> = self.into_iter().map(Shown::shown).collect();
        format!("[{}", items.join("|"))
    }
}

impl<T: Shown> Shown for Result<T, Fault> {
    fn shown(self) -> String {
        match self {
            Ok(value) => value.shown(),
            Err(fault) => format!("!{}", escape(&PyStr::new(&fault.to_string()))),
        }
    }
}

/// A position, or -1.
fn position(at: Option<usize>) -> i64 {
    at.map_or(-1, |at| at as i64)
}

/// `template % value` with one argument that some conversions may take.
fn percent(
    template: &PyStr,
    mut lay_out: impl FnMut(&Conversion) -> Result<PyStr, Fault>,
) -> Result<PyStr, Fault> {
    let mut out = PyStr::default();
    let mut used = false;
    for piece in PercentTemplate::new(template, false) {
        match piece? {
            Piece::Literal(literal) => out.append(&literal),
            Piece::Conversion(_) if used => {
                return Err(Fault::type_error("not enough arguments for format string"));
            }
            Piece::Conversion(conversion) => {
                used = true;
                if conversion.known_code().is_none() {
                    return Err(conversion.unsupported());
                }
                out.append(&lay_out(&conversion)?);
            }
        }
    }
    match used {
        true => Ok(out),
        false => Err(Fault::type_error(
            "not all arguments converted during string formatting",
        )),
    }
}

/// Text or bytes, or the exception; `doing` is "encoding" or "decoding".
fn coded<T: Shown>(
    result: Result<T, CodecFailure>,
    (encoding, name): (Encoding, &str),
    doing: &str,
    message: impl Fn(&CodecFailure) -> String,
) -> String {
    let (class, message) = match &result {
        Err(failure @ CodecFailure::Unicode(_)) if doing == "encoding" => {
            ("UnicodeEncodeError", message(failure))
        }
        Err(failure @ CodecFailure::Unicode(_)) => ("UnicodeDecodeError", message(failure)),
        Err(failure) => failure.about_handler(encoding, doing, name),
        Ok(_) => ("", String::new()),
    };
    match result {
        Ok(value) => value.shown(),
        Err(_) => format!("!{class}: {}", escape(&PyStr::new(&message))),
    }
}

fn int_case(operation: &str, a: &Arguments<'_>) -> Option<String> {
    let digits = DEFAULT_MAX_STR_DIGITS;
    if operation == "parse" {
        let base = u32::try_from(a.i64(1)).ok()?;
        return Some(read_int(Source::Str(&a.text(0)), base, digits).shown());
    }
    let x = a.int(0);
    Some(match operation {
        "add" => x.add(&a.int(1)).shown(),
        "sub" => x.sub(&a.int(1)).shown(),
        "mul" => x.mul(&a.int(1)).shown(),
        "floordiv" => x.floordiv(&a.int(1)).shown(),
        "modulo" => x.modulo(&a.int(1)).shown(),
        "truediv" => x.true_divide(&a.int(1)).shown(),
        "and" => x.and(&a.int(1)).shown(),
        "or" => x.or(&a.int(1)).shown(),
        "xor" => x.xor(&a.int(1)).shown(),
        "pow" => match x.pow(&a.int(1)) {
            Ok(Number::Int(power)) => power.shown(),
            Ok(Number::Float(power)) => power.shown(),
            Err(fault) => Err::<PyInt, _>(fault).shown(),
        },
        "pow_mod" => x.pow_mod(&a.int(1), &a.int(2)).shown(),
        "lshift" => x.lshift(&a.int(1)).shown(),
        "rshift" => x.rshift(&a.int(1)).shown(),
        "hash" => hash::hash_int(&x).shown(),
        "float" => x.to_f64().shown(),
        "round" if a.i64(1) >= 0 => x.shown(),
        "round" => x.round_to(&a.int(1)).shown(),
        "bit_length" => PyInt::from(x.bit_length()).shown(),
        "to_bytes" => {
            let endian = if a.text(2) == "big" {
                Endian::Big
            } else {
                Endian::Little
            };
            let length = a.limit(1)?;
            x.to_bytes(length, endian, a.flag(3)).shown()
        }
        _ => return None,
    })
}

fn float_case(operation: &str, a: &Arguments<'_>) -> Option<String> {
    if operation == "parse" {
        return Some(read_float(Source::Str(&a.text(0))).shown());
    }
    let x = a.float(0);
    Some(match operation {
        "divide" => float::divide(x, a.float(1)).shown(),
        "floordiv" => float::floordiv(x, a.float(1)).shown(),
        "modulo" => float::modulo(x, a.float(1)).shown(),
        "repr" => PyStr::new(&float::repr_float(x)).shown(),
        "hash" => hash::hash_float(x).shown(),
        "int" => PyInt::from_f64(x).shown(),
        "round" => float::float_round(x, a.i64(1)).shown(),
        "ratio" => float::as_integer_ratio(x)
            .map(|(numerator, denominator)| vec![numerator, denominator])
            .shown(),
        "compare_int" => {
            let order = a.int(1).partial_cmp_f64(x);
            order.is_some_and(std::cmp::Ordering::is_gt).shown()
        }
        _ => return None,
    })
}

fn str_case(operation: &str, a: &Arguments<'_>) -> Option<String> {
    let x = a.text(0);
    Some(match operation {
        "upper" => x.upper().shown(),
        "lower" => x.lower().shown(),
        "title" => x.title().shown(),
        "capitalize" => x.capitalize().shown(),
        "swapcase" => x.swapcase().shown(),
        "casefold" => x.casefold().shown(),
        "is" => vec![
            x.isalpha(),
            x.isalnum(),
            x.isdecimal(),
            x.isdigit(),
            x.isnumeric(),
            x.isspace(),
            x.isprintable(),
            x.islower(),
            x.isupper(),
            x.istitle(),
            x.isidentifier(),
        ]
        .shown(),
        "split" => x.split(a.optional(1).as_ref(), a.limit(2)).shown(),
        "rsplit" => x.rsplit(a.optional(1).as_ref(), a.limit(2)).shown(),
        "splitlines" => x.splitlines(a.flag(1)).shown(),
        "strip" => x.strip(a.optional(1).as_ref(), Ends::Both).shown(),
        "lstrip" => x.strip(a.optional(1).as_ref(), Ends::Left).shown(),
        "rstrip" => x.strip(a.optional(1).as_ref(), Ends::Right).shown(),
        "find" => position(x.find(&a.text(1), a.range(2, x.len()))).shown(),
        "rfind" => position(x.rfind(&a.text(1), a.range(2, x.len()))).shown(),
        "count" => PyInt::from(x.count(&a.text(1), a.range(2, x.len()))).shown(),
        "startswith" => x.starts_with(&a.text(1), a.range(2, x.len())).shown(),
        "endswith" => x.ends_with(&a.text(1), a.range(2, x.len())).shown(),
        "replace" => x
            .replace(&a.text(1), &a.text(2), a.limit(3))
            .unwrap_or(x)
            .shown(),
        "partition" => x.partition(&a.text(1)).to_vec().shown(),
        "rpartition" => x.rpartition(&a.text(1)).to_vec().shown(),
        "center" => {
            let (left, right) = center_margins(x.len(), a.limit(1)?);
            x.pad(left, right, a.text(2).at(0)).shown()
        }
        "zfill" => x.zfill(a.limit(1)?).shown(),
        "expandtabs" => x.expandtabs(a.limit(1)?).shown(),
        "repr" => repr_str(&x).shown(),
        "ascii" => ascii_str(&x).shown(),
        "hash" => hash::hash_str(&x).shown(),
        "compare" => (x.cmp(&a.text(1)) as i64).shown(),
        "encode" => {
            let name = a.text(1).to_lossy();
            let encoding = Encoding::lookup(&name)?;
            let result = codec::encode(&x, encoding, &a.text(2).to_lossy());
            coded(result, (encoding, &name), "encoding", |failure| {
                failure.message_encoding(&x)
            })
        }
        _ => return None,
    })
}

/// What this project computes for a case; None for an operation it doesn't know.
fn computed(operation: &str, a: &Arguments<'_>) -> Option<String> {
    let digits = DEFAULT_MAX_STR_DIGITS;
    let (kind, name) = operation.split_once('.')?;
    match (kind, name) {
        ("int", name) => int_case(name, a),
        ("float", name) => float_case(name, a),
        ("str", name) => str_case(name, a),
        // Without a specification, `format` is `str`.
        ("format", "int") if a.text(1).is_empty() => {
            Some(PyStr::new(&a.int(0).to_string()).shown())
        }
        ("format", "float") if a.text(1).is_empty() => {
            Some(PyStr::new(&float::repr_float(a.float(0))).shown())
        }
        ("format", "int") => Some(format_int(&a.int(0), &a.text(1), "int", digits).shown()),
        ("format", "float") => Some(format_float_spec(a.float(0), &a.text(1)).shown()),
        ("format", "str") => Some(format_str(&a.text(0), &a.text(1)).shown()),
        ("percent", "int") => {
            let value = a.int(1);
            let text = percent(&a.text(0), |conversion| match conversion.known_code() {
                Some('c') => Conversion::char_from_int(&value)
                    .and_then(|text| conversion.lay_out_char(&text)),
                _ => conversion.lay_out_int(&value, digits),
            });
            Some(text.shown())
        }
        ("percent", "float") => {
            let value = a.float(1);
            Some(percent(&a.text(0), |conversion| conversion.lay_out_float(value)).shown())
        }
        ("percent", "str") => {
            let value = a.text(1);
            Some(percent(&a.text(0), |conversion| conversion.lay_out_text(&value)).shown())
        }
        ("bytes", "decode") => {
            let bytes = a.bytes(0);
            let name = a.text(1).to_lossy();
            let encoding = Encoding::lookup(&name)?;
            let result = codec::decode(&bytes, encoding, &a.text(2).to_lossy());
            Some(coded(result, (encoding, &name), "decoding", |failure| {
                failure.message_decoding(&bytes)
            }))
        }
        _ => None,
    }
}

#[test]
fn values_are_cpythons() {
    let corpus = include_str!("data/value_corpus.txt");
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in corpus.lines() {
        let mut fields: Vec<&str> = line.split('\t').collect();
        let expected = fields.pop().unwrap();
        let operation = fields.remove(0);
        let found = computed(operation, &Arguments(fields));
        let found = found.unwrap_or_else(|| panic!("unknown operation {operation}"));
        count += 1;
        if found != expected {
            wrong.push(format!("{line}\n    found {found}"));
        }
    }
    assert!(count > 4000, "the corpus is there");
    assert!(
        wrong.is_empty(),
        "{} of {count} differ:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(20)].join("\n")
    );
}
