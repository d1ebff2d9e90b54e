//! Everybody whom an article names: full names with title and role, and every later mention of them.

use std::collections::{HashMap, HashSet};

use crate::{
    attribution::{
        grammar,
        reading::{Reading, Tokens},
        speaker::{
            identity::{self, Identity, ends},
            member::{self, Member},
            role,
            run::{self, Run},
        },
    },
    lexicon::{
        Lexicon,
        people::{Person, folded},
        title,
    },
};

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
    /// The words, in lower case, that have a capital where no sentence begins.
    capitalised: HashSet<String>,
}

impl Cast {
    pub(super) fn new(reading: &Reading<'_>, lexicon: &Lexicon) -> Cast {
        let runs = run::runs(reading, lexicon);
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
        cast.capitalised = capitalised(reading);
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

    /// Whether `word`, in lower case, has a capital somewhere but at the beginning of a sentence.
    pub(super) fn is_capitalised(&self, word: &str) -> bool {
        self.capitalised.contains(word)
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
        let person = identity::listed(lexicon, text, &identity);
        let known = person.and_then(|person| self.listed.get(&folded(&person.name)).copied());
        let known = known.map_or_else(|| self.called(&identity), |which| vec![which]);
        let known = if known.is_empty() { self.by_nickname(lexicon, &identity) } else { known };
        let (pronoun, role) =
            (member::pronoun(reading, lexicon, run, &identity.words), role::role(reading, lexicon, run));
        let which = match known.as_slice() {
            [which] => {
                self.members[*which].learn(reading, run, &identity, pronoun, role);
                *which
            }
            [] => self.push(Member {
                name: person.map_or_else(|| run.written(reading), |person| person.name.clone()),
                body: person
                    .map_or_else(|| member::is_body(reading, lexicon, run, &identity.words), |person| person.body),
                pronoun: person.and_then(|person| person.pronoun).or(pronoun),
                role,
                full: Some(span),
                since: run.name.start,
                identity: identity.clone(),
                complete: true,
                curated: person.is_some(),
                office: member::office(person),
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
            let generic = |word: &String| grammar::is_body_word(word);
            if words.len() > 1 && words[1..].iter().all(generic) && !generic(&words[0]) {
                singles.extend(words.first().filter(|first| !grammar::opens_place(first)));
            }
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
            None => found.iter().copied().filter(|which| self.may_be(identity, *which)).collect(),
        }
    }

    /// "Bob Stone" where the article has Robert Stone.
    fn by_nickname(&self, lexicon: &Lexicon, identity: &Identity) -> Vec<usize> {
        let [first, last] = identity.words.as_slice() else { return Vec::new() };
        if identity.suffix.is_some() {
            return Vec::new();
        }
        let same = |which: &&usize| {
            let member = &self.members[**which];
            let own = &member.identity.words;
            !member.body
                && member.full.is_some()
                && own.len() > 1
                && own.last() == Some(last)
                && own.first().is_some_and(|own| own != first && lexicon.people.is_same_first_name(own, first))
        };
        self.single.get(last).into_iter().flatten().filter(same).copied().collect()
    }

    fn may_be(&self, identity: &Identity, which: usize) -> bool {
        let member = &self.members[which];
        identity.may_be(&member.identity, member.body, member.curated)
    }

    /// A last name that the article never gives in full, or gives for a namesake only: known by the curated list,
    /// or by a title before it.
    fn enter_single(&mut self, reading: &Reading<'_>, lexicon: &Lexicon, run: &Run) {
        let text = reading.word(run.name.start);
        let word = Identity::of(text).words.join(" ");
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
                .or_else(|| member::pronoun(reading, lexicon, run, &identity.words)),
            role: role::role(reading, lexicon, run),
            full: None,
            since: run.name.start,
            identity: identity.clone(),
            complete: person.is_some(),
            curated: person.is_some(),
            office: member::office(person),
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
                office: member::office(Some(person)),
            });
            self.remember(which, &identity);
            self.listed.insert(folded(&person.name), which);
        }
    }

    /// Whether a bare common surname means `person` of the curated list: their office stands before it, or the
    /// article is about such people.
    fn is_likely(&self, reading: &Reading<'_>, run: &Run, person: &Person) -> bool {
        let titled = run.titled.clone().is_some_and(|titles| {
            titles.clone().any(|place| member::holds(&member::office(Some(person)), reading.lower(place)))
                || person.role.is_none() && titles.clone().any(|place| is_political(reading.lower(place)))
        });
        let fits = run.titled.is_none() || !run.has_office(reading);
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
        let told = run.told(reading);
        let by_title = fitting.iter().copied().filter(|which| {
            told.is_none() || self.members[*which].pronoun.is_none() || self.members[*which].pronoun == told
        });
        let exactly = |which: &usize| told.is_some() && self.members[*which].pronoun == told;
        let sure = by_title.clone().any(|which| exactly(&which));
        let by_title = by_title.filter(|which| !sure || exactly(which));
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
                    && (member::holds(&role, reading.lower(place))
                        || member::holds(&member.office, reading.lower(place)))
            })
        };
        several.iter().copied().filter(in_office).collect()
    }
}

/// More people of one surname than this are not told apart.
const MOST_NAMESAKES: usize = 16;

/// "Mr. Harris" is not Kamala Harris.
fn may_be_titled(reading: &Reading<'_>, run: &Run, person: &Person) -> bool {
    run.told(reading).is_none_or(|told| person.pronoun.is_none_or(|own| own == told))
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

/// The words, in lower case, that have a capital where no sentence begins.
fn capitalised(reading: &Reading<'_>) -> HashSet<String> {
    let opens = |place: usize| reading.sentence_range(place).start == place || reading.is_mark(place - 1);
    let named = (0..reading.tokens.len()).filter(|place| reading.is_capitalised(*place) && !opens(*place));
    named.map(|place| reading.lower(place).to_owned()).collect()
}

fn enter(index: &mut HashMap<String, Vec<usize>>, key: String, which: usize) {
    let bearers = index.entry(key).or_default();
    // Members are entered one after another, so that a repetition is near the end.
    if !bearers.iter().rev().take(MOST_NAMESAKES).any(|bearer| *bearer == which) {
        bearers.push(which);
    }
}
