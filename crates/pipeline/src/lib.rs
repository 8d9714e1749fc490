//! YAML becomes a checked plan, and the plan a parallel run.
