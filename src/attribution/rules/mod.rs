//! Which source, cue and content belong together by rules alone.
//!
//! `cues` finds cues and their sources (with `source`), `content` (with `opening`) what they report, and this file joins
//! the three, with `label` for transcripts. What comes out are proposals: the tagger weighs them.

mod content;
pub(super) mod cues;
pub(super) mod label;
mod opening;
mod source;

use std::collections::{HashMap, HashSet};

use crate::{
    attribution::{
        grammar,
        link::Link,
        reading::{Reading, Tokens},
        rules::{
            content::Content,
            cues::{Cue, CueSort},
            label::Label,
        },
    },
    lexicon::{Lexicon, cues::Stance},
    text::quotation,
};

/// The certainty of what may be another's words, or nobody's.
pub(super) const DOUBTFUL: f32 = 0.55;

/// How sure is what a label or a signature attributes.
pub(super) const LABELLED: f32 = 0.85;

/// How sure a quotation can be that only follows another.
const FOLLOWING: f32 = 0.8;

/// A link in tokens.
#[derive(Clone, Debug)]
struct Draft {
    source: Tokens,
    cue: Tokens,
    content: Vec<Tokens>,
    stance: Stance,
    certainty: f32,
    thought: bool,
    cites: bool,
}

/// What the rules propose for an article.
pub(super) struct Proposals {
    /// All that they found, in the order of the contents; those of the labels among them.
    pub(super) links: Vec<Link>,
    /// What labels and signatures attribute, which no tagger knows better.
    pub(super) labels: Vec<Label>,
}

/// What the rules propose for an article.
pub(super) fn proposals(reading: &Reading<'_>, lexicon: &Lexicon) -> Proposals {
    let mut drafts: Vec<Draft> = Vec::new();
    for sentence in reading.readable() {
        drafts.extend(sentence_drafts(reading, lexicon, sentence));
    }
    extend(reading, &mut drafts);
    add_following_quotations(reading, &mut drafts);
    let labels = free_labels(reading, lexicon, &drafts);
    add_labels(&labels, &mut drafts);
    let mut links: Vec<Link> = drafts.iter().map(|draft| link(reading, draft)).collect();
    links.sort_by_key(|link| (link.content[0], link.cue.first().copied()));
    links.dedup_by(|later, earlier| later.content == earlier.content && later.source == earlier.source);
    Proposals { links, labels }
}

/// The labels and signatures that no cue contradicts.
fn free_labels(reading: &Reading<'_>, lexicon: &Lexicon, drafts: &[Draft]) -> Vec<Label> {
    let taken = taken(reading, drafts);
    let mut labels = label::labels(reading, lexicon);
    labels.extend(label::signatures(reading));
    labels.retain(|label| {
        let free = |tokens: &Tokens| !taken[tokens.clone()].contains(&true);
        free(&label.name) && free(&label.colon) && (label.turn || free(&label.content))
    });
    labels
}

/// Adds what labels attribute. A cue inside a transcript's turn is in doubt, for "he" is not the turn's name there.
fn add_labels(labels: &[Label], drafts: &mut Vec<Draft>) {
    for turn in labels.iter().filter(|label| label.turn) {
        let within = |draft: &&mut Draft| draft.content.iter().any(|part| turn.content.contains(&part.start));
        drafts.iter_mut().filter(within).for_each(|draft| draft.certainty = draft.certainty.min(DOUBTFUL));
    }
    drafts.extend(labels.iter().map(|label| Draft {
        source: label.name.clone(),
        cue: label.colon.clone(),
        content: vec![label.content.clone()],
        stance: Stance::Asserts,
        certainty: LABELLED,
        thought: false,
        cites: false,
    }));
}

/// Which tokens are a cue's first or lie in a content.
fn taken(reading: &Reading<'_>, drafts: &[Draft]) -> Vec<bool> {
    let mut taken = vec![false; reading.tokens.len()];
    for draft in drafts {
        taken[draft.cue.start] = true;
        draft.content.iter().for_each(|part| taken[part.clone()].fill(true));
    }
    taken
}

fn sentence_drafts(reading: &Reading<'_>, lexicon: &Lexicon, sentence: &Tokens) -> Vec<Draft> {
    let cues = cues::cues(reading, &lexicon.cues, sentence);
    let mut drafts: Vec<Draft> = Vec::new();
    for (cue, content) in cues.iter().zip(content::contents(reading, sentence, &cues)) {
        let Some(content) = content else { continue };
        let content = without_group(content, cue);
        if content.parts.is_empty() {
            continue;
        }
        drafts.push(draft(reading, cue, content));
    }
    share_cited(&mut drafts);
    without_nested(reading, drafts)
}

fn draft(reading: &Reading<'_>, cue: &Cue<'_>, content: Content) -> Draft {
    let cites = matches!(cue.sort, CueSort::Lead) && matches!(reading.lower(cue.tokens.start), "citing" | "quoting");
    Draft {
        source: reading.without_edges(cue.source.clone()),
        cue: cue.tokens.clone(),
        content: content.parts,
        stance: cue.stance(),
        certainty: content.certainty,
        thought: cue.verb().is_some_and(|verb| verb.thought),
        cites,
    }
}

/// A content never holds its own cue: cut where it would.
fn without_group(content: Content, cue: &Cue<'_>) -> Content {
    let mut parts = Vec::new();
    for part in content.parts {
        let holds = part.start < cue.tokens.end && cue.tokens.start < part.end;
        if !holds {
            parts.push(part);
        }
    }
    Content { parts, ..content }
}

/// "A reported X, citing B": B is a second source of X.
fn share_cited(drafts: &mut Vec<Draft>) {
    for which in 1..drafts.len() {
        if drafts[which].cites {
            let content = drafts[which - 1].content.clone();
            drafts[which].content = content;
        }
    }
    // "He left early, citing the rain" reports nothing.
    if drafts.first().is_some_and(|draft| draft.cites) {
        drafts.remove(0);
    }
}

/// Leaves out a cue inside another's content, but for a named person's thought: "according to Lee, Stone believes".
fn without_nested(reading: &Reading<'_>, drafts: Vec<Draft>) -> Vec<Draft> {
    let inside = |draft: &Draft| {
        drafts
            .iter()
            .any(|outer| outer.cue != draft.cue && outer.content.iter().any(|part| part.contains(&draft.cue.start)))
    };
    let named = |draft: &Draft| {
        draft.thought
            && draft
                .source
                .clone()
                .any(|place| reading.is_capitalised(place) && !reading.sentence_range(place).start.eq(&place))
    };
    let quoted = |draft: &Draft| has_quotation(reading, draft);
    let reports = |outer: &Draft, inner: &Draft| {
        outer.cue != inner.cue
            && outer.source != inner.source
            && quoted(inner)
            && outer.content.iter().any(|part| part.contains(&inner.cue.start))
    };
    let pronoun = |draft: &Draft| grammar::is_subject_pronoun(reading.lower(draft.source.start));
    let cited = |inner: &Draft| {
        !pronoun(inner) && is_quoted(reading, inner) && drafts.iter().any(|outer| reports(outer, inner))
    };
    let kept = drafts.iter().filter(|draft| !inside(draft) || named(draft) || cited(draft));
    kept.map(|draft| {
        let holds_anothers = drafts.iter().any(|inner| reports(draft, inner));
        let certainty = if holds_anothers { draft.certainty.min(DOUBTFUL) } else { draft.certainty };
        Draft { certainty, ..draft.clone() }
    })
    .collect()
}

fn has_quotation(reading: &Reading<'_>, draft: &Draft) -> bool {
    draft.content.iter().flat_map(Clone::clone).any(|place| reading.quotation(place).is_some())
}

/// A content that reaches into a quotation has all of it, over paragraphs too; where a mark is missing, it is in doubt.
fn extend(reading: &Reading<'_>, drafts: &mut [Draft]) {
    let mut sources: HashMap<usize, Vec<Tokens>> = HashMap::new();
    for draft in drafts.iter() {
        let held = draft.content.iter().flat_map(Clone::clone).filter_map(|place| reading.quotation(place));
        for quotation in held.collect::<HashSet<usize>>() {
            sources.entry(quotation).or_default().push(draft.source.clone());
        }
    }
    let another = |quotation: usize, source: &Tokens| {
        let same = |other: &Tokens| reading.lower(other.end.max(1) - 1) == reading.lower(source.end.max(1) - 1);
        sources.get(&quotation).is_some_and(|others| others.iter().any(|other| !same(other)))
    };
    for draft in drafts.iter_mut() {
        draft.content = extended(reading, &draft.content, |quotation| another(quotation, &draft.source));
        let held: Vec<usize> = draft.content.iter().filter_map(|part| reading.quotation(part.end - 1)).collect();
        let open = |quotation: &usize| {
            let closed = quotation::is_closed(reading.text, reading.quotations[*quotation]);
            let continued = goes_on(reading, *quotation) && held.contains(&(quotation + 1));
            !closed && !continued
        };
        if held.iter().any(open) {
            draft.certainty = draft.certainty.min(DOUBTFUL);
        }
    }
}

/// Whether the next quotation continues `quotation`.
fn goes_on(reading: &Reading<'_>, quotation: usize) -> bool {
    let next = reading.quotations.get(quotation + 1);
    next.is_some_and(|next| quotation::goes_on(reading.text, reading.quotations[quotation], *next))
}

fn extended(reading: &Reading<'_>, content: &[Tokens], anothers: impl Fn(usize) -> bool) -> Vec<Tokens> {
    let mut parts: Vec<Tokens> = content.to_vec();
    let joins = |earlier: usize| goes_on(reading, earlier) && !anothers(earlier) && !anothers(earlier + 1);
    let mut last = parts.last().and_then(|part| reading.quotation(part.end - 1));
    while let Some(open) = last.filter(|open| joins(*open)) {
        parts.push(reading.quotation_tokens(open + 1));
        last = Some(open + 1);
    }
    let mut first = reading.quotation(parts[0].start);
    while let Some(earlier) = first.and_then(|first| first.checked_sub(1)).filter(|earlier| joins(*earlier)) {
        parts.insert(0, reading.quotation_tokens(earlier));
        first = Some(earlier);
    }
    parts
}

/// `"X," he said. "Y"` is one statement: a quotation that nobody else has and that follows one in its paragraph,
/// or makes up the next paragraph.
fn add_following_quotations(reading: &Reading<'_>, drafts: &mut [Draft]) {
    let taken = taken(reading, drafts);
    let mut by_paragraph: HashMap<usize, Vec<usize>> = HashMap::new();
    for (which, draft) in drafts.iter().enumerate() {
        by_paragraph.entry(reading.paragraph(draft.cue.start)).or_default().push(which);
    }
    for which in 0..reading.quotations.len() {
        let tokens = reading.quotation_tokens(which);
        if tokens.is_empty() || taken[tokens.clone()].contains(&true) || !is_whole(reading, &tokens) {
            continue;
        }
        let paragraph = reading.paragraph(tokens.start);
        let own = by_paragraph.get(&paragraph);
        let before =
            |which: &&usize| drafts[**which].content[0].start < tokens.start && drafts[**which].cue.end <= tokens.start;
        let latest = |which: &&usize| drafts[**which].cue.start;
        let previous = match own {
            Some(own) => own.iter().filter(before).max_by_key(latest),
            None => paragraph
                .checked_sub(1)
                .and_then(|earlier| by_paragraph.get(&earlier)?.iter().max_by_key(latest))
                .filter(|which| is_quoted(reading, &drafts[**which])),
        };
        let fits = |draft: &Draft| {
            is_near(reading, draft, &tokens)
                && has_quotation(reading, draft)
                && !another_between(reading, draft, tokens.start)
        };
        let Some(previous) = previous.copied().filter(|previous| fits(&drafts[*previous])) else { continue };
        let draft = &mut drafts[previous];
        draft.content.push(tokens);
        draft.content.sort_by_key(|part| part.start);
        draft.certainty = draft.certainty.min(FOLLOWING);
    }
}

/// Whether somebody else is named between the cue of `draft` and `until`, outside quotations.
fn another_between(reading: &Reading<'_>, draft: &Draft, until: usize) -> bool {
    let free = |place: usize| reading.quotation(place).is_none() && !draft.source.contains(&place);
    let capital = |place: usize| {
        let word = reading.lower(place);
        let closed = grammar::is_determiner(word) || grammar::is_subject_pronoun(word) || grammar::is_preposition(word);
        let other = grammar::is_day(word) || grammar::is_month(word) || grammar::opens_place(word);
        reading.is_capitalised(place) && free(place) && !closed && !other
    };
    // "told Tom Dale": whoever is spoken to.
    let addressee = (draft.cue.end..until).take_while(|place| reading.is_capitalised(*place)).count();
    (draft.cue.end + addressee..until).any(|place| {
        let next = reading.lower(place + 1);
        let named = capital(place + 1) && place + 1 < until && !grammar::is_body_word(next);
        let acts =
            !reading.is_capitalised(place + 1) && (grammar::looks_past(next) || grammar::is_finite_auxiliary(next));
        capital(place) && (named || acts)
    })
}

fn is_quoted(reading: &Reading<'_>, draft: &Draft) -> bool {
    draft.content.iter().all(|part| reading.quotation(part.start).is_some())
}

/// Whether a quotation stands in the sentence of a statement or in the next one.
fn is_near(reading: &Reading<'_>, draft: &Draft, quotation: &Tokens) -> bool {
    let sentence = reading.sentence(quotation.start);
    let after = |place: usize| sentence.abs_diff(reading.sentence(place)) <= 1;
    !draft.thought && (after(draft.cue.start) || draft.content.last().is_some_and(|part| after(part.end - 1)))
}

/// Whether a quotation begins a sentence and ends one.
fn is_whole(reading: &Reading<'_>, quotation: &Tokens) -> bool {
    let begins = reading.sentence_range(quotation.start).start == quotation.start;
    let ends = reading.sentence_range(quotation.end - 1).end <= quotation.end + 1;
    begins && ends && quotation.len() > 4
}

fn link(reading: &Reading<'_>, draft: &Draft) -> Link {
    let span = |range: &Tokens| reading.span(range);
    Link {
        source: if draft.source.is_empty() { Vec::new() } else { vec![span(&draft.source)] },
        cue: vec![span(&draft.cue)],
        content: draft.content.iter().map(span).collect(),
        stance: draft.stance,
        certainty: draft.certainty,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::span::Span;

    /// The links of `text`, each as `source | cue | content / content`.
    fn read(text: &str) -> Vec<String> {
        let lexicon = Lexicon::built_in();
        let reading = Reading::new(text);
        let words = |spans: &[Span]| spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" / ");
        let shown = |link: &Link| format!("{} | {} | {}", words(&link.source), words(&link.cue), words(&link.content));
        proposals(&reading, &lexicon).links.iter().map(shown).collect()
    }

    fn check(table: &[(&str, &[&str])]) {
        for (text, expected) in table {
            assert_eq!(read(text), *expected, "in {text:?}");
        }
    }

    #[test]
    fn a_quotation_belongs_to_the_cue_beside_it() {
        check(&[
            ("“We won,” the mayor said.", &["the mayor | said | “We won,”"]),
            ("“We won,” said Ann Lee, the mayor of Elm.", &["Ann Lee, the mayor of Elm | said | “We won,”"]),
            ("“Did we win?” he asked.", &["he | asked | “Did we win?”"]),
            ("The mayor said: “We won.”", &["The mayor | said | “We won.”"]),
            ("Lee said on Monday, “We won.”", &["Lee | said | “We won.”"]),
            ("“We won,” Lee said. “Now go home.”", &["Lee | said | “We won,” / “Now go home.”"]),
            ("“We won,” Lee said, “and they lost.”", &["Lee | said | “We won,” / “and they lost.”"]),
            ("“We came.\n\n“We won,” Lee said.", &["Lee | said | “We came. / “We won,”"]),
            ("“We won,” Lee said.\n“Now go home.”", &["Lee | said | “We won,” / “Now go home.”"]),
            ("Lee called the plan “a disgrace”.", &["Lee | called | the plan “a disgrace”"]),
            ("“He said that we lost,” Lee said.", &["Lee | said | “He said that we lost,”"]),
            ("He lives in the “Old Mill” by the sea.", &[]),
        ]);
    }

    #[test]
    fn indirect_speech_runs_to_the_end_of_its_clause() {
        check(&[
            ("The mayor said that the bridge is safe.", &["The mayor | said | that the bridge is safe"]),
            ("The mayor said the bridge is safe.", &["The mayor | said | the bridge is safe"]),
            ("Lee has also announced that she will run.", &["Lee | announced | that she will run"]),
            ("Lee said in a letter on Monday that she will run.", &["Lee | said | that she will run"]),
            ("Lee told reporters that she will run.", &["Lee | told | that she will run"]),
            ("Lee warned, however, that it may rain.", &["Lee | warned | that it may rain"]),
            ("Ann Lee, mayor of Elm, said it may rain.", &["Ann Lee, mayor of Elm | said | it may rain"]),
            (
                "Few roads remain, she claimed, and most have left.",
                &["she | claimed | Few roads remain / and most have left"],
            ),
            ("The bridge was closed, officials said.", &["officials | said | The bridge was closed"]),
            ("Lee said it was late when asked about it.", &["Lee | said | it was late"]),
            ("LISBON — The bridge was closed, officials said.", &["officials | said | The bridge was closed"]),
            ("On Monday the reports from coastal states were late.", &[]),
        ]);
    }

    #[test]
    fn a_sentence_may_have_several_cues() {
        check(&[
            (
                "Lee said it may rain, and Stone said it may snow.",
                &["Lee | said | it may rain", "Stone | said | it may snow"],
            ),
            (
                "Lee said it may rain, adding that roads may close.",
                &["Lee | said | it may rain", "Lee | adding | that roads may close"],
            ),
            (
                "Lee has left town while making it clear that she will return.",
                &["Lee | making it clear | that she will return"],
            ),
            ("After the vote, he posted a message saying that it is over.", &["he | saying | that it is over"]),
            (
                "The Herald reported that it is over, citing a clerk.",
                &["The Herald | reported | that it is over", "a clerk | citing | that it is over"],
            ),
            (
                "According to Lee, it may rain and Stone believes it may snow.",
                &["Lee | According to | it may rain and Stone believes it may snow", "Stone | believes | it may snow"],
            ),
            ("It may rain, according to a person in the room.", &["a person | according to | It may rain"]),
        ]);
    }

    #[test]
    fn wishes_orders_and_denials_are_read() {
        check(&[
            ("She instructed Bob Stone to travel to Elm.", &["She | instructed | to travel to Elm"]),
            ("Lee vowed to win.", &["Lee | vowed | to win"]),
            (
                "Lee pushed back against talk that Elm had agreed.",
                &["Lee | pushed back against | talk that Elm had agreed"],
            ),
            ("Lee denied the report.", &["Lee | denied | the report"]),
            (
                "Officials have made it known that they would come.",
                &["Officials | made it known | that they would come"],
            ),
        ]);
        let lexicon = Lexicon::built_in();
        let denied = Reading::new("Lee denied the report.");
        assert_eq!(proposals(&denied, &lexicon).links[0].stance, Stance::Denies);
    }

    #[test]
    fn a_quotation_in_an_opening_adjunct_is_anothers() {
        check(&[
            ("Asked if “all is lost,” Ann Lee said that it was not.", &["Ann Lee | said | that it was not"]),
            ("Replying to a claim that “all is lost,” Ann Lee said he was wrong.", &["Ann Lee | said | he was wrong"]),
            ("Contrary to what Dale said, “all is lost,” Ann Lee claimed.", &["Ann Lee | claimed | “all is lost,”"]),
            ("In a letter, “all is lost,” Ann Lee said.", &["Ann Lee | said | “all is lost,”"]),
        ]);
    }

    /// The sources of those links of `text` that are at least .6 sure, with their quotations.
    fn quoted(text: &str) -> Vec<String> {
        let lexicon = Lexicon::built_in();
        let reading = Reading::new(text);
        let sure = proposals(&reading, &lexicon).links.into_iter().filter(|link| link.certainty >= 0.6);
        let parts = sure.flat_map(|link| link.content.iter().map(|part| (link.source[0], *part)).collect::<Vec<_>>());
        parts
            .filter(|(_, part)| part.of(text).contains('“'))
            .map(|(source, part)| format!("{} | {}", source.of(text), part.of(text)))
            .collect()
    }

    #[test]
    fn nobody_surely_says_the_words_of_another() {
        for (text, expected) in [
            ("Ann Lee said that Tom Dale had said “we are ready.”", vec!["Tom Dale | “we are ready.”"]),
            ("According to Ann Lee, Tom Dale said: “We will stop.”", vec!["Tom Dale | “We will stop.”"]),
            ("Ann Lee said: “It is close.\n\n“We refuse,” said Tom Dale.", vec!["Tom Dale | “We refuse,”"]),
            ("Ann Lee said: “It is late. She left.\n\nIt rained.", vec![]),
            ("Ann Lee said she would go, but Tom Dale was cross. “She is a liar and a cheat.”", vec![]),
            (
                "“It is late,” Ann Lee said. Tom Dale nodded. “She is a liar and a cheat.”",
                vec!["Ann Lee | “It is late,”"],
            ),
            (
                "“It is late,” Ann Lee told Tom Dale. “Let us all go home now.”",
                vec!["Ann Lee | “It is late,”", "Ann Lee | “Let us all go home now.”"],
            ),
            ("Ann Lee said “yes,” not “no.”", vec!["Ann Lee | “yes,”"]),
        ] {
            assert_eq!(quoted(text), expected, "in {text:?}");
        }
    }

    #[test]
    fn what_nobody_has_said_is_no_statement() {
        check(&[
            ("President Ann Lee, told “you must stop” by Tom Dale, left.", &[]),
            ("Ann Lee, the mayor, told “you must stop” by Tom Dale, left.", &[]),
            ("Ann Lee might have said “no” to it.", &[]),
            ("If Ann Lee said “we will close,” ships would leave.", &[]),
            ("Ann Lee declined to comment.", &[]),
            ("Ann Lee would later say that it is late.", &["Ann Lee | say | that it is late"]),
        ]);
    }

    #[test]
    fn labels_and_signatures_are_sources() {
        check(&[
            ("“The plan is dead.” — Ann Lee", &["Ann Lee | — | “The plan is dead.”"]),
            ("“The plan” — Ann Lee and all the rest", &[]),
            (
                "- Ann Lee: “The plan is dead.”\n- Tom Dale: “It lives.”",
                &["Ann Lee | : | “The plan is dead.”", "Tom Dale | : | “It lives.”"],
            ),
            (
                "ANN LEE: No. He said it is over.\nTOM DALE: Yes.\nANN LEE: Go.",
                &[
                    "ANN LEE | : | No. He said it is over",
                    "He | said | it is over",
                    "TOM DALE | : | Yes",
                    "ANN LEE | : | Go",
                ],
            ),
        ]);
    }

    #[test]
    fn a_source_is_the_whole_phrase_and_no_clause() {
        check(&[
            (
                "Mark Stone, the author of “The Long War”, said the book sold well.",
                &["Mark Stone, the author of “The Long War” | said | the book sold well"],
            ),
            (
                "Her friend Ben Dale disagreed: the data, he argued, “do not yet allow it”.",
                &["he | argued | “do not yet allow it”"],
            ),
            (
                "Union leader Ann Lee and her deputy Tom Dale criticised the plan.",
                &["Union leader Ann Lee and her deputy Tom Dale | criticised | the plan"],
            ),
            (
                "Ann Lee left town and her deputy Tom Dale said it is late.",
                &["her deputy Tom Dale | said | it is late"],
            ),
        ]);
    }

    #[test]
    fn passives_nouns_and_names_are_no_cues() {
        check(&[
            ("He was told to wait outside.", &[]),
            ("The United States won the cup.", &[]),
            ("New claims of fraud were made.", &[]),
            ("He did not say when it began.", &[]),
        ]);
    }
}
