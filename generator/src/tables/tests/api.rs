//! A model of one operation's request body, made from a document without the stages between, so that these tests are
//! about pages alone.

use indexmap::IndexMap;
use serde_json::Value;

use crate::model::*;
use crate::source::{NodeId, Origin, TreeId};

pub(super) fn api(yaml: &str) -> Api {
    let document: Value = serde_yaml::from_str(yaml).unwrap();
    let mut maker = Maker {
        document: &document,
        types: Vec::new(),
        components: IndexMap::new(),
    };
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            operations.push(maker.operation(path, method, operation));
        }
    }
    Api {
        title: String::new(),
        version: String::new(),
        docs: Docs::default(),
        servers: list(&document["servers"])
            .map(|server| Server {
                template: String::new(),
                variables: Vec::new(),
                url: server["url"].as_str().unwrap().to_owned(),
                description: None,
            })
            .collect(),
        types: maker.types,
        components: maker.components,
        left_out: Default::default(),
        operations,
        webhooks: Vec::new(),
        security_schemes: IndexMap::new(),
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn place() -> Place {
    Place {
        origin: Origin {
            tree: TreeId(0),
            node: NodeId(0),
        },
        key: String::new(),
    }
}

fn json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(value) => Json::Bool(*value),
        Value::Number(number) => Json::Number(number.to_string()),
        Value::String(text) => Json::String(text.clone()),
        Value::Array(items) => Json::Array(items.iter().map(json).collect()),
        Value::Object(entries) => {
            Json::Object(entries.iter().map(|(k, v)| (k.clone(), json(v))).collect())
        }
    }
}

struct Maker<'a> {
    document: &'a Value,
    types: Vec<Type>,
    components: IndexMap<String, TypeId>,
}

impl Maker<'_> {
    fn operation(&mut self, path: &str, method: &str, operation: &Value) -> Operation {
        let body = &operation["requestBody"];
        let content = body["content"].as_object();
        let media = content.into_iter().flatten().map(|(name, media)| Media {
            name: name.clone(),
            kind: match name.contains("json") {
                true => MediaKind::Json,
                false => MediaKind::Binary,
            },
            ty: Some(self.ty(&media["schema"])),
            encoding: Vec::new(),
            examples: Vec::new(),
            constraints: Constraints::default(),
            place: place(),
        });
        let media: Vec<Media> = media.collect();
        let parameters = list(&operation["parameters"]).map(|parameter| Parameter {
            place: place(),
            name: parameter["name"].as_str().unwrap().to_owned(),
            location: match parameter["in"].as_str() {
                Some("header") => ParameterPlace::Header,
                _ => ParameterPlace::Path,
            },
            ty: self.ty(&parameter["schema"]),
            required: parameter["required"].as_bool().unwrap_or(false),
            content: None,
            style: Style::Simple,
            explode: false,
            allow_reserved: false,
            default: parameter["schema"].get("default").map(json),
            docs: Docs::default(),
            deprecated: crate::model::Deprecation::No,
        });
        Operation {
            parameters: parameters.collect(),
            place: place(),
            method: Method(method.to_ascii_uppercase()),
            path: path.to_owned(),
            id: None,
            tags: Vec::new(),
            docs: Docs::default(),
            deprecated: crate::model::Deprecation::No,
            body: (!media.is_empty()).then(|| Body {
                place: place(),
                required: true,
                media,
                docs: Docs::default(),
            }),
            responses: Vec::new(),
            security: Vec::new(),
            servers: Vec::new(),
        }
    }

    fn ty(&mut self, schema: &Value) -> TypeUse {
        let document = self.document;
        if let Some(target) = schema["$ref"].as_str() {
            let name = target.rsplit('/').next().unwrap();
            return match self.components.get(name) {
                Some(id) => used(*id),
                None => {
                    let found = self.ty(&document["components"]["schemas"][name]);
                    self.components.insert(name.to_owned(), found.id);
                    found
                }
            };
        }
        let kind = self.kind(schema);
        self.types.push(Type {
            place: place(),
            name: None,
            context: Vec::new(),
            docs: Docs::default(),
            deprecated: crate::model::Deprecation::No,
            examples: Vec::new(),
            usage: Usage::default(),
            choices: Default::default(),
            kind,
        });
        used(TypeId(self.types.len() as u32 - 1))
    }

    fn kind(&mut self, schema: &Value) -> TypeKind {
        let branches = list(&schema["anyOf"]).filter(|branch| branch["type"] != "null");
        if let Some(branch) = branches.last() {
            return TypeKind::Alias(self.ty(branch));
        }
        let mut words = list(&schema["type"]).filter_map(Value::as_str);
        let word = schema["type"]
            .as_str()
            .or_else(|| words.find(|word| *word != "null"));
        let numbers = || NumberType {
            values: list(&schema["enum"]).map(json).collect(),
            ..NumberType::default()
        };
        match word {
            Some("boolean") => TypeKind::Boolean,
            Some("integer") => TypeKind::Integer(numbers()),
            Some("number") => TypeKind::Number(numbers()),
            Some("string") if schema["enum"].is_array() => TypeKind::Enum(EnumType {
                values: list(&schema["enum"])
                    .map(|value| EnumValue {
                        wire: value.as_str().unwrap().to_owned(),
                        description: None,
                        name: None,
                        place: place(),
                    })
                    .collect(),
            }),
            Some("string") => TypeKind::String(StringType::default()),
            Some("array") => TypeKind::Array(ArrayType {
                items: self.ty(&schema["items"]),
                constraints: Constraints::default(),
            }),
            Some("object") if schema["properties"].is_object() => self.object(schema),
            Some("object") => TypeKind::Map(MapType {
                keys: None,
                values: self.ty(&Value::Null),
                constraints: Constraints::default(),
            }),
            _ => TypeKind::Any,
        }
    }

    fn object(&mut self, schema: &Value) -> TypeKind {
        let mut properties = IndexMap::new();
        for (name, property) in schema["properties"].as_object().unwrap() {
            let required = list(&schema["required"]).any(|known| known == name);
            let property = Property {
                place: place(),
                ty: self.ty(property),
                presence: match required {
                    true => Presence::Required,
                    false => Presence::Optional,
                },
                default: property.get("default").map(json),
                constant: None,
                docs: Docs::default(),
                deprecated: crate::model::Deprecation::No,
                read_only: property["readOnly"] == true,
                write_only: false,
            };
            properties.insert(name.clone(), property);
        }
        TypeKind::Object(ObjectType {
            properties,
            additional: Additional::Ignored,
            constraints: Constraints::default(),
        })
    }
}

fn used(id: TypeId) -> TypeUse {
    TypeUse {
        id,
        nullable: false,
        boxed: false,
    }
}
