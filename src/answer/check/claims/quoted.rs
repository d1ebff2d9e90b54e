//! Quotations in a text, and whom the words around them give them to.

use crate::{
    answer::check::{
        Claim, ClaimForm,
        claims::{
            Placed,
            name::{Who, Word, is_name_alone, name, name_at_start, saying, subject, words},
        },
    },
    text::{
        quotation::{is_closed, quotations},
        sentence::sentences,
        span::Span,
    },
};

/// So many lines of one quotation are joined.
const MOST_LINES: usize = 16;
/// So far behind a quotation the verb of its speaker is looked for, in words.
const TAG: usize = 9;
/// A quotation of fewer words, which nobody is directly given, is a manner of speaking.
const FEWEST_WORDS: usize = 3;
/// Words that begin a thought of its own behind a quotation.
const CONJUNCTIONS: [&str; 10] = ["but", "and", "while", "whereas", "then", "because", "if", "or", "although", "so"];

/// `text` with marks of other languages as those that [`quotations`] knows; each byte stays in its place.
fn with_known_marks(text: &str) -> String {
    let turned = text.find('»').is_some_and(|close| text.find('«').is_some_and(|open| close < open));
    let known = |letter: char| match letter {
        '‹' | '「' | '『' | '❝' | '｢' | '〝' => '“',
        '›' | '」' | '』' | '❞' | '｣' | '〞' | '〟' => '”',
        '»' if turned => '«',
        '«' if turned => '»',
        other => other,
    };
    text.chars().map(known).collect()
}

/// The quotations of a text, none within another: a heap of marks can look like that.
fn in_order(seen: &str) -> Vec<Span> {
    let mut at = 0;
    let mut apart = quotations(seen);
    apart.retain(|span| {
        let is_apart = span.start() >= at;
        at = at.max(span.end());
        is_apart
    });
    apart
}

/// `lines` as one text in which a quotation that goes over several lines stands in one.
pub(super) fn joined(lines: &[String]) -> String {
    let mut joined: Vec<String> = Vec::new();
    let mut next = 0;
    while let Some(line) = lines.get(next) {
        let mut line = line.clone();
        next += 1;
        while let Some((count, cut)) = going_on(&line, &lines[next..]) {
            for more in lines[next..next + count - 1].iter().filter(|more| !more.is_empty()) {
                line = format!("{line} {more}");
            }
            let last = &lines[next + count - 1];
            line = format!("{line} {}", &last[cut..]);
            next += count;
        }
        joined.push(line);
    }
    joined.join("\n")
}

/// Into how many of the lines `behind` the quotation that `line` leaves open goes on, and how many bytes of the last
/// of them are a mark that only says so.
fn going_on(line: &str, behind: &[String]) -> Option<(usize, usize)> {
    let seen = with_known_marks(line);
    let open = quotations(&seen).pop().filter(|last| last.end() == seen.len() && !is_closed(&seen, *last))?;
    let straight = !open.of(&seen).starts_with(['“', '«', '„']);
    for (count, more) in behind.iter().enumerate().take(MOST_LINES) {
        let more = with_known_marks(more);
        let Some((at, mark)) = more.char_indices().find(|(_, letter)| "“”«»„\"＂".contains(*letter)) else {
            continue;
        };
        if at == 0 && mark == '“' && !straight {
            return Some((count + 1, mark.len_utf8()));
        }
        let ends_word = at > 0 && !more[..at].ends_with(char::is_whitespace);
        let closes = if straight {
            matches!(mark, '"' | '＂') && ends_word
        } else {
            matches!(mark, '”' | '»') || mark == '“' && ends_word
        };
        return closes.then_some((count + 1, 0));
    }
    None
}

/// The words of the quotation at `span` without its marks, and without a comma before the closing one.
fn inner(seen: &str, span: Span) -> Span {
    let marked = span.of(seen);
    let width =
        |mark: &str, letter: char| if mark.starts_with("''") || mark.starts_with("``") { 2 } else { letter.len_utf8() };
    let start = span.start() + marked.chars().next().map_or(0, |letter| width(marked, letter));
    let closing = marked.chars().next_back().filter(|_| is_closed(seen, span) && span.end() > start);
    let end = span.end() - closing.map_or(0, |letter| if marked.ends_with("''") { 2 } else { letter.len_utf8() });
    let bare = Span::new(start, end.max(start)).trimmed(seen);
    let words = bare.of(seen);
    Span::new(bare.start(), bare.start() + words.strip_suffix(',').unwrap_or(words).trim_end().len())
}

/// Whether all of `text` stands in quotation marks; then the words in them.
pub(super) fn wholly_quoted(text: &str) -> Option<String> {
    let seen = with_known_marks(text);
    let found = in_order(&seen);
    let mut at = 0;
    for span in &found {
        if seen[at..span.start()].contains(char::is_alphanumeric) {
            return None;
        }
        at = span.end();
    }
    let is_whole = !found.is_empty() && !seen[at..].contains(char::is_alphanumeric);
    let inside = found.iter().map(|span| inner(&seen, *span).of(text)).filter(|words| !words.is_empty());
    is_whole.then(|| inside.collect::<Vec<_>>().join(" "))
}

/// The claims that quotations of `text` are, with whom the words around them name; `last` is whom a pronoun means.
pub(super) fn quoted(text: &str, last: &mut Option<String>) -> Vec<Placed> {
    let seen = with_known_marks(text);
    let spans: Vec<Span> = in_order(&seen).into_iter().map(|span| without_signature(&seen, span)).collect();
    let mut found: Vec<Placed> = Vec::new();
    let mut continues: Option<Who> = None;
    for (number, span) in spans.iter().enumerate() {
        let from = number.checked_sub(1).map_or(0, |before| spans[before].end());
        let until = spans.get(number + 1).map_or(text.len(), |next| next.start());
        let (before, after) = (&text[from..span.start()], &text[span.end()..until]);
        let words_inside = inner(&seen, *span).of(text);
        if !words_inside.contains(char::is_alphanumeric) {
            continue;
        }
        if continues.take().is_some()
            && let Some(first) = found.last_mut()
        {
            first.claim.words = format!("{} {words_inside}", first.claim.words);
            first.span = first.span.cover(*span);
            let signature = Surroundings { before, after, has_next: false, is_first: false }.signature();
            first.claim.speaker = first.claim.speaker.take().or(signature);
            continue;
        }
        let has_next = number + 1 < spans.len();
        let given = Surroundings { before, after, has_next, is_first: number == 0 }.speaker();
        let is_short = words(words_inside).len() < FEWEST_WORDS;
        if is_short && !given.as_ref().is_some_and(|given| given.is_direct) {
            continue;
        }
        let speaker = match &given {
            Some(Given { who: Who::Named(name), .. }) => {
                *last = Some(name.clone());
                Some(name.clone())
            }
            Some(Given { who: Who::Pronoun, .. }) => last.clone(),
            None => found.last().filter(|_| is_same_breath(before)).and_then(|before| before.claim.speaker.clone()),
        };
        if given.as_ref().is_some_and(|given| given.is_tag) && is_broken_off(after) && has_next {
            continues = given.map(|given| given.who);
        }
        // The inner comma of a sentence that goes on behind its tag is the speaker's.
        let with_comma =
            continues.is_some() && text[..span.end()].trim_end_matches(['"', '”', '\'', '’', '»']).ends_with(',');
        let words = if with_comma { format!("{words_inside},") } else { words_inside.to_owned() };
        found.push(Placed { span: *span, claim: Claim { words, speaker, form: ClaimForm::Quoted } });
    }
    found
}

/// A quotation that was left open ends before the dash and name behind it.
fn without_signature(seen: &str, span: Span) -> Span {
    let words = span.of(seen);
    if is_closed(seen, span) {
        return span;
    }
    for dash in [" - ", " – ", " — "] {
        if let Some(at) = words.rfind(dash).filter(|at| name(&words[at + dash.len()..]).is_some()) {
            return Span::new(span.start(), span.start() + at);
        }
    }
    span
}

/// Whether the words between two quotations leave them to the same speaker.
fn is_same_breath(between: &str) -> bool {
    let speaks = |word: &Word<'_>| matches!(word.lower().as_str(), "i" | "we" | "you" | "my" | "me" | "im" | "u");
    let words = words(between);
    !between.contains('\n') && words.len() < TAG && !words.iter().any(speaks)
}

/// Whether what stands behind a quotation says that its sentence goes on: "X," he said, "Y".
fn is_broken_off(after: &str) -> bool {
    let tag = after.trim_end();
    tag.ends_with([',', '–', '—', '-', '…']) && !tag.contains('\n') && words(tag).len() <= TAG + 3
}

/// Who is given a quotation.
#[derive(Debug)]
struct Given {
    who: Who,
    /// Whether nothing stands between the two.
    is_direct: bool,
    /// Whether it stands behind, with a verb.
    is_tag: bool,
}

/// What stands around a quotation, as far as to the next.
struct Surroundings<'t> {
    before: &'t str,
    after: &'t str,
    has_next: bool,
    is_first: bool,
}

impl<'t> Surroundings<'t> {
    fn speaker(&self) -> Option<Given> {
        let named = |name: String| Given { who: Who::Named(name), is_direct: true, is_tag: false };
        self.signature()
            .map(named)
            .or_else(|| self.label())
            .or_else(|| self.tag())
            .or_else(|| self.lead_behind().map(named))
            .or_else(|| self.clause())
            .or_else(|| self.line_below().map(named))
            .or_else(|| self.line_above())
    }

    fn line_before(&self) -> &'t str {
        self.before.rsplit('\n').next().unwrap_or_default().trim()
    }

    fn line_behind(&self) -> &'t str {
        self.after.split('\n').next().unwrap_or_default().trim()
    }

    /// `"…" – Name`, `"…" (Name)`, `"…", Name`.
    fn signature(&self) -> Option<String> {
        let line = self.line_behind().trim_start_matches(['.', ' ']);
        if let Some(inside) = line.strip_prefix(['(', '[']) {
            return name(inside.split([')', ']']).next()?);
        }
        if let Some(behind) = line.strip_prefix(',') {
            return is_name_alone(behind).then(|| name(behind)).flatten();
        }
        signed(line)
    }

    /// `Name: "…"`, `Name said: "…"`, `Name – "…"`.
    fn label(&self) -> Option<Given> {
        let line = self.line_before();
        if let Some(label) = line.strip_suffix(':') {
            let label = label.rsplit(": ").next()?;
            return speaker_in(label).map(|who| Given { who, is_direct: true, is_tag: false });
        }
        let dashed = line.trim_end_matches(['-', '–', '—', '―']);
        let is_name = dashed.len() < line.len() && is_name_alone(dashed.trim_end()) && self.is_line_start();
        is_name.then(|| name(dashed)).flatten().map(|name| Given {
            who: Who::Named(name),
            is_direct: true,
            is_tag: false,
        })
    }

    fn is_line_start(&self) -> bool {
        self.is_first || self.before.contains('\n')
    }

    /// `"…," Name said`, `"…," said Name`.
    fn tag(&self) -> Option<Given> {
        let line = self.line_behind();
        let words = words(line);
        let first = words.first()?;
        let leading = line[..first.span.start()].trim();
        if !matches!(leading, "" | "," | "." | "–" | "—") || CONJUNCTIONS.contains(&first.lower().as_str()) {
            return None;
        }
        let verb = words
            .iter()
            .take(TAG)
            .position(|word| saying(word).is_some_and(|saying| !saying.denies && !saying.is_plain))?;
        let is_cut = words[..verb].iter().zip(&words[1..]).any(|(word, next)| {
            word.bare.chars().count() > 3 && line[word.span.end()..next.span.start()].contains(['.', '!', '?'])
        });
        let rest = line[words[verb].span.end()..].trim();
        let leads_on = self.has_next
            && !self.after.contains('\n')
            && !rest.contains(',')
            && !rest.ends_with([',', '.', '!', '?', ';', '–', '—', '-']);
        if is_cut || leads_on {
            return None;
        }
        let who = if verb == 0 { name_at_start(line, &words[1..]) } else { subject(line, &words[..verb]) }?;
        Some(Given { who, is_direct: true, is_tag: true })
    }

    /// `"…", according to Name`.
    fn lead_behind(&self) -> Option<String> {
        let line = self.line_behind().trim_start_matches([',', ' ']);
        let (lead, _) = leads(line)?;
        name(&line[lead..])
    }

    /// `Name said "…"`, `Name said that the plan is "…"`, `according to Name, "…"`.
    fn clause(&self) -> Option<Given> {
        let line = self.line_before();
        let sentence = sentences(line).pop()?.of(line);
        if sentence.ends_with(['.', '!', '?']) {
            return None;
        }
        if let Some((lead, _)) = leads(sentence) {
            let who = Who::Named(name(&sentence[lead..])?);
            return Some(Given { who, is_direct: true, is_tag: false });
        }
        let words = words(sentence);
        if let Some(name) = put_by(sentence, &words) {
            return Some(Given { who: Who::Named(name), is_direct: true, is_tag: false });
        }
        let (verb, who) = spoken(sentence, &words)?;
        let between = &words[verb + 1..];
        let is_direct = between.iter().all(|word| word.bare == "that");
        Some(Given { who, is_direct, is_tag: false })
    }

    /// A name in the line below.
    fn line_below(&self) -> Option<String> {
        if !self.line_behind().trim_matches(['.', ',', ' ']).is_empty() {
            return None;
        }
        let mut lines = self.after.split('\n').skip(1).map(str::trim);
        let below = lines.next()?;
        let line = if below.is_empty() { lines.next()? } else { below };
        let is_near = below == line || line.contains(' ') && lines.all(str::is_empty);
        let stands_alone = is_near && self.line_before().is_empty() && is_name_alone(line);
        signed(line).or_else(|| stands_alone.then(|| name(line)).flatten())
    }

    /// `Name said:` or a name in the line above.
    fn line_above(&self) -> Option<Given> {
        if !self.line_before().is_empty() {
            return None;
        }
        let line = self.before.lines().rev().map(str::trim).find(|line| !line.is_empty())?;
        let who = match line.strip_suffix(':') {
            Some(label) => speaker_in(label.rsplit(": ").next()?)?,
            None => Who::Named(name(line).filter(|_| self.is_first && is_name_alone(line))?),
        };
        Some(Given { who, is_direct: true, is_tag: false })
    }
}

/// `– Name`, `~ Name, role`.
pub(super) fn signed(line: &str) -> Option<String> {
    let signature = line.trim_start().trim_start_matches(['-', '–', '—', '―', '~']);
    if signature.len() == line.trim_start().len() || signature.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    match speaker_in(signature)? {
        Who::Named(name) => Some(name),
        Who::Pronoun => None,
    }
}

/// Whom a label names: "Name", "Name said yesterday", "Quote by Name".
pub(super) fn speaker_in(label: &str) -> Option<Who> {
    let words = words(label);
    if let Some(name) = put_by(label, &words) {
        return Some(Who::Named(name));
    }
    if let Some((_, who)) = spoken(label, &words) {
        return Some(who);
    }
    let is_credit = words.len() > 2
        && matches!(words[0].lower().as_str(), "quote" | "quotes" | "statement" | "message" | "tweet" | "words")
        && matches!(words[1].bare, "from" | "by" | "of")
        && words[2].bare != "the";
    let label = if is_credit { &label[words[2].span.start()..] } else { label };
    name(label).map(Who::Named)
}

/// "As Name put it", "in Name's words", "in the words of Name".
fn put_by(phrase: &str, words: &[Word<'_>]) -> Option<String> {
    let first = words.first()?.lower();
    let (middle, last) = match first.as_str() {
        "as" => (1, words.iter().rposition(|word| matches!(word.bare, "put" | "puts"))?),
        "in" if words.len() > 4 && words[2].bare == "words" && words[3].bare == "of" => (4, words.len()),
        "in" => (1, words.iter().rposition(|word| word.bare == "words")?),
        _ => return None,
    };
    let named = words.get(middle..last).filter(|named| !named.is_empty())?;
    name(&phrase[named[0].span.start()..named[named.len() - 1].span.end()])
}

/// The last verb of speech of `sentence` with its subject.
pub(super) fn spoken(sentence: &str, words: &[Word<'_>]) -> Option<(usize, Who)> {
    let asks = words.iter().take(3).any(|word| matches!(word.lower().as_str(), "did" | "does" | "didnt"));
    let fits = |at: &usize| saying(&words[*at]).is_some_and(|saying| !saying.denies && (asks || !saying.is_plain));
    (1..words.len()).rev().filter(fits).find_map(|verb| Some((verb, subject(sentence, &words[..verb])?)))
}

/// Behind "according to" or "per" in `sentence`: where the source begins, and where the phrase did.
pub(super) fn leads(sentence: &str) -> Option<(usize, usize)> {
    let words = words(sentence);
    let is = |at: usize, word: &str| words.get(at).is_some_and(|found| found.lower() == word);
    let at = (0..words.len()).find(|&at| is(at, "according") && is(at + 1, "to") || is(at, "per"))?;
    let is_per = is(at, "per");
    let opens = at == 0 || words[at - 1].ends_clause || is(at - 1, "as");
    let source = words.get(at + if is_per { 1 } else { 2 })?;
    (!is_per || opens).then(|| (source.span.start(), words[at].span.start()))
}
