//! How alike two names are.

/// From 0 to 100: 100 when two names differ in writing only (`userId`, `user_id`).
pub(super) fn alike(a: &str, b: &str) -> u8 {
    let plain = |text: &str| -> Vec<char> {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).take(200).collect()
    };
    let (a, b) = (plain(a), plain(b));
    if a == b {
        return 100;
    }
    let longest = a.len().max(b.len());
    let same = longest.saturating_sub(distance(&a, &b));
    // Not 100, which means the same letters.
    (same * 99 / longest.max(1)) as u8
}

/// How sure a rename is whose names are alike by so much.
pub(super) fn percent(names: u8, same_presence: bool) -> u8 {
    let bonus = if same_presence { 10 } else { 0 };
    (names / 5 * 4 + bonus).min(90)
}

/// The number of letters that must be put in, left out or replaced.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = i;
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
        for (j, y) in b.iter().enumerate() {
            let above = row.get(j + 1).copied().unwrap_or_default();
            let left = row.get(j).copied().unwrap_or_default();
            let best = (diagonal + usize::from(x != y))
                .min(above + 1)
                .min(left + 1);
            diagonal = above;
            if let Some(cell) = row.get_mut(j + 1) {
                *cell = best;
            }
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writing_alone_makes_no_difference() {
        assert_eq!(alike("userId", "user_id"), 100);
        assert!(alike("colour", "color") > 80);
        assert!(alike("name", "size") < 60);
        assert_eq!(alike("", ""), 100);
        assert_eq!(alike("a", ""), 0);
    }
}
