//! Everybody whom an article names: full names with title and role, and every later mention of them.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::{
    attribution::{
        grammar,
        reading::{Reading, Tokens},
    },
    lexicon::{
        Lexicon,
        people::{Person, Pronoun, folded},
        title,
    },
    text::span::Span,
};

/// Somebody or something with a name.
#[derive(Clone, Debug)]
pub(super) struct Member {
    /// The full name, as the curated list or else this article writes it.
    pub(super) name: String,
    /// Whether it is a body rather than a person.
    pub(super) body: bool,
    pub(super) pronoun: Option<Pronoun>,
    /// What they are, as the article puts it.
    pub(super) role: Option<String>,
    /// The mention that gives the full name; none for somebody known by the curated list alone.
    pub(super) full: Option<Span>,
    /// Where they are first named.
    pub(super) since: usize,
    /// The words of the name as the article writes it, folded.
    words: Vec<String>,
    /// Whether the article names them in full, or nothing but their last name is known.
    pub(super) complete: bool,
    /// Whether the name stands in the curated list.
    pub(super) curated: bool,
}

/// A place where a member is named.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// The name alone, without title.
    pub(super) tokens: Tokens,
    /// Who may be meant: one, or several of one surname.
    pub(super) members: Vec<usize>,
}

/// The members and mentions of one article.
#[derive(Clone, Debug, Default)]
pub(super) struct Cast {
    pub(super) members: Vec<Member>,
    /// In the order of the text.
    pub(super) mentions: Vec<Mention>,
    /// Whole names, folded, and a person's first and last name alone.
    whole: HashMap<String, usize>,
    /// Last names, and the first names of persons.
    single: HashMap<String, Vec<usize>>,
}

/// A run of capitalised words, its titles cut off.
struct Run {
    name: Tokens,
    /// Titles before the name, inside the run or right before it.
    titled: Option<Tokens>,
}

impl Cast {
    pub(super) fn new(reading: &Reading<'_>, lexicon: &Lexicon) -> Cast {
        let runs = runs(reading, lexicon);
        let mut cast = Cast::default();
        for run in &runs {
            if run.name.len() > 1 {
                cast.enter_full(reading, lexicon, run);
            }
        }
        for run in &runs {
            if run.name.len() == 1 && !cast.single.contains_key(&folded(reading.lower(run.name.start))) {
                cast.enter_single(reading, lexicon, run);
            }
        }
        for run in &runs {
            let members = cast.meant(reading, run);
            if !members.is_empty() {
                cast.mentions.push(Mention { tokens: run.name.clone(), members });
            }
        }
        cast
    }

    /// The mentions within `tokens`, in order.
    pub(super) fn within(&self, tokens: &Tokens) -> &[Mention] {
        let start = self.mentions.partition_point(|mention| mention.tokens.start < tokens.start);
        let end = self.mentions.partition_point(|mention| mention.tokens.start < tokens.end);
        &self.mentions[start..end.max(start)]
    }

    fn enter_full(&mut self, reading: &Reading<'_>, lexicon: &Lexicon, run: &Run) {
        let span = reading.span(&run.name);
        let text = span.of(reading.text);
        let words = name_words(text);
        let person = lexicon.people.named(text).filter(|person| is_whole_name(person, &words));
        let listed = person.and_then(|person| self.whole.get(&folded(&person.name)).copied());
        let known = self.called(&words).or(listed);
        let (pronoun, role) = (pronoun(reading, lexicon, run, &words), role(reading, run));
        let which = match known {
            Some(which) => {
                let member = &mut self.members[which];
                member.pronoun = member.pronoun.or(pronoun);
                member.role = member.role.take().or(role);
                which
            }
            None => self.push(Member {
                name: person.map_or_else(
                    || text.split_whitespace().collect::<Vec<_>>().join(" "),
                    |person| person.name.clone(),
                ),
                body: person.map_or_else(|| is_body(reading, lexicon, run, &words), |person| person.body),
                pronoun: person.and_then(|person| person.pronoun).or(pronoun),
                role,
                full: Some(span),
                since: run.name.start,
                words: words.clone(),
                complete: true,
                curated: person.is_some(),
            }),
        };
        self.remember(which, &words);
        if let Some(person) = person {
            self.whole.entry(folded(&person.name)).or_insert(which);
        }
    }

    fn push(&mut self, member: Member) -> usize {
        self.members.push(member);
        self.members.len() - 1
    }

    /// Keeps under which words the member may be mentioned.
    fn remember(&mut self, which: usize, words: &[String]) {
        self.whole.entry(words.join(" ")).or_insert(which);
        let mut singles: Vec<&String> = words.last().into_iter().collect();
        if self.members[which].body {
            singles.retain(|_| words.len() == 1);
        } else if words.len() > 1 {
            self.whole.entry(ends(words)).or_insert(which);
            singles.extend(words.first());
        }
        for word in singles {
            let bearers = self.single.entry(word.clone()).or_default();
            if !bearers.contains(&which) {
                bearers.push(which);
            }
        }
    }

    /// Whose whole name this is; middle names do not matter.
    fn called(&self, words: &[String]) -> Option<usize> {
        let exact = self.whole.get(&words.join(" "));
        exact.or_else(|| self.whole.get(&ends(words)).filter(|_| words.len() > 1)).copied()
    }

    /// A last name that the article never gives in full: known by the curated list, or by a title before it.
    fn enter_single(&mut self, reading: &Reading<'_>, lexicon: &Lexicon, run: &Run) {
        let text = reading.word(run.name.start);
        let person = lexicon.people.named(text);
        if person.is_none() && run.titled.is_none() {
            return;
        }
        let words = name_words(text);
        let which = self.push(Member {
            name: person.map_or_else(|| text.to_owned(), |person| person.name.clone()),
            body: person.is_some_and(|person| person.body),
            pronoun: person.and_then(|person| person.pronoun).or_else(|| pronoun(reading, lexicon, run, &words)),
            role: role(reading, run),
            full: None,
            since: run.name.start,
            words: words.clone(),
            complete: person.is_some(),
            curated: person.is_some(),
        });
        self.remember(which, &words);
    }

    /// Who is meant by a run: a full name means its bearer, a last or first name whoever fits.
    fn meant(&self, reading: &Reading<'_>, run: &Run) -> Vec<usize> {
        let words = name_words(reading.span(&run.name).of(reading.text));
        if words.len() > 1 {
            return self.called(&words).into_iter().collect();
        }
        let Some(fitting) = words.first().and_then(|word| self.single.get(word)) else { return Vec::new() };
        let told = run
            .titled
            .as_ref()
            .and_then(|titles| titles.clone().find_map(|place| title::pronoun(reading.lower(place))));
        let by_title: Vec<usize> = fitting
            .iter()
            .copied()
            .filter(|which| {
                told.is_none() || self.members[*which].pronoun.is_none() || self.members[*which].pronoun == told
            })
            .collect();
        if by_title.len() < 2 {
            return by_title;
        }
        let introduced: Vec<usize> =
            by_title.iter().copied().filter(|which| self.members[*which].since < run.name.start).collect();
        if introduced.is_empty() { by_title } else { introduced }
    }
}

impl Member {
    /// Whether `word`, in lower case, is their last name rather than their first, in any spelling.
    pub(super) fn is_last_name(&self, word: &str) -> bool {
        let word = folded(word);
        self.words.last() == Some(&word) || self.words.first() != Some(&word)
    }
}

fn name_words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = folded(name).split(' ').map(str::to_owned).collect();
    while words.len() > 1 && matches!(words.last().map(String::as_str), Some("jr" | "sr" | "ii" | "iii" | "iv")) {
        words.pop();
    }
    words
}

fn is_whole_name(person: &Person, words: &[String]) -> bool {
    let name = words.join(" ");
    person.aliases.iter().chain([&person.name]).any(|alias| folded(alias) == name)
        || (folded(&person.name).split(' ').next() == words.first().map(String::as_str))
}

/// First and last word of a name.
fn ends(words: &[String]) -> String {
    let word = |word: Option<&String>| word.cloned().unwrap_or_default();
    format!("{} {}", word(words.first()), word(words.last()))
}

fn is_body(reading: &Reading<'_>, lexicon: &Lexicon, run: &Run, words: &[String]) -> bool {
    let first = words.first().map_or("", String::as_str);
    let place_before = run.name.start.checked_sub(1);
    let after_the = place_before.is_some_and(|place| reading.lower(place) == "the");
    let worded = words.iter().any(|word| grammar::is_body_word(word));
    let personal = lexicon.people.pronoun_of(first).is_some() || run.titled.is_some();
    let body_last = grammar::is_body_word(words.last().map_or("", String::as_str));
    let foreign = after_the || grammar::opens_place(first) || words.len() > 4;
    if personal { body_last } else { worded || foreign }
}

fn pronoun(reading: &Reading<'_>, lexicon: &Lexicon, run: &Run, words: &[String]) -> Option<Pronoun> {
    let by_title =
        run.titled.as_ref().and_then(|titles| titles.clone().find_map(|place| title::pronoun(reading.lower(place))));
    let by_name = || {
        words
            .first()
            .filter(|_| words.len() > 1)
            .and_then(|first| lexicon.people.pronoun_of(first))
            .filter(|pronoun| *pronoun != Pronoun::They)
    };
    by_title.or_else(by_name)
}

/// The role before the name ("Kremlin spokesman Dmitry Peskov") or behind it ("Ann Lee, the mayor of Elm,").
fn role(reading: &Reading<'_>, run: &Run) -> Option<String> {
    let before = run.titled.clone().or_else(|| title_before_comma(reading, run)).map(|titles| {
        let mut start = titles.start;
        let floor = reading.sentence_range(start).start;
        while start > floor && belongs_to_role(reading, start - 1) {
            start -= 1;
        }
        start..titles.end
    });
    let before = before.map(|tokens| reading.span(&reading.without_edges(tokens)).of(reading.text).to_owned());
    let courtesy = |role: &String| {
        matches!(role.to_lowercase().trim_end_matches('.'), "mr" | "mrs" | "ms" | "miss" | "dr" | "sir" | "mx")
    };
    before.filter(|role| !courtesy(role)).or_else(|| role_behind(reading, run.name.end))
}

/// "The opposition leader, Ann Lee, left": the title before the comma before the name.
fn title_before_comma(reading: &Reading<'_>, run: &Run) -> Option<Tokens> {
    let comma = run.name.start.checked_sub(1).filter(|comma| *comma > 0 && reading.lower(*comma) == ",")?;
    let closed = matches!(reading.lower(run.name.end), "," | ".");
    (closed && title::is_title(reading.lower(comma - 1))).then_some(comma - 1..comma)
}

fn belongs_to_role(reading: &Reading<'_>, place: usize) -> bool {
    let word = reading.lower(place);
    let closed = grammar::is_determiner(word) && !matches!(word, "former" | "senior" | "top" | "other")
        || grammar::is_preposition(word) && word != "of"
        || grammar::is_conjunction(word)
        || grammar::is_subordinator(word)
        || grammar::is_auxiliary(word)
        || grammar::looks_past(word)
        || grammar::is_adverb(word)
        || word.ends_with("ing");
    reading.quotation(place).is_none() && (reading.is_word(place) || word == ".") && !closed
}

fn role_behind(reading: &Reading<'_>, comma: usize) -> Option<String> {
    let sentence = (comma < reading.tokens.len()).then(|| reading.sentence_range(comma))?;
    if reading.lower(comma) != "," || comma + 1 >= sentence.end {
        return None;
    }
    let start = comma + 1;
    let end = (start..sentence.end)
        .find(|place| {
            matches!(reading.lower(*place), "," | ";" | "—" | "who" | "said" | "and")
                || reading.quotation(*place).is_some()
        })
        .unwrap_or(sentence.end);
    let first = reading.lower(start);
    let skipped = usize::from(matches!(first, "the" | "a" | "an"));
    let tokens = reading.without_edges(start + skipped..end);
    let opens = grammar::is_determiner(first) || title::is_title(first) || reading.is_capitalised(start);
    let is_role = opens
        && tokens.clone().any(|place| title::is_title(reading.lower(place)))
        && tokens.len() < 16
        && !tokens.clone().any(|place| grammar::is_finite_auxiliary(reading.lower(place)));
    is_role.then(|| reading.span(&tokens).of(reading.text).to_owned())
}

/// The runs of capitalised words in the text that may be names.
fn runs(reading: &Reading<'_>, lexicon: &Lexicon) -> Vec<Run> {
    let common: HashSet<&str> = (0..reading.tokens.len())
        .filter(|place| !reading.is_capitalised(*place))
        .map(|place| reading.lower(place))
        .collect();
    let mut runs = Vec::new();
    for sentence in &reading.ranges {
        let headline = reading.is_headline(sentence);
        let mut place = sentence.start;
        while place < sentence.end {
            if !opens_run(reading, &common, sentence, place) {
                place += 1;
                continue;
            }
            let end = run_end(reading, sentence, place);
            runs.extend(run(reading, lexicon, place..end, headline));
            place = end;
        }
    }
    runs
}

fn opens_run(reading: &Reading<'_>, common: &HashSet<&str>, sentence: &Tokens, place: usize) -> bool {
    let word = reading.lower(place);
    if !reading.is_capitalised(place) || !reading.is_word(place) || matches!(word, "'s" | "’s") || word == "i" {
        return false;
    }
    let closed = grammar::is_determiner(word)
        || grammar::is_subject_pronoun(word)
        || grammar::is_conjunction(word)
        || grammar::is_subordinator(word)
        || grammar::is_preposition(word)
        || grammar::is_finite_auxiliary(word)
        || grammar::is_day(word)
        || grammar::is_month(word);
    let opens_sentence = place == sentence.start || (reading.is_mark(place - 1) || reading.lower(place - 1) == ":");
    let ordinary = opens_sentence && (common.contains(word) || grammar::is_adverb(word)) && !title::is_title(word);
    !closed && !ordinary
}

fn run_end(reading: &Reading<'_>, sentence: &Tokens, start: usize) -> usize {
    let mut end = start + 1;
    loop {
        let particle = matches!(
            reading.lower(end),
            "von" | "der" | "de" | "la" | "bin" | "al" | "van" | "el" | "di" | "da" | "du" | "del" | "ibn" | "ter"
        );
        let stop = reading.lower(end) == "." && is_short(reading, end - 1);
        let next = end + usize::from(particle || stop);
        let next = next + usize::from(particle && matches!(reading.lower(next), "der" | "la" | "den"));
        let goes_on = next < sentence.end
            && reading.is_capitalised(next)
            && reading.is_word(next)
            && !grammar::is_day(reading.lower(next))
            && !matches!(reading.lower(next), "'s" | "’s");
        if !goes_on {
            return end;
        }
        end = next + 1;
    }
}

/// An initial or a short title, behind which a full stop may stand within a name.
fn is_short(reading: &Reading<'_>, place: usize) -> bool {
    let word = reading.lower(place);
    reading.word(place).split('.').all(|part| part.chars().count() == 1)
        || matches!(
            word,
            "sen"
                | "rep"
                | "gov"
                | "gen"
                | "dr"
                | "mr"
                | "mrs"
                | "ms"
                | "prof"
                | "rev"
                | "lt"
                | "col"
                | "sgt"
                | "st"
                | "capt"
                | "maj"
                | "adm"
                | "jr"
                | "sr"
                | "hon"
                | "atty"
                | "pres"
        )
}

/// The name in a run without the titles before it, if one is left.
fn run(reading: &Reading<'_>, lexicon: &Lexicon, tokens: Tokens, headline: bool) -> Option<Run> {
    let is_title = |place: usize| title::is_title(reading.lower(place));
    let last_title = tokens.clone().rev().find(|place| is_title(*place) && place + 1 < tokens.end);
    let mut start = last_title.map_or(tokens.start, |place| place + 1 + usize::from(reading.lower(place + 1) == "."));
    let mut titled = last_title.map(|place| tokens.start..place + 1);
    if last_title.is_none() && tokens.start > 0 {
        let before = tokens.start - 1;
        let dotted = reading.lower(before) == "." && before > 0 && is_title(before - 1);
        if is_title(before) || dotted {
            titled = Some(before - usize::from(dotted)..before + 1);
        } else if reading.lower(before) == "of" && before > 0 && is_title(before - 1) {
            start = behind_office(reading, &tokens)?;
            titled = Some(before - 1..start);
        }
    }
    let name = start..tokens.end;
    let words = name.clone().filter(|place| reading.is_word(*place)).count();
    if name.is_empty() || words == 0 || words > 6 || (name.len() == 1 && is_title(name.start) && titled.is_none()) {
        return None;
    }
    if headline && lexicon.people.named(reading.span(&name).of(reading.text)).is_none() {
        return None;
    }
    Some(Run { name, titled })
}

/// "Secretary of State Ann Lee", "Chief of Staff Lee": where the name begins in the run behind "of".
fn behind_office(reading: &Reading<'_>, tokens: &Tokens) -> Option<usize> {
    let office = matches!(
        reading.lower(tokens.start),
        "state"
            | "staff"
            | "defense"
            | "defence"
            | "treasury"
            | "war"
            | "labor"
            | "energy"
            | "education"
            | "commerce"
            | "agriculture"
    );
    match (office, tokens.len()) {
        (true, length) if length > 1 => Some(tokens.start + 1),
        (false, length) if length > 2 => Some(tokens.end - 2),
        (_, _) => None,
    }
}

/// Members by what they are called in the roles of the article: "ambassador", "spokesman".
pub(super) fn by_role<'a>(cast: &'a Cast, title: &str) -> BTreeMap<usize, &'a str> {
    let holders = cast.members.iter().enumerate().filter_map(|(which, member)| {
        let role = member.role.as_deref()?;
        let words = folded(role);
        words.split(' ').any(|word| word == title).then_some((which, role))
    });
    holders.collect()
}
