//! From a draft to an answer: the choice of credentials, retries, and the second try with another token.

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{Method, Request, Response};

use super::compose::compose;
use super::core::{Core, Shared};
use super::credentials::{Secret, wanted};
use super::delivery::{Deadline, Sending, Way, receive, send};
use super::draft::Draft;
use super::error::Failure;
use super::oauth2::Attempt;
use super::operation::{Operation, Outline, Received};
use super::platform::TransportBody;
use super::retry::{Ended, Retries, is_idempotent};
use super::upload::Upload;

/// The request, without IO: a token must be there already.
pub(super) fn request(
    core: &Core,
    outline: &Outline<'_>,
    draft: &Draft,
) -> Result<Request<Bytes>, Failure> {
    let shared = &*core.shared;
    if draft.upload.is_some() {
        let reason = "a body that is made while it is sent needs a connection";
        return Err(Failure::refused(outline.name, reason));
    }
    let alternative = choose(shared, outline, draft)?;
    let token = match fetching(shared, draft, alternative) {
        Some(scheme) => Some(
            shared
                .tokens
                .as_ref()
                .and_then(|tokens| tokens.cached(scheme))
                .ok_or_else(|| Failure::refused(outline.name, "a token must be fetched first"))?,
        ),
        None => None,
    };
    compose(shared, outline, draft, alternative, token.as_ref())
}

/// Sends and receives.
pub(super) async fn run(
    core: &Core,
    outline: Outline<'_>,
    draft: &Draft,
) -> Result<Received, Failure> {
    let shared = &*core.shared;
    let deadline = Deadline::after(outline.name, draft.timeout(shared));
    let response = open(core, &outline, draft, deadline).await?;
    receive(draft.limits(shared), outline.name, response, deadline).await
}

/// Sends, as often as the policy says, and gives the answer as it begins.
pub(super) async fn open(
    core: &Core,
    outline: &Outline<'_>,
    draft: &Draft,
    deadline: Deadline,
) -> Result<Response<TransportBody>, Failure> {
    let shared = &*core.shared;
    let policy = draft.options.retry.as_ref().unwrap_or(&shared.retry);
    let mut retries = Retries::new(policy, &shared.budget, is_repeatable(outline, draft));
    loop {
        let sending = Sending {
            operation: outline.name,
            template: outline.template,
            way: match draft.stream || draft.opens {
                true => Way::Stream,
                false => Way::Whole,
            },
            deadline,
            attempt: Deadline::after(outline.name, draft.attempt_timeout(shared)),
            resent: retries.resent(),
        };
        let ended = once(shared, outline, draft, &sending).await;
        let wait = retries.after(&match &ended {
            Ok(response) => Ended::Answered(response.status(), response.headers()),
            Err(failure) => Ended::Failed(failure),
        });
        // Without time for the wait, what has come is the end.
        let Some(wait) = wait.filter(|wait| deadline.is_later_than(*wait)) else {
            return ended;
        };
        let Some(pause) = shared.transport.sleep(wait) else {
            return ended;
        };
        drop(ended);
        pause.await;
    }
}

/// Whether sending twice is as good as once.
fn is_repeatable(outline: &Outline<'_>, draft: &Draft) -> bool {
    if draft.upload.is_some() {
        return false;
    }
    let keyed = draft.options.idempotency_key.is_some();
    let marked = outline.marks & Operation::RETRY != 0;
    keyed || marked || Method::try_from(outline.method).is_ok_and(|method| is_idempotent(&method))
}

/// What is made while it is sent, if the body is.
pub(super) fn upload(outline: &Outline<'_>, draft: &Draft) -> Result<Option<Upload>, Failure> {
    let Some(cell) = &draft.upload else {
        return Ok(None);
    };
    let upload = cell.take();
    let sent = || Failure::refused(outline.name, "the stream of the body was sent before");
    upload.ok_or_else(sent).map(Some)
}

/// One attempt.
async fn once(
    shared: &Shared,
    outline: &Outline<'_>,
    draft: &Draft,
    sending: &Sending,
) -> Result<Response<TransportBody>, Failure> {
    let alternative = choose(shared, outline, draft)?;
    let attempt = Attempt {
        shared,
        outline,
        draft,
        alternative,
        sending,
    };
    match (&shared.tokens, fetching(shared, draft, alternative)) {
        (Some(tokens), Some(scheme)) => tokens.send(attempt, scheme).await,
        _ => {
            send(
                shared,
                sending,
                &|| attempt.compose(None),
                upload(outline, draft)?,
            )
            .await
        }
    }
}

/// Whether the caller brings an `Authorization` header, which replaces that of any scheme.
fn signed_by_hand(shared: &Shared, draft: &Draft) -> bool {
    draft.headers.contains_key(AUTHORIZATION) || shared.headers.contains_key(AUTHORIZATION)
}

/// The alternative of the operation's security that is used.
fn choose(
    shared: &Shared,
    outline: &Outline<'_>,
    draft: &Draft,
) -> Result<&'static [usize], Failure> {
    if is_elsewhere(shared, draft) {
        return Ok(&[]);
    }
    match shared.credentials.choose(outline.security) {
        Some(alternative) => Ok(alternative),
        None if signed_by_hand(shared, draft) => Ok(&[]),
        None => {
            let wanted = wanted(outline.security, shared.schemes);
            Err(Failure::refused(
                outline.name,
                format!("credentials are missing: {wanted}"),
            ))
        }
    }
}

/// Whether the call goes to another origin than the client's: credentials are for the one that they were given for.
pub(super) fn is_elsewhere(shared: &Shared, draft: &Draft) -> bool {
    let base = draft.options.base.as_ref();
    base.is_some_and(|base| base.origin() != shared.base.origin())
}

/// The scheme of an alternative whose token is fetched.
fn fetching(shared: &Shared, draft: &Draft, alternative: &[usize]) -> Option<usize> {
    if signed_by_hand(shared, draft) {
        return None;
    }
    alternative.iter().copied().find(|scheme| {
        let secret = shared.credentials.secret(*scheme);
        matches!(
            secret,
            Some(
                Secret::Password { .. }
                    | Secret::Client { .. }
                    | Secret::Refresh { .. }
                    | Secret::Provider(_)
            )
        )
    })
}
