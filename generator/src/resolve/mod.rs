//! Resolve stage.
use crate::diag::Diagnostics;
use crate::document::Document;
use crate::model::Api;
use crate::settings::ApiSettings;
use crate::source::SourceSet;
/// Resolves a document.
pub fn resolve(
    _set: &SourceSet,
    _document: &Document,
    _settings: &ApiSettings,
    _diags: &mut Diagnostics,
) -> Api {
    Api {
        title: String::new(),
        version: String::new(),
        docs: Default::default(),
        servers: Vec::new(),
        types: Vec::new(),
        components: Default::default(),
        operations: Vec::new(),
        security_schemes: Default::default(),
    }
}
