//! Types of multipart bodies: what is bytes in a schema is a part with a file name and a media type there.
//!
//! An object with such properties gets a twin for multipart bodies, since the same schema may stand in a JSON body too.
//! The twin has a key of its own, so that neither takes the other's name when a document grows; where nothing but
//! multipart bodies reaches a schema, only its twin is a type.

use std::collections::{BTreeMap, BTreeSet};

use super::edges::for_each;
use super::operations::media_kind;
use crate::model::{
    Additional, Api, ArrayType, Media, MediaKind, ScalarFormat, StringType, Type, TypeId, TypeKind,
    TypeUse, Usage,
};

/// How deep types are looked into.
const DEPTH: usize = 8;

/// What the document says of how properties are sent: the media types, by property.
type Encodings = BTreeMap<String, String>;

/// Gives multipart bodies types of their own where they hold bytes.
pub(super) fn files(api: &mut Api) {
    let mut encodings: BTreeMap<TypeId, Encodings> = BTreeMap::new();
    for media in api.operations.iter().flat_map(multipart_media) {
        if let Some(at) = media.ty {
            let known = encodings.entry(at.id).or_default();
            for encoding in &media.encoding {
                if let Some(media) = &encoding.content_type {
                    known.insert(encoding.property.clone(), media.clone());
                }
            }
        }
    }
    let mut twins = Twins {
        api,
        made: BTreeMap::new(),
    };
    let mut replaced = BTreeMap::new();
    for (id, encodings) in &encodings {
        if let Some(twin) = twins.body(*id, encodings, DEPTH) {
            replaced.insert(*id, twin);
        }
    }
    let originals: Vec<TypeId> = twins.made.keys().copied().collect();
    for operation in &mut api.operations {
        let media = operation.body.iter_mut().flat_map(|body| &mut body.media);
        for media in media.filter(|media| media.kind == MediaKind::Multipart) {
            if let Some(at) = &mut media.ty
                && let Some(twin) = replaced.get(&at.id)
            {
                at.id = *twin;
            }
        }
    }
    leave_out(api, originals);
}

fn multipart_media(operation: &crate::model::Operation) -> impl Iterator<Item = &Media> {
    let media = operation.body.iter().flat_map(|body| &body.media);
    media.filter(|media| media.kind == MediaKind::Multipart)
}

struct Twins<'a> {
    api: &'a mut Api,
    /// By what they are made of.
    made: BTreeMap<TypeId, TypeId>,
}

impl Twins<'_> {
    /// The twin of a body, when it holds bytes.
    fn body(&mut self, id: TypeId, encodings: &Encodings, depth: usize) -> Option<TypeId> {
        let depth = depth.checked_sub(1)?;
        if let Some(made) = self.made.get(&id) {
            return Some(*made);
        }
        let mut kind = self.api.ty(id).kind.clone();
        let mut changed = false;
        match &mut kind {
            TypeKind::Alias(target) => changed = self.swap(target, encodings, depth),
            TypeKind::Union(union) => {
                for branch in &mut union.branches {
                    changed |= self.swap(&mut branch.ty, encodings, depth);
                }
            }
            TypeKind::Object(object) => {
                for (name, property) in &mut object.properties {
                    let media = encodings.get(name).map(String::as_str);
                    if let Some(file) = self.file(property.ty, media, DEPTH) {
                        property.ty.id = file;
                        changed = true;
                    }
                }
                if let Additional::Typed(values) = &mut object.additional
                    && let Some(file) = self.file(*values, None, DEPTH)
                {
                    values.id = file;
                    changed = true;
                }
            }
            TypeKind::Map(map) => {
                // A property that may be anything is bytes (3.1, 4.8.14.4).
                let any = matches!(self.api.ty(map.values.id).kind, TypeKind::Any);
                if let Some(file) =
                    self.file(map.values, any.then_some("application/octet-stream"), DEPTH)
                {
                    map.values.id = file;
                    changed = true;
                }
            }
            _ => {}
        }
        changed.then(|| self.twin(id, kind))
    }

    fn swap(&mut self, at: &mut TypeUse, encodings: &Encodings, depth: usize) -> bool {
        let twin = self.body(at.id, encodings, depth);
        at.id = twin.unwrap_or(at.id);
        twin.is_some()
    }

    /// The type of a property as a file, or as a list of files.
    fn file(&mut self, at: TypeUse, media: Option<&str>, depth: usize) -> Option<TypeId> {
        let depth = depth.checked_sub(1)?;
        let kind = media.map(media_kind);
        let raw = |expressible: bool| match kind {
            Some(MediaKind::Json) | None => false,
            Some(MediaKind::Text | MediaKind::Form) => !expressible,
            Some(_) => true,
        };
        let ty = self.api.ty(at.id);
        match ty.kind.clone() {
            TypeKind::Alias(target) => self.file(target, media, depth),
            TypeKind::String(string) => {
                let held = string.content.as_deref().map(media_kind) == Some(MediaKind::Binary);
                let binary = string.scalar == Some(ScalarFormat::Binary);
                let file = binary || string.scalar.is_none() && (held || raw(true));
                file.then(|| self.part(at.id))
            }
            TypeKind::Any | TypeKind::Object(_) | TypeKind::Map(_) | TypeKind::Opaque { .. } => {
                raw(false).then(|| self.part(at.id))
            }
            TypeKind::Array(array) => {
                let items = self.file(array.items, media, depth)?;
                let items = TypeUse {
                    id: items,
                    ..array.items
                };
                let kind = TypeKind::Array(ArrayType { items, ..array });
                Some(self.twin(at.id, kind))
            }
            TypeKind::Union(mut union) => {
                // Bytes or text is a part either way.
                let text = |at: TypeUse| {
                    matches!(self.api.ty(at.id).kind, TypeKind::String(_) | TypeKind::Any)
                };
                let texts = union.branches.iter().all(|branch| text(branch.ty));
                let mut changed = false;
                for branch in &mut union.branches {
                    if let Some(file) = self.file(branch.ty, media, depth) {
                        branch.ty.id = file;
                        changed = true;
                    }
                }
                match (changed, texts) {
                    (false, _) => None,
                    (true, true) => Some(self.part(at.id)),
                    (true, false) => Some(self.twin(at.id, TypeKind::Union(union))),
                }
            }
            _ => None,
        }
    }

    fn part(&mut self, of: TypeId) -> TypeId {
        let kind = TypeKind::String(StringType {
            scalar: Some(ScalarFormat::Part),
            ..StringType::default()
        });
        self.twin(of, kind)
    }

    /// A type that is like another but for its kind.
    fn twin(&mut self, of: TypeId, kind: TypeKind) -> TypeId {
        if let Some(made) = self.made.get(&of) {
            return *made;
        }
        let id = TypeId(self.api.types.len() as u32);
        self.made.insert(of, id);
        let ty = self.api.ty(of);
        let mut twin = Type {
            name: None,
            usage: Usage::default(),
            kind,
            ..ty.clone()
        };
        if let Some(name) = &ty.name {
            twin.context = vec![name.clone()];
        }
        twin.place.key.push_str(crate::model::MULTIPART);
        self.api.types.push(twin);
        id
    }
}

/// Leaves out what only the originals of twins reach.
fn leave_out(api: &mut Api, originals: Vec<TypeId>) {
    let originals: BTreeSet<TypeId> = originals.into_iter().collect();
    let mut roots: Vec<TypeId> = Vec::new();
    for operation in &api.operations {
        roots.extend(operation.parameters.iter().map(|parameter| parameter.ty.id));
        let body = operation.body.iter().flat_map(|body| &body.media);
        let answers = operation.responses.iter().flat_map(|r| &r.media);
        roots.extend(body.chain(answers).filter_map(|media| Some(media.ty?.id)));
    }
    let components = api.components.values().copied();
    roots.extend(components.filter(|id| !originals.contains(id)));
    let kept = reached(api, roots);
    let lost = reached(api, originals.into_iter().collect());
    api.left_out = lost.difference(&kept).copied().collect();
}

fn reached(api: &mut Api, mut todo: Vec<TypeId>) -> BTreeSet<TypeId> {
    let mut seen = BTreeSet::new();
    while let Some(id) = todo.pop() {
        if seen.insert(id) {
            let ty = &mut api.types[id.0 as usize];
            for_each(&mut ty.kind, |target, _, _, _| todo.push(target.id));
        }
    }
    seen
}
