//! From a place in the record to a verdict.

use crate::{
    answer::{
        check::{
            Change, CheckVerdict, Claim, ClaimForm, Reason, Said,
            difference::{Comparison, Difference},
            left_out::{Rest, left_out},
            near::Near,
            word::{Word, WordKind},
        },
        passage::{Certainty, Quote},
        vocabulary::DENIAL,
    },
    article::{
        Article,
        statement::{Polarity, SpeakerKind, Statement},
    },
    index::terms,
    text::{quotation::quotations, span::Span},
};

/// From this worth on a place has the words of a claim that is given as a quotation, changed or not. Of quotations made
/// up, few reach it.
const FOUND: f32 = 0.66;

/// From this worth on a place has what a claim in the poster's words says.
const TOLD: f32 = 0.7;

/// From this worth on the words of somebody else are those of the claim, and not just like them.
const SAME_WORDS: f32 = 0.8;

/// So much of the words must be a statement's content for it to be what was said.
const BEARS: f32 = 0.7;

/// From this confidence on an attribution to the very speaker who is claimed is believed.
const AGREES: f32 = 0.5;

/// So much of them must stand in quotation marks to be the speaker's own.
const QUOTED: f32 = 0.85;

/// What speaks for a place besides its worth, in the choice among places: that it is the named speaker's, that it stands in
/// quotation marks, that it is somebody's statement.
const OF_SPEAKER: f32 = 0.2;
const IN_QUOTATION: f32 = 0.04;
const IN_STATEMENT: f32 = 0.02;

/// What speaks against it: that it is known to be of somebody else, and each word that is changed.
const OF_ANOTHER: f32 = 0.1;
const A_CHANGE: f32 = 0.05;

/// A place with what it says to a claim.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    pub(super) near: Near,
    pub(super) difference: Difference,
    /// The statement whose content the words are.
    pub(super) statement: Option<Statement>,
    pub(super) said: Said,
    pub(super) verdict: CheckVerdict,
    pub(super) reason: Reason,
    /// How well it fits, for the choice among places.
    pub(super) rank: f32,
}

/// A place as the decision sees it.
#[derive(Clone, Copy)]
struct Place<'a> {
    near: &'a Near,
    article: &'a Article,
    difference: &'a Difference,
    statement: Option<&'a Statement>,
}

/// What is needed to decide.
pub(super) struct Case<'a> {
    pub(super) claim: &'a Claim,
    /// The words of the claim.
    pub(super) words: &'a [Word],
    /// The full names that the record has for the one named; none where it has none.
    pub(super) names: &'a [String],
    /// Whether the record has a word.
    pub(super) is_known: &'a dyn Fn(&str) -> bool,
}

impl Case<'_> {
    /// What `near` says to the claim; nothing where it has not its words.
    pub(super) fn decide(&self, near: Near, article: &Article) -> Option<Finding> {
        let quotations = quotations(&article.body);
        let difference = self.difference(&near, &near.is_between[near.aligned.first..near.aligned.end]);
        let is_quoted = quoted_share(&near, &difference, &quotations) >= QUOTED;
        let is_between: Vec<bool> = if is_quoted {
            near.matched().iter().map(|word| !quotations.iter().any(|one| one.overlaps(word.span))).collect()
        } else {
            near.matched().iter().map(|word| introduces(word, &near)).collect()
        };
        let difference = self.difference(&near, &is_between);
        let statement = self.bearing(&near, &is_between);
        let said = self.said(statement.as_ref());
        let place = Place { near: &near, article, difference: &difference, statement: statement.as_ref() };
        let (verdict, reason) = self.verdict(&place, is_quoted.then_some(quotations.as_slice()), &said)?;
        let of_speaker = match said {
            Said::Confirmed => OF_SPEAKER,
            Said::Other => -OF_ANOTHER,
            Said::NotAsked | Said::Unclear => 0.0,
        };
        let counted = |counts: bool, worth: f32| if counts { worth } else { 0.0 };
        let told = counted(is_quoted, IN_QUOTATION) + counted(statement.is_some(), IN_STATEMENT);
        let rank = near.aligned.worth + of_speaker + told - A_CHANGE * difference.changes.len() as f32;
        Some(Finding { near, difference, statement, said, verdict, reason, rank })
    }

    fn difference(&self, near: &Near, is_between: &[bool]) -> Difference {
        let record = near.matched();
        Comparison { claim: self.words, record, is_between, is_known: self.is_known }.difference()
    }

    /// Verdict and reason; `quotations` are those of the article where the words stand in quotation marks.
    fn verdict(&self, place: &Place<'_>, quotations: Option<&[Span]>, said: &Said) -> Option<(CheckVerdict, Reason)> {
        let Place { near, article, difference, statement } = *place;
        let is_quoted = quotations.is_some();
        let is_told = self.claim.form == ClaimForm::Told;
        let worth = near.aligned.worth;
        let change = difference.changes.iter().min().copied();
        let shifts = if is_quoted { difference.shifts } else { 0 };
        if worth < if is_told { TOLD } else { FOUND } || !self.has_substance(difference) {
            return None;
        }
        // Words told in other words are for the reader of claims to judge.
        if is_told && change == Some(Change::Word) && worth < SAME_WORDS {
            return None;
        }
        let speaker = statement.and_then(|statement| statement.speaker.as_ref());
        if *said == Said::Other {
            let name = speaker.map(|speaker| speaker.name.clone())?;
            return (worth >= SAME_WORDS && change.is_none_or(|change| change == Change::Word))
                .then_some((CheckVerdict::OtherSpeaker, Reason::SaidBy(name)));
        }
        if let Some(denied) = self.denied(statement, is_quoted).filter(|_| change.is_none()) {
            return Some((CheckVerdict::Denied, denied));
        }
        if let Some(change) = change {
            let is_opposite = change == Change::Negation && !is_quoted || is_told && change != Change::Word;
            return Some(if is_opposite {
                (CheckVerdict::Contradicted, Reason::Opposite)
            } else {
                (CheckVerdict::Altered, Reason::Changed(change))
            });
        }
        let rest = Rest::of(near, statement, quotations);
        if let Some(span) = left_out(near, difference, &rest) {
            return Quote::cut(article, span).map(|words| (CheckVerdict::Shortened, Reason::LeftOut(words)));
        }
        if rest.is_asked() && !self.words.iter().any(|word| word.kind == WordKind::QuestionMark) {
            return Some((CheckVerdict::Shortened, Reason::IsAsked));
        }
        if let Some(relaying) = statement.and_then(|statement| statement.via.first()) {
            return Some((CheckVerdict::Relayed, Reason::RelayedBy(relaying.name.clone())));
        }
        let is_retold = is_told && shifts + difference.slips > 0;
        Some(match statement {
            _ if is_quoted && is_retold => (CheckVerdict::Reported, Reason::InOtherWords),
            _ if is_quoted && shifts > 0 => (CheckVerdict::Altered, Reason::Changed(Change::Word)),
            _ if is_quoted && difference.slips > 0 => (CheckVerdict::Altered, Reason::SmallDifference),
            _ if is_quoted && rest.has_words() => (CheckVerdict::Verbatim, Reason::PartOfSentence),
            _ if is_quoted => (CheckVerdict::Verbatim, Reason::WordForWord),
            Some(_) => (CheckVerdict::Reported, Reason::InOtherWords),
            None => (CheckVerdict::Reported, Reason::Narrated),
        })
    }

    /// Whether enough of the claim stands there to tell it from chance: two telling words, or all of it.
    fn has_substance(&self, difference: &Difference) -> bool {
        let tells = |word: &&Word| word.weight() >= 1.0;
        let same = difference.stretches.iter().filter(|stretch| stretch.is_same);
        let matched = same.map(|stretch| self.words[stretch.claim.clone()].iter().filter(tells).count()).sum::<usize>();
        let differs = !difference.changes.is_empty() || difference.slips + difference.shifts > 0;
        matched >= 2 || !differs
    }

    /// Why the claim is denied, if the statement denies it.
    fn denied(&self, statement: Option<&Statement>, is_quoted: bool) -> Option<Reason> {
        let denies = |statement: &&Statement| statement.polarity == Polarity::Denies && !is_quoted;
        let statement = statement.filter(denies)?;
        let is_of_denial = self.words.iter().any(|word| word.kind == WordKind::Negation || DENIAL.has(&word.norm));
        let name = statement.speaker.as_ref().map(|speaker| speaker.name.clone())?;
        (!is_of_denial).then_some(Reason::DeniedBy(name))
    }

    /// The statement that the words are the content of: of the one who is named where there is one, else the innermost.
    fn bearing(&self, near: &Near, is_between: &[bool]) -> Option<Statement> {
        let weight: f32 = near.matched().iter().map(Word::weight).sum();
        let borne = |statement: &Statement| -> f32 {
            let within = |word: &&Word| statement.content.iter().any(|part| part.overlaps(word.span));
            near.matched().iter().filter(within).map(Word::weight).sum()
        };
        let outside = near.matched().iter().zip(is_between).filter(|(_, between)| **between);
        let outside: f32 = outside.map(|(word, _)| word.weight()).sum();
        let statements = near.hits.iter().flat_map(|hit| &hit.statements);
        let bearing = statements.filter(|statement| borne(statement) >= BEARS * (weight - outside).max(0.1));
        let length =
            |statement: &Statement| -> usize { statement.content.iter().map(|part| part.end() - part.start()).sum() };
        bearing.min_by_key(|statement| (self.said(Some(statement)) != Said::Confirmed, length(statement))).cloned()
    }

    /// Whether the statement is of the one who is named.
    pub(super) fn said(&self, statement: Option<&Statement>) -> Said {
        let Some(asked) = &self.claim.speaker else { return Said::NotAsked };
        let Some((speaker, confidence)) =
            statement.and_then(|statement| Some((statement.speaker.as_ref()?, statement.confidence)))
        else {
            return Said::Unclear;
        };
        let asked = terms::words(asked);
        let speaks_for = speaker.role.as_deref().is_some_and(|role| {
            let role = terms::words(role);
            role.iter().any(|word| word.starts_with("spokes")) && asked.iter().all(|word| role.contains(word))
        });
        let same_last = self.names.is_empty() && terms::words(&speaker.name).last() == asked.last();
        // That the name is the one that was claimed speaks for it too.
        let is_theirs = self.names.contains(&speaker.name) || speaks_for || same_last;
        match () {
            () if is_theirs && confidence >= AGREES => Said::Confirmed,
            () if Certainty::of(confidence) == Certainty::Unsure => Said::Unclear,
            () if is_theirs => Said::Confirmed,
            () if speaker.kind == SpeakerKind::Unnamed => Said::Unclear,
            () => Said::Other,
        }
    }
}

/// Whether a word is part of a source or cue.
fn introduces(word: &Word, near: &Near) -> bool {
    let within = |spans: &[Span]| spans.iter().any(|span| span.overlaps(word.span));
    let mut statements = near.hits.iter().flat_map(|hit| &hit.statements);
    statements.any(|one| (within(&one.source) || within(&one.cue)) && !within(&one.content))
}

/// How much of the words that claim and record share stands in quotation marks, as a share of their weight.
fn quoted_share(near: &Near, difference: &Difference, quotations: &[Span]) -> f32 {
    let same = difference.stretches.iter().filter(|stretch| stretch.is_same);
    let words: Vec<&Word> = same.flat_map(|stretch| &near.matched()[stretch.record.clone()]).collect();
    let is_quoted = |word: &&&Word| quotations.iter().any(|quotation| quotation.overlaps(word.span));
    let all: f32 = words.iter().map(|word| word.weight()).sum();
    words.iter().filter(is_quoted).map(|word| word.weight()).sum::<f32>() / all.max(0.01)
}
