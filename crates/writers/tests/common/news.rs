//! News by rote, as long as it takes, with about as many rows of each layer as real news has.

use presswork_annotations::{
    Actor, Amount, Attribution, AttributionKind, Block, BlockKind, Form, Holder, Mention,
    MentionKind, Polarity, Quantity, Sentence, Stance, Time, TimeKind, Token, TokenKind, Unit,
    UnitKind,
};
use presswork_model::{Document, Id, Meta, Span, Text};

const PEOPLE: [&str; 5] = [
    "Amina Diallo",
    "Pavel Orlik",
    "Marta Ionescu",
    "Chen Bo",
    "Ruth Adeyemi",
];
const PLACES: [&str; 4] = ["Omarra", "Tessaly", "Port Sel", "Kestrel Bay"];
const GOODS: [&str; 4] = ["grain", "steel", "water", "power"];

/// A news item of `sentences` sentences of 16 words.
pub(crate) fn news(id: &str, sentences: u32) -> Document {
    let mut news = News::default();
    for i in 0..sentences {
        news.sentence(i);
        if i % 4 == 3 || i + 1 == sentences {
            news.block();
        } else {
            news.body.push(' ');
        }
    }
    let meta = Meta {
        title: Some(format!("News of {id}")),
        date: Some("2024-03-05".into()),
        ..Meta::default()
    };
    let text = Text::with_meta(id, meta, news.body);
    let tokens = tokens(&text);
    let mut document = Document::new(text);
    document.write(news.blocks).unwrap();
    document.write(tokens).unwrap();
    document.write(news.sentences).unwrap();
    document.write(news.mentions).unwrap();
    document.write(news.actors).unwrap();
    document.write(news.attributions).unwrap();
    document.write(news.stances).unwrap();
    document.write(news.quantities).unwrap();
    document.write(news.times).unwrap();
    document
}

/// Words, and every other character that is no blank on its own: good enough to be counted.
fn tokens(text: &Text) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text.body().trim_start();
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|c: char| !c.is_alphanumeric());
        let word = word.unwrap_or(rest.len());
        let length = word.max(first.len_utf8());
        let kind = match first {
            _ if word == 0 => TokenKind::Punctuation,
            '0'..='9' => TokenKind::Number,
            _ => TokenKind::Word,
        };
        let span = text.span_of(&rest[..length]);
        tokens.push(Token { span, kind });
        rest = rest[length..].trim_start();
    }
    tokens
}

#[derive(Default)]
struct News {
    body: String,
    block: usize,
    blocks: Vec<Block>,
    sentences: Vec<Sentence>,
    mentions: Vec<Mention>,
    actors: Vec<Actor>,
    attributions: Vec<Attribution>,
    stances: Vec<Stance>,
    quantities: Vec<Quantity>,
    times: Vec<Time>,
}

impl News {
    /// "Amina Diallo said on Monday that Omarra had sold 10 tonnes of grain without a word."
    fn sentence(&mut self, i: u32) {
        let start = self.body.len();
        let n = i as usize;
        let claim = Some(Id::new(self.attributions.len()));
        let (holder, source) = self.name(PEOPLE[n % PEOPLE.len()], MentionKind::Person);
        self.body.push(' ');
        let cue = self.words("said");
        self.body.push_str(" on ");
        let span = self.words("Monday");
        self.times.push(Time {
            span,
            kind: TimeKind::Date,
            value: Some("2024-03-04".into()),
        });
        self.body.push_str(" that ");
        let content = self.body.len();
        let (target, _) = self.name(PLACES[n % PLACES.len()], MentionKind::Place);
        self.body.push_str(" had sold ");
        let tonnes = self.words(&format!("{} tonnes", 10 + i));
        self.body.push_str(" of ");
        let of = self.words(GOODS[n % GOODS.len()]);
        self.body.push_str(" without a word.");
        let content = Span::from_range(content..self.body.len() - 1);
        let span = Span::from_range(start..self.body.len());

        self.sentences.push(Sentence { span });
        self.attributions.push(Attribution {
            span,
            kind: AttributionKind::Indirect,
            source: Some(source.into()),
            holder: Some(holder),
            cue: Some(cue.into()),
            content: content.into(),
            parent: None,
        });
        self.quantities.push(Quantity {
            span: tonnes,
            value: Amount::Exact((10 + i).into()),
            approximate: false,
            unit: Some(Unit {
                kind: UnitKind::Measure,
                code: "t".into(),
            }),
            of: Some(of),
            change: None,
            time: None,
            attribution: claim,
            readings: vec![],
        });
        if i.is_multiple_of(3) {
            self.stances.push(Stance {
                span: content,
                holder: Holder::Mention(holder),
                target,
                polarity: Polarity::Oppose,
                strength: 0.6,
                attribution: claim,
                negated: false,
                hypothetical: false,
                score: 0.7,
                rule: "phrase:without a word".into(),
            });
        }
    }

    fn words(&mut self, words: &str) -> Span {
        let start = self.body.len();
        self.body.push_str(words);
        Span::from_range(start..self.body.len())
    }

    fn name(&mut self, name: &str, kind: MentionKind) -> (Id<Mention>, Span) {
        let span = self.words(name);
        let known = self.actors.iter().position(|actor| &*actor.name == name);
        let actor = known.unwrap_or_else(|| {
            let id = format!("{kind}:{}", name.to_lowercase().replace(' ', "-"));
            self.actors.push(Actor {
                span,
                name: name.into(),
                id: Some(id.into()),
                kind,
            });
            self.actors.len() - 1
        });
        self.mentions.push(Mention {
            span,
            kind,
            form: Form::Name,
            actor: Some(Id::new(actor)),
            score: 0.9,
        });
        (Id::new(self.mentions.len() - 1), span)
    }

    fn block(&mut self) {
        self.blocks.push(Block {
            span: Span::from_range(self.block..self.body.len()),
            kind: BlockKind::Paragraph,
            picture: None,
        });
        self.body.push_str("\n\n");
        self.block = self.body.len();
    }
}
