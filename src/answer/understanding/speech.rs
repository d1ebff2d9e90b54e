//! Questions about somebody's words: whose, and by which verb.

use crate::answer::{
    names::{Directory, Mention},
    understanding::{
        Aim, Understanding,
        label::{known, unknown},
        token::{Token, is_auxiliary, is_be, is_do, is_modal, is_open, plain},
        topical,
    },
    vocabulary::{ADVERBS, DENIAL, FUNCTION, NEGATION, PLAIN_SPEECH, SPEECH, SPEECH_NOUNS, STANCE, is_plain_form},
};

/// How far behind the beginning of a subject its verb is looked for.
const REACH: usize = 16;

/// How long a source behind "according to" may be, in words.
const SOURCE_WORDS: usize = 9;

/// "Hall say(s) that …" behind `auxiliary` (nothing: as a sentence): whose words, and what of them is asked.
pub(super) fn spoken(
    tokens: &[Token],
    auxiliary: Option<&str>,
    aim: Aim,
    directory: &Directory,
) -> Option<Understanding> {
    let verbs: Vec<usize> = (1..tokens.len().min(REACH)).filter(|&at| is_verb(tokens, at, auxiliary)).collect();
    if let Some(verb) = verbs.first().copied().filter(|&verb| verb <= 3 && is_pronoun(&tokens[0].word)) {
        return Some(Understanding { speaker_is_anyone: true, ..content(tokens, verb, aim) });
    }
    let (mention, verb) = subject(tokens, &verbs, directory)?;
    let mut understanding = content(tokens, verb, aim);
    understanding.set_speaker(mention, &plain(&tokens[..verb]));
    Some(understanding)
}

/// Who is before one of the `verbs`: best somebody named, then somebody described, then somebody who is not known.
fn subject(tokens: &[Token], verbs: &[usize], directory: &Directory) -> Option<(Mention, usize)> {
    let of_speech = |verb: &&usize| SPEECH.has(&tokens[**verb].word);
    let plainly = |verb: &&usize| PLAIN_SPEECH.has(&tokens[**verb].word);
    let found: Vec<(Mention, usize)> =
        verbs.iter().filter_map(|&verb| Some((known(&tokens[..verb], directory)?, verb))).collect();
    let named = found.iter().find(|(mention, _)| mention.is_name);
    let described = found.iter().find(|(_, verb)| PLAIN_SPEECH.has(&tokens[*verb].word)).or(found.first());
    if let Some(found) = named.or(described) {
        return Some(found.clone());
    }
    let stranger = |&verb: &usize| Some((unknown(&tokens[..verb])?, verb));
    let mut spoken = verbs.iter().filter(of_speech);
    verbs.iter().filter(plainly).find_map(stranger).or_else(|| spoken.find_map(stranger))
}

/// Whether the token is a verb of speech or thought in the form that `auxiliary` asks for.
fn is_verb(tokens: &[Token], at: usize, auxiliary: Option<&str>) -> bool {
    let (token, before) = (&tokens[at], tokens[at - 1].word.as_str());
    let word = token.word.as_str();
    // "The state auditor", "secretary of state".
    let is_noun = FUNCTION.has(before) && before != "to" && !is_pronoun(before) && !is_auxiliary(before);
    let may_precede = ADVERBS.has(before) || NEGATION.has(before);
    if is_noun && !may_precede || token.is_capitalised && !token.is_first {
        return false;
    }
    match auxiliary {
        Some(auxiliary) if is_do(auxiliary) || is_modal(auxiliary) => {
            (SPEECH.has(word) || STANCE.has(word)) && is_plain_form(word)
        }
        Some(auxiliary) if is_be(auxiliary) => SPEECH.has(word) && word.ends_with("ing"),
        _ => SPEECH.has(word),
    }
}

/// What is asked of the words said: what stands behind the verb, and the verb unless it is one of the plainest.
fn content(tokens: &[Token], verb: usize, aim: Aim) -> Understanding {
    let said = &tokens[verb + 1..];
    let between = tokens[..=verb].iter().any(|token| NEGATION.has(&token.word) || DENIAL.has(&token.word));
    let mut understanding = topical(said, aim);
    if said.is_empty() || understanding.words.iter().all(|word| FUNCTION.has(word)) {
        understanding = Understanding { words: Vec::new(), topic: 0, ..understanding };
    }
    let word = &tokens[verb].word;
    if !PLAIN_SPEECH.has(word) {
        understanding.add_topic(std::slice::from_ref(word));
    }
    understanding.is_negative ^= between;
    understanding
}

/// "What was Hall's reaction to …": a noun of speech behind a possessive.
pub(super) fn noun_of_speech(tokens: &[Token], directory: &Directory) -> Option<Understanding> {
    let owner = tokens.iter().take(REACH).position(|token| token.is_possessive)?;
    let behind = tokens.len().min(owner + 4);
    let noun = (owner + 1..behind).find(|&at| SPEECH_NOUNS.has(&tokens[at].word))?;
    let asks = |token: &Token| is_auxiliary(&token.word) || is_open(&token.word);
    let start = tokens[..owner].iter().rposition(asks).map_or(0, |at| at + 1);
    let mention = known(&tokens[start..=owner], directory).or_else(|| unknown(&tokens[start..=owner]))?;
    let mut understanding = topical(&tokens[noun + 1..], Aim::Said);
    understanding.add_topic(&plain(&tokens[owner + 1..=noun]));
    understanding.set_speaker(mention, &plain(&tokens[start..=owner]));
    Some(understanding)
}

/// A question without its "according to Hall" or "in Hall's view", and who that is.
pub(super) fn source(tokens: &[Token], directory: &Directory) -> Option<(Mention, Vec<String>, Vec<Token>)> {
    (0..tokens.len()).find_map(|start| {
        let (first, last, end) = according_to(tokens, start).or_else(|| in_the_view_of(tokens, start))?;
        let mention = known(&tokens[first..last], directory)?;
        let mut rest = [&tokens[..start], &tokens[end..]].concat();
        if let Some(first) = rest.first_mut() {
            first.is_first = true;
        }
        Some((mention, plain(&tokens[first..last]), rest)).filter(|(_, _, rest)| !rest.is_empty())
    })
}

/// Beginning and end of the source in "according to …", and the end of the phrase.
fn according_to(tokens: &[Token], start: usize) -> Option<(usize, usize, usize)> {
    let is_phrase = tokens[start].word == "according" && tokens.get(start + 1)?.word == "to";
    let first = start + 2;
    let longest = tokens.len().min(first + SOURCE_WORDS);
    let end = (first..longest).find(|&at| is_open(&tokens[at].word) || is_auxiliary(&tokens[at].word));
    let comma = (first..longest).find(|&at| tokens[at].before_comma).map(|at| at + 1);
    let end = [end, comma].into_iter().flatten().min().unwrap_or(longest);
    (is_phrase && end > first).then_some((first, end, end))
}

/// The same of "in Hall's view" and "in the view of Hall".
fn in_the_view_of(tokens: &[Token], start: usize) -> Option<(usize, usize, usize)> {
    if !matches!(tokens[start].word.as_str(), "in" | "to" | "by") {
        return None;
    }
    let is_view = |token: &Token| {
        matches!(
            token.word.as_str(),
            "view"
                | "opinion"
                | "words"
                | "eyes"
                | "telling"
                | "account"
                | "mind"
                | "judgment"
                | "estimation"
                | "estimate"
        )
    };
    let near = tokens.len().min(start + 7);
    let view = (start + 1..near).find(|&at| is_view(&tokens[at]))?;
    if tokens[view - 1].is_possessive {
        return Some((start + 1, view, view + 1));
    }
    let of = tokens.get(view + 1).filter(|next| next.word == "of" && view == start + 2)?;
    let end = (view + 2..tokens.len().min(view + 2 + SOURCE_WORDS)).find(|&at| tokens[at].before_comma);
    let end = end.map_or(tokens.len().min(view + 2 + SOURCE_WORDS), |at| at + 1);
    (!of.before_comma && end > view + 2).then_some((view + 2, end, end))
}

/// A pronoun that nothing in a question explains, or one for anybody.
pub(super) fn is_pronoun(word: &str) -> bool {
    matches!(word, "he" | "she" | "they" | "anyone" | "anybody" | "someone" | "somebody" | "hes" | "shes" | "theyre")
}
