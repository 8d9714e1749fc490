//! The stage `attribution`: who says what.
