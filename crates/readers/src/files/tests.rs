//! Tests of the source: listing, formats, settings, ids.

use super::*;
use presswork_annotations::Block;
use std::fs;
use std::io::Write;
use tempfile::TempDir;

mod hostile;

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn small() -> Context {
    Context {
        limits: Limits {
            bytes: 1000,
            decompressed: 1000,
            ..Limits::default()
        },
        ..Context::default()
    }
}

fn read_with(settings: Settings, context: &Context) -> Vec<(String, Result<String, String>)> {
    let files = Files::new(settings, context).unwrap();
    let items = files.items().unwrap();
    let load = |item: Item| {
        let id = item.id().to_owned();
        match item.load() {
            Ok(document) => {
                assert!(document.layer::<Block>().unwrap().is_some());
                (
                    document.text().id().to_owned(),
                    Ok(document.text().body().to_owned()),
                )
            }
            Err(error) => (id, Err(error.to_string())),
        }
    };
    items.map(load).collect()
}

fn read(folder: &TempDir, context: &Context) -> Vec<(String, Result<String, String>)> {
    let root = folder.path().to_owned();
    read_with(
        Settings {
            root,
            ..Settings::default()
        },
        context,
    )
}

fn ids(folder: &TempDir, include: &[&str], exclude: &[&str]) -> Vec<String> {
    let owned = |patterns: &[&str]| patterns.iter().map(|&pattern| pattern.to_owned()).collect();
    let settings = Settings {
        root: folder.path().to_owned(),
        include: owned(include),
        exclude: owned(exclude),
        ..Settings::default()
    };
    let found = read_with(settings, &Context::default());
    found.into_iter().map(|(id, _)| id).collect()
}

#[test]
fn listing_is_in_byte_order_of_the_paths() {
    let names = [
        "a/z.txt",
        "a.txt",
        "a-b/c.md",
        "B.txt",
        "b/.hidden.txt",
        ".git/c.txt",
        "é.txt",
        "b/x.log",
        "a/b/c.html.gz",
    ];
    let compressed = gzip(b"<p>x</p>");
    let files: Vec<_> = names
        .iter()
        .map(|&name| {
            (
                name,
                if name.ends_with("gz") {
                    &compressed[..]
                } else {
                    b"x"
                },
            )
        })
        .collect();
    let folder = folder(&files);
    let all = ids(&folder, &[], &[]);
    let mut sorted = all.clone();
    sorted.sort();
    assert_eq!(all, sorted);
    assert_eq!(
        all,
        [
            "B.txt",
            "a-b/c.md",
            "a.txt",
            "a/b/c.html.gz",
            "a/z.txt",
            "é.txt"
        ]
    );
    assert_eq!(ids(&folder, &["*.txt"], &[]), ["B.txt", "a.txt", "é.txt"]);
    assert_eq!(
        ids(&folder, &["**/*.{log,md}"], &[]),
        ["a-b/c.md", "b/x.log"]
    );
    assert_eq!(
        ids(&folder, &[], &["a", "**/*.md"]),
        ["B.txt", "a.txt", "é.txt"]
    );
    assert_eq!(
        ids(&folder, &[], &["a/**"]),
        ["B.txt", "a-b/c.md", "a.txt", "é.txt"]
    );
}

#[test]
fn a_file_is_a_root_whatever_its_name() {
    let folder = folder(&[("notes.log", b"It fell.")]);
    let settings = Settings {
        root: folder.path().join("notes.log"),
        include: vec!["*.html".into()],
        ..Settings::default()
    };
    assert_eq!(
        read_with(settings, &Context::default()),
        [("notes.log".into(), Ok("It fell.".into()))]
    );
}

#[test]
fn a_root_that_is_gone_is_no_document() {
    let folder = folder(&[("a.txt", b"x"), ("b.jsonl", b"{}")]);
    let source = |root: PathBuf| {
        let settings = Settings {
            root,
            ..Settings::default()
        };
        Files::new(settings, &Context::default()).unwrap()
    };
    let sources = ["", "a.txt", "b.jsonl"].map(|root| source(folder.path().join(root)));
    drop(folder);
    for source in sources {
        let error = source.items().err().unwrap().to_string();
        assert!(error.starts_with("there is no file or folder `"), "{error}");
    }
}

#[test]
fn where_a_file_breaks_off_nobody_can_say_what_it_holds() {
    let folder = folder(&[("a.json", b"[{\"text\": \"One.\"}, "), ("b.jsonl", b"")]);
    for file in ["a.json", "b.jsonl"] {
        let file = fs::File::options()
            .write(true)
            .open(folder.path().join(file))
            .unwrap();
        file.set_modified(std::time::SystemTime::now() - std::time::Duration::from_hours(1))
            .unwrap();
    }
    std::thread::sleep(std::time::Duration::from_millis(2100));
    let settings = Settings {
        root: folder.path().into(),
        ..Settings::default()
    };
    let files = Files::new(settings, &Context::default()).unwrap();
    let stamps: Vec<_> = files
        .items()
        .unwrap()
        .map(|item| (item.id().to_owned(), item.stamp().is_some()))
        .collect();
    let expected = [("a.json#1", true), ("a.json#2", false), ("b.jsonl", true)];
    assert_eq!(stamps, expected.map(|(id, known)| (id.to_owned(), known)));
}

#[cfg(unix)]
#[test]
fn links_make_no_loops() {
    use std::os::unix::fs::symlink;
    let outside = folder(&[("o.txt", b"x"), ("deep/p.txt", b"x")]);
    let folder = folder(&[("a/x.txt", b"x")]);
    symlink(folder.path(), folder.path().join("a/up")).unwrap();
    symlink(folder.path().join("a"), folder.path().join("b")).unwrap();
    symlink(outside.path(), folder.path().join("c")).unwrap();
    symlink(outside.path().join("deep"), folder.path().join("d")).unwrap();
    symlink("nowhere.txt", folder.path().join("e.txt")).unwrap();
    symlink(folder.path(), outside.path().join("back")).unwrap();
    let found = read(&folder, &Context::default());
    let ids: Vec<_> = found.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["a/x.txt", "c/deep/p.txt", "c/o.txt", "e.txt"]);
    assert!(
        found[3]
            .1
            .as_ref()
            .unwrap_err()
            .starts_with("it cannot be read: ")
    );
}

#[test]
fn settings_are_checked() {
    let error = |settings: Settings| {
        let error = Files::new(settings, &Context::default()).unwrap_err();
        let error = error.downcast::<SettingError>().unwrap();
        assert!(error.advice().is_some());
        (error.setting().to_owned(), error.to_string())
    };
    let missing = error(Settings {
        root: "no/such".into(),
        ..Settings::default()
    });
    assert_eq!(
        missing,
        ("root".into(), "there is no file or folder `no/such`".into())
    );
    let (setting, what) = error(Settings {
        include: vec!["*.txt".into(), "[a".into()],
        ..Settings::default()
    });
    assert_eq!(setting, "include[1]");
    assert!(what.starts_with("`[a` is not a pattern: "), "{what}");
    let (setting, what) = error(Settings {
        include: vec!["[a".into(), "*.txt".into(), "{b".into()],
        exclude: vec!["[c".into()],
        ..Settings::default()
    });
    assert_eq!(setting, "include[0]");
    for part in [
        "`[a` is",
        "in `include[2]`, `{b` is",
        "in `exclude[0]`, `[c` is",
    ] {
        assert!(what.contains(part), "{what}");
    }
    assert_eq!(
        error(Settings {
            layers: vec![" ".into()],
            ..Settings::default()
        })
        .0,
        "layers[0]"
    );
    let files = Files::new(
        Settings {
            layers: vec!["token".into(), "block".into()],
            ..Settings::default()
        },
        &Context::default(),
    );
    assert_eq!(files.unwrap().layers(), ["block", "token"]);
}

#[test]
fn records_have_their_files_id_and_their_own() {
    let lines = b"\xef\xbb\xbf{\"id\":\"x/1\",\"text\":\"One.\"}\n\n{broken\n{\"text\":\"Three.\"}\r\n{\"id\":4,\"text\":\"Four.\"}";
    let packed = zstd::encode_all(&b"{\"text\":\"Packed.\"}\n"[..], 1).unwrap();
    let folder = folder(&[
        ("a.jsonl", lines),
        ("b.json", b"{\"id\":\"own\",\n\"text\":\"Alone.\"}\n"),
        (
            "c.json",
            b"[{\"id\":\"own\",\"text\":\"First.\"}, {\"text\":\"Second.\"}]",
        ),
        ("d.json", b"{\"text\":\"First.\"}\n{\"text\":\"Second.\"}"),
        ("e.json", b" \n"),
        ("f.json", b"[]"),
        ("g.ndjson.zst", &packed),
    ]);
    let found = read(&folder, &Context::default());
    let shown: Vec<_> = found
        .iter()
        .map(|(id, text)| (id.as_str(), text.as_deref().map_err(String::as_str)))
        .collect();
    assert_eq!(
        shown,
        [
            ("a.jsonl#x/1", Ok("One.")),
            (
                "a.jsonl#2",
                Err("line 3, column 2: not a document in JSON: key must be a string")
            ),
            ("a.jsonl#3", Ok("Three.")),
            ("a.jsonl#4", Ok("Four.")),
            ("b.json", Ok("Alone.")),
            ("c.json#own", Ok("First.")),
            ("c.json#2", Ok("Second.")),
            ("d.json#1", Ok("First.")),
            ("d.json#2", Ok("Second.")),
            ("e.json", Err("the document is empty")),
            ("g.ndjson.zst#1", Ok("Packed.")),
        ]
    );
}

#[test]
fn listing_twice_gives_the_same() {
    let folder = folder(&[
        ("a.jsonl", b"{\"text\":\"One.\"}\n{\n"),
        ("b.html", b"<p>Two.</p>"),
    ]);
    assert_eq!(
        read(&folder, &Context::default()),
        read(&folder, &Context::default())
    );
}

#[test]
fn the_results_are_not_read() {
    let folder = folder(&[
        ("a.txt", b"x"),
        ("b/out/old.jsonl", b"{\"text\":\"One.\"}"),
        ("b/out.txt", b"x"),
        ("b/out/in/c.txt", b"x"),
    ]);
    let ids = |root: &str, output: &str| {
        let settings = Settings {
            root: folder.path().join(root),
            ..Settings::default()
        };
        let context = Context {
            output: folder.path().join(output),
            ..Context::default()
        };
        let files = Files::new(settings, &context).map_err(|error| error.to_string())?;
        let items = files.items().unwrap();
        Ok::<_, String>(items.map(|item| item.id().to_owned()).collect::<Vec<_>>())
    };
    let rest = Ok(vec!["a.txt".to_owned(), "b/out.txt".to_owned()]);
    assert_eq!(ids("", "b/out"), rest);
    assert_eq!(ids("", "b/../b/./out/"), rest);
    assert_eq!(ids("b/out/in", "b/out"), Ok(vec!["c.txt".to_owned()]));
    assert_eq!(ids("a.txt", ""), Ok(vec!["a.txt".to_owned()]));
    assert_eq!(ids("", "not/there/yet").unwrap().len(), 4);
    let error = ids("b", "b/").unwrap_err();
    assert!(
        error.starts_with("the results would be written among the documents in `"),
        "{error}"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_not_unicode_have_ids_of_their_own() {
    use std::os::unix::ffi::OsStrExt;
    let folder = folder(&[]);
    for name in [&b"a\xfe.txt"[..], b"a\xfd.txt", b"\xc3\xa9\xc3.txt"] {
        let name = std::ffi::OsStr::from_bytes(name);
        fs::write(folder.path().join(name), "x").unwrap();
    }
    assert_eq!(ids(&folder, &[], &[]), ["a%FD.txt", "a%FE.txt", "é%C3.txt"]);
    let root = folder
        .path()
        .join(std::ffi::OsStr::from_bytes(b"a\xfe.txt"));
    let settings = Settings {
        root,
        ..Settings::default()
    };
    assert_eq!(read_with(settings, &Context::default())[0].0, "a%FE.txt");
}
