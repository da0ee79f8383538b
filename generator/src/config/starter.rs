//! The configuration that `oasmith init` writes.

/// A configuration to begin with; it is valid once its document exists.
pub const STARTER: &str = "\
# What oasmith generates, and from what. Paths are relative to this file.
# `oasmith generate` writes the crate; `oasmith check` says whether it is still in sync.

crate:
  path: ../generated
  name: api-clients

apis:
  # The key is the module's name in the crate, and the name of its cargo feature.
  example:
    # OpenAPI documents (YAML, JSON, or Markdown pages with fenced OpenAPI) that describe this one API.
    documents: [example/openapi.yaml]
    # Tabular pages that `oasmith check` compares with the documents:
    # tables: [{ page: example/create-group.md, operation: POST /groups }]
    # Whether enums and unions refuse values that the documents do not list (open or closed):
    # enums: open
    # Whether absent, null and default values stay apart in every type:
    # lossless: false
    # lenient: false
    # Whether `<<` merges mappings in YAML documents:
    # yaml: { merge_keys: false }
    # Names of your own choice, by scope and key as in oasmith.lock:
    # rename: { operations: { POST /groups: create_group } }
";
