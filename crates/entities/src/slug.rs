//! Ids of actors from their names: `person:amina-diallo`.

use presswork_annotations::MentionKind;
use unicode_normalization::UnicodeNormalization;

/// The id of an actor of that kind and name: lower case, ASCII where there is a base letter, hyphens between words.
pub(crate) fn id_of(kind: MentionKind, name: &str) -> String {
    let mut id = String::with_capacity(kind.as_str().len() + 1 + name.len());
    id.push_str(kind.as_str());
    id.push(':');
    let start = id.len();
    let mut gap = false;
    let letters = name.nfd().flat_map(char::to_lowercase);
    for letter in letters {
        let letter = match letter {
            'ø' => 'o',
            'ł' => 'l',
            'đ' => 'd',
            'ı' => 'i',
            other => other,
        };
        if letter.is_alphanumeric() {
            if gap && id.len() > start {
                id.push('-');
            }
            gap = false;
            id.push(letter);
        } else if !matches!(letter, '\'' | '’' | '.' | '\u{300}'..='\u{36f}') {
            gap = true;
        }
    }
    id
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
        assert_eq!(id_of(MentionKind::Place, "Аксу"), "place:аксу");
    }
}
