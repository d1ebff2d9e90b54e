//! Writes vectors.

use std::{
    collections::HashMap,
    fs::{self, File, OpenOptions},
    io::{BufWriter, Write},
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

use anyhow::{Context, Result};

use crate::{
    article::ArticleId,
    semantic::{
        log::{FILE, HEADER, Header, LogReader, Record},
        vector::Vector,
    },
};

/// The name of a file that is being made; a kill may leave one, which is overwritten.
const NEXT: &str = "next";

/// A sentence's vector with the [`key`](super::key()) of what it was made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Keyed {
    /// Tells when it may be used again.
    pub key: u64,
    /// What the sentence means.
    pub vector: Vector,
}

/// The one writer of the vectors in a folder; that there is one is up to the caller.
#[derive(Debug)]
pub struct Writer {
    folder: PathBuf,
    fingerprint: u64,
    file: File,
    /// The length of the file, in bytes.
    end: u64,
    kept: HashMap<u64, Kept>,
    /// Sentences of articles as they are, and sentences that were replaced or are gone.
    live: usize,
    dead: usize,
}

/// The newest record of an article.
#[derive(Clone, Copy, Debug)]
struct Kept {
    place: u64,
    version: u32,
    count: u32,
}

impl Writer {
    /// Goes on where the vectors in `folder` end; begins anew if there are none or those of another encoder.
    ///
    /// An end that is not whole, as a kill leaves it, is cut off. Reads all vectors once.
    ///
    /// # Errors
    ///
    /// If the folder can't be written.
    pub fn open(folder: &Path, fingerprint: u64) -> Result<Writer> {
        let open = || -> Result<Writer> {
            fs::create_dir_all(folder)?;
            let path = folder.join(FILE);
            let opened = LogReader::open(&path)?.filter(|(header, _)| header.fingerprint == fingerprint);
            let Some((_, mut log)) = opened else { return Writer::begin(folder, fingerprint) };
            let file = OpenOptions::new().append(true).open(&path)?;
            let folder = folder.to_owned();
            let mut writer = Writer { folder, fingerprint, file, end: HEADER, kept: HashMap::new(), live: 0, dead: 0 };
            while let Some(record) = log.next()? {
                let Record { place, article, version, count, .. } = record;
                writer.note(article, Kept { place, version, count });
            }
            writer.end = log.place();
            if writer.end < log.length() {
                tracing::warn!(bytes = log.length() - writer.end, "the vectors end in a broken record, cut off");
                writer.file.set_len(writer.end)?;
            }
            Ok(writer)
        };
        open().with_context(|| writing(folder))
    }

    /// An empty file in place of any that is there.
    fn begin(folder: &Path, fingerprint: u64) -> Result<Writer> {
        let (path, file) = (folder.join(NEXT), next(folder, fingerprint)?);
        fs::rename(path, folder.join(FILE))?;
        let folder = folder.to_owned();
        Ok(Writer { folder, fingerprint, file, end: HEADER, kept: HashMap::new(), live: 0, dead: 0 })
    }

    /// How many sentences have a vector.
    #[must_use]
    pub fn sentences(&self) -> usize {
        self.live
    }

    /// The version of `article` that has vectors.
    #[must_use]
    pub fn version(&self, article: &ArticleId) -> Option<u32> {
        self.kept.get(&article.number()).map(|kept| kept.version)
    }

    /// Every article that has vectors, in no particular order.
    pub fn articles(&self) -> impl Iterator<Item = ArticleId> {
        self.kept.keys().map(|number| ArticleId::of_number(*number))
    }

    /// The vectors of `article`, in the order of its sentences.
    ///
    /// # Errors
    ///
    /// If the file can't be read.
    pub fn vectors(&self, article: &ArticleId) -> Result<Vec<Keyed>> {
        let Some(kept) = self.kept.get(&article.number()) else { return Ok(Vec::new()) };
        let read = || -> Result<Vec<Keyed>> {
            let Some((_, mut log)) = LogReader::open(&self.folder.join(FILE))? else { return Ok(Vec::new()) };
            log.go_to(kept.place)?;
            Ok(log.next()?.map(|record| record.keyed().collect()).unwrap_or_default())
        };
        read().with_context(|| format!("reading the vectors in `{}`", self.folder.display()))
    }

    /// Appends the vectors of a version of `article`, which count instead of those it had.
    ///
    /// # Errors
    ///
    /// If the file can't be written; the next writer cuts off what is not whole.
    pub fn put(&mut self, article: &ArticleId, version: u32, sentences: &[Keyed]) -> Result<()> {
        let record = Record::encode(article, version, sentences);
        // One call, so that a reader seldom meets half of it; if it does, it reads no further than the record before.
        self.file.write_all(&record).with_context(|| writing(&self.folder))?;
        let count = u32::try_from(sentences.len()).expect("a record has fewer than 2^32 sentences");
        self.note(article.number(), Kept { place: self.end, version, count });
        self.end += record.len() as u64;
        Ok(())
    }

    /// Notes that `article` is gone.
    ///
    /// # Errors
    ///
    /// If the file can't be written.
    pub fn remove(&mut self, article: &ArticleId) -> Result<()> {
        self.put(article, 0, &[])
    }

    /// Makes what was written durable; leaves out what is dead once that is more than half.
    ///
    /// # Errors
    ///
    /// If the file can't be written.
    pub fn finish(self) -> Result<()> {
        let finish = || if self.dead > self.live { self.compact() } else { Ok(self.file.sync_data()?) };
        finish().with_context(|| writing(&self.folder))
    }

    /// Copies the newest record of each article to a file that takes the place of the old one.
    fn compact(&self) -> Result<()> {
        let mut output = BufWriter::new(next(&self.folder, self.fingerprint)?);
        let mut places: Vec<u64> = self.kept.values().map(|kept| kept.place).collect();
        places.sort_unstable();
        let (_, mut log) = LogReader::open(&self.folder.join(FILE))?.context("the file is gone")?;
        for place in places {
            log.go_to(place)?;
            let record = log.next()?.context("a record is not as it was written")?;
            let article = ArticleId::of_number(record.article);
            output.write_all(&Record::encode(&article, record.version, &record.keyed().collect::<Vec<_>>()))?;
        }
        let file = output.into_inner().map_err(|error| error.into_error())?;
        file.sync_all()?;
        fs::rename(self.folder.join(NEXT), self.folder.join(FILE))?;
        Ok(())
    }

    /// Counts a record as the newest of its article.
    fn note(&mut self, article: u64, kept: Kept) {
        let old = if kept.count == 0 { self.kept.remove(&article) } else { self.kept.insert(article, kept) };
        let old = old.map_or(0, |old| old.count as usize);
        self.live = self.live + kept.count as usize - old;
        self.dead += old;
    }
}

/// A file with nothing but a header, under the name of one that is being made.
fn next(folder: &Path, fingerprint: u64) -> Result<File> {
    let generation = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
    #[expect(clippy::cast_possible_truncation, reason = "the lower digits are those that differ")]
    let header = Header { fingerprint, generation: generation as u64 };
    let path = folder.join(NEXT);
    File::create(&path)?.write_all(&header.encode())?;
    Ok(OpenOptions::new().append(true).open(path)?)
}

fn writing(folder: &Path) -> String {
    format!("can't write the vectors in `{}`", folder.display())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::semantic::{vector::tests::unit, vectors::Vectors};

    const ENCODER: u64 = 7;

    fn id(number: u64) -> ArticleId {
        ArticleId::of_number(number)
    }

    /// Vectors that are told apart by their seeds.
    fn keyed(seeds: &[u64]) -> Vec<Keyed> {
        seeds.iter().map(|seed| Keyed { key: *seed, vector: Vector::of(&unit(*seed)) }).collect()
    }

    /// The seeds that are found as nearest to themselves, with article, version and ordinal.
    fn found(vectors: &Vectors, seeds: std::ops::Range<u64>) -> Vec<(u64, u64, u32, u32)> {
        let nearest = |seed| vectors.nearest(&unit(seed), 1).pop().filter(|near| near.cosine > 0.9);
        seeds
            .filter_map(|seed| nearest(seed).map(|near| (seed, near.article.number(), near.version, near.ordinal)))
            .collect()
    }

    #[test]
    fn what_was_put_is_found_again_and_the_newest_counts() {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = Writer::open(folder.path(), ENCODER).unwrap();
        writer.put(&id(1), 1, &keyed(&[10, 11])).unwrap();
        writer.put(&id(2), 1, &keyed(&[20])).unwrap();
        let vectors = Vectors::open(folder.path(), ENCODER);
        assert_eq!(found(&vectors, 10..30), [(10, 1, 1, 0), (11, 1, 1, 1), (20, 2, 1, 0)]);

        writer.put(&id(1), 2, &keyed(&[12, 11])).unwrap();
        writer.remove(&id(2)).unwrap();
        assert_eq!(found(&vectors, 10..30), [(11, 1, 2, 1), (12, 1, 2, 0)]);
        assert_eq!(vectors.sentences(), 2);
        assert_eq!(writer.vectors(&id(1)).unwrap(), keyed(&[12, 11]));
        writer.finish().unwrap();

        let writer = Writer::open(folder.path(), ENCODER).unwrap();
        assert_eq!((writer.sentences(), writer.dead), (2, 0), "what was dead was left out");
        assert_eq!((writer.version(&id(1)), writer.version(&id(2))), (Some(2), None));
        assert_eq!(found(&vectors, 10..30), [(11, 1, 2, 1), (12, 1, 2, 0)], "the new file was seen");
    }

    #[test]
    fn only_vectors_of_the_same_encoder_are_used() {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = Writer::open(folder.path(), ENCODER).unwrap();
        writer.put(&id(1), 1, &keyed(&[10])).unwrap();
        let other = Vectors::open(folder.path(), ENCODER + 1);
        assert_eq!(other.sentences(), 0);
        let mut writer = Writer::open(folder.path(), ENCODER + 1).unwrap();
        assert_eq!(writer.sentences(), 0);
        writer.put(&id(1), 1, &keyed(&[11, 12])).unwrap();
        assert_eq!(other.sentences(), 2);
        fs::remove_dir_all(folder.path()).unwrap();
        assert_eq!(other.sentences(), 0);
    }

    #[test]
    fn a_file_cut_off_anywhere_is_read_as_far_as_it_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = Writer::open(folder.path(), ENCODER).unwrap();
        let mut ends = vec![HEADER];
        for article in 0..3 {
            writer.put(&id(article), 1, &keyed(&[article])).unwrap();
            ends.push(writer.end);
        }
        let path = folder.path().join(FILE);
        let whole = fs::read(&path).unwrap();
        for length in (0..=whole.len()).rev().step_by(13) {
            fs::write(&path, &whole[..length]).unwrap();
            let expected = ends.iter().filter(|end| **end <= length as u64).count().saturating_sub(1);
            assert_eq!(Vectors::open(folder.path(), ENCODER).sentences(), expected, "{length} bytes");
            let mut writer = Writer::open(folder.path(), ENCODER).unwrap();
            assert_eq!(writer.sentences(), expected, "{length} bytes");
            writer.put(&id(9), 1, &keyed(&[90, 91])).unwrap();
            let vectors = Vectors::open(folder.path(), ENCODER);
            assert_eq!(vectors.sentences(), expected + 2, "{length} bytes");
        }
    }

    #[test]
    fn a_damaged_record_and_what_follows_is_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = Writer::open(folder.path(), ENCODER).unwrap();
        (0..3).for_each(|article| writer.put(&id(article), 1, &keyed(&[article])).unwrap());
        let path = folder.path().join(FILE);
        let mut bytes = fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        bytes.extend([0; 100]);
        fs::write(&path, bytes).unwrap();
        assert_eq!(Vectors::open(folder.path(), ENCODER).sentences(), 1);
    }

    #[test]
    fn cosines_are_asked_by_place_and_articles_can_be_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = Writer::open(folder.path(), ENCODER).unwrap();
        (0..40).for_each(|article| writer.put(&id(article), 1, &keyed(&[2 * article, 2 * article + 1])).unwrap());
        let vectors = Vectors::open(folder.path(), ENCODER);
        let asked = unit(7);
        let cosines = vectors.cosine(&asked, &[(id(3), 1), (id(3), 2), (id(99), 0), (id(0), 0)]);
        assert!(cosines[0].unwrap() > 0.999 && cosines[1].is_none() && cosines[2].is_none());
        assert!(cosines[3].unwrap() < 0.5);
        assert_eq!(vectors.nearest(&asked, 100).len(), 80);
        let odd = vectors.nearest_of(&asked, 100, &|article| article.number() % 2 == 0);
        assert_eq!(odd.len(), 40);
        assert!(odd.iter().all(|near| near.article.number() % 2 == 0));
    }

    #[test]
    fn a_reader_sees_whole_articles_while_a_writer_writes() {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = Writer::open(folder.path(), ENCODER).unwrap();
        let vectors = Vectors::open(folder.path(), ENCODER);
        let three = keyed(&[1, 2, 3]);
        std::thread::scope(|scope| {
            scope.spawn(|| (0..500).for_each(|article| writer.put(&id(article % 300), 1, &three).unwrap()));
            let mut last = 0;
            while last < 900 {
                let seen = vectors.sentences();
                assert!(seen >= last && seen.is_multiple_of(3), "{seen} after {last}");
                last = seen;
            }
        });
    }
}
