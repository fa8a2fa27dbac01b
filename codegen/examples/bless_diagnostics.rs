//! Writes what is said about each fixture of a message to its `expected.txt`, and the schema for editors.

#[path = "../tests/support/fixtures.rs"]
mod fixtures;

fn main() -> std::io::Result<()> {
    for fixture in fixtures::fixtures() {
        if fixture.actual != fixture.expected {
            std::fs::write(fixture.expected_path(), &fixture.actual)?;
            println!("wrote {} [{}]", fixture.expected_path().display(), fixture.code);
        }
    }
    let path = fixtures::workspace().join("docs/spec.schema.json");
    let schema = format!("{:#}\n", specwright_codegen::check::editor_schema());
    if std::fs::read_to_string(&path).unwrap_or_default() != schema {
        std::fs::write(&path, schema)?;
        println!("wrote {}", path.display());
    }
    println!("fixtures of {} are up to date", fixtures::workspace().display());
    Ok(())
}
