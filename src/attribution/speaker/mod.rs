//! Whom the source words mean, asked of the whole article.
//!
//! This step knows nothing of how a source was found. An unknown speaker is better than a wrong one: wherever two
//! people fit, the confidence says so or nobody is named.

mod cast;
mod described;
mod identity;
mod member;
mod named;
mod namesake;
mod pronoun;
mod role;
mod run;
mod stranger;
mod together;

use crate::{
    article::statement::{Resolution, ResolutionRule, Speaker, SpeakerKind},
    attribution::{
        grammar,
        reading::{Reading, Tokens},
        speaker::{cast::Cast, pronoun::Turn, stranger::Stranger},
    },
    lexicon::{Lexicon, people::Pronoun},
    text::span::Span,
};

/// Resolves the sources of one article, which must be asked in the order of the text: earlier answers tell whom
/// a later "he" means.
pub(super) struct Speakers<'a> {
    reading: &'a Reading<'a>,
    lexicon: &'a Lexicon,
    cast: Cast,
    turns: Vec<Turn>,
    /// Who wrote the article, if that is known.
    author: Option<&'a str>,
    /// The people without a name who spoke last, and where.
    crowd: Option<(usize, Speaker)>,
    /// The last one who spoke and is no member of the cast.
    stranger: Option<Stranger>,
}

/// How sure a pronoun at most is whose antecedent's gender the article does not tell.
pub(super) const UNTOLD: f32 = 0.62;

/// A speaker with how sure the resolution is.
pub(super) type Resolved = (Option<Speaker>, f32);

impl<'a> Speakers<'a> {
    /// For the article with this `byline`, if it has one.
    pub(super) fn new(reading: &'a Reading<'a>, lexicon: &'a Lexicon, byline: Option<&'a str>) -> Speakers<'a> {
        let author = byline.or_else(|| byline_of(reading)).and_then(sole_author);
        let cast = Cast::new(reading, lexicon);
        Speakers { reading, lexicon, cast, turns: Vec::new(), author, crowd: None, stranger: None }
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
        let turns = self.turns.len();
        let resolved = self.described(&tokens);
        if self.turns.len() == turns {
            self.meet(&tokens, resolved.0.as_ref());
        }
        resolved
    }

    /// Without the possessive of "Lee’s" at the end.
    fn without_mark(&self, source: Tokens) -> Tokens {
        let marked = source.len() > 1 && matches!(self.reading.lower(source.end - 1), "’s" | "'s" | "’" | "'");
        source.start..source.end - usize::from(marked)
    }

    fn by_pronoun(&mut self, place: usize) -> Option<Resolved> {
        let stranger = match self.reading.lower(place) {
            "he" | "him" | "his" => self.stranger_before(place, Pronoun::He),
            "she" | "her" => self.stranger_before(place, Pronoun::She),
            _ => None,
        };
        if stranger.is_some() {
            return stranger;
        }
        let (reading, cast, turns) = (self.reading, &self.cast, &self.turns);
        let antecedent = match reading.lower(place) {
            "he" | "him" | "his" => pronoun::antecedent(reading, cast, turns, place, Pronoun::He),
            "she" | "her" => pronoun::antecedent(reading, cast, turns, place, Pronoun::She),
            "it" | "its" => pronoun::body(reading, cast, turns, place),
            "who" => self.before_relative(place),
            "they" => return Some(self.crowd_before(place)),
            "i" => return Some(self.author_at(place)),
            "we" | "you" | "one" | "this" | "that" | "their" | "my" | "our" => return Some((None, 0.5)),
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
        let is_word = |before: &usize| !matches!(self.reading.lower(*before), "," | ".");
        let end = (place.saturating_sub(3)..place).rev().find(is_word)? + 1;
        let mention = self.cast.within(&(end.saturating_sub(5)..end)).last()?;
        match mention.members.as_slice() {
            [one] if mention.tokens.end == end => Some((*one, 0.85)),
            _ => None,
        }
    }

    /// The "I" of the article itself, not that of a quotation.
    fn author_at(&self, place: usize) -> Resolved {
        let own = self.author.filter(|_| self.reading.quotation(place).is_none());
        let Some(name) = own.map(str::to_owned) else { return (None, 0.5) };
        let resolved_by = Resolution { rule: ResolutionRule::Byline, mention: None };
        (Some(Speaker { name, role: None, kind: SpeakerKind::Person, resolved_by }), 0.8)
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

/// A byline that stands near the top of the text as a line of its own.
fn byline_of<'a>(reading: &Reading<'a>) -> Option<&'a str> {
    let mut lines = reading.ranges.iter().take(8).filter(|line| reading.lower(line.start) == "by");
    let line = lines.find(|line| (3..=8).contains(&line.len()))?;
    let named = (line.start + 1..line.end).all(|place| reading.is_capitalised(place));
    named.then(|| reading.span(line).of(reading.text))
}

/// The one who wrote the article by its byline ("By Ann Lee"); nobody where it names several or an outlet.
fn sole_author(byline: &str) -> Option<&str> {
    let name = byline.trim();
    let name = ["By ", "by ", "BY "].iter().find_map(|by| name.strip_prefix(by)).unwrap_or(name).trim();
    let several = name.contains([',', ';', '&', '/', '|']) || name.contains(" and ");
    let words = name.split_whitespace().count();
    let person = name.split_whitespace().all(|word| !grammar::is_body_word(&word.to_lowercase()));
    ((2..=4).contains(&words) && person && !several).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The speaker of the last source of `marked`, if they count as known. The sources stand in brackets, in order.
    fn last(marked: &str, byline: Option<&str>) -> String {
        let mut text = String::new();
        let mut sources = Vec::new();
        for part in marked.split('⟦') {
            let Some((source, rest)) = part.split_once('⟧') else {
                text.push_str(part);
                continue;
            };
            sources.push(Span::new(text.len(), text.len() + source.len()));
            text.push_str(source);
            text.push_str(rest);
        }
        let (reading, lexicon) = (Reading::new(&text), Lexicon::built_in());
        let mut speakers = Speakers::new(&reading, &lexicon, byline);
        let resolved = sources.iter().map(|source| speakers.speaker(&[*source])).last();
        let known = resolved.filter(|(_, sure)| *sure >= 0.6).and_then(|(speaker, _)| speaker);
        known.map_or(String::new(), |speaker| speaker.name)
    }

    fn check(table: &[(&str, &str, &str)]) {
        let found = table.iter().map(|(case, text, name)| (case, last(text, None), name));
        let wrong: Vec<String> = found
            .filter(|(_, found, name)| found != **name)
            .map(|(case, found, name)| format!("{case}: {found:?} instead of {name:?}"))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn names_in_part_are_completed() {
        check(&[
            ("last name", "Ana Ribeiro runs the port. “It is open,” ⟦Ribeiro⟧ said.", "Ana Ribeiro"),
            ("courtesy title", "Ana Ribeiro runs the port. “It is open,” ⟦Ms. Ribeiro⟧ said.", "Ana Ribeiro"),
            ("office", "Mayor Ana Ribeiro came. “It is open,” ⟦the Mayor⟧ said.", "Ana Ribeiro"),
            ("hyphen", "Ana Sol-Ribeiro runs the port. “It is open,” ⟦Sol-Ribeiro⟧ said.", "Ana Sol-Ribeiro"),
            ("ends in -ly", "Ruth Connolly runs the port. Nobody came. ⟦Connolly⟧ said it was open.", "Ruth Connolly"),
            ("possessive", "Ana Ribeiro runs the port. ⟦Ribeiro’s⟧ claim that it is open", "Ana Ribeiro"),
            ("nickname", "Robert Hallam came. Later Bob Hallam left. ⟦Hallam⟧ said it was late.", "Robert Hallam"),
            ("quoted nickname", "Juan “Chico” Manrique sells fish. ⟦Manrique⟧ said so.", "Juan “Chico” Manrique"),
            (
                "in the headline",
                "Port Chief ⟦Ribeiro⟧ Says Gates Open\n\nAna Ribeiro spoke on Monday, when Ribeiro came.",
                "Ana Ribeiro",
            ),
            ("first name that is a title", "Dean Holt runs the port. “It is open,” ⟦Holt⟧ said.", "Dean Holt"),
            ("relative clause", "The chief was Ana Ribeiro, ⟦who⟧ said that it may rain.", "Ana Ribeiro"),
        ]);
    }

    #[test]
    fn several_of_one_surname_are_told_apart() {
        check(&[
            ("by title", "Paul Hallam met Vera Hallam. “It is open,” ⟦Mrs. Hallam⟧ said.", "Vera Hallam"),
            ("by pronoun", "Paul Hallam met Vera Hallam. ⟦Hallam⟧ said that she would stay.", "Vera Hallam"),
            (
                "by first names",
                "Vera Hallam kept the boat. Paul Hallam kept the house. There Vera sailed. Here Vera fished. \
                 “It is over,” ⟦Hallam⟧ said.",
                "Paul Hallam",
            ),
            ("by being first", "Paul Hallam won. Hallam smiled. Vera Hallam lost. ⟦Hallam⟧ said so.", "Paul Hallam"),
            ("not at all", "Paul Hallam met Piet Hallam. ⟦Hallam⟧ said it was fair.", ""),
        ]);
    }

    #[test]
    fn pronouns_mean_whom_the_article_turns_to() {
        check(&[
            ("subject before object", "Paul Stone met Tom Hallam. ⟦He⟧ said it may rain.", "Paul Stone"),
            ("gender", "Paul Stone met Vera Hallam. ⟦She⟧ said it may rain.", "Vera Hallam"),
            ("gender by title", "Mrs. Ode Quill met Paul Stone. ⟦She⟧ said it may rain.", "Ode Quill"),
            ("gender by trade", "The actress Ode Quill met Paul Stone. ⟦She⟧ said it may rain.", "Ode Quill"),
            (
                "turn",
                "Paul Stone left early.\n\n⟦Paul Berg⟧ said he would stay, but Tom Hallam was furious. ⟦He⟧ wept.",
                "Tom Hallam",
            ),
            (
                "own sentence",
                "⟦Tom Hallam⟧ said it was late. Paul Stone shrugged when ⟦he⟧ said it was early.",
                "Paul Stone",
            ),
            ("opening clause", "Tom Hallam left. While ⟦he⟧ said it may rain, Paul Stone packed.", "Paul Stone"),
            (
                "over a long quotation",
                "Paul Stone sat. “It is late. It is dark. It is cold. It is wet. It is over,” ⟦he⟧ said.",
                "Paul Stone",
            ),
            ("unknown", "It may rain, ⟦she⟧ said.", ""),
            (
                "unnamed speaker",
                "Vera Hallam opened the shop. ⟦A shopper⟧ said it was full. “I left,” ⟦she⟧ said.",
                "A shopper",
            ),
            ("owned speaker", "Vera Hallam fell. ⟦Hallam’s aunt⟧ ran. “She cried,” ⟦she⟧ said.", "Vera Hallam’s aunt"),
            ("speaker unknown", "Paul Stone sat. ⟦A baker⟧ said it was hot. “I sweat,” ⟦he⟧ said.", ""),
            ("role left open", "Paul Stone sat. ⟦The goalkeeper⟧ said so. “I sweat,” ⟦he⟧ said.", "Paul Stone"),
            ("gender of the unnamed", "Paul Stone sat. ⟦A spokeswoman⟧ rose. ⟦He⟧ said it may rain.", "Paul Stone"),
            (
                "subject behind the unnamed",
                "⟦A shopper⟧ said it was full. Vera Hallam came in. ⟦She⟧ said it may rain.",
                "Vera Hallam",
            ),
            ("they of a crowd", "⟦Officials⟧ said it may rain. ⟦They⟧ said it may snow.", "Officials"),
            ("they of nobody", "Paul Stone met Tom Hallam. ⟦They⟧ said it may rain.", ""),
            ("it of a body", "The Coastal Relief Fund met. ⟦It⟧ said that it is full.", "Coastal Relief Fund"),
            ("it of nothing", "⟦It⟧ said that the harbour is full.", ""),
        ]);
    }

    #[test]
    fn descriptions_mean_who_has_them() {
        check(&[
            ("role before", "Harbour chief Ana Ribeiro left. ⟦The harbour chief⟧ said so.", "Ana Ribeiro"),
            ("role behind", "Ana Ribeiro, the harbour chief, left. ⟦The harbour chief⟧ said so.", "Ana Ribeiro"),
            ("like role", "Green nominee Ana Ribeiro left. ⟦The Green candidate⟧ said so.", "Ana Ribeiro"),
            ("two of one role", "Senator Ana Ribeiro met Senator Tom Hallam. ⟦The senator⟧ said so.", ""),
            ("role of nobody", "Ana Ribeiro left. ⟦The harbour chief⟧ said it may rain.", ""),
            ("body", "The Coastal Relief Fund met. ⟦The fund⟧ said that it is full.", "Coastal Relief Fund"),
            ("owner by name", "Ana Ribeiro left. ⟦Ribeiro’s lawyer⟧ said it may rain.", "Ana Ribeiro’s lawyer"),
            ("owner by pronoun", "Ana Ribeiro left. ⟦Her lawyer⟧ said it may rain.", "Ana Ribeiro’s lawyer"),
            ("owner unknown", "⟦His lawyer⟧ said it may rain.", ""),
            ("first name alone", "⟦His wife Michelle⟧ said it may rain.", "His wife Michelle"),
            ("by role", "Ribeiro lawyer Tom Hallam rose. Ana Ribeiro sat. ⟦Her lawyer⟧ said so.", "Tom Hallam"),
            ("named behind", "Ana Ribeiro sat. ⟦Her lawyer, Tom Hallam,⟧ said it may rain.", "Tom Hallam"),
            ("relative", "Ana Ribeiro sat. Tom Ribeiro rose. Ana Ribeiro wept. ⟦Her brother⟧ said so.", "Tom Ribeiro"),
            ("author", "⟦A report by the surveyor Ana Ribeiro⟧ said it may rain.", "Ana Ribeiro"),
            ("host", "Presenter Ana Ribeiro spoke to Tom Hallam.\n\n⟦HOST⟧: Is it late?", "Ana Ribeiro"),
            (
                "first word of a body",
                "Brightmoor Group lost money. ⟦Brightmoor⟧ said it may close.",
                "Brightmoor Group",
            ),
            ("company", "Brightmoor Group lost money. ⟦The company⟧ said it may close.", "Brightmoor Group"),
            ("text", "Ana Ribeiro sat. ⟦Her letter⟧ said it may rain.", "Ana Ribeiro"),
            ("spokesman", "⟦A spokesman for the port⟧ said it may rain.", "A spokesman for the port"),
            (
                "that spokesman again",
                "⟦A spokesman for the port⟧ said it may rain. ⟦The spokesman⟧ said it may snow.",
                "A spokesman for the port",
            ),
        ]);
    }

    #[test]
    fn bodies_and_unnamed_people_stay_what_they_are() {
        check(&[
            ("campaign", "⟦The Ribeiro campaign⟧ said it may rain.", "Ribeiro campaign"),
            ("police", "⟦Elmford police⟧ said it may rain.", "Elmford police"),
            ("government", "⟦The Hallam government⟧ said it may rain.", "Hallam government"),
            ("crowd", "⟦Many observers⟧ said it may rain.", "Many observers"),
            ("anonymous", "⟦A person close to the talks⟧ said it may rain.", "A person close to the talks"),
            ("name of a place", "They met in Elmford. ⟦Elmford⟧ said it may rain.", "Elmford"),
            ("no name", "They met in rain. ⟦Rain⟧ said it may snow.", ""),
            ("thing", "⟦The weather map⟧ said it may rain.", ""),
        ]);
    }

    #[test]
    fn speakers_together_are_all_named() {
        check(&[
            ("two", "⟦Ana Ribeiro and Tom Hallam⟧ said so.", "Ana Ribeiro and Tom Hallam"),
            ("three", "⟦Ana Ribeiro, Tom Hallam and Eva Berg⟧ said so.", "Ana Ribeiro, Tom Hallam and Eva Berg"),
            ("roles", "⟦Mayor Ana Ribeiro and the sailor Tom Hallam⟧ said so.", "Ana Ribeiro and Tom Hallam"),
            ("pronoun", "Paul Stone came. ⟦He and Eva Berg⟧ said so.", "Paul Stone and Eva Berg"),
            ("and of a role", "⟦Ana Ribeiro, Secretary of the Port and Ferry Council,⟧ said so.", "Ana Ribeiro"),
        ]);
    }

    #[test]
    fn the_first_person_is_the_author() {
        assert_eq!(last("⟦I⟧ said that it may rain.", Some("By Ana Ribeiro")), "Ana Ribeiro");
        assert_eq!(last("A day at sea\n\nBy Ana Ribeiro\n\n⟦I⟧ said that it may rain.", None), "Ana Ribeiro");
        assert_eq!(last("“⟦I⟧ said that it may rain.”", Some("By Ana Ribeiro")), "");
        assert_eq!(last("⟦I⟧ said that it may rain.", Some("Ana Ribeiro and Tom Hallam")), "");
        assert_eq!(last("⟦I⟧ said that it may rain.", Some("The Elmford Herald")), "");
        assert_eq!(last("⟦I⟧ said that it may rain.", None), "");
        assert_eq!(last("⟦We⟧ said that it may rain.", Some("Ana Ribeiro")), "");
    }
}
