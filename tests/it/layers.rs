//! Imports run down the floors, and foreign crates stay behind their fences.
//!
//! The floors stand here once, as data; `ARCHITECTURE.md` says what each module is for.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Each module with its floor; it may import only from lower ones.
const FLOORS: [(&str, u8); 17] = [
    ("text", 1),
    ("lexicon", 2),
    ("config", 2),
    ("article", 2),
    ("encoder", 2),
    ("ingest", 3),
    ("attribution", 3),
    ("archive", 3),
    ("index", 3),
    ("semantic", 3),
    ("pipeline", 4),
    ("answer", 4),
    ("render", 5),
    ("evaluate", 5),
    ("bot", 6),
    ("cli", 7),
    ("main", 8),
];

/// Modules that only one other may import.
const PRIVATE_TO: [(&str, &str); 1] = [("config", "cli")];

/// Each foreign crate with the places (prefixes of paths below `src/`) that may name it.
const FENCES: [(&str, &[&str]); 19] = [
    ("pulp", &["attribution/tagger", "semantic/"]),
    ("safetensors", &["attribution/tagger", "encoder/"]),
    ("rten_gemm", &["encoder/"]),
    ("rten_simd", &["encoder/"]),
    ("rten_tensor", &["encoder/"]),
    ("rten_vecmath", &["encoder/"]),
    ("rayon", &["encoder/"]),
    ("tantivy", &["index/"]),
    ("rusqlite", &["archive/"]),
    ("serenity", &["bot/", "render/discord"]),
    (
        "serde",
        &[
            "config.rs",
            "lexicon/",
            "ingest/",
            "index/stored.rs",
            "render/json",
            "evaluate/answers/json.rs",
            "evaluate/answers/marked.rs",
            "evaluate/check/json.rs",
            "evaluate/gold.rs",
            "evaluate/json.rs",
            "cli/batch.rs",
        ],
    ),
    ("trafilatura", &["ingest/page/"]),
    ("scraper", &["ingest/page/"]),
    ("ego_tree", &["ingest/page/"]),
    ("encoding_rs", &["ingest/page/"]),
    ("url", &["ingest/page/"]),
    ("clap", &["cli/"]),
    ("indicatif", &["cli/"]),
    ("tokio", &["bot/", "cli/"]),
];

/// A Rust file with its path below `src/` and its code without comments.
struct Source {
    path: String,
    code: String,
}

impl Source {
    fn module(&self) -> &str {
        self.path.split(['/', '.']).next().unwrap()
    }

    /// The modules of this crate that the file names after `crate::` (in `main.rs`, after `onrecord::`).
    fn imports(&self) -> Vec<String> {
        let root = if self.path == "main.rs" { "onrecord::" } else { "crate::" };
        let mut found = Vec::new();
        for (at, _) in self.code.match_indices(root) {
            let rest = &self.code[at + root.len()..];
            match rest.strip_prefix('{') {
                Some(group) => found.extend(heads(group)),
                None => found.extend(word(rest)),
            }
        }
        found
    }
}

/// The first word of each member of a `{…}` group whose opening brace has been read.
fn heads(group: &str) -> Vec<String> {
    let mut depth = 0;
    let mut found = Vec::new();
    let mut expects = true;
    for (at, character) in group.char_indices() {
        match character {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => expects = true,
            letter if expects && letter.is_alphabetic() => {
                found.extend(word(&group[at..]));
                expects = false;
            }
            _ => {}
        }
    }
    found
}

fn word(text: &str) -> Option<String> {
    let word: String = text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
    (!word.is_empty()).then_some(word)
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let code = fs::read_to_string(&path).unwrap();
                let code =
                    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
                found.push(Source { path: path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned(), code });
            }
        }
    }
    found
}

fn floor(module: &str) -> Option<u8> {
    FLOORS.iter().find(|(name, _)| *name == module).map(|(_, floor)| *floor)
}

/// What is wrong with the imports of one file.
fn faults(source: &Source) -> Vec<String> {
    let own = source.module();
    let Some(own_floor) = floor(own) else {
        return vec![format!("src/{}: `{own}` has no floor; give it one", source.path)];
    };
    let mut faults = Vec::new();
    for module in source.imports().iter().filter(|module| *module != own) {
        match floor(module) {
            None => faults.push(format!("src/{}: imports `{module}`, which has no floor", source.path)),
            Some(floor) if floor >= own_floor => {
                faults.push(format!("src/{}: floor {own_floor} imports `{module}` on floor {floor}", source.path));
            }
            Some(_) => {}
        }
        let owner = PRIVATE_TO.iter().find(|(private, _)| private == module).map(|(_, owner)| *owner);
        if owner.is_some_and(|owner| owner != own) {
            faults.push(format!("src/{}: only `{}` may import `{module}`", source.path, owner.unwrap()));
        }
    }
    faults
}

#[test]
fn imports_run_down_the_floors() {
    let sources: Vec<Source> = sources().into_iter().filter(|source| source.path != "lib.rs").collect();
    assert!(sources.len() > 20, "the sources were found");
    let faults: Vec<String> = sources.iter().flat_map(faults).collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn foreign_crates_stay_behind_their_fences() {
    let mut breaches = Vec::new();
    for source in sources() {
        for (name, places) in FENCES {
            let named = source.code.match_indices(&format!("{name}::")).any(|(at, _)| {
                let before = source.code[..at].chars().next_back();
                !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_' || letter == ':')
            });
            if named && !places.iter().any(|place| source.path.starts_with(place)) {
                breaches.push(format!("src/{}: names `{name}`", source.path));
            }
        }
    }
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
}

#[test]
fn an_upward_import_is_noticed_in_each_way_of_writing_it() {
    for code in [
        "use crate::index::Searcher;",
        "use crate::{\n    text::span::Span,\n    index::{Hit, Searcher},\n};",
        "fn f() -> crate::index::Searcher { todo!() }",
    ] {
        let source = Source { path: "article/mod.rs".to_owned(), code: code.to_owned() };
        assert_eq!(faults(&source), ["src/article/mod.rs: floor 2 imports `index` on floor 3"], "{code}");
    }
    let stranger = Source { path: "shelf.rs".to_owned(), code: String::new() };
    assert_eq!(faults(&stranger), ["src/shelf.rs: `shelf` has no floor; give it one"]);
}
