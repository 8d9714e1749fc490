//! Messages and numbers as people read them.

use anstyle::{AnsiColor, Style};
use presswork_pipeline::Problems;
use std::time::Duration;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const STRONG: Style = Style::new().bold();

/// An error with its causes, in colour where the terminal has any.
pub(crate) fn error(error: &anyhow::Error) -> String {
    if let Some(problems) = error.downcast_ref::<Problems>() {
        return problems.render(true);
    }
    let mut said = vec![error.to_string()];
    for cause in error.chain().skip(1).map(ToString::to_string) {
        // Many errors quote their cause.
        if said.last().is_some_and(|last| !last.contains(&cause)) {
            said.push(cause);
        }
    }
    format!("{ERROR}error{ERROR:#}: {}", said.join(": "))
}

/// A text that stands out.
pub(crate) fn strong(text: &str) -> String {
    format!("{STRONG}{text}{STRONG:#}")
}

/// A number with its thousands set apart.
pub(crate) fn number(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A rate, to the whole number below.
#[expect(clippy::cast_sign_loss, reason = "no rate is below 0")]
pub(crate) fn rounded(rate: f64) -> String {
    number(rate as u64)
}

/// How many of something there are.
pub(crate) fn count(n: u64, one: &str) -> String {
    format!("{} {one}{}", number(n), if n == 1 { "" } else { "s" })
}

/// A time with two digits that matter.
pub(crate) fn time(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    match seconds {
        s if s >= 120.0 => format!("{:.0} min {:.0} s", (s / 60.0).floor(), s % 60.0),
        s if s >= 10.0 => format!("{s:.0} s"),
        s if s >= 0.1 => format!("{s:.2} s"),
        s => format!("{:.1} ms", s * 1000.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_times() {
        assert_eq!(
            ["0", "999", "1,000", "1,234,567"],
            [0, 999, 1000, 1_234_567]
                .map(number)
                .each_ref()
                .map(String::as_str)
        );
        assert_eq!(count(1, "document"), "1 document");
        assert_eq!(count(0, "document"), "0 documents");
        let times = [5, 450, 12_345, 200_000].map(|ms| time(Duration::from_millis(ms)));
        assert_eq!(
            times.each_ref().map(String::as_str),
            ["5.0 ms", "0.45 s", "12 s", "3 min 20 s"]
        );
    }

    #[test]
    fn an_error_tells_its_causes_once() {
        let cause = std::io::Error::other("disk full");
        let wrapped = anyhow::Error::new(cause).context("cannot write a.db");
        assert!(error(&wrapped).ends_with(": cannot write a.db: disk full"));
        let quoted = anyhow::Error::new(std::io::Error::other("disk full"))
            .context("cannot write: disk full");
        assert!(error(&quoted).ends_with(": cannot write: disk full"));
    }
}
