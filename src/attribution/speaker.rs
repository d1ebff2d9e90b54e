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
        together,
    },
    lexicon::{Lexicon, people::Pronoun, title},
    text::span::Span,
};

/// Resolves the sources of one article, which must be asked in the order of the text: earlier answers tell whom
/// a later "he" means.
pub(super) struct Speakers<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) lexicon: &'a Lexicon,
    pub(super) cast: Cast,
    pub(super) turns: Vec<Turn>,
    /// The people without a name who spoke last, and where.
    pub(super) crowd: Option<(usize, Speaker)>,
}

/// A speaker with how sure the resolution is.
pub(super) type Resolved = (Option<Speaker>, f32);

impl<'a> Speakers<'a> {
    pub(super) fn new(reading: &'a Reading<'a>, lexicon: &'a Lexicon) -> Speakers<'a> {
        Speakers { reading, lexicon, cast: Cast::new(reading, lexicon), turns: Vec::new(), crowd: None }
    }

    /// Who is meant by `source`, and how sure that is, 0 to 1; nobody where the source is empty.
    pub(super) fn speaker(&mut self, source: &[Span]) -> Resolved {
        let Some(first) = source.first() else { return (None, 0.5) };
        let tokens = self.without_mark(self.reading.without_edges(self.reading.tokens_of(*first)));
        if tokens.is_empty() {
            return (None, 0.5);
        }
        if tokens.len() == 1
            && let Some(resolved) = self.by_pronoun(tokens.start)
        {
            return resolved;
        }
        if let Some(resolved) = self.together(&tokens) {
            return resolved;
        }
        if let Some(mention) = self.head(&tokens).or_else(|| self.cut_short(&tokens)) {
            return self.by_name(&tokens, &mention);
        }
        if let Some(mention) = self.apposed(&tokens) {
            return self.by_name(&mention.tokens, &mention);
        }
        self.described(&tokens)
    }

    /// Without the possessive of "Lee’s" at the end.
    fn without_mark(&self, source: Tokens) -> Tokens {
        let marked = source.len() > 1 && matches!(self.reading.lower(source.end - 1), "’s" | "'s" | "’" | "'");
        source.start..source.end - usize::from(marked)
    }

    fn by_pronoun(&mut self, place: usize) -> Option<Resolved> {
        let (reading, cast, turns) = (self.reading, &self.cast, &self.turns);
        let antecedent = match reading.lower(place) {
            "he" | "him" | "his" => pronoun::antecedent(reading, cast, turns, place, Pronoun::He),
            "she" | "her" => pronoun::antecedent(reading, cast, turns, place, Pronoun::She),
            "it" | "its" => pronoun::body(reading, cast, turns, place),
            "who" => self.before_relative(place),
            "they" => return Some(self.crowd_before(place)),
            "we" | "i" | "you" | "one" | "this" | "that" | "their" | "my" | "our" => return Some((None, 0.5)),
            _ => return None,
        };
        let Some((member, confidence)) = antecedent else { return Some((None, 0.5)) };
        self.turns.push(Turn { place, member });
        let known = self.cast.members[member].complete;
        Some((
            Some(self.member(member, ResolutionRule::Pronoun)),
            if known { confidence } else { confidence.min(0.55) },
        ))
    }

    /// "Ann Lee, who said": the name right before it.
    fn before_relative(&self, place: usize) -> Option<(usize, f32)> {
        let end = place - usize::from(self.reading.lower(place.checked_sub(1)?) == ",");
        let mention = self.cast.within(&(end.saturating_sub(5)..end)).last()?;
        match mention.members.as_slice() {
            [one] if mention.tokens.end == end => Some((*one, 0.85)),
            _ => None,
        }
    }

    /// "they": the unnamed people who spoke right before.
    fn crowd_before(&mut self, place: usize) -> Resolved {
        let Some((before, speaker)) = &self.crowd else { return (None, 0.5) };
        let close = self.reading.sentence(place) - self.reading.sentence(*before) <= 1;
        let alone = self.turns.last().is_none_or(|turn| turn.place < *before);
        if !close || !alone {
            return (None, 0.5);
        }
        let mut speaker = speaker.clone();
        speaker.resolved_by.rule = ResolutionRule::Pronoun;
        (Some(speaker), 0.65)
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

    pub(super) fn by_name(&mut self, source: &Tokens, mention: &Mention) -> Resolved {
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

    /// "Ann Lee and Bob Stone": all by their full names, where two or more are named.
    fn together(&mut self, source: &Tokens) -> Option<Resolved> {
        let parts = together::parts(self.reading, source);
        let last = parts.len().checked_sub(1)?;
        let mut members: Vec<usize> = Vec::new();
        for (index, part) in parts.iter().enumerate() {
            let bearer = self.bearer(part);
            let apposed = index > 0 && index < last;
            match bearer {
                Some(one) if !members.contains(&one) => members.push(one),
                None if apposed => {}
                _ => return None,
            }
        }
        if members.len() < 2 || self.is_in_role(source, members[0]) {
            return None;
        }
        let complete = members.iter().all(|which| self.cast.members[*which].complete);
        let names: Vec<&str> = members.iter().map(|which| self.cast.members[*which].name.as_str()).collect();
        let (end, rest) = names.split_last()?;
        let name = format!("{} and {end}", rest.join(", "));
        let mut speaker = self.member(members[0], ResolutionRule::FullName);
        speaker.name = name;
        speaker.role = None;
        Some((Some(speaker), if complete { 0.85 } else { 0.55 }))
    }

    /// The one whom a part of a source names or, as "he", takes up.
    pub(super) fn bearer(&self, part: &Tokens) -> Option<usize> {
        let pronoun = match self.reading.lower(part.start) {
            "he" if part.len() == 1 => Pronoun::He,
            "she" if part.len() == 1 => Pronoun::She,
            _ => {
                let named = self.cast.within(part).iter().filter(|mention| self.is_head(part, mention)).count();
                return match self.head(part).filter(|_| named < 2)?.members.as_slice() {
                    [one] => Some(*one),
                    _ => None,
                };
            }
        };
        let antecedent = pronoun::antecedent(self.reading, &self.cast, &self.turns, part.start, pronoun);
        antecedent.filter(|(_, sure)| *sure >= 0.6).map(|(member, _)| member)
    }

    /// The "and" of "Ann Lee, Secretary of the Port and Ferry Council" joins no speakers.
    fn is_in_role(&self, source: &Tokens, member: usize) -> bool {
        let role = self.cast.members[member].role.as_deref().unwrap_or_default();
        let text = self.reading.span(source).of(self.reading.text);
        let ands = source.clone().filter(|place| self.reading.lower(*place) == "and").count();
        role.contains(" and ") && text.contains(role) && ands == 1
    }

    pub(super) fn member(&self, member: usize, rule: ResolutionRule) -> Speaker {
        let member = &self.cast.members[member];
        Speaker {
            name: member.name.clone(),
            role: member.role.clone(),
            kind: if member.body { SpeakerKind::Body } else { SpeakerKind::Person },
            resolved_by: Resolution { rule, mention: member.full },
        }
    }
}
