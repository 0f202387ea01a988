//! The real interpreter's own allocations, replayed: from the same state, each request must be given
//! the very block that CPython 3.8.18 gave.
//!
//! `tests/data/pymalloc/record.py` says how the recordings were made.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

use cutaway::memory::{ArenaId, BlockName, Memory, MemoryImage, NULL, SizeClass};
use cutaway::value::ids::Addr;

/// What a replay met.
#[derive(Debug, Default, PartialEq, Eq)]
struct Tally {
    /// Allocations whose block was the recorded one.
    predicted: usize,
    /// Those that both sides passed on to the C library.
    passed_on: usize,
    frees: usize,
}

/// The address of the recorded block `ARENA:POOL:INDEX`; its pool's class tells its size.
fn address(memory: &Memory, block: &str) -> Addr {
    let numbers: Vec<usize> = block
        .split(':')
        .map(|number| number.parse().unwrap())
        .collect();
    let &[arena, pool, index] = &numbers[..] else {
        panic!("{block} is no block")
    };
    let arena = ArenaId(arena as u32);
    let szidx = memory.pool(arena.pool(pool)).and_then(|pool| pool.szidx);
    let size = szidx
        .map(SizeClass::block_size)
        .unwrap_or_else(|| panic!("{block}: pool unknown"));
    BlockName {
        arena,
        pool,
        index,
        size,
        offset: 0,
    }
    .address()
}

/// The recorder's name of an address.
fn name(memory: &Memory, addr: Addr) -> String {
    match memory.block_of(addr) {
        Some(block) => format!("{}:{}:{}", block.arena.0, block.pool, block.index),
        None => "-".to_owned(),
    }
}

fn replay(image: &str, trace: &str) -> (Memory, Tally) {
    let image: MemoryImage = serde_json::from_str(image).unwrap();
    let mut memory = Memory::from_image(&image).unwrap();
    let mut tally = Tally::default();
    for (number, line) in trace.lines().enumerate() {
        let words: Vec<&str> = line.split(' ').collect();
        let (given, recorded) = match words[..] {
            ["f", block] => {
                let addr = address(&memory, block);
                memory.free(addr);
                tally.frees += 1;
                continue;
            }
            // A block of the C library stays with it, whatever its size; its address isn't recorded.
            ["r", "-", _, recorded] => ("-".to_owned(), recorded),
            ["r", old, nbytes, recorded] => {
                let old = address(&memory, old);
                let addr = memory.realloc(old, nbytes.parse().unwrap());
                (name(&memory, addr), recorded)
            }
            ["m", nbytes, recorded] => {
                let addr = memory.malloc(nbytes.parse().unwrap());
                assert_ne!(addr, NULL);
                (name(&memory, addr), recorded)
            }
            _ => panic!("line {}: {line}", number + 1),
        };
        assert_eq!(given, recorded, "line {}: {line}", number + 1);
        match recorded {
            "-" => tally.passed_on += 1,
            _ => tally.predicted += 1,
        }
    }
    (memory, tally)
}

#[test]
fn every_block_is_the_one_that_cpython_gave() {
    let image = include_str!("data/pymalloc/churn.json");
    let (memory, tally) = replay(image, include_str!("data/pymalloc/churn.trace"));
    assert_eq!(
        tally,
        Tally {
            predicted: 12_449,
            passed_on: 130,
            frees: 12_238
        }
    );
    assert_eq!(memory.stats().arenas_allocated_total, 6 + 4);
}
