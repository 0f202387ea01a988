//! The module `time` on a virtual clock (`Modules/timemodule.c`): time passes by instructions
//! executed and by `sleep`, so that every run of a program sees the same times.

use crate::builtins::modules::support::{
    new_struct, set, set_int, set_type, struct_from_sequence, struct_sequence,
};
use crate::builtins::support::{int, none, release, text, type_error, value_error};

use crate::objects::{Ty, type_id};
use crate::value::{ObjId, PyStr};
use crate::vm::files::START_TIME;
use crate::vm::native::{Arity, NativeDef, NativeModule};
use crate::vm::{Args, PyResult, Vm};

/// How long an instruction takes on the virtual machine, in nanoseconds.
const NANOSECONDS_PER_STEP: u64 = 50;
const SECOND: u64 = 1_000_000_000;

struct_sequence!(STRUCT_TIME, "time", "struct_time", new_struct_time, [
    0 "tm_year", 1 "tm_mon", 2 "tm_mday", 3 "tm_hour", 4 "tm_min", 5 "tm_sec", 6 "tm_wday",
    7 "tm_yday", 8 "tm_isdst",
]);

/// Nanoseconds since the program began.
fn elapsed(vm: &Vm<'_>) -> u64 {
    vm.state.clock + vm.state.step.0 * NANOSECONDS_PER_STEP
}

/// Nanoseconds since 1970.
pub fn now(vm: &Vm<'_>) -> u64 {
    START_TIME + elapsed(vm)
}

fn seconds(vm: &mut Vm<'_>, nanoseconds: u64) -> PyResult {
    Ok(vm.heap().new_float(nanoseconds as f64 / SECOND as f64))
}

fn time(vm: &mut Vm<'_>, _: Args<'_>) -> PyResult {
    let now = now(vm);
    seconds(vm, now)
}

fn time_ns(vm: &mut Vm<'_>, _: Args<'_>) -> PyResult {
    let now = now(vm);
    int(vm, now)
}

fn monotonic(vm: &mut Vm<'_>, _: Args<'_>) -> PyResult {
    let elapsed = elapsed(vm);
    seconds(vm, elapsed)
}

fn monotonic_ns(vm: &mut Vm<'_>, _: Args<'_>) -> PyResult {
    let elapsed = elapsed(vm);
    int(vm, elapsed)
}

/// Sleeping takes no real time.
fn sleep(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let duration = vm.to_float(args.values[0])?;
    if duration.is_nan() {
        return value_error(vm, "Invalid value NaN (not a number)");
    }
    if duration < 0.0 {
        return value_error(vm, "sleep length must be non-negative");
    }
    vm.state.clock = vm
        .state
        .clock
        .saturating_add((duration * SECOND as f64) as u64);
    none(vm)
}

/// Year, month from 1, day of a number of days since 1970 (civil calendar).
fn civil(days: i64) -> (i64, i64, i64) {
    // Years begin in March, so that the leap day comes last.
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// Days since 1970 of a date.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The nine fields of a time in seconds since 1970, in UTC.
fn fields_of(total: i64) -> [i64; 9] {
    let days = total.div_euclid(86_400);
    let second = total.rem_euclid(86_400);
    let (year, month, day) = civil(days);
    let day_of_year = days - days_from_civil(year, 1, 1) + 1;
    [
        year,
        month,
        day,
        second / 3600,
        second / 60 % 60,
        second % 60,
        (days + 3).rem_euclid(7),
        day_of_year,
        0,
    ]
}

/// `struct_time(sequence)`; it has two more fields, zone and offset, by name only.
fn new_struct_time(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    struct_from_sequence(vm, args, 9, 11)
}

fn new_time(vm: &mut Vm<'_>, fields: [i64; 9]) -> ObjId {
    let items = fields.map(|field| vm.heap().new_int(field)).to_vec();
    new_struct(vm, "time.struct_time", items)
}

/// The clock's zone is UTC.
fn gmtime(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let none_object = vm.heap().none();
    let total = match args.values.first().copied().filter(|&x| x != none_object) {
        Some(given) => vm.to_float(given)?.floor() as i64,
        None => (now(vm) / SECOND) as i64,
    };
    Ok(new_time(vm, fields_of(total)))
}

/// The fields of a struct_time or a tuple of nine ints.
fn fields_given(vm: &mut Vm<'_>, object: Option<ObjId>) -> PyResult<[i64; 9]> {
    let Some(object) = object else {
        return Ok(fields_of((now(vm) / SECOND) as i64));
    };
    let Some(items) = vm.heap().as_tuple(object).map(<[ObjId]>::to_vec) else {
        return type_error(vm, "Tuple or struct_time argument required");
    };
    let mut fields = [0; 9];
    if items.len() < fields.len() {
        return type_error(vm, "time tuple must have exactly 9 items");
    }
    for (field, &item) in fields.iter_mut().zip(&items) {
        *field = vm.as_c_int(item)?;
    }
    Ok(fields)
}

fn mktime(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let [year, month, day, hour, minute, second, ..] =
        fields_given(vm, args.values.first().copied())?;
    let days = days_from_civil(year, month, day);
    let total = days * 86_400 + hour * 3600 + minute * 60 + second;
    Ok(vm.heap().new_float(total as f64))
}

const DAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn name_of<'a>(names: &[&'a str], number: i64) -> &'a str {
    usize::try_from(number)
        .ok()
        .and_then(|number| names.get(number).copied())
        .unwrap_or("?")
}

/// `strftime` in the C locale.
fn format_time(format: &str, fields: &[i64; 9]) -> String {
    let [year, month, day, hour, minute, second, wday, yday, _] = *fields;
    let (weekday, month_name) = (name_of(&DAYS, wday), name_of(&MONTHS, month - 1));
    let twelve = match hour % 12 {
        0 => 12,
        hour => hour,
    };
    let half = if hour < 12 { "AM" } else { "PM" };
    let mut out = String::new();
    let mut characters = format.chars();
    while let Some(character) = characters.next() {
        if character != '%' {
            out.push(character);
            continue;
        }
        let piece = match characters.next() {
            Some('Y') => year.to_string(),
            Some('m') => format!("{month:02}"),
            Some('d') => format!("{day:02}"),
            Some('e') => format!("{day:2}"),
            Some('H') => format!("{hour:02}"),
            Some('I') => format!("{twelve:02}"),
            Some('M') => format!("{minute:02}"),
            Some('S') => format!("{second:02}"),
            Some('p') => half.to_owned(),
            Some('j') => format!("{yday:03}"),
            Some('y') => format!("{:02}", year.rem_euclid(100)),
            Some('C') => format!("{:02}", year / 100),
            // Weeks counted from the year's first Sunday, and from its first Monday.
            Some('U') => format!("{:02}", (yday + 6 - (wday + 1) % 7) / 7),
            Some('W') => format!("{:02}", (yday + 6 - wday) / 7),
            Some('w') => ((wday + 1) % 7).to_string(),
            Some('u') => (wday + 1).to_string(),
            Some('a') => weekday.chars().take(3).collect(),
            Some('A') => weekday.to_owned(),
            Some('b' | 'h') => month_name.chars().take(3).collect(),
            Some('B') => month_name.to_owned(),
            Some('D' | 'x') => format_time("%m/%d/%y", fields),
            Some('F') => format_time("%Y-%m-%d", fields),
            Some('T' | 'X') => format_time("%H:%M:%S", fields),
            Some('R') => format_time("%H:%M", fields),
            Some('r') => format_time("%I:%M:%S %p", fields),
            Some('c') => format_time("%a %b %e %H:%M:%S %Y", fields),
            Some('z') => "+0000".to_owned(),
            Some('Z') => "UTC".to_owned(),
            Some('n') => "\n".to_owned(),
            Some('t') => "\t".to_owned(),
            Some('%') | None => "%".to_owned(),
            Some(other) => format!("%{other}"),
        };
        out.push_str(&piece);
    }
    out
}

/// What is known of a clock. All are one virtual clock that nobody adjusts.
fn get_clock_info(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let name = vm.heap().as_str(args.values[0]).map(PyStr::to_lossy);
    let implementation = match name.as_deref() {
        Some("time") => "clock_gettime(CLOCK_REALTIME)",
        Some("monotonic" | "perf_counter") => "clock_gettime(CLOCK_MONOTONIC)",
        Some("process_time") => "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)",
        Some("thread_time") => "clock_gettime(CLOCK_THREAD_CPUTIME_ID)",
        _ => return value_error(vm, "unknown clock"),
    };
    let is_time = name.as_deref() == Some("time");
    let heap = vm.heap();
    let fields = [
        ("adjustable", heap.new_bool(is_time)),
        ("implementation", heap.new_str(PyStr::new(implementation))),
        ("monotonic", heap.new_bool(!is_time)),
        ("resolution", heap.new_float(1e-9)),
    ];
    let names = fields.map(|(name, _)| vm.heap().intern_str(name));
    let values = fields.map(|(_, value)| value);
    let given = Args {
        values: &values,
        names: &names,
    };
    let info = vm.call_kw(type_id(Ty::SimpleNamespace), given);
    let info = release(vm, &values, info);
    release(vm, &names, info)
}

/// The library module `_strptime` reads texts.
fn strptime(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let module = vm.import_by_name("_strptime")?;
    let fields = vm.call_method(module, "_strptime_time", args.values);
    release(vm, &[module], fields)
}

fn strftime(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let Some(format) = vm.heap().as_str(args.values[0]).map(PyStr::to_lossy) else {
        let given = vm.heap().type_name(args.values[0]);
        return type_error(
            vm,
            format!("strftime() argument 1 must be str, not {given}"),
        );
    };
    let fields = fields_given(vm, args.values.get(1).copied())?;
    text(vm, &format_time(&format, &fields))
}

/// `Mon Oct 14 00:00:00 2019`.
const ASCTIME: &str = "%a %b %e %H:%M:%S %Y";

fn asctime(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let fields = fields_given(vm, args.values.first().copied())?;
    text(vm, &format_time(ASCTIME, &fields))
}

fn ctime(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let tuple = gmtime(vm, args)?;
    let fields = fields_given(vm, Some(tuple));
    vm.heap().decref(tuple);
    let fields = fields?;
    text(vm, &format_time(ASCTIME, &fields))
}

const OPTIONAL: Arity = Arity::Range { min: 0, max: 1 };

/// The module.
pub const MODULE: NativeModule = NativeModule {
    name: "time",
    doc: "A virtual clock: each instruction takes the same time, and sleeping takes none of yours.",
    functions: &[
        NativeDef::function(
            "time",
            Arity::None,
            time,
            "Seconds since 1970 on the virtual clock.",
        ),
        NativeDef::function(
            "time_ns",
            Arity::None,
            time_ns,
            "Nanoseconds since 1970 on the virtual clock.",
        ),
        NativeDef::function("sleep", Arity::One, sleep, "Moves the virtual clock on."),
        NativeDef::function("gmtime", OPTIONAL, gmtime, "A time in UTC by its fields.").varargs(),
        NativeDef::function(
            "localtime",
            OPTIONAL,
            gmtime,
            "A local time by its fields: the zone is UTC.",
        )
        .varargs(),
        NativeDef::function("asctime", OPTIONAL, asctime, "A time as text.").varargs(),
        NativeDef::function("ctime", OPTIONAL, ctime, "Seconds since 1970 as text.").varargs(),
        NativeDef::function(
            "mktime",
            Arity::One,
            mktime,
            "Seconds since 1970 of a time given by its fields.",
        ),
        NativeDef::function(
            "strftime",
            Arity::Range { min: 1, max: 2 },
            strftime,
            "A time as text in a format.",
        )
        .varargs(),
        NativeDef::function(
            "get_clock_info",
            Arity::One,
            get_clock_info,
            "What is known of a clock.",
        )
        .varargs(),
        NativeDef::function(
            "strptime",
            Arity::Range { min: 1, max: 2 },
            strptime,
            "The fields of a time given as text.",
        )
        .varargs(),
        NativeDef::function(
            "monotonic",
            Arity::None,
            monotonic,
            "Seconds since the program began.",
        ),
        NativeDef::function(
            "monotonic_ns",
            Arity::None,
            monotonic_ns,
            "Nanoseconds since the program began.",
        ),
        NativeDef::function(
            "process_time",
            Arity::None,
            monotonic,
            "Seconds since the program began.",
        ),
        NativeDef::function(
            "process_time_ns",
            Arity::None,
            monotonic_ns,
            "Nanoseconds since the program began.",
        ),
        NativeDef::function(
            "perf_counter",
            Arity::None,
            monotonic,
            "Seconds since the program began.",
        ),
        NativeDef::function(
            "perf_counter_ns",
            Arity::None,
            monotonic_ns,
            "Nanoseconds since the program began.",
        ),
        NativeDef::function(
            "thread_time",
            Arity::None,
            monotonic,
            "Seconds since the program began.",
        ),
        NativeDef::function(
            "thread_time_ns",
            Arity::None,
            monotonic_ns,
            "Nanoseconds since the program began.",
        ),
    ],
    types: &[STRUCT_TIME],
    fill,
};

fn fill(vm: &mut Vm<'_>, module: ObjId) -> PyResult<()> {
    for name in ["timezone", "altzone", "daylight"] {
        set_int(vm, module, name, 0);
    }
    let zone = PyStr::new("UTC");
    let names = vec![vm.heap().new_str(zone.clone()), vm.heap().new_str(zone)];
    let names = vm.heap().new_tuple(names);
    set(vm, module, "tzname", names);
    set_type(vm, module, "struct_time", "time.struct_time");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `python3.8 -c "import time; print(time.gmtime(1571011200)); ..."`
    #[test]
    fn dates_are_those_of_the_calendar() {
        assert_eq!(fields_of(1_571_011_200), [2019, 10, 14, 0, 0, 0, 0, 287, 0]);
        assert_eq!(fields_of(0), [1970, 1, 1, 0, 0, 0, 3, 1, 0]);
        assert_eq!(fields_of(951_868_799), [2000, 2, 29, 23, 59, 59, 1, 60, 0]);
        assert_eq!(days_from_civil(2000, 3, 1), 11_017);
        assert_eq!(
            format_time(ASCTIME, &fields_of(0)),
            "Thu Jan  1 00:00:00 1970"
        );
    }
}
