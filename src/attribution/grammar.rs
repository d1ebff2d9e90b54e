//! The closed classes of English words that the rules of this folder go by, all in lower case.

/// Whether `word` may stand between a subject and its verb ("has also", "would later").
pub(super) fn is_auxiliary(word: &str) -> bool {
    is_finite_auxiliary(word) || matches!(word, "been" | "being" | "be" | "having")
}

/// Whether `word` is a finite form of an auxiliary verb: a clause with it has a verb.
#[rustfmt::skip]
pub(super) fn is_finite_auxiliary(word: &str) -> bool {
    matches!(word, "is" | "are" | "was" | "were" | "am" | "has" | "have" | "had" | "do" | "does" | "did" | "will" | "would" | "can"
        | "could" | "may" | "might" | "must" | "shall" | "should" | "won't" | "won’t" | "wouldn't" | "wouldn’t" | "can't"
        | "can’t" | "couldn't" | "couldn’t" | "didn't" | "didn’t" | "doesn't" | "doesn’t" | "don't" | "don’t" | "isn't" | "isn’t"
        | "wasn't" | "wasn’t" | "aren't" | "aren’t" | "weren't" | "weren’t" | "hasn't" | "hasn’t" | "haven't" | "haven’t"
        | "hadn't" | "hadn’t" | "cannot" | "it's" | "it’s" | "he's" | "he’s" | "she's" | "she’s" | "they're" | "they’re"
        | "we're" | "we’re" | "you're" | "you’re" | "i'm" | "i’m" | "i've" | "i’ve" | "we've" | "we’ve")
}

/// Whether `word` is a form of "be", which makes a following participle a passive.
pub(super) fn is_form_of_be(word: &str) -> bool {
    matches!(word, "is" | "are" | "was" | "were" | "am" | "be" | "been" | "being" | "get" | "gets" | "got")
}

/// Whether `word` turns the verb behind it round.
pub(super) fn is_negation(word: &str) -> bool {
    matches!(word, "not" | "cannot" | "never" | "hardly" | "neither" | "nor")
        || word.ends_with("n't")
        || word.ends_with("n’t")
}

/// Whether `word` is an adverb that may stand between subject and verb.
#[rustfmt::skip]
pub(super) fn is_adverb(word: &str) -> bool {
    matches!(word, "also" | "then" | "later" | "now" | "still" | "even" | "once" | "often" | "again" | "first" | "just" | "only" | "soon"
        | "earlier" | "further" | "thus" | "always" | "never" | "not" | "instead" | "both" | "all"
        | "rather" | "far" | "long" | "twice" | "so" | "already" | "yet" | "since" | "ever" | "simply" | "today" | "yesterday")
        || (word.len() > 4 && word.ends_with("ly") && !matches!(word, "family" | "ally" | "assembly" | "daily" | "italy" | "reply" | "weekly" | "monthly" | "july" | "bully" | "rally" | "kelly"))
}

/// Whether `word` is a pronoun that can be a subject.
#[rustfmt::skip]
pub(super) fn is_subject_pronoun(word: &str) -> bool {
    matches!(word, "he" | "she" | "they" | "we" | "i" | "it" | "you" | "who" | "everyone" | "everybody" | "nobody" | "someone" | "one" | "others" | "some" | "many" | "both")
}

/// Whether `word` opens a noun phrase.
#[rustfmt::skip]
pub(super) fn is_determiner(word: &str) -> bool {
    matches!(word, "a" | "an" | "the" | "this" | "these" | "those" | "his" | "her" | "its" | "their" | "our" | "my" | "your" | "some"
        | "many" | "several" | "most" | "all" | "no" | "any" | "each" | "every" | "another" | "other" | "such" | "few" | "both"
        | "two" | "three" | "four" | "five" | "one" | "more" | "former" | "senior" | "top" | "what")
}

/// Whether `word` is a preposition.
#[rustfmt::skip]
pub(super) fn is_preposition(word: &str) -> bool {
    matches!(word, "in" | "on" | "at" | "by" | "during" | "after" | "before" | "for" | "with" | "from" | "to" | "about" | "into" | "over"
        | "under" | "against" | "between" | "among" | "amid" | "through" | "throughout" | "without" | "within" | "via" | "upon" | "until"
        | "of" | "following" | "despite" | "since" | "like" | "unlike" | "ahead" | "outside" | "inside" | "toward" | "towards"
        | "behind" | "beyond" | "near" | "across" | "along" | "around" | "as" | "because")
}

/// Whether `word` opens a subordinate clause.
#[rustfmt::skip]
pub(super) fn is_subordinator(word: &str) -> bool {
    matches!(word, "that" | "because" | "when" | "while" | "if" | "although" | "though" | "whether" | "than" | "where" | "as" | "after"
        | "before" | "since" | "until" | "unless" | "once" | "how" | "why" | "what" | "which" | "so" | "whereas")
}

/// Whether `word` joins clauses or phrases.
pub(super) fn is_conjunction(word: &str) -> bool {
    matches!(word, "and" | "but" | "or" | "nor" | "yet" | "then")
}

/// Whether `word` names a day.
#[rustfmt::skip]
pub(super) fn is_day(word: &str) -> bool {
    matches!(word, "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday" | "today" | "yesterday" | "tonight"
        | "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")
}

/// Whether `word` is a month.
#[rustfmt::skip]
pub(super) fn is_month(word: &str) -> bool {
    matches!(word, "january" | "february" | "march" | "april" | "june" | "july" | "august" | "september" | "october" | "november"
        | "december" | "jan" | "feb" | "aug" | "sept" | "sep" | "oct" | "nov" | "dec")
}

/// Whether `word` is a past form of a common irregular verb that reports no speech.
#[rustfmt::skip]
pub(super) fn is_irregular_past(word: &str) -> bool {
    matches!(word, "went" | "came" | "took" | "made" | "held" | "met" | "spoke" | "sent" | "gave" | "got" | "left" | "won" | "lost" | "began"
        | "became" | "led" | "kept" | "put" | "ran" | "rose" | "fell" | "saw" | "drew" | "brought" | "sought" | "found" | "stood"
        | "sat" | "hit" | "paid" | "spent" | "built" | "broke" | "chose" | "flew" | "grew" | "knew" | "threw" | "wore" | "drove"
        | "beat" | "said" | "told" | "wrote" | "thought" | "felt" | "meant" | "dealt" | "caught" | "taught" | "bought" | "fought"
        | "struck" | "shot" | "sold" | "heard" | "understood" | "forgot" | "hid" | "lay" | "lent" | "rode" | "shook" | "sang" | "spread")
}

/// Whether `word`, in lower case, looks like a past form.
pub(super) fn looks_past(word: &str) -> bool {
    is_irregular_past(word)
        || (word.len() > 4 && word.ends_with("ed") && !matches!(word, "united" | "hundred" | "indeed" | "speed"))
}

/// Whether a capitalised run with `word` in it names a body rather than a person.
#[rustfmt::skip]
pub(super) fn is_body_word(word: &str) -> bool {
    matches!(word, "house" | "department" | "ministry" | "university" | "college" | "news" | "times" | "post" | "journal" | "council"
        | "committee" | "party" | "court" | "institute" | "institution" | "foundation" | "agency" | "bank" | "group" | "union" | "association"
        | "center" | "centre" | "commission" | "congress" | "senate" | "campaign" | "inc" | "corp" | "corporation" | "company"
        | "office" | "bureau" | "service" | "services" | "army" | "navy" | "force" | "forces" | "police" | "press" | "tribune" | "herald"
        | "gazette" | "magazine" | "network" | "channel" | "radio" | "television" | "tv" | "board" | "authority" | "administration"
        | "federation" | "organization" | "organisation" | "alliance" | "coalition" | "movement" | "society" | "club" | "league" | "team"
        | "project" | "fund" | "trust" | "partners" | "systems" | "technologies" | "industries" | "airlines" | "airways" | "holdings"
        | "ltd" | "llc" | "llp" | "plc" | "terminals" | "motors" | "brands" | "hospital" | "school" | "academy" | "museum" | "church" | "embassy" | "parliament" | "assembly"
        | "government" | "cabinet" | "treasury" | "exchange" | "reserve" | "guardian" | "telegraph" | "independent" | "globe" | "sun"
        | "chronicle" | "examiner" | "observer" | "review" | "today" | "week" | "weekly" | "daily" | "street" | "wire" | "poll" | "survey"
        | "nations" | "international" | "watch" | "action" | "americans" | "republicans" | "democrats" | "workers" | "caucus")
}

/// Whether a capitalised run that begins with `word` names a place.
#[rustfmt::skip]
pub(super) fn opens_place(word: &str) -> bool {
    matches!(word, "new" | "north" | "south" | "east" | "west" | "northern" | "southern" | "eastern" | "western" | "central" | "los" | "las"
        | "san" | "santa" | "fort" | "mount" | "lake" | "united" | "saudi" | "hong" | "great" | "puerto" | "costa" | "el" | "saint" | "abu"
        | "silicon" | "wall" | "capitol" | "middle" | "black" | "red" | "mar")
}

/// Whether a sentence that begins with `word` supposes: "Had Lee said", "Imagine that", "Why Lee said so is unknown". Not
/// "Will", which is a name; questions end with their mark.
pub(super) fn opens_unreal(word: &str) -> bool {
    matches!(word, "had" | "should" | "were" | "why" | "imagine" | "suppose")
}

/// Whether `word` leaves open what its clause says: "whether Lee said so".
pub(super) fn opens_condition(word: &str) -> bool {
    matches!(word, "if" | "unless" | "whether")
}

/// Whether `word` tells that something is not so or not known: "it is false that Lee said so".
pub(super) fn is_disclaimer(word: &str) -> bool {
    matches!(word, "false" | "untrue" | "unclear" | "unknown" | "wrong" | "clear" | "known" | "evidence" | "proof")
}

/// Whether `word` tells that what follows it was not done: "failed to say", "wanted to say", "wish Lee had said".
#[rustfmt::skip]
pub(super) fn is_undone(word: &str) -> bool {
    matches!(word, "fail" | "fails" | "failed" | "forget" | "forgets" | "forgot" | "wish" | "wishes" | "wished" | "want" | "wants" | "wanted"
        | "threaten" | "threatens" | "threatened" | "stop" | "stops" | "stopped" | "refuse" | "refuses" | "refused" | "decline"
        | "declines" | "declined" | "cease" | "ceased" | "avoid" | "avoids" | "avoided")
}

/// Whether a thought turns into its opposite when it is negated: "does not believe", not "does not doubt".
pub(super) fn is_belief(verb: &str) -> bool {
    matches!(
        verb,
        "believe"
            | "think"
            | "expect"
            | "agree"
            | "accept"
            | "consider"
            | "feel"
            | "see"
            | "want"
            | "intend"
            | "plan"
            | "support"
    )
}
