//! What parts one bearer of a name from another.

use crate::lexicon::{
    Lexicon,
    people::{Person, folded},
};

/// A name, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Identity {
    /// The words of the name as the article writes it, folded, without the suffix.
    pub(super) words: Vec<String>,
    /// "jr" of "Tom Lee Jr."
    pub(super) suffix: Option<String>,
}

impl Identity {
    pub(super) fn of(name: &str) -> Identity {
        let mut words: Vec<String> = name.split_whitespace().flat_map(parts).collect();
        let is_suffix =
            |word: &String| matches!(word.as_str(), "jr" | "junior" | "sr" | "senior" | "ii" | "iii" | "iv");
        let suffix = if words.len() > 1 && words.last().is_some_and(is_suffix) { words.pop() } else { None };
        Identity { words, suffix }
    }

    fn middle(&self) -> &[String] {
        self.words.get(1..self.words.len().saturating_sub(1)).unwrap_or_default()
    }

    /// Whether a name of the same first and last word as `other` may be theirs: "Tom Lee" may be Tom B.
    /// Lee, who may be Tom Barry Lee but neither Tom C. Lee nor Tom Lee Jr.
    pub(super) fn may_be(&self, other: &Identity, body: bool, curated: bool) -> bool {
        let (own, theirs) = (self.middle(), other.middle());
        let alike =
            |(own, their): (&String, &String)| own.starts_with(their.as_str()) || their.starts_with(own.as_str());
        let same =
            own.is_empty() || theirs.is_empty() || own.len() == theirs.len() && own.iter().zip(theirs).all(alike);
        let suffixed = self.suffix == other.suffix || self.suffix.is_none() && !curated;
        if body { self.words == other.words } else { same && suffixed }
    }
}

/// Whom of the curated list a name in full means; initials between its words do not matter.
pub(super) fn listed<'l>(lexicon: &'l Lexicon, text: &str, identity: &Identity) -> Option<&'l Person> {
    let person = lexicon.people.named(text).filter(|person| is_whole_name(person, &identity.words));
    let initials = !identity.middle().is_empty()
        && identity.suffix.is_none()
        && identity.middle().iter().all(|word| word.chars().count() == 1);
    person.or_else(|| {
        let person = lexicon.people.named(&ends(&identity.words)).filter(|_| initials)?;
        (!person.body && Identity::of(&person.name).words.len() == 2).then_some(person)
    })
}

fn is_whole_name(person: &Person, words: &[String]) -> bool {
    let name = words.join(" ");
    person.aliases.iter().chain([&person.name]).any(|alias| folded(alias) == name)
        || (folded(&person.name).split(' ').next() == words.first().map(String::as_str))
}

/// First and last word of a name.
pub(super) fn ends(words: &[String]) -> String {
    let word = |word: Option<&String>| word.cloned().unwrap_or_default();
    format!("{} {}", word(words.first()), word(words.last()))
}

/// A word of a name, folded: "j" and "d" of "J.D.", "mark-lee" of "Mark-Lee".
fn parts(word: &str) -> Vec<String> {
    let folded = folded(word);
    let parts: Vec<&str> = folded.split(' ').filter(|part| !part.is_empty()).collect();
    let hyphened = word.contains('-') && parts.iter().all(|part| part.len() > 1);
    if hyphened { vec![parts.join("-")] } else { parts.into_iter().map(str::to_owned).collect() }
}
