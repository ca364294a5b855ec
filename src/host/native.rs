//! Programs outside of browsers, over tokio: sockets by tokio-tungstenite, uploads by reqwest. To be used on a thread that
//! runs a tokio `LocalSet`. Must never block.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use futures::channel::mpsc::{unbounded, UnboundedReceiver, UnboundedSender};
use futures::future::{self, LocalBoxFuture};
use futures::{SinkExt, StreamExt};
use reqwest::multipart::{Form, Part};
use reqwest::Body;
use tokio_tungstenite::tungstenite::Message;

use super::{Host, Memory, Response, Said, Socket, Upload};

/// So many bytes of a file go out at a time.
const CHUNK: usize = 65_536;

/// A thread with a tokio runtime.
#[derive(Debug)]
pub struct Native {
    started: Instant,
    memory: Memory,
    folder: Option<PathBuf>,
}

impl Default for Native {
    /// Storage is gone with the program.
    fn default() -> Self {
        Native { started: Instant::now(), memory: Memory::default(), folder: None }
    }
}

impl Native {
    /// Storage is a folder, a file per key: counts and waiting messages outlive the program. One program at a time.
    ///
    /// # Errors
    /// The folder is not there and cannot be made, or cannot be read.
    pub fn with_folder(folder: impl Into<PathBuf>) -> std::io::Result<Self> {
        let folder = folder.into();
        std::fs::create_dir_all(&folder)?;
        let memory = Memory::default();
        for file in std::fs::read_dir(&folder)? {
            let path = file?.path();
            let name = path.file_name().and_then(|name| name.to_str()).and_then(key_of);
            if let (Some(key), Ok(text)) = (name, std::fs::read_to_string(&path)) {
                memory.write(&key, Some(&text));
            }
        }
        Ok(Native { folder: Some(folder), memory, ..Native::default() })
    }
}

/// Keys have any letters, file names have few.
fn file_of(key: &str) -> String {
    key.bytes().map(|byte| format!("{byte:02x}")).collect()
}

fn key_of(name: &str) -> Option<String> {
    let digits: Vec<_> = name.chars().map(|digit| digit.to_digit(16)).collect::<Option<_>>()?;
    let bytes = digits.chunks(2).map(|pair| match pair {
        [high, low] => u8::try_from(high << 4 | low).ok(),
        _ => None,
    });
    String::from_utf8(bytes.collect::<Option<_>>()?).ok()
}

impl Host for Native {
    fn monotonic(&self) -> Duration {
        self.started.elapsed()
    }

    fn since_1970(&self) -> Duration {
        SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default()
    }

    #[allow(clippy::cast_possible_truncation)] // 32 bits of it.
    fn entropy(&self) -> u32 {
        RandomState::new().build_hasher().finish() as u32
    }

    fn spawn(&self, task: LocalBoxFuture<'static, ()>) {
        tokio::task::spawn_local(task);
    }

    fn sleep(&self, span: Duration) -> LocalBoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(span))
    }

    fn connect(&self, url: &str, heard: Box<dyn Fn(Said)>) -> Socket {
        let (send, outgoing) = unbounded();
        tokio::task::spawn_local(carry(url.to_owned(), outgoing, heard));
        Box::new(move |frame| {
            // While it closes, what is sent is lost.
            let _ = send.unbounded_send(Message::text(frame));
        })
    }

    fn upload(&self, upload: Upload) -> LocalBoxFuture<'static, Option<Response>> {
        Box::pin(post(upload))
    }

    fn read(&self, key: &str) -> Option<String> {
        self.memory.read(key)
    }

    fn write(&self, key: &str, text: Option<&str>) -> bool {
        self.memory.write(key, text);
        let Some(folder) = &self.folder else { return true };
        let path = folder.join(file_of(key));
        match text {
            // A crash leaves the old text or the new one.
            Some(text) => {
                let next = path.with_extension("next");
                std::fs::write(&next, text).and_then(|()| std::fs::rename(&next, &path)).is_ok()
            }
            None => std::fs::remove_file(path).is_ok(),
        }
    }

    fn keys(&self, prefix: &str) -> Vec<String> {
        self.memory.keys(prefix)
    }

    fn log(&self, line: &str) {
        eprintln!("jmessage: {line}");
    }
}

/// One socket's life, until either side is done with it.
async fn carry(url: String, mut outgoing: UnboundedReceiver<Message>, heard: Box<dyn Fn(Said)>) {
    // A browser shows this on its console by itself.
    let opened =
        tokio_tungstenite::connect_async(&url).await.inspect_err(|error| eprintln!("jmessage: {url}: {error}"));
    if let Ok((socket, _)) = opened {
        let (mut write, mut read) = socket.split();
        let hear = async {
            while let Some(Ok(message)) = read.next().await {
                if let Message::Text(text) = message {
                    heard(Said::Frame(text.as_str().to_owned()));
                }
            }
        };
        let say = async {
            while let Some(message) = outgoing.next().await {
                if write.send(message).await.is_err() {
                    return;
                }
            }
            let _ = write.close().await;
        };
        future::select(std::pin::pin!(hear), std::pin::pin!(say)).await;
    }
    heard(Said::Closed);
}

async fn post(upload: Upload) -> Option<Response> {
    let Upload { url, headers, file, progress } = upload;
    let crate::payload::Content::Bytes(bytes) = file.content.clone();
    let (moved, mut moves) = unbounded();
    let total = file.len();
    let part =
        Part::stream_with_length(Body::wrap_stream(chunks(bytes, moved)), total).file_name(file.name().to_owned());
    let mut request = reqwest::Client::new().post(url).multipart(Form::new().part("file", part));
    for (name, value) in headers {
        request = request.header(name, value);
    }
    let answer = async {
        let response = request.send().await.inspect_err(|error| eprintln!("jmessage: {error}")).ok()?;
        Some(Response { status: response.status().as_u16(), body: response.text().await.ok()? })
    };
    let watch = async {
        while let Some(sent) = moves.next().await {
            progress(sent, total);
        }
        future::pending::<()>().await
    };
    match future::select(std::pin::pin!(answer), std::pin::pin!(watch)).await {
        future::Either::Left((answer, _)) => answer,
        future::Either::Right(_) => None,
    }
}

/// The bytes, chunk by chunk, telling how many have been asked for.
fn chunks(
    bytes: Arc<[u8]>,
    moved: UnboundedSender<u64>,
) -> impl futures::Stream<Item = std::io::Result<Vec<u8>>> + Send {
    futures::stream::unfold((bytes, moved, 0), |(bytes, moved, from)| async move {
        let chunk = bytes.get(from..)?.chunks(CHUNK).next()?.to_vec();
        let sent = from.saturating_add(chunk.len());
        // Nobody may wait any more.
        let _ = moved.unbounded_send(sent as u64);
        Some((Ok(chunk), (bytes, moved, sent)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_folder_stores_is_there_the_next_time() {
        let folder = std::env::temp_dir().join(format!("jmessage-native-{}", std::process::id()));
        let native = Native::with_folder(&folder).unwrap();
        assert!(native.write("conversations-app-安", Some("{}")) && native.write("other", Some("1")));
        assert!(native.write("conversations-app-安", Some("[]")) && native.write("other", None));
        let next = Native::with_folder(&folder).unwrap();
        assert_eq!(next.read("conversations-app-安").as_deref(), Some("[]"));
        assert_eq!(next.keys(""), ["conversations-app-安"]);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
