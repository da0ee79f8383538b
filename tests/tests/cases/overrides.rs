//! What the configuration says of single types, on the wire.

use oasmith_golden::overrides::types::{Basic, Extended, Order, Phase, Report};
use oasmith_golden::runtime::Maybe;
use serde_json::{Value, json};

use crate::{from, to};

fn order(key: &str, value: Value) -> Value {
    let mut order = json!({
        "id": "67e55044-10b1-426f-9247-bb680e5fe0c8",
        "phase": "new",
        "step": "paid",
        "price": { "cents": 5 },
    });
    order[key] = value;
    order
}

fn decodes(order: &Value) -> bool {
    serde_json::from_value::<Order>(order.clone()).is_ok()
}

#[test]
fn closed_types_refuse_what_the_document_does_not_list() {
    for (key, good, bad) in [
        ("basic", json!("paid"), json!("lost")),
        ("step", json!("lost"), json!("stolen")),
        ("price", json!({ "reason": "gift" }), json!({ "shells": 3 })),
    ] {
        assert!(decodes(&order(key, good)), "{key}");
        assert!(!decodes(&order(key, bad)), "{key}");
    }
    // The others are as open as ever.
    let stolen: Order = from(&order("phase", json!("stolen")));
    assert!(!stolen.phase.is_known());
    assert_eq!(to(&stolen)["phase"], "stolen");
}

#[test]
fn closed_and_open_enums_convert_into_one_another() {
    assert_eq!(Phase::from(Basic::Paid), Phase::Paid);
    assert_eq!(Basic::try_from(Phase::New), Ok(Basic::New));
    assert!(Basic::try_from(Phase::Lost).is_err());
    assert_eq!(Extended::try_from(Phase::Lost), Ok(Extended::Lost));
}

#[test]
fn replaced_types_hold_what_they_are_replaced_by() {
    let whole = order("count", json!(3));
    let read: Order = from(&whole);
    let id: uuid::Uuid = read.id;
    assert_eq!(id.as_u128() >> 96, 0x67e5_5044);
    assert_eq!(read.count, Maybe::Value(3_i32));
    assert!(!decodes(&order("id", json!("no uuid"))));
    assert!(!decodes(&order("count", json!(0.5))));
    let null: Order = from(&order("count", json!(null)));
    assert_eq!(null.count, Maybe::Null);
    for details in [
        json!([1, { "a": null }]),
        json!("text"),
        json!({ "note": 7 }),
    ] {
        let read: Order = from(&order("details", details.clone()));
        assert_eq!(to(&read)["details"], details);
    }
}

#[test]
fn a_lossless_type_keeps_absent_null_and_default_apart_and_what_it_does_not_know() {
    for value in [
        json!({}),
        json!({ "total": null }),
        json!({ "total": 3 }),
        json!({ "note": null }),
        json!({ "other": [1] }),
    ] {
        let report: Report = from(&value);
        assert_eq!(to(&report), value);
    }
}

#[test]
fn what_the_overlay_adds_is_there() {
    let placed = order("placed", json!("2026-11-21T12:00:00Z"));
    let read: Order = from(&placed);
    assert!(read.placed.is_some());
    assert_eq!(to(&read), placed);
}
