//! `Lexicon`: cues and closed-class words, compiled into one table that a token is looked up in once.

use crate::class::{Class, Forms, Patterns};
use crate::inflect;
use rustc_hash::FxHashMap;

const CUES: &str = include_str!("../data/cues.txt");
const WORDS: &str = include_str!("../data/words.txt");

/// What is known of a word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Entry {
    pub(crate) class: Class,
    pub(crate) forms: Forms,
    /// Its place in [`Lexicon::cues`], if it has forms.
    pub(crate) cue: u16,
}

/// The uses of a cue word, those with a particle first.
#[derive(Debug, Default)]
pub(crate) struct Cue {
    word: Box<str>,
    pub(crate) verbs: Vec<Use>,
    pub(crate) noun: Option<Use>,
    pub(crate) adjective: Option<Use>,
    /// Whether the settings ask for it.
    pub(crate) asked: bool,
}

impl Cue {
    /// Whether it lays thoughts or wishes to someone, in its first use.
    pub(crate) fn is_belief(&self) -> bool {
        let mut uses = self.verbs.iter().chain(&self.noun).chain(&self.adjective);
        uses.next().is_some_and(|used| used.belief)
    }
}

/// One use of a cue word.
#[derive(Clone, Debug)]
pub(crate) struct Use {
    /// The word that must follow: "out" of "point out".
    pub(crate) particle: Option<Box<str>>,
    pub(crate) patterns: Patterns,
    pub(crate) belief: bool,
}

/// The table of words.
#[derive(Debug)]
pub(crate) struct Lexicon {
    table: FxHashMap<u128, Entry>,
    pub(crate) cues: Vec<Cue>,
    /// Of fine clusters: how many more of their words are cues of belief than of speech.
    beliefs: FxHashMap<u16, i16>,
}

impl Lexicon {
    pub(crate) fn new(more: &[String]) -> Result<Self, (usize, String)> {
        let mut lexicon = Self {
            table: FxHashMap::default(),
            cues: vec![],
            beliefs: FxHashMap::default(),
        };
        for line in lines(WORDS) {
            let (class, words) = line.split_once(':').expect("each line names its class");
            let class = class_of(class).expect("the class is known");
            for word in words.split_whitespace() {
                lexicon.entry(word).class = lexicon.entry(word).class | class;
            }
        }
        for line in lines(CUES) {
            let mut fields = line.split_whitespace();
            let mut next = || fields.next().expect("four fields or more");
            let (part, kind, patterns, word) = (next(), next(), next(), next());
            let forms: Vec<&str> = fields.collect();
            let patterns = patterns
                .chars()
                .map(|letter| Patterns::of(letter).expect("a known letter"))
                .fold(Patterns::default(), |all, one| all | one);
            let belief = kind == "belief";
            lexicon.add(part, word, &forms, patterns, belief);
        }
        let speech = Patterns::THAT | Patterns::BARE | Patterns::QUOTE;
        for (i, cue) in more.iter().enumerate() {
            let words: Vec<String> = cue.split_whitespace().map(str::to_lowercase).collect();
            let fits =
                |word: &String| word.len() <= 14 && word.chars().all(|c| c.is_ascii_lowercase());
            if words.is_empty() || words.len() > 3 || !words.iter().all(fits) {
                let what = format!("`{cue}` is not a verb with its irregular forms");
                return Err((i, what));
            }
            let forms: Vec<&str> = words[1..].iter().map(String::as_str).collect();
            let known = lexicon.cues.len();
            lexicon.add("verb", &words[0], &forms, speech, false);
            for cue in &mut lexicon.cues[known..] {
                cue.asked = true;
            }
        }
        Ok(lexicon)
    }

    fn entry(&mut self, word: &str) -> &mut Entry {
        let key = pack(word.as_bytes()).expect("the lists hold words of up to 16 bytes");
        self.table.entry(key).or_default()
    }

    fn form(&mut self, word: &str, form: Forms, cue: u16) {
        if let Some(cluster) = presswork_lexicon::cluster(word) {
            let belief = self.cues[usize::from(cue)].is_belief();
            *self.beliefs.entry(cluster.fine).or_default() += if belief { 1 } else { -1 };
        }
        let entry = self.entry(word);
        // The first cue of a form keeps it: "found" is of "find", "saw" of "see".
        if entry.forms.is_empty() || entry.cue == cue {
            entry.forms = entry.forms | form;
            entry.cue = cue;
        }
    }

    fn add(&mut self, speech: &str, word: &str, forms: &[&str], patterns: Patterns, belief: bool) {
        let (word, particle) = word.split_once('+').map_or((word, None), |(word, after)| {
            (word, Some(Box::<str>::from(after)))
        });
        let known = self.cues.iter().position(|cue| &*cue.word == word);
        let number = known.unwrap_or_else(|| {
            self.cues.push(Cue {
                word: word.into(),
                ..Cue::default()
            });
            self.cues.len() - 1
        });
        let cue = &mut self.cues[number];
        let used = Use {
            particle,
            patterns,
            belief,
        };
        let number = number as u16;
        match speech {
            "noun" => {
                cue.noun = Some(used);
                self.form(word, Forms::NOUN, number);
                self.form(&inflect::third(word), Forms::NOUN, number);
            }
            "adj" => {
                cue.adjective = Some(used);
                self.form(word, Forms::ADJECTIVE, number);
            }
            _ => {
                if let Some(same) = cue
                    .verbs
                    .iter_mut()
                    .find(|old| old.particle == used.particle)
                {
                    same.patterns = same.patterns | used.patterns;
                } else if used.particle.is_some() {
                    cue.verbs.insert(0, used);
                } else {
                    cue.verbs.push(used);
                }
                let past = forms
                    .first()
                    .map_or_else(|| inflect::past(word), |&past| past.to_owned());
                let participle = forms.get(1).map_or(past.as_str(), |&participle| participle);
                self.form(word, Forms::BASE, number);
                self.form(&inflect::third(word), Forms::THIRD, number);
                self.form(&past, Forms::PAST, number);
                self.form(participle, Forms::PARTICIPLE, number);
                self.form(&inflect::gerund(word, &past), Forms::GERUND, number);
            }
        }
    }

    /// What is known of a word as it stands in the text; nothing of most.
    #[inline]
    pub(crate) fn look_up(&self, word: &[u8]) -> Entry {
        pack(word)
            .and_then(|key| self.table.get(&key))
            .copied()
            .unwrap_or_default()
    }
}

impl Lexicon {
    /// Whether a word that lays something to someone lays thoughts or wishes to them: as most cues of its cluster do, if it
    /// is none that is known.
    pub(crate) fn is_belief(&self, word: &str) -> bool {
        let entry = self.look_up(word.as_bytes());
        if !entry.forms.is_empty() {
            return self.cues[usize::from(entry.cue)].is_belief();
        }
        let cluster = presswork_lexicon::cluster(word);
        let more = cluster.and_then(|cluster| self.beliefs.get(&cluster.fine));
        more.is_some_and(|&more| more > 0)
    }
}

/// The lower-cased bytes of a short ASCII word as a number.
#[inline]
fn pack(word: &[u8]) -> Option<u128> {
    if word.len() > 16 {
        return None;
    }
    let mut bytes = [0; 16];
    for (slot, byte) in bytes.iter_mut().zip(word) {
        *slot = byte.to_ascii_lowercase();
    }
    Some(u128::from_le_bytes(bytes))
}

fn lines(list: &str) -> impl Iterator<Item = &str> {
    list.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
}

fn class_of(name: &str) -> Option<Class> {
    Some(match name {
        "det" => Class::DET,
        "poss" => Class::POSS,
        "subj" => Class::SUBJ,
        "obj" => Class::OBJ,
        "prep" => Class::PREP,
        "subord" => Class::SUBORD,
        "coord" => Class::COORD,
        "that" => Class::THAT,
        "to" => Class::TO,
        "wh" => Class::WH,
        "rel" => Class::REL,
        "be" => Class::BE | Class::AUX,
        "aux" => Class::AUX,
        "adv" => Class::ADV,
        "time" => Class::TIME,
        "verb" => Class::VERB,
        "noun" => Class::NOUN,
        "marker" => Class::MARKER,
        _ => return None,
    })
}
