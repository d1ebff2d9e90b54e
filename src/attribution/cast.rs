//! Everybody whom an article names: full names with title and role, and every later mention of them.

use std::collections::{HashMap, HashSet};

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
    identity: Identity,
    /// Whether the article names them in full, or nothing but their last name is known.
    pub(super) complete: bool,
    /// Whether the name stands in the curated list.
    pub(super) curated: bool,
    /// What they are by the curated list, folded.
    office: String,
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
    /// Members by the first and last word of their names.
    whole: HashMap<String, Vec<usize>>,
    /// Last names, and the first names of persons.
    single: HashMap<String, Vec<usize>>,
    /// Members by their names in the curated list.
    listed: HashMap<String, usize>,
    /// Members by the words of their roles.
    roles: HashMap<String, Vec<usize>>,
    /// The role of each member, folded.
    folded_roles: Vec<String>,
    /// How often each member is named in full.
    full_mentions: Vec<usize>,
    /// Where a name is first used alone, by its word.
    first_bare: HashMap<String, usize>,
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
        for run in runs.iter().filter(|run| run.name.len() == 1) {
            if !lexicon.people.is_common(reading.word(run.name.start)) {
                cast.enter_single(reading, lexicon, run);
            }
        }
        for run in runs.iter().filter(|run| run.name.len() == 1) {
            cast.enter_single(reading, lexicon, run);
        }
        for run in &runs {
            let members = cast.meant(reading, run);
            if !members.is_empty() {
                cast.mentions.push(Mention { tokens: run.name.clone(), members });
            }
        }
        cast.count(reading);
        cast
    }

    /// Whoever has `word`, in lower case, in their role.
    pub(super) fn by_role(&self, word: &str) -> impl Iterator<Item = usize> {
        self.roles.get(&folded(word)).into_iter().flatten().copied()
    }

    /// The role of the member, folded.
    pub(super) fn folded_role(&self, member: usize) -> &str {
        self.folded_roles.get(member).map_or("", String::as_str)
    }

    /// How often the member is named in full.
    pub(super) fn full_mentions(&self, member: usize) -> usize {
        self.full_mentions.get(member).copied().unwrap_or_default()
    }

    /// The place where `word`, in lower case, is first used as a name alone.
    pub(super) fn first_bare(&self, word: &str) -> Option<usize> {
        self.first_bare.get(word).copied()
    }

    fn count(&mut self, reading: &Reading<'_>) {
        self.full_mentions = vec![0; self.members.len()];
        for mention in &self.mentions {
            match (mention.tokens.len(), mention.members.as_slice()) {
                (1, _) => {
                    let word = reading.lower(mention.tokens.start).to_owned();
                    self.first_bare.entry(word).or_insert(mention.tokens.start);
                }
                (_, [one]) => self.full_mentions[*one] += 1,
                (_, _) => {}
            }
        }
        for (which, member) in self.members.iter().enumerate() {
            let role = folded(member.role.as_deref().unwrap_or_default());
            let words: HashSet<&str> = role.split(' ').filter(|word| !word.is_empty()).collect();
            for word in words {
                self.roles.entry(word.to_owned()).or_default().push(which);
            }
            self.folded_roles.push(role);
        }
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
        let identity = Identity::of(text);
        let person = listed(lexicon, text, &identity);
        let known = person.and_then(|person| self.listed.get(&folded(&person.name)).copied());
        let known = known.map_or_else(|| self.called(&identity), |which| vec![which]);
        let (pronoun, role) = (pronoun(reading, lexicon, run, &identity.words), role(reading, lexicon, run));
        let which = match known.as_slice() {
            [which] => {
                self.members[*which].learn(reading, run, &identity, pronoun, role);
                *which
            }
            [] => self.push(Member {
                name: person.map_or_else(|| written(reading, &run.name), |person| person.name.clone()),
                body: person.map_or_else(|| is_body(reading, lexicon, run, &identity.words), |person| person.body),
                pronoun: person.and_then(|person| person.pronoun).or(pronoun),
                role,
                full: Some(span),
                since: run.name.start,
                identity: identity.clone(),
                complete: true,
                curated: person.is_some(),
                office: office(person),
            }),
            _ => return,
        };
        self.remember(which, &identity);
        if let Some(person) = person {
            self.remember(which, &Identity::of(&person.name));
            self.listed.insert(folded(&person.name), which);
        }
    }

    fn push(&mut self, member: Member) -> usize {
        self.members.push(member);
        self.members.len() - 1
    }

    /// Keeps under which words the member may be mentioned.
    fn remember(&mut self, which: usize, identity: &Identity) {
        let words = &identity.words;
        let mut singles: Vec<&String> = words.last().into_iter().collect();
        let body = self.members[which].body;
        let key = if body { words.join(" ") } else { ends(words) };
        enter(&mut self.whole, key, which);
        if body {
            singles.retain(|_| words.len() == 1);
        } else if words.len() > 1 {
            singles.extend(words.first());
        }
        for word in singles {
            enter(&mut self.single, word.clone(), which);
        }
    }

    /// Whose whole name this is: the one of exactly these words, or else those of whom nothing differs.
    fn called(&self, identity: &Identity) -> Vec<usize> {
        let both = [ends(&identity.words), identity.words.join(" ")];
        let found = both.iter().find_map(|key| self.whole.get(key)).map_or(&[][..], Vec::as_slice);
        let exact = found.iter().find(|which| self.members[**which].identity == *identity);
        match exact {
            Some(exact) => vec![*exact],
            None => found.iter().copied().filter(|which| identity.may_be(&self.members[*which])).collect(),
        }
    }

    /// A last name that the article never gives in full, or gives for a namesake only: known by the curated list,
    /// or by a title before it.
    fn enter_single(&mut self, reading: &Reading<'_>, lexicon: &Lexicon, run: &Run) {
        let text = reading.word(run.name.start);
        let word = folded(text);
        if let Some(namesakes) = self.single.get(&word) {
            let lone =
                namesakes.iter().all(|which| self.members[*which].full.is_some() && !self.members[*which].curated);
            if lone {
                self.enter_rivals(reading, lexicon, run);
            }
            return;
        }
        let kin = run.titled.clone().is_some_and(|mut titles| titles.all(|place| title::is_kin(reading.lower(place))));
        let person = lexicon.people.named(text).filter(|person| person.body || may_be_titled(reading, run, person));
        let common = person.is_some_and(|person| !person.body) && lexicon.people.is_common(text);
        let person = person.filter(|person| !common || self.is_likely(reading, run, person));
        if person.is_none() && (run.titled.is_none() || kin) && !common {
            return;
        }
        let identity = Identity::of(text);
        let which = self.push(Member {
            name: person.map_or_else(|| text.to_owned(), |person| person.name.clone()),
            body: person.is_some_and(|person| person.body),
            pronoun: person
                .and_then(|person| person.pronoun)
                .or_else(|| pronoun(reading, lexicon, run, &identity.words)),
            role: role(reading, lexicon, run),
            full: None,
            since: run.name.start,
            identity: identity.clone(),
            complete: person.is_some(),
            curated: person.is_some(),
            office: office(person),
        });
        self.remember(which, &identity);
        if let Some(person) = person {
            self.listed.insert(folded(&person.name), which);
        }
    }

    /// "Trump" where the article names nobody but Melania Trump: those of the curated list are candidates too.
    fn enter_rivals(&mut self, reading: &Reading<'_>, lexicon: &Lexicon, run: &Run) {
        let text = reading.word(run.name.start);
        let identity = Identity::of(text);
        for person in lexicon.people.bearers(text).filter(|person| !person.body) {
            if lexicon.people.is_common(text) && !self.is_likely(reading, run, person) {
                continue;
            }
            let which = self.push(Member {
                name: person.name.clone(),
                body: false,
                pronoun: person.pronoun,
                role: None,
                full: None,
                since: run.name.start,
                identity: identity.clone(),
                complete: true,
                curated: true,
                office: office(Some(person)),
            });
            self.remember(which, &identity);
            self.listed.insert(folded(&person.name), which);
        }
    }

    /// Whether a bare common surname means `person` of the curated list: their office stands before it, or the
    /// article is about such people.
    fn is_likely(&self, reading: &Reading<'_>, run: &Run, person: &Person) -> bool {
        let titled = run.titled.clone().is_some_and(|titles| {
            titles.clone().any(|place| holds(&office(Some(person)), reading.lower(place)))
                || person.role.is_none() && titles.clone().any(|place| is_political(reading.lower(place)))
        });
        let fits = run.titled.is_none() || !has_office(reading, run);
        titled || (fits && self.members.iter().filter(|member| member.curated).count() > 1)
    }

    /// Who is meant by a run: a full name means its bearer, a last or first name whoever fits.
    fn meant(&self, reading: &Reading<'_>, run: &Run) -> Vec<usize> {
        let text = reading.span(&run.name).of(reading.text);
        let identity = Identity::of(text);
        if identity.words.len() > 1 {
            return self.called(&identity);
        }
        let Some(fitting) = identity.words.first().and_then(|word| self.single.get(word)) else { return Vec::new() };
        let told = told(reading, run);
        let by_title = fitting.iter().copied().filter(|which| {
            told.is_none() || self.members[*which].pronoun.is_none() || self.members[*which].pronoun == told
        });
        let is_known = |which: &usize| self.members[*which].is_rival() || self.members[*which].since < run.name.start;
        let mut introduced: Vec<usize> = by_title.clone().filter(is_known).take(MOST_NAMESAKES).collect();
        if introduced.is_empty() {
            introduced = by_title.take(MOST_NAMESAKES).collect();
        }
        match self.in_office(reading, run, &introduced).as_slice() {
            [one] => vec![*one],
            _ => introduced,
        }
    }

    /// Those of several whose role, in the article or the curated list, has the title before the name.
    fn in_office(&self, reading: &Reading<'_>, run: &Run, several: &[usize]) -> Vec<usize> {
        let Some(titles) = run.titled.clone().filter(|_| several.len() > 1) else { return Vec::new() };
        let in_office = |which: &usize| {
            let member = &self.members[*which];
            let role = folded(member.role.as_deref().unwrap_or_default());
            titles.clone().any(|place| {
                title::is_title(reading.lower(place))
                    && (holds(&role, reading.lower(place)) || holds(&member.office, reading.lower(place)))
            })
        };
        several.iter().copied().filter(in_office).collect()
    }
}

/// More people of one surname than this are not told apart.
const MOST_NAMESAKES: usize = 16;

impl Member {
    /// Whether `word`, in lower case, is their last name rather than their first, in any spelling.
    pub(super) fn is_last_name(&self, word: &str) -> bool {
        let words = &self.identity.words;
        let word = folded(word);
        words.last() == Some(&word) || words.first() != Some(&word)
    }

    /// Whether they are known by the curated list alone, and need no introduction.
    pub(super) fn is_rival(&self) -> bool {
        self.curated && self.full.is_none()
    }

    /// Takes over what a later mention in full tells.
    fn learn(
        &mut self,
        reading: &Reading<'_>,
        run: &Run,
        identity: &Identity,
        pronoun: Option<Pronoun>,
        role: Option<String>,
    ) {
        self.pronoun = self.pronoun.or(pronoun);
        self.role = self.role.take().or(role);
        if identity.words.len() > self.identity.words.len() {
            self.identity = identity.clone();
        }
        let capitals = |name: &str| !name.chars().any(char::is_lowercase);
        let name = written(reading, &run.name);
        if !self.curated && capitals(&self.name) && !capitals(&name) {
            self.name = name;
            self.full = Some(reading.span(&run.name));
        }
    }
}

/// What parts one bearer of a name from another.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Identity {
    /// The words of the name as the article writes it, folded, without the suffix.
    words: Vec<String>,
    /// "jr" of "Tom Lee Jr."
    suffix: Option<String>,
}

impl Identity {
    fn of(name: &str) -> Identity {
        let mut words: Vec<String> = folded(name).split(' ').map(str::to_owned).collect();
        let is_suffix =
            |word: &String| matches!(word.as_str(), "jr" | "junior" | "sr" | "senior" | "ii" | "iii" | "iv");
        let suffix = if words.len() > 1 && words.last().is_some_and(is_suffix) { words.pop() } else { None };
        Identity { words, suffix }
    }

    fn middle(&self) -> &[String] {
        self.words.get(1..self.words.len().saturating_sub(1)).unwrap_or_default()
    }

    /// Whether a name of the same first and last word as that of `member` may be theirs: "Tom Lee" may be Tom B.
    /// Lee, who may be Tom Barry Lee but neither Tom C. Lee nor Tom Lee Jr.
    fn may_be(&self, member: &Member) -> bool {
        let other = &member.identity;
        let (own, theirs) = (self.middle(), other.middle());
        let alike =
            |(own, their): (&String, &String)| own.starts_with(their.as_str()) || their.starts_with(own.as_str());
        let same =
            own.is_empty() || theirs.is_empty() || own.len() == theirs.len() && own.iter().zip(theirs).all(alike);
        let suffixed = self.suffix == other.suffix || self.suffix.is_none() && !member.curated;
        if member.body { self.words == other.words } else { same && suffixed }
    }
}

/// The name as the article writes it, with single spaces and the full stop of "Jr."
fn written(reading: &Reading<'_>, name: &Tokens) -> String {
    let text = reading.span(name).of(reading.text).split_whitespace().collect::<Vec<_>>().join(" ");
    let stop = matches!(reading.lower(name.end - 1), "jr" | "sr") && reading.lower(name.end) == ".";
    let text = text.replace(',', "");
    if stop { text + "." } else { text }
}

/// Whom of the curated list a name in full means; initials between its words do not matter.
fn listed<'l>(lexicon: &'l Lexicon, text: &str, identity: &Identity) -> Option<&'l Person> {
    let person = lexicon.people.named(text).filter(|person| is_whole_name(person, &identity.words));
    let initials = !identity.middle().is_empty()
        && identity.suffix.is_none()
        && identity.middle().iter().all(|word| word.chars().count() == 1);
    person.or_else(|| {
        let person = lexicon.people.named(&ends(&identity.words)).filter(|_| initials)?;
        (!person.body && Identity::of(&person.name).words.len() == 2).then_some(person)
    })
}

fn is_whole_name(person: &Person, words: &[String]) -> bool {
    let name = words.join(" ");
    person.aliases.iter().chain([&person.name]).any(|alias| folded(alias) == name)
        || (folded(&person.name).split(' ').next() == words.first().map(String::as_str))
}

fn office(person: Option<&Person>) -> String {
    folded(person.and_then(|person| person.role.as_deref()).unwrap_or_default())
}

/// Whether `role`, folded, has the word `title`.
fn holds(role: &str, title: &str) -> bool {
    role.split(' ').any(|word| word == title)
}

/// The pronoun that the titles before a name tell.
fn told(reading: &Reading<'_>, run: &Run) -> Option<Pronoun> {
    run.titled.as_ref().and_then(|titles| titles.clone().find_map(|place| title::pronoun(reading.lower(place))))
}

/// "Mr. Harris" is not Kamala Harris.
fn may_be_titled(reading: &Reading<'_>, run: &Run, person: &Person) -> bool {
    told(reading, run).is_none_or(|told| person.pronoun.is_none_or(|own| own == told))
}

/// Whether more than a courtesy title stands before the name.
fn has_office(reading: &Reading<'_>, run: &Run) -> bool {
    run.titled.clone().is_some_and(|mut titles| {
        titles.any(|place| title::is_title(reading.lower(place)) && !title::is_courtesy(reading.lower(place)))
    })
}

/// Titles that tell a politician where the curated list gives no role.
fn is_political(title: &str) -> bool {
    matches!(
        title,
        "president"
            | "minister"
            | "chancellor"
            | "premier"
            | "senator"
            | "sen"
            | "secretary"
            | "vice-president"
            | "envoy"
            | "candidate"
            | "nominee"
            | "gov"
            | "governor"
            | "leader"
    )
}

fn enter(index: &mut HashMap<String, Vec<usize>>, key: String, which: usize) {
    let bearers = index.entry(key).or_default();
    // Members are entered one after another, so that a repetition is near the end.
    if !bearers.iter().rev().take(MOST_NAMESAKES).any(|bearer| *bearer == which) {
        bearers.push(which);
    }
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
    let by_name = || {
        words
            .first()
            .filter(|_| words.len() > 1)
            .and_then(|first| lexicon.people.pronoun_of(first))
            .filter(|pronoun| *pronoun != Pronoun::They)
    };
    told(reading, run).or_else(by_name)
}

/// The role before the name ("Kremlin spokesman Dmitry Peskov") or behind it ("Ann Lee, the mayor of Elm,").
fn role(reading: &Reading<'_>, lexicon: &Lexicon, run: &Run) -> Option<String> {
    let before = run.titled.clone().map(|titles| {
        let mut start = titles.start;
        let floor = reading.sentence_range(start).start;
        while start > floor && belongs_to_role(reading, start - 1) {
            start -= 1;
        }
        start..titles.end
    });
    let before = before.or_else(|| role_before_comma(reading, run));
    let before = before.map(|tokens| reading.span(&reading.without_edges(tokens)).of(reading.text).to_owned());
    let courtesy = |role: &String| title::is_courtesy(role.to_lowercase().trim_end_matches('.'));
    before.filter(|role| !courtesy(role)).or_else(|| role_behind(reading, lexicon, behind_origin(reading, run)))
}

/// "The opposition leader, Ann Lee, left", "A spokesman for the port, Ann Lee, left": the phrase before the comma
/// before the name, but not "After talks with the leader, Ann Lee left".
fn role_before_comma(reading: &Reading<'_>, run: &Run) -> Option<Tokens> {
    let comma = run.name.start.checked_sub(1).filter(|comma| *comma > 0 && reading.lower(*comma) == ",")?;
    let closed = matches!(reading.lower(run.name.end), "," | ".") || reading.is_mark(run.name.end);
    let floor = reading.sentence_range(comma).start.max(comma.saturating_sub(12));
    let mut start = comma;
    let mut head = comma;
    while closed && start > floor {
        let word = reading.lower(start - 1);
        let verb = grammar::is_finite_auxiliary(word)
            || grammar::looks_past(word) && word != "retired"
            || grammar::is_subordinator(word) && word != "as";
        if !reading.is_word(start - 1) || reading.quotation(start - 1).is_some() || verb {
            break;
        }
        if grammar::is_preposition(word) {
            head = start - 1;
        }
        start -= 1;
        let opens = matches!(word, "a" | "an" | "the" | "its" | "his" | "her" | "their" | "our");
        if opens && title::is_title(reading.lower(head.saturating_sub(1))) && head > start + 1 {
            let first = start + 1;
            return Some(first..comma);
        }
    }
    let title = closed && title::is_title(reading.lower(comma - 1));
    title.then(|| {
        let mut start = comma - 1;
        while start > floor && belongs_to_role(reading, start - 1) {
            start -= 1;
        }
        start..comma
    })
}

/// The comma behind "Ann Lee of the University of Elm,".
fn behind_origin(reading: &Reading<'_>, run: &Run) -> usize {
    let end = run.name.end;
    if !matches!(reading.lower(end), "of" | "from" | "at") {
        return end;
    }
    (end + 1..end + 10)
        .find(|place| !reading.is_capitalised(*place) && !matches!(reading.lower(*place), "the" | "of" | "and" | "in"))
        .unwrap_or(end)
}

fn belongs_to_role(reading: &Reading<'_>, place: usize) -> bool {
    let word = reading.lower(place);
    let closed = grammar::is_determiner(word) && !matches!(word, "former" | "senior" | "top" | "other")
        || grammar::is_preposition(word)
        || grammar::is_conjunction(word)
        || grammar::is_subordinator(word)
        || grammar::is_auxiliary(word)
        || grammar::looks_past(word)
        || grammar::is_adverb(word)
        || word.ends_with("ing");
    reading.quotation(place).is_none() && (reading.is_word(place) || word == ".") && !closed
}

fn role_behind(reading: &Reading<'_>, lexicon: &Lexicon, comma: usize) -> Option<String> {
    let sentence = (comma < reading.tokens.len()).then(|| reading.sentence_range(comma))?;
    if reading.lower(comma) != "," || comma + 1 >= sentence.end {
        return None;
    }
    let start = comma + 1;
    let end = (start..sentence.end)
        .find(|place| {
            matches!(reading.lower(*place), "," | ";" | "—" | "who" | "said")
                || reading.lower(*place) == "and" && !joins_capitals(reading, lexicon, *place)
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

/// "the National Security and Defense Council", not "the mayor of Elm and Ann Lee".
fn joins_capitals(reading: &Reading<'_>, lexicon: &Lexicon, and: usize) -> bool {
    let person = lexicon.people.pronoun_of(reading.word(and + 1)).is_some();
    reading.is_capitalised(and - 1) && reading.is_capitalised(and + 1) && !person
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
            if !opens_run(reading, lexicon, &common, sentence, place) {
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

fn opens_run(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    common: &HashSet<&str>,
    sentence: &Tokens,
    place: usize,
) -> bool {
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
        || (grammar::is_month(word) && !is_first_name(reading, lexicon, place));
    let opens_sentence = place == sentence.start || (reading.is_mark(place - 1) || reading.lower(place - 1) == ":");
    let ordinary = opens_sentence && (common.contains(word) || grammar::is_adverb(word)) && !title::is_title(word);
    !closed && !ordinary
}

/// "Jan" of "Jan Berg" and "April" of "teacher April Stone", not of "in April Congress".
fn is_first_name(reading: &Reading<'_>, lexicon: &Lexicon, place: usize) -> bool {
    let before = reading.lower(place.saturating_sub(1));
    reading.is_capitalised(place + 1)
        && lexicon.people.pronoun_of(reading.lower(place)).is_some()
        && !grammar::is_preposition(before)
        && !grammar::is_determiner(before)
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
            let suffix = reading.lower(end) == "," && matches!(reading.lower(end + 1), "jr" | "sr");
            return if suffix { end + 2 } else { end };
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
    if last_title.is_none() && tokens.len() > 2 && is_title_of_several(reading.lower(start)) {
        start += 1;
    }
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

/// "Senators Ann Lee and Bob Stone": a title for both.
fn is_title_of_several(word: &str) -> bool {
    matches!(word, "sens" | "reps" | "presidents" | "ministers" | "secretaries")
        || title::is_crowd(word) && word.strip_suffix('s').is_some_and(title::is_title)
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
