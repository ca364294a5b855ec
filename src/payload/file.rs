//! A file of an app's, to be uploaded: what a form is in a browser. Must never be read by anything but a host.

use std::fmt;
use std::sync::Arc;

/// A file that can be sent as a picture, as a file or as an avatar.
#[derive(Clone)]
pub struct File {
    name: String,
    pub(crate) content: Content,
}

#[derive(Clone)]
pub(crate) enum Content {
    Bytes(Arc<[u8]>),
    #[cfg(all(target_arch = "wasm32", feature = "client"))]
    Blob(web_sys::Blob),
}

impl File {
    /// A file of these bytes. Receivers are shown the name.
    pub fn new(name: impl Into<String>, bytes: impl Into<Arc<[u8]>>) -> Self {
        File { name: name.into(), content: Content::Bytes(bytes.into()) }
    }

    /// A browser's Blob, under a name.
    #[cfg(all(target_arch = "wasm32", feature = "client"))]
    pub fn from_blob(name: impl Into<String>, blob: web_sys::Blob) -> Self {
        File { name: name.into(), content: Content::Blob(blob) }
    }

    /// What receivers are shown.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many bytes it has.
    #[cfg_attr(target_arch = "wasm32", allow(clippy::cast_possible_truncation, clippy::cast_sign_loss))] // A count.
    pub fn len(&self) -> u64 {
        match &self.content {
            Content::Bytes(bytes) => bytes.len() as u64,
            #[cfg(all(target_arch = "wasm32", feature = "client"))]
            Content::Blob(blob) => blob.size() as u64,
        }
    }

    /// An empty file is not sent: it is refused as an argument.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What an input element gives.
#[cfg(all(target_arch = "wasm32", feature = "client"))]
impl From<web_sys::File> for File {
    fn from(file: web_sys::File) -> Self {
        File::from_blob(file.name(), file.into())
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "File({:?}, {} bytes)", self.name, self.len())
    }
}
