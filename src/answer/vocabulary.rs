//! The words that a question is made of, as opposed to what it is about.

use std::{collections::HashSet, sync::LazyLock};

use crate::index::terms::stems;

/// A list of words, known by their stems.
pub(super) struct Words(LazyLock<HashSet<String>>);

impl Words {
    /// Whether `word`, in lower case, is one of these or a form of one.
    pub(super) fn has(&self, word: &str) -> bool {
        self.0.contains(&stem(word))
    }
}

/// The stem of one word.
pub(super) fn stem(word: &str) -> String {
    stems(&[word.to_owned()]).concat()
}

fn listed(words: &str) -> HashSet<String> {
    stems(&words.split_whitespace().map(str::to_owned).collect::<Vec<String>>()).into_iter().collect()
}

/// Words that carry nothing by themselves: articles, prepositions, pronouns, auxiliaries, question words.
pub(super) static FUNCTION: Words = Words(LazyLock::new(|| {
    listed(
        "a an the this that these those some any such of to in on at by for with from as into onto upon about \
         and or but if than then so whether because while he she it they him her them his hers its their theirs \
         i you we me my mine your yours our ours himself herself itself themselves who whom whose what which when \
         where why how whoever whatever did do does doing done is are was were be been being am has have had having \
         will would can could shall should may might must ever also just even there here not no nor never \
         dont didnt doesnt isnt wasnt arent werent wont wouldnt cant couldnt hasnt havent hadnt \
         hes shes theyre hed shed theyd whats whos according please up out off over \
         many much happen happened",
    )
}));

/// The plainest ways of saying "said", which say nothing of what was said.
pub(super) static PLAIN_SPEECH: Words = Words(LazyLock::new(|| {
    listed("say said says saying tell told tells claim speak spoke mention remark comment according quote statement")
}));

/// Verbs that may stand between a speaker and what they said or thought.
pub(super) static SPEECH: Words = Words(LazyLock::new(|| {
    listed(
        "say said says saying tell told claim state speak spoke spoken talk mention remark comment add announce \
         argue assert insist declare explain describe note observe stress emphasise emphasize underline \
         report write wrote written post tweet predict forecast warn caution hint suggest imply signal indicate \
         admit concede acknowledge confess confirm reveal disclose boast brag joke quip mock gripe complain grumble \
         lament vow promise pledge swear swore offer propose urge call demand ask plead advise recommend \
         think thought believe feel felt consider reckon guess expect hope fear worry doubt wonder \
         accuse blame criticise criticize condemn denounce slam blast attack deride ridicule dismiss reject deny \
         dispute contradict refute rebut oppose refuse praise hail laud credit thank welcome endorse defend \
         justify respond reply answer react repeat reiterate maintain contend allege conclude agree disagree \
         estimate compare liken characterise characterize express want intend \
         respond retort counter clarify recall remember testify cite",
    )
}));

/// Verbs by which a speaker says that something is not so, or is against it.
pub(super) static DENIAL: Words = Words(LazyLock::new(|| {
    listed("deny denied reject dismiss dispute refute rebut contradict refuse oppose disavow disagree doubt")
}));

/// Words that turn a sentence into its opposite.
pub(super) static NEGATION: Words = Words(LazyLock::new(|| {
    listed(
        "not no never none nobody nothing neither nor without cannot cant dont didnt doesnt isnt wasnt arent werent \
         wont wouldnt couldnt shouldnt hasnt havent hadnt aint",
    )
}));

/// Titles before a name.
pub(super) static TITLES: Words = Words(LazyLock::new(|| {
    listed(
        "mr mrs ms miss dr sir lady lord dame president vice premier prime minister chancellor king queen pope \
         senator sen representative rep congressman congresswoman governor gov mayor secretary general gen colonel \
         col captain judge justice professor prof reverend rev ambassador former ex candidate nominee spokesman \
         spokeswoman spokesperson",
    )
}));

/// Months, days of the week and other words that say when.
pub(super) static TIMES: Words = Words(LazyLock::new(|| {
    listed(
        "january february march april may june july august september october november december jan feb mar apr jun \
         jul aug sept sep oct nov dec monday tuesday wednesday thursday friday saturday sunday today yesterday \
         tomorrow tonight overnight morning afternoon evening night noon midnight week weekend month year decade \
         spring summer autumn fall winter christmas easter thanksgiving",
    )
}));

/// Words that name a calendar day, month or year.
pub(super) static DATES: Words = Words(LazyLock::new(|| {
    listed(
        "january february march april june july august september october november december jan feb apr jun jul aug \
         sept sep oct nov dec monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow",
    )
}));

/// Words that give a reason.
pub(super) static REASONS: Words =
    Words(LazyLock::new(|| listed("because since due reason cause causes owing thanks therefore obstacle thus so")));

/// Numbers in words.
pub(super) static NUMBERS: Words = Words(LazyLock::new(|| {
    listed(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen \
         eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion \
         trillion dozen half third quarter none several couple few many most percent once twice double triple",
    )
}));

/// Whether `word` is a number in digits or words.
pub(super) fn is_number(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_digit()) || NUMBERS.has(word)
}

/// The one word for a country, its people and its adjective, and for the forms of an office, so that "the US
/// ambassador" and "United States ambassador" are the same.
pub(super) fn equivalent(word: &str) -> &str {
    for group in EQUIVALENTS {
        if group.contains(&word) {
            return group[0];
        }
    }
    word
}

/// The other words for the same country and its people, or the same office.
pub(super) fn equivalents(word: &str) -> impl Iterator<Item = &'static str> {
    let group = EQUIVALENTS.iter().find(|group| group.contains(&word)).copied().unwrap_or_default();
    group.iter().copied().filter(move |other| *other != word)
}

const EQUIVALENTS: &[&[&str]] = &[
    &["us", "usa", "american", "americans", "america", "states"],
    &["uk", "british", "britain", "kingdom", "britons"],
    &["eu", "european", "europe"],
    &["un", "nations"],
    &["russia", "russian", "russians"],
    &["ukraine", "ukrainian", "ukrainians"],
    &["france", "french"],
    &["germany", "german", "germans"],
    &["italy", "italian", "italians"],
    &["spain", "spanish"],
    &["poland", "polish", "poles"],
    &["china", "chinese"],
    &["japan", "japanese"],
    &["india", "indian"],
    &["israel", "israeli", "israelis"],
    &["iran", "iranian", "iranians"],
    &["turkey", "turkish", "turkiye"],
    &["canada", "canadian", "canadians"],
    &["mexico", "mexican"],
    &["brazil", "brazilian"],
    &["australia", "australian"],
    &["palestine", "palestinian", "palestinians"],
    &["syria", "syrian", "syrians"],
    &["hungary", "hungarian"],
    &["netherlands", "dutch"],
    &["sweden", "swedish"],
    &["korea", "korean"],
    &["saudi", "saudis"],
    &["spokesman", "spokeswoman", "spokesperson"],
    &["chairman", "chairwoman", "chair", "chairperson"],
    &["former", "ex"],
    &["deputy", "vice"],
    &["congressman", "congresswoman", "representative", "rep"],
    &["senator", "sen"],
    &["governor", "gov"],
    &["defence", "defense"],
    &["pm", "premier"],
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_are_known() {
        assert!(SPEECH.has("claimed") && SPEECH.has("warns") && !SPEECH.has("bridge"));
        assert!(FUNCTION.has("the") && !FUNCTION.has("treaty"));
        assert!(is_number("28") && is_number("twenty") && !is_number("point"));
        assert_eq!(equivalent("american"), equivalent("us"));
    }
}
