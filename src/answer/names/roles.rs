//! Who is meant by a description: "the mayor of Riga", "Hall's lawyer", "a former US ambassador".

use std::collections::{HashMap, HashSet};

use crate::{
    answer::vocabulary::{FUNCTION, equivalent},
    article::statement::SpeakerKind,
    index::{SpeakerCount, terms::words},
};

/// How much of a description a role must have, by the worth of its words.
const ENOUGH: f32 = 0.5;

/// How far behind the best fitting role another may be to be meant too.
const AS_GOOD: f32 = 0.05;

/// What a word of a role that is not in the description takes from its fit: of two, the plainer one is meant.
const ADDED: f32 = 0.03;

/// How many may be meant by one description.
const MEANT: usize = 24;

/// What somebody is.
#[derive(Debug)]
struct Role {
    words: HashSet<String>,
    /// The noun among them: "mayor" of "mayor of Riga".
    head: String,
}

/// The roles of all on record, found by their nouns.
#[derive(Debug, Default)]
pub(super) struct Roles {
    speakers: usize,
    /// The roles with the noun, each with its speaker, in the order of the speakers.
    by_head: HashMap<String, Vec<(usize, Role)>>,
    /// How many have the word in a role.
    having: HashMap<String, usize>,
}

impl Roles {
    /// The roles of `speakers`; somebody without a name is all role.
    pub(super) fn new(speakers: &[SpeakerCount]) -> Roles {
        let mut collected = Roles { speakers: speakers.len(), ..Roles::default() };
        for (number, speaker) in speakers.iter().enumerate() {
            let roles = roles(speaker);
            for word in roles.iter().flat_map(|role| &role.words).collect::<HashSet<_>>() {
                *collected.having.entry(word.clone()).or_default() += 1;
            }
            for role in roles {
                collected.by_head.entry(role.head.clone()).or_default().push((number, role));
            }
        }
        collected
    }

    /// Whether `word` is part of anybody's role.
    pub(super) fn has(&self, word: &str) -> bool {
        self.having.contains_key(role_word(word))
    }

    /// Those whom `description` fits best, in the order of the speakers; none where it fits nobody well.
    ///
    /// What somebody is ("lawyer" of "Hall's lawyer", "mayor" of "the mayor of Riga") must be the noun of the role;
    /// of the other words those that few roles have count most.
    pub(super) fn fitting(&self, description: &[String]) -> Vec<usize> {
        let description = spelt_out(description);
        let Some(head) = head(&description).map(role_word) else { return Vec::new() };
        let asked: HashSet<&str> = telling(&description).map(|word| role_word(word)).collect();
        let worth: Vec<(&str, f32)> = asked.iter().map(|word| (*word, self.worth(word))).collect();
        let whole: f32 = worth.iter().map(|(_, worth)| worth).sum();
        // More than the noun must fit, where there is more.
        let needed = asked.iter().filter(|word| !COMMON.contains(*word)).count().clamp(1, 2);
        let share = |role: &Role| {
            let found = worth.iter().filter(|(word, _)| role.words.contains(*word));
            let (count, found) = found.fold((0, 0.0), |(count, all), (_, worth)| (count + 1, all + worth));
            let added = ADDED * (role.words.len() - count) as f32;
            (count >= needed && found >= ENOUGH * whole).then_some(found / whole - added)
        };
        let candidates = self.by_head.get(head).into_iter().flatten();
        let fits: Vec<(usize, f32)> = candidates.filter_map(|(number, role)| Some((*number, share(role)?))).collect();
        let best = fits.iter().map(|(_, share)| *share).fold(f32::MIN, f32::max);
        let as_good = fits.into_iter().filter(|(_, share)| *share >= best - AS_GOOD);
        let mut numbers: Vec<usize> = as_good.map(|(number, _)| number).collect();
        numbers.dedup();
        numbers.truncate(MEANT);
        numbers
    }

    /// Inverse frequency of a word among the speakers.
    fn worth(&self, word: &str) -> f32 {
        let having = self.having.get(word).copied().unwrap_or_default();
        (self.speakers as f32 / (having as f32 + 0.5)).ln().max(0.1)
    }
}

fn roles(speaker: &SpeakerCount) -> Vec<Role> {
    let unnamed = (speaker.kind == SpeakerKind::Unnamed).then_some(&speaker.name);
    speaker.roles.iter().chain(unnamed).filter_map(|role| Role::new(role)).collect()
}

impl Role {
    fn new(role: &str) -> Option<Role> {
        let words = spelt_out(&words(role));
        let head = role_word(head(&words)?).to_owned();
        Some(Role { words: telling(&words).map(|word| role_word(word).to_owned()).collect(), head })
    }
}

/// The words with those that stand for two: "VP" is a vice president.
fn spelt_out(words: &[String]) -> Vec<String> {
    let spelt_out = |word: &String| -> Vec<String> {
        let words: &[&str] = match word.as_str() {
            "vp" | "veep" => &["vice", "president"],
            "ag" => &["attorney", "general"],
            "ceo" => &["chief", "executive"],
            word => return vec![word.to_owned()],
        };
        words.iter().map(|word| (*word).to_owned()).collect()
    };
    words.iter().flat_map(spelt_out).collect()
}

fn telling(words: &[String]) -> impl Iterator<Item = &String> {
    words.iter().filter(|word| !FUNCTION.has(word) && *word != "united")
}

/// The noun that says what somebody is: the last before "of", "for", "who" and the like.
fn head(description: &[String]) -> Option<&str> {
    let within = |word: &String| {
        matches!(
            word.as_str(),
            "of" | "for" | "at" | "in" | "from" | "with" | "on" | "to" | "who" | "that" | "which" | "whose" | "behind"
        )
    };
    let first = description.iter().position(|word| !FUNCTION.has(word))?;
    let end = description[first..].iter().position(within).map_or(description.len(), |length| first + length);
    telling(&description[..end]).last().map(String::as_str)
}

/// One word for the forms of an office and for trades that articles do not tell apart.
fn role_word(word: &str) -> &str {
    let word = equivalent(word);
    TRADES.iter().find(|trade| trade.contains(&word)).map_or(word, |trade| trade[0])
}

/// Words that are left out of a role as easily as put in.
const COMMON: [&str; 14] = [
    "former", "new", "top", "senior", "leading", "own", "longtime", "veteran", "unnamed", "retired", "local", "young",
    "head", "newly",
];

const TRADES: &[&[&str]] = &[
    &["lawyer", "lawyers", "attorney", "attorneys", "counsel", "solicitor", "barrister"],
    &["aide", "aides", "adviser", "advisers", "advisor", "advisors"],
    &["spokesman", "spokesmen", "spokespeople"],
    &["professor", "academic", "scholar"],
    &["head", "chief", "boss", "manager", "executive"],
    &["economist", "economists"],
    &["analyst", "analysts"],
    &["official", "officials"],
    &["reporter", "journalist", "correspondent"],
    &["writer", "author", "columnist"],
    &["host", "anchor", "presenter"],
    &["cop", "officer", "policeman", "policewoman"],
    &["doctor", "physician"],
    &["businessman", "businesswoman", "entrepreneur", "mogul", "tycoon"],
    &["minister", "ministers"],
    &["governor", "governors"],
    &["lawmaker", "lawmakers", "legislator", "legislators"],
    &["donor", "donors"],
    &["owner", "proprietor"],
    &["coach", "trainer"],
    &["expert", "specialist"],
    &["teacher", "schoolteacher"],
    &["voter", "voters"],
    &["supporter", "supporters", "backer", "backers"],
    &["pollster", "pollsters"],
    &["strategist", "strategists", "consultant", "consultants"],
    &["pitcher", "pitchers"],
    &["gop", "republican", "republicans"],
    &["democrat", "democrats", "democratic", "dem", "dems"],
];

#[cfg(test)]
mod tests {
    use super::*;

    fn fitting(description: &str) -> String {
        let speaker = |name: &str, role: &str, kind| SpeakerCount {
            name: name.to_owned(),
            roles: [role].into_iter().filter(|role| !role.is_empty()).map(str::to_owned).collect(),
            kind,
            statements: 1,
            articles: 1,
        };
        let speakers = [
            speaker("Mary Hall", "mayor of Riga", SpeakerKind::Person),
            speaker("Jon Ruiz", "former United States ambassador to Riga", SpeakerKind::Person),
            speaker("Eva Lind", "lawyer for Hall", SpeakerKind::Person),
            speaker("Tom Berg", "lawyer", SpeakerKind::Person),
            speaker("a port worker in Riga", "", SpeakerKind::Unnamed),
        ];
        let names = Roles::new(&speakers).fitting(&words(description)).into_iter().map(|at| &*speakers[at].name);
        names.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn a_description_means_those_whose_role_it_fits_best() {
        for (description, names) in [
            ("the mayor", "Mary Hall"),
            ("Riga's mayor", "Mary Hall"),
            ("the former US ambassador", "Jon Ruiz"),
            ("a lawyer", "Eva Lind, Tom Berg"),
            ("Hall's attorney", "Eva Lind"),
            ("the lawyer for Riga", ""),
            ("the port worker", "a port worker in Riga"),
            ("the pilot of Riga", ""),
            ("the", ""),
        ] {
            assert_eq!(fitting(description), names, "{description}");
        }
    }
}
