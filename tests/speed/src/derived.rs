//! The same types as serde derives them, unions untagged.
//!
//! Tags are enums of one value: without them an untagged union takes the first branch that is not contradicted.
#![allow(missing_docs, reason = "they are those of `tests/cases/speed.yaml`")]

use serde::{Deserialize, Serialize};

/// An enum of one text.
macro_rules! tag {
    ($($name:ident $wire:literal),* $(,)?) => { $(
        #[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
        pub enum $name {
            #[serde(rename = $wire)]
            Tag,
        }
    )* };
}
tag! {
    OpenedTag "opened",
    ClosedTag "closed",
    LabeledTag "labeled",
    MovedTag "moved",
    StarTag "star",
    ScoreTag "score",
    TextTag "text",
    LlmTag "llm",
    ToolTag "tool",
    AgentTag "agent",
    WorkflowTag "workflow",
    RetrieverTag "retriever",
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Projects {
    pub projects: Vec<Project>,
    pub total: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Project {
    pub id: String,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    pub created_by: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_by: Option<String>,
    pub runs: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub traces: Option<i64>,
    pub score: f64,
    pub archived: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bookmarked: Option<bool>,
    pub labels: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<Owner>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quota: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Owner {
    pub id: String,
    pub email: String,
    pub first_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Texts {
    pub documents: Vec<Text>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Text {
    pub title: String,
    pub body: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comments: Option<Vec<String>>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Grants {
    pub actions: Vec<Action>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Events {
    pub events: Vec<Event>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Opened {
    pub event: OpenedTag,
    pub id: i64,
    pub title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Closed {
    pub event: ClosedTag,
    pub id: i64,
    pub by: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Labeled {
    pub event: LabeledTag,
    pub id: i64,
    pub labels: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Moved {
    pub event: MovedTag,
    pub id: i64,
    pub from: String,
    pub to: String,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Marks {
    pub marks: Vec<Mark>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct StarMark {
    pub kind: StarTag,
    pub stars: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct ScoreMark {
    pub kind: ScoreTag,
    pub score: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct TextMark {
    pub kind: TextTag,
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Contacts {
    pub contacts: Vec<Contact>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Mail {
    pub email: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verified: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Phone {
    pub number: String,
    pub country: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Post {
    pub street: String,
    pub city: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zip: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Trace {
    pub id: String,
    pub spans: Vec<Span>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct LlmSpan {
    pub r#type: LlmTag,
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

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct ToolSpan {
    pub r#type: ToolTag,
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

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct AgentSpan {
    pub r#type: AgentTag,
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

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct WorkflowSpan {
    pub r#type: WorkflowTag,
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

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct RetrieverSpan {
    pub r#type: RetrieverTag,
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

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(untagged)]
pub enum Event {
    Opened(Opened),
    Closed(Closed),
    Labeled(Labeled),
    Moved(Moved),
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(untagged)]
pub enum Mark {
    StarMark(StarMark),
    ScoreMark(ScoreMark),
    TextMark(TextMark),
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(untagged)]
pub enum Span {
    LlmSpan(LlmSpan),
    ToolSpan(ToolSpan),
    AgentSpan(AgentSpan),
    WorkflowSpan(WorkflowSpan),
    RetrieverSpan(RetrieverSpan),
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(untagged)]
pub enum Contact {
    Mail(Mail),
    Phone(Phone),
    Post(Post),
    String(String),
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    Update,
    Delete,
    GrantAdminUpdate,
    List,
    CreateOwner,
    Transfer,
    Invite,
    ExportData,
    ImportData,
    Share,
    Rename,
    AddMember,
    RemoveMember,
    SetRole,
    LogData,
    ReadData,
    CreateStage,
    UpdateStage,
    DeleteStage,
    CreateRun,
    ReadRun,
    DeleteRun,
    ToggleMetric,
    EditRunTags,
    MoveRun,
    DeleteData,
    AddSlice,
    EditSlice,
    EditEdit,
    ExportProductionData,
    DeleteProductionData,
    CreateIntegration,
    ReadIntegration,
    DeleteIntegration,
    UseIntegration,
    ValidateScorer,
    CreateScorer,
    UpdateScorer,
    DeleteScorer,
    RenameDataset,
    DeleteDataset,
}
