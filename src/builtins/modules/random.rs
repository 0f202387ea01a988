//! The module `_random`: the Mersenne Twister MT19937 (`Modules/_randommodule.c`). Its state is
//! plain data of the object, so that a run can be replayed from anywhere.

use crate::builtins::support::{check_positional, none, type_error, type_name, value_error};
use crate::objects::payload::NativeObject;
use crate::objects::ty::TyInfo;
use crate::objects::{Slot, Ty};
use crate::value::pyint::Endian;
use crate::value::{NativeId, ObjId, PyInt};
use crate::vm::native::{Arity, NativeDef, NativeModule, NativeType};
use crate::vm::{Args, PyResult, Vm};

/// Words of the state.
const N: usize = 624;
/// Distance of the word that is mixed in.
const M: usize = 397;
const MATRIX_A: u32 = 0x9908_b0df;
const UPPER_MASK: u32 = 0x8000_0000;
const LOWER_MASK: u32 = 0x7fff_ffff;
/// The seed of `Random()` without one: there is no chance in a run that can be repeated.
const DEFAULT_SEED: u32 = 0x2545_f491;

/// The twister: 624 words and the number of the next one.
#[derive(Clone, Debug)]
struct Twister {
    words: Vec<u32>,
    index: usize,
}

impl Twister {
    /// `init_genrand`.
    fn new(seed: u32) -> Twister {
        let mut words = Vec::with_capacity(N);
        let mut last = seed;
        words.push(last);
        for index in 1..N as u32 {
            last = 1_812_433_253u32
                .wrapping_mul(last ^ (last >> 30))
                .wrapping_add(index);
            words.push(last);
        }
        Twister { words, index: N }
    }

    /// `init_by_array`: mixes a key of any length into the state.
    fn from_key(key: &[u32]) -> Twister {
        let mut twister = Twister::new(19_650_218);
        let words = &mut twister.words;
        let (mut i, mut j) = (1, 0);
        for _ in 0..N.max(key.len()) {
            let last = words[i - 1];
            words[i] = (words[i] ^ (last ^ (last >> 30)).wrapping_mul(1_664_525))
                .wrapping_add(key[j])
                .wrapping_add(j as u32);
            i += 1;
            j += 1;
            if i >= N {
                words[0] = words[N - 1];
                i = 1;
            }
            if j >= key.len() {
                j = 0;
            }
        }
        for _ in 0..N - 1 {
            let last = words[i - 1];
            words[i] = (words[i] ^ (last ^ (last >> 30)).wrapping_mul(1_566_083_941))
                .wrapping_sub(i as u32);
            i += 1;
            if i >= N {
                words[0] = words[N - 1];
                i = 1;
            }
        }
        words[0] = 0x8000_0000;
        twister
    }

    /// Makes the next 624 words.
    fn twist(&mut self) {
        for k in 0..N {
            let y = (self.words[k] & UPPER_MASK) | (self.words[(k + 1) % N] & LOWER_MASK);
            let magic = if y & 1 == 0 { 0 } else { MATRIX_A };
            self.words[k] = self.words[(k + M) % N] ^ (y >> 1) ^ magic;
        }
        self.index = 0;
    }

    /// 32 random bits (`genrand_int32`).
    fn next(&mut self) -> u32 {
        if self.index >= N {
            self.twist();
        }
        let mut y = self.words[self.index];
        self.index += 1;
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c_5680;
        y ^= (y << 15) & 0xefc6_0000;
        y ^ (y >> 18)
    }

    /// A float from 0 up to 1 with 53 random bits.
    fn next_float(&mut self) -> f64 {
        let high = f64::from(self.next() >> 5);
        let low = f64::from(self.next() >> 6);
        (high * 67_108_864.0 + low) / 9_007_199_254_740_992.0
    }
}

/// The twister of an object.
fn load(vm: &mut Vm<'_>, object: ObjId) -> Twister {
    let numbers = vm
        .heap()
        .as_native(object)
        .map(|native| native.numbers.clone());
    let numbers = numbers.unwrap_or_default();
    if numbers.len() != N + 1 {
        return Twister::new(DEFAULT_SEED);
    }
    let words = numbers[..N].iter().map(|&word| word as u32).collect();
    let index = usize::try_from(numbers[N]).unwrap_or(N);
    Twister { words, index }
}

fn store(vm: &mut Vm<'_>, object: ObjId, twister: &Twister) {
    if let Some(native) = vm.heap().as_native_mut(object) {
        native.numbers = twister.words.iter().map(|&word| i64::from(word)).collect();
        native.numbers.push(twister.index as i64);
    }
}

fn new(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let state = NativeObject {
        kind: NativeId(0),
        refs: Vec::new(),
        numbers: Vec::new(),
        bytes: Vec::new(),
    };
    let object = vm.heap().new_native(args.values[0], state);
    let seed = args.pos().get(1).copied();
    match seed_with(vm, object, seed) {
        Ok(()) => Ok(object),
        Err(fault) => {
            vm.heap().decref(object);
            Err(fault)
        }
    }
}

/// Seeds from an int's absolute value, or from the hash of anything else.
fn seed_with(vm: &mut Vm<'_>, object: ObjId, seed: Option<ObjId>) -> PyResult<()> {
    let none_object = vm.heap().none();
    let Some(seed) = seed.filter(|&seed| seed != none_object) else {
        store(vm, object, &Twister::new(DEFAULT_SEED));
        return Ok(());
    };
    let magnitude = match vm.heap().as_int(seed) {
        Some(value) => value.abs(),
        None => {
            let hash = vm.hash(seed)?;
            PyInt::from(hash as u64)
        }
    };
    let len = (magnitude.bit_length() as usize).div_ceil(32).max(1) * 4;
    let bytes = match magnitude.to_bytes(len, Endian::Little, false) {
        Ok(bytes) => bytes,
        Err(fault) => return Err(vm.raise_fault(&fault)),
    };
    let key: Vec<u32> = bytes
        .chunks_exact(4)
        .map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]]))
        .collect();
    store(vm, object, &Twister::from_key(&key));
    Ok(())
}

fn seed(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    check_positional(vm, "seed", args.values.len() - 1, 0, 1)?;
    seed_with(vm, args.values[0], args.values.get(1).copied())?;
    none(vm)
}

fn random(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let mut twister = load(vm, args.values[0]);
    let value = twister.next_float();
    store(vm, args.values[0], &twister);
    Ok(vm.heap().new_float(value))
}

fn getrandbits(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let bits = vm.as_c_int(args.values[1])?;
    let bits = match u32::try_from(bits) {
        Ok(bits) if bits > 0 => bits,
        _ => return value_error(vm, "number of bits must be greater than zero"),
    };
    let mut twister = load(vm, args.values[0]);
    let mut left = bits;
    let mut bytes = Vec::new();
    while left > 0 {
        let mut word = twister.next();
        if left < 32 {
            word >>= 32 - left;
        }
        bytes.extend_from_slice(&word.to_le_bytes());
        left = left.saturating_sub(32);
    }
    store(vm, args.values[0], &twister);
    let value = PyInt::from_bytes(&bytes, Endian::Little, false);
    Ok(vm.heap().new_int(value))
}

/// The 624 words and the index as a tuple.
fn getstate(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let twister = load(vm, args.values[0]);
    let heap = vm.heap();
    let mut items: Vec<ObjId> = twister
        .words
        .iter()
        .map(|&word| heap.new_int(i64::from(word)))
        .collect();
    items.push(heap.new_int(twister.index));
    Ok(heap.new_tuple(items))
}

fn setstate(vm: &mut Vm<'_>, args: Args<'_>) -> PyResult {
    let state = args.values[1];
    let Some(items) = vm.heap().as_tuple(state).map(<[ObjId]>::to_vec) else {
        let given = type_name(vm, state);
        return type_error(vm, format!("state vector must be a tuple, not {given}"));
    };
    if items.len() != N + 1 {
        return value_error(vm, "state vector is the wrong size");
    }
    let mut words = Vec::with_capacity(N);
    for &item in &items[..N] {
        let word = vm
            .index(item)?
            .to_i64()
            .and_then(|word| u32::try_from(word).ok());
        match word {
            Some(word) => words.push(word),
            None => return value_error(vm, "invalid state"),
        }
    }
    let index = vm.index(items[N])?.to_usize().filter(|&index| index <= N);
    let Some(index) = index else {
        return value_error(vm, "invalid state");
    };
    store(vm, args.values[0], &Twister { words, index });
    none(vm)
}

const RANDOM: NativeType = NativeType {
    module: "_random",
    info: TyInfo {
        name: "Random",
        base: Ty::Object,
        basicsize: 2520,
        itemsize: 0,
        gc: false,
        basetype: true,
        dictoffset: 0,
        weaklistoffset: 0,
    },
    members: &[
        NativeDef::slot(Slot::New, new),
        NativeDef::method(
            "random",
            Arity::None,
            random,
            "($self, /)\n--\n\nA float from 0 up to 1.",
        ),
        NativeDef::method(
            "seed",
            Arity::Range { min: 0, max: 1 },
            seed,
            "($self, n=None, /)\n--\n\nBegins anew from a seed.",
        ),
        NativeDef::method(
            "getstate",
            Arity::None,
            getstate,
            "($self, /)\n--\n\nThe state as a tuple.",
        ),
        NativeDef::method(
            "setstate",
            Arity::One,
            setstate,
            "($self, state, /)\n--\n\nGoes on from a state.",
        ),
        NativeDef::method(
            "getrandbits",
            Arity::One,
            getrandbits,
            "($self, k, /)\n--\n\nAn int of k random bits.",
        ),
    ],
};

/// The module.
pub const MODULE: NativeModule = NativeModule {
    name: "_random",
    doc: "The Mersenne Twister.",
    functions: &[],
    types: &[RANDOM],
    fill: |vm, module| {
        crate::builtins::modules::support::set_type(vm, module, "Random", "_random.Random");
        Ok(())
    },
};

#[cfg(test)]
mod tests {
    use super::*;

    /// `python3.8 -c "import random; random.seed(42); print(random.random(), random.getrandbits(32))"`
    #[test]
    fn numbers_are_cpythons() {
        let mut twister = Twister::from_key(&[42]);
        assert_eq!(twister.next_float(), 0.6394267984578837);
        assert_eq!(twister.next_float(), 0.025010755222666936);
        let mut twister = Twister::from_key(&[0]);
        assert_eq!(twister.next_float(), 0.8444218515250481);
    }
}
