//! The codec of the types.

use super::types::*;

crate::runtime::object! { Permission { required action "action", required allowed "allowed", optional message "message" } }
crate::runtime::string_enum! { PermissionAction { Update "update", Delete "delete", ListMembers "list_members", RecordAnnotation "record_annotation" } open }
crate::runtime::enum_union! { PermissionAction: GroupAction, AnnotationQueueAction }
crate::runtime::string_enum! { GroupAction { Update "update", ListMembers "list_members" } open }
crate::runtime::string_enum! { AnnotationQueueAction { Update "update", Delete "delete", RecordAnnotation "record_annotation" } open }
crate::runtime::string_enum! { CollaboratorRole { Owner "owner", Viewer "viewer" } open }
crate::runtime::string_enum! { Size { Small "small", Large "large" } closed }
crate::runtime::object! { GroupCollaborator {
    required id "id", default("[]") permissions "permissions", required role "role",
    required created_at "created_at", required group_name "group_name",
} }
crate::runtime::object! { GroupCollaboratorCreate { optional role "role", required group_id "group_id" } }
crate::runtime::object! { InviteUsersRequest {
    required emails "emails" [MinItems(1), Items(&[MinLength(3), Pattern("^[^@]+@[^@]+$")])],
    optional group_ids "group_ids" [UniqueItems], optional send_email "send_email", maybe note "note" [MaxLength(5)],
} }
crate::runtime::object! { HttpValidationError { optional detail "detail" } }
crate::runtime::object! { ValidationError { required loc "loc", required msg "msg", required r#type "type" } }
crate::runtime::union! { ValidationErrorLocItem { String(String), Integer(i64) } choose [Kind(String, 0), Kind(Integer, 1)] open }
crate::runtime::object! { Node {
    nullable name "name", default("7") small "small" [Maximum("9")], required ratio "ratio" [MultipleOf("0.1")],
    required data "data", optional any "any", required size "size", optional child "child", optional shape "shape",
    constant("\"node\"") "kind", rest extra [Values(&[Minimum("0")]), MaxProperties(2)],
} }
crate::runtime::union! { Shape { Llm(Llm), Node(Box<Node>), Size(Size), Numbers(Vec<f64>), Names(Vec<String>) } choose [
    Tag("type", "llm", 0), Keys(&["size", "ratio"], 1), Text(2), Items(Number, 3), Try(4),
] open }
crate::runtime::object! { Llm { constant("\"llm\"") "type", required model "model", default("[0.5]") limits "limits" } }
crate::runtime::union! { Either { Id(i64), Flag(bool) } choose [Kind(Integer, 0), Kind(Boolean, 1)] closed }
crate::runtime::union! { Numbered { Named(Named) no_from, On(Named) no_from } choose [TagJson("type", "2", 0), TagJson("type", "true", 1)] open }
crate::runtime::object! { Named { required name "name" } }
