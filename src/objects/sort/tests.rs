//! The questions a sort asks, compared with CPython's.

use super::*;
use crate::objects::heap::nth;

/// kind of data, size, modulus, number of comparisons, digest of their operands' first places,
/// digest of the result. Recorded with python3.8: objects whose `__lt__` counts, the same
/// generator and digests as below, `list.sort()`.
const RECORDED: &[(u64, u64, u64, u64, u64, u64)] = &[
    (0, 1, 5, 0, 0x0, 0x0),
    (0, 2, 5, 1, 0x10000, 0x1f),
    (0, 3, 10, 4, 0xbd117996a2365b46, 0x3f),
    (0, 10, 100, 23, 0x93b568acfdda7204, 0x1db558ec0cdb),
    (0, 33, 7, 120, 0x63d5010e58455c31, 0x628ed0592da65f5c),
    (0, 64, 1000, 308, 0x99b3a2ed6becf0c, 0x6eacae248136c0f2),
    (0, 65, 1000, 306, 0x7b02e175192b76d, 0x7656430b2727844),
    (0, 100, 50, 533, 0x6309df1d28e8b9b0, 0x85ba476bc440dc8a),
    (0, 257, 100000, 1736, 0x3d2df0970db4e541, 0xe8e178c0d28d83b8),
    (0, 1000, 30, 8094, 0x4d5b2aa87185bfa, 0xacafc3f728dcb822),
    (
        0,
        1000,
        1000000,
        8645,
        0x4b82418f4e688484,
        0xb067468cce66dec,
    ),
    (
        0,
        5000,
        100000,
        54943,
        0xe067d8021cc250ae,
        0x96d854a9b75dba04,
    ),
    (1, 1, 5, 0, 0x0, 0x0),
    (1, 2, 5, 1, 0x10000, 0x1),
    (1, 3, 10, 2, 0xf42410001, 0x21),
    (1, 10, 100, 9, 0x89be843b46b50cf8, 0xd409d62805),
    (1, 33, 7, 32, 0xf9278e937773b7c0, 0x1518e411f26a2210),
    (1, 64, 1000, 63, 0xa31fd2439d4a255, 0x6ef866d480a7c020),
    (1, 65, 1000, 64, 0x6377fad9773b6600, 0x701473bb94504420),
    (1, 100, 50, 99, 0xfad60e025582021, 0x60865a5103832432),
    (1, 257, 100000, 256, 0xae6de7c20aad9200, 0xc91be45244e11080),
    (1, 1000, 30, 999, 0xd0eb14c1f0ca39bd, 0x90a4b279218939f4),
    (
        1,
        1000,
        1000000,
        999,
        0xd0eb14c1f0ca39bd,
        0x90a4b279218939f4,
    ),
    (
        1,
        5000,
        100000,
        4999,
        0x2939196b310d75dd,
        0xe8ebad676ce4a1c4,
    ),
    (2, 1, 5, 0, 0x0, 0x0),
    (2, 2, 5, 1, 0x10000, 0x1f),
    (2, 3, 10, 4, 0xbd117996a2419d88, 0x3ff),
    (2, 10, 100, 9, 0x89be843b46b50cf8, 0xdece56080d9b),
    (2, 33, 7, 127, 0xbe9aa280905d2f69, 0x5d1369a322ab7c18),
    (2, 64, 1000, 174, 0x6f2cc3f0de6ac1bf, 0xc7e987f5fada0),
    (2, 65, 1000, 181, 0xf35243e068803ee5, 0xad3243be0279a920),
    (2, 100, 50, 478, 0x4399f401ff13730c, 0x6a660ab16c642b5c),
    (2, 257, 100000, 256, 0xae6de7c20aad9200, 0x7ba5bfc01b0ef080),
    (2, 1000, 30, 4106, 0x97e7bf7c77e40784, 0x32cd921678775000),
    (
        2,
        1000,
        1000000,
        999,
        0xd0eb14c1f0ca39bd,
        0xe081365ef1a89b8c,
    ),
    (
        2,
        5000,
        100000,
        10751,
        0xa0666e6090548ba9,
        0xb962957fe02a92c2,
    ),
    (3, 1, 5, 0, 0x0, 0x0),
    (3, 2, 5, 1, 0x10000, 0x1),
    (3, 3, 10, 2, 0xf42410001, 0x21),
    (3, 10, 100, 9, 0x89be843b46b50cf8, 0xd409d62805),
    (3, 33, 7, 108, 0xfab90bbcbe0cf286, 0x7a17d14f267aac5c),
    (3, 64, 1000, 201, 0xf70aaa82cb5d1f6c, 0x767334411a6d1d34),
    (3, 65, 1000, 168, 0x7ca6779a58fae092, 0x6853a83af7ffb5ae),
    (3, 100, 50, 470, 0x39f76b8d82c70c18, 0x51696baa6636254c),
    (3, 257, 100000, 1111, 0x66b43ef4353686d7, 0x63e65085b4e5e2da),
    (3, 1000, 30, 5398, 0xb69a8666d807eab7, 0xc5a68f08edbd219e),
    (
        3,
        1000,
        1000000,
        5248,
        0xe897e6328baddf87,
        0x82903f939343f0c8,
    ),
    (
        3,
        5000,
        100000,
        26750,
        0x665262b80729e6bf,
        0x3d4d60c2518458b0,
    ),
    (4, 1, 5, 0, 0x0, 0x0),
    (4, 2, 5, 1, 0x10000, 0x1),
    (4, 3, 10, 2, 0xf42410001, 0x21),
    (4, 10, 100, 9, 0x89be843b46b50cf8, 0xd409d62805),
    (4, 33, 7, 93, 0x4b1fac5ad7a43733, 0xbcab80acae5107c4),
    (4, 64, 1000, 63, 0xa31fd2439d4a255, 0x6ef866d480a7c020),
    (4, 65, 1000, 150, 0xe946b005bf34026d, 0x19580cc7493952b0),
    (4, 100, 50, 150, 0xe24e066260157953, 0xf9b405590e711e0c),
    (4, 257, 100000, 316, 0xdfd3fec91cf777dd, 0xe980cfaf413160c2),
    (4, 1000, 30, 5480, 0x4d4062d57fbd6ec1, 0x9ea87251c2a16e9c),
    (
        4,
        1000,
        1000000,
        1621,
        0x969418ecf01ee1e1,
        0x5a01310c5c089146,
    ),
    (
        4,
        5000,
        100000,
        9843,
        0x74d5df68ccb8c950,
        0xe023327388f617f0,
    ),
];

struct Lcg(u64);

impl Lcg {
    fn next(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        self.0 >> 33
    }
}

fn data(kind: u64, size: u64, modulus: u64) -> Vec<u64> {
    let mut random = Lcg(size * 31 + modulus);
    let mut values: Vec<u64> = Vec::new();
    if kind == 4 {
        while values.len() < size as usize {
            let len = 1 + random.next() % 100;
            let first = random.next() % modulus;
            values.extend(first..first + len);
        }
        values.truncate(size as usize);
        return values;
    }
    values.extend((0..size).map(|_| random.next() % modulus));
    match kind {
        1 => values.sort_unstable(),
        2 => values.sort_unstable_by(|a, b| b.cmp(a)),
        3 => {
            values.sort_unstable();
            for _ in 0..size / 10 {
                let place = (random.next() % size) as usize;
                values[place] = random.next() % modulus;
            }
        }
        _ => {}
    }
    values
}

fn place(id: ObjId) -> u64 {
    crate::objects::heap::position(id).unwrap()
}

#[test]
fn the_same_comparisons_in_the_same_order() {
    for &(kind, size, modulus, count, questions, result) in RECORDED {
        let values = data(kind, size, modulus);
        let mut sort = Timsort::new((0..size).map(nth).collect());
        let (mut n, mut digest, mut answer) = (0, 0u64, false);
        while let SortStep::Less(a, b) = sort.step(answer) {
            let (a, b) = (place(a), place(b));
            answer = values[a as usize] < values[b as usize];
            n += 1;
            digest = digest.wrapping_mul(1000003) ^ (a * 65536 + b);
        }
        let (sorted, _) = sort.into_parts();
        let order = sorted.iter().fold(0u64, |acc, &id| {
            acc.wrapping_mul(31).wrapping_add(place(id))
        });
        assert_eq!(
            (n, digest, order),
            (count, questions, result),
            "kind {kind}, size {size}, modulus {modulus}"
        );
    }
}

#[test]
fn a_sort_given_up_loses_nothing() {
    let values = data(0, 500, 1000);
    for stop in (0..4000).step_by(37) {
        let mut sort = Timsort::new((0..500).map(nth).collect());
        let mut answer = false;
        for _ in 0..stop {
            let SortStep::Less(a, b) = sort.step(answer) else {
                break;
            };
            answer = values[place(a) as usize] < values[place(b) as usize];
        }
        let (mut items, _) = sort.into_parts();
        items.sort_unstable();
        assert_eq!(
            items,
            (0..500).map(nth).collect::<Vec<_>>(),
            "after {stop} questions"
        );
    }
}
