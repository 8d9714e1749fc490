//! Writes `docs/scores.md`: what the pipelines that ship score on gold of others, beside what others score.
//! `cargo run --release -p presswork --example scores -- GOLD`, where GOLD is the folder of the gold files.

#![allow(clippy::print_stdout, reason = "it tells what it did")]

use anyhow::{Context, Result};
use presswork::scoring::Scoring;
use presswork_annotations::MentionKind::{self, Group, Organisation, Other, Person, Place};
use presswork_evaluate::{Names, Row};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// A task, what others reach in it, and what we measure.
struct Task {
    title: &'static str,
    others: &'static [&'static str],
    lines: &'static [Line],
}

/// A line of a table: the gold file, by which pipeline and how it is scored, and the measures that are shown.
struct Line {
    set: &'static str,
    pipeline: &'static str,
    file: &'static str,
    given: &'static [&'static str],
    names: Kinds,
    measures: &'static [(&'static str, &'static str)],
}

/// Which kinds of names are compared.
#[derive(Clone, Copy)]
enum Kinds {
    All,
    Three,
    Four,
}

impl Kinds {
    fn names(self) -> Names {
        let three = vec![Person, Organisation, Place];
        let (map, only): (Vec<(MentionKind, MentionKind)>, _) = match self {
            Self::All => (vec![], vec![]),
            Self::Three => (vec![], three),
            Self::Four => (vec![(Group, Other)], [three, vec![Other]].concat()),
        };
        Names { map, only }
    }
}

const fn line(
    set: &'static str,
    file: &'static str,
    measures: &'static [(&'static str, &'static str)],
) -> Line {
    Line {
        set,
        pipeline: "press",
        file,
        given: &[],
        names: Kinds::All,
        measures,
    }
}

/// Names, from the text alone.
const fn names(pipeline: &'static str) -> [Line; 3] {
    const fn kinds(
        pipeline: &'static str,
        set: &'static str,
        file: &'static str,
        names: Kinds,
    ) -> Line {
        Line {
            pipeline,
            names,
            ..line(set, file, NAMES)
        }
    }
    [
        kinds(
            pipeline,
            "worldwide newswire: person, organisation, place",
            "names.worldwide.dev",
            Kinds::Three,
        ),
        kinds(
            pipeline,
            "worldwide newswire: the same, and group and other as one",
            "names.worldwide.dev",
            Kinds::Four,
        ),
        kinds(
            pipeline,
            "UNER EWT: person, organisation, place",
            "names.uner-ewt.dev",
            Kinds::Three,
        ),
    ]
}

const fn attributions(pipeline: &'static str) -> Line {
    Line {
        pipeline,
        ..line("PolNeAR", "attribution.polnear.dev", ATTRIBUTION)
    }
}

/// Stances, where the mentions are given.
const fn stances(pipeline: &'static str) -> [Line; 3] {
    const fn stance(
        pipeline: &'static str,
        set: &'static str,
        file: &'static str,
        measures: &'static [(&'static str, &'static str)],
    ) -> Line {
        Line {
            pipeline,
            given: &["mention"],
            ..line(set, file, measures)
        }
    }
    let toward = &[("stance", "toward")];
    [
        stance(
            pipeline,
            "DSE: who stands how toward whom, five classes",
            "stance.dse.dev",
            &[("stance", "pair")],
        ),
        stance(
            pipeline,
            "NewsMTSC rw: toward a target",
            "stance.newsmtsc-rw.dev",
            toward,
        ),
        stance(
            pipeline,
            "NewsMTSC mt: toward a target",
            "stance.newsmtsc-mt.dev",
            toward,
        ),
    ]
}

const ATTRIBUTION_OF_OTHERS: &[&str] = &[
    "PolNeAR test, content overlapping by 0.3 or more, and with its holder: GenderGapTracker 56.0, 46.6; textacy 31.8, 29.3",
];

const PAGE: &[(&str, &str)] = &[("token", "exact"), ("sentence", "exact")];
const NAMES: &[(&str, &str)] = &[("mention", "exact"), ("mention", "overlap")];
const NAMES_OF_OTHERS: &[&str] = &[
    "worldwide newswire test, person, organisation and place: spaCy 3.8 md 62.5, sm 58.3; compromise 49.4",
    "UNER EWT test: spaCy md 63.3, sm 56.1; XLM-R (published) 86.0",
];
const ATTRIBUTION: &[(&str, &str)] = &[
    ("attribution", "cue"),
    ("attribution", "cue-overlap"),
    ("attribution", "source"),
    ("attribution", "content"),
    ("attribution", "content-words"),
    ("attribution", "whole"),
];
const STANCE_OF_OTHERS: &[&str] = &[
    "NewsMTSC rw and mt test: VADER on the clause 55.2, 50.9; BERT 80.1, 73.7 and GRU-TSC 83.1, 82.5 (published); a linear model with word clusters 63.7, 61.8",
    "DSE, five classes: a linear bag of words with word clusters 38",
];
const VALUES: &[(&str, &str)] = &[("quantity", "value"), ("quantity", "value-unit")];
const TIMES: &[(&str, &str)] = &[("time", "strict"), ("time", "relaxed"), ("time", "value")];

const TASKS: &[Task] = &[
    Task {
        title: "Tokens and sentences",
        others: &[
            "tokens, EWT and GUM test: compromise 97.4, 99.1; spaCy 95.7, 97.3",
            "sentences, EWT and GUM test: NLTK Punkt 84.6, 93.2; BlingFire 78.1, 95.8; spaCy 84.3, 92.6; pysbd 82.9, 93.4; wink 80.0, 92.9",
        ],
        lines: &[
            line("UD English EWT", "sentences.ewt.dev", PAGE),
            line("UD English GUM", "sentences.gum.dev", PAGE),
        ],
    },
    Task {
        title: "Names",
        others: NAMES_OF_OTHERS,
        lines: &const { names("press") },
    },
    Task {
        title: "Names, by `pipelines/deep.yaml`",
        others: NAMES_OF_OTHERS,
        lines: &const { names("deep") },
    },
    Task {
        title: "Actors",
        others: &[],
        lines: &[line(
            "sample corpus",
            "corpus/gold",
            &[
                ("actor", "lea"),
                ("actor", "b-cubed"),
                ("actor", "id"),
                ("mention", "noun"),
            ],
        )],
    },
    Task {
        title: "Attribution",
        others: ATTRIBUTION_OF_OTHERS,
        lines: &[attributions("press")],
    },
    Task {
        title: "Attribution, by `pipelines/deep.yaml`",
        others: ATTRIBUTION_OF_OTHERS,
        lines: &[attributions("deep")],
    },
    Task {
        title: "Stance",
        others: STANCE_OF_OTHERS,
        lines: &const { stances("press") },
    },
    Task {
        title: "Stance, by `pipelines/deep.yaml`",
        others: STANCE_OF_OTHERS,
        lines: &const { stances("deep") },
    },
    Task {
        title: "Figures",
        others: &[
            "NewsQuant, value and value with unit: CQE 90.4, 82.3; quantulum3 73.1, 47.3; Recognizers-Text 69.7, 34.7; duckling 64.4, 34.6",
        ],
        lines: &[
            line("NewsQuant", "figures.newsquant.dev", VALUES),
            line("quantulum3", "figures.quantulum3.dev", VALUES),
            line("Recognizers-Text", "figures.recognizers.dev", VALUES),
            line(
                "366 sentences of our own",
                "crates/figures/gold/gold",
                &[
                    ("quantity", "value"),
                    ("quantity", "value-unit"),
                    ("quantity", "sure"),
                    ("quantity", "of"),
                ],
            ),
            line(
                "IEER newswire",
                "figures.ieer-apw.dev",
                &[("quantity", "span")],
            ),
        ],
    },
    Task {
        title: "Times",
        others: &[
            "TempEval-3 platinum, strict and relaxed: spaCy sm 77.0, 87.8; Recognizers-Text 68.5, 87.0; HeidelTime about 81, 90 (published)",
        ],
        lines: &[
            line("TimeBank", "times.timebank.dev", TIMES),
            line("AQUAINT", "times.aquaint.dev", TIMES),
            line("Recognizers-Text", "times.recognizers.dev", TIMES),
        ],
    },
    Task {
        title: "Pictures",
        others: &[],
        lines: &[line(
            "48 news pages",
            "images.pages.dev",
            &[("image", "caption"), ("image", "credit")],
        )],
    },
];

fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()?;
    let gold = std::env::args_os().nth(1);
    let gold = PathBuf::from(gold.context("where are the gold files?")?);
    // Gold of our own lies in the repository.
    let folder = |file: &str| {
        if file.contains('/') {
            root.clone()
        } else {
            gold.clone()
        }
    };
    let date = jiff::ZonedDateTime::now().date();
    let mut page = format!(
        "# Scores\n\n\
         What `pipelines/press.yaml` of version {} scores on gold of others, and `pipelines/deep.yaml` where that is said, measured on {date} by\n\n    \
         cargo run --release -p presswork --example scores -- GOLD\n\n\
         which writes this page. F1 in percent, with the interval that holds 95 of 100 bootstrap samples of the documents; for stance the\n\
         mean over the classes. The measures are those of `presswork evaluate` ([evaluating](evaluating.md)). All sets are development\n\
         sets: models are trained on other documents. The figures of others were measured on the same texts or published by\n\
         their makers, mostly on the test sets beside these, and are given for orientation.\n",
        env!("CARGO_PKG_VERSION"),
    );
    for task in TASKS {
        write!(
            page,
            "\n## {}\n\n| set | measure | F1 | 95 % | gold |\n|---|---|--:|---|--:|\n",
            task.title
        )?;
        for line in task.lines {
            let scoring = Scoring {
                pipeline: root.join(format!("pipelines/{}.yaml", line.pipeline)),
                gold: vec![folder(line.file).join(format!("{}.jsonl", line.file))],
                given: line.given.iter().map(|&layer| layer.to_owned()).collect(),
                names: line.names.names(),
                ..Scoring::default()
            };
            let scored = scoring.run(&presswork::known())?;
            let rows = scored.evaluation.rows();
            for (layer, measure) in line.measures {
                let row = rows
                    .iter()
                    .find(|row| (row.layer, row.measure) == (*layer, *measure));
                let row =
                    row.with_context(|| format!("{}: {layer} {measure} was not scored", line.set))?;
                write_row(&mut page, line.set, row)?;
            }
        }
        if !task.others.is_empty() {
            page.push_str("\nOthers:\n\n");
            for other in task.others {
                writeln!(page, "- {other}")?;
            }
        }
    }
    let path = root.join("docs/scores.md");
    std::fs::write(&path, page)?;
    println!("wrote {}", path.display());
    Ok(())
}

fn write_row(page: &mut String, set: &str, row: &Row) -> std::fmt::Result {
    let Row {
        layer,
        measure,
        f1,
        interval: (low, high),
        score,
        ..
    } = row;
    let [f1, low, high] = [f1, low, high].map(|share| 100.0 * share);
    writeln!(
        page,
        "| {set} | {layer} {measure} | {f1:.1} | {low:.1}–{high:.1} | {} |",
        score.gold
    )
}
