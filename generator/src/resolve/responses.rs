//! Responses and their headers.

use super::Resolver;
use super::operations::{at, media_kind};
use crate::document;
use crate::model::{Header, MediaKind, Response};

impl Resolver<'_> {
    pub(super) fn response(&mut self, response: &document::Response) -> Response {
        Response {
            place: at(response.origin, &response.key),
            status: response.status,
            media: self.media(&response.content),
            headers: response.headers.iter().map(|h| self.header(h)).collect(),
            docs: response.docs.clone(),
        }
    }

    fn header(&mut self, header: &document::Parameter) -> Header {
        let schema = match header.schema {
            Some(schema) => schema,
            None => self.untyped(header.origin, &header.key),
        };
        let is_json = |name: &String| media_kind(name) == MediaKind::Json;
        Header {
            place: at(header.origin, &header.key),
            name: header.name.clone(),
            ty: self.type_use(schema),
            json: header.content.as_ref().is_some_and(is_json),
            explode: header.explode,
            docs: header.docs.clone(),
            deprecated: header.deprecated.clone(),
        }
    }
}
