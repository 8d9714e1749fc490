//! The stage `figures`: quantities, times and pictures.
