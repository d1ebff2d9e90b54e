//! What cases are made of: the statements of gold, and what the record is to know of them.

use std::{
    collections::{BTreeSet, HashSet},
    path::PathBuf,
};

use anyhow::{Context, Result, ensure};

use crate::{
    answer::passage::Certainty,
    article::{
        document::Document,
        statement::{ResolutionRule, SpeakerKind},
    },
    attribution::Reader,
    evaluate::{
        check::{
            change::swap::Names,
            saying::{Saying, sayings},
            shingles::Shingles,
            wording::Wording,
        },
        gold::MarkedDocuments,
    },
    ingest::file,
};

/// Of so many gold articles one is held out: its statements are not on record.
const HELD_OUT_OF: usize = 5;

/// A gold article.
pub(super) struct GoldArticle {
    /// The file name of the text without its ending.
    pub(super) doc: String,
    /// Whether it is kept out of the record.
    pub(super) is_held_out: bool,
    /// Its statements, cut into sentences.
    pub(super) sayings: Vec<Saying>,
    /// The names in it.
    pub(super) names: Names,
    /// Those with a name who have a statement in it, as the program reads it.
    pub(super) speakers: BTreeSet<String>,
}

/// The statements of gold, and what is on record beside them.
pub struct Material {
    /// The gold articles, by their names.
    pub(super) articles: Vec<GoldArticle>,
    /// Every word of the articles, in lower case.
    pub(super) vocabulary: HashSet<String>,
    /// What stands on record.
    pub(super) record: Shingles,
    /// The files to take into the record.
    on_record: Vec<PathBuf>,
}

impl Material {
    /// Reads the articles of `files`, each of `largest_file` bytes at most, those of `gold` for their statements.
    ///
    /// `speakers` has the full names of some speakers of gold.
    ///
    /// # Errors
    ///
    /// If an article of gold is not among the files, or a range of gold does not lie in its article.
    pub fn read(
        gold: &MarkedDocuments,
        speakers: &MarkedDocuments,
        files: &[PathBuf],
        reader: &Reader,
        largest_file: u64,
    ) -> Result<Material> {
        let held_out = held_out(gold, speakers);
        let mut material = Material {
            articles: Vec::new(),
            vocabulary: HashSet::new(),
            record: Shingles::default(),
            on_record: Vec::new(),
        };
        for path in files {
            // What can't be read is not taken in either; that is told there.
            let Ok(incoming) = file::article(path, largest_file) else { continue };
            let doc = incoming.doc.clone().unwrap_or_default();
            let is_held_out = held_out.contains(doc.as_str());
            material.add_words(&incoming.body);
            if !is_held_out {
                material.record.add(&incoming.body);
                material.on_record.push(path.clone());
            }
            let Some(marked) = gold.get(&doc) else { continue };
            let document = reader.read(incoming.unarchived());
            let sayings =
                sayings(marked, speakers.get(&doc), &document).with_context(|| format!("document `{doc}`"))?;
            let names = Names::of(&document.article.body);
            material.articles.push(GoldArticle { doc, is_held_out, sayings, names, speakers: named(&document) });
        }
        let found: HashSet<&str> = material.articles.iter().map(|article| &*article.doc).collect();
        let missing: Vec<&str> = gold.keys().map(String::as_str).filter(|doc| !found.contains(doc)).collect();
        ensure!(
            missing.is_empty(),
            "{} documents of gold have no text, as `{}`; --articles names the folders of the texts",
            missing.len(),
            missing[0]
        );
        Ok(material)
    }

    /// The files to take into the record: all but the articles that are held out.
    #[must_use]
    pub fn on_record(&self) -> &[PathBuf] {
        &self.on_record
    }

    fn add_words(&mut self, text: &str) {
        self.vocabulary.extend(Wording::new(text).all_plain());
    }
}

/// Every fifth document of gold without marked speakers.
fn held_out<'g>(gold: &'g MarkedDocuments, speakers: &MarkedDocuments) -> HashSet<&'g str> {
    let unnamed = gold.keys().filter(|doc| !speakers.contains_key(*doc)).map(String::as_str);
    unnamed.skip(HELD_OUT_OF - 1).step_by(HELD_OUT_OF).collect()
}

/// The names of those who have a statement in the document.
fn named(document: &Document) -> BTreeSet<String> {
    let clear = document.statements.iter().filter(|statement| Certainty::of(statement.confidence) > Certainty::Unsure);
    let speakers = clear.filter_map(|statement| statement.speaker.as_ref());
    let is_named = |kind| matches!(kind, SpeakerKind::Person | SpeakerKind::Body);
    speakers
        .filter(|speaker| is_named(speaker.kind) && speaker.resolved_by.rule != ResolutionRule::Byline)
        .map(|speaker| speaker.name.clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::gold::MarkedDocument;

    #[test]
    fn every_fifth_article_is_held_out_but_none_with_marked_speakers() {
        let documents = |names: &[&str]| -> MarkedDocuments {
            names.iter().map(|name| ((*name).to_owned(), MarkedDocument::default())).collect()
        };
        let gold = documents(&["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"]);
        let out = |speakers: &[&str]| {
            let mut out: Vec<String> = held_out(&gold, &documents(speakers)).into_iter().map(str::to_owned).collect();
            out.sort();
            out.concat()
        };
        assert_eq!(out(&[]), "ej");
        assert_eq!(out(&["a", "e"]), "g");
    }
}
