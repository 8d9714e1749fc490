//! The stage `entities`: who and what is named, and which actor each name means.
