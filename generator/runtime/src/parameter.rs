//! What an operation says of its parameters: where they go, how they are written, and their limits.
//!
//! Plain tables; what a row does not say is as usual for its place.

use super::check::Check;
use super::draft::Draft;
use super::slot::Encode;

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The path.
    Path,
    /// A pair of the query, or several.
    Query,
    /// The whole query.
    QueryString,
    /// A header.
    Header,
    /// A cookie, or several.
    Cookie,
    /// A property of a form.
    Property,
    /// A property of a multipart body.
    Part,
}

/// How a value is written: the styles of OpenAPI, each with its `explode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `a,b` and `key,value`
    Simple,
    /// `a,b` and `key=value`
    SimpleExploded,
    /// `.a,b` and `.key,value`
    Label,
    /// `.a.b` and `.key=value`
    LabelExploded,
    /// `;name=a,b` and `;name=key,value`
    Matrix,
    /// `;name=a;name=b` and `;key=value`
    MatrixExploded,
    /// `name=a,b` and `name=key,value`
    Form,
    /// `name=a&name=b` and `key=value`; with `; ` between cookies
    FormExploded,
    /// `name=a%20b` and `name=key%20value`
    SpaceDelimited,
    /// `name=a%7Cb` and `name=key%7Cvalue`
    PipeDelimited,
    /// `name[key]=value`
    DeepObject,
    /// As [`Style::Form`], with nothing encoded.
    Cookie,
    /// As [`Style::FormExploded`], with nothing encoded.
    CookieExploded,
    /// JSON, encoded as its place asks for.
    Json,
    /// As the media type of the body has it.
    Usual,
}

/// A parameter of an operation, or a property of a form.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Where it goes.
    pub place: Place,
    /// Its name on the wire.
    pub name: &'static str,
    pub(super) style: Style,
    pub(super) media: Option<&'static str>,
    pub(super) reserved: bool,
    pub(super) checks: &'static [Check],
    /// A pointer, so that a binary whose parameters are all texts does not need the code for the others.
    pub(super) put: fn(&mut Draft, &Parameter, &dyn Encode),
}

impl Parameter {
    /// A parameter that is written as its place usually is.
    pub const fn new(place: Place, name: &'static str) -> Self {
        Self {
            place,
            name,
            style: match place {
                Place::Path | Place::Header => Style::Simple,
                Place::Query | Place::QueryString | Place::Cookie => Style::FormExploded,
                Place::Property | Place::Part => Style::Usual,
            },
            media: None,
            reserved: false,
            checks: &[],
            put: Draft::parameter,
        }
    }

    /// [`Parameter::path`] of what is always passed as text.
    pub const fn segment(name: &'static str) -> Self {
        let mut segment = Self::path(name);
        segment.put = Draft::text;
        segment
    }

    /// [`Parameter::query`] of what is always passed as text.
    pub const fn pair(name: &'static str) -> Self {
        let mut pair = Self::query(name);
        pair.put = Draft::text;
        pair
    }

    /// [`Parameter::new`] with [`Place::Path`]
    pub const fn path(name: &'static str) -> Self {
        Self::new(Place::Path, name)
    }

    /// [`Parameter::new`] with [`Place::Query`]
    pub const fn query(name: &'static str) -> Self {
        Self::new(Place::Query, name)
    }

    /// [`Parameter::new`] with [`Place::QueryString`]
    pub const fn query_string(name: &'static str) -> Self {
        Self::new(Place::QueryString, name)
    }

    /// [`Parameter::new`] with [`Place::Header`]
    pub const fn header(name: &'static str) -> Self {
        Self::new(Place::Header, name)
    }

    /// [`Parameter::new`] with [`Place::Cookie`]
    pub const fn cookie(name: &'static str) -> Self {
        Self::new(Place::Cookie, name)
    }

    /// [`Parameter::new`] with [`Place::Property`]
    pub const fn property(name: &'static str) -> Self {
        Self::new(Place::Property, name)
    }

    /// [`Parameter::new`] with [`Place::Part`]
    pub const fn part(name: &'static str) -> Self {
        Self::new(Place::Part, name)
    }

    /// As another media type than parts of its kind usually have.
    pub const fn media(mut self, media: &'static str) -> Self {
        self.media = Some(media);
        self
    }

    /// Written in another style.
    pub const fn style(mut self, style: Style) -> Self {
        self.style = style;
        self.put = Draft::parameter;
        self
    }

    /// `allowReserved`: reserved characters stay as they are, as far as the place allows it.
    pub const fn reserved(mut self) -> Self {
        self.reserved = true;
        self.put = Draft::parameter;
        self
    }

    /// With limits.
    pub const fn checks(mut self, checks: &'static [Check]) -> Self {
        self.checks = checks;
        self.put = Draft::parameter;
        self
    }
}
