//! Who is meant by a name or description in a question: the speakers of the record, by all they are called.

mod lookalikes;
mod roles;

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use crate::{
    answer::{
        names::{lookalikes::Lookalikes, roles::Roles},
        vocabulary::{FUNCTION, TITLES},
    },
    article::statement::SpeakerKind,
    index::{SpeakerCount, terms::words},
    lexicon::people::{People, Person},
};

/// The speakers of the record in one state of it. Building it costs a pass over the speakers.
#[derive(Debug)]
pub(super) struct Directory {
    speakers: Arc<Vec<SpeakerCount>>,
    names: Vec<Vec<String>>,
    roles: Roles,
    /// Who has the word in the name; nobody without a name.
    by_word: HashMap<String, Vec<usize>>,
    /// Bodies by the first letters of their words.
    by_initials: HashMap<String, Vec<usize>>,
    people: Vec<Known>,
    /// Who of the curated list has the last name.
    by_last_word: HashMap<String, Vec<usize>>,
    /// The words of all names.
    lookalikes: Lookalikes,
    outlets: Vec<Outlet>,
}

/// An outlet of the record.
#[derive(Debug)]
struct Outlet {
    name: String,
    /// The words of the name, without a "the" in front.
    words: Vec<String>,
}

/// Somebody of the curated list.
#[derive(Debug)]
struct Known {
    /// The words of the name and of each alias.
    names: Vec<Vec<String>>,
    /// Who of the record that is.
    speakers: Vec<usize>,
}

/// Whom a mention in a question means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Mention {
    /// The words of the question.
    pub(super) asked: String,
    /// The full names that the record has for them; none where they have no statement on record.
    pub(super) names: Vec<String>,
    /// Whether the mention is a name (as opposed to a description such as "the mayor").
    pub(super) is_name: bool,
}

impl Directory {
    /// The directory of `speakers` and `outlets`, with what `people` knows of their other names.
    pub(super) fn new(speakers: Arc<Vec<SpeakerCount>>, outlets: Vec<String>, people: &People) -> Directory {
        let names: Vec<Vec<String>> = speakers.iter().map(|speaker| words(&speaker.name)).collect();
        let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
        for (number, name) in names.iter().enumerate() {
            if speakers[number].kind != SpeakerKind::Unnamed {
                for word in name.iter().collect::<HashSet<_>>() {
                    by_word.entry(word.clone()).or_default().push(number);
                }
            }
        }
        let people: Vec<Known> = people.all().iter().map(|person| Known::new(person, &names, &by_word)).collect();
        let mut by_last_word: HashMap<String, Vec<usize>> = HashMap::new();
        for (number, known) in people.iter().enumerate() {
            for last in known.names.iter().filter_map(|name| name.last()) {
                by_last_word.entry(last.clone()).or_default().push(number);
            }
        }
        let mut by_initials: HashMap<String, Vec<usize>> = HashMap::new();
        for (number, initials) in names.iter().enumerate().filter_map(|(number, name)| Some((number, initials(name)?)))
        {
            if speakers[number].kind == SpeakerKind::Body {
                by_initials.entry(initials).or_default().push(number);
            }
        }
        Directory {
            by_initials,
            lookalikes: Lookalikes::new(by_word.keys().chain(by_last_word.keys())),
            roles: Roles::new(&speakers),
            outlets: outlets.into_iter().map(Outlet::new).collect(),
            speakers,
            names,
            by_word,
            people,
            by_last_word,
        }
    }

    /// Whether these very speakers are in it.
    pub(super) fn is_of(&self, speakers: &Arc<Vec<SpeakerCount>>) -> bool {
        Arc::ptr_eq(&self.speakers, speakers)
    }

    /// The outlet of the record that is called so, with or without "the" in front of it.
    pub(super) fn outlet(&self, name: &[String]) -> Option<&str> {
        let bare = without_the(name);
        let outlet = self.outlets.iter().find(|outlet| outlet.words == bare)?;
        Some(&outlet.name)
    }

    /// Whether `word` is part of anybody's role.
    pub(super) fn is_role_word(&self, word: &str) -> bool {
        self.roles.has(word)
    }

    /// Whether `word` is the last name of a person on record.
    pub(super) fn is_last_name(&self, word: &str) -> bool {
        let of_person = |number: &usize| {
            let name = &self.names[*number];
            self.speakers[*number].kind == SpeakerKind::Person
                && name.len() >= 2
                && name.last().is_some_and(|last| last == word)
        };
        self.by_word.get(word).is_some_and(|numbers| numbers.iter().any(of_person))
    }

    /// Whether `name` is the whole name of a body on record.
    pub(super) fn is_body(&self, name: &[String]) -> bool {
        let is_whole = |number: &usize| {
            self.speakers[*number].kind == SpeakerKind::Body && without_the(&self.names[*number]) == name
        };
        name.last().and_then(|last| self.by_word.get(last)).is_some_and(|numbers| numbers.iter().any(is_whole))
    }

    /// Whom `mention` means as a name.
    pub(super) fn named(&self, mention: &[String]) -> Option<Mention> {
        let (names, is_name) = self.by_name(without_titles(mention))?;
        Some(Mention { asked: mention.join(" "), names, is_name })
    }

    /// Whom `mention`, a name or description as a question has it, means; nothing if it looks like neither.
    pub(super) fn resolve(&self, mention: &[String]) -> Option<Mention> {
        self.named(mention).or_else(|| self.described(mention))
    }

    /// Whom a misspelt `mention` probably means: names at most one letter in four away.
    pub(super) fn resolve_misspelt(&self, mention: &[String]) -> Option<Mention> {
        let bare = without_titles(mention);
        let whole = bare.join(" ");
        let bound = allowed_errors(&whole)?;
        let distance = |name: &[String]| {
            let last = name.last().filter(|_| bare.len() == 1);
            let to_last = last.map_or(usize::MAX, |last| strsim::osa_distance(&whole, last));
            to_last.min(strsim::osa_distance(&whole, &name.join(" ")))
        };
        let mut best: Option<(usize, std::cmp::Reverse<usize>, Vec<usize>)> = None;
        let mut consider = |distance: usize, statements: usize, found: Vec<usize>| {
            let is_better = best
                .as_ref()
                .is_none_or(|(least, most, _)| (distance, std::cmp::Reverse(statements)) < (*least, *most));
            if distance <= bound && !found.is_empty() && is_better {
                best = Some((distance, std::cmp::Reverse(statements), found));
            }
        };
        // Each word is held to its own bound: else a long name would be compared with half of the record.
        let last = bare.last()?;
        let own = allowed_errors(last).unwrap_or(usize::from(bare.len() > 1));
        for (_, last) in self.lookalikes.of(last, own.min(bound)) {
            for &number in self.by_word.get(last).into_iter().flatten() {
                if self.names[number].last().is_some_and(|word| word == last) {
                    consider(distance(&self.names[number]), self.speakers[number].statements, vec![number]);
                }
            }
            for known in self.by_last_word.get(last).into_iter().flatten().map(|&number| &self.people[number]) {
                let least = known.names.iter().map(|name| distance(name)).min().unwrap_or(usize::MAX);
                consider(least, 0, known.speakers.clone());
            }
        }
        let (_, _, found) = best?;
        Some(Mention { asked: mention.join(" "), names: self.names_of(&found), is_name: true })
    }

    /// Names of the record that look like `asked`, best first.
    pub(super) fn nearest(&self, asked: &str, limit: usize) -> Vec<String> {
        let asked = words(asked).join(" ");
        let length = asked.chars().count();
        // What is so much longer or shorter is not compared.
        let distance = |name: &str| {
            let is_near = |distance: usize| distance * 3 <= length;
            let distance = is_near(name.chars().count().abs_diff(length)).then(|| strsim::osa_distance(&asked, name));
            distance.filter(|distance| is_near(*distance))
        };
        let mut near: Vec<(usize, usize)> = (0..self.names.len())
            .filter(|&number| self.is_named(number))
            .filter_map(|number| {
                let name = &self.names[number];
                let distances = [distance(&name.join(" ")), name.last().and_then(|last| distance(last))];
                Some((distances.into_iter().flatten().min()?, number))
            })
            .collect();
        near.sort_unstable();
        near.into_iter().take(limit).map(|(_, number)| self.speakers[number].name.clone()).collect()
    }

    /// Those whose name begins like, contains or looks like `typed`, best first; the most quoted for an empty one.
    pub(super) fn suggestions(&self, typed: &str, limit: usize) -> Vec<&SpeakerCount> {
        let typed = words(typed).join(" ");
        let mut ranked: Vec<(usize, usize)> =
            (0..self.names.len()).filter_map(|number| Some((self.likeness(number, &typed)?, number))).collect();
        ranked.sort_unstable();
        ranked.into_iter().take(limit).map(|(_, number)| &self.speakers[number]).collect()
    }

    /// 0 for a name with a word that begins so, 1 for an alias, 2 within a word, 3 for a likely misspelling.
    fn likeness(&self, number: usize, typed: &str) -> Option<usize> {
        let name = self.names[number].join(" ");
        let unnamed = 10 * usize::from(!self.is_named(number));
        let alias_begins = || {
            let mut of_person = self.people.iter().filter(|known| known.speakers.contains(&number));
            of_person.any(|known| known.names.iter().any(|alias| alias.join(" ").starts_with(typed)))
        };
        let misspelt = || {
            let bound = allowed_errors(typed).unwrap_or(0);
            let starts = |word: &String| {
                let start: String = word.chars().take(typed.chars().count()).collect();
                strsim::osa_distance(typed, &start).min(strsim::osa_distance(typed, word)) <= bound
            };
            self.names[number].iter().any(starts)
        };
        let rank = match () {
            () if name.starts_with(typed) || self.names[number].iter().any(|word| word.starts_with(typed)) => 0,
            () if alias_begins() => 1,
            () if name.contains(typed) => 2,
            () if misspelt() => 3,
            () => return None,
        };
        Some(rank + unnamed)
    }

    /// Other spellings of a word that is part of the name of somebody on the curated list, or a misspelling of one.
    pub(super) fn spellings(&self, word: &str, is_unknown: bool) -> Vec<String> {
        let mut spellings: Vec<String> = Vec::new();
        for known in &self.people {
            let mut last_words = known.names.iter().filter_map(|name| name.last());
            if last_words.any(|last| last == word) {
                spellings.extend(known.names.iter().filter_map(|name| name.last().cloned()));
            }
        }
        if spellings.is_empty() && is_unknown {
            spellings.extend(self.misspelt_word(word));
        }
        spellings.sort_unstable();
        spellings.dedup();
        spellings.retain(|spelling| spelling != word);
        spellings
    }

    fn misspelt_word(&self, word: &str) -> Vec<String> {
        let Some(bound) = allowed_errors(word) else { return Vec::new() };
        self.lookalikes.of(word, bound).into_iter().map(|(_, known)| known.to_owned()).collect()
    }

    fn by_name(&self, mention: &[String]) -> Option<(Vec<String>, bool)> {
        let last = mention.last()?;
        let known: Vec<&Known> = self.people.iter().filter(|known| known.names.iter().any(|n| n == mention)).collect();
        if let [person] = known[..] {
            return Some((self.names_of(&person.speakers), true));
        }
        let candidates = self.by_word.get(last).map(Vec::as_slice).unwrap_or_default();
        // One word is a last name or a first one; several words end with the last name or begin a body's.
        let holds = |name: &[String]| mention.iter().all(|word| name.contains(word));
        let fits = |number: &&usize| {
            let name = &self.names[**number];
            holds(name) && (name.last() == Some(last) || name.starts_with(mention))
        };
        let mut fitting: Vec<usize> = candidates.iter().filter(fits).copied().collect();
        if fitting.is_empty() {
            fitting = self.by_short_form(mention);
        }
        // A last name alone means the one with that name, also where an article gives no more than the last name.
        let (bare, mut chosen): (Vec<usize>, Vec<usize>) =
            fitting.into_iter().partition(|&number| self.names[number] == mention);
        if mention.len() == 1 {
            chosen = self.by_far_most_quoted(chosen);
            chosen.extend(bare);
        } else if !bare.is_empty() {
            chosen = bare;
        } else {
            chosen = self.by_far_most_quoted(chosen);
        }
        (!chosen.is_empty()).then(|| (self.names_of(&chosen), true))
    }

    /// Those who are called so for short: "CBO" is the Congressional Budget Office, "Jen Hall" Jennifer Hall.
    fn by_short_form(&self, mention: &[String]) -> Vec<usize> {
        let [first, .., last] = mention else {
            return mention.first().and_then(|word| self.by_initials.get(word)).cloned().unwrap_or_default();
        };
        let is_short = |name: &Vec<String>| {
            let (Some(full), Some(full_last)) = (name.first(), name.last()) else { return false };
            let is_prefix = first.len() >= 3 && full.starts_with(first.as_str())
                || full.len() >= 3 && first.starts_with(full.as_str());
            name.len() >= 2 && full_last == last && is_prefix
        };
        let candidates = self.by_word.get(last).into_iter().flatten().copied();
        candidates.filter(|&number| is_short(&self.names[number])).collect()
    }

    /// One person where one is quoted three times as often as any other, else all of them. The speakers stand in the
    /// order of their statements: the first is the most quoted.
    fn by_far_most_quoted(&self, numbers: Vec<usize>) -> Vec<usize> {
        match numbers[..] {
            [first, second, ..] if self.speakers[first].statements >= 3 * self.speakers[second].statements => {
                vec![first]
            }
            _ => numbers,
        }
    }

    /// Whom `mention` means as a description; with "the" before it, one who is quoted far more than all others.
    pub(super) fn described(&self, mention: &[String]) -> Option<Mention> {
        let mut chosen = self.roles.fitting(mention);
        if mention.first().is_some_and(|first| first == "the") {
            chosen = self.by_far_most_quoted(chosen);
        }
        let names = self.names_of(&chosen);
        (!names.is_empty()).then(|| Mention { asked: mention.join(" "), names, is_name: false })
    }

    fn is_named(&self, number: usize) -> bool {
        self.speakers[number].kind != SpeakerKind::Unnamed
    }

    fn names_of(&self, numbers: &[usize]) -> Vec<String> {
        numbers.iter().map(|&number| self.speakers[number].name.clone()).collect()
    }
}

/// How many letters of a name may be wrong; nothing for one too short to tell.
fn allowed_errors(name: &str) -> Option<usize> {
    match name.chars().count() {
        0..=3 => None,
        4..=5 => Some(1),
        length => Some((length / 4).min(3)),
    }
}

/// `mention` without the titles before the name; nothing where it is no more than titles, or goes on with "of".
fn without_titles(mention: &[String]) -> &[String] {
    let article = mention.iter().take_while(|word| FUNCTION.has(word)).count();
    let titles = mention[article..].iter().take_while(|word| TITLES.has(word)).count();
    let name = &mention[article + titles..];
    if titles > 0 && name.first().is_some_and(|first| FUNCTION.has(first)) { &[] } else { name }
}

/// The first letters of the words of a name of at least three.
fn initials(name: &[String]) -> Option<String> {
    let words = name.iter().filter(|word| !FUNCTION.has(word));
    let initials: String = words.filter_map(|word| word.chars().next()).collect();
    (initials.chars().count() >= 3).then_some(initials)
}

fn without_the(name: &[String]) -> &[String] {
    if name.len() > 1 && name[0] == "the" { &name[1..] } else { name }
}

impl Outlet {
    fn new(name: String) -> Outlet {
        let words = without_the(&words(&name)).to_vec();
        Outlet { name, words }
    }
}

impl Known {
    fn new(person: &Person, recorded: &[Vec<String>], by_word: &HashMap<String, Vec<usize>>) -> Known {
        let names: Vec<Vec<String>> =
            std::iter::once(&person.name).chain(&person.aliases).map(|name| words(name)).collect();
        let of_record = |name: &Vec<String>| {
            let candidates = by_word.get(name.last()?)?;
            Some(candidates.iter().copied().filter(|&number| recorded[number] == *name).collect::<Vec<_>>())
        };
        let mut speakers: Vec<usize> = names.iter().filter_map(of_record).flatten().collect();
        speakers.sort_unstable();
        speakers.dedup();
        Known { names, speakers }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn directory() -> Directory {
        let speaker = |name: &str, role: &str, kind: SpeakerKind, statements: usize| SpeakerCount {
            name: name.to_owned(),
            roles: vec![role.to_owned()],
            kind,
            statements,
            articles: 1,
        };
        let speakers = vec![
            speaker("Mary Hall", "mayor of Riga", SpeakerKind::Person, 9),
            speaker("Jon Ruiz", "former United States ambassador", SpeakerKind::Person, 4),
            speaker("Eva Ruiz", "lawyer", SpeakerKind::Person, 3),
            speaker("Tom Hall", "driver", SpeakerKind::Person, 2),
            speaker("Hall", "", SpeakerKind::Person, 1),
            speaker("analysts", "", SpeakerKind::Unnamed, 1),
            speaker("Port Works Board", "", SpeakerKind::Body, 1),
        ];
        Directory::new(Arc::new(speakers), vec!["The Riga Herald".to_owned()], &People::default())
    }

    #[test]
    fn a_mention_means_whom_it_can_mean() {
        let cases = [
            ("Hall", "Mary Hall, Hall"),
            ("Mayor Hall", "Mary Hall, Hall"),
            ("Tom Hall", "Tom Hall"),
            ("Tom", "Tom Hall"),
            ("Ruiz", "Jon Ruiz, Eva Ruiz"),
            ("the former US ambassador", "Jon Ruiz"),
            ("the driver", "Tom Hall"),
            ("Riga's mayor", "Mary Hall"),
            ("the pilot", ""),
            ("analysts", "analysts"),
            ("PWB", "Port Works Board"),
            ("the Port Works", "Port Works Board"),
            ("the board", "Port Works Board"),
            ("Jo Ruiz", ""),
            ("Jonathan Ruiz", "Jon Ruiz"),
            ("the secretary of state", ""),
            ("the president", ""),
        ];
        for (mention, names) in cases {
            let found = directory().resolve(&words(mention)).map(|found| found.names.join(", ")).unwrap_or_default();
            assert_eq!(found, names, "{mention}");
        }
    }

    #[test]
    fn small_misspellings_are_forgiven_and_large_ones_are_not() {
        let found = |mention: &str| directory().resolve_misspelt(&words(mention)).map(|found| found.names.join(", "));
        assert_eq!(found("Mary Hal").as_deref(), Some("Mary Hall"));
        assert_eq!(found("Ruis").as_deref(), Some("Jon Ruiz"));
        assert_eq!(found("Brown"), None);
        assert_eq!(found("Al"), None);
    }

    #[test]
    fn an_outlet_of_the_record_is_known_by_its_name() {
        let directory = directory();
        assert_eq!(directory.outlet(&words("Riga Herald")), Some("The Riga Herald"));
        assert_eq!(directory.outlet(&words("the Riga Herald")), Some("The Riga Herald"));
        assert_eq!(directory.outlet(&words("the Herald")), None);
    }

    #[test]
    fn suggestions_begin_with_the_most_quoted_of_those_with_a_word_that_begins_so() {
        let directory = directory();
        let names = |typed: &str| directory.suggestions(typed, 2).iter().map(|one| &*one.name).collect::<Vec<_>>();
        assert_eq!(names("ha"), ["Mary Hall", "Tom Hall"]);
        assert_eq!(names(""), ["Mary Hall", "Jon Ruiz"]);
    }
}
