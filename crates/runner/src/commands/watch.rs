//! How far a run is: a bar on a terminal, a line now and then elsewhere, events in a log of JSON.

use crate::words::{count, number, rounded, time};
use indicatif::{ProgressBar, ProgressStyle};
use presswork_pipeline::Progress;
use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// Shows how far a run is.
pub(super) struct Watch {
    started: Instant,
    bar: Option<ProgressBar>,
    json: bool,
    said: Instant,
}

/// How often a line is printed where there is no terminal.
const PAUSE: Duration = Duration::from_secs(10);

impl Watch {
    pub(super) fn start(json: bool) -> Self {
        let bar = (std::io::stderr().is_terminal() && !json).then(|| {
            let style =
                ProgressStyle::with_template("{spinner} {msg}").expect("the template is fixed");
            let bar = ProgressBar::new_spinner().with_style(style);
            bar.enable_steady_tick(Duration::from_millis(100));
            bar
        });
        Self {
            started: Instant::now(),
            bar,
            json,
            said: Instant::now(),
        }
    }

    pub(super) fn update(&mut self, progress: Progress) {
        let elapsed = self.started.elapsed();
        if let Some(bar) = &self.bar {
            bar.set_message(line(progress, elapsed));
        } else if self.said.elapsed() >= PAUSE {
            self.said = Instant::now();
            if self.json {
                tracing::info!(
                    documents = progress.documents,
                    quarantined = progress.quarantined,
                    kept = progress.kept,
                    total = progress.total,
                    words = progress.words,
                    seconds = elapsed.as_secs_f64(),
                    "progress"
                );
            } else {
                // The run does not depend on anybody reading this.
                let _ = writeln!(std::io::stderr(), "{}", line(progress, elapsed));
            }
        }
    }

    pub(super) fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// How far it is, how fast, and how long it will take if it goes on like this.
fn line(progress: Progress, elapsed: Duration) -> String {
    let done = progress.documents + progress.quarantined;
    let seconds = elapsed.as_secs_f64().max(0.001);
    let mut line = match progress.total {
        Some(total) => format!("{} of {}", number(done), count(total, "document")),
        None => count(done, "document"),
    };
    let rate = rounded(progress.words as f64 / seconds);
    line.extend([", ", &rate, " words a second"]);
    if progress.quarantined > 0 {
        line.extend([", ", &number(progress.quarantined), " in quarantine"]);
    }
    if let Some(total) = progress.total.filter(|&total| done > 0 && done < total) {
        let left = seconds / done as f64 * (total - done) as f64;
        line.extend([", ", &time(Duration::from_secs_f64(left)), " left"]);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_how_far_how_fast_and_how_long() {
        let progress = Progress {
            documents: 240,
            quarantined: 10,
            words: 200_000,
            total: Some(1000),
            ..Progress::default()
        };
        assert_eq!(
            line(progress, Duration::from_secs(20)),
            "250 of 1,000 documents, 10,000 words a second, 10 in quarantine, 60 s left"
        );
        let uncounted = Progress {
            total: None,
            quarantined: 0,
            ..progress
        };
        assert_eq!(
            line(uncounted, Duration::from_secs(20)),
            "240 documents, 10,000 words a second"
        );
    }
}
