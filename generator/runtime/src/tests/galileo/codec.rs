//! The codec of the types.

use super::types::*;

crate::runtime::object! { Permission { !action, !allowed, ?message } }
crate::runtime::string_enum! { PermissionAction { Update "update", Delete "delete", ListMembers "list_members", RecordAnnotation "record_annotation" } open }
crate::runtime::enum_union! { PermissionAction: GroupAction, AnnotationQueueAction }
crate::runtime::string_enum! { GroupAction { Update "update", ListMembers "list_members" } open }
crate::runtime::string_enum! { AnnotationQueueAction { Update "update", Delete "delete", RecordAnnotation "record_annotation" } open }
crate::runtime::string_enum! { CollaboratorRole { Owner "owner", Viewer "viewer" } open }
crate::runtime::string_enum! { Size { Small "small", Large "large" } closed }
crate::runtime::object! { GroupCollaborator {
    !id, default("[]") permissions, !role,
    !created_at, !group_name,
} }
crate::runtime::object! { new GroupCollaboratorCreate { ?role(CollaboratorRole), !group_id {::uuid::Uuid} } }
crate::runtime::object! { new InviteUsersRequest {
    !emails {..String} (..String) [MinItems(1), Items(&[MinLength(3), pattern("^[^@]+@[^@]+$")])],
    ?group_ids(..::uuid::Uuid) [UniqueItems], ?send_email(as send_mail bool), maybe note(~String) [MaxLength(5)],
} }
crate::runtime::object! { HttpValidationError { ?detail } }
crate::runtime::object! { ValidationError { !loc, !msg, !r#type "type" } }
crate::runtime::union! { ValidationErrorLocItem { String(String), Integer(i64) } choose [Kind(String, 0), Kind(Integer, 1)] open }
crate::runtime::object! { Node {
    nullable name, default("7") small [Maximum("9")], !ratio [MultipleOf("0.1")],
    !data, ?any, !size, ?child, ?shape,
    constant("kind" = "\"node\""), rest extra "" [Values(&[Minimum("0")]), MaxProperties(2)],
} }
crate::runtime::union! { Shape { Llm(Llm), Node(Box<Node>), Size(Size), Numbers(Vec<f64>), Names(Vec<String>) } choose [
    Tag("type", "llm", 0), Keys(&["size", "ratio"], 1), Text(2), Items(Number, 3), Try(4),
] open }
crate::runtime::object! { Llm { constant("type" = "\"llm\""), !model, default("[0.5]") limits } }
crate::runtime::union! { Either { Id(i64), Flag(bool) } choose [Kind(Integer, 0), Kind(Boolean, 1)] closed }
crate::runtime::union! { Numbered { Named(Named) no_from, On(Named) no_from } choose [TagJson("type", "2", 0), TagJson("type", "true", 1)] open }
crate::runtime::object! { Named { !name } }
