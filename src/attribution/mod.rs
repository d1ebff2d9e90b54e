//! Who said what, in one article.
//!
//! In this order: `reading` cuts the text, `rules` propose sources, cues and contents, `tagger` weighs them and finds its
//! own (by `inputs` and `pieces`), `link` joins what both found, `block` adds set-off quotations, `speaker` tells whom a
//! source means (with `cast`, everybody named in the article, and `pronoun`), `statement` puts it all together, `layers`
//! tells who relays whose words.

mod block;
mod grammar;
pub mod inputs;
mod layers;
mod link;
mod pieces;
mod reading;
mod rules;
mod speaker;
mod statement;
mod tagger;

use crate::{
    article::{Article, document::Document, statement::Statement},
    attribution::{inputs::Inputs, link::Link, reading::Reading, speaker::Speakers},
    lexicon::Lexicon,
};

/// Reads articles for their sentences and statements.
#[derive(Clone, Debug)]
pub struct Reader {
    lexicon: Lexicon,
}

impl Reader {
    /// A reader that knows the names and cues of `lexicon`.
    #[must_use]
    pub fn new(lexicon: Lexicon) -> Reader {
        Reader { lexicon }
    }

    /// Reads `article`. The same article always gives the same document.
    #[must_use]
    pub fn read(&self, article: Article) -> Document {
        let reading = Reading::new(&article.body);
        let mut links = link::links(&reading, &self.lexicon);
        block::add_blocks(&reading, &self.lexicon, &mut links);
        let statements = self.statements(&article, &reading, links);
        let sentences = reading.sentences;
        Document { article, sentences, statements }
    }

    /// What the tagger is told of an article whose text is `body`.
    #[must_use]
    pub fn inputs(&self, body: &str) -> Inputs {
        let reading = Reading::new(body);
        let proposals = rules::proposals(&reading, &self.lexicon);
        inputs::inputs(&reading, &self.lexicon, &proposals.links)
    }

    /// The statements of `links` in the order of their contents; their speakers are asked for in the order of the
    /// sources.
    fn statements(&self, article: &Article, reading: &Reading<'_>, links: Vec<Link>) -> Vec<Statement> {
        let mut speakers = Speakers::new(reading, &self.lexicon, article.citation.byline.as_deref());
        let mut order: Vec<usize> = (0..links.len()).collect();
        order.sort_by_key(|which| links[*which].source.first().copied());
        let mut resolved = vec![(None, 0.0); links.len()];
        for which in order {
            resolved[which] = speakers.speaker(&links[which].source);
        }
        let pairs = links.into_iter().zip(resolved);
        let mut statements: Vec<Statement> = pairs
            .map(|(link, (speaker, confidence))| statement::statement(reading, link, speaker, confidence))
            .collect();
        layers::add_relays(reading, &mut statements);
        statements
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;
    use crate::article::{ArticleId, Citation};

    static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(Lexicon::built_in()));

    fn article(body: &str) -> Article {
        Article {
            id: ArticleId::parse("0123456789ab").unwrap(),
            version: 1,
            doc: "test".to_owned(),
            citation: Citation::default(),
            body: body.to_owned(),
        }
    }

    /// Each statement's speaker, the rule that found them, and their role.
    fn speakers(body: &str) -> Vec<(String, &'static str, String)> {
        let document = READER.read(article(body));
        let shown = |statement: &Statement| match &statement.speaker {
            Some(speaker) => {
                (speaker.name.clone(), speaker.resolved_by.rule.word(), speaker.role.clone().unwrap_or_default())
            }
            None => (String::new(), "", String::new()),
        };
        document.statements.iter().map(shown).collect()
    }

    #[test]
    fn speakers_are_found_over_the_whole_article() {
        // Text, then the speaker of the last statement, the rule and the role.
        let table = [
            ("Harbour chief Ana Ribeiro said it may rain.", "Ana Ribeiro", "full-name", "Harbour chief"),
            (
                "Ana Ribeiro, the harbour chief, left. Ribeiro said it may rain.",
                "Ana Ribeiro",
                "part-of-name",
                "harbour chief",
            ),
            ("Harbour chief Ana Ribeiro left. She said it may rain.", "Ana Ribeiro", "pronoun", "Harbour chief"),
            (
                "Harbour chief Ana Ribeiro left. The harbour chief said it may rain.",
                "Ana Ribeiro",
                "description",
                "Harbour chief",
            ),
            ("Ana Ribeiro met Bob Stone. He said it may rain.", "Bob Stone", "pronoun", ""),
            ("Bob Stone smiled. After speaking with Tom Lee, he said it may rain.", "Bob Stone", "pronoun", ""),
            ("Mr. Bob Stone and Mrs. Eve Stone left. Mrs. Stone said it may rain.", "Eve Stone", "part-of-name", ""),
            ("Zelenskiy said it may rain.", "Volodymyr Zelenskyy", "alias", ""),
            ("Reuters reported that it may rain.", "Reuters", "alias", ""),
            ("Analysts say it may rain.", "Analysts", "as-written", ""),
            ("Bob Stone left. An ally of Stone said it may rain.", "An ally of Stone", "as-written", ""),
            ("Secretary of State Ann Lee said it may rain.", "Ann Lee", "full-name", "Secretary of State"),
            ("Bob Stone left. Stone’s lawyer said it may rain.", "Bob Stone’s lawyer", "description", ""),
            ("It may rain, she said.", "", "", ""),
        ];
        for (body, name, rule, role) in table {
            let found = speakers(body);
            assert_eq!(found.last(), Some(&(name.to_owned(), rule, role.to_owned())), "in {body:?}");
        }
    }

    /// The speaker of the last statement with their role, the confidence and the kind.
    fn last(body: &str) -> (String, String, f32, &'static str) {
        let document = READER.read(article(body));
        let Some(statement) = document.statements.last() else { panic!("no statement in {body:?}") };
        let Some(speaker) = &statement.speaker else { return (String::new(), String::new(), statement.confidence, "") };
        let role = speaker.role.clone().unwrap_or_default();
        (speaker.name.clone(), role, statement.confidence, speaker.kind.word())
    }

    #[test]
    fn a_bare_surname_is_doubtful_where_two_may_be_meant() {
        // Case, text, the speaker and the highest confidence.
        for (case, body, name, most) in [
            (
                "relative of a listed one",
                "Melania Trump opened a school. “It is fine,” Trump said.",
                "Melania Trump",
                0.55,
            ),
            (
                "courtesy title decides",
                "Melania Trump opened a school. “It is fine,” Mrs. Trump said.",
                "Melania Trump",
                1.0,
            ),
            (
                "title of the list decides",
                "Jill Biden opened a school. “It is fine,” Mr. Biden said.",
                "Joe Biden",
                1.0,
            ),
            ("role decides", "Melania Trump opened a school. “It is fine,” President Trump said.", "Donald Trump", 1.0),
            ("common name, own bearer", "Tom Cooper runs a farm. “It is fine,” Cooper said.", "Tom Cooper", 1.0),
            ("common name alone", "Harris said the software was fixed.", "Harris", 0.55),
            ("common name alone, again", "“It is a good film,” Cooper said.", "Cooper", 0.55),
            ("common name, wrong title", "Coach Cooper said the game was good.", "Cooper", 0.6),
            ("common name in company", "Trump met Putin. Harris said the talks were good.", "Kamala Harris", 1.0),
            ("relative without a surname", "“It is fine,” his wife Michelle said.", "his wife Michelle", 1.0),
            ("common name, office", "Senator Sanders said the bill was good.", "Bernie Sanders", 1.0),
        ] {
            let (found, _, confidence, _) = last(body);
            assert_eq!(found, name, "{case}: {body:?}");
            assert!(confidence <= most, "{case}: {confidence} in {body:?}");
        }
    }

    #[test]
    fn suffixes_and_middle_names_part_people() {
        for (case, body, name) in [
            ("son", "Donald Trump Jr. said it may rain.", "Donald Trump Jr."),
            ("son behind a comma", "Bob Stone met Bob Stone, Jr., who said it may rain.", "Bob Stone Jr."),
            (
                "father and son",
                "Bob Stone Jr. left. Bob Stone said it may rain. Bob Stone Sr. said it may snow.",
                "Bob Stone Sr.",
            ),
            ("other initial", "Tom B. Lee left. Tom C. H. Lee said it may rain.", "Tom C. H. Lee"),
            ("no initial", "Tom B. Lee left. Tom Lee said it may rain.", "Tom B. Lee"),
            ("two with initials", "Tom B. Lee met Tom C. Lee. Tom Lee said it may rain.", ""),
            ("initial of a listed one", "Donald J. Trump said it may rain.", "Donald Trump"),
            ("label in capitals", "ANN LEE: It may rain.\n\nAnn Lee: It may snow.\n\nANN LEE: It may hail.", "Ann Lee"),
        ] {
            assert_eq!(last(body).0, name, "{case}: {body:?}");
        }
    }

    #[test]
    fn roles_are_as_the_article_gives_them() {
        for (body, name, role) in [
            ("“It is old,” harbour master Ana Petrova said.", "Ana Petrova", "harbour master"),
            ("It may rain, farmer Maria Kos said.", "Maria Kos", "farmer"),
            ("It may rain, hydrologist Jan Berg said.", "Jan Berg", "hydrologist"),
            ("A spokesman for the ministry, Jon Beqiri, said it may rain.", "Jon Beqiri", "spokesman for the ministry"),
            ("“We won,” said its leader, Viktor Hoxha.", "Viktor Hoxha", "leader"),
            (
                "Ivo Maric, Secretary of the National Port and Ferry Council, said that nobody would be able to cross tonight.",
                "Ivo Maric",
                "Secretary of the National Port and Ferry Council",
            ),
            (
                "Anna Lindqvist of the University of Tarn, a hydrologist, said it may rain.",
                "Anna Lindqvist",
                "hydrologist",
            ),
            ("After talks with the mayor, Ann Lee said it may rain.", "Ann Lee", ""),
        ] {
            let (found, found_role, ..) = last(body);
            assert_eq!((found.as_str(), found_role.as_str()), (name, role), "in {body:?}");
        }
    }

    #[test]
    fn two_who_speak_together_are_named_together() {
        let (name, _, confidence, kind) = last("Ann Lee met Bob Stone. Later, Lee and Stone said it may rain.");
        assert_eq!((name.as_str(), kind), ("Ann Lee and Bob Stone", "person"));
        assert!(confidence <= 0.97);
        assert_eq!(last("Senators Ann Lee and Bob Stone said it may rain.").0, "Ann Lee and Bob Stone");
    }

    #[test]
    fn two_of_one_surname_are_nobody_rather_than_the_wrong_one() {
        let found = speakers("Bob Stone met Tim Stone. Stone said it may rain.");
        assert_eq!(found[0].0, "");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_text_is_read_the_same_twice(
            body in "(\\PC|[“”\"'.,:;—\n ]|said |according to |Ann Lee |he |that |to |, adding |citing |who |told |the mayor |“We won,” ){0,40}"
        ) {
            let document = READER.read(article(&body));
            for statement in &document.statements {
                prop_assert!(!statement.content.is_empty());
                prop_assert!(statement.content.windows(2).all(|pair| pair[0].end() <= pair[1].start()));
                for span in statement.source.iter().chain(&statement.cue).chain(&statement.content) {
                    prop_assert!(span.get(&body).is_some_and(|words| !words.is_empty()));
                }
            }
            prop_assert_eq!(&document, &READER.read(article(&body)));
        }
    }
}
