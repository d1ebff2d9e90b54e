//! What is said of a checked claim, in the same words everywhere.

use crate::{
    answer::check::{Change, CheckVerdict, CheckedClaim, Piece, Reason, Said},
    render::{counted, scope},
    text::span::Span,
};

/// The verdict in a word for people: "Other speaker".
#[must_use]
pub fn headline(verdict: CheckVerdict) -> &'static str {
    match verdict {
        CheckVerdict::Verbatim => "Verbatim",
        CheckVerdict::Altered => "Altered",
        CheckVerdict::Shortened => "Shortened",
        CheckVerdict::Reported => "Reported",
        CheckVerdict::OtherSpeaker => "Other speaker",
        CheckVerdict::Relayed => "Relayed",
        CheckVerdict::Denied => "Denied",
        CheckVerdict::Contradicted => "Contradicted",
        CheckVerdict::NotFound => "Not found",
    }
}

/// What the verdict says of the claim, in half a sentence that never goes beyond the record.
#[must_use]
pub fn explanation(checked: &CheckedClaim) -> String {
    let words = match checked.verdict {
        CheckVerdict::Verbatim if checked.said == Said::Confirmed => "the record has these words, and of this speaker",
        CheckVerdict::Verbatim => "the record has these words",
        CheckVerdict::Altered if checked.reason == Reason::SmallDifference => "the record has nearly these words",
        CheckVerdict::Altered => "the record has other words",
        CheckVerdict::Shortened => "words are left out that may change the sense",
        CheckVerdict::Reported => "an article says so in its own words, not as a quotation",
        CheckVerdict::OtherSpeaker => "the record has the words, but not of this speaker",
        CheckVerdict::Relayed => "the record has it as told by somebody else",
        CheckVerdict::Denied => "in the record the speaker says that it is not so",
        CheckVerdict::Contradicted => "the record says otherwise",
        CheckVerdict::NotFound => {
            return format!("not in this record ({}), which does not make it false", scope(&checked.scope));
        }
    };
    words.to_owned()
}

/// Why the claim has its verdict, in a line; who says it being unclear is part of it.
#[must_use]
pub fn reason(checked: &CheckedClaim) -> String {
    let line = match &checked.reason {
        Reason::WordForWord => "The words stand there as a quotation.".to_owned(),
        Reason::PartOfSentence => "The words stand there as a quotation; the claim is a part of it.".to_owned(),
        Reason::SmallDifference => "Only a spelling or the form of a word differs.".to_owned(),
        Reason::Changed(change) => changed(*change).to_owned(),
        Reason::LeftOut(words) => format!("The claim leaves out: {}", words.text()),
        Reason::IsAsked => "In the record it is a question.".to_owned(),
        Reason::InOtherWords => "The article reports it without quotation marks.".to_owned(),
        Reason::Narrated => "The words are the article's own; it gives them to nobody.".to_owned(),
        Reason::SaidBy(name) => format!("On record they are words of {name}."),
        Reason::RelayedBy(name) => format!("On record it is {name} who says so."),
        Reason::DeniedBy(name) => format!("On record {name} says that it is not so."),
        Reason::Opposite => "The sentence on record says otherwise.".to_owned(),
        Reason::UnknownSpeaker(nearest) => unknown(checked, nearest),
        Reason::TooShort => "The claim has too few words to be looked for.".to_owned(),
        Reason::NothingLikeIt => "No sentence on record is like it.".to_owned(),
    };
    let is_unclear = checked.said == Said::Unclear && checked.passage.is_some();
    if is_unclear { format!("{line} Who says it there is unclear.") } else { line }
}

fn changed(change: Change) -> &'static str {
    match change {
        Change::Negation => "A negation is put in or left out.",
        Change::Number => "A number differs.",
        Change::Date => "A day, month or year differs.",
        Change::Name => "A name differs.",
        Change::Word => "Words differ.",
    }
}

fn unknown(checked: &CheckedClaim, nearest: &[String]) -> String {
    let asked = checked.claim.speaker.as_deref().unwrap_or("that name");
    let near = if nearest.is_empty() { String::new() } else { format!(" Near names: {}.", nearest.join(", ")) };
    format!("Nobody called {asked} is on record.{near}")
}

/// What was claimed in a line: "Claimed of Dana Poole: …".
#[must_use]
pub fn claimed(checked: &CheckedClaim) -> String {
    match &checked.claim.speaker {
        Some(speaker) => format!("Claimed of {speaker}: {}", checked.claim.words),
        None => format!("Claimed: {}", checked.claim.words),
    }
}

/// "3 claims checked: 1 verbatim, 2 not found", for several claims of one message.
#[must_use]
pub fn summary(checked: &[CheckedClaim]) -> String {
    let count = |verdict: CheckVerdict| checked.iter().filter(|one| one.verdict == verdict).count();
    let parts: Vec<String> = CheckVerdict::ALL
        .into_iter()
        .filter(|verdict| count(*verdict) > 0)
        .map(|verdict| format!("{} {}", count(verdict), headline(verdict).to_lowercase()))
        .collect();
    format!("{} checked: {}", counted(checked.len(), "claim"), parts.join(", "))
}

/// Words of claim and record in the order in which they are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stretch<'a> {
    /// In both, as the record has them.
    Same(&'a str),
    /// In the claim only.
    Claim(&'a str),
    /// In the record only.
    Record(&'a str),
    /// Some words that are the same are not shown.
    Gap,
}

/// So many of the words that are the same are shown on each side of a difference.
const BESIDE: usize = 6;

/// Where claim and record differ, with some words on each side; empty where they do not, and where nothing was found.
#[must_use]
pub fn difference(checked: &CheckedClaim) -> Vec<Stretch<'_>> {
    if checked.passage.is_none() || checked.difference.iter().all(|piece| piece.is_same) {
        return Vec::new();
    }
    let mut stretches = Vec::new();
    let last = checked.difference.len() - 1;
    for (number, piece) in checked.difference.iter().enumerate() {
        let (record, claim) = words_of(piece, &checked.claim.words);
        if piece.is_same {
            push_same(&mut stretches, record.or(claim).unwrap_or_default(), number > 0, number < last);
            continue;
        }
        stretches.extend(claim.map(Stretch::Claim));
        stretches.extend(record.map(Stretch::Record));
    }
    stretches
}

/// The words of a piece in the record and in the claim, each only where there are some.
fn words_of<'a>(piece: &'a Piece, claimed: &'a str) -> (Option<&'a str>, Option<&'a str>) {
    let record = piece.record.as_ref().map(|quote| quote.text().trim()).filter(|words| !words.is_empty());
    let claim = piece.claim.and_then(|span: Span| span.get(claimed)).map(str::trim).filter(|words| !words.is_empty());
    (record, claim)
}

/// Adds words that are the same, those far from a difference as a gap.
fn push_same<'a>(stretches: &mut Vec<Stretch<'a>>, words: &'a str, is_behind: bool, is_before: bool) {
    let places = places(words);
    let kept = if is_behind { BESIDE } else { 0 } + if is_before { BESIDE } else { 0 };
    if places.len() <= kept + 2 {
        stretches.extend((!words.is_empty()).then_some(Stretch::Same(words)));
        return;
    }
    if is_behind {
        stretches.push(Stretch::Same(&words[..places[BESIDE - 1].end()]));
    }
    stretches.push(Stretch::Gap);
    if is_before {
        stretches.push(Stretch::Same(&words[places[places.len() - BESIDE].start()..]));
    }
}

/// Where the words between white space stand.
fn places(words: &str) -> Vec<Span> {
    let mut at = 0;
    let place = |part: &str| {
        let span = Span::new(at, at + part.len());
        at = span.end();
        span.trimmed(words)
    };
    words.split_inclusive(char::is_whitespace).map(place).filter(|span| !span.is_empty()).collect()
}

#[cfg(test)]
pub(in crate::render) mod tests {
    use super::*;
    use crate::{
        answer::{
            check::{Claim, ClaimForm},
            passage::{Passage, Quote, Scope},
        },
        article::{Article, ArticleId, Citation},
    };

    /// A sentence of the record that is the whole of its article.
    pub(in crate::render) fn sentence(body: &str) -> (Article, Passage) {
        let article = Article {
            id: ArticleId::parse("0123456789ab").unwrap(),
            version: 1,
            doc: "bridge".to_owned(),
            citation: Citation::default(),
            body: body.to_owned(),
        };
        let passage = Passage {
            article: article.id.clone(),
            version: 1,
            doc: article.doc.clone(),
            quote: Quote::cut(&article, Span::new(0, body.len())).unwrap(),
            code_points: (0, body.chars().count()),
            statement: None,
            citation: Citation::default(),
            score: 1.0,
            before: None,
            after: None,
            copies: Vec::new(),
        };
        (article, passage)
    }

    /// A claim of Poole that is held against `body` word by word: those that are the same at their place are the same.
    pub(in crate::render) fn checked(words: &str, body: &str, verdict: CheckVerdict, reason: Reason) -> CheckedClaim {
        let (article, passage) = sentence(body);
        let (claim, record) = (places(words), places(body));
        let pair = |at: usize| {
            let (claim, record) = (claim.get(at).copied(), record.get(at).copied());
            let is_same = claim.is_some_and(|claim| record.is_some_and(|record| claim.of(words) == record.of(body)));
            Piece { record: record.and_then(|span| Quote::cut(&article, span)), claim, is_same }
        };
        let is_found = verdict != CheckVerdict::NotFound;
        CheckedClaim {
            claim: Claim { words: words.to_owned(), speaker: Some("Dana Poole".to_owned()), form: ClaimForm::Quoted },
            verdict,
            reason,
            said: Said::Confirmed,
            passage: is_found.then(|| passage.clone()),
            difference: if is_found { (0..claim.len().max(record.len())).map(pair).collect() } else { Vec::new() },
            near: if is_found { Vec::new() } else { vec![passage] },
            scope: Scope { articles: 3, outlets: 2, days: None },
        }
    }

    #[test]
    fn the_difference_shows_whose_words_are_whose() {
        let one = checked(
            "The talks were very hard",
            "The talks were rather hard",
            CheckVerdict::Altered,
            Reason::Changed(Change::Word),
        );
        let shown = difference(&one);
        assert!(shown.windows(2).any(|pair| pair == [Stretch::Claim("very"), Stretch::Record("rather")]), "{shown:?}");
        let same = checked("It was hard", "It was hard", CheckVerdict::Verbatim, Reason::WordForWord);
        assert_eq!(difference(&same), []);
    }

    #[test]
    fn words_far_from_a_difference_are_a_gap() {
        let (words, long) = ("one two three four five six seven eight nine ten", Vec::new());
        let mut stretches = long;
        push_same(&mut stretches, words, false, true);
        assert_eq!(stretches, [Stretch::Gap, Stretch::Same("five six seven eight nine ten")]);
        stretches.clear();
        push_same(&mut stretches, words, true, true);
        assert_eq!(stretches, [Stretch::Same(words)]);
    }

    #[test]
    fn nothing_found_is_never_called_false() {
        let one = checked("It was hard", "x", CheckVerdict::NotFound, Reason::NothingLikeIt);
        let words = format!("{}: {}. {}", headline(one.verdict), explanation(&one), reason(&one));
        assert_eq!(
            words,
            "Not found: not in this record (3 articles, 2 outlets), which does not make it false. No sentence on record is like it."
        );
    }

    #[test]
    fn an_unclear_speaker_and_near_names_are_told() {
        let mut one = checked("It was hard", "It was hard", CheckVerdict::Verbatim, Reason::WordForWord);
        one.said = Said::Unclear;
        assert_eq!(reason(&one), "The words stand there as a quotation. Who says it there is unclear.");
        assert_eq!(explanation(&one), "the record has these words");
        assert_eq!(places(" a\n bc "), [Span::new(1, 2), Span::new(4, 6)]);
        one.reason = Reason::UnknownSpeaker(vec!["Diana Pool".to_owned()]);
        one.passage = None;
        assert_eq!(reason(&one), "Nobody called Dana Poole is on record. Near names: Diana Pool.");
        assert_eq!(summary(&[one.clone(), one]), "2 claims checked: 2 verbatim");
    }
}
