//! Work on many things, spread over threads.
//!
//! Takes things and what is done with each; gives the results in the order of the things, whatever the threads do. What
//! is done must depend on nothing but the thing.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// What deeply nested types need in a debug build.
const STACK: usize = 64 << 20;

/// What `work` makes of each thing, in their order; as many at a time as there are cores.
pub(crate) fn map<T: Sync, R: Send>(things: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    map_on(things, threads, work)
}

fn map_on<T: Sync, R: Send>(things: &[T], threads: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(things.len()));
    let run = || {
        let mut mine = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            match things.get(at) {
                Some(thing) => mine.push((at, work(thing))),
                None => break,
            }
        }
        let mut done = done.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        done.append(&mut mine);
    };
    thread::scope(|scope| {
        for _ in 1..threads.min(things.len()) {
            // Without further threads this one does it all.
            let _ = thread::Builder::new()
                .stack_size(STACK)
                .spawn_scoped(scope, run);
        }
        run();
    });
    let mut done = done
        .into_inner()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_order_is_that_of_the_things_whatever_the_threads() {
        let things: Vec<u64> = (0..500).collect();
        let slow = |n: &u64| (0..(n % 7) * 1000).fold(*n, |a, b| a ^ (b << 1)) & 1 | (n << 1);
        let alone = super::map_on(&things, 1, slow);
        assert_eq!(alone[499] >> 1, 499);
        for threads in [0, 2, 5, 64] {
            assert_eq!(super::map_on(&things, threads, slow), alone);
        }
        assert!(super::map_on(&[], 4, slow).is_empty());
    }
}
