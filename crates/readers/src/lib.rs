//! The sources: files and archives become documents.
