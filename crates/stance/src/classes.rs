//! Closed classes: the small words that show where a clause begins, who is negated and what is only possible.

use crate::inflect::{Inflection, form};

pub(crate) const DETERMINER: u64 = 1;
pub(crate) const COORDINATOR: u64 = 1 << 1;
/// Begins a clause: "because", "that".
pub(crate) const SUBORDINATOR: u64 = 1 << 2;
/// "if", "whether": what follows is only possible.
pub(crate) const CONDITION: u64 = 1 << 3;
/// "who", "which".
pub(crate) const RELATIVE: u64 = 1 << 4;
/// "he", "she", "they", "it".
pub(crate) const SUBJECT_PRONOUN: u64 = 1 << 5;
/// "I", "we", "me", "us".
pub(crate) const FIRST_PERSON: u64 = 1 << 6;
/// "him", "them".
pub(crate) const OBJECT_PRONOUN: u64 = 1 << 7;
pub(crate) const BE: u64 = 1 << 8;
/// "have", "do".
pub(crate) const AUXILIARY: u64 = 1 << 9;
pub(crate) const MODAL: u64 = 1 << 10;
/// "may", "would", "should".
pub(crate) const POSSIBLE: u64 = 1 << 11;
pub(crate) const NEGATION: u64 = 1 << 12;
pub(crate) const ADVERB: u64 = 1 << 13;
/// "seem", "become".
pub(crate) const COPULA: u64 = 1 << 14;
/// "say", "report": a clause of someone's words follows.
pub(crate) const REPORT: u64 = 1 << 15;
/// "voice criticism": the subject holds what the noun says.
pub(crate) const GIVE: u64 = 1 << 16;
/// "draw criticism": the subject is the target.
pub(crate) const RECEIVE: u64 = 1 << 17;
/// "stop", "refuse", "withdraw": turns round what depends on it.
pub(crate) const REVERSE: u64 = 1 << 18;
/// "call him a liar".
pub(crate) const CALL: u64 = 1 << 19;
/// "commit", "practise": the subject does what the noun says.
pub(crate) const COMMIT: u64 = 1 << 20;
/// "want", "urge": what follows is wished.
pub(crate) const WISH: u64 = 1 << 21;
/// "Tuesday", "year": a time stands where a noun might.
pub(crate) const TIME: u64 = 1 << 22;
/// "resignation", "defeat": who welcomes it is against whom it befalls.
pub(crate) const DOWNFALL: u64 = 1 << 23;
pub(crate) const STRONGER: u64 = 1 << 24;
pub(crate) const WEAKER: u64 = 1 << 25;
pub(crate) const COMMA: u64 = 1 << 26;
/// `;`, `:`, a dash, a bracket, a quotation mark.
pub(crate) const BREAK: u64 = 1 << 27;
pub(crate) const TO: u64 = 1 << 28;
/// "Iraq's".
pub(crate) const POSSESSIVE: u64 = 1 << 29;
pub(crate) const NUMBER: u64 = 1 << 30;
pub(crate) const HYPHEN: u64 = 1 << 31;
pub(crate) const OPEN_BRACKET: u64 = 1 << 32;
pub(crate) const CLOSE_BRACKET: u64 = 1 << 33;
pub(crate) const QUOTE: u64 = 1 << 34;
/// Between quotation marks.
pub(crate) const QUOTED: u64 = 1 << 35;
/// "his", "our".
pub(crate) const OWN: u64 = 1 << 36;
/// A pronoun with its auxiliary: "she's", "they're".
pub(crate) const CONTRACTED: u64 = 1 << 37;
/// "critic", "ally": the noun names the holder of a stance.
pub(crate) const AGENT: u64 = 1 << 39;
/// "only": "not only" denies nothing.
pub(crate) const ONLY: u64 = 1 << 40;
/// "government", "forces": stands for whose it is.
pub(crate) const BODY: u64 = 1 << 41;
/// Written with a capital inside a sentence.
pub(crate) const CAPITAL: u64 = 1 << 38;

/// Words by class; one may stand in several.
pub(crate) const CLASSES: &[(u64, &str)] = &[
    (
        DETERMINER,
        "a an the this these those its his her their our my your some any all both each every many several such another other more most no few",
    ),
    (COORDINATOR, "and or but nor yet & then"),
    (
        SUBORDINATOR,
        "because while although though if unless whether when where since after before until that whereas despite as once so than",
    ),
    (OWN, "his her their its my our your"),
    (CONDITION, "if whether unless"),
    (RELATIVE, "who whom which whose that"),
    (SUBJECT_PRONOUN, "he she they it"),
    (FIRST_PERSON, "i we me us"),
    (
        OBJECT_PRONOUN,
        "him her them it himself herself itself themselves myself ourselves",
    ),
    (
        BE,
        "be is are was were been being am get gets got gotten getting",
    ),
    (AUXILIARY, "have has had having do does did"),
    (
        MODAL,
        "will shall can could may might would should must ought",
    ),
    (POSSIBLE, "may might could would should must ought"),
    (
        NEGATION,
        "not never cannot neither nor hardly without n't nobody none longer",
    ),
    (
        ADVERB,
        "also has already once again now often repeatedly ever even still just too very so quite rather long soon then today always sometimes perhaps instead almost once far much well together openly there here in-turn",
    ),
    (
        TIME,
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december today yesterday tomorrow year month week day years months weeks days morning evening night afternoon",
    ),
    (
        DOWNFALL,
        "resignation death defeat arrest removal ouster killing downfall conviction departure impeachment indictment loss assassination overthrow dismissal firing failure collapse fall expulsion deportation impeachments resign quit step ousting resignations arrests demise trial prosecution extradition",
    ),
    (
        STRONGER,
        "very strongly sharply fiercely utterly harshly extremely deeply highly vehemently bitterly roundly exceptionally so too most horrifically completely totally fully absolutely openly roundly angrily furiously repeatedly severe fierce strong harsh sharp bitter utter total horrific staunch vocal ardent fierce vehement scathing full deep exact",
    ),
    (
        WEAKER,
        "slightly mildly somewhat partly partially rather fairly less mild partial slight tepid lukewarm",
    ),
    (
        BODY,
        "government regime administration authorities authority army forces force police officials official leaders leader military state ministry people nation country president rule rulers ruler troops soldiers militias militia party candidate candidates minister ministers leadership team company",
    ),
    (ONLY, "only merely just simply solely"),
    (TO, "to"),
];

/// Prepositions that patterns may name, in the order of their bits.
pub(crate) const PREPOSITIONS: &[&str] = &[
    "of",
    "on",
    "against",
    "for",
    "to",
    "with",
    "in",
    "at",
    "toward",
    "towards",
    "over",
    "from",
    "by",
    "about",
    "into",
    "between",
    "under",
    "during",
    "through",
    "among",
    "alongside",
    "within",
    "across",
    "around",
    "behind",
    "amid",
    "like",
    "unlike",
    "along",
    "including",
    "following",
];

// Prepositions are bits, and one bit is left for what is none of them.
const _: () = assert!(PREPOSITIONS.len() < 32);

/// The bit of a preposition, none if it is no preposition.
pub(crate) fn preposition(word: &str) -> u32 {
    let place = PREPOSITIONS.iter().position(|known| *known == word);
    place.map_or(0, |place| 1 << place)
}

/// Verbs of reporting whose base form and third person are nouns as well: only their other forms show a clause.
const REPORTS: &str = "report state announce claim note hope fear stress show tweet";

/// Verbs by class, in their base form.
const VERBS: &[(u64, &str)] = &[
    (
        COPULA,
        "seem become look appear remain prove sound feel stay",
    ),
    (
        REPORT,
        "say tell believe think argue add warn write insist suggest know declare assert allege reveal explain acknowledge admit agree reply testify recall predict indicate",
    ),
    (
        GIVE,
        "voice express launch wage impose give offer provide pledge lend level announce declare promise have share show mount make issue carry step direct extend hurl aim unleash start throw increase bring renew reiterate file stage deliver cast slap secure",
    ),
    (
        RECEIVE,
        "face draw receive attract win get enjoy suffer earn endure secure encounter meet sustain gain provoke spark seek lose come",
    ),
    (
        REVERSE,
        "stop refuse decline withdraw end cut halt suspend lack deny fail cease prevent avoid refrain reject lose oppose lift remove drop",
    ),
    (
        CALL,
        "call label brand hold describe consider deem find regard dub denounce slam blast condemn praise hail dismiss portray characterise paint see view depict cast",
    ),
    (
        COMMIT,
        "practise practice commit use launch wage inflict perpetrate unleash conduct order incite pursue carry resort engage continue",
    ),
    (
        WISH,
        "want wish hope urge ask plan intend consider call seek demand expect threaten beg need try agree",
    ),
];

/// Whether `word` is an adverb in -ly.
pub(crate) fn adverb(word: &str) -> bool {
    const OTHERS: &str = "ally family rally reply supply italy july bully apply rely comply imply multiply assembly \
        monopoly anomaly friendly unfriendly cowardly elderly deadly likely unlikely lovely lonely ugly costly orderly holy \
        weekly monthly daily fly belly jelly kelly emily billy sally molly silly melancholy butterfly homily doily";
    word.ends_with("ly") && !OTHERS.split_whitespace().any(|other| other == word)
}

/// Calls `class` with every form of every word of the closed classes.
pub(crate) fn each(inflection: &Inflection, mut class: impl FnMut(&str, u64)) {
    for (bit, words) in CLASSES {
        words.split(' ').for_each(|word| class(word, *bit));
    }
    for (bit, verbs) in VERBS {
        for verb in verbs.split(' ') {
            inflection.verb(verb, |form, _| class(&form, *bit));
        }
    }
    for verb in REPORTS.split(' ') {
        inflection.verb(verb, |form, forms| {
            if forms & (form::BASE | form::THIRD) == 0 {
                class(&form, REPORT);
            }
        });
    }
    for (bit, words) in [
        (REVERSE, "lack loss absence unable end withdrawal"),
        (COMMIT, "guilty responsible"),
        (RECEIVE, "under"),
    ] {
        words.split(' ').for_each(|word| class(word, bit));
    }
}
