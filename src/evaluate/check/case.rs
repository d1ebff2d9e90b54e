//! A claim with the verdicts that are right for it.

use crate::{
    answer::{
        check::{CheckVerdict, CheckedClaim, Claim, Reason, Said},
        passage::Certainty,
    },
    article::statement::{SpeakerKind, Statement, StatementKind},
};

/// How a claim was made of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// The words as they stand.
    Untouched,
    /// Other marks, capitals, accents or spaces.
    Marks,
    /// The halves of a quotation as one.
    Joined,
    /// Ends that do not bear on the sense are cut off.
    Cut,
    /// An end that does is cut off: a negation, a condition, a hedge.
    Qualifier,
    /// Words within are left out.
    Inner,
    /// Words within are left out, with an ellipsis in their place.
    Ellipsis,
    /// A letter of a long word is wrong.
    Typo,
    /// One word has another form.
    Inflected,
    /// One content word is another.
    Word,
    /// A negation is put in or left out.
    Negation,
    /// A number is another.
    Number,
    /// A day, a month or a year is another.
    Date,
    /// A name is another.
    Name,
    /// The words as they stand, with the right speaker.
    RightSpeaker,
    /// The words as they stand, with somebody else of the same article.
    WrongSpeaker,
    /// What the article reports, told of the right speaker.
    Told,
    /// What the article reports, told of somebody else of the same article.
    ToldWrong,
    /// A statement that is not on record.
    Invented,
    /// A statement that is not on record, with the name of a speaker who is.
    InventedNamed,
    /// The begin of one statement and the end of another.
    Salad,
}

impl Sort {
    /// The name in tables and programs, as `wrong_speaker`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Sort::Untouched => "untouched",
            Sort::Marks => "marks",
            Sort::Joined => "joined",
            Sort::Cut => "cut",
            Sort::Qualifier => "qualifier",
            Sort::Inner => "inner",
            Sort::Ellipsis => "ellipsis",
            Sort::Typo => "typo",
            Sort::Inflected => "inflected",
            Sort::Word => "word",
            Sort::Negation => "negation",
            Sort::Number => "number",
            Sort::Date => "date",
            Sort::Name => "name",
            Sort::RightSpeaker => "right_speaker",
            Sort::WrongSpeaker => "wrong_speaker",
            Sort::Told => "told",
            Sort::ToldWrong => "told_wrong",
            Sort::Invented => "invented",
            Sort::InventedNamed => "invented_named",
            Sort::Salad => "salad",
        }
    }

    /// Whether the words are those of the record.
    #[must_use]
    pub fn is_same(self) -> bool {
        matches!(self, Sort::Untouched | Sort::Marks)
    }

    /// Whether words differ from those of the record.
    #[must_use]
    pub fn is_altered(self) -> bool {
        self.is_slip() || self.is_grave() || matches!(self, Sort::Inner | Sort::Ellipsis | Sort::Word)
    }

    /// Whether what differs is the spelling or the form of a word.
    #[must_use]
    pub fn is_slip(self) -> bool {
        matches!(self, Sort::Typo | Sort::Inflected)
    }

    /// Whether what differs may never pass for a slip.
    #[must_use]
    pub fn is_grave(self) -> bool {
        matches!(self, Sort::Negation | Sort::Number | Sort::Date | Sort::Name)
    }

    /// Whether somebody else is named than the speaker.
    #[must_use]
    pub fn is_of_other(self) -> bool {
        matches!(self, Sort::WrongSpeaker | Sort::ToldWrong)
    }

    /// Whether nothing like it is on record.
    #[must_use]
    pub fn is_invented(self) -> bool {
        matches!(self, Sort::Invented | Sort::InventedNamed | Sort::Salad)
    }

    /// The verdicts that are right where the words stand in quotation marks (`is_own`) or in the article's own words.
    fn accepted(self, is_own: bool) -> &'static [CheckVerdict] {
        use CheckVerdict::{Altered, Contradicted, Denied, NotFound, OtherSpeaker, Reported, Shortened, Verbatim};
        match self {
            Sort::Untouched | Sort::Marks | Sort::Joined | Sort::RightSpeaker if is_own => &[Verbatim],
            Sort::Untouched | Sort::Marks | Sort::Joined | Sort::RightSpeaker => &[Reported],
            Sort::Cut if is_own => &[Verbatim, Shortened],
            Sort::Cut => &[Reported, Shortened],
            Sort::Qualifier => &[Shortened],
            Sort::Inner | Sort::Ellipsis => &[Shortened, Altered],
            Sort::Typo | Sort::Inflected if is_own => &[Altered],
            // What the article reports stays a report with a slip in it.
            Sort::Typo | Sort::Inflected => &[Altered, Reported],
            Sort::Word => &[Altered],
            Sort::Negation => &[Altered, Contradicted, Denied],
            Sort::Number | Sort::Date | Sort::Name => &[Altered, Contradicted],
            Sort::WrongSpeaker | Sort::ToldWrong => &[OtherSpeaker],
            Sort::Told => &[Reported, Verbatim],
            Sort::Invented | Sort::InventedNamed | Sort::Salad => &[NotFound],
        }
    }
}

/// How well the record knows whose words those are that a claim was made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Footing {
    /// They have a speaker with a name, who is certain.
    Certain,
    /// They have one who is likely.
    Likely,
    /// They have none who is clear.
    Unsure,
    /// They have one, but without a name.
    Unnamed,
    /// The program reads no statement there.
    Unread,
}

impl Footing {
    /// That of the words of `statement`.
    pub(super) fn of(statement: Option<&Statement>) -> Footing {
        let Some(statement) = statement else { return Footing::Unread };
        let speaker = statement.speaker.as_ref();
        match Certainty::of(statement.confidence) {
            Certainty::Unsure => Footing::Unsure,
            _ if speaker.is_none_or(|speaker| speaker.kind == SpeakerKind::Unnamed) => Footing::Unnamed,
            Certainty::Likely => Footing::Likely,
            Certainty::Certain => Footing::Certain,
        }
    }

    /// The word in tables and programs, as `certain`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Footing::Certain => "certain",
            Footing::Likely => "likely",
            Footing::Unsure => "unsure",
            Footing::Unnamed => "unnamed",
            Footing::Unread => "unread",
        }
    }
}

/// A claim with what is right for it.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its name: document, statement, part and sort.
    pub id: String,
    /// How it was made.
    pub sort: Sort,
    /// How the article gives what it was made of.
    pub kind: StatementKind,
    /// The claim.
    pub claim: Claim,
    /// The words that it was made of.
    pub original: String,
    /// How well the record knows whose words these are.
    pub footing: Footing,
    /// Whether the record relays the statement: "relayed" is right too then.
    pub is_relayed: bool,
}

impl Case {
    /// The verdicts that are right.
    #[must_use]
    pub fn accepted(&self) -> Vec<CheckVerdict> {
        let is_own = self.kind != StatementKind::Indirect;
        let can_be_relayed = self.is_relayed && !self.sort.is_altered() && !self.sort.is_invented();
        let relayed = can_be_relayed.then_some(CheckVerdict::Relayed);
        self.sort.accepted(is_own).iter().copied().chain(relayed).collect()
    }

    /// Whether the program is right.
    #[must_use]
    pub fn is_right(&self, verdict: CheckVerdict, reason: &Reason, said: &Said) -> bool {
        let is_small = *reason == Reason::SmallDifference;
        let has_reason = match self.sort {
            Sort::Typo => is_small || verdict != CheckVerdict::Altered,
            sort => !(sort.is_grave() && is_small),
        };
        let is_confirmed = *said == Said::Confirmed || !matches!(self.sort, Sort::RightSpeaker | Sort::Told);
        self.accepted().contains(&verdict) && has_reason && is_confirmed
    }
}

/// What the program said to a case.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The verdict.
    pub verdict: CheckVerdict,
    /// Why.
    pub reason: Reason,
    /// Whether it is of the speaker who is named.
    pub said: Said,
    /// The sentence that decides, with its document.
    pub sentence: Option<(String, String)>,
    /// The speaker of that sentence.
    pub speaker: Option<String>,
}

impl Outcome {
    /// What is held against the case, of all that the program said.
    #[must_use]
    pub fn of(checked: &CheckedClaim) -> Outcome {
        let passage = checked.passage.as_ref();
        let statement = passage.and_then(|passage| passage.statement.as_ref());
        Outcome {
            verdict: checked.verdict,
            reason: checked.reason.clone(),
            said: checked.said.clone(),
            sentence: passage.map(|passage| (passage.doc.clone(), passage.quote.text().to_owned())),
            speaker: statement.and_then(|statement| Some(statement.speaker.as_ref()?.name.clone())),
        }
    }

    /// Whether the claim passes for what was said, word for word or as the article reports it.
    #[must_use]
    pub fn affirms(&self) -> bool {
        let is_change = matches!(self.reason, Reason::Changed(_) | Reason::SmallDifference);
        match self.verdict {
            CheckVerdict::Verbatim => true,
            CheckVerdict::Reported | CheckVerdict::Relayed => !is_change,
            _ => false,
        }
    }

    /// Whether the claim passes for what was said, or for that with a slip in it.
    #[must_use]
    pub fn passes(&self) -> bool {
        self.affirms() || self.reason == Reason::SmallDifference
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::check::{Change, ClaimForm};

    fn case(sort: Sort, kind: StatementKind) -> Case {
        let claim = Claim { words: String::new(), speaker: Some("Hall".to_owned()), form: ClaimForm::Quoted };
        Case {
            id: String::new(),
            sort,
            kind,
            claim,
            original: String::new(),
            footing: Footing::Unread,
            is_relayed: false,
        }
    }

    #[test]
    fn a_verdict_is_held_against_sort_kind_reason_and_speaker() {
        use CheckVerdict::{Altered, Contradicted, NotFound, OtherSpeaker, Reported, Verbatim};
        use StatementKind::{Direct, Indirect, Mixed};
        let changed = || Reason::Changed(Change::Number);
        for (sort, kind, verdict, reason, said, expected) in [
            (Sort::Untouched, Direct, Verbatim, Reason::WordForWord, Said::NotAsked, true),
            (Sort::Untouched, Mixed, Verbatim, Reason::WordForWord, Said::NotAsked, true),
            (Sort::Untouched, Indirect, Verbatim, Reason::WordForWord, Said::NotAsked, false),
            (Sort::Marks, Indirect, Reported, Reason::InOtherWords, Said::NotAsked, true),
            (Sort::Typo, Direct, Altered, Reason::SmallDifference, Said::NotAsked, true),
            (Sort::Typo, Direct, Altered, changed(), Said::NotAsked, false),
            (Sort::Typo, Direct, Verbatim, Reason::SmallDifference, Said::NotAsked, false),
            (Sort::Inflected, Indirect, Reported, Reason::SmallDifference, Said::NotAsked, true),
            (Sort::Inflected, Indirect, Reported, Reason::InOtherWords, Said::NotAsked, true),
            (Sort::Number, Direct, Altered, changed(), Said::NotAsked, true),
            (Sort::Number, Direct, Altered, Reason::SmallDifference, Said::NotAsked, false),
            (Sort::Negation, Direct, Contradicted, Reason::Opposite, Said::NotAsked, true),
            (Sort::RightSpeaker, Direct, Verbatim, Reason::WordForWord, Said::Confirmed, true),
            (Sort::RightSpeaker, Direct, Verbatim, Reason::WordForWord, Said::Unclear, false),
            (Sort::WrongSpeaker, Direct, OtherSpeaker, Reason::SaidBy("Lee".to_owned()), Said::Other, true),
            (Sort::Invented, Direct, NotFound, Reason::NothingLikeIt, Said::NotAsked, true),
        ] {
            let case = case(sort, kind);
            assert_eq!(case.is_right(verdict, &reason, &said), expected, "{sort:?} {verdict:?} {reason:?}");
        }
    }

    #[test]
    fn relayed_is_right_where_it_is() {
        let relayed = Case { is_relayed: true, ..case(Sort::WrongSpeaker, StatementKind::Direct) };
        assert!(relayed.accepted().contains(&CheckVerdict::Relayed));
        assert!(!Case { sort: Sort::Name, ..relayed }.accepted().contains(&CheckVerdict::Relayed));
        assert!(!case(Sort::WrongSpeaker, StatementKind::Direct).accepted().contains(&CheckVerdict::Relayed));
    }
}
