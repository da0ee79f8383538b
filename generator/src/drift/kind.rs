//! The kinds of changes, each with a stable code.

/// Defines [`ChangeKind`] with the code and the meaning of each kind.
macro_rules! kinds {
    ($($name:ident = $code:literal: $meaning:literal,)*) => {
        /// What happened. Codes are stable: reports, accept files and other programs name them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum ChangeKind {
            $(#[doc = $meaning] $name,)*
        }

        impl ChangeKind {
            /// All kinds.
            pub const ALL: &'static [ChangeKind] = &[$(ChangeKind::$name,)*];

            /// The stable code, such as `property-removed`.
            pub fn code(self) -> &'static str {
                match self {
                    $(ChangeKind::$name => $code,)*
                }
            }

            /// What the kind means, as a sentence without a full stop.
            pub fn meaning(self) -> &'static str {
                match self {
                    $(ChangeKind::$name => $meaning,)*
                }
            }
        }
    };
}

kinds! {
    OperationAdded = "operation-added": "An operation is new",
    OperationRemoved = "operation-removed": "An operation is gone",
    OperationMoved = "operation-moved": "An operation has another method or path and is otherwise recognised",
    OperationIdChanged = "operation-id-changed": "An operation has another `operationId`",
    OperationDeprecated = "operation-deprecated": "An operation is deprecated now",
    OperationUndeprecated = "operation-undeprecated": "An operation is no longer deprecated",
    TagsChanged = "tags-changed": "An operation has other tags",
    ParameterAdded = "parameter-added": "A parameter is new",
    ParameterRemoved = "parameter-removed": "A parameter is gone",
    ParameterRenamed = "parameter-renamed": "A path parameter has another name",
    ParameterBecameRequired = "parameter-became-required": "A parameter must be sent now",
    ParameterBecameOptional = "parameter-became-optional": "A parameter need not be sent any more",
    ParameterStyleChanged = "parameter-style-changed": "A parameter is written in another way",
    ParameterDefaultChanged = "parameter-default-changed": "The server takes something else for a parameter that is not sent",
    ParameterDeprecated = "parameter-deprecated": "A parameter is deprecated now",
    ParameterUndeprecated = "parameter-undeprecated": "A parameter is no longer deprecated",
    BodyAdded = "body-added": "A request has a body now",
    BodyRemoved = "body-removed": "A request has no body any more",
    BodyBecameRequired = "body-became-required": "A body must be sent now",
    BodyBecameOptional = "body-became-optional": "A body need not be sent any more",
    MediaTypeAdded = "media-type-added": "A body or answer has a media type more",
    MediaTypeRemoved = "media-type-removed": "A body or answer has a media type less",
    SchemaOfMediaAdded = "media-schema-added": "A media type has a schema now",
    SchemaOfMediaRemoved = "media-schema-removed": "A media type has no schema any more",
    EncodingChanged = "encoding-changed": "Properties of a body are written in another way",
    ResponseAdded = "response-added": "A status is answered that was not declared",
    ResponseRemoved = "response-removed": "A status is not declared any more",
    HeaderAdded = "header-added": "An answer has a header more",
    HeaderRemoved = "header-removed": "An answer has a header less",
    HeaderChanged = "header-changed": "A header is written in another way",
    SecurityAdded = "security-added": "Other credentials are enough too",
    SecurityRemoved = "security-removed": "Credentials that were enough are not any more",
    SecurityScopesChanged = "security-scopes-changed": "Credentials need other scopes",
    SchemeAdded = "security-scheme-added": "A security scheme is new",
    SchemeRemoved = "security-scheme-removed": "A security scheme is gone",
    SchemeChanged = "security-scheme-changed": "A security scheme works in another way",
    ServerAdded = "server-added": "A server is new",
    ServerRemoved = "server-removed": "A server is gone",
    DefaultServerChanged = "default-server-changed": "The first server is another one",
    ServerVariablesChanged = "server-variables-changed": "The URL of a server has other variables",
    SchemaAdded = "schema-added": "A schema is new that no operation needs",
    SchemaRemoved = "schema-removed": "A schema is gone",
    SchemaRenamed = "schema-renamed": "A schema has another name",
    SchemaReplaced = "schema-replaced": "Another schema is used in a place",
    SchemaExtracted = "schema-extracted": "An inline schema became a component",
    SchemaInlined = "schema-inlined": "A component became an inline schema",
    UsageChanged = "usage-changed": "A schema is sent or received that was not before, or no longer is",
    PropertyAdded = "property-added": "A property is new",
    PropertyRemoved = "property-removed": "A property is gone",
    PropertyRenamed = "property-renamed": "A property has another name",
    PropertyBecameRequired = "property-became-required": "A property must be there now",
    PropertyBecameOptional = "property-became-optional": "A property may be absent now",
    PropertiesReordered = "properties-reordered": "Properties that a constructor takes stand in another order",
    BecameNullable = "became-nullable": "A value may be null now",
    BecameNotNullable = "became-not-nullable": "A value may not be null any more",
    TypeChanged = "type-changed": "A value is of another type",
    TypeWidened = "type-widened": "A value may be of more types",
    TypeNarrowed = "type-narrowed": "A value may be of fewer types",
    FormatChanged = "format-changed": "A value has another format",
    DefaultChanged = "default-changed": "The server takes something else for what is absent",
    ConstantChanged = "constant-changed": "A value that is always the same is another one",
    ReadOnlyChanged = "read-only-changed": "A property is read-only now, or no longer is",
    WriteOnlyChanged = "write-only-changed": "A property is write-only now, or no longer is",
    AdditionalChanged = "additional-properties-changed": "Other keys are treated in another way",
    EnumValueAdded = "enum-value-added": "An enum has more values",
    EnumValueRemoved = "enum-value-removed": "An enum has fewer values",
    BecameEnum = "became-enum": "A value is one of a list now",
    StoppedBeingEnum = "stopped-being-enum": "A value is not one of a list any more",
    EnumMembersChanged = "enum-members-changed": "A union of enums has other members",
    BranchAdded = "union-branch-added": "A union has a branch more",
    BranchRemoved = "union-branch-removed": "A union has a branch less",
    DiscriminatorChanged = "discriminator-changed": "Branches of a union are told apart in another way",
    TupleChanged = "tuple-changed": "An array has other positions",
    LimitTightened = "limit-tightened": "Fewer values are allowed",
    LimitLoosened = "limit-loosened": "More values are allowed",
    LimitChanged = "limit-changed": "Other values are allowed",
    Deprecated = "deprecated": "A schema or property is deprecated now",
    Undeprecated = "undeprecated": "A schema or property is no longer deprecated",
    SunsetAdded = "sunset-added": "Something deprecated has a day from which on it may be gone",
    SunsetLater = "sunset-later": "Something deprecated stays longer than was said",
    SunsetEarlier = "sunset-earlier": "Something deprecated may be gone on an earlier day than was said",
    SunsetRemoved = "sunset-removed": "Nothing says any more until when something deprecated stays",
    SharingChanged = "type-sharing-changed": "A type of the crate stands for other places of the document than before",
    WebhookAdded = "webhook-added": "A webhook or callback is new",
    WebhookRemoved = "webhook-removed": "A webhook or callback is gone",
    DocsChanged = "docs-changed": "Descriptions or examples are other ones",
    VersionChanged = "version-changed": "The document calls itself another version",
    RustOnly = "rust-only": "Only the generated crate changed: its names, features or layout",
    Unclassified = "unclassified": "A difference that no rule knows; taken for the worst",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_words_in_kebab_case() {
        let mut codes: Vec<&str> = ChangeKind::ALL.iter().map(|kind| kind.code()).collect();
        for code in &codes {
            let plain = code.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
            assert!(
                plain && !code.starts_with('-') && !code.ends_with('-'),
                "{code}"
            );
        }
        let count = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), count);
    }
}
