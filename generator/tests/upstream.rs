//! Documents from URLs, and watching the places that documents were copied from.

#[path = "support/server.rs"]
mod server;
mod support;

use std::fs;
use std::path::Path;

use server::Server;
use support::{PETS, Ran, command, empty, oasmith, replace, snapshot, succeeds};
use tempfile::TempDir;

const PAGE: &str = "# Create a pet\n\n`POST /pets`\n\n## Request body fields\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n| name | String | Yes | Its name. |\n";

/// A repository whose document and page were copied from a server and which is in sync with both.
fn project() -> (TempDir, Server) {
    let server = Server::http();
    let dir = empty();
    let specs = dir.path().join("specs");
    fs::create_dir(&specs).expect("a directory");
    let configuration = format!(
        "network: {{ private: true }}
crate: {{ path: ../client, name: pets }}
apis:
  pets:
    documents: [{{ path: pets.yaml, upstream: {} }}]
",
        server.url("/v1/pets.yaml")
    );
    fs::write(specs.join("oasmith.yaml"), configuration).expect("writable");
    server.put("/v1/pets.yaml", PETS);
    let ran = oasmith(dir.path(), &["update"]);
    succeeds(&ran);
    assert!(
        ran.stdout.contains("created specs/pets.yaml (+"),
        "{}",
        ran.stdout
    );
    assert_eq!(
        fs::read_to_string(specs.join("pets.yaml")).expect("a file"),
        PETS
    );
    (dir, server)
}

fn check(dir: &Path) -> Ran {
    oasmith(dir, &["check", "--upstream"])
}

fn grown() -> String {
    PETS.replace(
        "{ name: { type: string } }",
        "{ name: { type: string }, age: { type: integer } }",
    )
}

#[test]
fn drift_of_upstream_is_told_and_taken_over() {
    let (dir, server) = project();
    let ran = check(dir.path());
    succeeds(&ran);
    assert!(
        ran.stdout
            .contains("upstream: nothing changed (1 document)"),
        "{}",
        ran.stdout
    );
    server.put("/v1/pets.yaml", &grown());
    succeeds(&oasmith(dir.path(), &["check"]));
    let before = snapshot(dir.path());
    let ran = check(dir.path());
    assert_eq!(ran.code, 1, "{}{}", ran.stdout, ran.stderr);
    let differs = format!(
        "upstream: specs/pets.yaml differs from {} (+1 −1)",
        server.url("/v1/pets.yaml")
    );
    assert!(ran.stdout.contains(&differs), "{}", ran.stdout);
    assert!(
        ran.stdout.contains("run `oasmith update`"),
        "{}",
        ran.stdout
    );
    assert!(
        ran.stdout.contains("checked in (1) → upstream (1)"),
        "{}",
        ran.stdout
    );
    assert!(ran.stdout.contains("property-added"), "{}", ran.stdout);
    let json = oasmith(dir.path(), &["check", "--upstream", "--format", "json"]);
    assert_eq!(json.code, 1);
    let json: serde_json::Value = serde_json::from_str(&json.stdout).expect("JSON");
    assert_eq!(json["in_sync"], false);
    assert_eq!(json["causes"].as_array().map(Vec::len), Some(0), "{json:#}");
    assert_eq!(json["upstream"]["documents"][0]["differs"], true);
    assert_eq!(json["upstream"]["drift"]["class"], "minor");
    let files = json["upstream"]["generated_files_that_would_change"]
        .as_array()
        .expect("files")
        .len();
    assert!(files > 0, "{json:#}");
    let github = oasmith(dir.path(), &["check", "--upstream", "--format", "github"]);
    assert!(
        github
            .stdout
            .contains("::error file=specs/pets.yaml,title=oasmith%3A upstream::"),
        "{}",
        github.stdout
    );
    let dry = oasmith(dir.path(), &["update", "--dry-run"]);
    succeeds(&dry);
    assert!(
        dry.stdout
            .contains("would be changed specs/pets.yaml (+1 −1)"),
        "{}",
        dry.stdout
    );
    assert!(
        snapshot(dir.path()) == before,
        "nothing was written until now"
    );
    let ran = oasmith(dir.path(), &["update"]);
    succeeds(&ran);
    assert_eq!(
        fs::read_to_string(dir.path().join("specs/pets.yaml")).expect("a file"),
        grown()
    );
    let types = fs::read_to_string(dir.path().join("client/src/pets/types.rs")).expect("a file");
    assert!(types.contains("pub age: Option<i64>"), "{types}");
    succeeds(&check(dir.path()));
    let again = oasmith(dir.path(), &["update"]);
    assert!(
        again
            .stdout
            .contains("every document is as upstream has it"),
        "{}",
        again.stdout
    );
}

#[test]
fn text_that_changes_nothing_is_no_drift() {
    let (dir, server) = project();
    server.put("/v1/pets.yaml", &format!("# A comment.\n{PETS}"));
    let ran = check(dir.path());
    succeeds(&ran);
    assert!(
        ran.stdout.contains("(+1 −0)") && ran.stdout.contains("only text"),
        "{}",
        ran.stdout
    );
}

#[test]
fn what_cannot_be_compared_is_never_in_sync() {
    let (dir, server) = project();
    let html = "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 1\r\n\r\nx";
    for (answer, part) in [
        (
            "HTTP/1.1 500 No\r\ncontent-length: 0\r\n\r\n",
            "error[O0027]",
        ),
        (html, "a web page"),
        (
            "HTTP/1.1 302 Found\r\nlocation: http://10.0.0.1/\r\n\r\n",
            "error[O0028]",
        ),
        ("openapi: [", "error[O0005]"),
        ("", "error[O0008]"),
        ("openapi: 3.1.0\n", "error["),
        (
            "openapi: 3.1.0\ninfo: { title: x, version: '1' }\npaths: { /x: { get: { responses: { '200': { $ref: '#/x' } } } } }\n",
            "error[O01",
        ),
    ] {
        server.put("/v1/pets.yaml", answer);
        let before = snapshot(dir.path());
        for arguments in [&["check", "--upstream"][..], &["update"]] {
            let ran = oasmith(dir.path(), arguments);
            assert_eq!(
                ran.code, 2,
                "{arguments:?} {answer}: {}{}",
                ran.stdout, ran.stderr
            );
            assert!(ran.stderr.contains(part), "{answer}: {}", ran.stderr);
        }
        assert!(snapshot(dir.path()) == before, "nothing is written");
    }
    let ran = oasmith(dir.path(), &["check", "--upstream", "--format", "json"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stdout.contains("\"in_sync\": null"), "{}", ran.stdout);
    // Without permission this machine is not asked at all.
    replace(
        &dir.path().join("specs/oasmith.yaml"),
        "private: true",
        "private: false",
    );
    let ran = check(dir.path());
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("error[O0028]") && ran.stderr.contains("specs/oasmith.yaml:5:"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_configuration_without_upstreams_is_not_in_sync_with_them() {
    let (dir, server) = project();
    let path = dir.path().join("specs/oasmith.yaml");
    let upstream = format!(", upstream: {}", server.url("/v1/pets.yaml"));
    replace(&path, &upstream, "");
    for arguments in [&["check", "--upstream"][..], &["update"]] {
        let ran = oasmith(dir.path(), arguments);
        assert_eq!(ran.code, 2);
        assert!(ran.stderr.contains("error[O0419]"), "{}", ran.stderr);
    }
}

#[test]
fn a_page_and_a_path_can_be_upstream() {
    let (dir, _server) = project();
    let specs = dir.path().join("specs");
    fs::write(dir.path().join("theirs.md"), PAGE).expect("writable");
    let document = "openapi: 3.1.0
info: { title: Pets, version: '1' }
servers: [{ url: https://pets.test }]
paths:
  /pets:
    post:
      operationId: create_pet
      requestBody:
        content:
          application/json:
            schema: { type: object, required: [name], properties: { name: { type: string } } }
      responses: { '204': { description: Done. } }
";
    fs::write(specs.join("pets.yaml"), document).expect("writable");
    let configuration = "crate: { path: ../client, name: pets }
apis:
  pets:
    documents: [pets.yaml]
    tables: [{ page: create.md, operation: POST /pets, upstream: ../theirs.md }]
";
    fs::write(specs.join("oasmith.yaml"), configuration).expect("writable");
    let ran = oasmith(dir.path(), &["update"]);
    succeeds(&ran);
    assert!(
        ran.stdout
            .contains("created specs/create.md (+9 −0) from theirs.md"),
        "{}",
        ran.stdout
    );
    succeeds(&check(dir.path()));
    fs::write(
        dir.path().join("theirs.md"),
        format!("{PAGE}| age | Number | No | In years. |\n"),
    )
    .expect("writable");
    let ran = check(dir.path());
    assert_eq!(ran.code, 1);
    assert!(
        ran.stdout.contains("the document lacks the field `age`"),
        "{}",
        ran.stdout
    );
    assert!(
        ran.stdout.contains("1 difference between spec and page"),
        "{}",
        ran.stdout
    );
    let ran = oasmith(dir.path(), &["update"]);
    assert_eq!(ran.code, 0);
    assert!(ran.stderr.contains("warning[O0520]"), "{}", ran.stderr);
    let ran = check(dir.path());
    assert!(
        ran.code == 1 && ran.stdout.contains("upstream: nothing changed"),
        "{}",
        ran.stdout
    );
}

#[test]
fn one_document_has_one_upstream() {
    let (dir, _server) = project();
    let path = dir.path().join("specs/oasmith.yaml");
    let text = fs::read_to_string(&path).expect("a file");
    fs::write(
        &path,
        format!("{text}  more:\n    documents: [{{ path: pets.yaml, upstream: other.yaml }}]\n"),
    )
    .expect("writable");
    assert_eq!(oasmith(dir.path(), &["generate"]).code, 0);
    let ran = check(dir.path());
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("`specs/pets.yaml` has two upstreams"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_document_and_what_it_refers_to_come_from_a_url() {
    let server = Server::http();
    let pet = "      type: object\n      required: [name]\n      properties: { name: { type: string } }\n";
    let whole = PETS.replace(pet, "      $ref: 'parts/pet.yaml?v=2#/Pet'\n");
    assert_ne!(whole, PETS);
    server.put("/api/pets.yaml?version=1", &whole);
    let part = "Pet:\n  type: object\n  properties: { name: { type: string } }\n";
    server.put("/api/parts/pet.yaml?v=2", part);
    let dir = empty();
    let url = server.url("/api/pets.yaml?version=1");
    let ran = oasmith(
        dir.path(),
        &["generate", &url, "--out", "out", "--name", "pets"],
    );
    succeeds(&ran);
    let types = fs::read_to_string(dir.path().join("out/src/types.rs")).expect("a file");
    assert!(types.contains("pub struct Pet"), "{types}");
    let lock = fs::read_to_string(dir.path().join("out/oasmith.lock")).expect("a file");
    assert!(lock.contains("pets.yaml"), "{lock}");
    assert_eq!(
        oasmith(dir.path(), &["lint", &server.url("/none.yaml")]).code,
        2
    );
}

#[test]
fn a_server_is_trusted_as_the_system_trusts_it() {
    let (server, certificate) = Server::https();
    server.put("/pets.yaml", PETS);
    let dir = empty();
    fs::write(dir.path().join("ca.pem"), certificate).expect("writable");
    let url = format!("https://localhost:{}/pets.yaml", server.address.port());
    let run = |trusted: bool| {
        let mut command = command(dir.path());
        command.args(["lint", &url]).env_remove("SSL_CERT_DIR");
        match trusted {
            true => command.env("SSL_CERT_FILE", dir.path().join("ca.pem")),
            false => command.env_remove("SSL_CERT_FILE"),
        };
        let output = command.output().expect("it ends");
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.code(), stderr)
    };
    let (code, stderr) = run(false);
    assert_eq!(code, Some(2));
    assert!(
        stderr.contains("error[O0027]") && stderr.to_lowercase().contains("certificate"),
        "{stderr}"
    );
    let (code, stderr) = run(true);
    assert_eq!(code, Some(0), "{stderr}");
}
