//! People and bodies with the names they go by (`config/people.toml`).

use std::collections::{HashMap, HashSet};

use anyhow::{Result, bail};
use toml::de::DeTable;

use crate::lexicon::{file, title};

/// The people and bodies of the curated list.
#[derive(Clone, Debug, Default)]
pub struct People {
    people: Vec<Person>,
    /// Every name and alias, folded, with those who bear it.
    names: HashMap<String, Vec<usize>>,
    first_names: HashMap<String, Pronoun>,
    /// First names, folded, with the groups of names for one person that they belong to.
    nicknames: HashMap<String, Vec<usize>>,
    /// Surnames, folded, that are borne by too many to mean one of the list.
    common: HashSet<String>,
}

/// Somebody with a name, and the other names they go by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The name that cards show.
    pub name: String,
    /// Other spellings and short forms, as written.
    pub aliases: Vec<String>,
    /// What they are, if the list says so.
    pub role: Option<String>,
    /// Which pronoun stands for them, if the list says so; none for a body.
    pub pronoun: Option<Pronoun>,
    /// Whether this is a body (an organisation, government or outlet) rather than a person.
    pub body: bool,
}

/// The pronoun that stands for one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pronoun {
    /// he, him, his
    He,
    /// she, her
    She,
    /// they, for one person
    They,
}

impl People {
    /// Reads the text of a `people.toml`.
    ///
    /// # Errors
    ///
    /// If it is not TOML of the expected shape; the message names the line.
    pub fn parse(toml: &str) -> Result<People> {
        let table = DeTable::parse(toml)?;
        file::known_keys(toml, table.get_ref(), &["person", "body", "first-names", "nicknames", "surnames"])?;
        let mut people = People::default();
        for (list, body) in [("person", false), ("body", true)] {
            let Some(entries) = table.get_ref().get(list) else { continue };
            let Some(entries) = entries.get_ref().as_array() else {
                bail!("{}: write entries under `[[{list}]]`", file::line(toml, entries.span()));
            };
            for entry in entries {
                let Some(fields) = entry.get_ref().as_table() else {
                    bail!("{}: write entries under `[[{list}]]`", file::line(toml, entry.span()));
                };
                let person = person(toml, fields, body, file::line(toml, entry.span()))?;
                people.add(person);
            }
        }
        if let Some(names) = table.get_ref().get("first-names").and_then(|names| names.get_ref().as_table()) {
            people.add_first_names(toml, names)?;
        }
        if let Some(names) = table.get_ref().get("nicknames").and_then(|names| names.get_ref().as_table()) {
            people.add_nicknames(toml, names)?;
        }
        if let Some(names) = table.get_ref().get("surnames").and_then(|names| names.get_ref().as_table()) {
            file::known_keys(toml, names, &["common"])?;
            let common = file::string(toml, names, "common")?.unwrap_or_default();
            people.common = common.split_whitespace().map(folded).collect();
        }
        Ok(people)
    }

    /// Everybody, in the order of the file.
    #[must_use]
    pub fn all(&self) -> &[Person] {
        &self.people
    }

    /// The one person whom `mention` names, by name or alias; nobody where it fits two.
    ///
    /// Case, accents, a possessive, titles before the name and an apposition behind it do not matter: "Kremlin
    /// spokesman Dmitry Peskov", "Mr. Macron’s". A bare last name is taken only with nothing or a title before it:
    /// not "Melania Trump".
    #[must_use]
    pub fn named(&self, mention: &str) -> Option<&Person> {
        let name = mention.split([',', '(']).next().unwrap_or_default();
        let folded = folded(name);
        let words: Vec<&str> = folded.split(' ').collect();
        for first in 0..words.len() {
            let Some(bearers) = self.names.get(&words[first..].join(" ")) else { continue };
            let whole = words.len() - first >= 2;
            let titled = first == 0 || title::is_title(words[first - 1]) || words[first - 1] == "the";
            let joined = words[..first].iter().any(|word| matches!(*word, "of" | "and" | "to" | "for" | "with"));
            if whole || (titled && !joined) {
                return match bearers.as_slice() {
                    [one] => Some(&self.people[*one]),
                    _ => None,
                };
            }
        }
        None
    }

    /// All who bear exactly this name or alias; two for "Clinton".
    pub fn bearers(&self, name: &str) -> impl Iterator<Item = &Person> {
        self.names.get(&folded(name)).into_iter().flatten().map(|bearer| &self.people[*bearer])
    }

    /// Whether a bare `surname` is so common that alone it means nobody of the list.
    #[must_use]
    pub fn is_common(&self, surname: &str) -> bool {
        self.common.contains(&folded(surname))
    }

    /// The pronoun that a first name mostly goes with.
    #[must_use]
    pub fn pronoun_of(&self, first_name: &str) -> Option<Pronoun> {
        let first = || first_name.split('-').next().unwrap_or_default();
        self.first_names.get(&folded(first_name)).or_else(|| self.first_names.get(&folded(first()))).copied()
    }

    /// Whether one person may go by both first names, as Bob and Robert.
    #[must_use]
    pub fn is_same_first_name(&self, left: &str, right: &str) -> bool {
        let groups = |name: &str| self.nicknames.get(&folded(name)).map_or(&[][..], Vec::as_slice);
        groups(left).iter().any(|group| groups(right).contains(group))
    }

    fn add(&mut self, person: Person) {
        let index = self.people.len();
        let last = person.name.rsplit(' ').next().filter(|_| !person.body).map(str::to_owned);
        let names = person.aliases.iter().cloned().chain(last).chain([person.name.clone()]);
        for name in names {
            let bearers = self.names.entry(folded(&name)).or_default();
            if !bearers.contains(&index) {
                bearers.push(index);
            }
        }
        self.people.push(person);
    }

    fn add_nicknames(&mut self, toml: &str, names: &DeTable<'_>) -> Result<()> {
        file::known_keys(toml, names, &["same"])?;
        let same = file::string(toml, names, "same")?.unwrap_or_default();
        for (group, line) in same.lines().enumerate() {
            for name in line.split_whitespace() {
                self.nicknames.entry(folded(name)).or_default().push(group);
            }
        }
        Ok(())
    }

    fn add_first_names(&mut self, toml: &str, names: &DeTable<'_>) -> Result<()> {
        file::known_keys(toml, names, &["he", "she"])?;
        for (key, pronoun) in [("he", Pronoun::He), ("she", Pronoun::She)] {
            for name in file::string(toml, names, key)?.unwrap_or_default().split_whitespace() {
                let named = self.first_names.entry(folded(name)).or_insert(pronoun);
                if *named != pronoun {
                    *named = Pronoun::They;
                }
            }
        }
        Ok(())
    }
}

fn person(toml: &str, fields: &DeTable<'_>, body: bool, line: String) -> Result<Person> {
    let known: &[&str] = if body { &["name", "aliases", "role"] } else { &["name", "aliases", "role", "pronoun"] };
    file::known_keys(toml, fields, known)?;
    let name = file::string(toml, fields, "name")?.filter(|name| !name.trim().is_empty());
    let Some(name) = name else { bail!("{line}: an entry needs a `name`") };
    let pronoun = match file::string(toml, fields, "pronoun")?.as_deref() {
        None => None,
        Some("he") => Some(Pronoun::He),
        Some("she") => Some(Pronoun::She),
        Some("they") => Some(Pronoun::They),
        Some(other) => bail!("{line}: pronoun `{other}` is none of he, she, they"),
    };
    let aliases = file::strings(toml, fields, "aliases")?;
    Ok(Person { name, aliases, role: file::string(toml, fields, "role")?, pronoun, body })
}

/// `name` in lower case without accents, full stops, a possessive, and with single spaces.
///
/// Names are equal if they are equal so: "J. D. Vance" and "J.D. Vance’s" are `j d vance`.
#[must_use]
pub fn folded(name: &str) -> String {
    let trimmed = name.trim();
    let bare = ["’s", "'s", "’S", "'S"].iter().find_map(|ending| trimmed.strip_suffix(ending)).unwrap_or(trimmed);
    let mut folded = String::with_capacity(bare.len());
    for character in bare.chars().flat_map(char::to_lowercase) {
        match character {
            '\u{300}'..='\u{36f}' | '\'' | '’' | '‘' => {}
            '.' | '-' | '‐' | '‑' | '_' => folded.push(' '),
            character if character.is_whitespace() => folded.push(' '),
            character => match unaccented(character) {
                Some(letters) => folded.push_str(letters),
                None => folded.push(character),
            },
        }
    }
    let words: Vec<&str> =
        folded.split(' ').map(|word| word.trim_matches(is_mark)).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

fn is_mark(character: char) -> bool {
    !character.is_alphanumeric()
}

/// The plain letters of an accented lower-case letter of Latin or Cyrillic script.
#[rustfmt::skip]
fn unaccented(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' | 'ǎ' => "a",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ə' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĵ' => "j", 'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'æ' => "ae", 'œ' => "oe", 'ß' => "ss", 'þ' => "th", 'ё' => "е",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn built_in() -> People {
        People::parse(include_str!("../../config/people.toml")).unwrap()
    }

    #[test]
    fn a_mention_names_one_person_or_nobody() {
        let people = built_in();
        for (mention, name) in [
            ("Zelenskiy", Some("Volodymyr Zelenskyy")),
            ("ZELENSKYY", Some("Volodymyr Zelenskyy")),
            ("President Zelensky’s", Some("Volodymyr Zelenskyy")),
            ("Зеленський", Some("Volodymyr Zelenskyy")),
            ("Kremlin spokesman Dmitry Peskov", Some("Dmitry Peskov")),
            ("Viktor Orbán", Some("Viktor Orban")),
            ("J.D. Vance", Some("J. D. Vance")),
            ("Mr. Macron", Some("Emmanuel Macron")),
            ("Friedrich Merz, the German chancellor", Some("Friedrich Merz")),
            ("the White House", Some("the White House")),
            ("Clinton", None),
            ("Melania Trump", None),
            ("Johnson", None),
            ("an ally of Trump", None),
            ("", None),
        ] {
            assert_eq!(people.named(mention).map(|person| person.name.as_str()), name, "{mention}");
        }
    }

    #[test]
    fn common_surnames_and_their_bearers_are_known() {
        let people = built_in();
        assert_eq!(people.bearers("Clinton").count(), 2);
        assert_eq!(people.bearers("Lindqvist").count(), 0);
        assert!(people.is_common("COOPER") && !people.is_common("Zelenskyy"));
    }

    #[test]
    fn first_names_tell_the_pronoun() {
        let people = built_in();
        assert_eq!(people.pronoun_of("Anne"), Some(Pronoun::She));
        assert_eq!(people.pronoun_of("steve"), Some(Pronoun::He));
        assert_eq!(people.pronoun_of("Jean"), Some(Pronoun::They));
        assert_eq!(people.pronoun_of("Moscow"), None);
    }

    #[test]
    fn nicknames_are_first_names_of_one_person() {
        let people = built_in();
        assert!(people.is_same_first_name("Ken", "Kenneth") && people.is_same_first_name("robert", "Bob"));
        assert!(!people.is_same_first_name("Ken", "Bob") && !people.is_same_first_name("Ann", "Bob"));
    }

    #[test]
    fn what_is_not_known_is_refused_by_line_and_name() {
        for (toml, message) in [
            ("[[person]]\nname = \"A\"\nalias = []\n", "line 3: unknown key `alias`; did you mean `aliases`?"),
            ("\n[[person]]\naliases = []\n", "line 2: an entry needs a `name`"),
            ("[[person]]\nname = \"A\"\npronoun = \"it\"\n", "line 1: pronoun `it` is none of he, she, they"),
            ("[[body]]\nname = \"A\"\naliases = \"B\"\n", "line 3: `aliases` must be a list of strings"),
        ] {
            assert_eq!(format!("{:#}", People::parse(toml).unwrap_err()), message);
        }
    }
}
