//! Whom the source words mean, asked of the whole article.
//!
//! This step knows nothing of how a source was found. An unknown speaker is better than a wrong one: wherever two
//! people fit, the confidence says so or nobody is named.

use crate::{
    article::statement::{Resolution, ResolutionRule, Speaker, SpeakerKind},
    attribution::{
        cast::{Cast, Mention},
        grammar, namesake,
        pronoun::{self, Turn},
        reading::{Reading, Tokens},
    },
    lexicon::{
        Lexicon,
        people::{Pronoun, folded},
        title,
    },
    text::span::Span,
};

/// Resolves the sources of one article, which must be asked in the order of the text: earlier answers tell whom
/// a later "he" means.
pub(super) struct Speakers<'a> {
    reading: &'a Reading<'a>,
    lexicon: &'a Lexicon,
    cast: Cast,
    turns: Vec<Turn>,
}

/// A speaker with how sure the resolution is.
type Resolved = (Option<Speaker>, f32);

impl<'a> Speakers<'a> {
    pub(super) fn new(reading: &'a Reading<'a>, lexicon: &'a Lexicon) -> Speakers<'a> {
        Speakers { reading, lexicon, cast: Cast::new(reading, lexicon), turns: Vec::new() }
    }

    /// Who is meant by `source`, and how sure that is, 0 to 1; nobody where the source is empty.
    pub(super) fn speaker(&mut self, source: &[Span]) -> Resolved {
        let Some(first) = source.first() else { return (None, 0.5) };
        let tokens = self.reading.without_edges(self.reading.tokens_of(*first));
        if tokens.is_empty() {
            return (None, 0.5);
        }
        if tokens.len() == 1
            && let Some(resolved) = self.by_pronoun(tokens.start)
        {
            return resolved;
        }
        if let Some(mention) = self.head(&tokens).or_else(|| self.cut_short(&tokens)) {
            return self.by_name(&tokens, &mention);
        }
        if let Some(mention) = self.apposed(&tokens) {
            return self.by_name(&mention.tokens, &mention);
        }
        self.by_description(&tokens).unwrap_or_else(|| self.as_written(&tokens))
    }

    fn by_pronoun(&mut self, place: usize) -> Option<Resolved> {
        let pronoun = match self.reading.lower(place) {
            "he" | "him" => Pronoun::He,
            "she" | "her" => Pronoun::She,
            "they" | "it" | "we" | "i" | "you" | "who" | "one" | "this" | "that" => return Some((None, 0.5)),
            _ => return None,
        };
        let antecedent = pronoun::antecedent(self.reading, &self.cast, &self.turns, place, pronoun);
        let Some((member, confidence)) = antecedent else { return Some((None, 0.5)) };
        self.turns.push(Turn { place, member });
        let known = self.cast.members[member].complete;
        Some((
            Some(self.member(member, ResolutionRule::Pronoun)),
            if known { confidence } else { confidence.min(0.55) },
        ))
    }

    /// The name that the source is about: not "Lee" in "Lee’s lawyer", "the Lee campaign", "an ally of Lee".
    fn head(&self, source: &Tokens) -> Option<Mention> {
        let mut segment = source.start;
        for place in source.start..=source.end {
            if place < source.end && !matches!(self.reading.lower(place), "," | "(" | "–" | "—" | "--") {
                continue;
            }
            let found = self
                .cast
                .within(&(segment..place))
                .iter()
                .rev()
                .find(|mention| self.is_head(&(segment..place), mention));
            if let Some(mention) = found {
                return Some(mention.clone());
            }
            segment = place + 1;
            let next_named = !self.cast.within(&(segment..segment + 1)).is_empty();
            if !next_named {
                break;
            }
        }
        None
    }

    /// "Jr." of "Tom Lee, Jr.," where the source begins behind the comma.
    fn cut_short(&self, source: &Tokens) -> Option<Mention> {
        let suffix = matches!(self.reading.lower(source.start), "jr" | "sr");
        let before = source.start.saturating_sub(6)..source.start;
        self.cast.within(&before).last().filter(|mention| suffix && mention.tokens.end > source.start).cloned()
    }

    /// "said its leader, Ann Lee": the name behind a bare description.
    fn apposed(&self, source: &Tokens) -> Option<Mention> {
        let noun =
            source.clone().find(|place| grammar::is_preposition(self.reading.lower(*place))).unwrap_or(source.end);
        let described = noun > source.start && title::is_title(self.reading.lower(noun - 1));
        if !described || self.reading.lower(source.end) != "," {
            return None;
        }
        let start = source.end + 1;
        let mention = self.cast.within(&(start..start + 4)).first()?;
        let titled = (start..mention.tokens.start)
            .all(|place| title::is_title(self.reading.lower(place)) || self.reading.lower(place) == ".");
        let person = mention.members.iter().all(|member| !self.cast.members[*member].body);
        let end = mention.tokens.end;
        let closed = matches!(self.reading.lower(end), "," | "." | ";" | "—") || end >= self.reading.tokens.len();
        (titled && person && closed).then(|| mention.clone())
    }

    fn is_head(&self, segment: &Tokens, mention: &Mention) -> bool {
        let end = mention.tokens.end;
        let next = self.reading.lower(end);
        let ends = end >= segment.end
            || grammar::is_preposition(next)
            || grammar::is_day(next)
            || grammar::is_adverb(next)
            || matches!(next, "who" | "and" | "himself" | "herself" | ")");
        let body = mention.members.iter().any(|member| self.cast.members[*member].body);
        let behind_of = (segment.start..mention.tokens.start).any(|place| {
            let word = self.reading.lower(place);
            matches!(
                word,
                "of" | "for" | "to" | "with" | "from" | "at" | "in" | "on" | "by" | "against" | "near" | "who"
            ) && !self.office_of(place, mention)
        });
        let described = body
            && (segment.start..mention.tokens.start)
                .any(|place| title::is_title(self.reading.lower(place)) || title::is_crowd(self.reading.lower(place)));
        ends && !behind_of && !described
    }

    /// "Secretary of State Ann Lee": the "of" belongs to the title of the name.
    fn office_of(&self, of: usize, mention: &Mention) -> bool {
        let words = of + 1..mention.tokens.start;
        !words.is_empty()
            && of > 0
            && title::is_title(self.reading.lower(of - 1))
            && words.clone().all(|place| self.reading.is_capitalised(place) || self.reading.lower(place) == "the")
            && words.len() < 6
    }

    fn by_name(&mut self, source: &Tokens, mention: &Mention) -> Resolved {
        let others = self
            .cast
            .within(source)
            .iter()
            .filter(|other| {
                self.is_head(source, other) && other.tokens != mention.tokens && other.members != mention.members
            })
            .count();
        let ands = source.clone().filter(|place| self.reading.lower(*place) == "and").count();
        // The "and" of "Secretary of the Port and Ferry Council" joins no speakers.
        let in_role = mention.members.iter().any(|member| {
            let role = self.cast.members[*member].role.as_deref().unwrap_or_default();
            role.contains(" and ") && self.reading.span(source).of(self.reading.text).contains(role)
        });
        let joined = ands > usize::from(in_role);
        if joined && others > 0 {
            return self.joint(source).unwrap_or_else(|| self.as_written(source));
        }
        let (member, sure, chosen) = match mention.members.as_slice() {
            [one] => (*one, true, 1.0),
            several => match namesake::bearer(self.reading, &self.cast, several, mention) {
                Some((one, chosen)) => (one, false, chosen),
                None => return (None, 0.45),
            },
        };
        self.turns.push(Turn { place: source.start, member });
        let bearer = &self.cast.members[member];
        let full = mention.tokens.len() > 1;
        let last = bearer.is_last_name(self.reading.lower(mention.tokens.start));
        let named_in_full = bearer.full.is_some();
        let rivalled = mention.members.iter().any(|member| self.cast.members[*member].is_rival());
        let (rule, confidence) = match (full, named_in_full) {
            (true, _) if sure => (ResolutionRule::FullName, 0.95),
            (true, _) => (ResolutionRule::FullName, 0.5),
            (_, _) if !sure && rivalled => (ResolutionRule::PartOfName, 0.5),
            (false, true) if !sure => (ResolutionRule::PartOfName, chosen),
            (false, true) if last => (ResolutionRule::PartOfName, 0.92),
            (false, true) => (ResolutionRule::PartOfName, 0.75),
            (false, false) if bearer.curated => (ResolutionRule::Alias, 0.85),
            (false, false) => (ResolutionRule::AsWritten, 0.55),
        };
        (Some(self.member(member, rule)), confidence)
    }

    /// "Ann Lee and Bob Stone": both by their full names.
    fn joint(&self, source: &Tokens) -> Option<Resolved> {
        let ands: Vec<usize> = source.clone().filter(|place| self.reading.lower(*place) == "and").collect();
        let [and] = ands.as_slice() else { return None };
        let bearer = |part: Tokens| {
            let part = self.reading.without_edges(part);
            let named = self.cast.within(&part).iter().filter(|mention| self.is_head(&part, mention)).count();
            let mention = self.head(&part).filter(|_| named < 2)?;
            match mention.members.as_slice() {
                [one] => Some(*one),
                _ => None,
            }
        };
        let (left, right) = (bearer(source.start..*and)?, bearer(*and + 1..source.end)?);
        if left == right {
            return None;
        }
        let complete = [left, right].iter().all(|which| self.cast.members[*which].complete);
        let mut speaker = self.member(left, ResolutionRule::FullName);
        speaker.name = format!("{} and {}", speaker.name, self.cast.members[right].name);
        speaker.role = None;
        Some((Some(speaker), if complete { 0.85 } else { 0.55 }))
    }

    /// "the Kremlin spokesman", "the senator": the one whose role has that title.
    fn by_description(&mut self, source: &Tokens) -> Option<Resolved> {
        let first = self.reading.lower(source.start);
        let definite = matches!(first, "the" | "this" | "that")
            || self.reading.is_capitalised(source.start) && !matches!(first, "a" | "an" | "one" | "another");
        let end = source
            .clone()
            .find(|place| matches!(self.reading.lower(*place), "of" | "for" | "who" | "," | "in" | "from" | "at"))
            .unwrap_or(source.end);
        let noun = (source.start..end).next_back().filter(|place| title::is_title(self.reading.lower(*place)))?;
        if !definite {
            return None;
        }
        let words: Vec<String> = (source.start..end)
            .map(|place| folded(self.reading.lower(place)))
            .filter(|word| word.len() > 1 && !matches!(word.as_str(), "the" | "this" | "that"))
            .collect();
        let has = |role: &str, word: &String| role.split(' ').any(|own| own.starts_with(word.as_str()));
        let mut ranked: Vec<(usize, usize)> = Vec::new();
        for which in self.cast.by_role(self.reading.lower(noun)) {
            let member = &self.cast.members[which];
            if member.since >= source.start {
                continue;
            }
            let role = self.cast.folded_role(which);
            if !member.body && words.iter().all(|word| has(role, word)) {
                ranked.push((usize::from(role.split(' ').count() == words.len()), which));
            }
            // Two who fit in every word are enough to know nobody.
            if ranked.iter().rev().take(2).filter(|(exact, _)| *exact == 1).count() == 2 {
                break;
            }
        }
        ranked.sort_unstable_by(|left, right| right.cmp(left));
        let (exact, member) = *ranked.first()?;
        if ranked.get(1).is_some_and(|(other, _)| *other == exact) {
            return Some((None, 0.45));
        }
        self.turns.push(Turn { place: source.start, member });
        let confidence = if ranked.len() == 1 { 0.8 } else { 0.65 };
        Some((Some(self.member(member, ResolutionRule::Description)), confidence))
    }

    /// Somebody whom the article does not name, or names in a way that we do not know.
    fn as_written(&self, source: &Tokens) -> Resolved {
        let mut start = source.start;
        let opens = matches!(self.reading.lower(start), "but" | "and");
        start += usize::from(opens && source.len() > 1);
        let written = self.reading.span(&(start..source.end)).of(self.reading.text);
        let name = written.split_whitespace().collect::<Vec<_>>().join(" ");
        let curated = self.lexicon.people.named(&name);
        let names_only = (start..source.end)
            .all(|place| self.reading.is_capitalised(place) || matches!(self.reading.lower(place), "the" | "of" | "."));
        let common = source.len() == 1
            && (title::is_title(self.reading.lower(start)) || title::is_crowd(self.reading.lower(start)));
        let (name, kind, rule, confidence) = match curated {
            Some(person) => {
                let kind = if person.body { SpeakerKind::Body } else { SpeakerKind::Person };
                // A bare common surname without anything else in the article is nobody of the list.
                let doubtful = !person.body && self.lexicon.people.is_common(self.reading.word(source.end - 1));
                (person.name.clone(), kind, ResolutionRule::Alias, if doubtful { 0.5 } else { 0.85 })
            }
            None if names_only && !common => (name, SpeakerKind::Body, ResolutionRule::AsWritten, 0.7),
            None => (name, SpeakerKind::Unnamed, ResolutionRule::AsWritten, 0.85),
        };
        (Some(Speaker { name, role: None, kind, resolved_by: Resolution { rule, mention: None } }), confidence)
    }

    fn member(&self, member: usize, rule: ResolutionRule) -> Speaker {
        let member = &self.cast.members[member];
        Speaker {
            name: member.name.clone(),
            role: member.role.clone(),
            kind: if member.body { SpeakerKind::Body } else { SpeakerKind::Person },
            resolved_by: Resolution { rule, mention: member.full },
        }
    }
}
