//! Several generators in turn, several times: A B A B.
//!
//! Takes how often, and what one run of one of them costs; gives medians, and how much more than the first each of them
//! took, run by run, so that what else the machine does falls on both. One that fails is not run again.

use std::io;

use super::meter::{Cost, End};

/// What came of one of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// How it ended.
    pub outcome: String,
    /// How many runs there were.
    pub runs: usize,
    /// The medians, if it never failed.
    pub cost: Option<Cost>,
    /// The medians of its cost divided by that of the first in the same round.
    pub ratio: Option<Cost>,
}

/// Runs `count` of them in turn, `runs` times. `run` is asked for one run of one of them.
///
/// # Errors
/// When one cannot be run at all.
pub fn turns(
    count: usize,
    runs: usize,
    mut run: impl FnMut(usize) -> io::Result<End>,
) -> io::Result<Vec<Turn>> {
    let mut ends: Vec<Vec<End>> = vec![Vec::new(); count];
    for _ in 0..runs.max(1) {
        for (at, ends) in ends.iter_mut().enumerate() {
            if ends.iter().all(|end| end.cost().is_some()) {
                ends.push(run(at)?);
            }
        }
    }
    let costs = |ends: &[End]| ends.iter().filter_map(End::cost).collect::<Vec<Cost>>();
    let first = ends.first().map(|ends| costs(ends)).unwrap_or_default();
    let turn = |ends: &Vec<End>| {
        let mine = costs(ends);
        let well = mine.len() == ends.len();
        let pairs = mine.iter().zip(&first);
        let ratios: Vec<Cost> = pairs.map(|(mine, first)| divided(mine, first)).collect();
        Turn {
            outcome: ends.last().map(End::outcome).unwrap_or_default(),
            runs: ends.len(),
            cost: medians(&mine).filter(|_| well),
            ratio: medians(&ratios).filter(|_| well),
        }
    };
    Ok(ends.iter().map(turn).collect())
}

fn divided(mine: &Cost, first: &Cost) -> Cost {
    // What is too short for the clock counts as its tick.
    let divide = |mine: f64, first: f64| mine.max(0.001) / first.max(0.001);
    Cost {
        wall: divide(mine.wall, first.wall),
        user: divide(mine.user, first.user),
        peak: divide(mine.peak, first.peak),
    }
}

fn medians(costs: &[Cost]) -> Option<Cost> {
    let median = |of: fn(&Cost) -> f64| {
        let mut values: Vec<f64> = costs.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        let (low, high) = (
            values.get((values.len().max(1) - 1) / 2)?,
            values.get(values.len() / 2)?,
        );
        Some((low + high) / 2.0)
    };
    Some(Cost {
        wall: median(|cost| cost.wall)?,
        user: median(|cost| cost.user)?,
        peak: median(|cost| cost.peak)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cost(wall: f64) -> End {
        End::Done(Cost {
            wall,
            user: wall,
            peak: 1.0,
        })
    }

    #[test]
    fn ratios_are_of_the_same_round() {
        // The machine is three times as slow in the second round.
        let walls = [1.0, 2.0, 3.0, 6.0, 1.0, 4.0];
        let mut order = Vec::new();
        let mut next = walls.into_iter();
        let turns = turns(2, 3, |at| {
            order.push(at);
            Ok(cost(next.next().unwrap()))
        });
        let turns = turns.unwrap();
        assert_eq!(order, [0, 1, 0, 1, 0, 1]);
        assert_eq!(turns[0].cost.unwrap().wall, 1.0);
        assert_eq!(turns[1].cost.unwrap().wall, 4.0);
        assert_eq!(turns[1].ratio.unwrap().wall, 2.0);
        assert_eq!(turns[1].runs, 3);
    }

    #[test]
    fn who_fails_runs_once_and_has_no_cost() {
        let mut failures = 0;
        let turns = turns(2, 3, |at| {
            failures += at;
            Ok(if at == 0 { cost(1.0) } else { End::Over(5) })
        });
        let turns = turns.unwrap();
        assert_eq!((failures, turns[1].runs), (1, 1));
        assert_eq!(turns[1].outcome, "over 5 s");
        assert_eq!((turns[1].cost, turns[1].ratio), (None, None));
        assert_eq!(turns[0].runs, 3);
    }

    #[test]
    fn of_an_even_number_the_middle_is_taken() {
        let mut next = [1.0, 2.0, 4.0, 8.0].into_iter();
        let turns = turns(1, 4, |_| Ok(cost(next.next().unwrap()))).unwrap();
        assert_eq!(turns[0].cost.unwrap().wall, 3.0);
    }
}
