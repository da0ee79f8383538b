//! Servers whose URLs have variables: a builder each.

/// A server's URL as a struct with a setter for each variable.
#[derive(Clone, Debug)]
pub struct ServerUrl {
    /// The struct.
    pub name: String,
    /// Its docs.
    pub docs: Vec<String>,
    /// The URL, in order.
    pub pieces: Vec<UrlPiece>,
    /// Its variables.
    pub variables: Vec<UrlVariable>,
}

/// A piece of a URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UrlPiece {
    /// Text as it stands.
    Text(String),
    /// The value of a variable, by index into [`ServerUrl::variables`].
    Variable(usize),
}

/// A variable of a URL.
#[derive(Clone, Debug)]
pub struct UrlVariable {
    /// The field and the setter.
    pub field: String,
    /// Docs of the setter.
    pub docs: Vec<String>,
    /// The default; without one the constructor asks for it.
    pub default: Option<String>,
    /// The enum of its values, where the document lists them.
    pub values: Option<UrlValues>,
}

/// The values of a variable: an enum.
#[derive(Clone, Debug)]
pub struct UrlValues {
    /// The enum.
    pub name: String,
    /// Its docs.
    pub docs: Vec<String>,
    /// Its variants.
    pub variants: Vec<UrlValue>,
}

/// A value of a variable: a variant.
#[derive(Clone, Debug)]
pub struct UrlValue {
    /// The variant.
    pub name: String,
    /// Its docs.
    pub docs: Vec<String>,
    /// What stands in the URL.
    pub text: String,
}
