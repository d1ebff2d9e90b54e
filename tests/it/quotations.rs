//! Hard cases of quotation, read by the whole reader: who must, and who must never, be on record with which words.

use onrecord::{
    article::{
        Article, ArticleId, Citation,
        document::Document,
        statement::{LIKELY, Statement},
    },
    attribution::Reader,
    lexicon::Lexicon,
};

fn read(body: &str) -> Document {
    let id = ArticleId::parse("0123456789ab").unwrap();
    let citation = Citation::default();
    Reader::new(Lexicon::built_in()).read(Article { id, version: 1, doc: "test".into(), citation, body: body.into() })
}

/// What `speaker` is shown to have said, a line for each statement; of anybody, if `speaker` is empty.
fn said(document: &Document, speaker: &str) -> Vec<String> {
    let shown = document.statements.iter().filter(|statement| statement.confidence >= LIKELY);
    let theirs = shown.filter(|statement| {
        statement.speaker.as_ref().is_some_and(|own| speaker.is_empty() || own.name.eq_ignore_ascii_case(speaker))
    });
    let words = |part: &onrecord::text::span::Span| part.of(&document.article.body).to_owned();
    theirs.map(|statement| statement.content.iter().map(words).collect::<Vec<_>>().join(" ")).collect()
}

/// Each case: its name, the text, who must be shown with which words in one statement, and who must not be.
type Case<'a> = (&'a str, &'a str, &'a [(&'a str, &'a [&'a str])], &'a [(&'a str, &'a str)]);

fn check(cases: &[Case<'_>]) {
    let mut wrong = Vec::new();
    for (case, body, expected, forbidden) in cases {
        let document = read(body);
        for (speaker, words) in *expected {
            let statements = said(&document, speaker);
            if !statements.iter().any(|statement| words.iter().all(|words| statement.contains(words))) {
                wrong.push(format!("{case}: {speaker} should say {words:?}, says {statements:?}"));
            }
        }
        for (speaker, words) in *forbidden {
            if said(&document, speaker).iter().any(|statement| statement.contains(words)) {
                wrong.push(format!("{case}: {speaker:?} should not say {words:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn quotations_over_paragraphs_stay_together() {
    check(&[
        (
            "named at the end",
            "Ana Ribeiro runs the port.\n\n“We begin at six in the morning. Nobody is late.\n\n“Some have come for \
             thirty years.\n\n“I would not change it,” Ribeiro said.",
            &[("Ana Ribeiro", &["We begin at six", "Some have come", "I would not change it"])],
            &[],
        ),
        (
            "named at the beginning",
            "“We begin at six,” Ana Ribeiro said. “Nobody is late.\n\n“Nobody leaves early.\n\n“It is a good \
             life.”\n\nThe port lies in the north.",
            &[("Ana Ribeiro", &["We begin at six", "Nobody is late", "Nobody leaves early", "good life"])],
            &[("", "The port lies in the north")],
        ),
        (
            "announced",
            "Ana Ribeiro said:\n\n“We begin at six.\n\n“Nobody is late.”\n\nThe port lies in the north.",
            &[("Ana Ribeiro", &["We begin at six", "Nobody is late"])],
            &[("", "The port lies")],
        ),
        (
            "another speaks next",
            "“We begin at six,” Ana Ribeiro said.\n\n“Nobody is late,” Tom Hallam said.",
            &[("Ana Ribeiro", &["We begin at six"]), ("Tom Hallam", &["Nobody is late"])],
            &[("Ana Ribeiro", "Nobody is late"), ("Tom Hallam", "We begin at six")],
        ),
        (
            "a lost closing mark",
            "“We sail at dawn.\n\nIt rained all day in Elmford.\n\n“We stay at home,” Tom Hallam said.",
            &[],
            &[("", "It rained all day")],
        ),
    ]);
}

#[test]
fn halves_of_a_quotation_are_one_statement() {
    check(&[
        (
            "two sentences",
            "“The harbour is closed,” Eva Berg said. “It opens in May.”",
            &[("Eva Berg", &["The harbour is closed", "It opens in May"])],
            &[],
        ),
        (
            "one sentence",
            "“The harbour,” Eva Berg said, “is closed.”",
            &[("Eva Berg", &["The harbour", "is closed"])],
            &[],
        ),
        (
            "two single marks",
            "''The harbour is closed,'' Eva Berg said. ''It opens in May.''",
            &[("Eva Berg", &["The harbour is closed", "It opens in May"])],
            &[],
        ),
        (
            "mixed marks",
            "\"The harbour is closed,” Eva Berg said. \"It opens in May.”",
            &[("Eva Berg", &["The harbour is closed", "It opens in May"])],
            &[],
        ),
    ]);
}

#[test]
fn set_off_quotations_belong_to_whom_announces_them() {
    check(&[
        (
            "block quotation",
            "Ana Ribeiro wrote in a letter:\n\n> We begin at six in the morning.\n> Nobody is late.\n\nIt rained.",
            &[("Ana Ribeiro", &["We begin at six in the morning.", "Nobody is late."])],
            &[("", "It rained")],
        ),
        (
            "song",
            "Tom Hallam wrote:\n\n“Row the boat,\nrow it slowly,\nrow it home.”\n\nThen he left.",
            &[("Tom Hallam", &["Row the boat", "row it slowly", "row it home"])],
            &[("", "Then he left")],
        ),
        ("signature", "“The harbour is closed.” — Eva Berg", &[("Eva Berg", &["The harbour is closed"])], &[]),
        (
            "signature below with a role",
            "“The harbour is closed.”\n—Eva Berg, harbour chief",
            &[("Eva Berg", &["The harbour is closed"])],
            &[],
        ),
        (
            "tweet",
            "“The harbour is closed,” Eva Berg tweeted on Monday.",
            &[("Eva Berg", &["The harbour is closed"])],
            &[],
        ),
    ]);
}

#[test]
fn words_within_words_are_the_outer_speakers() {
    check(&[
        (
            "curly",
            "“My mother told me ‘never sail on a Friday’ and I never have,” Tom Hallam said.",
            &[("Tom Hallam", &["‘never sail on a Friday’"])],
            &[],
        ),
        (
            "straight",
            "Tom Hallam said: \"My mother told me 'never sail on a Friday' and I never have.\"",
            &[("Tom Hallam", &["'never sail on a Friday' and I never have."])],
            &[],
        ),
        (
            "a question within",
            "Eva Berg asked: “Who said ‘we are lost’? Nobody did.”",
            &[("Eva Berg", &["Who said ‘we are lost’? Nobody did."])],
            &[],
        ),
    ]);
}

#[test]
fn marks_alone_make_no_statement() {
    check(&[
        ("scare quotes", "The so-called “old guard” met on Monday.", &[], &[("", "old guard")]),
        ("names", "They met in the “Blue Room” by the sea.", &[], &[("", "Blue Room")]),
        ("title", "The museum bought “The Long Winter” in May.", &[], &[("", "The Long Winter")]),
        ("inches", "The board is 6\" wide and 9\" long.", &[], &[("", "wide")]),
    ]);
}

#[test]
fn corrections_put_no_old_words_on_record() {
    check(&[(
        "restated",
        "Eva Berg said: “The harbour is open.”\n\nCorrection: An earlier version of this article quoted Tom Hallam as \
         saying “The harbour is closed.”",
        &[("Eva Berg", &["The harbour is open"])],
        &[("Tom Hallam", "The harbour is closed"), ("Eva Berg", "The harbour is closed")],
    )]);
}

#[test]
fn transcripts_have_a_speaker_a_turn() {
    check(&[(
        "capitals",
        "EVA BERG: The harbour is closed.\n\nTOM HALLAM: Since when is that?\n\nEVA BERG: Since last May.",
        &[("Eva Berg", &["The harbour is closed"]), ("Tom Hallam", &["Since when"]), ("Eva Berg", &["Since last May"])],
        &[("Eva Berg", "Since when"), ("Tom Hallam", "Since last May")],
    )]);
}

#[test]
fn layers_and_polarity_are_told() {
    for (body, speaker, relayed_by) in [
        (
            "The Elmford Post reported that the harbour is closed, citing two officials.",
            "two officials",
            "Elmford Post",
        ),
        ("Mayor Eva Berg said that Tom Dale believes the harbour is closed.", "Tom Dale", "Eva Berg"),
    ] {
        let document = read(body);
        let named = |one: &&Statement| one.speaker.as_ref().is_some_and(|own| own.name == speaker);
        let inner = document.statements.iter().find(named).unwrap_or_else(|| panic!("{speaker} in {body:?}"));
        let via: Vec<&str> = inner.via.iter().map(|speaker| speaker.name.as_str()).collect();
        assert_eq!(via, [relayed_by], "in {body:?}");
    }
    for (body, word) in [
        ("Eva Berg denied that the harbour is closed.", "denies"),
        ("Eva Berg opposed the plan to close the harbour.", "opposes"),
        ("Eva Berg said that the harbour is closed.", "asserts"),
    ] {
        let document = read(body);
        assert_eq!(document.statements.first().map(|one| one.polarity.word()), Some(word), "{body}");
    }
}
