//! The same work on many things, shared among the machine's cores: compiling files, above all.
//! CPython compiles one file after the other whatever the machine has: its lock lets one thread
//! compile at a time.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{Builder, available_parallelism, scope};

/// Does the work on every item, each worker thread having `stack` bytes of stack. Results are in the
/// order of the items; one is missing where the work panicked.
///
/// # Errors
///
/// If the system gives no thread.
pub fn map<T: Sync, R: Send + Sync>(
    items: &[T],
    stack: usize,
    work: impl Fn(&T) -> R + Sync,
) -> std::io::Result<Vec<Option<R>>> {
    let results: Vec<OnceLock<R>> = items.iter().map(|_| OnceLock::new()).collect();
    let next = AtomicUsize::new(0);
    // Whoever is free takes the next item: some take far longer than others.
    let worker = || {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let (Some(item), Some(result)) = (items.get(index), results.get(index)) else {
                return;
            };
            result.get_or_init(|| work(item));
        }
    };
    let cores = available_parallelism().map_or(1, usize::from);
    scope(|scope| {
        let spawn = |_| Builder::new().stack_size(stack).spawn_scoped(scope, worker);
        let workers: Vec<_> = (0..cores.min(items.len())).map(spawn).collect();
        let spawned = workers.iter().any(Result::is_ok);
        let mut refusal = None;
        for worker in workers {
            match worker {
                // A panic shows as a missing result.
                Ok(worker) => drop(worker.join()),
                Err(problem) => refusal = Some(problem),
            }
        }
        match refusal {
            Some(problem) if !spawned => Err(problem),
            _ => Ok(()),
        }
    })?;
    Ok(results.into_iter().map(OnceLock::into_inner).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_in_the_order_of_the_items() {
        let items: Vec<u32> = (0..100).collect();
        let doubled = map(&items, 1 << 20, |item| item * 2).unwrap();
        assert!(
            doubled
                .into_iter()
                .eq(items.iter().map(|item| Some(item * 2)))
        );
        let none: Vec<Option<u32>> = map(&[], 1 << 20, |item: &u32| *item).unwrap();
        assert_eq!(none, []);
    }
}
