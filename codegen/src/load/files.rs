//! Where the texts of documents come from.
//!
//! In: names, relative to a base, with forward slashes. Out: bytes. Guaranteed by [`Folder`]: nothing outside the
//! folder of the document is read, also not through a symbolic link, unless it is allowed by name.

use std::fs;
use std::io::{ErrorKind, Read};
use std::path::{Component, Path, PathBuf};

use super::MAX_BYTES;

/// Where the texts of documents come from.
pub trait Files {
    /// The bytes of a file, or why there are none.
    fn read(&self, path: &str) -> Result<Vec<u8>, String>;
}

/// A document whose text is at hand, and that refers to no other file.
#[derive(Clone, Copy, Debug)]
pub struct OneFile<'a> {
    pub name: &'a str,
    pub bytes: &'a [u8],
}

impl Files for OneFile<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        if path == self.name { Ok(self.bytes.to_vec()) } else { Err(NO_SUCH_FILE.to_owned()) }
    }
}

/// A document in a folder, with the files below that folder.
#[derive(Clone, Debug)]
pub struct Folder {
    /// What names are relative to.
    base: PathBuf,
    document: String,
    /// The folders whose files may be read.
    allowed: Vec<PathBuf>,
}

// The words of the operating system differ from one to the next.
const NO_SUCH_FILE: &str = "no such file";

impl Folder {
    /// The document `name`, a path relative to `base`, and every file below the folder that it stands in.
    pub fn new(base: impl Into<PathBuf>, name: impl Into<String>) -> Self {
        let (base, document) = (base.into(), name.into());
        let folder = base.join(&document).parent().map(Path::to_path_buf).unwrap_or_default();
        let folder = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder };
        Self { allowed: vec![folder], base, document }
    }

    /// Files below `folder`, too; relative to the base, if it is relative.
    #[must_use]
    pub fn allow(mut self, folder: impl AsRef<Path>) -> Self {
        self.allowed.push(self.base.join(folder));
        self
    }

    fn judge(&self, path: &Path) -> Result<PathBuf, String> {
        let outside = || "it is outside the folder of the document".to_owned();
        let plain = flat(path);
        if !self.allowed.iter().any(|folder| plain.starts_with(flat(folder))) {
            return Err(outside());
        }
        let real = path.canonicalize().map_err(|error| words(&error))?;
        let within = |folder: &PathBuf| folder.canonicalize().is_ok_and(|folder| real.starts_with(folder));
        if self.allowed.iter().any(within) { Ok(real) } else { Err(outside()) }
    }
}

impl Files for Folder {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let full = self.base.join(path);
        // The document itself was named by the person who asked for it, wherever it is.
        let real = if path == self.document { full } else { self.judge(&full)? };
        let about = fs::metadata(&real).map_err(|error| words(&error))?;
        if about.is_dir() {
            return Err("it is a folder".to_owned());
        }
        if about.len() > MAX_BYTES as u64 {
            return Err(super::too_large());
        }
        // What has no length, as a pipe, ends here as well.
        let mut bytes = Vec::new();
        let file = fs::File::open(&real).map_err(|error| words(&error))?;
        file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(|error| words(&error))?;
        if bytes.len() > MAX_BYTES { Err(super::too_large()) } else { Ok(bytes) }
    }
}

/// A path without `.` and `..`, by its text alone.
fn flat(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(out.components().next_back(), Some(Component::Normal(_))) => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

fn words(error: &std::io::Error) -> String {
    if error.kind() == ErrorKind::NotFound { NO_SUCH_FILE.to_owned() } else { error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_is_read() {
        let top = std::env::temp_dir().join(format!("specwright-folder-{}", std::process::id()));
        let inner = top.join("api/parts");
        fs::create_dir_all(&inner).unwrap();
        for file in ["api/openapi.yaml", "api/parts/a.yaml", "secret.yaml"] {
            fs::write(top.join(file), "a: 1").unwrap();
        }
        let folder = Folder::new(&top, "api/openapi.yaml");
        assert!(folder.read("api/openapi.yaml").is_ok() && folder.read("api/parts/../parts/a.yaml").is_ok());
        assert_eq!(folder.read("api/b.yaml"), Err(NO_SUCH_FILE.to_owned()));
        let outside = Err("it is outside the folder of the document".to_owned());
        assert_eq!(folder.read("secret.yaml"), outside);
        assert_eq!(folder.read("api/../secret.yaml"), outside);
        assert_eq!(folder.read("/etc/hostname"), outside);
        assert!(folder.clone().allow(".").read("secret.yaml").is_ok());
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(top.join("secret.yaml"), inner.join("link.yaml")).unwrap();
            assert_eq!(folder.read("api/parts/link.yaml"), outside);
        }
        fs::remove_dir_all(&top).unwrap();
    }
}
