//! The same unions as a careful person writes them: one pass, the branch as soon as it is known.
//!
//! Plain structs inside are derived, which is what a person would do. A tag is expected to come first, as servers write
//! it; if it does not, the rest is refused, which makes these faster than something that is shipped.
#![allow(missing_docs, reason = "they are those of `tests/cases/speed.yaml`")]

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize as Derive, Serialize};

/// A union whose tag comes first.
macro_rules! tagged {
    ($name:ident $tag:literal { $($variant:ident $wire:literal),* $(,)? }) => {
        #[derive(Clone, Debug, PartialEq, Serialize)]
        #[serde(tag = $tag)]
        pub enum $name {
            $( #[serde(rename = $wire)] $variant($variant), )*
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                struct Shapes;
                impl<'de> Visitor<'de> for Shapes {
                    type Value = $name;
                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str("an object")
                    }
                    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<$name, A::Error> {
                        if map.next_key::<&str>()? != Some($tag) {
                            return Err(A::Error::missing_field($tag));
                        }
                        let tag = map.next_value::<&str>()?;
                        let rest = MapAccessDeserializer::new(map);
                        match tag {
                            $( $wire => $variant::deserialize(rest).map($name::$variant), )*
                            _ => Err(A::Error::custom("an unknown tag")),
                        }
                    }
                }
                from.deserialize_map(Shapes)
            }
        }
    };
}

tagged! { Event "event" { Opened "opened", Closed "closed", Labeled "labeled", Moved "moved" } }
tagged! { Mark "kind" { StarMark "star", ScoreMark "score", TextMark "text" } }
tagged! { Span "type" {
    LlmSpan "llm", ToolSpan "tool", AgentSpan "agent", WorkflowSpan "workflow",
    RetrieverSpan "retriever",
} }

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Contact {
    Mail(Mail),
    Phone(Phone),
    Post(Post),
    String(String),
}

impl<'de> Deserialize<'de> for Contact {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Contacted)
    }
}

struct Contacted;

impl<'de> Visitor<'de> for Contacted {
    type Value = Contact;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a contact")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Contact, E> {
        Ok(Contact::String(text.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Contact, A::Error> {
        let (mut email, mut verified, mut name) = (None, None, None);
        let (mut number, mut country) = (None, None);
        let (mut street, mut city, mut zip) = (None, None, None);
        while let Some(key) = map.next_key::<&str>()? {
            match key {
                "email" => email = Some(map.next_value()?),
                "verified" => verified = map.next_value()?,
                "name" => name = map.next_value()?,
                "number" => number = Some(map.next_value()?),
                "country" => country = Some(map.next_value()?),
                "street" => street = Some(map.next_value()?),
                "city" => city = Some(map.next_value()?),
                "zip" => zip = map.next_value()?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        if let Some(email) = email {
            return Ok(Contact::Mail(Mail {
                email,
                verified,
                name,
            }));
        }
        if let (Some(number), Some(country)) = (number, country) {
            return Ok(Contact::Phone(Phone {
                number,
                country,
                name,
            }));
        }
        match (street, city) {
            (Some(street), Some(city)) => Ok(Contact::Post(Post {
                street,
                city,
                zip,
                name,
            })),
            _ => Err(A::Error::custom("no contact")),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Derive, Serialize)]
pub struct Events {
    pub events: Vec<Event>,
}

#[derive(Clone, Debug, PartialEq, Derive, Serialize)]
pub struct Opened {
    pub id: i64,
    pub title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Derive, Serialize)]
pub struct Closed {
    pub id: i64,
    pub by: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Derive, Serialize)]
pub struct Labeled {
    pub id: i64,
    pub labels: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Derive, Serialize)]
pub struct Moved {
    pub id: i64,
    pub from: String,
    pub to: String,
}

#[derive(Clone, Debug, PartialEq, Derive, Serialize)]
pub struct Marks {
    pub marks: Vec<Mark>,
}

#[derive(Clone, Debug, PartialEq, Derive, Serialize)]
pub struct StarMark {
    pub stars: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Derive, Serialize)]
pub struct ScoreMark {
    pub score: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Derive, Serialize)]
pub struct TextMark {
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Derive, Serialize)]
pub struct Contacts {
    pub contacts: Vec<Contact>,
}

#[derive(Clone, Debug, PartialEq, Derive, Serialize)]
pub struct Mail {
    pub email: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verified: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Derive, Serialize)]
pub struct Phone {
    pub number: String,
    pub country: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Derive, Serialize)]
pub struct Post {
    pub street: String,
    pub city: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zip: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Derive, Serialize)]
pub struct Trace {
    pub id: String,
    pub spans: Vec<Span>,
}

#[derive(Clone, Debug, PartialEq, Derive, Serialize)]
pub struct LlmSpan {
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub temperature: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spans: Option<Vec<Span>>,
}

#[derive(Clone, Debug, PartialEq, Derive, Serialize)]
pub struct ToolSpan {
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tool_call_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spans: Option<Vec<Span>>,
}

#[derive(Clone, Debug, PartialEq, Derive, Serialize)]
pub struct AgentSpan {
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spans: Option<Vec<Span>>,
}

#[derive(Clone, Debug, PartialEq, Derive, Serialize)]
pub struct WorkflowSpan {
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spans: Option<Vec<Span>>,
}

#[derive(Clone, Debug, PartialEq, Derive, Serialize)]
pub struct RetrieverSpan {
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub documents: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spans: Option<Vec<Span>>,
}
