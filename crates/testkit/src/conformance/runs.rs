//! Running a stage over the samples: forwards, backwards and on two threads, with the same results each time.

use super::documents::Sample;
use super::ids;
use presswork_model::{Context, Reads, Selection, Stage, Writes};
use serde_json::Value;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

/// Runs everything aside, so that a stage that hangs is a problem and not a test without end.
pub(super) fn check<S: Stage>(
    settings: &Value,
    samples: Vec<Sample>,
    time_limit: Duration,
) -> Result<(), String> {
    let (progress, steps) = channel();
    let settings = settings.clone();
    let worker = thread::spawn(move || check_all::<S>(&settings, &samples, &progress));
    let mut doing = "made from its settings".to_owned();
    loop {
        match steps.recv_timeout(time_limit) {
            Ok(next) => doing = next,
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {
                return Err(format!(
                    "it takes longer than {time_limit:?} when it is {doing}"
                ));
            }
        }
    }
    worker
        .join()
        .unwrap_or_else(|payload| Err(panic_message(payload.as_ref())))
}

fn check_all<S: Stage>(
    settings: &Value,
    samples: &[Sample],
    progress: &Sender<String>,
) -> Result<(), String> {
    // The receiver is gone once time ran out; then nobody waits for this any more.
    let tell = |doing: String| _ = progress.send(doing);
    let forwards = make::<S>(settings)?;
    let mut results = Vec::new();
    for sample in samples {
        tell(format!("run on {}", sample.name));
        results.push(run(&forwards, sample)?);
    }
    for (sample, result) in samples.iter().zip(&results) {
        if let (true, Err(error)) = (sample.plain, result) {
            return Err(format!("it refuses {}: {error}", sample.name));
        }
    }
    let backwards = make::<S>(settings)?;
    for (sample, result) in samples.iter().zip(&results).rev() {
        tell(format!("run twice on {}", sample.name));
        for _ in 0..2 {
            let again = run(&backwards, sample)?;
            if again != *result {
                return Err(unequal::<S>(settings, sample, result, &again));
            }
        }
    }
    tell("run on two threads at once".to_owned());
    let shared = Arc::new(make::<S>(settings)?);
    thread::scope(|scope| {
        let pass = |reverse: bool| {
            let shared = Arc::clone(&shared);
            let results = &results;
            scope.spawn(move || {
                for i in 0..samples.len() {
                    let i = if reverse { samples.len() - 1 - i } else { i };
                    let again = run(&*shared, &samples[i])?;
                    if again != results[i] {
                        let (name, difference) = (&samples[i].name, difference(&results[i], &again));
                        return Err(format!(
                            "on two threads at once it gives another result for {name}: {difference}"
                        ));
                    }
                }
                Ok(())
            })
        };
        let passes = [pass(false), pass(true)];
        passes.into_iter().try_for_each(|pass| {
            pass.join()
                .unwrap_or_else(|payload| Err(panic_message(payload.as_ref())))
        })
    })
}

fn make<S: Stage>(settings: &Value) -> Result<S, String> {
    let config = serde_json::from_value(settings.clone()).map_err(|error| error.to_string())?;
    let made = catch_unwind(AssertUnwindSafe(|| S::new(config, &Context::default())));
    let made = made.map_err(|payload| {
        let message = panic_message(payload.as_ref());
        format!("it panics when it is made from {settings}: {message}")
    })?;
    made.map_err(|error| {
        format!("it cannot be made from {settings}: {error}; give the test settings that work")
    })
}

/// The layers that the stage wrote, as JSON; or why it refused the document.
type Outcome = Result<String, String>;

fn run<S: Stage>(stage: &S, sample: &Sample) -> Result<Outcome, String> {
    let name = &sample.name;
    let mut document = sample.document();
    let before: Vec<_> = document
        .layers()
        .map(|layer| layer.name().to_owned())
        .collect();
    let given = S::Reads::given(&document)
        .map_err(|error| format!("it cannot be given what it reads of {name}: {error}"))?;
    let written = catch_unwind(AssertUnwindSafe(|| stage.run(document.text(), given)));
    let written = written.map_err(|payload| {
        let message = panic_message(payload.as_ref());
        format!("it panics on {name}: {message}")
    })?;
    let written = match written {
        Ok(written) => written,
        Err(error) => return Ok(Err(error.to_string())),
    };
    let wrong =
        |error: &dyn std::fmt::Display| format!("what it writes for {name} is wrong: {error}");
    written
        .write(&mut document)
        .map_err(|error| wrong(&error))?;
    let declared: Vec<_> = S::Writes::kinds().iter().map(|kind| kind.name).collect();
    let holds = |layer: &str| document.layers().any(|held| held.name() == layer);
    if let Some(layer) = declared.iter().find(|layer| !holds(layer)) {
        return Err(format!(
            "it declares the layer `{layer}` and does not write it for {name}"
        ));
    }
    let known = |layer: &str| declared.contains(&layer) || before.iter().any(|old| old == layer);
    if let Some(layer) = document.layers().find(|layer| !known(layer.name())) {
        let layer = layer.name();
        return Err(format!(
            "it writes the layer `{layer}` for {name} and does not declare it"
        ));
    }
    ids::check(&document, &declared).map_err(|error| wrong(&error))?;
    let mut out = Vec::new();
    let names = declared.iter().map(|&layer| layer.to_owned()).collect();
    document
        .write_json(&Selection::Only(names), &mut out)
        .map_err(|error| wrong(&error))?;
    let json = String::from_utf8(out).map_err(|error| wrong(&error))?;
    let layers = json
        .split_once(r#""layers":"#)
        .map(|(_, layers)| layers.to_owned());
    Ok(Ok(layers.unwrap_or(json)))
}

/// Why two results differ: by chance, or by what came before.
fn unequal<S: Stage>(
    settings: &Value,
    sample: &Sample,
    first: &Outcome,
    again: &Outcome,
) -> String {
    let fresh: Result<Vec<_>, _> = (0..8).map(|_| run(&make::<S>(settings)?, sample)).collect();
    let fresh = match fresh {
        Ok(fresh) => fresh,
        Err(problem) => return problem,
    };
    let (name, difference) = (&sample.name, difference(first, again));
    if fresh.iter().any(|other| *other != fresh[0]) {
        format!(
            "it is not deterministic: the same document gives different results, here {name}: {difference} \
             (the order of a hash map, the time and chance must not show)"
        )
    } else {
        format!(
            "it keeps state between documents: what it was run on before changes the result for {name}: {difference}"
        )
    }
}

/// Where two results part, with some text on either side.
fn difference(first: &Outcome, again: &Outcome) -> String {
    let text = |outcome: &Outcome| match outcome {
        Ok(layers) => layers.clone(),
        Err(error) => format!("error: {error}"),
    };
    let (first, again) = (text(first), text(again));
    let common = first
        .chars()
        .zip(again.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let part = |text: &str| -> String {
        let start = common.saturating_sub(30);
        text.chars().skip(start).take(90).collect()
    };
    format!(
        "first\n    …{}…\n  then\n    …{}…",
        part(&first),
        part(&again)
    )
}

fn panic_message(payload: &(dyn std::any::Any + Send)) -> String {
    let message = payload
        .downcast_ref::<&str>()
        .map(|&message| message.to_owned());
    let message = message.or_else(|| payload.downcast_ref::<String>().cloned());
    message.unwrap_or_else(|| "without a message".to_owned())
}
