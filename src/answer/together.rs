//! What belongs to a passage beside its sentence: neighbours without which it can't be understood, and copies of it in
//! other articles.

use std::collections::HashSet;

use anyhow::Result;

use crate::{
    answer::{
        Answerer,
        candidates::Weighed,
        meaning::places,
        vocabulary::{NEGATION, is_number},
    },
    article::statement::{ResolutionRule, Statement},
    index::{Beside, Hit, terms},
    text::span::Span,
};

/// Copies are looked for among so many candidates.
const LOOKED_AT: usize = 60;

/// Shorter sentences, in words, may stand in two articles by chance.
const TELLING: usize = 6;

/// Two sentences are copies if so many of their words are the same, as a share of the longer one's.
const SAME: f32 = 0.9;

/// A candidate with the copies of its sentence in other articles.
pub(super) struct Once {
    pub(super) weighed: Weighed,
    /// In the order of the candidates.
    pub(super) copies: Vec<Hit>,
}

/// The sentences beside one that belong to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Neighbours {
    pub(super) before: Option<Span>,
    pub(super) after: Option<Span>,
}

/// `sentences` without those that are copies of an earlier one in another article.
pub(super) fn once(sentences: Vec<Weighed>) -> Vec<Once> {
    let mut kept: Vec<(Once, HashSet<String>)> = Vec::new();
    for (number, weighed) in sentences.into_iter().enumerate() {
        let looks = number < LOOKED_AT;
        let words = if looks { words_of(&weighed.hit.text) } else { HashSet::new() };
        let is_copy = |(other, theirs): &&mut (Once, HashSet<String>)| {
            other.weighed.hit.article != weighed.hit.article && are_same(&words, theirs)
        };
        match kept.iter_mut().find(is_copy) {
            Some((first, _)) => {
                if first.copies.iter().all(|copy| copy.article != weighed.hit.article) {
                    first.copies.push(weighed.hit);
                }
            }
            None => kept.push((Once { weighed, copies: Vec::new() }, words)),
        }
    }
    kept.into_iter().map(|(once, _)| once).collect()
}

/// The words of a sentence; names keep their capital, to be told from other words.
fn words_of(text: &str) -> HashSet<String> {
    let written = text.split_whitespace().enumerate().flat_map(|(place, written)| {
        let is_name =
            place > 0 && written.chars().find(|letter| letter.is_alphabetic()).is_some_and(char::is_uppercase);
        let name = move |word: String| if is_name { word.to_uppercase() } else { word };
        terms::words(written).into_iter().map(name)
    });
    written.collect()
}

/// Whether two sentences are the same story's, give or take an edit that leaves its sense: with another number, name or
/// negation it is another statement.
fn are_same(words: &HashSet<String>, others: &HashSet<String>) -> bool {
    let (shorter, longer) = (words.len().min(others.len()), words.len().max(others.len()));
    let is_telling = |word: &String| is_number(word) || NEGATION.has(word) || word.chars().any(char::is_uppercase);
    // Most pairs differ so much in length that their words need not be looked at.
    shorter >= TELLING
        && shorter as f32 >= SAME * longer as f32
        && words.intersection(others).count() as f32 >= SAME * longer as f32
        && !words.symmetric_difference(others).any(is_telling)
}

impl Answerer {
    /// The neighbours of each of `sentences`.
    ///
    /// # Errors
    ///
    /// If the index can't be read.
    pub(super) fn neighbours(&self, sentences: &[Weighed]) -> Result<Vec<Neighbours>> {
        let beside = self.searcher.beside(&places(sentences))?;
        Ok(sentences.iter().zip(&beside).map(|(weighed, beside)| neighbours(weighed, beside)).collect())
    }
}

fn neighbours(weighed: &Weighed, beside: &Beside) -> Neighbours {
    let statement = weighed.evidence.statement.map(|number| &weighed.hit.statements[number]);
    let goes_on = |hit: &&Hit| statement.is_some_and(|statement| is_said_in(statement, hit));
    let names = |hit: &&Hit| goes_on(hit) || names_speaker(weighed, statement, hit);
    Neighbours {
        before: beside.before.as_ref().filter(names).map(|hit| hit.sentence),
        after: beside.after.as_ref().filter(goes_on).map(|hit| hit.sentence),
    }
}

fn is_said_in(statement: &Statement, hit: &Hit) -> bool {
    statement.content.iter().any(|part| part.overlaps(hit.sentence))
}

/// Whether the sentence before says who the "he" is: it names the statement's speaker, or, without a statement, the
/// sentence opens with a pronoun.
fn names_speaker(weighed: &Weighed, statement: Option<&Statement>, before: &Hit) -> bool {
    let speaker = statement.and_then(|statement| statement.speaker.as_ref());
    match speaker {
        Some(speaker) if speaker.resolved_by.rule == ResolutionRule::Pronoun => {
            speaker.resolved_by.mention.is_some_and(|mention| mention.overlaps(before.sentence))
                || terms::words(&speaker.name).last().is_some_and(|last| terms::words(&before.text).contains(last))
        }
        Some(_) => false,
        None => {
            let first = weighed.hit.text.split(|letter: char| !letter.is_alphabetic()).find(|word| !word.is_empty());
            matches!(first, Some("He" | "She" | "They" | "His" | "Her" | "Their" | "It"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearly_the_same_words_are_a_copy_and_few_words_are_not() {
        let is_copy = |one: &str, other: &str| are_same(&words_of(one), &words_of(other));
        let one = "The ferry to the northern islands was cancelled on Sunday because of the storm, Ann Lee said";
        assert!(is_copy(
            one,
            "The ferry to the northern islands was cancelled Sunday because of the storm, Ann Lee said"
        ));
        assert!(!is_copy(
            one,
            "The ferry to the southern islands sailed on Monday in spite of the storm, Ann Lee said"
        ));
        assert!(!is_copy("He said so", "He said so"));
    }

    #[test]
    fn another_number_name_or_negation_is_another_statement() {
        let is_copy = |one: &str, other: &str| are_same(&words_of(one), &words_of(other));
        let one = "The council will spend 12 million on the two bridges in the old town by March, Ann Lee said";
        for other in [
            "The council will spend 15 million on the two bridges in the old town by March, Ann Lee said",
            "The council will not spend 12 million on the two bridges in the old town by March, Ann Lee said",
            "The council will spend 12 million on the two bridges in the old town by March, Ann Day said",
            "The council will spend 12 million on the three bridges in the old town by March, Ann Lee said",
        ] {
            assert!(!is_copy(one, other), "{other}");
        }
    }
}
