//! The codec of the types that need no declaration.

use std::borrow::Cow;

use bytes::Bytes;
use serde_json::Value;
use uuid::Uuid;

use super::slot::{
    Decode, Encode, Fill, IntegerSlot, NullSlot, SequenceSlot, SequenceView, TextSlot, View,
};

/// `Serialize` and `Deserialize` by way of the drivers.
macro_rules! serde_impls {
    ($name:ident) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                to: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::runtime::serialize(self, to)
            }
        }
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                from: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::runtime::read(from)
            }
        }
    };
    (<T> $name:ty) => {
        impl<T: $crate::runtime::Encode> ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                to: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::runtime::serialize(self, to)
            }
        }
        impl<'de, T: $crate::runtime::Decode> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                from: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::runtime::read(from)
            }
        }
    };
}
pub(crate) use serde_impls;

/// The three traits of a type whose views are one expression each.
macro_rules! scalar {
    ($ty:ty, $blank:expr, |$this:ident| $fill:expr, $view:expr) => {
        impl Encode for $ty {
            fn view(&self) -> View<'_> {
                let $this = self;
                $view
            }
        }
        impl Decode for $ty {
            fn fill(&mut self) -> Fill<'_> {
                let $this = self;
                $fill
            }
            fn blank() -> Self {
                $blank
            }
        }
    };
}

scalar!(
    String,
    String::new(),
    |this| Fill::String(this),
    View::Text(this)
);
scalar!(bool, false, |this| Fill::Bool(this), View::Bool(*this));
scalar!(i64, 0, |this| Fill::I64(this), View::I64(*this));
scalar!(
    i32,
    0,
    |this| Fill::Integer(this),
    View::I64(i64::from(*this))
);
scalar!(
    i16,
    0,
    |this| Fill::Integer(this),
    View::I64(i64::from(*this))
);
scalar!(
    i8,
    0,
    |this| Fill::Integer(this),
    View::I64(i64::from(*this))
);
scalar!(u64, 0, |this| Fill::Integer(this), View::U64(*this));
scalar!(
    u32,
    0,
    |this| Fill::Integer(this),
    View::I64(i64::from(*this))
);
scalar!(
    u16,
    0,
    |this| Fill::Integer(this),
    View::I64(i64::from(*this))
);
scalar!(
    u8,
    0,
    |this| Fill::Integer(this),
    View::I64(i64::from(*this))
);
scalar!(f64, 0.0, |this| Fill::F64(this), View::F64(*this));
scalar!(f32, 0.0, |this| Fill::F32(this), View::F32(*this));
scalar!(Value, Value::Null, |this| Fill::Any(this), View::Any(this));
scalar!(
    Uuid,
    Uuid::nil(),
    |this| Fill::Text(this),
    View::Display(this)
);
scalar!(
    Bytes,
    Bytes::new(),
    |this| Fill::Text(this),
    View::Bytes(this)
);

impl Encode for () {
    fn view(&self) -> View<'_> {
        View::Null
    }
}

impl Decode for () {
    fn fill(&mut self) -> Fill<'_> {
        Fill::Null
    }
    fn blank() -> Self {}
}

impl Encode for &str {
    fn view(&self) -> View<'_> {
        View::Text(self)
    }
}

impl Encode for Cow<'_, str> {
    fn view(&self) -> View<'_> {
        View::Text(self)
    }
}

macro_rules! integer_slot {
    ($($ty:ty),*) => { $(
        impl IntegerSlot for $ty {
            fn set_integer(&mut self, value: i128) -> bool {
                <$ty>::try_from(value).map(|value| *self = value).is_ok()
            }
        }
    )* };
}
integer_slot!(i64, i32, i16, i8, u64, u32, u16, u8);

impl TextSlot for Uuid {
    fn set_text(&mut self, text: &str) -> bool {
        Uuid::try_parse(text).map(|id| *self = id).is_ok()
    }

    fn expected(&self) -> &'static str {
        "a UUID"
    }
}

impl TextSlot for Bytes {
    fn set_text(&mut self, text: &str) -> bool {
        *self = Bytes::copy_from_slice(text.as_bytes());
        true
    }

    fn set_bytes(&mut self, bytes: &Bytes) -> bool {
        self.clone_from(bytes);
        true
    }

    fn expected(&self) -> &'static str {
        "a string"
    }
}

impl<T: Encode + ?Sized> Encode for Box<T> {
    fn view(&self) -> View<'_> {
        (**self).view()
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }

    fn is_known(&self) -> bool {
        (**self).is_known()
    }
}

impl<T: Decode> Decode for Box<T> {
    fn fill(&mut self) -> Fill<'_> {
        (**self).fill()
    }
    fn blank() -> Self {
        Box::new(T::blank())
    }
}

impl<T: Encode> Encode for &T {
    fn view(&self) -> View<'_> {
        (**self).view()
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }

    fn is_known(&self) -> bool {
        (**self).is_known()
    }
}

impl<T: Encode> Encode for Option<T> {
    fn view(&self) -> View<'_> {
        self.as_ref().map_or(View::Null, Encode::view)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn is_known(&self) -> bool {
        self.as_ref().is_none_or(Encode::is_known)
    }
}

impl<T: Decode> NullSlot for Option<T> {
    fn set_null(&mut self) {
        *self = None;
    }

    fn open(&mut self) -> &mut dyn Decode {
        self.get_or_insert_with(T::blank)
    }
}

impl<T: Decode> Decode for Option<T> {
    fn fill(&mut self) -> Fill<'_> {
        Fill::Nullable(self)
    }
    fn blank() -> Self {
        None
    }
}

impl<T: Encode> SequenceView for &[T] {
    fn len(&self) -> usize {
        <[T]>::len(self)
    }

    fn item(&self, index: usize) -> Option<&dyn Encode> {
        self.get(index).map(|item| item as &dyn Encode)
    }
}

impl<T: Encode> Encode for &[T] {
    fn view(&self) -> View<'_> {
        View::Sequence(self)
    }
}

impl<T: Encode> SequenceView for Vec<T> {
    fn len(&self) -> usize {
        Vec::len(self)
    }

    fn item(&self, index: usize) -> Option<&dyn Encode> {
        self.get(index).map(|item| item as &dyn Encode)
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn view(&self) -> View<'_> {
        View::Sequence(self)
    }
}

impl<T: Decode> SequenceSlot for Vec<T> {
    fn push(&mut self) -> &mut dyn Decode {
        let index = Vec::len(self);
        Vec::push(self, T::blank());
        &mut self[index]
    }

    fn pop(&mut self) {
        Vec::pop(self);
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn fill(&mut self) -> Fill<'_> {
        Fill::Sequence(self)
    }
    fn blank() -> Self {
        Vec::new()
    }
}
