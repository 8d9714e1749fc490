//! What a file holds, by its name.

/// How the documents stand in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Plain,
    Markdown,
    Html,
    Json,
    JsonLines,
}

/// How a file is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Compression {
    None,
    Gzip,
    Zstd,
}

/// The extensions that are read when no pattern says which.
const KNOWN: [(&str, Format); 10] = [
    ("txt", Format::Plain),
    ("text", Format::Plain),
    ("md", Format::Markdown),
    ("markdown", Format::Markdown),
    ("html", Format::Html),
    ("htm", Format::Html),
    ("xhtml", Format::Html),
    ("json", Format::Json),
    ("jsonl", Format::JsonLines),
    ("ndjson", Format::JsonLines),
];

/// The compression of a file called `name`, and its format if the extension is a known one.
pub(crate) fn of(name: &str) -> (Option<Format>, Compression) {
    let (compression, name) = match split(name) {
        Some((stem, "gz")) => (Compression::Gzip, stem.to_owned()),
        Some((stem, "zst")) => (Compression::Zstd, stem.to_owned()),
        _ => (Compression::None, name.to_ascii_lowercase()),
    };
    let name = name.to_ascii_lowercase();
    let format = name.rsplit_once('.').and_then(|(_, extension)| {
        let known = KNOWN.iter().find(|(known, _)| *known == extension);
        known.map(|&(_, format)| format)
    });
    (format, compression)
}

/// The stem, and the extension if it is one of compression, in lower case.
fn split(name: &str) -> Option<(&str, &'static str)> {
    let (stem, extension) = name.rsplit_once('.')?;
    ["gz", "zst"]
        .into_iter()
        .find(|known| extension.eq_ignore_ascii_case(known))
        .map(|known| (stem, known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_extension() {
        let cases = [
            ("a.txt", Some(Format::Plain), Compression::None),
            ("a.TXT", Some(Format::Plain), Compression::None),
            ("a.b.md.gz", Some(Format::Markdown), Compression::Gzip),
            ("a.htm.ZST", Some(Format::Html), Compression::Zstd),
            ("a.ndjson", Some(Format::JsonLines), Compression::None),
            ("a.gz", None, Compression::Gzip),
            ("README", None, Compression::None),
        ];
        for (name, format, compression) in cases {
            assert_eq!(of(name), (format, compression), "{name}");
        }
    }
}
