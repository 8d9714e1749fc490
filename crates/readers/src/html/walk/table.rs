//! Tables: a block a row, or, where a table only lays out the page, what stands in it.

use super::{Run, Walker};
use dom_query::NodeRef;

impl Walker<'_> {
    pub(super) fn table(&mut self, table: &NodeRef<'_>) {
        let (mut rows, mut cells, mut paragraphs) = (0, 0, 0);
        for node in table.descendants_it() {
            match node.node_name().as_deref() {
                // Tables and pictures within: the table is there for the layout.
                Some("table" | "figure") => return self.block(table),
                Some("tr") => rows += 1,
                Some("td" | "th") => cells += 1,
                Some("p") => paragraphs += 1,
                _ => {}
            }
        }
        // And so it is with one cell a row, or many paragraphs.
        if cells <= rows || paragraphs > cells * 2 {
            return self.block(table);
        }
        let caption = table.descendants_it().find(|node| node.has_name("caption"));
        if let Some(caption) = caption {
            self.block(&caption);
        }
        let mut first = true;
        let rows: Vec<_> = table
            .descendants_it()
            .filter(|node| node.has_name("tr"))
            .collect();
        for row in rows {
            let cells = row.element_children();
            let cells = cells
                .iter()
                .filter(|cell| cell.has_name("td") || cell.has_name("th"));
            let texts: Vec<_> = cells.map(words).collect();
            let row = texts.join("\t");
            if row.trim().is_empty() {
                continue;
            }
            self.page.push_row(row.trim_end(), first);
            first = false;
        }
    }
}

fn words(cell: &NodeRef<'_>) -> String {
    let mut run = Run::default();
    for node in cell.descendants_it() {
        if node.is_text() {
            run.push(&node.text());
        } else if node.is_element() && !super::INLINE.iter().any(|name| node.has_name(name)) {
            run.push(" ");
        }
    }
    run.text.trim().to_owned()
}
