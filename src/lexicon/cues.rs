//! The words and phrases that report speech (`config/cues.toml`).

use std::collections::HashMap;

use anyhow::{Result, bail};
use toml::de::{DeTable, DeValue};

use crate::lexicon::file;

/// Reporting verbs, and the phrases that their source follows.
#[derive(Clone, Debug, Default)]
pub struct Cues {
    verbs: Vec<Verb>,
    /// Every form of a verb's first word, in lower case.
    forms: HashMap<String, Vec<(usize, Form)>>,
    leads: Vec<Vec<String>>,
}

/// A way of saying "said".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verb {
    /// Its plain form, word by word in lower case ("make", "it", "clear").
    pub words: Vec<String>,
    /// What may be its content besides a quotation.
    pub takes: Vec<Frame>,
    /// Whether its source stands behind the content.
    pub stance: Stance,
    /// Whether it is of thoughts or wishes rather than of speech ("believes").
    pub thought: bool,
}

/// What may be the content of a verb besides a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Frame {
    /// A sentence, with or without "that".
    Clause,
    /// A sentence with "that", "how", "why" or "whether".
    That,
    /// What somebody is to do.
    To,
    /// A noun phrase.
    Thing,
}

/// Whether the source of a cue stands behind the content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Stance {
    /// It says so.
    #[default]
    Asserts,
    /// It says that it is not so.
    Denies,
    /// It is against it.
    Opposes,
}

/// Which form of a verb a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// "say", "says".
    Present,
    /// "said"; where the participle is the same word, this stands for both.
    Past,
    /// "written", where it is another word than the past.
    Done,
    /// "saying".
    Ing,
}

const VERB_KEYS: [&str; 6] = ["takes", "past", "done", "ing", "polarity", "thought"];

impl Cues {
    /// Reads the text of a `cues.toml`.
    ///
    /// # Errors
    ///
    /// If it is not TOML of the expected shape; the message names the line.
    pub fn parse(toml: &str) -> Result<Cues> {
        let table = DeTable::parse(toml)?;
        file::known_keys(toml, table.get_ref(), &["verbs", "leads"])?;
        let mut cues = Cues::default();
        if let Some(verbs) = table.get_ref().get("verbs").and_then(|verbs| verbs.get_ref().as_table()) {
            for (lemma, entry) in verbs {
                let Some(entry) = entry.get_ref().as_table() else {
                    bail!("{}: `{}` must be a table", file::line(toml, lemma.span()), lemma.get_ref());
                };
                cues.add(toml, lemma.get_ref(), entry)?;
            }
        }
        if let Some(leads) = table.get_ref().get("leads").and_then(|leads| leads.get_ref().as_table()) {
            file::known_keys(toml, leads, &["phrases"])?;
            cues.leads = file::strings(toml, leads, "phrases")?.iter().map(|phrase| words(phrase)).collect();
        }
        Ok(cues)
    }

    /// Whether `word`, in any case and form, begins a reporting verb ("said", "pointing").
    #[must_use]
    pub fn is_reporting_verb(&self, word: &str) -> bool {
        self.forms.contains_key(&word.to_lowercase())
    }

    /// The verbs whose first word is `word`, a lower-case form such as "said"; longer verbs first.
    pub fn verbs(&self, word: &str) -> impl Iterator<Item = (&Verb, Form)> {
        self.forms.get(word).into_iter().flatten().map(|(index, form)| (&self.verbs[*index], *form))
    }

    /// The phrases that their source follows ("according to"), word by word in lower case.
    #[must_use]
    pub fn leads(&self) -> &[Vec<String>] {
        &self.leads
    }

    fn add(&mut self, toml: &str, lemma: &str, entry: &DeTable<'_>) -> Result<()> {
        file::known_keys(toml, entry, &VERB_KEYS)?;
        let words = words(lemma);
        let Some(head) = words.first().cloned() else { bail!("a verb in `[verbs]` has no letters") };
        let past = file::string(toml, entry, "past")?;
        let done = file::string(toml, entry, "done")?;
        let ing = file::string(toml, entry, "ing")?;
        let verb = Verb {
            takes: file::strings(toml, entry, "takes")?
                .iter()
                .map(|name| frame(name))
                .collect::<Result<_>>()
                .map_err(|error| error.context(format!("verb `{lemma}`")))?,
            stance: stance(file::string(toml, entry, "polarity")?.as_deref())
                .map_err(|error| error.context(format!("verb `{lemma}`")))?,
            thought: matches!(entry.get("thought").map(|value| value.get_ref()), Some(DeValue::Boolean(true))),
            words,
        };
        let index = self.verbs.len();
        let mut forms = vec![
            (head.clone(), Form::Present),
            (third_person(&head), Form::Present),
            (past.unwrap_or_else(|| regular_past(&head)), Form::Past),
            (ing.unwrap_or_else(|| regular_ing(&head)), Form::Ing),
        ];
        forms.extend(done.map(|done| (done, Form::Done)));
        let length = verb.words.len();
        self.verbs.push(verb);
        for (word, form) in forms {
            let entries = self.forms.entry(word).or_default();
            let place = entries.partition_point(|(other, _)| self.verbs[*other].words.len() >= length);
            entries.insert(place, (index, form));
        }
        Ok(())
    }
}

fn words(phrase: &str) -> Vec<String> {
    phrase.split_whitespace().map(str::to_lowercase).collect()
}

fn frame(name: &str) -> Result<Frame> {
    Ok(match name {
        "clause" => Frame::Clause,
        "that" => Frame::That,
        "to" => Frame::To,
        "thing" => Frame::Thing,
        _ => bail!("takes `{name}`, which is none of clause, that, to, thing"),
    })
}

fn stance(name: Option<&str>) -> Result<Stance> {
    Ok(match name {
        None | Some("asserts") => Stance::Asserts,
        Some("denies") => Stance::Denies,
        Some("opposes") => Stance::Opposes,
        Some(name) => bail!("polarity `{name}` is none of asserts, denies, opposes"),
    })
}

fn third_person(verb: &str) -> String {
    if verb.ends_with(['s', 'x', 'z']) || verb.ends_with("sh") || verb.ends_with("ch") {
        return format!("{verb}es");
    }
    match ends_in_consonant_y(verb) {
        Some(stem) => format!("{stem}ies"),
        None => format!("{verb}s"),
    }
}

fn regular_past(verb: &str) -> String {
    match (ends_in_consonant_y(verb), verb.ends_with('e')) {
        (Some(stem), _) => format!("{stem}ied"),
        (None, true) => format!("{verb}d"),
        (None, false) => format!("{verb}ed"),
    }
}

fn regular_ing(verb: &str) -> String {
    match verb.strip_suffix('e') {
        Some(stem) if !verb.ends_with("ee") => format!("{stem}ing"),
        _ => format!("{verb}ing"),
    }
}

fn ends_in_consonant_y(verb: &str) -> Option<&str> {
    let stem = verb.strip_suffix('y')?;
    (!stem.ends_with(['a', 'e', 'i', 'o', 'u'])).then_some(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_known_in_every_form() {
        let cues = Cues::parse(include_str!("../../config/cues.toml")).unwrap();
        for (word, lemma) in [
            ("said", "say"),
            ("denies", "deny"),
            ("denying", "deny"),
            ("written", "write"),
            ("agreeing", "agree"),
            ("stressed", "stress"),
            ("stresses", "stress"),
            ("making", "make it clear"),
            ("vowing", "vow"),
        ] {
            assert!(cues.verbs(word).any(|(verb, _)| verb.words.join(" ") == lemma), "{word} of {lemma}");
        }
        assert!(cues.is_reporting_verb("Said") && !cues.is_reporting_verb("walked"));
        assert!(cues.leads().iter().any(|lead| lead.join(" ") == "according to"));
    }

    #[test]
    fn longer_verbs_come_first() {
        let cues = Cues::parse("[verbs]\ncall = {}\n\"call for\" = {}\n").unwrap();
        let lengths: Vec<usize> = cues.verbs("called").map(|(verb, _)| verb.words.len()).collect();
        assert_eq!(lengths, [2, 1]);
    }

    #[test]
    fn what_is_not_known_is_refused_by_line_and_name() {
        for (toml, message) in [
            (
                "[verbs]\nsay = { takes = [\"clauses\"] }",
                "verb `say`: takes `clauses`, which is none of clause, that, to, thing",
            ),
            ("[verbs]\n\nsay = { pst = \"said\" }", "line 3: unknown key `pst`; did you mean `past`?"),
            ("[verb]\n", "line 1: unknown key `verb`; did you mean `verbs`?"),
            ("[verbs]\nsay = { past = 3 }", "line 2: `past` must be a string"),
        ] {
            assert_eq!(format!("{:#}", Cues::parse(toml).unwrap_err()), message);
        }
    }
}
