//! A set of field indices.

/// Which fields were received; the first 128 take no allocation.
#[derive(Default)]
pub(super) struct Bits {
    low: [u64; 2],
    high: Vec<u64>,
}

impl Bits {
    /// Adds an index, and says whether it was new.
    #[inline]
    pub(super) fn insert(&mut self, index: usize) -> bool {
        if index < 128 {
            let (word, bit) = (&mut self.low[index / 64], 1u64 << (index % 64));
            let new = *word & bit == 0;
            *word |= bit;
            return new;
        }
        let (word, bit) = ((index - 128) / 64, 1u64 << ((index - 128) % 64));
        if self.high.len() <= word {
            self.high.resize(word + 1, 0);
        }
        let new = self.high[word] & bit == 0;
        self.high[word] |= bit;
        new
    }

    /// Whether an index is in the set.
    pub(super) fn contains(&self, index: usize) -> bool {
        if index < 128 {
            return self.low[index / 64] & (1u64 << (index % 64)) != 0;
        }
        let (word, bit) = ((index - 128) / 64, 1u64 << ((index - 128) % 64));
        self.high.get(word).is_some_and(|bits| bits & bit != 0)
    }
}

#[cfg(test)]
mod unit {
    use super::Bits;

    #[test]
    fn indices_beyond_128_are_kept_apart() {
        let mut bits = Bits::default();
        for index in [0, 127, 128, 191, 192, 500] {
            assert!(!bits.contains(index));
            assert!(bits.insert(index));
            assert!(!bits.insert(index));
            assert!(bits.contains(index));
        }
        assert!(!bits.contains(499));
    }
}
