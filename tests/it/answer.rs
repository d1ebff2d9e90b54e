//! Questions and what the record answers, refuses and holds against a claim.

use std::sync::LazyLock;

use onrecord::{
    answer::{
        Answerer, Checked,
        passage::{Refusal, Verdict},
        question::Question,
    },
    archive::Archive,
    article::{Citation, Incoming},
    attribution::Reader,
    index::Index,
    lexicon::Lexicon,
};
use proptest::prelude::*;

const BRIDGE: &str = "\
Harbour bridge reopens after repairs

Mayor Ann Lee said the harbour bridge is safe again. \"We looked at every bolt,\" she added. \
Engineers replaced forty cables during the summer.

Union leader Robert Stone denied that workers had been paid late. \
He argued that the tolls are too high for commuters. \
The city council met on Tuesday in Rivertown.

According to the harbour board, traffic will double within three years.";

const SCHOOL: &str = "\
School meals to be free

Education minister Clara Novak announced that school meals will be free from March. \
\"No child should learn hungry,\" Novak said. \
Opposition speaker Ann Berg criticised the cost of the programme.

Mayor Ann Lee welcomed the plan. She said the city would pay for new kitchens.";

static ANSWERER: LazyLock<Answerer> = LazyLock::new(|| {
    let archive = Archive::in_memory();
    let index = Index::in_memory();
    let lexicon = Lexicon::built_in();
    let reader = Reader::new(lexicon.clone());
    let mut writer = index.writer().unwrap();
    for (doc, body) in [("bridge", BRIDGE), ("school", SCHOOL)] {
        let citation = Citation { headline: body.lines().next().map(str::to_owned), ..Citation::default() };
        let incoming =
            Incoming { place: format!("/{doc}.txt"), doc: Some(doc.to_owned()), citation, body: body.to_owned() };
        let (article, _) = archive.keep(&incoming).unwrap();
        writer.put(&reader.read(article)).unwrap();
    }
    writer.commit(1).unwrap();
    Answerer::new(archive, index.searcher().unwrap(), lexicon.people)
});

fn answer(question: &Question) -> Checked {
    ANSWERER.answer(question).unwrap()
}

fn ask(text: &str) -> Checked {
    answer(&Question::ask(text))
}

#[test]
fn the_best_sentence_comes_first_with_its_speaker() {
    // Question, words of the sentence that answers, speaker (empty for the article itself).
    let cases = [
        ("Who said the harbour bridge is safe?", "is safe again", "Ann Lee"),
        ("What did Lee say about every bolt?", "every bolt", "Ann Lee"),
        ("what did the mayor say about kitchens", "new kitchens", "Ann Lee"),
        ("Who argues that tolls are too high?", "tolls are too high", "Robert Stone"),
        ("What did Stone argue about the tolls?", "tolls are too high", "Robert Stone"),
        ("Novak on hungry children", "No child should learn hungry", "Clara Novak"),
        ("Novack hungry", "No child should learn hungry", "Clara Novak"),
        ("How many cables were replaced?", "forty cables", ""),
        ("When did the city council meet?", "on Tuesday", ""),
    ];
    for (question, words, speaker) in cases {
        let answer = ask(question);
        let first = answer.passages.first().unwrap_or_else(|| panic!("{question}: nothing"));
        assert!(answer.answered, "{question}: {:?}", answer.refusal);
        assert!(first.quote.text().contains(words), "{question}: {}", first.quote.text());
        assert_eq!(first.speaker_name().unwrap_or_default(), speaker, "{question}: {:?}", first.statement);
        assert!((0.5..=1.0).contains(&answer.confidence), "{question}");
    }
}

#[test]
fn what_is_not_on_record_is_refused() {
    let cases = [
        "Who said the airport will close at Christmas?",
        "How many people were hurt on the bridge?",
        "On what date did Novak visit the bridge?",
        "What did Olaf Krug say about school meals?",
        "What did Stone say about school meals?",
    ];
    for question in cases {
        let answer = ask(question);
        assert!(!answer.answered, "{question}: {:?}", answer.passages.first());
        assert!(answer.refusal.is_some() && answer.confidence < 0.5, "{question}");
        assert_eq!(answer.scope.articles, 2, "{question}");
    }
}

#[test]
fn a_refusal_says_why() {
    assert_eq!(ask("").refusal, Some(Refusal::NothingAsked));
    let unknown = answer(&Question::said("Anne Leigh-Krug", "")).refusal.clone();
    assert!(matches!(unknown, Some(Refusal::UnknownSpeaker { .. })), "{unknown:?}");
    let others_topic = ask("What did Stone say about school meals?").refusal.clone();
    let (speaker, other) = ("Robert Stone".to_owned(), "Clara Novak".to_owned());
    assert_eq!(others_topic, Some(Refusal::OthersOnThis { speaker, other }));
}

#[test]
fn a_claim_is_held_against_the_record() {
    let cases = [
        ("Did Lee say the harbour bridge is safe?", Verdict::Supported),
        ("Lee: \"We looked at every bolt\"", Verdict::Supported),
        ("Novak said the harbour bridge is safe again", Verdict::Contradicted),
        ("Did Stone say that workers had been paid late?", Verdict::Contradicted),
        ("Did Lee say the airport will close?", Verdict::NotFound),
    ];
    for (claim, verdict) in cases {
        assert_eq!(ask(claim).verdict, Some(verdict), "{claim}: {:?}", ask(claim).passages.first());
    }
}

#[test]
fn said_gives_only_that_speaker_with_or_without_a_topic() {
    for topic in ["", "kitchens", "the bridge"] {
        let answer = answer(&Question::said("Ann Lee", topic));
        assert!(answer.answered && !answer.passages.is_empty(), "{topic}");
        assert!(answer.passages.iter().all(|passage| passage.speaker_name() == Some("Ann Lee")), "{topic}");
    }
    assert_eq!(answer(&Question::said("Ann Lee", "kitchens")).passages[0].doc, "school");
}

#[test]
fn nobody_else_stands_among_the_words_of_the_one_asked_for() {
    for question in ["What did Ann Lee say about the bridge?", "What did Novak say about the school meals?"] {
        let answer = ask(question);
        let speakers: Vec<_> = answer.passages.iter().filter_map(|passage| passage.speaker_name()).collect();
        assert!(answer.answered && !speakers.is_empty(), "{question}");
        assert!(speakers.iter().all(|speaker| *speaker == speakers[0]), "{question}: {speakers:?}");
    }
}

#[test]
fn a_refusal_names_the_speaker_as_the_asker_did() {
    let answer = ask("What did Jean-Luc McTavish say about the bridge?");
    assert!(matches!(&answer.refusal, Some(Refusal::UnknownSpeaker { asked, .. }) if asked == "Jean-Luc McTavish"));
}

#[test]
fn passages_and_their_surroundings_are_found_by_name() {
    let id = ask("Who said the harbour bridge is safe?").passages[0].id();
    assert_eq!(ANSWERER.passage(&id).unwrap().unwrap().id(), id);
    let context = ANSWERER.context(&id, 1).unwrap().unwrap();
    assert!(!context.superseded);
    assert!(context.after[0].text().contains("every bolt"));
    assert_eq!(context.before.len(), 1);
}

#[test]
fn speakers_are_suggested_as_they_are_typed() {
    let names = |typed: &str| -> Vec<String> {
        ANSWERER.speakers(typed, 3).unwrap().into_iter().map(|speaker| speaker.name).collect()
    };
    assert_eq!(names("rob"), ["Robert Stone"]);
    assert_eq!(names("nov"), ["Clara Novak"]);
    assert_eq!(names("Novack"), ["Clara Novak"]);
    assert_eq!(names("").first().map(String::as_str), Some("Ann Lee"));
    assert!(names("zzzzzz").is_empty());
}

#[test]
fn odd_questions_are_questions_too() {
    let long = "bridge AND (safe OR \"tolls) ".repeat(160);
    let odd = [
        "",
        " ",
        "?",
        "🙂🙂",
        "body:bridge^9",
        "\"",
        "*",
        "\\",
        "هل الجسر آمن؟",
        "NOT",
        "a",
        ":",
        "did",
        "who",
        "what did",
    ];
    for text in odd.iter().copied().chain([long.as_str()]) {
        for question in
            [Question::ask(text), Question::who(text), Question::said(text, text), Question::said("Lee", text)]
        {
            let answer = answer(&question);
            assert!((0.0..=1.0).contains(&answer.confidence), "{text}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_string_is_a_question(text in "\\PC{0,120}", frame in 0..6_usize) {
        let text = match frame {
            0 => format!("What did {text} say about {text}?"),
            1 => format!("{text}: \"{text}\""),
            2 => format!("who said {text}"),
            3 => format!("Did Lee {text}"),
            _ => text,
        };
        for question in [Question::ask(&text), Question::who(&text), Question::said("Stone", &text)] {
            let answer = answer(&question);
            prop_assert_eq!(answer.answered, answer.refusal.is_none());
        }
    }
}
