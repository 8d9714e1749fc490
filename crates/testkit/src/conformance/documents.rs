//! The documents of the conformance kit: plain ones of our own writing, and hostile ones.

use crate::sample;
use presswork_model::{Document, LayerKind, Need, Reads, Selection, Stage, Text, Writes};
use serde_json::{Value, json};

/// A document as interchange JSON, so that each run starts from a fresh one.
pub(super) struct Sample {
    pub(super) name: String,
    /// Whether a stage must take it; a hostile one it may refuse.
    pub(super) plain: bool,
    json: Value,
    line: String,
}

/// What a stage reads and writes.
pub(super) struct Contract {
    pub(super) needs: Vec<Need>,
    pub(super) writes: Vec<LayerKind>,
}

impl Contract {
    pub(super) fn of<S: Stage>() -> Self {
        Self {
            needs: S::Reads::needs(),
            writes: S::Writes::kinds(),
        }
    }

    pub(super) fn required(&self) -> impl Iterator<Item = LayerKind> {
        let required = self.needs.iter().filter(|need| !need.optional);
        required.map(|need| need.kind)
    }

    pub(super) fn any_optional(&self) -> bool {
        self.needs.iter().any(|need| need.optional)
    }

    fn reads(&self, layer: &str) -> bool {
        self.needs.iter().any(|need| need.kind.name == layer)
            && self.writes.iter().all(|kind| kind.name != layer)
    }
}

impl Sample {
    /// `document` with the layers that the stage reads.
    pub(super) fn of(
        name: String,
        plain: bool,
        document: &Document,
        contract: &Contract,
    ) -> Result<Self, String> {
        let layers = document.layers().map(|layer| layer.name().to_owned());
        let read = layers.filter(|layer| contract.reads(layer));
        let mut out = Vec::new();
        let written = document.write_json(&Selection::Only(read.collect()), &mut out);
        let json = written.and_then(|()| serde_json::from_slice(&out));
        let json = json.map_err(|error| format!("{name} cannot be used: {error}"))?;
        Ok(Self {
            name,
            plain,
            json,
            line: String::new(),
        })
    }

    /// Whether there is anything in `layer`.
    pub(super) fn holds(&self, layer: &str) -> bool {
        let rows = self.json["layers"][layer].as_array();
        rows.is_some_and(|rows| !rows.is_empty())
    }

    /// The same document with nothing but the layers that the stage cannot do without.
    pub(super) fn without_optional(&self, contract: &Contract) -> Self {
        let mut json = self.json.clone();
        if let Some(layers) = json["layers"].as_object_mut() {
            layers.retain(|layer, _| contract.required().any(|kind| kind.name == layer));
        }
        Self {
            name: format!("{}, without optional layers", self.name),
            plain: self.plain,
            json,
            line: String::new(),
        }
    }

    /// Adds required layers that the document lacks, empty.
    pub(super) fn fill(&mut self, contract: &Contract) {
        for kind in contract.required() {
            if self.json["layers"].get(kind.name).is_none() {
                self.json["layers"][kind.name] = json!([]);
                if kind.version != 1 {
                    self.json["versions"][kind.name] = json!(kind.version);
                }
            }
        }
        self.line = self.json.to_string();
    }

    /// A fresh document, as it is after [`fill`](Self::fill).
    pub(super) fn document(&self) -> Document {
        Document::from_json(self.line.as_bytes())
            .expect("it was written by `Document::write_json` and filled")
    }
}

/// Texts as news has them, with every layer of the shared vocabulary that the stage reads.
pub(super) fn plain(contract: &Contract) -> Result<Vec<Sample>, String> {
    let sample = |(name, source): &(&str, &str)| {
        let document = sample::with_layers(source)?;
        Sample::of(format!("the sample `{name}`"), true, &document, contract)
    };
    PLAIN.iter().map(sample).collect()
}

pub(super) const PLAIN: [(&str, &str); 3] = [
    (
        "port",
        r#"[[Omarra]{place =?omarra} reopens its harbour]{title}

[By [Selin Acar]{person =person:selin-acar}]{byline}
[7 March 2023]{time date 2023-03-07}{byline}

[[OMARRA]{place =?omarra} ([Coast Press]{organisation =organisation:coast-press}) -]{dateline} [The harbour of [Omarra]{place =?omarra} opened again on [Tuesday]{time date 2023-03-07} after [17 days]{time duration P17D}, [Port Minister [Amina Diallo]{person =person:amina-diallo}]{source a1} [said]{cue a1 indirect}: [it lost about [$4.5 million]{quantity q1 4500000 USD about}, a fall of [12%]{quantity q2 12 % change=down-by}]{content a1}.]{paragraph}

[[“[Some in the [Dockers' League]{organisation =organisation:dockers-league}]{source a4} [believe]{cue a4 belief parent=a2} [we are their enemy]{content a4},”]{content a2} [she]{person pronoun =person:amina-diallo}{source a2} [said]{cue a2 direct}, [“and [300]{quantity q3 300 "job"} [jobs]{of q3} are gone.”]{content a2}]{paragraph}

[A strike and its end]{heading}

[Dockers on the pier ([Karim Osei]{person =person:karim-osei}{credit})]{caption}{image}

[[[The minister]{person nominal =person:amina-diallo} blamed the [Dockers' League]{organisation =organisation:dockers-league}]{stance person:amina-diallo oppose organisation:dockers-league}. [[Varland]{place =country:XV} has not condemned [it]{organisation pronoun =organisation:dockers-league}]{stance country:XV oppose organisation:dockers-league negated}.]{paragraph}"#,
    ),
    (
        "opinion",
        r#"[[[The writer]{person nominal =person:tomas-brink}{source a1} [believes]{cue a1 belief} that [[Varland]{place =country:XV} cannot trust its neighbours — not yet]{content a1}]{stance person:tomas-brink oppose ?neighbours}. [According to]{cue a2 indirect} [[Tomas Brink]{person =person:tomas-brink}]{source a2}, [[hundreds]{quantity q1 ~100 "Varlander"} of [Varlanders]{group =country:XV}{of q1} left [last June]{time date 2022-06}]{content a2}.]{paragraph}

[Who pays? [The [neighbours]{group nominal =?neighbours} would]{stance author support ?neighbours hypothetical}; some [10 to 12 kilometres]{quantity q2 10..12 km} of fence cost [“at least half a crown”]{quantity q3 >=0.5 "crown"} a day.]{paragraph}"#,
    ),
    ("one word", "[Rain]{paragraph}"),
];

/// Texts that no newspaper prints, and layers that no stage writes.
pub(super) fn hostile(contract: &Contract) -> Result<Vec<Sample>, String> {
    let hostile = |name: &str, document: &Document| {
        Sample::of(
            format!("the hostile document `{name}`"),
            false,
            document,
            contract,
        )
    };
    let texts = texts().into_iter();
    let mut samples: Vec<_> = texts
        .map(|(name, text)| hostile(name, &sample::document(&text)))
        .collect::<Result<_, _>>()?;
    samples.push(hostile(
        "no layer is filled",
        &Document::new(Text::new("sample", "Omarra said.")),
    )?);
    let odd: [(&str, &dyn Fn(usize) -> usize); 2] = [
        ("ids that point nowhere", &|_| 4_000_000_000),
        ("rows that point at themselves", &|row| row),
    ];
    for (name, pointing) in odd {
        let mut sample = hostile(name, &sample::with_layers(PLAIN[0].1)?)?;
        for rows in sample.json["layers"]
            .as_object_mut()
            .into_iter()
            .flat_map(|layers| layers.values_mut())
        {
            for (number, row) in rows.as_array_mut().into_iter().flatten().enumerate() {
                point(row, &json!(pointing(number)));
            }
        }
        samples.push(sample);
    }
    Ok(samples)
}

/// Sets every id in a row: they are the numbers under these keys.
fn point(row: &mut Value, id: &Value) {
    for (key, value) in row.as_object_mut().into_iter().flatten() {
        let ids = [
            "actor",
            "attribution",
            "holder",
            "mention",
            "parent",
            "target",
            "time",
        ];
        if value.is_number() && ids.contains(&key.as_str()) {
            *value = id.clone();
        } else {
            point(value, id);
        }
    }
}

fn texts() -> Vec<(&'static str, String)> {
    let long = |part: &str| part.repeat(20_000 / part.chars().count());
    vec![
        ("empty", String::new()),
        (
            "blanks",
            " \t\n\r\n\u{a0}\u{2003}\u{2028}\u{3000} \n\n".into(),
        ),
        ("NULs", "\0\0\0".into()),
        ("NULs in words", "a\0b said\0 \0that c\0.".into()),
        (
            "controls",
            "\u{1}\u{7f}\u{9b}\u{feff}\u{200b}\u{ad}\u{202e}said\u{202c}".into(),
        ),
        (
            "lone combining marks",
            "\u{301}\u{308} \u{301}a \u{20e3}".into(),
        ),
        ("emoji", "👩‍👩‍👧‍👦🇮🇶🇮 “🤷🏽‍♀️,” said 👍. 5️⃣ $😀 😀%".into()),
        (
            "right to left",
            "قال الوزير إنّ «الأسعار» ارتفعت ٥٪ في ٢٠٢٤. השר אמר: \"לא\"، \u{200f}٣ دولار".into(),
        ),
        (
            "Chinese and Japanese",
            "部长说：“价格上涨了百分之五。”大臣は「３億円」と述べた。2024年3月5日".into(),
        ),
        (
            "characters of all widths",
            "Aé“€𝟛\u{10ffff}\u{fffd}ﬁİıßŒ Ⅷ ½ ³ ①𝐀 said".into(),
        ),
        (
            "only punctuation",
            ".,;:!?()[]{}'\"`“”‘’«»–—…/\\|@#$%^&*_+-=<>~".into(),
        ),
        (
            "unbalanced quotation marks",
            "“She said \"no, he said, ‘never” said 'Omarra. \"\"\" ”””“““ \"said".into(),
        ),
        (
            "half of everything",
            "said $ said % , said “ according to by -5 to 10. 1,000,".into(),
        ),
        (
            "wild numbers",
            format!(
                "${} 1.2.3.4 1,2,3 1e999 -0 00:99 32 February 0000 99/99/9999 0% $-5 1/0 {} million billion trillion",
                "9".repeat(400),
                "0".repeat(100)
            ),
        ),
        ("no letters, many lines", "\n-\n".repeat(500)),
        ("20,000 letters", long("a")),
        ("20,000 capitals", long("A")),
        ("20,000 digits", long("7")),
        ("20,000 stops", long(".")),
        ("20,000 quotation marks", long("\"")),
        ("20,000 opening quotation marks", long("“")),
        ("20,000 opening brackets", long("(")),
        ("20,000 apostrophes", long("'")),
        ("20,000 dashes", long("-")),
        ("20,000 blanks", long(" ")),
        ("20,000 line breaks", long("\n")),
        ("20,000 of one emoji", long("😀")),
        ("20,000 combining marks", format!("a{}", long("\u{301}"))),
        ("a very long token", long("x9'y.z-")),
        ("one very long sentence", long("Omarra said that ")),
        ("nothing but names", long("Amina Diallo ")),
        ("nothing but figures", long("$5 million, ")),
    ]
}
