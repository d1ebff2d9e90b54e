//! Pages as outlets make them, each held to the text that a careful person would archive.
//!
//! Beside `tests/pages/NAME.html` stands `NAME.txt`, written by hand: what is known of the article, a line a fact, then
//! its blocks, each with a sign for its kind: `# ` a heading, `> ` a quotation, `- ` an item, `! ` a correction.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

use onrecord::{
    article::Published,
    ingest::page::{BlockKind, Page, page},
};

/// Pages whose text is not yet what it should be. Their expectations are right: shorten this list, never them.
const MISSED: &[&str] = &[];

fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut pages: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|ending| ending == "html")).collect();
    pages.sort();
    pages
}

fn date(published: &Published) -> String {
    let instant = published.at.map_or("-".to_owned(), |at| at.to_string());
    format!("{} | {} | {instant}", published.written, published.date)
}

/// A page in the way the expectations are written.
fn written(page: &Page) -> String {
    let mut text = String::new();
    let citation = &page.citation;
    let facts = [
        ("headline", citation.headline.clone()),
        ("outlet", citation.outlet.clone()),
        ("byline", citation.byline.clone()),
        ("dateline", citation.dateline.clone()),
        ("published", citation.published.as_ref().map(date)),
        ("modified", page.modified.as_ref().map(|modified| modified.written.clone())),
        ("url", citation.url.clone()),
        ("language", citation.language.clone()),
        ("partial", page.is_partial.then(|| "yes".to_owned())),
    ];
    let lists = [("caption", &page.captions), ("correction", &page.corrections)];
    let listed = lists.iter().flat_map(|(name, values)| values.iter().map(|value| (*name, Some(value.clone()))));
    for (name, value) in facts.into_iter().chain(listed) {
        if let Some(value) = value {
            writeln!(text, "{name}: {value}").unwrap();
        }
    }
    text.push_str("---\n");
    let blocks: Vec<String> = page
        .blocks
        .iter()
        .map(|block| {
            let sign = match block.kind {
                BlockKind::Paragraph => "",
                BlockKind::Heading => "# ",
                BlockKind::Quotation => "> ",
                BlockKind::ListItem => "- ",
                BlockKind::Caption => "= ",
                BlockKind::Correction => "! ",
            };
            format!("{sign}{}", block.span.of(&page.body))
        })
        .collect();
    text + &blocks.join("\n\n") + "\n"
}

/// The first lines that differ.
fn difference(found: &str, expected: &str) -> String {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let (found, expected) = (lines(found), lines(expected));
    let only = |of: &[String], other: &[String], sign: &str| {
        let lines = of.iter().filter(|line| !other.contains(line));
        lines.map(|line| format!("    {sign} {line}\n")).collect::<String>()
    };
    let lines = only(&expected, &found, "missing:") + &only(&found, &expected, "too much:");
    if lines.is_empty() { "    the same lines in another order or number\n".to_owned() } else { lines }
}

#[test]
fn every_page_gives_the_text_that_a_careful_person_would_archive() {
    let pages = pages();
    assert!(pages.len() >= 40, "{}", pages.len());
    let mut faults = String::new();
    for path in &pages {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let expected = fs::read_to_string(path.with_extension("txt")).unwrap();
        let found = match page(&fs::read(path).unwrap(), None, None) {
            Ok(page) => written(&page),
            Err(refusal) => format!("{refusal}\n"),
        };
        match (found == expected, MISSED.contains(&name)) {
            (false, false) => write!(faults, "{name}:\n{}", difference(&found, &expected)).unwrap(),
            (true, true) => writeln!(faults, "{name} is right now: take it off the list of the missed").unwrap(),
            _ => {}
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn the_blocks_of_a_page_are_its_body() {
    for path in pages() {
        let page = page(&fs::read(&path).unwrap(), None, None).unwrap();
        let blocks: Vec<&str> = page.blocks.iter().map(|block| block.span.of(&page.body)).collect();
        assert_eq!(blocks.join("\n\n"), page.body, "{}", path.display());
        assert!(blocks.iter().all(|block| !block.is_empty() && !block.contains('\n')), "{}", path.display());
        assert!(page.blocks.iter().all(|block| block.kind != BlockKind::Caption), "{}", path.display());
    }
}

#[test]
fn a_page_cut_anywhere_is_read_or_refused() {
    for path in pages().iter().step_by(6) {
        let bytes = fs::read(path).unwrap();
        for end in (0..bytes.len()).step_by(bytes.len() / 20 + 1) {
            let _ = page(&bytes[..end], None, None);
        }
    }
}

#[test]
fn the_time_that_pages_take_is_printed() {
    let pages: Vec<Vec<u8>> = pages().iter().map(|path| fs::read(path).unwrap()).collect();
    let begin = Instant::now();
    let read: Vec<Page> = pages.iter().filter_map(|bytes| page(bytes, None, None).ok()).collect();
    let seconds = begin.elapsed().as_secs_f64();
    let words: usize = read.iter().map(|page| page.body.split_whitespace().count()).sum();
    let bytes: usize = pages.iter().map(Vec::len).sum();
    println!("{} pages, {bytes} bytes, {words} words in {seconds:.3} s", read.len());
}
