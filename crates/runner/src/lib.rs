//! The program `presswork`.
