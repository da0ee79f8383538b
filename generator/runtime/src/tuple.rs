//! Arrays with a type for each position: Rust tuples, and tuples with more items behind them.

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, SeqAccess};
use serde::ser::{Serialize, Serializer};

use super::decode_error::{Segment, Trace};
use super::driver_de::{Seed, deserialize, stop};
use super::driver_ser::serialize;
use super::slot::{Decode, Encode, Fill, SequenceView, TupleSlot, View};

/// A tuple and the items behind it.
///
/// Positions that may be missing are a [`Maybe`](super::Maybe).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WithRest<T, R> {
    /// The items that have a type each.
    pub items: T,
    /// All items behind them.
    pub rest: Vec<R>,
}

impl<T, R> WithRest<T, R> {
    /// A tuple with nothing behind it.
    pub fn new(items: T) -> Self {
        WithRest {
            items,
            rest: Vec::new(),
        }
    }
}

impl<T, R> From<T> for WithRest<T, R> {
    fn from(items: T) -> Self {
        WithRest::new(items)
    }
}

/// A Rust tuple.
pub trait Positions {
    /// How many positions it has.
    const COUNT: usize;
    /// The item at a position; none beyond the last.
    fn get(&self, index: usize) -> Option<&dyn Encode>;

    /// How many items are written: those at the end that are left out are not.
    fn written(&self) -> usize {
        let left_out = |index: &usize| self.get(*index).is_some_and(Encode::is_left_out);
        Self::COUNT - (0..Self::COUNT).rev().take_while(left_out).count()
    }
}

/// A Rust tuple to fill.
pub trait PositionsMut: Positions {
    /// The place of the item at a position; none beyond the last.
    fn get_mut(&mut self, index: usize) -> Option<&mut dyn Decode>;
}

macro_rules! tuple {
    ($count:literal $($ty:ident $index:tt)*) => {
        impl<$($ty: Encode),*> Positions for ($($ty,)*) {
            const COUNT: usize = $count;

            fn get(&self, index: usize) -> Option<&dyn Encode> {
                match index {
                    $($index => Some(&self.$index),)*
                    _ => None,
                }
            }
        }

        impl<$($ty: Decode),*> PositionsMut for ($($ty,)*) {
            fn get_mut(&mut self, index: usize) -> Option<&mut dyn Decode> {
                match index {
                    $($index => Some(&mut self.$index),)*
                    _ => None,
                }
            }
        }

        impl<$($ty: Encode),*> SequenceView for ($($ty,)*) {
            fn len(&self) -> usize {
                self.written()
            }

            fn item(&self, index: usize) -> Option<&dyn Encode> {
                self.get(index).filter(|_| index < self.written())
            }
        }

        impl<$($ty: Encode),*> Encode for ($($ty,)*) {
            fn view(&self) -> View<'_> {
                View::Sequence(self)
            }
        }

        impl<$($ty: Decode),*> TupleSlot for ($($ty,)*) {
            fn position(&mut self, index: usize) -> Option<&mut dyn Decode> {
                self.get_mut(index)
            }

            fn end(&mut self, received: usize) -> Result<(), usize> {
                enough(self, received)
            }
        }

        impl<$($ty: Decode),*> Decode for ($($ty,)*) {
            fn fill(&mut self) -> Fill<'_> {
                Fill::Tuple(self)
            }
            fn blank() -> Self {
                ($($ty::blank(),)*)
            }
        }
    };
}

tuple!(1 A 0);
tuple!(2 A 0 B 1);
tuple!(3 A 0 B 1 C 2);
tuple!(4 A 0 B 1 C 2 D 3);
tuple!(5 A 0 B 1 C 2 D 3 E 4);
tuple!(6 A 0 B 1 C 2 D 3 E 4 F 5);
tuple!(7 A 0 B 1 C 2 D 3 E 4 F 5 G 6);
tuple!(8 A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7);
tuple!(9 A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8);
tuple!(10 A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9);
tuple!(11 A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10);
tuple!(12 A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11);

/// Whether all positions from one on may be missing; else how many items there must be.
fn enough<T: Positions>(items: &T, received: usize) -> Result<(), usize> {
    match items.written() {
        least if least > received => Err(least),
        _ => Ok(()),
    }
}

impl<T: Positions, R: Encode> SequenceView for WithRest<T, R> {
    fn len(&self) -> usize {
        match self.rest.len() {
            0 => self.items.written(),
            behind => T::COUNT + behind,
        }
    }

    fn item(&self, index: usize) -> Option<&dyn Encode> {
        match index.checked_sub(T::COUNT) {
            _ if index >= SequenceView::len(self) => None,
            Some(behind) => self.rest.get(behind).map(|item| item as &dyn Encode),
            None => self.items.get(index),
        }
    }
}

impl<T: Positions, R: Encode> Encode for WithRest<T, R> {
    fn view(&self) -> View<'_> {
        View::Sequence(self)
    }
}

impl<T: PositionsMut, R: Decode> TupleSlot for WithRest<T, R> {
    fn position(&mut self, index: usize) -> Option<&mut dyn Decode> {
        if index < T::COUNT {
            return self.items.get_mut(index);
        }
        self.rest.push(R::blank());
        self.rest.last_mut().map(|item| item as &mut dyn Decode)
    }

    fn end(&mut self, received: usize) -> Result<(), usize> {
        if received >= T::COUNT {
            self.rest.pop();
        }
        enough(&self.items, received)
    }
}

impl<T: PositionsMut + Decode, R: Decode> Decode for WithRest<T, R> {
    fn fill(&mut self) -> Fill<'_> {
        Fill::Tuple(self)
    }
    fn blank() -> Self {
        WithRest::new(T::blank())
    }
}

impl<T: Positions, R: Encode> Serialize for WithRest<T, R> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        serialize(self, to)
    }
}

impl<'de, T: PositionsMut + Decode, R: Decode> Deserialize<'de> for WithRest<T, R> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut value = Self::blank();
        deserialize(&mut value, from)?;
        Ok(value)
    }
}

/// The reading driver's tuples.
pub(super) fn read<'de, A: SeqAccess<'de>>(
    slot: &mut dyn TupleSlot,
    mut items: A,
    trace: &Trace,
    depth: u32,
) -> Result<(), A::Error> {
    for index in 0.. {
        let Some(place) = slot.position(index) else {
            return match items.next_element::<IgnoredAny>()? {
                None => Ok(()),
                Some(_) => Err(stop(trace, format!("expected at most {index} item(s)"))),
            };
        };
        match items.next_element_seed(Seed::at(place, trace, depth + 1)) {
            Ok(Some(_)) => {}
            Ok(None) => {
                return slot.end(index).map_err(|least| {
                    stop(
                        trace,
                        format!("expected at least {least} item(s), found {index}"),
                    )
                });
            }
            Err(error) => {
                trace.leave(Segment::Index(index));
                return Err(error);
            }
        }
    }
    Err(A::Error::custom("nothing has this many items"))
}
