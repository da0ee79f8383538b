//! What generated code stands on: the codec, the operations and the client core.
//!
//! Hand-written, and copied verbatim into each generated crate. Knows nothing of any particular API.
//! Debug and Display of what is defined here never show credentials, bodies or header values.

mod answer;
mod api_error;
mod arg;
mod asked;
mod base64_bytes;
mod base_url;
mod bits;
#[cfg(all(
    feature = "blocking",
    not(all(target_arch = "wasm32", target_os = "unknown"))
))]
mod blocking;
mod builder;
mod call;
mod check;
mod compose;
mod core;
mod credentials;
mod datetime;
mod decode_error;
mod delivery;
mod detailed;
mod download;
mod draft;
mod driver_de;
mod driver_fit;
mod driver_object;
mod driver_ser;
mod driver_union;
mod enum_union;
mod envelope;
mod error;
mod event_stream;
mod exchange;
#[cfg(feature = "testing")]
mod expectation;
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
mod fetch_transport;
mod field;
mod flat;
mod form;
mod headers;
mod integer_enum;
mod json_bytes;
mod json_lines;
mod json_read;
mod json_source;
mod json_strings;
mod json_text;
mod json_union;
mod json_write;
mod made;
mod maps;
mod maybe;
mod middleware;
#[cfg(feature = "testing")]
mod mock;
mod multipart;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
mod native;
mod nth;
mod number;
mod oauth2;
mod object;
mod operation;
mod options;
mod pages;
mod paging;
mod parameter;
mod part;
mod path;
mod pattern;
mod pieces;
mod provider;
mod reconnect;
mod request_call;
#[cfg(all(
    feature = "reqwest",
    not(all(target_arch = "wasm32", target_os = "unknown"))
))]
mod reqwest_transport;
mod retry;
#[cfg(feature = "testing")]
mod sample;
mod scalars;
mod schemes;
mod slot;
mod sse;
mod stream_call;
mod stream_error;
mod style;
mod switch;
mod text_enum;
#[cfg(feature = "tower")]
mod tower_transport;
mod trace;
mod transport;
mod tuple;
mod union;
mod upload;
#[cfg(all(
    feature = "blocking",
    not(all(target_arch = "wasm32", target_os = "unknown"))
))]
mod ureq_transport;
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
mod web;

pub use self::core::Core;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
use native as platform;
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
use web as platform;

pub use answer::FromAnswer;
pub use api_error::ApiError;
pub use arg::Arg;
pub use base64_bytes::Base64;
#[cfg(all(
    feature = "blocking",
    not(all(target_arch = "wasm32", target_os = "unknown"))
))]
pub use blocking::Waiting;
pub use builder::{BuildError, Builder};
pub use call::Call;
pub use check::{Check, CheckError};
pub use credentials::CredentialSet;
pub use datetime::{Date, DateTime, DateTimeError};
pub use decode_error::{DecodeError, from_slice};
pub use detailed::Detailed;
pub use download::Download;
pub use driver_de::{deserialize, read};
pub use driver_ser::{serialize, to_vec};
pub use enum_union::{MemberOf, NotAMember};
pub use envelope::Envelope;
pub use error::{Error, Refused, TimedOut, TokenFailed, TooLarge, Undecodable, Unreached};
pub use event_stream::{Event, EventStream};
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub use fetch_transport::FetchTransport;
pub use field::{Field, Mode, ObjectSlot, UNCHECKED};
pub use headers::{HeaderForm, header};
pub use integer_enum::UnknownInteger;
pub use json_lines::JsonLines;
pub use maps::MapKey;
pub use maybe::Maybe;
pub use middleware::{Middleware, Next};
pub use operation::{Answer, Found, Media, Operation, Received, Status, Undeclared};
pub use pages::{Items, Paged, Pages};
pub use paging::Paging;
pub use parameter::{Parameter, Place, Style};
pub use part::Part;
pub use pattern::{Pattern, pattern};
pub use pieces::TooLong;
pub use platform::{BoxFuture, BoxStream, MaybeSend, TransportBody, transport_body};
pub use provider::{CredentialProvider, Provided, ProviderError, ProviderFuture};
pub use reconnect::{ReconnectError, Reconnecting};
pub use request_call::RequestCall;
#[cfg(all(
    feature = "reqwest",
    not(all(target_arch = "wasm32", target_os = "unknown"))
))]
pub use reqwest_transport::ReqwestTransport;
pub use retry::RetryPolicy;
pub use schemes::{Grant, KeyPlace, Scheme};
pub use slot::{
    Decode, Encode, Fill, IntegerSlot, MapSlot, MapView, NullSlot, SequenceSlot, SequenceView,
    TextSlot, TupleSlot, View,
};
pub use sse::{EventParser, RawEvent};
pub use stream_call::{Opening, StreamCall, Streamed};
pub use stream_error::StreamError;
pub use text_enum::{NotKnown, TextEnum, UnknownText};
#[cfg(feature = "tower")]
pub use tower_transport::{Remaining, TowerTransport};
pub use transport::{PauseFuture, Transport, TransportError, TransportErrorKind, TransportFuture};
pub use tuple::WithRest;
pub use union::{JsonKind, Rule, UnionSlot, UnknownJson};
#[cfg(feature = "testing")]
pub use {expectation::Expectation, mock::Mock, mock::Mockable};

pub use upload::{RequestBody, Upload, UploadError};
#[cfg(all(
    feature = "blocking",
    not(all(target_arch = "wasm32", target_os = "unknown"))
))]
pub use ureq_transport::UreqTransport;

// A generated crate need not use every macro.
#[allow(unused_imports)]
pub(crate) use {
    answer::answer, answer::answers, enum_union::enum_union, field::begun, field::field,
    headers::headers, integer_enum::integer_enum, made::made, made::options, nth::nth, nth::places,
    object::object, operation::operations, scalars::serde_impls, text_enum::string_enum,
    union::forms, union::union,
};
