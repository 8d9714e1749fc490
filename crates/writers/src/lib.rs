//! The sinks: documents become JSON lines and databases.
