//! A client in three lines.

fn main() -> Result<(), specwright_codegen::BuildError> {
    specwright_codegen::Build::new("openapi.yaml").out("api").generate()
}
