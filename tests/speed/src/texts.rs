//! The JSON texts that are measured with: always the same bytes.

use std::fmt::Write;

/// The numbers of a linear congruential generator: the same in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn id(&mut self) -> String {
        let (a, b) = (self.below(1 << 30), self.below(1 << 30));
        format!("{a:08x}-7d2c-4e2f-9a51-{b:012x}")
    }

    fn words(&mut self, count: u64) -> String {
        const WORDS: [&str; 12] = [
            "trace",
            "of",
            "the",
            "retrieval",
            "step",
            "latency",
            "naïve",
            "judge",
            "scores",
            "a",
            "prompt",
            "over",
        ];
        let words: Vec<&str> = (0..count).map(|_| WORDS[self.below(12) as usize]).collect();
        words.join(" ")
    }
}

fn list(count: usize, mut item: impl FnMut(usize, &mut String)) -> String {
    let mut text = String::from("[");
    for index in 0..count {
        if index > 0 {
            text.push(',');
        }
        item(index, &mut text);
    }
    text.push(']');
    text
}

/// A list of plain structs, about 50 KB.
pub fn projects() -> String {
    let mut numbers = Numbers(1);
    let items = list(120, |index, text| {
        let (id, by, owner) = (numbers.id(), numbers.id(), numbers.id());
        let (name, about) = (numbers.words(3), numbers.words(8));
        let (runs, score) = (numbers.below(90_000), numbers.below(1_000_000));
        let _ = write!(
            text,
            r#"{{"id":"{id}","name":"{name}","description":"{about}","created_by":"{by}","runs":{runs},"traces":{},"score":0.{score:06},"archived":{},"bookmarked":false,"labels":["{}","nightly"],"owner":{{"id":"{owner}","email":"user{index}@example.com","first_name":"Ada","last_name":"Lovelace"}},"cost":{}.25,"quota":null}}"#,
            runs * 7,
            index % 3 == 0,
            numbers.words(1),
            index * 3,
        );
    });
    format!(r#"{{"projects":{items},"total":120,"next":120}}"#)
}

/// Long texts, some with escapes.
pub fn documents() -> String {
    let mut numbers = Numbers(2);
    let items = list(60, |index, text| {
        let title = numbers.words(6);
        let body = numbers.words(90);
        let quoted = numbers.words(12);
        let comments = list(4, |_, text| {
            let _ = write!(text, "\"{}\"", numbers.words(9));
        });
        let _ = write!(
            text,
            r#"{{"title":"{title}","body":"{body}\n{quoted} \"{index}\"","summary":"{quoted}","comments":{comments}}}"#
        );
    });
    format!(r#"{{"documents":{items}}}"#)
}

/// Values of an enum of 41.
pub fn grants() -> String {
    let mut numbers = Numbers(3);
    let known = oasmith_golden::speed::types::Action::KNOWN;
    let items = list(1_000, |_, text| {
        let action = &known[numbers.below(known.len() as u64) as usize];
        let _ = write!(text, "\"{action}\"");
    });
    format!(r#"{{"actions":{items}}}"#)
}

/// A union with a discriminator.
pub fn events() -> String {
    let mut numbers = Numbers(4);
    let items = list(400, |index, text| {
        let words = numbers.words(4);
        let _ = match numbers.below(4) {
            0 => write!(
                text,
                r#"{{"event":"opened","id":{index},"title":"{words}","body":"{words}"}}"#
            ),
            1 => write!(
                text,
                r#"{{"event":"closed","id":{index},"by":"{words}","reason":"done"}}"#
            ),
            2 => write!(
                text,
                r#"{{"event":"labeled","id":{index},"labels":["a","{words}"]}}"#
            ),
            _ => write!(
                text,
                r#"{{"event":"moved","id":{index},"from":"{words}","to":"b"}}"#
            ),
        };
    });
    format!(r#"{{"events":{items}}}"#)
}

/// A union whose branches a constant property tells apart.
pub fn marks() -> String {
    let mut numbers = Numbers(5);
    let items = list(600, |index, text| {
        let words = numbers.words(2);
        let _ = match numbers.below(3) {
            0 => write!(text, r#"{{"kind":"star","stars":{index},"by":"{words}"}}"#),
            1 => write!(
                text,
                r#"{{"kind":"score","score":{index}.5,"by":"{words}"}}"#
            ),
            _ => write!(text, r#"{{"kind":"text","text":"{words}"}}"#),
        };
    });
    format!(r#"{{"marks":{items}}}"#)
}

/// A union whose branches their keys tell apart.
pub fn contacts() -> String {
    let mut numbers = Numbers(6);
    let items = list(400, |index, text| {
        let words = numbers.words(2);
        let _ = match numbers.below(4) {
            0 => write!(
                text,
                r#"{{"email":"u{index}@example.com","verified":true,"name":"{words}"}}"#
            ),
            1 => write!(
                text,
                r#"{{"number":"555{index}","country":"IS","name":"{words}"}}"#
            ),
            2 => write!(
                text,
                r#"{{"street":"{words}","city":"Reykjavik","zip":"{index}"}}"#
            ),
            _ => write!(text, "\"{words}\""),
        };
    });
    format!(r#"{{"contacts":{items}}}"#)
}

/// A trace of spans, five deep.
pub fn trace() -> String {
    let mut numbers = Numbers(7);
    let spans = spans(&mut numbers, 5);
    format!(r#"{{"id":"{}","spans":{spans}}}"#, numbers.id())
}

fn spans(numbers: &mut Numbers, depth: u32) -> String {
    if depth == 0 {
        return "[]".to_owned();
    }
    list(3, |index, text| {
        let (name, input) = (numbers.words(2), numbers.words(8));
        let inner = spans(numbers, depth - 1);
        let _ = match (depth as usize + index) % 5 {
            0 => write!(
                text,
                r#"{{"type":"llm","name":"{name}","input":"{input}","output":"{input}","model":"m","duration":{index},"temperature":0.5,"spans":{inner}}}"#
            ),
            1 => write!(
                text,
                r#"{{"type":"tool","name":"{name}","input":"{input}","output":"{input}","tool_call_id":"c","duration":{index},"spans":{inner}}}"#
            ),
            2 => write!(
                text,
                r#"{{"type":"agent","name":"{name}","input":"{input}","output":"{input}","agent_type":"router","duration":{index},"spans":{inner}}}"#
            ),
            3 => write!(
                text,
                r#"{{"type":"workflow","name":"{name}","input":"{input}","output":"{input}","duration":{index},"spans":{inner}}}"#
            ),
            _ => write!(
                text,
                r#"{{"type":"retriever","name":"{name}","input":"{input}","documents":["{name}","b"],"duration":{index},"spans":{inner}}}"#
            ),
        };
    })
}

/// One wrong field in the middle of [`projects`]: a text where a number belongs.
pub fn one_wrong_field() -> String {
    let text = projects();
    let middle = text.len() / 2;
    let (before, after) = text.split_at(middle);
    format!(
        "{before}{}",
        after.replacen("\"score\":0", "\"score\":\"a\",\"x\":0", 1)
    )
}

/// An answer to a call.
pub fn project() -> String {
    r#"{"id":"7c","name":"Judge scores","created_by":"5d1b","runs":7,"score":0.5,"archived":false,"labels":["nightly"]}"#.to_owned()
}

/// A body of one small object.
pub fn owner() -> String {
    r#"{"id":"5d1b","email":"ada@example.com","first_name":"Ada","last_name":"Lovelace"}"#
        .to_owned()
}
