//! The program `presswork` with the built-in stages, sources and sinks.

use std::process::ExitCode;

fn main() -> ExitCode {
    presswork::main_with(presswork::known())
}
