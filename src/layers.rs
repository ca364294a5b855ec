//! What `lib.rs` says of the layers, held to: who may use whom, and that nobody in the core reads a clock.

use std::fs;
use std::path::{Path, PathBuf};

/// Each layer, with the layers that it may use.
const LAYERS: &[(&str, &[&str])] = &[
    ("heap", &[]),
    ("numbers", &[]),
    ("time", &[]),
    ("payload", &["numbers"]),
    ("wire", &["payload"]),
    ("protocol", &["numbers", "payload"]),
    ("session", &["numbers", "payload", "time", "wire", "protocol"]),
    ("chat", &["payload", "time", "protocol"]),
    ("client", &["numbers", "payload", "time", "wire", "protocol", "session", "chat"]),
    ("shell", &["numbers", "payload", "time", "client"]),
    ("host", &["payload"]),
    ("driver", &["payload", "time", "client", "host"]),
    ("model", &["payload", "client"]),
    ("app", &["payload", "client", "host", "driver", "model"]),
    ("testing", &["host", "app"]),
];
/// What may know of clocks and the like: all that stands above the core.
const ABOVE: &[&str] = &["shell", "host", "driver", "model", "app", "testing"];
/// What acts in the client: each is a part of it, and none uses another.
const ACTORS: &[&str] = &["call", "lifecycle", "push", "session", "settle", "upload"];
const CLOCKS: &[&str] = &["std::time", "Instant::", "SystemTime"];

fn sources(at: &Path) -> Vec<PathBuf> {
    let inside = |path: &PathBuf| fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    let (folders, files): (Vec<_>, Vec<_>) = inside(&at.into()).into_iter().partition(|path| path.is_dir());
    files.into_iter().chain(folders.iter().flat_map(|folder| sources(folder))).collect()
}

#[test]
fn nothing_looks_upward_and_the_core_has_no_clock() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for path in sources(&root) {
        let place = path.strip_prefix(&root).unwrap().with_extension("");
        let names: Vec<_> = place.iter().map(|part| part.to_str().unwrap()).collect();
        let Some((layer, below)) = LAYERS.iter().find(|(layer, _)| *layer == names[0]) else { continue };
        let text = fs::read_to_string(&path).unwrap();
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        let used = code.flat_map(|line| line.split("crate::").skip(1));
        for used in used.map(|rest| rest.split([':', ';', ' ', ',', '<', '(', '.', '>']).next().unwrap()) {
            // What the crate shows at its top is the app's.
            let used =
                if used.starts_with(|letter: char| letter.is_uppercase() || letter == '{') { "app" } else { used };
            assert!(used == *layer || below.contains(&used), "{place:?} uses crate::{used}");
        }
        for clock in CLOCKS.iter().filter(|_| !ABOVE.contains(layer)) {
            assert!(
                !text.lines().any(|line| !line.trim_start().starts_with("//") && line.contains(clock)),
                "{place:?} speaks of {clock}"
            );
        }
        if *layer == "client" && ACTORS.contains(names.last().unwrap()) {
            let other = ACTORS.iter().find(|other| text.contains(&format!("super::{other}::")));
            assert_eq!(other, None, "{place:?} uses another");
        }
    }
}
