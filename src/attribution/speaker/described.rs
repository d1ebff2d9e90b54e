//! Sources that name nobody: roles ("the harbour chief"), possessions ("her lawyer", "Lee’s letter"), bodies
//! ("the fund") and those whom the article leaves unnamed ("analysts").

use crate::{
    article::statement::{Resolution, ResolutionRule, Speaker, SpeakerKind},
    attribution::{
        grammar,
        reading::Tokens,
        speaker::{
            Resolved, Speakers,
            pronoun::{self, Turn},
        },
    },
    lexicon::{
        people::{Pronoun, folded},
        title,
    },
};

impl Speakers<'_> {
    /// Whom a source without a name of its own means.
    pub(super) fn described(&mut self, source: &Tokens) -> Resolved {
        let source = &self.without_opener(source);
        let found = self.curated(source).or_else(|| self.authored(source)).or_else(|| self.possessed(source));
        let found = found.or_else(|| self.by_role(source));
        let found = found.or_else(|| self.body_of_noun(source)).or_else(|| self.body_as_written(source));
        found.unwrap_or_else(|| self.left_unnamed(source))
    }

    /// Without the conjunction that opens the sentence.
    fn without_opener(&self, source: &Tokens) -> Tokens {
        let opens = matches!(self.reading.lower(source.start), "but" | "and" | "both" | "even");
        source.start + usize::from(opens && source.len() > 1)..source.end
    }

    fn written(&self, tokens: &Tokens) -> String {
        let written = self.reading.span(tokens).of(self.reading.text);
        written.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The noun that the phrase is about: the last word before "of", "who" and the like.
    fn noun(&self, source: &Tokens) -> Option<usize> {
        let ends = |place: &usize| {
            let word = self.reading.lower(*place);
            grammar::is_preposition(word) || matches!(word, "who" | "whose" | "that" | "which" | "," | "(")
        };
        let end = source.clone().skip(1).find(ends).unwrap_or(source.end);
        (source.start..end).next_back()
    }

    /// A name of the curated list that the article does not use as a name elsewhere.
    fn curated(&self, source: &Tokens) -> Option<Resolved> {
        let person = self.lexicon.people.named(&self.written(source))?;
        let kind = if person.body { SpeakerKind::Body } else { SpeakerKind::Person };
        // A bare common surname without anything else in the article is nobody of the list.
        let doubtful = !person.body && self.lexicon.people.is_common(self.reading.word(source.end - 1));
        let speaker = unresolved(person.name.clone(), kind, ResolutionRule::Alias);
        Some((Some(speaker), if doubtful { 0.5 } else { 0.85 }))
    }

    /// "a report by the surveyor Ann Lee": who speaks in it.
    fn authored(&mut self, source: &Tokens) -> Option<Resolved> {
        let noun = self.noun(source)?;
        let text = is_utterance(self.reading.lower(noun)) || is_document(self.reading.lower(noun));
        let by = (noun + 1..source.end).find(|place| matches!(self.reading.lower(*place), "by" | "from"))?;
        let mention = self.head(&(by + 1..source.end)).filter(|_| text)?;
        match mention.members.as_slice() {
            [one] => Some(self.known(source.start, *one, 0.75)),
            _ => None,
        }
    }

    /// "her lawyer", "Lee’s letter": the owner of a text speaks in it; of people and bodies the owner is told.
    fn possessed(&mut self, source: &Tokens) -> Option<Resolved> {
        let (owner, rest) = self.owner(source)?;
        if rest.is_empty() {
            return Some(owner.map_or((None, 0.5), |(owner, sure)| self.known(source.start, owner, sure)));
        }
        let called = rest.clone().find(|place| title::is_title(self.reading.lower(*place)));
        let named = self.reading.is_capitalised(rest.end - 1);
        let noun = called.filter(|_| named).or_else(|| self.noun(&rest))?;
        let noun = self.reading.lower(noun).to_owned();
        if is_utterance(&noun) {
            return Some(owner.map_or((None, 0.5), |(owner, sure)| self.known(source.start, owner, sure.min(0.7))));
        }
        let person = title::is_title(&noun);
        let body = grammar::is_body_word(&noun) || noun == "camp";
        if !person && !body && !title::is_crowd(&noun) {
            return Some((None, 0.5));
        }
        let Some((owner, sure)) = owner else {
            let kept = named.then(|| unresolved(self.written(source), SpeakerKind::Unnamed, ResolutionRule::AsWritten));
            return Some((kept, 0.7));
        };
        if person && let Some(member) = self.holder(&noun, owner, source.start) {
            return Some(self.known(source.start, member, 0.75));
        }
        if let Some(member) = self.relative(&noun, owner, source.start) {
            return Some(self.known(source.start, member, 0.7));
        }
        let name = format!("{}’s {}", self.cast.members[owner].name, self.written(&rest));
        let kind = if body { SpeakerKind::Body } else { SpeakerKind::Unnamed };
        let mention = self.cast.members[owner].full;
        let resolved_by = Resolution { rule: ResolutionRule::Description, mention };
        Some((Some(Speaker { name, role: None, kind, resolved_by }), sure.min(0.85)))
    }

    /// Whose it is, if that is known, with the words for what they own; nothing without a possessive.
    fn owner(&self, source: &Tokens) -> Option<(Option<(usize, f32)>, Tokens)> {
        let first = self.reading.lower(source.start);
        let rest = source.start + 1..source.end;
        let pronoun = match first {
            "his" => Some(Pronoun::He),
            "her" => Some(Pronoun::She),
            "its" | "their" | "my" | "our" | "your" => None,
            _ => {
                let is_mark = |place: &usize| matches!(self.reading.lower(*place), "’s" | "'s" | "’" | "'");
                let mark = source.clone().find(is_mark)?;
                let owner = self.bearer(&(source.start..mark)).map(|owner| (owner, 0.85));
                return Some((owner, mark + 1..source.end));
            }
        };
        let (reading, cast, turns) = (self.reading, &self.cast, &self.turns);
        let owner = match (first, pronoun) {
            (_, Some(pronoun)) => pronoun::antecedent(reading, cast, turns, source.start, pronoun),
            ("its", _) => pronoun::body(reading, cast, turns, source.start),
            (_, _) => None,
        };
        Some((owner.filter(|(_, sure)| *sure >= 0.6), rest))
    }

    /// The one named before `place` who is the `noun` of `owner` by their role: "Lee spokesman Bob Stone".
    fn holder(&self, noun: &str, owner: usize, place: usize) -> Option<usize> {
        let name = folded(&self.cast.members[owner].name);
        let last = name.rsplit(' ').next().unwrap_or_default();
        let fits = |member: &usize| {
            let mut words = self.cast.folded_role(*member).split(' ');
            *member != owner && self.cast.members[*member].since < place && words.any(|word| word == last)
        };
        let mut holders = self.cast.by_role(noun).filter(fits);
        holders.next().filter(|_| holders.next().is_none())
    }

    /// "his brother": the only other one of the owner's surname, named before `place`, who can be that.
    fn relative(&self, noun: &str, owner: usize, place: usize) -> Option<usize> {
        if !title::is_kin(noun) {
            return None;
        }
        let owner_name = folded(&self.cast.members[owner].name);
        let last = owner_name.rsplit(' ').next().unwrap_or_default();
        let told = title::pronoun(noun);
        let fits = |which: &usize| {
            let member = &self.cast.members[*which];
            let same = folded(&member.name).rsplit(' ').next() == Some(last);
            let fitting = told.is_none() || member.pronoun.is_none() || member.pronoun == told;
            *which != owner && same && fitting && !member.body && member.full.is_some() && member.since < place
        };
        let mut relatives = (0..self.cast.members.len()).filter(fits);
        relatives.next().filter(|_| relatives.next().is_none())
    }

    /// "the Kremlin spokesman", "the senator": the one whose role has those words.
    fn by_role(&mut self, source: &Tokens) -> Option<Resolved> {
        let first = self.reading.lower(source.start);
        let definite = matches!(first, "the" | "this" | "that")
            || self.reading.is_capitalised(source.start) && !matches!(first, "a" | "an" | "one" | "another");
        let noun = self.noun(source).filter(|place| title::is_title(self.reading.lower(*place)))?;
        if !definite {
            return None;
        }
        let words: Vec<String> = (source.start..noun + 1)
            .map(|place| alike(&folded(self.reading.lower(place))).to_owned())
            .filter(|word| word.len() > 1 && !matches!(word.as_str(), "the" | "this" | "that"))
            .collect();
        let ranked = self.ranked(&words, source.start);
        let (exact, member) = *ranked.first()?;
        if ranked.get(1).is_some_and(|(other, _)| *other == exact) {
            return Some((None, 0.45));
        }
        Some(self.known(source.start, member, if ranked.len() == 1 { 0.8 } else { 0.65 }))
    }

    /// Those named before `place` whose roles have all of `words`, of which the last is the noun; first those whose
    /// roles have no others.
    fn ranked(&self, words: &[String], place: usize) -> Vec<(usize, usize)> {
        let has = |role: &str, word: &String| role.split(' ').any(|own| alike(own).starts_with(word.as_str()));
        let mut ranked: Vec<(usize, usize)> = Vec::new();
        let Some(noun) = words.last() else { return ranked };
        for which in same_office(noun).iter().flat_map(|noun| self.cast.by_role(noun)) {
            let member = &self.cast.members[which];
            let role = self.cast.folded_role(which);
            let fits = member.since < place && !member.body && words.iter().all(|word| has(role, word));
            if fits && ranked.iter().all(|(_, other)| *other != which) {
                ranked.push((usize::from(role.split(' ').count() == words.len()), which));
            }
            // Two who fit in every word are enough to know nobody.
            if ranked.iter().rev().take(2).filter(|(exact, _)| *exact == 1).count() == 2 {
                break;
            }
        }
        ranked.sort_unstable_by(|left, right| right.cmp(left));
        ranked
    }

    /// "the fund" of the Coastal Relief Fund; "the company" where just one body was spoken of.
    fn body_of_noun(&mut self, source: &Tokens) -> Option<Resolved> {
        let clause = source.clone().find(|place| matches!(self.reading.lower(*place), "," | "which" | "(" | "that"));
        let last = clause.filter(|clause| *clause > source.start + 1).unwrap_or(source.end) - 1;
        let definite = matches!(self.reading.lower(source.start), "the" | "this") && last == source.start + 1;
        let noun = self.reading.lower(last);
        let police = noun == "police" && (definite || source.len() == 1);
        let people = title::is_title(noun) || title::is_crowd(noun) || self.reading.is_capitalised(last);
        if !police && (!definite || people) {
            return None;
        }
        let within = 0..source.start;
        let mut fitting =
            self.cast.within(&within).iter().rev().filter_map(|mention| match mention.members.as_slice() {
                [one] if self.cast.members[*one].body && self.cast.members[*one].has_word(noun) => Some(*one),
                _ => None,
            });
        if let Some(member) = fitting.next() {
            return Some(self.known(source.start, member, 0.8));
        }
        let (member, sure) = pronoun::body(self.reading, &self.cast, &self.turns, source.start)
            .filter(|(_, sure)| (grammar::is_body_word(noun) || noun == "firm") && *sure >= 0.65)?;
        Some(self.known(source.start, member, sure.min(0.65)))
    }

    /// "the Lee campaign", "Elm police", "Moscow": a body that is known by what the article calls it.
    fn body_as_written(&self, source: &Tokens) -> Option<Resolved> {
        let article = usize::from(self.reading.lower(source.start) == "the" && source.len() > 1);
        let name = source.start + article..source.end;
        let last = self.reading.lower(name.end.checked_sub(1).filter(|last| *last >= name.start)?);
        let first = self.reading.lower(name.start);
        let plain = |place: usize| matches!(self.reading.lower(place), "the" | "of" | "." | "for" | "and");
        let capitals = name.clone().all(|place| self.reading.is_capitalised(place) || plain(place));
        let capitals_first = name.len() > 1
            && (name.start..name.end - 1).all(|place| self.reading.is_capitalised(place) || plain(place));
        let noun = grammar::is_body_word(last) || matches!(last, "police" | "camp");
        let someone = title::is_title(last)
            || title::is_crowd(last) && last != "police"
            || is_someone(last)
            || last.len() > 4 && last.ends_with("ans")
            || grammar::is_determiner(first);
        if someone || !self.reading.is_capitalised(name.start) || !(capitals || capitals_first && noun) {
            return None;
        }
        let adjective = ["ean", "ican", "ish", "ese"].iter().any(|ending| last.ends_with(ending));
        if name.len() == 1 && (adjective || !self.is_name(name.start)) {
            return None;
        }
        let sure = if noun { 0.85 } else { 0.7 };
        Some((Some(unresolved(self.written(&name), SpeakerKind::Body, ResolutionRule::AsWritten)), sure))
    }

    /// Whether the word at `place` is a name: it does not owe its capital to the beginning of a sentence.
    fn is_name(&self, place: usize) -> bool {
        let word = self.reading.lower(place);
        let all_capitals = word.len() > 1 && !self.reading.word(place).chars().any(char::is_lowercase);
        all_capitals || self.cast.is_capitalised(word)
    }

    /// People whom the article does not name, in its own words; nobody where it does not speak of people.
    fn left_unnamed(&mut self, source: &Tokens) -> Resolved {
        let Some(noun) = self.noun(source) else { return (None, 0.5) };
        let (first, word) = (self.reading.lower(source.start), self.reading.lower(noun));
        let crowd = title::is_crowd(word) || title::is_crowd(first);
        let indefinite = matches!(first, "a" | "an" | "one" | "another") || grammar::is_preposition(first);
        let said = |place: usize| is_someone(self.reading.lower(place));
        let someone = title::is_title(word) && indefinite || (source.start..=noun).any(said);
        let mut speaker = unresolved(self.written(source), SpeakerKind::Unnamed, ResolutionRule::AsWritten);
        if crowd {
            self.crowd = Some((source.start, speaker.clone()));
            return (Some(speaker), 0.85);
        }
        if let Some((place, earlier)) = self.crowd.as_ref().filter(|_| !indefinite) {
            let close = self.reading.sentence(source.start) - self.reading.sentence(*place) <= 4;
            if close && earlier.name.to_lowercase().contains(word) {
                speaker = earlier.clone();
                speaker.resolved_by.rule = ResolutionRule::Description;
                return (Some(speaker), 0.7);
            }
        }
        if !someone {
            return (None, 0.5);
        }
        self.crowd = Some((source.start, speaker.clone()));
        (Some(speaker), 0.85)
    }

    /// The member, who speaks at `place`, found by a description.
    fn known(&mut self, place: usize, member: usize, sure: f32) -> Resolved {
        self.turns.push(Turn { place, member });
        let sure = if self.cast.members[member].complete { sure } else { sure.min(0.55) };
        (Some(self.member(member, ResolutionRule::Description)), sure)
    }
}

fn unresolved(name: String, kind: SpeakerKind, rule: ResolutionRule) -> Speaker {
    Speaker { name, role: None, kind, resolved_by: Resolution { rule, mention: None } }
}

/// Whether `noun` is something in which its owner speaks.
#[rustfmt::skip]
pub(super) fn is_utterance(noun: &str) -> bool {
    matches!(noun, "account" | "advice" | "answer" | "argument" | "assessment" | "assertion" | "article" | "belief" | "blog" | "book"
        | "claim" | "claims" | "column" | "commentary" | "comment" | "comments" | "complaint" | "criticism" | "diary" | "email"
        | "essay" | "estimate" | "evidence" | "interview" | "letter" | "lecture" | "memo" | "memoir" | "message" | "note" | "opinion"
        | "post" | "posts" | "prediction" | "program" | "promise" | "question" | "remark" | "remarks" | "reply" | "response" | "sermon"
        | "show" | "speech" | "statement" | "statements" | "story" | "testimony" | "threat" | "tweet" | "tweets" | "verdict" | "view"
        | "views" | "vow" | "warning" | "words" | "plan" | "proposal")
}

/// Whether `noun` is a text that somebody made.
pub(super) fn is_document(noun: &str) -> bool {
    matches!(noun, "report" | "study" | "survey" | "analysis" | "review" | "paper" | "document" | "poll" | "research")
}

/// Whether `word` means somebody of no office.
#[rustfmt::skip]
pub(super) fn is_someone(word: &str) -> bool {
    matches!(word, "person" | "caller" | "man" | "woman" | "boy" | "girl" | "friend" | "source" | "somebody" | "someone" | "insider" | "witness"
        | "colleague" | "passer-by" | "bystander" | "child" | "mourner" | "shopper" | "patient" | "customer" | "user" | "viewer"
        | "reader" | "listener" | "worker" | "survivor" | "victim" | "observer" | "politician" | "lobbyist" | "aide" | "investigator"
        | "defendant" | "suspect" | "plaintiff" | "juror" | "tourist" | "commuter" | "passenger" | "parent" | "citizen"
        | "protester" | "demonstrator" | "insiders" | "friends" | "victims" | "citizens" | "passengers" | "shoppers" | "critic")
}

/// One word for several that mean the same in a role.
fn alike(word: &str) -> &str {
    match word {
        "gop" => "republican",
        "democrat" => "democratic",
        "candidate" | "contender" | "hopeful" | "front-runner" | "frontrunner" => "nominee",
        "advisor" => "adviser",
        "spokeswoman" | "spokesperson" => "spokesman",
        "chairwoman" | "chairperson" | "chair" => "chairman",
        "presenter" | "moderator" | "anchor" | "interviewer" | "broadcaster" => "host",
        word => word,
    }
}

/// The nouns that [`alike`] takes for `noun`.
fn same_office(noun: &str) -> Vec<&str> {
    match noun {
        "nominee" => vec!["nominee", "candidate", "contender", "hopeful"],
        "adviser" => vec!["adviser", "advisor"],
        "spokesman" => vec!["spokesman", "spokeswoman", "spokesperson"],
        "chairman" => vec!["chairman", "chairwoman", "chairperson", "chair"],
        "host" => vec!["host", "presenter", "moderator", "anchor", "interviewer", "broadcaster"],
        noun => vec![noun],
    }
}
