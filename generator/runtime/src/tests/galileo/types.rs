//! The types of the API.

/// A permission.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Permission {
    pub action: PermissionAction,
    pub allowed: bool,
    pub message: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum PermissionAction {
    Update,
    Delete,
    ListMembers,
    RecordAnnotation,
    Unknown(crate::runtime::UnknownText),
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum GroupAction {
    Update,
    ListMembers,
    Unknown(crate::runtime::UnknownText),
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum AnnotationQueueAction {
    Update,
    Delete,
    RecordAnnotation,
    Unknown(crate::runtime::UnknownText),
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum CollaboratorRole {
    Owner,
    Viewer,
    Unknown(crate::runtime::UnknownText),
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Size {
    Small,
    Large,
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct GroupCollaborator {
    pub id: ::uuid::Uuid,
    pub permissions: Vec<Permission>,
    pub role: CollaboratorRole,
    pub created_at: crate::runtime::DateTime,
    pub group_name: String,
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct GroupCollaboratorCreate {
    pub role: Option<CollaboratorRole>,
    pub group_id: ::uuid::Uuid,
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct InviteUsersRequest {
    pub emails: Vec<String>,
    pub group_ids: Option<Vec<::uuid::Uuid>>,
    pub send_email: Option<bool>,
    pub note: crate::runtime::Maybe<String>,
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct HttpValidationError {
    pub detail: Option<Vec<ValidationError>>,
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ValidationError {
    pub loc: Vec<ValidationErrorLocItem>,
    pub msg: String,
    pub r#type: String,
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ValidationErrorLocItem {
    String(String),
    Integer(i64),
    Unknown(crate::runtime::UnknownJson),
}

/// Everything that the pages do not have.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Node {
    pub name: Option<String>,
    pub small: u8,
    pub ratio: f64,
    pub data: crate::runtime::Base64,
    pub any: Option<::serde_json::Value>,
    pub size: Size,
    pub child: Option<Box<Node>>,
    pub shape: Option<Box<Shape>>,
    pub extra: ::std::collections::BTreeMap<String, i64>,
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Shape {
    Llm(Llm),
    Node(Box<Node>),
    Size(Size),
    Numbers(Vec<f64>),
    Names(Vec<String>),
    Unknown(crate::runtime::UnknownJson),
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Llm {
    pub model: String,
    pub limits: Vec<f64>,
}

/// Either of two, and nothing else.
#[derive(Clone, Debug, PartialEq)]
pub enum Either {
    Id(i64),
    Flag(bool),
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Numbered {
    Named(Named),
    On(Named),
    Unknown(crate::runtime::UnknownJson),
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Named {
    pub name: String,
}
