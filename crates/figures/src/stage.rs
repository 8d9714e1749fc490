//! `Figures`: reads the sentences of a document one after the other.

use crate::Settings;
use crate::amounts::Amounts;
use crate::atoms::{Atom, Atoms, lex};
use crate::currencies::{Codes, Currencies};
use crate::images;
use crate::lexicon::Lexicon;
use crate::money::Purse;
use crate::phrase::Clause;
use crate::quantities::Finder;
use crate::times::{Anchor, Reader, Story};
use crate::units::Units;
use presswork_annotations::{Attribution, Block, Image, Quantity, Sentence, Time, TimeKind, Token};
use presswork_model::{BoxError, Context, Given, Id, Layer, SettingError, Span, Stage, Text};

/// Finds quantities, times and pictures.
///
/// ```
/// use presswork_figures::{Figures, Settings};
/// use presswork_model::{Context, Stage};
/// let settings = Settings { dollar: "XYZ".into(), ..Settings::default() };
/// let error = Figures::new(settings, &Context::default()).err().expect("there is no such currency");
/// assert_eq!(error.to_string(), "`XYZ` is no currency of ISO 4217");
/// ```
pub struct Figures {
    lexicon: Lexicon,
    currencies: Currencies,
    units: Units,
    anchor: Anchor,
    day_first: bool,
}

impl Stage for Figures {
    const NAME: &'static str = "figures";
    const VERSION: u32 = 6;
    type Config = Settings;
    type Reads = (
        Layer<Token>,
        Layer<Sentence>,
        Option<Layer<Block>>,
        Option<Layer<Attribution>>,
    );
    type Writes = (Vec<Quantity>, Vec<Time>, Vec<Image>);

    fn new(settings: Settings, _: &Context) -> Result<Self, BoxError> {
        let dollar = iso_currency::Currency::from_code(&settings.dollar).ok_or_else(|| {
            SettingError::new(
                "dollar",
                format!("`{}` is no currency of ISO 4217", settings.dollar),
            )
            .help("write a code of three capitals such as `USD`, `CAD` or `AUD`")
        })?;
        let anchor = match &settings.date {
            None => Anchor::default(),
            Some(date) => Anchor::parse(date).ok_or_else(|| {
                SettingError::new("date", format!("`{date}` is no date"))
                    .help("write it as `2024-03-05`, `2024-03` or `2024`")
            })?,
        };
        let currencies = Currencies::new(dollar.code())?;
        Ok(Self {
            lexicon: Lexicon::new(currencies.nations())?,
            currencies,
            units: Units::new()?,
            anchor,
            day_first: settings.day_first,
        })
    }

    fn run(
        &self,
        text: &Text,
        (tokens, sentences, blocks, attributions): Given<'_, Self>,
    ) -> Result<Self::Writes, BoxError> {
        let mut found = Findings {
            quantities: Vec::new(),
            times: Vec::new(),
            story: Story::default(),
        };
        let mut atoms = Vec::new();
        let mut nations = Nations::default();
        let date = text.meta().date.as_deref().and_then(Anchor::parse);
        let anchor = date.unwrap_or(self.anchor);
        let mut rest: &[Token] = tokens;
        let mut read = 0;
        for sentence in sentences {
            text.in_time()?;
            // Tokens and sentences are both in text order: each token is looked at once. What a token of the last
            // sentence has covered is not read again.
            let before = |at: u32| move |token: &&Token| token.span.start() < at;
            let skipped = rest
                .iter()
                .take_while(before(sentence.span.start().max(read)))
                .count();
            let mut count = rest[skipped..]
                .iter()
                .take_while(before(sentence.span.end()))
                .count();
            // A sentence that ends in "Rs." was cut from its sum.
            if self.is_cut(text, &rest[skipped..], count) {
                let next =
                    sentences.partition_point(|other| other.span.start() < sentence.span.end());
                let end = sentences
                    .get(next)
                    .map_or(sentence.span.end(), |next| next.span.end());
                count = rest[skipped..].iter().take_while(before(end)).count();
            }
            let (own, after) = rest[skipped..].split_at(count);
            rest = after;
            let tells = lex(text, own, &self.lexicon, &mut atoms);
            read = atoms.last().map_or(read, |last| last.end);
            nations.sentence(&atoms);
            if tells {
                self.sentence(
                    Atoms { text, list: &atoms },
                    nations.near(),
                    anchor,
                    &mut found,
                );
            }
        }
        if let Some(attributions) = attributions {
            for quantity in &mut found.quantities {
                quantity.attribution = innermost(attributions, quantity.span);
            }
        }
        let images = blocks.map_or_else(Vec::new, |blocks| images::find(text, blocks));
        Ok((found.quantities, found.times, images))
    }
}

/// What was found in the sentences so far.
struct Findings {
    quantities: Vec<Quantity>,
    times: Vec<Time>,
    story: Story,
}

impl Figures {
    /// Whether the first `count` of `tokens` end in a currency's abbreviation with its stop, and digits follow.
    fn is_cut(&self, text: &Text, tokens: &[Token], count: usize) -> bool {
        let digits = |token: &Token| text[token.span].starts_with(|c: char| c.is_ascii_digit());
        if !tokens.get(count).is_some_and(digits) || count == 0 {
            return false;
        }
        let words = tokens[count.saturating_sub(2)..count]
            .iter()
            .map(|token| &text[token.span]);
        let mut words = words.rev();
        let last = words.next().and_then(|word| word.strip_suffix('.'));
        let word = match last {
            Some("") => words.next(),
            word => word,
        };
        word.is_some_and(|word| word.len() > 1 && self.currencies.prefix(word).is_some())
    }

    fn sentence(&self, atoms: Atoms<'_>, near: Codes, anchor: Anchor, found: &mut Findings) {
        let mut times = Vec::new();
        Reader {
            atoms,
            anchor,
            day_first: self.day_first,
        }
        .find(&mut times);
        found.story.tell(&mut times, anchor);
        let purse = Purse {
            currencies: &self.currencies,
            near,
        };
        let amounts = Amounts {
            atoms,
            purse,
            units: &self.units,
        };
        let first_quantity = found.quantities.len();
        Finder {
            amounts,
            clause: Clause {
                atoms,
                times: &times,
            },
        }
        .find(&mut found.quantities);
        let first_time = found.times.len();
        for time in times {
            found.times.push(Time {
                span: atoms.span(time.first, time.end),
                kind: time.kind,
                value: time.value,
            });
        }
        let times = &found.times[first_time..];
        for quantity in &mut found.quantities[first_quantity..] {
            quantity.time =
                nearest(atoms.text, times, quantity.span).map(|at| Id::new(first_time + at));
        }
        yield_times(times, first_time, &mut found.quantities[first_quantity..]);
    }
}

/// A time that stands right behind one quantity is not that of the one before it: "rose to $1.1bn from $980m a year earlier".
/// Such a one takes the date that stands nearest ahead of it.
fn yield_times(times: &[Time], first_time: usize, quantities: &mut [Quantity]) {
    for at in 1..quantities.len() {
        let (one, other) = (&quantities[at - 1], &quantities[at]);
        let behind = |time: &Time| {
            time.span.start() <= other.span.end() + 1 && time.span.start() >= other.span.end()
        };
        let shared = one.time.filter(|id| other.time == Some(*id));
        let Some(taken) = shared.filter(|id| behind(&times[id.index() - first_time])) else {
            continue;
        };
        let start = one.span.start();
        let ahead = times[..taken.index() - first_time]
            .iter()
            .rposition(|time| time.kind == TimeKind::Date && time.span.end() <= start);
        if let Some(ahead) = ahead {
            quantities[at - 1].time = Some(Id::new(first_time + ahead));
        }
    }
}

/// The date or set of dates nearest to `span`.
fn nearest(text: &Text, times: &[Time], span: Span) -> Option<usize> {
    let distance = |time: &Time| {
        let after = time.span.start().saturating_sub(span.end());
        // In "12 in 2017, 15 in 2018" a preposition binds a time to the number ahead of it.
        let gap = (1..8)
            .contains(&after)
            .then(|| text[Span::new(span.end(), time.span.start())].trim());
        if matches!(
            gap,
            Some("" | "in" | "on" | "for" | "at" | "by" | "since" | "during")
        ) {
            return 0;
        }
        let before = span.start().saturating_sub(time.span.end());
        after.max(before)
    };
    // Beside a rate ("$5 million a year") and a duration stands no time at which the quantity holds.
    let dates = times
        .iter()
        .enumerate()
        .filter(|(_, time)| matches!(time.kind, TimeKind::Date | TimeKind::Time));
    // Sentences run on; a time far away belongs to something else.
    let near = dates.filter(|(_, time)| distance(time) <= 200);
    near.min_by_key(|(_, time)| distance(time))
        .map(|(at, _)| at)
}

/// The smallest attribution whose content covers `span`.
fn innermost(attributions: &Layer<Attribution>, span: Span) -> Option<Id<Attribution>> {
    let covering = attributions
        .covering(span)
        .filter(|(_, attribution)| attribution.content.covers(span));
    covering
        .min_by_key(|(_, attribution)| attribution.content.span().len())
        .map(|(id, _)| id)
}

/// The countries mentioned near a sentence: in it, in the one before, and at the head of the document.
#[derive(Default)]
struct Nations {
    head: Codes,
    before: Codes,
    here: Codes,
    sentences: usize,
}

/// How many sentences count as the head of a document.
const HEAD: usize = 2;

impl Nations {
    fn sentence(&mut self, atoms: &[Atom]) {
        self.before = self.here;
        self.here = Codes::default();
        for nation in atoms
            .iter()
            .filter(|atom| atom.capital)
            .filter_map(|atom| atom.entry.nation)
        {
            self.here.add(nation);
        }
        if self.sentences < HEAD {
            self.head = self.head.with(self.here);
        }
        self.sentences += 1;
    }

    fn near(&self) -> Codes {
        self.head.with(self.before).with(self.here)
    }
}
