//! The cases that the statements of gold make.

use std::collections::HashSet;

use crate::{
    answer::check::{Claim, ClaimForm},
    evaluate::{
        check::{
            case::{Case, Sort},
            chance::Chance,
            change::{
                cut::{self, LEAST},
                marks, negation, number, spelling,
                swap::Pool,
            },
            material::{GoldArticle, Material},
            saying::{Manner, Saying},
            wording::Wording,
        },
        name,
        sample::sample,
    },
};

/// In how many manners the marks of a statement are changed.
const MARKS: usize = 2;

/// The share of runs of six words from which a statement that is held out counts as on record all the same.
const NEAR_COPY: f64 = 0.2;

/// All cases of the material, or `limit` of them, spread over the sorts. The same material gives the same cases.
#[must_use]
pub fn cases(material: &Material, limit: Option<usize>) -> Vec<Case> {
    let mut maker = Maker { material, pool: Pool::default(), speakers: Vec::new(), cases: Vec::new() };
    maker.gather();
    for article in &material.articles {
        for saying in &article.sayings {
            match article.is_held_out {
                true => maker.invent(saying),
                false => maker.make(article, saying),
            }
        }
    }
    maker.mix();
    match limit {
        Some(limit) => sample(maker.cases, limit, |case| case.sort).1,
        None => maker.cases,
    }
}

struct Maker<'a> {
    material: &'a Material,
    pool: Pool,
    /// Those on record, by name.
    speakers: Vec<&'a str>,
    cases: Vec<Case>,
}

impl<'a> Maker<'a> {
    fn gather(&mut self) {
        let mut speakers = HashSet::new();
        for article in self.material.articles.iter().filter(|article| !article.is_held_out) {
            for saying in &article.sayings {
                self.pool.add(&article.doc, &Wording::new(&saying.words));
            }
            let new = article.speakers.iter().map(String::as_str).filter(|speaker| speakers.insert(*speaker));
            self.speakers.extend(new);
        }
    }

    fn make(&mut self, article: &GoldArticle, saying: &Saying) {
        match saying.manner {
            Manner::Halves => self.quote(Sort::Joined, saying, saying.words.clone()),
            Manner::PartTold => self.tell(article, saying),
            Manner::Told => {
                self.leave(saying);
                self.change(article, saying);
                self.tell(article, saying);
                self.name(article, saying);
            }
            Manner::Quoted | Manner::PartQuoted => {
                self.leave(saying);
                self.change(article, saying);
                self.name(article, saying);
            }
        }
    }

    /// Claims with the same words, all or some of them.
    fn leave(&mut self, saying: &Saying) {
        let wording = Wording::new(&saying.words);
        self.quote(Sort::Untouched, saying, saying.words.clone());
        for changed in marks::changed(&saying.words, MARKS, &mut chance(saying, Sort::Marks)) {
            self.quote(Sort::Marks, saying, changed);
        }
        let cut = cut::ends(&wording, &mut chance(saying, Sort::Cut));
        self.quote(Sort::Cut, saying, cut);
        let qualifier = cut::qualifier(&wording, &mut chance(saying, Sort::Qualifier));
        self.quote(Sort::Qualifier, saying, qualifier);
    }

    /// Claims with other words.
    fn change(&mut self, article: &GoldArticle, saying: &Saying) {
        const ELLIPSES: [&str; 4] = ["… ", "... ", "[…] ", "[...] "];
        let wording = Wording::new(&saying.words);
        let vocabulary = &self.material.vocabulary;
        let chance = |sort| chance(saying, sort);
        let mark = chance(Sort::Ellipsis).below(ELLIPSES.len());
        let changed = [
            (Sort::Inner, cut::inner(&wording, "", &mut chance(Sort::Inner))),
            (Sort::Ellipsis, cut::inner(&wording, ELLIPSES[mark], &mut chance(Sort::Ellipsis))),
            (Sort::Typo, spelling::typo(&wording, vocabulary, &mut chance(Sort::Typo))),
            (Sort::Inflected, spelling::inflected(&wording, vocabulary, &mut chance(Sort::Inflected))),
            (Sort::Word, self.pool.swapped(&article.doc, &wording, &mut chance(Sort::Word))),
            (Sort::Negation, negation::dropped(&wording, &mut chance(Sort::Negation))),
            (Sort::Negation, negation::added(&wording, &mut chance(Sort::Negation))),
            (Sort::Number, number::number(&wording, &mut chance(Sort::Number))),
            (Sort::Date, number::date(&wording, &mut chance(Sort::Date))),
            (Sort::Name, article.names.swapped(&wording, &mut chance(Sort::Name))),
        ];
        for (sort, changed) in changed {
            // What stands on record as it was changed is no alteration of it.
            let changed = changed.filter(|words| !self.stands_on_record(words));
            self.quote(sort, saying, changed);
        }
    }

    fn stands_on_record(&self, words: &str) -> bool {
        self.material.record.share(words) >= 1.0
    }

    /// Claims that name a speaker.
    fn name(&mut self, article: &GoldArticle, saying: &Saying) {
        let right = right_speaker(saying).map(str::to_owned);
        self.claim(Sort::RightSpeaker, saying, Some(saying.words.clone()), right, ClaimForm::Quoted);
        let wrong = wrong_speaker(article, saying).map(str::to_owned);
        self.claim(Sort::WrongSpeaker, saying, Some(saying.words.clone()), wrong, ClaimForm::Quoted);
    }

    /// Claims in the manner of "Hall said that …".
    fn tell(&mut self, article: &GoldArticle, saying: &Saying) {
        let right = right_speaker(saying).map(str::to_owned);
        self.claim(Sort::Told, saying, Some(saying.words.clone()), right, ClaimForm::Told);
        let wrong = wrong_speaker(article, saying).map(str::to_owned);
        self.claim(Sort::ToldWrong, saying, Some(saying.words.clone()), wrong, ClaimForm::Told);
    }

    /// Claims that are not on record: what an article says that is held out.
    fn invent(&mut self, saying: &Saying) {
        if saying.manner == Manner::PartTold || self.material.record.share(&saying.words) > NEAR_COPY {
            return;
        }
        self.quote(Sort::Invented, saying, saying.words.clone());
        let read = saying.read.speaker.as_deref();
        let own = self.speakers.iter().copied().find(|speaker| Some(*speaker) == read);
        let any = || chance(saying, Sort::InventedNamed).one(&self.speakers).copied();
        let speaker = own.or_else(any).map(str::to_owned);
        self.claim(Sort::InventedNamed, saying, Some(saying.words.clone()), speaker, ClaimForm::Quoted);
    }

    /// Claims of the begin of one statement and the end of another of another article.
    fn mix(&mut self) {
        let on_record = self.material.articles.iter().filter(|article| !article.is_held_out);
        let of_article = |article: &'a GoldArticle| article.sayings.iter().map(move |saying| (&*article.doc, saying));
        let all: Vec<(&str, &Saying)> = on_record.flat_map(of_article).collect();
        for (doc, saying) in &all {
            let mut chance = chance(saying, Sort::Salad);
            let other = chance.one(&all).filter(|(other, _)| other != doc);
            let salad = other.and_then(|(_, other)| salad(&saying.words, &other.words, &mut chance));
            self.quote(Sort::Salad, saying, salad);
        }
    }

    /// A case of words in quotation marks that are nobody's; none where there are no words.
    fn quote(&mut self, sort: Sort, saying: &Saying, words: impl Into<Option<String>>) {
        self.add(sort, saying, words.into(), None, ClaimForm::Quoted);
    }

    /// A case of somebody's words; none where nobody is named.
    fn claim(&mut self, sort: Sort, saying: &Saying, words: Option<String>, speaker: Option<String>, form: ClaimForm) {
        if speaker.is_some() {
            self.add(sort, saying, words, speaker, form);
        }
    }

    fn add(&mut self, sort: Sort, saying: &Saying, words: Option<String>, speaker: Option<String>, form: ClaimForm) {
        let Some(words) = words else { return };
        self.cases.push(Case {
            id: format!("{}:{}", saying.id, sort.word()),
            sort,
            kind: saying.manner.kind(),
            claim: Claim { words, speaker, form },
            original: saying.words.clone(),
            footing: saying.read.footing,
            is_relayed: saying.read.is_relayed,
        });
    }
}

fn chance(saying: &Saying, sort: Sort) -> Chance {
    Chance::of(&[&saying.id, sort.word()])
}

/// The speaker of gold, of what is not told within somebody else's statement.
fn right_speaker(saying: &Saying) -> Option<&str> {
    saying.speaker.as_deref().filter(|_| !saying.is_layer)
}

/// Somebody else with a statement in the article, whose name has no word in common with that of the speaker.
fn wrong_speaker<'a>(article: &'a GoldArticle, saying: &Saying) -> Option<&'a str> {
    if saying.is_layer || (saying.source.is_empty() && saying.speaker.is_none()) {
        return None;
    }
    let read = saying.read.speaker.as_deref();
    let own: HashSet<String> = [Some(saying.source.as_str()), saying.speaker.as_deref(), read]
        .into_iter()
        .flat_map(|name| Wording::new(name.unwrap_or_default()).all_plain())
        .collect();
    let is_other = |speaker: &&String| name::words(Some(speaker)).iter().all(|word| !own.contains(word));
    let others: Vec<&String> = article.speakers.iter().filter(is_other).collect();
    chance(saying, Sort::WrongSpeaker).one(&others).map(|speaker| speaker.as_str())
}

/// The first words of one statement before the last of another; too few of each for anybody's words.
fn salad(left: &str, right: &str, chance: &mut Chance) -> Option<String> {
    const FEWEST: usize = 5;
    let (left, right) = (Wording::new(left), Wording::new(right));
    let (head, tail) = (FEWEST + chance.below(3), FEWEST + chance.below(3));
    if left.len() <= head + 1 || right.len() <= tail + 1 {
        return None;
    }
    let words = format!("{} {}", left.part(0..head), right.part(right.len() - tail..right.len()));
    let wording = Wording::new(&words);
    (wording.content_words(0..wording.len()) >= LEAST).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_salad_has_the_begin_of_one_and_the_end_of_another() {
        let left = "The council repairs the old harbour wall before the next winter storm";
        let right = "Nobody has ever counted how many white swans nest along the northern river banks";
        for seed in 0..10 {
            let salad = salad(left, right, &mut Chance::of(&[&seed.to_string()])).unwrap();
            assert!(salad.starts_with("The council repairs the old") && salad.ends_with("the northern river banks"));
            assert!((10..15).contains(&Wording::new(&salad).len()), "{salad}");
        }
        assert_eq!(salad("The wall is shut", right, &mut Chance::of(&[])), None);
    }
}
