//! Writes what is said about each fixture of a message to its `expected.txt`.

#[path = "../tests/support/fixtures.rs"]
mod fixtures;

fn main() -> std::io::Result<()> {
    for fixture in fixtures::fixtures() {
        if fixture.actual != fixture.expected {
            std::fs::write(fixture.expected_path(), &fixture.actual)?;
            println!("wrote {} [{}]", fixture.expected_path().display(), fixture.code);
        }
    }
    println!("fixtures of {} are up to date", fixtures::workspace().display());
    Ok(())
}
