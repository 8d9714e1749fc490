//! The rows of brackets under a line of text.

use super::lines::Line;
use super::marks::{Mark, Marks, Sweep};
use super::safe::{columns, cut};
use super::{GUTTER, Page};
use anstyle::{AnsiColor, Style};
use std::fmt::Write as _;

/// The most rows of one layer under one line: past these, more would say nothing to anyone.
const MOST: usize = 12;

/// Writes the rows under line after line.
pub(super) struct Under<'a>(Vec<(&'a Marks, Sweep<'a>)>);

/// A bracket with its label.
struct Bracket {
    start: usize,
    /// The first column behind it that another one may take.
    end: usize,
    drawn: String,
}

impl<'a> Under<'a> {
    pub(super) fn new(all: &'a [Marks]) -> Self {
        let sweep = |layer: &'a Marks| (layer, Sweep::new(&layer.all));
        Self(all.iter().map(sweep).collect())
    }

    pub(super) fn write(&mut self, line: &Line, page: &mut Page) {
        let width = page.width - GUTTER;
        for (layer, sweep) in &mut self.0 {
            let mut rows: Vec<Vec<Bracket>> = Vec::new();
            let mut more = 0;
            for mark in sweep.over(line.span) {
                let bracket = bracket(mark, line, width);
                let free =
                    |row: &Vec<Bracket>| row.last().is_none_or(|last| last.end <= bracket.start);
                match rows.iter().position(free) {
                    Some(row) => rows[row].push(bracket),
                    None if rows.len() < MOST => rows.push(vec![bracket]),
                    None => more += 1,
                }
            }
            for row in &rows {
                write_row(layer, row, page);
            }
            if more > 0 {
                let _ = write!(page.out, "{:>GUTTER$}", "");
                page.styled(layer.style, &format!("and {more} more"));
                page.end_line();
            }
        }
    }
}

fn write_row(layer: &Marks, row: &[Bracket], page: &mut Page) {
    let name = cut(&layer.layer, GUTTER - 1);
    let indent = GUTTER - 1 - columns(&name);
    let _ = write!(page.out, "{:indent$}", "");
    page.styled(
        Style::new().fg_color(Some(AnsiColor::BrightBlack.into())),
        &name,
    );
    page.out.push(' ');
    let mut column = 0;
    for bracket in row {
        let _ = write!(page.out, "{:1$}", "", bracket.start - column);
        page.styled(layer.style, &bracket.drawn);
        column = bracket.start + columns(&bracket.drawn);
    }
    page.end_line();
}

/// `╰label──╯` where the label fits, `╰──╯label` where it does not. A side that lies in another line stays open.
fn bracket(mark: &Mark, line: &Line, width: usize) -> Bracket {
    let (start, end) = line.columns(mark.span);
    let start = start.min(width - 1);
    let wide = end.saturating_sub(start).max(1);
    let opens = mark.span.start() >= line.span.start();
    let closes = mark.span.end() <= line.span.end();
    let (left, right) = (
        if opens { '╰' } else { '─' },
        if closes { '╯' } else { '─' },
    );

    let wanted = columns(&mark.label);
    let inside = wide.saturating_sub(2);
    let outside = width.saturating_sub(start + wide);
    let (label, tail) = if wanted <= inside || !closes || outside <= inside {
        (cut(&mark.label, inside), String::new())
    } else {
        (String::new(), cut(&mark.label, outside))
    };
    let mut drawn = String::new();
    if wide == 1 {
        drawn.push(if opens && closes { '╵' } else { '─' });
    } else {
        let fill = inside - columns(&label);
        let _ = write!(drawn, "{left}{label}{}{right}", "─".repeat(fill));
    }
    drawn.push_str(&tail);
    // A label outside its bracket must not touch the next bracket.
    let gap = usize::from(!tail.is_empty());
    Bracket {
        start,
        end: start + columns(&drawn) + gap,
        drawn,
    }
}
