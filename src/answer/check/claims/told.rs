//! Claims in the poster's own words: "Name said that …", "according to Name, …", `Name: …`.

use crate::{
    answer::{
        check::{
            Claim, ClaimForm,
            claims::{
                Placed,
                name::{Who, name, name_at_start, subject},
                phrase::{leads, signed},
                word::{Saying, Word, saying, words},
            },
        },
        vocabulary::{FUNCTION, NEGATION, TIMES},
    },
    lexicon::title::is_title,
    text::{sentence::sentences, span::Span},
};

/// So far into a sentence its first verb of speech is looked for, in words.
const REACH: usize = 14;
/// So far behind its verb a "that" is looked for, in words.
const THAT: usize = 9;
/// What is told has at least so many words.
const FEWEST_WORDS: usize = 3;
/// A bare message gives at most so many claims.
const BARE: usize = 3;

/// The claims that `text` tells outside of the quotations at `taken`; `last` is whom a pronoun means.
pub(super) fn told(text: &str, taken: &[Span], last: &mut Option<String>) -> Vec<Placed> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut above: Option<Span> = None;
    for line in text.split('\n') {
        let span = Span::new(at, at + line.len());
        at = span.end() + 1;
        let is_free = |span: Span| !taken.iter().any(|taken| taken.overlaps(span));
        if is_free(span)
            && let Some(claim) = signed_line(line, above.map(|above| above.of(text)), last)
        {
            found.push(Placed { span, claim });
            above = None;
            continue;
        }
        if is_free(span)
            && let Some(claim) = labelled(line, last)
        {
            found.push(Placed { span, claim });
            above = None;
            continue;
        }
        let parts =
            sentences(line).into_iter().map(|part| Span::new(span.start() + part.start(), span.start() + part.end()));
        let before = found.len();
        for part in parts.filter(|part| is_free(*part)) {
            found.extend(
                clauses(part, text)
                    .into_iter()
                    .filter_map(|clause| sentence(clause.of(text), last).map(|claim| Placed { span: clause, claim })),
            );
        }
        let is_plain = found.len() == before && is_free(span) && !line.trim().is_empty();
        above = is_plain.then_some(span);
    }
    found
}

/// `Words without marks – Name`, or `– Name` below such words.
fn signed_line(line: &str, above: Option<&str>, last: &mut Option<String>) -> Option<Claim> {
    let quoted = |said: &str, name: String, last: &mut Option<String>| {
        *last = Some(name.clone());
        Some(Claim { words: said.trim().to_owned(), speaker: Some(name), form: ClaimForm::Quoted })
    };
    if let Some(name) = signed(line) {
        let said = above.filter(|said| words(said).len() >= FEWEST_WORDS)?;
        return is_capitalised(&name).then(|| quoted(said, name, last)).flatten();
    }
    let (at, dash) =
        [" - ", " – ", " — ", " ― ", " ~ "].iter().filter_map(|dash| Some((line.rfind(dash)?, *dash))).max()?;
    let (said, rest) = (line[..at].trim(), &line[at + dash.len()..]);
    let name = signed(&format!("-{rest}")).filter(|name| is_capitalised(name))?;
    let ends_sentence = said.ends_with(['.', '!', '?', '…']);
    let is_full_name = name.contains(' ') && words(rest).len() <= 8;
    (words(said).len() > FEWEST_WORDS && (ends_sentence || is_full_name)).then(|| quoted(said, name, last)).flatten()
}

fn is_capitalised(name: &str) -> bool {
    name.chars().next().is_some_and(char::is_uppercase)
}

/// `Name: …` on a line of its own. In the first person the words are given as the speaker's own.
fn labelled(line: &str, last: &mut Option<String>) -> Option<Claim> {
    let mut line = line.trim_start_matches(['-', '–', '—', ' ']);
    loop {
        let (label, rest) = line.split_once(':')?;
        let said = rest.trim();
        let is_label = (rest.starts_with(' ') || rest.starts_with(char::is_alphabetic)) && words(label).len() <= 8;
        if !is_label || words(said).len() < FEWEST_WORDS || label.contains(['.', '?', '!']) && label.len() > 40 {
            return None;
        }
        if said.ends_with('?') {
            return None;
        }
        // "BBC: Hall says …".
        let is_relayed =
            by_verb(said).is_some_and(|(who, _)| matches!(who, Some(Who::Named(name)) if is_capitalised(&name)));
        if let Some(name) = name(label).filter(|_| !is_relayed) {
            let speaks =
                |word: &Word<'_>| matches!(word.lower().as_str(), "i" | "we" | "our" | "my" | "us" | "im" | "me");
            let form = if words(said).iter().any(speaks) { ClaimForm::Quoted } else { ClaimForm::Told };
            *last = Some(name.clone());
            return Some(Claim { words: said.to_owned(), speaker: Some(name), form });
        }
        if words(label).len() > 2 || is_relayed {
            return None;
        }
        line = said;
    }
}

/// A sentence, or its halves where somebody else speaks in the second: "Hall said …, but Lee said …".
fn clauses(sentence: Span, text: &str) -> Vec<Span> {
    let words = sentence.of(text);
    for turn in [", but ", ", while ", ", whereas ", ", and ", "; "] {
        let Some(at) = words.find(turn) else { continue };
        let behind = at + turn.len();
        if by_verb(&words[..at]).is_some()
            && by_verb(&words[behind..]).is_some_and(|(who, _)| matches!(who, Some(Who::Named(_))))
        {
            let start = sentence.start();
            return vec![Span::new(start, start + at), Span::new(start + behind, sentence.end())];
        }
    }
    vec![sentence]
}

/// What one sentence tells of what somebody said.
fn sentence(sentence: &str, last: &mut Option<String>) -> Option<Claim> {
    let sentence = sentence.trim_start_matches(['-', '–', '—', ' ']);
    let (who, said) = by_lead(sentence).or_else(|| by_tag(sentence)).or_else(|| by_verb(sentence))?;
    let speaker = match who {
        Some(Who::Named(name)) => {
            *last = Some(name.clone());
            Some(name)
        }
        Some(Who::Pronoun) => last.clone(),
        None => None,
    };
    let said = said.trim_matches([',', ':', ' ']);
    let said = if sentence.ends_with('?') { said.trim_end_matches(['?', '!', ' ']) } else { said };
    let fits = words(said).len() >= FEWEST_WORDS;
    fits.then(|| Claim { words: said.to_owned(), speaker, form: ClaimForm::Told })
}

type Found<'t> = (Option<Who>, &'t str);

/// "According to Name, …" and "…, according to Name".
fn by_lead(sentence: &str) -> Option<Found<'_>> {
    let (source, lead) = leads(sentence)?;
    let behind = &sentence[source..];
    let Some(named) = name(behind) else {
        // "According to the Ministry of Works the bridge is safe".
        let who = name_at_start(behind, &words(behind)).filter(|_| lead == 0)?;
        let Who::Named(named) = &who else { return None };
        let end = behind.find(named.as_str())? + named.len();
        return Some((Some(who), &behind[end..]));
    };
    let who = Some(Who::Named(named));
    let said = sentence[..lead].trim_end_matches(|letter: char| !letter.is_alphanumeric());
    if words(said).len() >= FEWEST_WORDS {
        return Some((who, said));
    }
    let mut said = behind.split_once(',')?.1;
    // "According to Dana Poole, the harbour master, …".
    while let Some((_, rest)) = said.split_once(',').filter(|(role, _)| is_role(role)) {
        said = rest;
    }
    Some((who, said))
}

fn is_role(words_between: &str) -> bool {
    let found = words(words_between);
    let is_short = (1..=7).contains(&found.len());
    is_short && found.iter().any(|word| is_title(&word.lower()))
}

/// "…, Name said", "…, said Name, the harbour master".
fn by_tag(sentence: &str) -> Option<Found<'_>> {
    for (comma, _) in sentence.match_indices(',') {
        let (said, tag) = (&sentence[..comma], &sentence[comma + 1..]);
        let words_behind = words(tag);
        let Some(first) = words_behind.first() else { break };
        if words(said).len() < FEWEST_WORDS {
            continue;
        }
        let is_verb = |word: &Word<'_>| saying(word).is_some_and(|saying| !saying.denies && !saying.is_plain);
        if is_verb(first) && matches!(first.bare, "said" | "says" | "added" | "wrote" | "told" | "claimed" | "warned") {
            let who = name_at_start(tag, &words_behind[1..]);
            let is_named = matches!(&who, Some(Who::Named(name)) if is_capitalised(name));
            if is_named || who.is_some() && words_behind.len() <= 4 {
                return Some((who, said));
            }
        }
        let verb = words_behind.iter().take(8).position(is_verb);
        let lower = first.lower();
        let opens = !FUNCTION.has(&lower) || matches!(lower.as_str(), "he" | "she" | "they" | "the" | "a");
        if let Some(verb) = verb.filter(|&verb| opens && verb > 0 && words_behind.len() <= verb + 6) {
            let has_content = words_behind[verb + 1..].iter().any(|word| word.bare == "that")
                || tag[words_behind[verb].span.end()..].contains(',');
            let is_near = !words_behind[..verb].iter().any(|word| {
                FUNCTION.has(&word.lower())
                    && word.span.start() > first.span.start()
                    && word.bare != "of"
                    && word.bare != "the"
            });
            if let Some(who) = subject(tag, &words_behind[..verb]).filter(|_| !has_content && is_near) {
                return Some((Some(who), said));
            }
        }
    }
    None
}

/// "Name said that …", "did Name really say …?"; of "Name denied that …" and "Name never said …" the whole.
fn by_verb(sentence: &str) -> Option<Found<'_>> {
    let found = words(sentence);
    let asks = found.iter().take(3).any(|word| matches!(word.lower().as_str(), "did" | "does" | "didnt"));
    let candidates = (1..found.len().min(REACH)).filter_map(|verb| Some((verb, saying(&found[verb])?)));
    for (verb, manner) in candidates.filter(|(_, manner)| asks || !manner.is_plain) {
        let Some(who) = subject(sentence, &found[..verb]) else { continue };
        let is_negative = found[..verb].iter().rev().take(3).any(|word| NEGATION.has(&word.lower()));
        let Some(start) = content(&found, verb, manner) else { continue };
        if manner.denies || is_negative {
            return Some((None, sentence));
        }
        let opening = sentence[..found[start].span.start()].chars().next_back().filter(|mark| "“\"‘'(".contains(*mark));
        let start = found[start].span.start() - opening.map_or(0, char::len_utf8);
        let said = &sentence[start..];
        return Some((Some(who), said));
    }
    None
}

/// Where what was said begins, behind the verb and whom it is told.
fn content(words: &[Word<'_>], verb: usize, manner: Saying) -> Option<usize> {
    let first = verb + 1;
    let head = words.get(first)?.lower();
    let that = (first..words.len().min(first + THAT)).find(|&at| words[at].bare == "that");
    let is_told =
        matches!(words[verb].lower().as_str(), "told" | "tells" | "tell" | "informed" | "assured" | "reminded");
    let is_aside = is_told
        || TIMES.has(&head)
        || matches!(head.as_str(), "on" | "in" | "at" | "to" | "during" | "earlier" | "last" | "this" | "again");
    match that {
        Some(that) if that == first || is_aside => Some(that + 1).filter(|start| *start < words.len()),
        _ if is_told => Some(first + 1).filter(|start| *start < words.len()),
        _ if matches!(head.as_str(), "about" | "of" | "so" | "to" | "nothing") || is_aside => None,
        _ => manner.takes_clause.then_some(first),
    }
}

/// A message without quotation or name: its sentences, at most a few of them, unless it is chatter.
pub(super) fn bare(lines: &[&str]) -> Vec<Claim> {
    let mut claims = Vec::new();
    for line in lines {
        for span in sentences(line) {
            let words = span.of(line).trim_start_matches(['-', '–', '—', ' ']).trim_end();
            if says_something(words) {
                claims.push(Claim { words: words.to_owned(), speaker: None, form: ClaimForm::Told });
            }
        }
    }
    claims.truncate(BARE);
    claims
}

/// Whether a sentence may be on record: no question, not of poster and reader, with words that carry something.
fn says_something(sentence: &str) -> bool {
    let found = words(sentence);
    let Some(first) = found.first().map(Word::lower) else { return false };
    let of_us = matches!(
        first.as_str(),
        "i" | "im" | "ive" | "id" | "you" | "youre" | "u" | "ur" | "my" | "your" | "we" | "lets" | "thanks" | "please"
    );
    let carries = |word: &&Word<'_>| {
        let lower = word.lower();
        let letters = lower.chars().filter(|letter| letter.is_alphabetic()).count();
        (letters > 2 || lower.starts_with(|letter: char| letter.is_ascii_digit()))
            && !FUNCTION.has(&lower)
            && !is_chatter(&lower)
    };
    found.len() > FEWEST_WORDS
        && found.iter().filter(carries).count() >= FEWEST_WORDS
        && !of_us
        && !sentence.ends_with('?')
}

fn is_chatter(word: &str) -> bool {
    const CHATTER: [&str; 24] = [
        "lol", "lmao", "rofl", "haha", "hahaha", "omg", "wow", "bro", "dude", "yeah", "yep", "nope", "okay", "cool",
        "nice", "great", "good", "morning", "night", "thanks", "everyone", "guys", "hello", "hey",
    ];
    CHATTER.contains(&word)
}
