//! Ids in the layers of the shared vocabulary: each must point at a row that is there.

use presswork_annotations::{Attribution, Holder, Mention, Quantity, Stance, Time};
use presswork_model::{Annotation, Document, Id, Layer};

/// Checks the ids of the layers named in `written`.
pub(super) fn check(document: &Document, written: &[&str]) -> Result<(), String> {
    let mut rows = Rows {
        document,
        written,
        problem: None,
    };
    rows.each::<Mention>(|row, ids| ids.to(row.actor, "actor"));
    rows.each::<Attribution>(|row, ids| {
        ids.to(row.holder, "holder");
        ids.to(row.parent, "parent");
    });
    rows.each::<Stance>(|row, ids| {
        ids.to(Some(row.target), "target");
        ids.to(row.attribution, "attribution");
        if let Holder::Mention(holder) = row.holder {
            ids.to(Some(holder), "holder");
        }
    });
    rows.each::<Quantity>(|row, ids| {
        ids.to::<Time>(row.time, "time");
        ids.to(row.attribution, "attribution");
    });
    rows.problem.map_or(Ok(()), Err)
}

struct Rows<'a> {
    document: &'a Document,
    written: &'a [&'a str],
    problem: Option<String>,
}

impl Rows<'_> {
    fn each<A: Annotation>(&mut self, visit: impl Fn(&A, &mut Ids<'_>)) {
        if !self.written.contains(&A::NAME) {
            return;
        }
        // A stranger's layer may share the name; then it is none of ours to check.
        let Some(layer) = layer::<A>(self.document) else {
            return;
        };
        for (id, row) in layer.entries() {
            let mut ids = Ids {
                document: self.document,
                problem: None,
            };
            visit(row, &mut ids);
            if let Some(problem) = ids.problem {
                let number = id.index();
                let first = format!("`{}` number {number}: {problem}", A::NAME);
                self.problem.get_or_insert(first);
            }
        }
    }
}

struct Ids<'a> {
    document: &'a Document,
    problem: Option<String>,
}

impl Ids<'_> {
    fn to<B: Annotation>(&mut self, id: Option<Id<B>>, field: &str) {
        let Some(id) = id else {
            return;
        };
        let rows = layer::<B>(self.document).map_or(0, |layer| layer.len());
        if id.index() >= rows {
            self.problem = Some(format!(
                "`{field}` is {}, and the layer `{}` has {rows}",
                id.index(),
                B::NAME
            ));
        }
    }
}

fn layer<A: Annotation>(document: &Document) -> Option<&Layer<A>> {
    document.layer().ok().flatten()
}
