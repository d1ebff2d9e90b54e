//! Sources with a name in them: which name is the one that the source is about.

use crate::{
    article::statement::ResolutionRule,
    attribution::{
        grammar,
        reading::Tokens,
        speaker::{Resolved, Speakers, cast::Mention, namesake, pronoun::Turn},
    },
    lexicon::title,
};

impl Speakers<'_> {
    /// The name that the source is about: not "Lee" in "Lee’s lawyer", "the Lee campaign", "an ally of Lee".
    pub(super) fn head(&self, source: &Tokens) -> Option<Mention> {
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
    pub(super) fn cut_short(&self, source: &Tokens) -> Option<Mention> {
        let suffix = matches!(self.reading.lower(source.start), "jr" | "sr");
        let before = source.start.saturating_sub(6)..source.start;
        self.cast.within(&before).last().filter(|mention| suffix && mention.tokens.end > source.start).cloned()
    }

    /// "said its leader, Ann Lee": the name behind a bare description.
    pub(super) fn apposed(&self, source: &Tokens) -> Option<Mention> {
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

    pub(super) fn is_head(&self, segment: &Tokens, mention: &Mention) -> bool {
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
}
