//! What comes in: files, folders, metadata; and what stays out, each with its reason.

use std::{
    fs::{self, File},
    os::unix::fs::symlink,
    path::Path,
    process::Command,
};

use onrecord::{
    archive::Archive,
    article::{Article, Citation, Incoming},
    attribution::Reader,
    lexicon::Lexicon,
    pipeline::{lock::Lock, record::Record},
};

use crate::environment::{Environment, Finished, shared};

const FERRY: &str = "Ferry line to end\n\nThe ferry across the bay will stop in June, the operator said on Friday. \
    “Nobody rides it any more,” director Olu Adeyemi told the council.\n";

fn archive(environment: &Environment) -> Archive {
    Archive::open(&environment.path().join("index")).unwrap()
}

/// The one article of a record.
fn only_article(environment: &Environment) -> Article {
    let archive = archive(environment);
    let articles = archive.changed_after(0, 9).unwrap();
    assert_eq!(articles.len(), 1);
    archive.article(&articles[0].1, None).unwrap().unwrap()
}

#[test]
fn the_same_files_again_change_nothing() {
    let environment = Environment::new();
    environment.write("news/ferry.txt", FERRY);
    environment.write("news/deep/er/wall.md", "# The wall\n\nIt stands, mayor Ida Holm said.\n");
    let first = environment.succeed(&["ingest", "news"]).remarks;
    assert!(first.starts_with("kept 2 new, 0 changed, 0 unchanged\n"), "{first}");
    let position = archive(&environment).position().unwrap();
    // By another path to the same files, too.
    for path in ["news", "news/../news", "news/deep/er/wall.md"] {
        let again = environment.succeed(&["ingest", path]).remarks;
        assert!(again.starts_with("kept 0 new, 0 changed, "), "{again}");
    }
    assert_eq!(archive(&environment).position().unwrap(), position);
    environment.succeed(&["verify"]);
}

#[test]
fn a_changed_file_is_the_next_version_and_the_index_has_only_that() {
    let environment = Environment::new();
    environment.write("ferry.txt", FERRY);
    environment.succeed(&["ingest", "ferry.txt"]);
    let new = FERRY.replace("in June", "in September");
    environment.write("ferry.txt", &new);
    let changed = environment.succeed(&["ingest", "ferry.txt"]).remarks;
    assert!(changed.starts_with("kept 0 new, 1 changed, 0 unchanged\n"), "{changed}");
    let article = only_article(&environment);
    assert_eq!((article.version, article.body.as_str()), (2, new.as_str()));
    assert_eq!(archive(&environment).article(&article.id, Some(1)).unwrap().unwrap().body, FERRY);

    let reader = Reader::new(Lexicon::built_in());
    let record = Record::open(&environment.path().join("index"), &reader, &mut |_| {}).unwrap();
    let indexed = record.index.searcher().unwrap().articles().unwrap();
    assert_eq!(indexed.iter().map(|entry| entry.version).collect::<Vec<_>>(), [2]);
    let asked = environment.succeed(&["ask", "When will the ferry across the bay stop?"]);
    assert!(asked.output.contains("in September") && !asked.output.contains("in June"), "{asked:?}");
    environment.succeed(&["verify"]);
}

#[test]
fn a_file_is_known_again_where_its_folder_was_moved_to() {
    let environment = Environment::new();
    environment.write("old/ferry.txt", FERRY);
    environment.succeed(&["ingest", "old"]);
    fs::rename(environment.path().join("old"), environment.path().join("new")).unwrap();
    let moved = environment.succeed(&["ingest", "new"]).remarks;
    assert_eq!(moved, "kept 0 new, 0 changed, 1 unchanged\n");
    environment.write("new/ferry.txt", FERRY.replace("in June", "in September"));
    environment.succeed(&["ingest", "new"]);
    assert_eq!(only_article(&environment).version, 2);
}

#[test]
fn sidecar_and_front_matter_say_where_an_article_is_from() {
    let environment = Environment::new();
    environment.write("ferry.txt", FERRY);
    environment
        .write("ferry.toml", "outlet = 'The Bay Courier'\npublished = 2025-02-03\nurl = 'https://courier.example/1'\n");
    environment.succeed(&["ingest", "ferry.txt"]);
    let article = only_article(&environment);
    assert_eq!(article.doc, "ferry");
    assert_eq!(article.body, FERRY);
    assert_eq!(article.citation.headline.as_deref(), Some("Ferry line to end"));
    assert_eq!(article.citation.outlet.as_deref(), Some("The Bay Courier"));
    assert_eq!(article.citation.published.unwrap().date.to_string(), "2025-02-03");

    let environment = Environment::new();
    let matter = "---\nheadline: No more ferries\nbyline: J. Moreno\npublished: 2025-02-03T09:30:00+01:00\n---\n";
    environment.write("ferry.md", format!("{matter}{}", FERRY.replace('\n', "\r\n")));
    environment.succeed(&["ingest", "ferry.md"]);
    let article = only_article(&environment);
    assert_eq!(article.body, FERRY);
    assert_eq!(article.citation.headline.as_deref(), Some("No more ferries"));
    let published = article.citation.published.unwrap();
    assert_eq!(published.written, "2025-02-03T09:30:00+01:00");
    assert_eq!(published.at.unwrap().to_string(), "2025-02-03T08:30:00Z");
}

#[test]
fn a_folder_gives_its_articles_and_nothing_else() {
    let environment = Environment::new();
    environment.write("news/ferry.txt", FERRY);
    environment.write("news/README.md", "# About this folder\n\nThese are articles.\n");
    environment.write("news/LICENSE.txt", "All rights reserved.\n");
    environment.write("news/picture.png", b"\x89PNG\r\n\x1a\n\0\0");
    environment.write("news/.drafts/secret.txt", FERRY);
    environment.write("news/.hidden.txt", FERRY);
    symlink(environment.path().join("news"), environment.path().join("news/loop")).unwrap();
    symlink(environment.path().join("news/ferry.txt"), environment.path().join("news/same.txt")).unwrap();
    symlink("/nowhere/else", environment.path().join("news/lost")).unwrap();
    let kept = environment.succeed(&["ingest", "news"]).remarks;
    assert!(kept.starts_with("kept 1 new, 0 changed, 0 unchanged\n"), "{kept}");
    symlink("/nowhere/else", environment.path().join("news/lost.txt")).unwrap();
    let kept = environment.succeed(&["ingest", "news"]).remarks;
    assert!(
        kept.starts_with("kept 0 new, 0 changed, 1 unchanged; skipped 1:\n  `news/lost.txt` can't be read"),
        "{kept}"
    );
}

#[test]
fn a_link_does_not_lead_out_of_the_folder() {
    let environment = Environment::new();
    environment.write("private/diary.txt", "A diary of my own\n\nNobody was to read this, and it was long.\n");
    environment.write("news/deep/ferry.txt", FERRY);
    environment.write("elsewhere/note.txt", FERRY.replace("June", "July"));
    symlink("..", environment.path().join("news/loop")).unwrap();
    symlink("../private", environment.path().join("news/private.txt")).unwrap();
    symlink("../../elsewhere/note.txt", environment.path().join("news/deep/note.txt")).unwrap();
    symlink("news", environment.path().join("shelf")).unwrap();
    // The path given may itself be a link, and a link to a file is that file.
    let kept = environment.succeed(&["ingest", "shelf"]).remarks;
    assert!(kept.starts_with("kept 2 new, 0 changed, 0 unchanged\n"), "{kept}");
}

#[test]
fn what_is_no_regular_file_is_passed_over_and_never_waited_for() {
    let environment = Environment::new();
    environment.write("news/ferry.txt", FERRY);
    for name in ["news/pipe.txt", "alone.txt", "beside.toml"] {
        assert!(Command::new("mkfifo").arg(environment.path().join(name)).status().unwrap().success());
    }
    symlink("/dev/zero", environment.path().join("news/zero.txt")).unwrap();
    symlink("pipe.txt", environment.path().join("news/link.txt")).unwrap();
    environment.write("beside.txt", FERRY);
    let kept = environment.succeed(&["ingest", "news"]).remarks;
    assert!(kept.starts_with("kept 1 new, 0 changed, 0 unchanged; skipped 3:\n"), "{kept}");
    for name in ["link", "pipe", "zero"] {
        assert!(kept.contains(&format!("  `news/{name}.txt` is not a regular file\n")), "{kept}");
    }
    for path in ["/dev/zero", "news/zero.txt", "alone.txt", "news/pipe.txt"] {
        let refusal = environment.refuse(&["ingest", path]);
        assert_eq!(refusal, format!("onrecord: `{path}` is not a regular file"));
    }
    assert!(environment.refuse(&["ingest", "beside.txt"]).contains("sidecar `beside.toml`: is not a regular file"));
}

#[test]
fn a_reader_does_not_wait_for_an_index_left_far_behind() {
    let environment = Environment::new();
    environment.write("ferry.txt", FERRY);
    environment.succeed(&["ingest", "ferry.txt"]);
    let bulletin = |number: usize| Incoming {
        place: format!("/bulletins/{number}.txt"),
        doc: None,
        citation: Citation::default(),
        body: format!("Bulletin {number}: snow lies on pass {number}."),
    };
    let bulletins: Vec<Incoming> = (0..150).map(bulletin).collect();
    let ask = ["ask", "When will the ferry across the bay stop?"];
    // As after a kill: archived, and not in the index. A few are put in at once.
    archive(&environment).keep_all(&bulletins[..2]).unwrap();
    assert_eq!(environment.succeed(&ask).remarks, "");
    environment.succeed(&["verify"]);
    archive(&environment).keep_all(&bulletins).unwrap();
    let behind =
        "the index is behind the archive by 148 articles; `onrecord reindex` or the next ingest brings it into step\n";
    for _ in 0..2 {
        let asked = environment.succeed(&ask);
        assert!(asked.output.contains("in June"), "{asked:?}");
        assert_eq!(asked.remarks, behind);
    }
    environment.succeed(&["ingest", "ferry.txt"]);
    environment.succeed(&["verify"]);
    // Without an index there is nothing to answer from: it is made, and that is told.
    fs::remove_dir_all(environment.path().join("index/sentences")).unwrap();
    let asked = environment.succeed(&ask);
    assert_eq!(asked.remarks, "making the index: 151 articles to read\n");
    environment.succeed(&["verify"]);
}

#[test]
fn bad_input_is_refused_in_one_line_that_says_what_to_do() {
    let environment = Environment::new();
    environment.write("latin.txt", b"The caf\xe9 is closed.\n");
    environment.write("wide.txt", b"\xff\xfeT\0h\0e\0");
    environment.write("binary.txt", b"\x7fELF\x02\x01\x01\0\0\0");
    environment.write("empty.txt", " \n\n");
    environment.write("page.html", "<nav><a href=/>Home</a></nav>");
    environment.write("page.pdf", "%PDF-1.7");
    environment.write("sidecar.txt", FERRY);
    environment.write("sidecar.toml", "outlett = 'The Bay Courier'\n");
    environment.write("torn.txt", FERRY);
    environment.write("torn.toml", "outlet = 'The Bay\n");
    environment.write("day.md", "---\npublished: someday\n---\nA text.\n");
    environment.write("open.md", "---\noutlet: The Bay Courier\n\nA text.\n");
    environment.write("pictures/one.png", "");
    environment.write("void/README.md", "Nothing here.");
    File::create(environment.path().join("huge.txt")).unwrap().set_len(50_000_000).unwrap();
    for (path, part) in [
        ("nowhere.txt", "`nowhere.txt` can't be read; check the path"),
        ("nowhere/", "`nowhere/` can't be read; check the path"),
        ("pictures", "`pictures` has no articles in it; those are files that end in .txt, .md or .html"),
        ("void", "`void` has no articles in it"),
        ("huge.txt", "`huge.txt` is 50.0 MB large; at most 10 MB are read (setting `ingest.largest_file_megabytes`)"),
        ("latin.txt", "`latin.txt` is not UTF-8 (0xE9 at byte 7); save it as UTF-8"),
        ("wide.txt", "`wide.txt` is UTF-16, not UTF-8"),
        ("binary.txt", "`binary.txt` is binary data, not text (a zero at byte 7)"),
        ("empty.txt", "`empty.txt` has no text in it"),
        ("page.html", "`page.html` has no article in it"),
        ("page.pdf", "`page.pdf` is not a kind of file that is read; articles end in .txt, .md or .html"),
        (
            "sidecar.txt",
            "`sidecar.txt` has a broken sidecar `sidecar.toml`: unknown key `outlett`; did you mean `outlet`?",
        ),
        ("torn.txt", "`torn.txt` has a broken sidecar `torn.toml`: line 1: "),
        ("day.md", "`day.md` has broken front matter: `published` is `someday`"),
        ("open.md", "`open.md` has front matter that does not end; close it with a line `---`"),
    ] {
        let refusal = environment.refuse(&["ingest", path]);
        assert!(refusal.contains(part), "{path}: {refusal}");
    }
    assert_eq!(archive(&environment).position().unwrap(), 0);
}

#[test]
fn one_bad_article_does_not_stop_the_rest() {
    let environment = Environment::new();
    environment.write("news/a.txt", b"The caf\xe9 is closed.\n");
    environment.write("news/b.txt", FERRY);
    let finished = environment.succeed(&["ingest", "news", "nowhere.txt"]).remarks;
    assert!(finished.starts_with("kept 1 new, 0 changed, 0 unchanged; skipped 2:\n"), "{finished}");
    assert!(
        finished.contains("  `nowhere.txt` can't be read") && finished.contains("  `news/a.txt` is not UTF-8"),
        "{finished}"
    );
    environment.succeed(&["verify"]);
}

#[test]
fn a_second_writer_is_turned_away_and_a_reader_is_not() {
    let environment = Environment::new();
    environment.write("ferry.txt", FERRY);
    environment.succeed(&["ingest", "ferry.txt"]);
    let lock = Lock::take(&environment.path().join("index")).unwrap();
    for arguments in [&["ingest", "ferry.txt"][..], &["reindex"]] {
        let refusal = environment.refuse(arguments);
        assert_eq!(refusal, "onrecord: another onrecord is writing to `index`; wait for it or stop it");
    }
    environment.succeed(&["ask", "When will the ferry across the bay stop?"]);
    drop(lock);
    environment.succeed(&["ingest", "ferry.txt"]);
}

#[test]
fn two_processes_at_once_lose_nothing() {
    let environment = Environment::new();
    for number in 0..200 {
        environment.write(&format!("news/{number}.txt"), FERRY.replace("June", &format!("June of year {number}")));
    }
    let start = || environment.command(&["ingest", "news"]).stderr(std::process::Stdio::piped()).spawn().unwrap();
    let both = [start(), start()].map(|child| Finished::from(child.wait_with_output().unwrap()));
    for finished in &both {
        let turned_away = finished.remarks.contains("another onrecord is writing to `index`");
        assert!(finished.code == 0 || (finished.code == 2 && turned_away), "{finished:?}");
    }
    assert!(both.iter().any(|finished| finished.code == 0), "{both:?}");
    assert_eq!(archive(&environment).extent(None, None, None).unwrap().articles, 200);
    environment.succeed(&["verify"]);
}

#[test]
fn a_large_collection_comes_in_whole() {
    let Some(shared) = shared() else { return };
    let environment = Environment::new();
    let text = |part: &str| shared.join("polnear").join(part).join("text").to_str().unwrap().to_owned();
    let (train, dev) = (text("train"), text("dev"));
    let files = [&train, &dev].map(|folder| Path::new(folder).read_dir().unwrap().count()).iter().sum::<usize>();
    let remarks = environment.succeed(&["ingest", "--no-wait", &train, &dev]).remarks;
    println!("{remarks}");
    assert!(!remarks.contains("skipped"), "{remarks}");
    let listed = archive(&environment).articles("", usize::MAX).unwrap();
    // Two files may have one text, and are then one article.
    assert!(listed.len() <= files && listed.len() * 100 >= files * 99, "{} of {files}", listed.len());
    environment.succeed(&["verify"]);
}

#[test]
fn a_saved_page_is_taken_in_with_what_it_says_of_itself() {
    let environment = Environment::new();
    let page = "<title>Ferry line to end | Bay Courier</title><meta property=og:site_name content='Bay Courier'>\
        <link rel=canonical href='https://courier.example/1'><nav><a href=/>Home</a></nav><article>\
        <h1>Ferry line to end</h1><p>The ferry across the bay will stop in June, the operator said on Friday.</p>\
        <p>&ldquo;Nobody rides it any more,&rdquo; director Olu Adeyemi told the council.</p></article>";
    environment.write("news/ferry.html", page);
    environment.write("news/ferry.toml", "published = 2025-02-03\n");
    environment.succeed(&["ingest", "news"]);
    let article = only_article(&environment);
    assert_eq!(article.doc, "ferry");
    assert_eq!(
        article.body,
        "The ferry across the bay will stop in June, the operator said on Friday.\n\n\
        “Nobody rides it any more,” director Olu Adeyemi told the council."
    );
    assert_eq!(article.citation.headline.as_deref(), Some("Ferry line to end"));
    assert_eq!(article.citation.outlet.as_deref(), Some("Bay Courier"));
    assert_eq!(article.citation.url.as_deref(), Some("https://courier.example/1"));
    assert_eq!(article.citation.published.unwrap().written, "2025-02-03");
    let asked = environment.succeed(&["ask", "When will the ferry across the bay stop?"]);
    assert!(asked.output.contains("in June"), "{asked:?}");
    environment.succeed(&["verify"]);
}
