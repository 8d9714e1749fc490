//! Addresses of pictures: which may be told, and which are of one file in several sizes.

use regex::Regex;
use std::sync::LazyLock;

/// What servers add to the name of a file for each size: `-780x470`, `_1200x800`, `-scaled`, and the ending.
static SIZE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:[-_.@]?\b\d{2,4}x\d{2,4}|[-_]\d{2,4}x\d{2,4}|-scaled|\.(?:jpe?g|png|webp|gif|avif))+$")
        .expect("the pattern is constant and a test runs it")
});

/// A name as long as this, in bytes, tells a file wherever it lies.
const TELLING: usize = 8;

/// `value` as the address of a picture: on the web or on the page's own site; none for data and scripts.
pub(crate) fn told(value: &str) -> Option<&str> {
    const LONGEST: usize = 4096;
    let address = value.split_whitespace().next()?;
    let scheme = address
        .split_once(':')
        .map(|(scheme, _)| scheme)
        .filter(|scheme| !scheme.contains(['/', '?', '#', '.']));
    let web = scheme.is_none_or(|scheme| {
        scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
    });
    (web && address.len() <= LONGEST).then_some(address)
}

/// What the addresses of one file in several sizes have in common; none for what names no file.
pub(super) fn file(address: &str) -> Option<String> {
    // Servers that resize take the address of the whole picture as a parameter.
    let inner = ["url=http", "src=http"].iter().find_map(|parameter| {
        let at = address.find(parameter)? + "url=".len();
        let value = address[at..].split('&').next()?;
        Some(
            value
                .replace("%2F", "/")
                .replace("%2f", "/")
                .replace("%3A", ":")
                .replace("%3a", ":"),
        )
    });
    let address = inner.as_deref().unwrap_or(address);
    let address = address.split(['?', '#']).next().unwrap_or_default();
    let path = address.split_once("//").map_or(address, |(_, rest)| {
        rest.split_once('/').map_or("", |(_, path)| path)
    });
    let mut parts = path
        .split('/')
        .map(|part| SIZE.replace(part, "").to_lowercase())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>();
    let last = parts.last()?;
    let telling = last.len() >= TELLING
        && last
            .bytes()
            .any(|byte| byte.is_ascii_digit() || byte == b'-' || byte == b'_');
    if telling {
        return parts.pop();
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_file_in_several_sizes() {
        for (a, b) in [
            (
                "https://a.org/p/old-bridge-780x470.jpg",
                "/cache/old-bridge-scaled.jpg?w=1200",
            ),
            ("https://a.org/p/1.jpg", "p/1.jpg"),
            (
                "https://a.org/iK3/v1/1200x800.jpg",
                "https://b.org/iK3/v1/60x40.jpg",
            ),
            (
                "/_next/image?url=https%3A%2F%2Fa.org%2Fp%2Fold-bridge.png&w=640",
                "https://a.org/old-bridge.png",
            ),
        ] {
            assert_eq!(file(a), file(b), "{a} and {b}");
            assert!(file(a).is_some(), "{a}");
        }
        for (a, b) in [
            ("https://a.org/p/1.jpg", "https://a.org/p/2.jpg"),
            ("https://a.org/x/image.jpg", "https://a.org/y/image.jpg"),
            (
                "https://a.org/old-bridge-1.jpg",
                "https://a.org/old-bridge-2.jpg",
            ),
        ] {
            assert_ne!(file(a), file(b), "{a} and {b}");
        }
        for none in [
            "",
            "https://a.org",
            "https://a.org/",
            "//",
            "?url=",
            "https://a.org/900x600.jpg",
        ] {
            assert_eq!(file(none), None, "{none}");
        }
    }

    #[test]
    fn addresses_that_may_be_told() {
        for address in [
            "https://a.org/1.jpg",
            "HTTP://a.org",
            "/p/1.jpg",
            "p/1.jpg",
            "//a.org/b:c.jpg",
        ] {
            assert_eq!(told(address), Some(address));
        }
        assert_eq!(told(" /a.jpg 2x, /b.jpg 3x"), Some("/a.jpg"));
        for none in [
            "",
            " ",
            "data:image/png;base64,AAAA",
            "javascript:alert(1)",
            "JavaScript:x",
            "about:blank",
            "blob:https://a.org/1",
        ] {
            assert_eq!(told(none), None, "{none}");
        }
    }
}
