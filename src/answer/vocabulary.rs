//! The words that a question is made of, as opposed to what it is about.

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use jiff::civil::Weekday;

use crate::{index::terms::stems, text::day::MONTHS};

/// A list of words, known by their stems.
pub(super) struct Words(LazyLock<HashSet<String>>);

impl Words {
    /// Whether `word`, in lower case, is one of these or a form of one.
    pub(super) fn has(&self, word: &str) -> bool {
        let stems = &*self.0;
        with_stem(word, |stem| stems.contains(stem))
    }
}

/// How many stems are remembered at most.
const REMEMBERED: usize = 4096;

thread_local! {
    /// Stems of words, since each word of a question is held against many lists.
    static STEMS: RefCell<HashMap<String, String>> = RefCell::default();
}

/// What `tell` makes of the stem of one word.
fn with_stem<Told>(word: &str, tell: impl FnOnce(&str) -> Told) -> Told {
    STEMS.with_borrow_mut(|remembered| {
        if let Some(stem) = remembered.get(word) {
            return tell(stem);
        }
        if remembered.len() >= REMEMBERED {
            remembered.clear();
        }
        let stem = remembered.entry(word.to_owned()).or_insert_with(|| stems(&[word.to_owned()]).concat());
        tell(stem)
    })
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
         retort clarify recall remember testify cite address bring reason rib moan whine vent rant scold chide \
         rebuke berate taunt insult liken assure reassure insinuate assert opine muse ponder speculate theorize \
         theorise surmise beg implore exhort encourage scoff sneer grouse bemoan decry deplore regret apologize \
         apologise excuse applaud commend salute tout label dub call brand portray depict interpret foresee recount \
         relate emphasise caution mean spell outline detail teach defend elaborate discuss suspect assume figure",
    )
}));

/// Verbs that tell of somebody's view where a question asks "how does Hall …", and of deeds elsewhere.
pub(super) static STANCE: Words = Words(LazyLock::new(|| {
    listed(
        "see view regard judge grade rate rank deem find like love hate dislike prefer favor favour support back make \
         give put cast paint frame assess size read handle counter turn define sum rationalize rationalise trust \
         value attribute pin link tie single envision imagine characterise greet treat",
    )
}));

/// What somebody's words are called.
pub(super) static SPEECH_NOUNS: Words = Words(LazyLock::new(|| {
    listed(
        "response reaction reply answer view opinion position stance take argument explanation advice warning message \
         statement comment remark claim prediction estimate assessment criticism complaint reason rationale \
         justification description account excuse promise pledge forecast reasoning thoughts verdict praise tweet email \
         letter speech joke quip jab jibe dig nickname lesson testimony memo appeal plea complaint accusation",
    )
}));

/// What is somebody's own, and speaks for them.
pub(super) static WORKS: Words = Words(LazyLock::new(|| {
    listed(
        "bill book ad ads advert commercial letter speech memo tweet tweets video email emails post column op essay \
         article campaign team office interview plan lawsuit suit complaint poll survey study report editorial \
         editorials editors blog book memoir paper statement note testimony filing order ruling opinion brief press \
         website site spot manifesto platform",
    )
}));

/// Words that may stand between a name and its verb.
pub(super) static ADVERBS: Words = Words(LazyLock::new(|| {
    listed(
        "really ever also now still once first later then today yesterday himself again always already often only \
         both all apparently reportedly allegedly going supposed back used",
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

/// Whether a verb stands in its plain form, as behind "did": "say", not "said", "says" or "saying".
pub(super) fn is_plain_form(verb: &str) -> bool {
    const PAST: [&str; 21] = [
        "said",
        "told",
        "wrote",
        "written",
        "spoke",
        "spoken",
        "thought",
        "felt",
        "swore",
        "saw",
        "found",
        "made",
        "gave",
        "meant",
        "foresaw",
        "taught",
        "brought",
        "spelt",
        "held",
        "mentioned",
        "seen",
    ];
    let is_inflected = verb.ends_with("ed") || verb.ends_with("ing") && verb != "bring";
    let is_third_person = verb.ends_with('s') && !verb.ends_with("ss");
    !is_inflected && !is_third_person && !PAST.contains(&verb)
}

/// The month, 1 to 12, of that name or of its first three or four letters.
pub(super) fn month(word: &str) -> Option<i8> {
    let is_short = (3..=4).contains(&word.len());
    let number = MONTHS.iter().position(|month| *month == word || is_short && month.starts_with(word))?;
    i8::try_from(number + 1).ok()
}

/// The day of the week of that name.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" => Weekday::Monday,
        "tuesday" => Weekday::Tuesday,
        "wednesday" => Weekday::Wednesday,
        "thursday" => Weekday::Thursday,
        "friday" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

/// The number of a small count: "three", "14", "few".
pub(super) fn counted(word: &str) -> Option<i32> {
    const COUNTS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let named = COUNTS.iter().position(|count| *count == word).and_then(|at| i32::try_from(at + 1).ok());
    let rough = match word {
        "couple" => Some(2),
        "few" | "several" => Some(3),
        _ => None,
    };
    named.or(rough).or_else(|| word.parse().ok().filter(|count| (1..1000).contains(count)))
}

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

    #[test]
    fn small_counts_months_and_plain_forms_are_known() {
        assert_eq!(
            [counted("three"), counted("14"), counted("few"), counted("tolls")],
            [Some(3), Some(14), Some(3), None]
        );
        assert_eq!([month("sept"), month("may"), month("march"), month("marching")], [Some(9), Some(5), Some(3), None]);
        assert!(["say", "guess", "bring"].iter().all(|verb| is_plain_form(verb)));
        assert!(!["said", "says", "warned", "warning"].iter().any(|verb| is_plain_form(verb)));
    }
}
