//! The parser of server-sent events: the standard's examples, and chunks cut anywhere.

use std::time::Duration;

use proptest::prelude::*;

use crate::runtime::{EventParser, RawEvent};

fn event(name: &str, data: &str, id: Option<&str>) -> RawEvent {
    RawEvent {
        name: name.to_owned(),
        data: data.to_owned(),
        id: id.map(str::to_owned),
    }
}

/// The events of some bytes, in chunks of these sizes, and whether one was too long.
fn parse(bytes: &[u8], sizes: &[usize], limit: usize) -> (Vec<RawEvent>, bool) {
    let mut parser = EventParser::new(limit);
    let (mut rest, mut sizes) = (bytes, sizes.iter().cycle());
    let mut events = Vec::new();
    while !rest.is_empty() {
        let size = (*sizes.next().unwrap()).clamp(1, rest.len());
        let failed = parser.push(&rest[..size]).is_err();
        events.extend(std::iter::from_fn(|| parser.next_event()));
        if failed {
            return (events, true);
        }
        rest = &rest[size..];
    }
    (events, false)
}

fn whole(text: &str) -> Vec<RawEvent> {
    parse(text.as_bytes(), &[usize::MAX], 1_000).0
}

#[test]
fn the_examples_of_the_standard() {
    assert_eq!(
        whole("data: YHOO\ndata: +2\ndata: 10\n\n"),
        [event("message", "YHOO\n+2\n10", None)]
    );
    assert_eq!(
        whole(
            ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n"
        ),
        [
            event("message", "first event", Some("1")),
            event("message", "second event", None),
        ],
        "the last one never ended"
    );
    assert_eq!(
        whole("data\n\ndata\ndata\n\ndata:"),
        [event("message", "", None), event("message", "\n", None)]
    );
    assert_eq!(whole("data:test\n\ndata: test\n\n").len(), 2);
}

#[test]
fn line_ends_marks_names_and_ids() {
    assert_eq!(
        whole("\u{feff}data: a\r\n\r\nevent: b\rdata: c\r\rid: 7\ndata: d\n\ndata: e\n\n"),
        [
            event("message", "a", None),
            event("b", "c", None),
            event("message", "d", Some("7")),
            event("message", "e", Some("7")),
        ]
    );
    assert_eq!(
        whole("data: \u{feff}\n\n\u{feff}data: x\n\n").len(),
        1,
        "only the first mark is one"
    );
    assert_eq!(
        whole("event: lost\n\nid: a\0b\ndata: x\n\n"),
        [event("message", "x", None)]
    );
    assert_eq!(
        parse(b"data: \xff\n\n", &[1], 9).0,
        [event("message", "\u{fffd}", None)]
    );
}

#[test]
fn retry_is_a_number_of_milliseconds() {
    let mut parser = EventParser::new(100);
    parser.push(b"retry: 1500\nretry: 1s\nretry:\n").unwrap();
    assert_eq!(parser.retry(), Some(Duration::from_millis(1500)));
}

#[test]
fn events_above_the_limit_are_refused() {
    let text = b"data: 12\n\ndata: 1234\ndata: 1234\n\n";
    let (events, failed) = parse(text, &[usize::MAX], 14);
    assert_eq!((events.len(), failed), (1, true));
    assert!(!parse(text, &[usize::MAX], 15).1);
    assert!(parse(&[b'x'; 20], &[3], 14).1, "a line without an end");
}

proptest! {
    #[test]
    fn chunks_make_no_difference(
        parts in prop::collection::vec(prop_oneof![
            Just("data: "), Just("data"), Just("event: e"), Just("id: 1"), Just("id"), Just(":"), Just("\n"),
            Just("\r"), Just("\r\n"), Just("\n\n"), Just("ü"), Just("\u{feff}"), Just("x y"), Just("retry: 5"),
        ], 0..40),
        sizes in prop::collection::vec(1usize..7, 1..8),
        limit in 8usize..60,
    ) {
        let text = parts.concat();
        prop_assert_eq!(
            parse(text.as_bytes(), &sizes, limit),
            parse(text.as_bytes(), &[usize::MAX], limit)
        );
    }
}
