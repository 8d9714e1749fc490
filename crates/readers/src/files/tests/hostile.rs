//! Tests of the source on hostile and broken input: limits, bombs, what is cut off, what is no file.

use super::*;

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
fn what_is_cut_off_or_holds_no_record_fails() {
    let folder = folder(&[
        ("a.json", b"["),
        ("b.json", b"[{\"text\":\"One.\"},\n"),
        ("c.jsonl", b""),
        ("d.jsonl.gz", &gzip(b"")),
        ("e.ndjson", b"\n \n"),
        ("f.json", b"[ ]\n"),
        ("g.json", b"[{\"text\":\"One.\"}, {1}]"),
        ("h.json", b"{\"text\":\"One.\"} ]"),
    ]);
    let found = read(&folder, &Context::default());
    let shown: Vec<_> = found
        .iter()
        .map(|(id, text)| format!("{id}: {}", text.as_deref().unwrap_or_else(|error| error)))
        .collect();
    assert_eq!(
        shown,
        [
            "a.json#1: line 1: the array is not closed: the file breaks off here",
            "b.json#1: One.",
            "b.json#2: line 2: the array is not closed: the file breaks off here",
            "c.jsonl: the document is empty",
            "d.jsonl.gz: the document is empty",
            "e.ndjson: the document is empty",
            "g.json#1: One.",
            "g.json#2: line 1, column 20: not a document in JSON: key must be a string",
            "h.json#1: One.",
            "h.json#2: line 1, column 17: not a document in JSON: expected value",
        ]
    );
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_never_opened() {
    let folder = folder(&[("a.txt", b"x")]);
    let path = folder.path().join("b.txt");
    let _socket = std::os::unix::net::UnixListener::bind(&path).unwrap();
    let pipe = folder.path().join("c.jsonl");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    std::os::unix::fs::symlink(&pipe, folder.path().join("d.json")).unwrap();
    let found = read(&folder, &Context::default());
    let error = || Err("it cannot be read: it is neither a file nor a folder".to_owned());
    assert_eq!(
        found,
        [
            ("a.txt".into(), Ok("x".into())),
            ("b.txt".into(), error()),
            ("c.jsonl".into(), error()),
            ("d.json".into(), error()),
        ]
    );
    for root in [path, pipe] {
        let settings = Settings {
            root,
            ..Settings::default()
        };
        let error = Files::new(settings, &Context::default()).unwrap_err();
        let error = error.downcast::<SettingError>().unwrap();
        assert_eq!(error.setting(), "root");
        assert!(error.to_string().ends_with("neither a file nor a folder"));
    }
}
