//! The stage `stance`: who supports or opposes whom.
