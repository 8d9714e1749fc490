//! Web pages: their main text in blocks, and what they say about themselves.

use crate::decode::DecodeError;
use crate::page::Page;
use dom_query::Document as Dom;
use encoding_rs::Encoding;
use presswork_model::Limits;
use regex::bytes::Regex;
use std::sync::LazyLock;

mod depth;
mod foreign;
mod head;
mod linked;
mod main_text;
mod named;
mod walk;

/// The encoding that a page names in its first bytes: `<meta charset=…>`.
pub(crate) fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    static CHARSET: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?i-u)<(?:meta|\?xml)[^>]{1,200}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)"#)
            .expect("the pattern is constant and a test runs it")
    });
    let head = &bytes[..bytes.len().min(4096)];
    let label = CHARSET.captures(head)?.get(1)?;
    // A page that could be searched for ASCII is not UTF-16, whatever it says; and one that is not valid UTF-8 lies.
    Encoding::for_label(label.as_bytes())
        .filter(|encoding| encoding.is_ascii_compatible() && *encoding != encoding_rs::UTF_8)
}

/// The page of an HTML file.
pub(crate) fn page(source: &str, limits: Limits) -> Result<Page, DecodeError> {
    let dom = parse(source, limits)?;
    let head = head::read(&dom);
    foreign::remove(&dom);
    Ok(main_text::page(dom, &head))
}

/// The page of a piece of HTML that is the text alone, as feeds hold it.
pub(crate) fn fragment(source: &str, limits: Limits) -> Result<Page, DecodeError> {
    let dom = parse(source, limits)?;
    let mut page = Page::default();
    if let Some(body) = dom.body() {
        walk::blocks(&body, &mut page, None, None);
    }
    Ok(page)
}

fn parse(source: &str, limits: Limits) -> Result<Dom, DecodeError> {
    let too_deep = DecodeError::TooDeep {
        what: "the HTML",
        limit: limits.depth,
    };
    if depth::exceeds(source, limits.depth) {
        return Err(too_deep);
    }
    let dom = Dom::from(source);
    if depth::of(&dom) > limits.depth.saturating_mul(2) {
        return Err(too_deep);
    }
    Ok(dom)
}

#[cfg(test)]
mod tests;
