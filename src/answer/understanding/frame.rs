//! The frames of questions: which of them a question fits, and what it is after by that.

use crate::answer::{
    names::Directory,
    understanding::{
        Aim, Slot, Understanding,
        label::{beginning, known, unknown},
        slot::{SLOT_WORDS, slot},
        speech::{is_pronoun, noun_of_speech, source, spoken},
        token::{Token, is_auxiliary, is_open, plain},
        topical,
    },
    vocabulary::{DENIAL, FUNCTION, NEGATION, PLAIN_SPEECH, SPEECH},
};

/// How long a mention of a speaker may be, in words.
const MENTION_WORDS: usize = 7;

/// How far behind "who" or "which" the verb may stand.
const WHO_REACH: usize = 7;

/// How long the role behind "which" may be, in words.
const ROLE_WORDS: usize = 5;

/// How long may be what stands before the question proper: "In his speech in Riga, did …".
const LEAD_WORDS: usize = 14;

pub(super) fn framed(tokens: &[Token], directory: &Directory) -> Understanding {
    if let Some((mention, said_as, rest)) = source(tokens, directory) {
        let mut understanding = framed(&rest, directory);
        if understanding.speaker.is_none() || understanding.aim == Aim::Fact {
            understanding.aim = if understanding.aim == Aim::Fact { Aim::Said } else { understanding.aim };
            understanding.set_speaker(mention, &said_as);
        }
        return understanding;
    }
    if let Some(lead) = lead(tokens) {
        let mut understanding = framed(&tokens[lead..], directory);
        understanding.add_topic(&topical(&tokens[..lead], Aim::Fact).words);
        return understanding;
    }
    let Some(first) = tokens.first() else { return Understanding::default() };
    let understanding = match first.word.as_str() {
        "who" | "whos" | "whoever" => who(tokens, directory),
        word if is_auxiliary(word) => Some(yes_or_no(tokens, directory)),
        _ if is_asking(tokens) => which(tokens, directory).or_else(|| Some(open(tokens, directory))),
        _ => None,
    };
    understanding.or_else(|| labelled(tokens, directory)).unwrap_or_else(|| assertion(tokens, directory))
}

fn is_asking(tokens: &[Token]) -> bool {
    let inside = |token: &Token| is_open(&token.word) && !token.is_capitalised;
    tokens.first().is_some_and(|first| is_open(&first.word)) || tokens.iter().take(4).any(inside)
}

/// Where the question proper begins, behind "In his speech in Riga,".
fn lead(tokens: &[Token]) -> Option<usize> {
    let is_frame = |word: &str| is_open(word) || is_auxiliary(word) || word == "who";
    let first = tokens.first().filter(|first| !is_frame(&first.word))?;
    let comma = tokens.iter().take(LEAD_WORDS).position(|token| token.before_comma)? + 1;
    let is_question = tokens.get(comma).is_some_and(|next| is_frame(&next.word) && !next.is_capitalised);
    (is_question && !first.before_colon).then_some(comma)
}

/// "Who said …": whoever it was. "Who was sent …": a name. "Who did Hall say …": Hall's words.
fn who(tokens: &[Token], directory: &Directory) -> Option<Understanding> {
    let rest = &tokens[1..];
    if rest.first().is_some_and(|next| is_auxiliary(&next.word)) {
        let asked = open(tokens, directory);
        return Some(Understanding { slot: Some(Slot::Name), ..asked });
    }
    let before_auxiliary = rest.iter().take(WHO_REACH).take_while(|token| !is_auxiliary(&token.word));
    let verb = before_auxiliary.clone().position(|token| SPEECH.has(&token.word));
    let reported = rest.iter().take(5).position(|token| token.word == "that");
    let Some(end) = verb.or(reported) else {
        return Some(Understanding { slot: Some(Slot::Name), ..topical(rest, Aim::Fact) });
    };
    Some(whoever(rest, end, verb.is_some()))
}

/// "Which senator said …": whoever it was, with a role.
fn which(tokens: &[Token], directory: &Directory) -> Option<Understanding> {
    if !matches!(tokens[0].word.as_str(), "which" | "what") {
        return None;
    }
    let rest = &tokens[1..];
    let end = rest.iter().take(WHO_REACH).position(|token| is_auxiliary(&token.word)).unwrap_or(WHO_REACH);
    let is_verb =
        |&at: &usize| SPEECH.has(&rest[at].word) && !rest[at].is_capitalised && !FUNCTION.has(&rest[at - 1].word);
    let verb = (1..end.min(rest.len())).find(is_verb)?;
    let role = &rest[..verb];
    let mut understanding = whoever(rest, verb, true);
    match known(role, directory).filter(|_| role.len() <= ROLE_WORDS) {
        Some(mention) => understanding.set_speaker(mention, &plain(role)),
        None => understanding.add_topic(&plain(role)),
    }
    Some(understanding)
}

/// What whoever said, behind the verb at `end`; the verb is topic too unless it is one of the plainest.
fn whoever(rest: &[Token], end: usize, is_verb: bool) -> Understanding {
    let is_negative = rest[..=end].iter().any(|token| DENIAL.has(&token.word) || NEGATION.has(&token.word));
    let is_plain = is_verb && PLAIN_SPEECH.has(&rest[end].word);
    let content = topical(&rest[end + usize::from(is_plain)..], Aim::Who);
    Understanding { is_negative: is_negative || content.is_negative, ..content }
}

/// "Did Hall say that …": a claim about Hall's words. "Was the bridge closed?": a claim.
fn yes_or_no(tokens: &[Token], directory: &Directory) -> Understanding {
    let lead = ["it", "true", "that"];
    let leads = tokens[1..].iter().zip(lead).take_while(|(token, word)| token.word == *word).count();
    let (rest, auxiliary) =
        if leads >= 2 { (&tokens[1 + leads..], None) } else { (&tokens[1..], Some(&*tokens[0].word)) };
    let cleft = || {
        // "Was it Hall who said …"
        let who = rest.iter().take(MENTION_WORDS).position(|token| matches!(&*token.word, "who" | "that"))?;
        if leads != 1 || who < 2 {
            return None;
        }
        spoken(&[&rest[1..who], &rest[who + 1..]].concat(), None, Aim::Claim, directory)
    };
    spoken(rest, auxiliary, Aim::Claim, directory).or_else(cleft).unwrap_or_else(|| topical(rest, Aim::Claim))
}

/// "What did Hall say about …", "How does the mayor explain …", "When was …".
fn open(tokens: &[Token], directory: &Directory) -> Understanding {
    let slot = slot(tokens);
    let auxiliary = tokens.iter().take(12).position(|token| is_auxiliary(&token.word));
    let said = auxiliary.and_then(|at| {
        let mut said = spoken(&tokens[at + 1..], Some(&tokens[at].word), Aim::Said, directory)?;
        // What stands before the auxiliary is topic too: "what number of votes did Hall promise".
        said.add_topic(&topical(&tokens[..at], Aim::Said).words);
        Some(said)
    });
    let mut understanding =
        said.or_else(|| noun_of_speech(tokens, directory)).unwrap_or_else(|| about(tokens, auxiliary, directory));
    if slot.is_some() {
        understanding.drop_topic(SLOT_WORDS);
    }
    Understanding { slot, ..understanding }
}

/// A question of fact; where somebody on record is its subject, their words are the first to look at.
fn about(tokens: &[Token], auxiliary: Option<usize>, directory: &Directory) -> Understanding {
    let mut understanding = topical(tokens, Aim::Fact);
    let behind = auxiliary.map_or(&[][..], |at| &tokens[at + 1..]);
    if behind.first().is_some_and(|first| is_pronoun(&first.word)) {
        understanding.speaker_is_anyone = true;
    } else if let Some((mention, length)) = beginning(behind, directory, MENTION_WORDS) {
        understanding.set_speaker(mention, &plain(&behind[..length]));
    }
    understanding
}

/// "Hall: the bridge is safe".
fn labelled(tokens: &[Token], directory: &Directory) -> Option<Understanding> {
    let colon = tokens.iter().take(MENTION_WORDS).position(|token| token.before_colon)?;
    let (label, rest) = tokens.split_at(colon + 1);
    let mention = known(label, directory).or_else(|| unknown(label))?;
    let mut claim = topical(rest, Aim::Claim);
    claim.set_speaker(mention, &plain(label));
    (claim.topic > 0).then_some(claim)
}

/// "Hall said the bridge is safe"; "Hall on the bridge"; "Hall bridge"; "the bridge is safe".
fn assertion(tokens: &[Token], directory: &Directory) -> Understanding {
    let is_claim =
        |said: &Understanding| said.speaker.as_ref().is_none_or(|speaker| speaker.is_name || !speaker.names.is_empty());
    if let Some(said) = spoken(tokens, None, Aim::Claim, directory).filter(is_claim) {
        return said;
    }
    if let Some(said) = noun_of_speech(tokens, directory).filter(is_claim) {
        return said;
    }
    match beginning(tokens, directory, MENTION_WORDS) {
        Some((mention, length)) => {
            let rest = &tokens[length..];
            let on = rest.first().is_some_and(|next| matches!(next.word.as_str(), "on" | "about" | "re"));
            let mut understanding = topical(rest, if on { Aim::Said } else { Aim::Fact });
            if rest.iter().all(|token| FUNCTION.has(&token.word)) {
                understanding = Understanding { aim: Aim::Said, ..Understanding::default() };
            }
            understanding.set_speaker(mention, &plain(&tokens[..length]));
            understanding
        }
        None => on_topic(tokens, directory)
            .unwrap_or_else(|| topical(tokens, if tokens.len() >= 4 { Aim::Claim } else { Aim::Fact })),
    }
}

/// "The mayor of Riga on tolls".
fn on_topic(tokens: &[Token], directory: &Directory) -> Option<Understanding> {
    let on = tokens.iter().take(MENTION_WORDS).position(|token| matches!(token.word.as_str(), "on" | "about"))?;
    let mention = known(&tokens[..on], directory).filter(|_| on > 0)?;
    let mut understanding = topical(&tokens[on + 1..], Aim::Said);
    understanding.set_speaker(mention, &plain(&tokens[..on]));
    Some(understanding)
}
