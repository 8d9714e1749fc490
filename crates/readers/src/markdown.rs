//! Markdown becomes a page: its text without the marks, and a block for each of its parts.

use crate::decode::DecodeError;
use crate::page::Page;
use crate::{byline, caption, credit, date, plain};
use presswork_annotations::{BlockKind, Picture};
use presswork_model::{Limits, Meta};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// The page of a Markdown file.
pub(crate) fn page(source: &str, limits: Limits) -> Result<Page, DecodeError> {
    let (meta, body) = front_matter(source);
    let mut builder = Builder {
        page: Page::about(meta),
        ..Builder::default()
    };
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let mut depth = 0usize;
    for event in Parser::new_ext(body, options) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > limits.depth {
            return Err(DecodeError::TooDeep {
                what: "the Markdown",
                limit: limits.depth,
            });
        }
        builder.take(event);
    }
    builder.flush(BlockKind::Paragraph);
    Ok(builder.page)
}

/// Splits off what stands between two lines of `---` at the start: `key: value`, a line each.
fn front_matter(source: &str) -> (Meta, &str) {
    let mut meta = Meta::default();
    let Some(rest) = source.strip_prefix("---\n") else {
        return (meta, source);
    };
    let end = rest
        .match_indices("\n---")
        .map(|(at, _)| at)
        .find(|at| matches!(rest.as_bytes().get(at + 4), None | Some(b'\n')));
    let Some(end) = end else {
        return (meta, source);
    };
    for line in rest[..end].lines() {
        let Some((key, value)) = line.split_once(':') else {
            continue;
        };
        let value = value.trim().trim_matches(['"', '\'', '[', ']']).trim();
        if value.is_empty() || key.starts_with([' ', '#', '-']) {
            continue;
        }
        let value = value.to_owned();
        match key.trim().to_ascii_lowercase().as_str() {
            "title" => meta.title = Some(value),
            "date" | "published" | "datepublished" => meta.date = date::iso(&value),
            "author" | "authors" | "byline" => {
                let list = value.replace(['"', '\''], "");
                let author = byline::names(byline::without_by(&list));
                meta.author = Some(author.unwrap_or(list));
            }
            "language" | "lang" => meta.language = Some(value),
            "source" | "publisher" | "site" => meta.source = Some(value),
            key => _ = meta.other.insert(key.to_owned(), value.into()),
        }
    }
    let body = rest[end + 4..].trim_start_matches('\n');
    (meta, body)
}

#[derive(Default)]
struct Builder {
    page: Page,
    /// The words of the block at hand.
    words: String,
    quotes: usize,
    items: usize,
    /// The picture in the paragraph at hand, and the words before it.
    picture: Option<(Picture, String)>,
    in_picture: bool,
    alt: String,
    /// The row of a table at hand.
    row: Option<String>,
    rows: usize,
    hidden: bool,
}

impl Builder {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) if self.in_picture => self.alt.push_str(&text),
            Event::Text(_) if self.hidden => {}
            Event::Text(text) | Event::Code(text) => self.words.push_str(&text),
            Event::SoftBreak => self.words.push(' '),
            Event::HardBreak => self.words.push('\n'),
            Event::Rule => self.flush(BlockKind::Paragraph),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::BlockQuote(_) => {
                self.flush_text();
                self.quotes += 1;
            }
            Tag::Item => {
                self.flush_text();
                self.items += 1;
            }
            Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::List(_) => {
                self.flush_text();
            }
            Tag::HtmlBlock | Tag::MetadataBlock(_) => self.hidden = true,
            Tag::Image {
                dest_url, title, ..
            } => {
                self.in_picture = true;
                let picture = Picture {
                    alt: None,
                    address: (!dest_url.is_empty()).then(|| dest_url.to_string()),
                };
                self.picture = Some((picture, std::mem::take(&mut self.words)));
                self.words.push_str(&title);
            }
            Tag::Table(_) => self.rows = 0,
            Tag::TableHead | Tag::TableRow => self.row = Some(String::new()),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => self.heading(level),
            TagEnd::Paragraph | TagEnd::CodeBlock => self.flush_text(),
            TagEnd::Item => {
                self.flush_text();
                self.items = self.items.saturating_sub(1);
            }
            TagEnd::BlockQuote(_) => {
                self.flush_text();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => self.hidden = false,
            TagEnd::Image => {
                self.in_picture = false;
                let alt = std::mem::take(&mut self.alt);
                if let Some((picture, _)) = &mut self.picture {
                    picture.alt = (!alt.trim().is_empty()).then(|| alt.trim().to_owned());
                }
            }
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.words);
                if let Some(row) = &mut self.row {
                    row.push_str(&cell.split_whitespace().collect::<Vec<_>>().join(" "));
                    row.push('\t');
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                if let Some(row) = self.row.take() {
                    self.page
                        .push_row(row.strip_suffix('\t').unwrap_or(&row), self.rows == 0);
                    self.rows += 1;
                }
            }
            _ => {}
        }
    }

    fn heading(&mut self, level: HeadingLevel) {
        let title = level == HeadingLevel::H1 && !self.page.has(BlockKind::Title);
        let title = title && self.page.blocks.len() < 3;
        if title && !self.words.trim().is_empty() {
            let words = self.words.split_whitespace().collect::<Vec<_>>().join(" ");
            self.page.meta.title.get_or_insert(words);
        }
        self.flush(if title {
            BlockKind::Title
        } else {
            BlockKind::Heading
        });
    }

    fn flush_text(&mut self) {
        let kind = match (self.quotes, self.items) {
            (1.., _) => BlockKind::Quote,
            (0, 1..) => BlockKind::ListItem,
            (0, 0) => BlockKind::Paragraph,
        };
        self.flush(kind);
    }

    /// Ends the block at hand.
    fn flush(&mut self, kind: BlockKind) {
        let words = std::mem::take(&mut self.words);
        if let Some((picture, before)) = self.picture.take() {
            self.paragraph(kind, &before);
            let standing_alone = before.trim().is_empty();
            // A picture alone in its paragraph has its alternative text for a caption, as in pandoc.
            let alt = picture.alt.clone().filter(|_| standing_alone);
            let text = if words.trim().is_empty() {
                alt.unwrap_or_default()
            } else {
                words
            };
            self.page
                .push_caption(&text, credit::of_caption(&text), Some(picture));
        } else {
            self.paragraph(kind, &words);
        }
    }

    fn paragraph(&mut self, kind: BlockKind, words: &str) {
        let words = words.trim();
        if kind != BlockKind::Paragraph || words.is_empty() {
            return self.page.push(kind, words);
        }
        let top = !self.page.has(BlockKind::Paragraph);
        if let Some(title) = &self.page.meta.title
            && self.page.blocks.is_empty()
            && plain::same(title, words)
        {
            return self.page.push(BlockKind::Title, words);
        }
        if let Some(authors) = byline::authors(words).filter(|_| top) {
            self.page.meta.author.get_or_insert(authors);
            return self.page.push(BlockKind::Byline, words);
        }
        if let Some(date) = date::line(words).filter(|_| top) {
            self.page.meta.date.get_or_insert(date);
            return self.page.push(BlockKind::Byline, words);
        }
        match caption::find(words) {
            Some(caption) => self.page.push_caption(words, caption.credit, None),
            None => self.page.push(BlockKind::Paragraph, words),
        }
    }
}

#[cfg(test)]
mod tests;
