//! Pictures: captions and their credits.

use super::check;

#[test]
fn credits_in_captions() {
    check("[Guards in the old market (Reuters)]{caption}{image Reuters}");
    check(
        "[FILE PHOTO: A guard looks on. REUTERS/Amina Diallo]{caption}{image \"REUTERS/Amina Diallo\"}",
    );
    check("[A guard looks on. Photo: AFP/Getty Images]{caption}{image \"AFP/Getty Images\"}");
    check(r#"[A guard looks on \[Getty Images\]]{caption}{image "Getty Images"}"#);
    check("[A guard (left) looks on. Photograph by Amina Diallo]{caption}{image \"Amina Diallo\"}");
    check("[A guard looks on | AP Photo/Amina Diallo]{caption}{image \"AP Photo/Amina Diallo\"}");
}

#[test]
fn initials_do_not_cut_a_credit() {
    check("[A guard looks on. Amina F. Diallo / AP]{caption}{image \"Amina F. Diallo / AP\"}");
}

#[test]
fn credits_from_blocks() {
    check(
        "[Guards in the old market [(Photo: Amina Diallo)]{credit}]{caption Market}{image \"Amina Diallo\" alt=Market}",
    );
}

#[test]
fn captions_without_credit() {
    check("[Guards (left) in the old market of Selva (Omarra)]{caption}{image}");
    check("[A photo by the sea shows guards.]{caption}{image}");
    check("No caption stands here (Reuters).");
}
