//! `presswork new stage`.

use super::Outcome;
use crate::cli;
use crate::words::strong;
use anyhow::{Context, Result, bail, ensure};
use presswork_pipeline::Registry;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The files of a new stage's crate, with `{{name}}`, `{{module}}`, `{{Type}}` and `{{crates}}` to be filled in.
const FILES: [(&str, &str); 6] = [
    (
        "Cargo.toml",
        include_str!("../../templates/stage/Cargo.toml.in"),
    ),
    (
        "src/lib.rs",
        include_str!("../../templates/stage/lib.rs.in"),
    ),
    (
        "src/main.rs",
        include_str!("../../templates/stage/main.rs.in"),
    ),
    (
        "tests/conformance.rs",
        include_str!("../../templates/stage/conformance.rs.in"),
    ),
    (
        "pipeline.yaml",
        include_str!("../../templates/stage/pipeline.yaml.in"),
    ),
    (
        "sample/letter.txt",
        include_str!("../../templates/stage/letter.txt.in"),
    ),
];

/// Words that cannot name the crate: of Rust, of YAML, of its dependencies, and of the types that it defines or uses.
const RESERVED: [&str; 80] = [
    "as",
    "async",
    "await",
    "become",
    "box",
    "break",
    "const",
    "continue",
    "crate",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "move",
    "mut",
    "override",
    "priv",
    "pub",
    "ref",
    "return",
    "self",
    "static",
    "struct",
    "super",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
    "abstract",
    "null",
    "yes",
    "no",
    "on",
    "off",
    "y",
    "n",
    "serde",
    "serde-json",
    "schemars",
    "alloc",
    "core",
    "proc-macro",
    "std",
    "test",
    "annotation",
    "box-error",
    "context",
    "found",
    "given",
    "layer",
    "setting-error",
    "settings",
    "span",
    "stage",
    "string",
    "text",
    "token",
    "vec",
];

/// Writes the crate of a stage into a folder of its own.
pub(super) fn stage(registry: &Registry, new: &cli::NewStage) -> Result<Outcome> {
    check_name(registry, &new.name)?;
    let crates = crates(new.crates.as_deref())?;
    let folder = new.folder.join(&new.name);
    ensure!(
        !folder.exists(),
        "{} is there already: choose another name or folder",
        folder.display()
    );
    let fill = |template: &str| {
        template
            .replace("{{name}}", &new.name)
            .replace("{{module}}", &new.name.replace('-', "_"))
            .replace("{{Type}}", &type_name(&new.name))
            .replace(
                "{{crates}}",
                &crates.display().to_string().replace('\\', "/"),
            )
    };
    for (path, template) in FILES {
        let path = folder.join(path);
        let parent = path.parent().context("every file stands in a folder")?;
        std::fs::create_dir_all(parent)
            .with_context(|| format!("cannot make the folder {}", parent.display()))?;
        std::fs::write(&path, fill(template))
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    let mut out = anstream::stdout();
    writeln!(
        out,
        "The stage {} stands in {}. Next:\n",
        strong(&new.name),
        folder.display()
    )?;
    writeln!(
        out,
        "  cd {}\n  cargo test\n  cargo run --release -- run pipeline.yaml",
        folder.display()
    )?;
    Ok(Outcome::Well)
}

fn check_name(registry: &Registry, name: &str) -> Result<()> {
    let starts = name.starts_with(|c: char| c.is_ascii_lowercase());
    let well = starts
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    ensure!(
        well && !name.ends_with('-'),
        "`{name}` is no name for a stage: use lower-case letters, digits and `-`"
    );
    let taken = registry.parts().any(|part| part.name == name);
    ensure!(
        !taken,
        "there is a stage, source or result `{name}` already: choose another name"
    );
    ensure!(
        !RESERVED.contains(&name) && !name.starts_with("presswork"),
        "`{name}` means something else in Rust, YAML or the new crate: choose another name"
    );
    Ok(())
}

/// Where the crates lie that the new one is built with.
fn crates(given: Option<&Path>) -> Result<PathBuf> {
    let built = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap_or(Path::new(""));
    let crates = given.unwrap_or(built);
    if !crates.join("model/Cargo.toml").exists() {
        bail!(
            "the crates of presswork are not in {}: say where with --crates DIR",
            crates.display()
        );
    }
    std::path::absolute(crates).with_context(|| format!("cannot find {}", crates.display()))
}

/// `loud-words` as the name of a type: `LoudWords`.
fn type_name(name: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters
            .next()
            .map(|first| first.to_ascii_uppercase())
            .into_iter()
            .chain(letters)
            .collect::<String>()
    };
    name.split('-').map(capital).collect()
}
