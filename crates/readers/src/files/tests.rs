//! Tests of the source: listing, formats, limits, hostile input.

use super::*;
use presswork_annotations::Block;
use std::fs;
use std::io::Write;
use tempfile::TempDir;

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
            depth: 512,
        },
        ..Context::default()
    }
}

fn read_with(settings: Settings, context: &Context) -> Vec<(String, Result<String, String>)> {
    let files = Files::new(settings, context).unwrap();
    let items = files.items().unwrap();
    let load = |item: Item<'_>| {
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
fn what_is_no_text_is_refused() {
    let folder = folder(&[
        ("a.txt", b""),
        ("b.txt", b" \r\n\t"),
        ("c.txt", &[0; 5000]),
        ("d.txt", b"na\xefve caf\xe9 in Qu\xe9bec"),
        ("e.md", b"# \n"),
        ("f.html", b"<html><script>x</script></html>"),
        ("g.txt.gz", b"not gzip"),
        ("h.txt", b"good"),
    ]);
    let found = read(&folder, &Context::default());
    let shown: Vec<_> = found
        .iter()
        .map(|(_, text)| text.as_deref().unwrap_or_else(|error| error))
        .collect();
    let empty = "the document is empty";
    let zeros = "not text: 100 percent of the characters are control characters; leave the file out with `exclude`";
    assert_eq!(
        shown[..6],
        [empty, empty, zeros, "naïve café in Québec", empty, empty]
    );
    assert!(
        shown[6].starts_with("the file cannot be read: "),
        "{}",
        shown[6]
    );
    assert_eq!(shown[7], "good");
}

#[test]
fn limits_cost_their_own_document_only() {
    let long = format!("{{\"text\":\"{}\"}}", "a".repeat(2000));
    let lines = format!("{{\"text\":\"One.\"}}\n{long}\n{{\"text\":\"Three.\"}}\n");
    let bomb = gzip(&vec![b'a'; 50 << 20]);
    let line_bomb = gzip(&[&b"{\"text\":\"One.\"}\n"[..], &vec![b'a'; 50 << 20]].concat());
    let zstd_bomb = zstd::encode_all(&vec![b'\n'; 50 << 20][..], 1).unwrap();
    let (cut, big) = (&gzip(&vec![b'x'; 900])[..20], vec![b'a'; 2000]);
    let folder = folder(&[
        ("a.txt", &big),
        ("b.txt.gz", &bomb[..900]),
        ("c.jsonl", lines.as_bytes()),
        ("d.jsonl.gz", &line_bomb),
        ("e.jsonl.zst", &zstd_bomb),
        ("f.jsonl.gz", cut),
        (
            "g.json",
            format!("[{long},{{\"text\":\"Two.\"}}]").as_bytes(),
        ),
        ("h.txt", b"good"),
    ]);
    let start = std::time::Instant::now();
    let found = read(&folder, &small());
    assert!(start.elapsed().as_secs() < 20);
    let shown: Vec<_> = found
        .iter()
        .map(|(id, text)| format!("{id}: {}", text.as_deref().unwrap_or_else(|error| error)))
        .collect();
    assert_eq!(
        shown[0],
        "a.txt: the file is 2,000 bytes long, more than the limit of 1,000 bytes"
    );
    assert_eq!(
        shown[1],
        "b.txt.gz: the file is over the limit of 1,000 bytes once it is decompressed"
    );
    assert_eq!(shown[2], "c.jsonl#1: One.");
    assert_eq!(
        shown[3],
        "c.jsonl#2: line 2: the record is 2,011 bytes long, more than the limit of 1,000 bytes"
    );
    assert_eq!(shown[4], "c.jsonl#3: Three.");
    assert_eq!(shown[5], "d.jsonl.gz#1: One.");
    let rest = "the rest of the file is not read: far more than 1,000 bytes without a record";
    assert_eq!(shown[6], format!("d.jsonl.gz#2: line 2: {rest}"));
    assert!(
        shown[7].starts_with("e.jsonl.zst#1: line ") && shown[7].ends_with(rest),
        "{}",
        shown[7]
    );
    assert!(
        shown[8].starts_with("f.jsonl.gz#1: line 1: the rest of the file cannot be read: "),
        "{}",
        shown[8]
    );
    assert!(
        shown[9].starts_with("g.json#1: line 1: the record is 2,011 bytes"),
        "{}",
        shown[9]
    );
    assert_eq!(shown[10], "g.json#2: Two.");
    assert_eq!(shown[11..], ["h.txt: good"]);
}

#[test]
fn a_line_of_fifty_megabytes_is_one_bad_record() {
    let mut bytes = b"{\"text\":\"One.\"}\n".to_vec();
    bytes.resize(bytes.len() + (50 << 20), b'a');
    bytes.extend_from_slice(b"\n{\"text\":\"Three.\"}\n");
    let folder = folder(&[("a.jsonl", &bytes), ("b.txt", &bytes)]);
    let found = read(&folder, &Context::default());
    let long =
        "line 2: the record is 52,428,800 bytes long, more than the limit of 16,777,216 bytes";
    assert_eq!(found[1].1.as_ref().unwrap_err(), long);
    assert_eq!(found[2].1.as_ref().unwrap(), "Three.");
    assert!(found[3].1.is_err());
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
