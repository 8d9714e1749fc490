//! What a stage finds in lessons, compared with their gold as `presswork evaluate` does.

use presswork_annotations::{Holder, Mention, Polarity, Stance};
use presswork_model::{BoxError, Layer, Span, Stage};
use presswork_stance::{FindStance, Lesson, Tells};

/// Prints the macro-F1 of pairs, over five classes, and of polarities toward targets, over three.
pub(crate) fn compare(what: &str, stage: &FindStance, lessons: &[Lesson]) -> Result<(), BoxError> {
    let (mut pairs, mut towards) = (Vec::new(), Vec::new());
    for lesson in lessons {
        let document = &lesson.document;
        let mentions = document
            .layer::<Mention>()?
            .ok_or("there are no mentions")?;
        let given = (
            document.layer()?.ok_or("there are no tokens")?,
            document.layer()?.ok_or("there are no sentences")?,
            mentions,
            document.layer()?,
            document.layer()?,
        );
        let rows = stage.run(document.text(), given)?;
        if let ([first, second], true) = (&**mentions, lesson.tells == Tells::Pairs) {
            let order = |holder: Span, target: Span| {
                [(first, second), (second, first)]
                    .iter()
                    .position(|(one, other)| {
                        holder.overlaps(one.span) && target.overlaps(other.span)
                    })
            };
            let mut gold = lesson.gold.iter();
            let gold =
                gold.find_map(|gold| Some((gold.polarity, order(gold.holder?, gold.target)?)));
            let found = rows.iter().filter_map(|row| {
                let Holder::Mention(holder) = row.holder else {
                    return None;
                };
                let order = order(mentions[holder].span, mentions[row.target].span)?;
                (row.polarity != Polarity::Neutral)
                    .then_some((row.score * row.strength, (row.polarity, order)))
            });
            let found = found.max_by(|one, other| one.0.total_cmp(&other.0));
            pairs.push((gold, found.map(|(_, found)| found)));
        }
        if lesson.tells == Tells::Toward {
            for gold in &lesson.gold {
                towards.push((gold.polarity, toward(&rows, mentions, gold.target)));
            }
        }
    }
    println!(
        "{what}: pairs {:.1}, toward {:.1}",
        macro_f1(&pairs),
        macro_f1(&towards)
    );
    Ok(())
}

/// The polarity of all rows toward `target` together.
fn toward(rows: &[Stance], mentions: &Layer<Mention>, target: Span) -> Polarity {
    let rows = rows
        .iter()
        .filter(|row| mentions[row.target].span.overlaps(target));
    let sum: f32 = rows
        .map(|row| match row.polarity {
            Polarity::Support => row.score * row.strength,
            Polarity::Oppose => -row.score * row.strength,
            Polarity::Neutral => 0.0,
        })
        .sum();
    match sum {
        sum if sum > 0.0 => Polarity::Support,
        sum if sum < 0.0 => Polarity::Oppose,
        _ => Polarity::Neutral,
    }
}

/// The mean F1 over the classes of gold, in percent.
fn macro_f1<C: PartialEq + Copy>(cases: &[(C, C)]) -> f64 {
    let mut classes: Vec<C> = Vec::new();
    for (gold, _) in cases {
        if !classes.contains(gold) {
            classes.push(*gold);
        }
    }
    let f1 = |class: &C| {
        let count = |test: &dyn Fn(&(C, C)) -> bool| cases.iter().filter(|case| test(case)).count();
        let both = count(&|case| case.0 == *class && case.1 == *class);
        let either = count(&|case| case.0 == *class) + count(&|case| case.1 == *class);
        200.0 * both as f64 / either.max(1) as f64
    };
    classes.iter().map(f1).sum::<f64>() / classes.len().max(1) as f64
}
