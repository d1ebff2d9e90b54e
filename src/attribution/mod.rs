//! Who said what, in one article.
//!
//! In this order: `reading` cuts the text, `tagger` finds cues and their sources (with `source`), `content`
//! (with `opening`) finds what they report, `link` joins the three (with `label` for transcripts), `speaker` tells whom the source
//! means (with `cast`, everybody named in the article, and `pronoun`), `statement` puts it all together.

mod cast;
mod content;
mod grammar;
mod label;
mod link;
mod opening;
mod pronoun;
mod reading;
mod source;
mod speaker;
mod statement;
mod tagger;

use crate::{
    article::{Article, document::Document, statement::Statement},
    attribution::{link::Link, reading::Reading, speaker::Speakers},
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
        let links = link::links(&reading, &self.lexicon);
        let statements = self.statements(&reading, links);
        let sentences = reading.sentences;
        Document { article, sentences, statements }
    }

    /// The statements of `links` in the order of their contents; their speakers are asked for in the order of the
    /// sources.
    fn statements(&self, reading: &Reading<'_>, links: Vec<Link>) -> Vec<Statement> {
        let mut speakers = Speakers::new(reading, &self.lexicon);
        let mut order: Vec<usize> = (0..links.len()).collect();
        order.sort_by_key(|which| links[*which].source.first().copied());
        let mut resolved = vec![(None, 0.0); links.len()];
        for which in order {
            resolved[which] = speakers.speaker(&links[which].source);
        }
        let pairs = links.into_iter().zip(resolved);
        pairs.map(|(link, (speaker, confidence))| statement::statement(reading, link, speaker, confidence)).collect()
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
            ("Bob Stone left. Stone’s lawyer said it may rain.", "Stone’s lawyer", "as-written", ""),
            ("It may rain, she said.", "", "", ""),
        ];
        for (body, name, rule, role) in table {
            let found = speakers(body);
            assert_eq!(found.last(), Some(&(name.to_owned(), rule, role.to_owned())), "in {body:?}");
        }
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
