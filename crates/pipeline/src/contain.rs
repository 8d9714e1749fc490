//! Panics contained: one in a document's work becomes that document's error.

use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    static CONTAINED: Cell<bool> = const { Cell::new(false) };
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs `work`; a panic in it is an error that says what and where, and is not printed.
///
/// Whatever `work` was changing must not be used again after a panic.
pub(crate) fn contain<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if CONTAINED.get() {
                let place = info
                    .location()
                    .map(|location| format!("{}:{}", location.file(), location.line()));
                PLACE.set(place);
            } else {
                before(info);
            }
        }));
    });
    let outer = CONTAINED.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    CONTAINED.set(outer);
    result.map_err(|payload| {
        let message = payload.downcast_ref::<&str>().copied();
        let message = message.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        let place = PLACE
            .take()
            .map(|place| format!(" at {place}"))
            .unwrap_or_default();
        format!(
            "panicked{place}: {}",
            message.unwrap_or("without a message")
        )
    })
}

#[cfg(test)]
mod tests {
    use super::contain;

    #[test]
    fn a_panic_is_an_error_with_its_place() {
        let error = contain(|| panic!("no {}", "way")).unwrap_err();
        assert!(
            error.starts_with("panicked at ") && error.ends_with(": no way"),
            "{error}"
        );
        assert!(error.contains("contain.rs:"), "{error}");
        assert_eq!(contain(|| 7), Ok(7));
    }
}
