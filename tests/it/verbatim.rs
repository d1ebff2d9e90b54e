//! The promise of the whole product: for any article and question, what is shown stands in the article.

use std::sync::LazyLock;

use onrecord::{
    answer::{Answerer, question::Question},
    archive::Archive,
    article::{Citation, Incoming},
    attribution::Reader,
    index::Index,
    lexicon::Lexicon,
    render::{json, terminal, terminal::Layout},
};
use proptest::{prelude::*, sample::select};

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::built_in);

/// Pieces that articles are made of: ordinary ones, and ones that try the cutting.
const PIECES: [&str; 22] = [
    "Mayor Ann Lee said the bridge is safe.",
    "“We looked at every bolt,” she said. “Nothing is loose.”",
    "According to the harbour board, traffic fell by 3.5 per cent.",
    "He denied it.",
    "Bob Stone, a driver, argued that \"tolls are too high\".",
    "The U.S. envoy, Dr. M. Ruiz, arrived at 5 p.m. on Tuesday.",
    "\n",
    "\n\n",
    " ",
    "“An open quotation that never",
    "Łódź, Київ, 東京 — naïve café 🙂🇺🇦.",
    "e\u{301}\u{200d}\u{202e}x\u{feff}",
    "''It is late,'' the clerk said.",
    "LEE: No comment",
    "«Non», a-t-il dit.",
    "...",
    "`*_~|>#[link](http://x.example) <@1> @everyone",
    "\u{1b}[31m",
    "a\tb",
    "said said said",
    "”",
    "No. 5 Mr. Sen. J. K. Stone said: yes",
];

fn body() -> impl Strategy<Value = String> {
    let piece = prop_oneof![8 => select(&PIECES[..]).prop_map(str::to_owned), 1 => any::<String>()];
    prop::collection::vec((piece, select(&["", " ", "\n"][..])), 0..14)
        .prop_map(|parts| parts.into_iter().map(|(piece, gap)| piece + gap).collect())
}

fn question() -> impl Strategy<Value = Question> {
    let words = prop_oneof![
        4 => select(&["Who said the bridge is safe?", "what did Ann Lee say about bolts", "Stone tolls", "Did Lee deny it?", ""][..])
            .prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    (words, 0..3_u8).prop_map(|(words, form)| match form {
        0 => Question::ask(&words),
        1 => Question::who(&words),
        _ => Question::said("Lee", &words),
    })
}

/// A record of one article, or nothing where its text is no article.
fn record(body: &str) -> (Answerer, String) {
    let archive = Archive::in_memory();
    let incoming = Incoming {
        place: "sample.txt".into(),
        doc: Some("sample".into()),
        citation: Citation::default(),
        body: body.into(),
    };
    let (article, _) = archive.keep(&incoming).unwrap();
    let archived = article.body.clone();
    let index = Index::in_memory();
    let mut writer = index.writer().unwrap();
    writer.put(&Reader::new(LEXICON.clone()).read(article)).unwrap();
    writer.commit(archive.position().unwrap()).unwrap();
    drop(writer);
    let searcher = index.searcher().unwrap();
    (Answerer::new(archive, searcher, LEXICON.people.clone()), archived)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_passage_stands_in_its_article(body in body(), question in question()) {
        let (answerer, archived) = record(&body);
        let answer = answerer.answer(&question).unwrap();
        for passage in &answer.passages {
            prop_assert_eq!(passage.quote.span().get(&archived), Some(passage.quote.text()));
            let (start, end) = passage.code_points;
            let by_code_points: String = archived.chars().skip(start).take(end - start).collect();
            prop_assert_eq!(&by_code_points, passage.quote.text());
            for part in passage.statement.iter().flat_map(|statement| &statement.content) {
                prop_assert!(part.get(&archived).is_some());
            }
            let line: serde_json::Value = serde_json::from_str(&json::answer(&answer, None)).unwrap();
            prop_assert!(line["answers"].as_array().unwrap().iter().all(|shown| archived.contains(shown["sentence"].as_str().unwrap())));
            let text = terminal::answer(&answer, Layout { columns: None });
            let plain = anstream::adapter::strip_str(&text).to_string();
            prop_assert!(plain.contains(&terminal::visible(passage.quote.text())));
            let around = answerer.context(&passage.id(), 2).unwrap().unwrap();
            prop_assert!(around.before.iter().chain(&around.after).all(|quote| quote.span().get(&archived) == Some(quote.text())));
        }
    }
}
