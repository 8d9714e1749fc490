//! Golden files: what a result looked like when someone last read it through.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Compares `actual` with the golden file at `path`; with `UPDATE=1` in the environment it writes the file instead.
///
/// ```
/// let folder = std::env::temp_dir().join(format!("golden-{}", std::process::id()));
/// let file = folder.join("result.txt");
/// # std::fs::create_dir_all(&folder)?;
/// # std::fs::write(&file, "Amina Diallo\n     person\n")?;
/// presswork_testkit::golden::check(&file, "Amina Diallo\n     person\n");
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Panics
/// If they differ, with the lines that do; if there is no such file, or it cannot be written.
#[track_caller]
pub fn check(path: impl AsRef<Path>, actual: &str) {
    let update = std::env::var_os("UPDATE").is_some_and(|value| value == "1");
    if let Err(problem) = compare(path.as_ref(), actual, update) {
        panic!("{problem}");
    }
}

fn compare(path: &Path, actual: &str, update: bool) -> Result<(), String> {
    let name = path.display();
    let expected = fs::read_to_string(path);
    if expected.as_deref().is_ok_and(|expected| expected == actual) {
        return Ok(());
    }
    if update {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)
                .map_err(|error| format!("cannot make the folder of {name}: {error}"))?;
        }
        return fs::write(path, actual).map_err(|error| format!("cannot write {name}: {error}"));
    }
    let advice = "run the test with UPDATE=1 to write it, and read it through";
    match expected {
        Err(error) => Err(format!("cannot read {name}: {error}; {advice}")),
        Ok(expected) => Err(format!(
            "{name} differs (`-` stands in the file, `+` is new); {advice}\n{}",
            diff(&expected, actual)
        )),
    }
}

/// Lines on either side of a change that are shown with it.
const CONTEXT: usize = 2;
/// Lines of a difference that are shown.
const MOST: usize = 80;
/// Characters of a line that are shown.
const WIDTH: usize = 160;

enum Line<'a> {
    Same(&'a str),
    Gone(&'a str),
    New(&'a str),
}

fn diff(before: &str, after: &str) -> String {
    let lines = aligned(before, after);
    let changed: Vec<_> = (0..lines.len())
        .filter(|&i| !matches!(lines[i], Line::Same(_)))
        .collect();
    let near = |i: usize| {
        let next = changed.partition_point(|&change| change + CONTEXT < i);
        changed
            .get(next)
            .is_some_and(|&change| change <= i + CONTEXT)
    };
    let mut out = String::new();
    let (mut shown, mut skipped) = (0, false);
    for (i, line) in lines.iter().enumerate() {
        if !near(i) {
            skipped = true;
            continue;
        }
        if shown == MOST {
            out.push_str("  … and more\n");
            break;
        }
        if skipped && shown > 0 {
            out.push_str("  …\n");
        }
        (shown, skipped) = (shown + 1, false);
        let (sign, text) = match line {
            Line::Same(text) => (' ', *text),
            Line::Gone(text) => ('-', *text),
            Line::New(text) => ('+', *text),
        };
        let other = partner(&lines, i);
        writeln!(out, "{sign} {}", clipped(text, other)).expect("writing to a string succeeds");
    }
    if out.is_empty() || before.ends_with('\n') != after.ends_with('\n') {
        out.push_str("  (only one of them ends in a line break)\n");
    }
    out
}

/// For a line of a change, the line that stands at the same place on the other side of it.
fn partner<'a>(lines: &[Line<'a>], i: usize) -> Option<&'a str> {
    let is_gone = |line: &&Line<'_>| matches!(line, Line::Gone(_));
    let is_new = |line: &&Line<'_>| matches!(line, Line::New(_));
    let (before, after) = lines.split_at(i);
    match lines[i] {
        Line::Same(_) => None,
        Line::Gone(_) => {
            let ahead = before.iter().rev().take_while(is_gone).count();
            let rest = after.iter().take_while(is_gone).count();
            match after.get(rest + ahead) {
                Some(Line::New(text))
                    if after[rest..=rest + ahead].iter().all(|line| is_new(&line)) =>
                {
                    Some(text)
                }
                _ => None,
            }
        }
        Line::New(_) => {
            let ahead = before.iter().rev().take_while(is_new).count();
            let removed = before[..i - ahead].iter().rev().take_while(is_gone).count();
            match before.get((i - ahead - removed) + ahead) {
                Some(Line::Gone(text)) if ahead < removed => Some(text),
                _ => None,
            }
        }
    }
}

/// A long line is cut to the part in which it differs from `other`.
fn clipped(line: &str, other: Option<&str>) -> String {
    let length = line.chars().count();
    if length <= WIDTH {
        return line.to_owned();
    }
    let other = other.unwrap_or_default();
    let common = line
        .chars()
        .zip(other.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let start = common.saturating_sub(WIDTH / 4).min(length - WIDTH);
    let part: String = line.chars().skip(start).take(WIDTH).collect();
    let (head, tail) = (start > 0, start + WIDTH < length);
    format!(
        "{}{part}{}",
        if head { "…" } else { "" },
        if tail { "…" } else { "" }
    )
}

/// Both texts line by line, the longest common subsequence in common; but above 4 million pairs of lines, only what both
/// begin and end with.
fn aligned<'a>(before: &'a str, after: &'a str) -> Vec<Line<'a>> {
    let (before, after): (Vec<_>, Vec<_>) = (before.lines().collect(), after.lines().collect());
    let head = before
        .iter()
        .zip(&after)
        .take_while(|(a, b)| a == b)
        .count();
    let tails = before[head..].iter().rev().zip(after[head..].iter().rev());
    let tail = tails.take_while(|(a, b)| a == b).count();
    let (old, new) = (
        &before[head..before.len() - tail],
        &after[head..after.len() - tail],
    );
    let mut lines: Vec<_> = before[..head].iter().map(|line| Line::Same(line)).collect();
    let (mut i, mut j) = (0, 0);
    if old.len().saturating_mul(new.len()) <= 4_000_000 {
        let width = new.len() + 1;
        let mut common = vec![0_u32; (old.len() + 1) * width];
        for i in (0..old.len()).rev() {
            for j in (0..new.len()).rev() {
                common[i * width + j] = if old[i] == new[j] {
                    common[(i + 1) * width + j + 1] + 1
                } else {
                    common[(i + 1) * width + j].max(common[i * width + j + 1])
                };
            }
        }
        while i < old.len() && j < new.len() {
            if old[i] == new[j] {
                lines.push(Line::Same(old[i]));
                (i, j) = (i + 1, j + 1);
            } else if common[(i + 1) * width + j] >= common[i * width + j + 1] {
                lines.push(Line::Gone(old[i]));
                i += 1;
            } else {
                lines.push(Line::New(new[j]));
                j += 1;
            }
        }
    }
    lines.extend(old[i..].iter().map(|line| Line::Gone(line)));
    lines.extend(new[j..].iter().map(|line| Line::New(line)));
    lines.extend(
        before[before.len() - tail..]
            .iter()
            .map(|line| Line::Same(line)),
    );
    lines
}

#[cfg(test)]
mod tests {
    use super::{compare, diff};

    #[test]
    fn a_difference_is_shown_with_what_stands_around_it() {
        let before = "a\nb\nc\nd\ne\nf\ng\nh\n";
        let after = "a\nb\nc\nD\ne\nf\ng\nh\ni\n";
        assert_eq!(
            diff(before, after),
            "  b\n  c\n- d\n+ D\n  e\n  f\n  g\n  h\n+ i\n"
        );
        assert_eq!(
            diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "0\n2\n3\n4\n5\n6\n7\n8\n"),
            "- 1\n+ 0\n  2\n  3\n  …\n  7\n  8\n- 9\n"
        );
        assert_eq!(
            diff("a\n", "a"),
            "  (only one of them ends in a line break)\n"
        );
    }

    #[test]
    fn long_lines_are_cut_to_where_they_differ() {
        let line = |c: char| format!("{}{c}{}", "a".repeat(500), "b".repeat(500));
        let shown = diff(&line('x'), &line('y'));
        let part = |sign, c| format!("{sign} …{}{c}{}…\n", "a".repeat(40), "b".repeat(119));
        assert_eq!(shown, part('-', 'x') + &part('+', 'y'));
        let shown = diff(
            &format!("{}\n{}", line('u'), line('v')),
            &format!("{}\n{}", line('x'), line('y')),
        );
        assert_eq!(
            shown,
            part('-', 'u') + &part('-', 'v') + &part('+', 'x') + &part('+', 'y')
        );
    }

    #[test]
    fn files_are_written_only_when_asked() {
        let folder = std::env::temp_dir().join(format!("presswork-golden-{}", std::process::id()));
        let file = folder.join("deep/result.txt");
        let missing = compare(&file, "a\n", false).unwrap_err();
        assert!(
            missing.starts_with("cannot read ")
                && missing.ends_with("run the test with UPDATE=1 to write it, and read it through")
        );
        compare(&file, "a\n", true).unwrap();
        compare(&file, "a\n", false).unwrap();
        let other = compare(&file, "b\n", false).unwrap_err();
        assert!(other.ends_with("read it through\n- a\n+ b\n"), "{other}");
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "a\n");
        std::fs::remove_dir_all(folder).unwrap();
    }
}
