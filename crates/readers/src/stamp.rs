//! Tells whether a file changed without reading it, as git does: by its size, its times and its place on the disk.

use presswork_model::Stamp;
use std::fs::Metadata;
use std::path::Path;
use std::time::{Duration, SystemTime};
use xxhash_rust::xxh3::xxh3_128;

/// A file that changed so shortly ago may change again without its times telling: clocks of file systems tick as slowly as
/// every two seconds.
const GRAIN: Duration = Duration::from_secs(2);

/// The stamp of a file; none if it cannot be told apart from one that is still being written.
pub(crate) fn of_file(path: &Path) -> Option<Stamp> {
    let metadata = std::fs::metadata(path).ok()?;
    let modified = metadata.modified().ok()?;
    let (place, changed) = place(&metadata, modified);
    let newest = modified.max(changed);
    // A time that has not come yet tells nothing.
    if newest.elapsed().ok()? < GRAIN {
        return None;
    }
    let mut bytes = place;
    for time in [modified, changed] {
        let since = time.duration_since(SystemTime::UNIX_EPOCH).ok()?;
        bytes.extend_from_slice(&since.as_nanos().to_le_bytes());
    }
    bytes.extend_from_slice(&metadata.len().to_le_bytes());
    Some(Stamp(xxh3_128(&bytes).to_le_bytes()))
}

/// The stamp of the `number`th record of a file with the stamp `file`.
pub(crate) fn of_record(Stamp(file): Stamp, number: u64) -> Stamp {
    let mut bytes = file.to_vec();
    bytes.extend_from_slice(&number.to_le_bytes());
    Stamp(xxh3_128(&bytes).to_le_bytes())
}

/// Which file it is, and when anything about it changed: a time that no program can set.
#[cfg(unix)]
fn place(metadata: &Metadata, modified: SystemTime) -> (Vec<u8>, SystemTime) {
    use std::os::unix::fs::MetadataExt;
    let place = [metadata.dev(), metadata.ino()].map(u64::to_le_bytes);
    let seconds = u64::try_from(metadata.ctime());
    let nanoseconds = u64::try_from(metadata.ctime_nsec());
    let changed = match (seconds, nanoseconds) {
        (Ok(seconds), Ok(nanoseconds)) => {
            let since = Duration::from_secs(seconds) + Duration::from_nanos(nanoseconds);
            SystemTime::UNIX_EPOCH + since
        }
        _ => modified,
    };
    (place.concat(), changed)
}

#[cfg(not(unix))]
fn place(_: &Metadata, modified: SystemTime) -> (Vec<u8>, SystemTime) {
    (Vec::new(), modified)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::{self, File};

    #[test]
    fn a_new_file_has_none_and_an_old_one_keeps_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "Grain.").unwrap();
        assert_eq!(of_file(&path), None, "it may still be written to");
        assert_eq!(of_file(&folder.path().join("b.txt")), None);
        // A time that was set back does not make it older: that it was set is a change.
        let file = File::options().write(true).open(&path).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
        if cfg!(unix) {
            assert_eq!(of_file(&path), None);
            std::thread::sleep(GRAIN + Duration::from_millis(100));
            let stamp = of_file(&path).expect("it is old enough");
            assert_eq!(of_file(&path), Some(stamp));
            assert_ne!(of_record(stamp, 1), of_record(stamp, 2));
        }
    }
}
