//! The arguments.

use clap::{Args, Parser, Subcommand, ValueEnum};
use oasmith::config::DEFAULT_PATH;

/// Turns OpenAPI documents into a Rust client crate that is checked in, and says what drifted.
#[derive(Debug, Parser)]
#[command(
    name = "oasmith",
    version,
    about,
    subcommand_required = true,
    arg_required_else_help = true
)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write the crate and say what changed
    Generate(Generate),
    /// Compare what is checked in with what would be generated; exits 1 on drift
    Check(Check),
    /// Say what a change of a document does: to the wire, to the generated crate, to behaviour
    Diff(Diff),
    /// Take over what the upstreams of documents have now, and write the crate
    Update(Update),
    /// Show everything that can be said about documents; writes nothing, exits 1 on findings
    Lint(Lint),
    /// Write documents and all that they refer to as one document
    Bundle(Bundle),
    /// Draft an OpenAPI document from a page with tables
    Transcribe(Transcribe),
    /// Explain a diagnostic code
    Explain {
        /// Such as O0012; `o12` and `12` mean the same
        code: String,
    },
    /// Write a configuration to begin with; never overwrites one
    Init {
        /// Where to write it
        #[arg(long, value_name = "FILE", default_value = DEFAULT_PATH)]
        config: String,
    },
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, Args)]
pub struct Generate {
    /// OpenAPI documents of one API, `-` for standard input; without any, the configuration is used
    #[arg(value_name = "SPEC", requires = "out")]
    pub documents: Vec<String>,
    /// The configuration
    #[arg(long, value_name = "FILE", default_value = DEFAULT_PATH, conflicts_with = "documents")]
    pub config: String,
    /// The directory of the crate that is made from SPEC…
    #[arg(long, value_name = "DIR", requires = "documents")]
    pub out: Option<String>,
    /// The package name of the crate that is made from SPEC… [default: the name of DIR]
    #[arg(long, value_name = "N", requires = "documents")]
    pub name: Option<String>,
    /// An overlay (Overlay Specification 1.0 or 1.1) that changes SPEC… first; may be given several times
    #[arg(long = "overlay", value_name = "FILE", requires = "documents")]
    pub overlays: Vec<String>,
    /// Leave out or loosen what is wrong with one operation or schema of SPEC…, instead of writing nothing
    #[arg(long, requires = "documents")]
    pub lenient: bool,
    /// Say what would change and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Write into a directory that oasmith did not write, and over files that it did not write
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Args)]
pub struct Check {
    /// The configuration
    #[arg(long, value_name = "FILE", default_value = DEFAULT_PATH)]
    pub config: String,
    /// Also load what the configuration names as `upstream`, and compare it with what is checked in
    #[arg(long)]
    pub upstream: bool,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct Diff {
    /// The older OpenAPI document
    #[arg(value_name = "OLD")]
    pub old: String,
    /// The newer one
    #[arg(value_name = "NEW")]
    pub new: String,
    /// Exit 1 when a change breaks the wire, or when the class of the whole is this or worse
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub fail_on: Option<FailOn>,
    /// How to report
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub format: DiffFormat,
    /// A file of accepted changes (`accept: [{ id, reason, until }]`), which are folded and do not count for --fail-on
    #[arg(long, value_name = "FILE")]
    pub accept: Option<String>,
    /// Show only what changes this Rust item, such as `galileo::types::UserRole`, whole
    #[arg(long, value_name = "RUST_PATH")]
    pub explain: Option<String>,
    /// Read both documents with the settings, overlays and names of an API of this configuration
    #[arg(long, value_name = "FILE")]
    pub config: Option<String>,
    /// Which API of the configuration, when it has several
    #[arg(long, value_name = "NAME", requires = "config")]
    pub api: Option<String>,
    /// Look past what is wrong with one operation or schema
    #[arg(long)]
    pub lenient: bool,
}

/// What to fail on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// A change that breaks older clients on the wire
    Wire,
    /// A change after which programs may not compile
    Major,
    /// A change that adds something
    Minor,
    /// Any change
    Patch,
}

/// How to report what differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// For people
    Text,
    /// For programs
    Json,
    /// A comment on a pull request
    Markdown,
    /// Annotations on a pull request
    Github,
    /// Code scanning: SARIF 2.1.0
    Sarif,
    /// Test reports: JUnit XML
    Junit,
    /// One page with search, filters and both documents side by side
    Html,
}

#[derive(Debug, Args)]
pub struct Update {
    /// The configuration
    #[arg(long, value_name = "FILE", default_value = DEFAULT_PATH)]
    pub config: String,
    /// Say what would change and write nothing
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct Lint {
    /// OpenAPI documents of one API, `-` for standard input; without any, those of the configuration
    #[arg(value_name = "SPEC")]
    pub documents: Vec<String>,
    /// The configuration
    #[arg(long, value_name = "FILE", default_value = DEFAULT_PATH, conflicts_with = "documents")]
    pub config: String,
    /// An overlay (Overlay Specification 1.0 or 1.1) that changes SPEC… first; may be given several times
    #[arg(long = "overlay", value_name = "FILE", requires = "documents")]
    pub overlays: Vec<String>,
    /// Take what is wrong with one operation or schema of SPEC… as a warning
    #[arg(long, requires = "documents")]
    pub lenient: bool,
    /// Also count, for each API, which keys were used, reported, or parts of extensions (text format)
    #[arg(long)]
    pub ledger: bool,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct Bundle {
    /// OpenAPI documents of one API, `-` for standard input
    #[arg(value_name = "SPEC", required = true)]
    pub documents: Vec<String>,
    /// An overlay (Overlay Specification 1.0 or 1.1) that changes SPEC… first; may be given several times
    #[arg(long = "overlay", value_name = "FILE")]
    pub overlays: Vec<String>,
    /// Where to write it, as JSON when it ends in `.json`, otherwise as YAML [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<String>,
}

#[derive(Debug, Args)]
pub struct Transcribe {
    /// The page
    #[arg(value_name = "PAGE")]
    pub page: String,
    /// Where to write the draft [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<String>,
}

/// How to report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// For programs
    Json,
    /// Annotations on a pull request
    Github,
}
