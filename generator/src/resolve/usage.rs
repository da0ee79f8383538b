//! In which direction each type travels: what operations reach from requests and from responses.

use super::edges::for_each;
use crate::model::{Api, TypeId};

/// Marks all types.
pub(super) fn mark(api: &mut Api) {
    let (mut sent, mut received) = (Vec::new(), Vec::new());
    for operation in &api.operations {
        sent.extend(operation.parameters.iter().map(|parameter| parameter.ty.id));
        let body = operation.body.iter().flat_map(|body| &body.media);
        sent.extend(body.filter_map(|media| media.ty).map(|ty| ty.id));
        let answers = operation
            .responses
            .iter()
            .flat_map(|response| &response.media);
        received.extend(answers.filter_map(|media| media.ty).map(|ty| ty.id));
        let headers = operation.responses.iter().flat_map(|r| &r.headers);
        received.extend(headers.map(|header| header.ty.id));
    }
    for webhook in &api.webhooks {
        let operation = &webhook.operation;
        let body = operation.body.iter().flat_map(|body| &body.media);
        received.extend(body.filter_map(|media| media.ty).map(|ty| ty.id));
        let answers = operation.responses.iter().flat_map(|r| &r.media);
        sent.extend(answers.filter_map(|media| media.ty).map(|ty| ty.id));
    }
    reach(api, sent, true);
    reach(api, received, false);
}

fn reach(api: &mut Api, mut todo: Vec<TypeId>, sending: bool) {
    while let Some(id) = todo.pop() {
        let ty = &mut api.types[id.0 as usize];
        let seen = match sending {
            true => &mut ty.usage.sent,
            false => &mut ty.usage.received,
        };
        if std::mem::replace(seen, true) {
            continue;
        }
        for_each(&mut ty.kind, |target, _, read_only, write_only| {
            // What is read only is never sent, what is write only never received.
            if !(sending && read_only || !sending && write_only) {
                todo.push(target.id);
            }
        });
    }
}
