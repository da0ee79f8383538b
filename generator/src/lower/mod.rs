//! Lower stage.
pub mod naming;
use crate::diag::Diagnostics;
use crate::model::Api;
use crate::rust::Crate;
use crate::settings::{NameLock, Settings};
/// Lowers all APIs of a crate.
pub fn lower(
    _apis: &[(String, Api)],
    _settings: &Settings,
    _diags: &mut Diagnostics,
) -> (Crate, NameLock) {
    Default::default()
}
