//! Ids of actors from their names: `person:amina-diallo`; and which forms of a name are the same.

use crate::lexicon::hash;
use presswork_annotations::MentionKind;
use unicode_normalization::UnicodeNormalization;

/// The id of an actor of that kind and name: lower case, ASCII where there is a base letter, hyphens between words.
/// Articles, middle initials, letters behind a person's name and the legal form of a company are left out, since they come
/// and go.
pub(crate) fn id_of(kind: MentionKind, name: &str) -> String {
    let mut id = String::with_capacity(kind.as_str().len() + 1 + name.len());
    id.push_str(kind.as_str());
    id.push(':');
    let start = id.len();
    let mut gap = false;
    for (number, word) in essential(kind, name).split_whitespace().enumerate() {
        if kind == MentionKind::Person && number > 0 && is_initial(word) {
            continue;
        }
        gap |= number > 0;
        push(word, start, &mut gap, &mut id);
    }
    id
}

fn push(word: &str, start: usize, gap: &mut bool, id: &mut String) {
    for letter in word.nfd().flat_map(char::to_lowercase) {
        let letter = base(letter);
        if letter.is_alphanumeric() {
            if *gap && id.len() > start {
                id.push('-');
            }
            *gap = false;
            id.push(letter);
        } else if !matches!(letter, '\'' | '’' | '.' | '\u{300}'..='\u{36f}') {
            *gap = true;
        }
    }
}

fn base(letter: char) -> char {
    match letter {
        'ø' => 'o',
        'ł' => 'l',
        'đ' => 'd',
        'ı' => 'i',
        other => other,
    }
}

/// The name without its article, and without what only says its legal form, or what stands behind a person's name.
fn essential(kind: MentionKind, name: &str) -> &str {
    let extra: fn(&str) -> bool = match kind {
        MentionKind::Person => is_post_nominal,
        MentionKind::Organisation => is_legal_form,
        _ => |_| false,
    };
    let mut rest = match name.split_at_checked(4) {
        Some((article, rest)) if article.eq_ignore_ascii_case("the ") => rest,
        _ => name,
    };
    while let Some((before, last)) = rest.rsplit_once(' ') {
        if !extra(last) {
            break;
        }
        rest = before.trim_end_matches([',', ' ']);
    }
    rest
}

fn is_initial(word: &str) -> bool {
    let letters = word.trim_end_matches('.');
    letters.chars().count() == 1 && letters.chars().all(char::is_uppercase)
}

fn is_post_nominal(word: &str) -> bool {
    matches!(
        word,
        "KC" | "QC"
            | "SC"
            | "MP"
            | "MEP"
            | "MD"
            | "M.D."
            | "PhD"
            | "Ph.D."
            | "Ph.D"
            | "OBE"
            | "CBE"
            | "MBE"
            | "Esq"
            | "Esq."
    )
}

/// Whether the word only tells what a company is in law.
pub(crate) fn is_legal_form(word: &str) -> bool {
    const FORMS: [&str; 34] = [
        "ab",
        "ag",
        "as",
        "asa",
        "bhd",
        "bv",
        "co",
        "corp",
        "gmbh",
        "inc",
        "incorporated",
        "jsc",
        "kg",
        "kk",
        "limited",
        "llc",
        "llp",
        "lp",
        "ltd",
        "ltda",
        "nv",
        "oao",
        "ooo",
        "oy",
        "oyj",
        "pjsc",
        "plc",
        "pte",
        "pty",
        "sa",
        "sdn",
        "se",
        "spa",
        "srl",
    ];
    let capital = word.starts_with(char::is_uppercase) || word == "plc";
    let mut form = word.to_ascii_lowercase();
    form.retain(|letter| letter != '.');
    capital && FORMS.binary_search(&form.as_str()).is_ok()
}

/// The hash of a word without its accents.
pub(crate) fn plain_hash(word: &str) -> u64 {
    let mut plain = String::with_capacity(word.len());
    push(word, 0, &mut false, &mut plain);
    hash(&plain)
}

/// Whether one given name is the short form of the other: "Tom" of "Thomas". Usual English short forms, listed for this project.
pub(crate) fn are_short_forms(one: &str, other: &str) -> bool {
    const FORMS: [&str; 24] = [
        "Alexander Alex Alec",
        "Anthony Tony",
        "Benjamin Ben",
        "Charles Charlie Chuck",
        "Christopher Chris",
        "Daniel Dan Danny",
        "David Dave",
        "Edward Ed Eddie Ted",
        "Elizabeth Liz Beth Betty",
        "Gregory Greg",
        "James Jim Jimmy",
        "Jeffrey Jeff",
        "Joseph Joe",
        "Joshua Josh",
        "Katherine Catherine Kate Kathy Cathy",
        "Matthew Matt",
        "Michael Mike Mick",
        "Nicholas Nick",
        "Patrick Pat",
        "Richard Dick Rick",
        "Robert Bob Bobby Rob",
        "Samuel Sam",
        "Thomas Tom Tommy",
        "William Bill Will Billy",
    ];
    let holds = |forms: &str, name: &str| forms.split(' ').any(|form| form == name);
    FORMS
        .iter()
        .any(|forms| holds(forms, one) && holds(forms, other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs() {
        let person = |name| id_of(MentionKind::Person, name);
        assert_eq!(person("Amina Diallo"), "person:amina-diallo");
        assert_eq!(
            person("José  Núñez-Ó'Hara Jr."),
            "person:jose-nunez-ohara-jr"
        );
        assert_eq!(person("Łukasz Ørn"), "person:lukasz-orn");
        assert_eq!(person("Amina B. Diallo, KC"), "person:amina-diallo");
        assert_eq!(person("J. Smith"), "person:j-smith");
        let organisation = |name| id_of(MentionKind::Organisation, name);
        assert_eq!(
            organisation("The Evening Bell"),
            "organisation:evening-bell"
        );
        assert_eq!(organisation("Qord Steel, Inc."), "organisation:qord-steel");
        assert_eq!(organisation("Qord Sdn. Bhd"), "organisation:qord");
        assert_eq!(organisation("Radio SA"), "organisation:radio");
        assert_eq!(id_of(MentionKind::Place, "Аксу"), "place:аксу");
    }

    #[test]
    fn forms_of_names() {
        assert!(are_short_forms("Tom", "Thomas"));
        assert!(!are_short_forms("Tom", "Tim"));
        assert_eq!(plain_hash("Núñez"), hash("nunez"));
        assert!(is_legal_form("Ltd.") && !is_legal_form("as"));
    }
}
