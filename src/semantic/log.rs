//! The file that vectors are kept in: a header, then one record an article, only ever appended to.
//!
//! The newest record of an article counts; one without sentences says that the article is gone. Each record carries a
//! checksum, so that the end of a file whose writer was killed is told from a whole record. All numbers lie with the
//! lowest byte first.
//!
//! ```text
//! header   "onrecvec", format u32, dimensions u32, fingerprint u64, generation u64
//! record   bytes after the checksum u32, their CRC-32 u32,
//!          article u64, version u32, sentences u32, keys u64…, scales f32…, values i8…
//! ```

use std::{
    fs::File,
    io::{self, BufReader, ErrorKind, Read, Seek, SeekFrom},
    path::Path,
};

use pulp::bytemuck::cast_slice;

use crate::{
    article::ArticleId,
    encoder::DIMENSIONS,
    semantic::{vector::Vector, writer::Keyed},
};

/// The file's name in the folder of the vectors.
pub(super) const FILE: &str = "current";

const MAGIC: [u8; 8] = *b"onrecvec";
const FORMAT: u32 = 1;

/// The length of a header, in bytes.
pub(super) const HEADER: u64 = 32;

/// What stands before the checked part of a record, in bytes.
const FRAME: usize = 8;

/// What stands before the keys in a record, in bytes.
const BEGINNING: usize = 16;

/// Key, scale and values of one sentence, in bytes.
const SENTENCE: usize = 8 + 4 + DIMENSIONS;

/// What a file says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// Which encoder made the vectors.
    pub(super) fingerprint: u64,
    /// Another number for each file that ever had this name.
    pub(super) generation: u64,
}

impl Header {
    pub(super) fn encode(self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(FORMAT.to_le_bytes());
        bytes.extend((DIMENSIONS as u32).to_le_bytes());
        bytes.extend(self.fingerprint.to_le_bytes());
        bytes.extend(self.generation.to_le_bytes());
        bytes
    }

    fn decode(bytes: &[u8; HEADER as usize]) -> Option<Header> {
        let is_known = bytes[..8] == MAGIC && word(&bytes[8..]) == FORMAT && word(&bytes[12..]) == DIMENSIONS as u32;
        is_known.then(|| Header { fingerprint: long(&bytes[16..]), generation: long(&bytes[24..]) })
    }
}

/// The vectors of an article as they lie in a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record<'a> {
    /// Where the record begins in the file, in bytes.
    pub(super) place: u64,
    pub(super) article: u64,
    pub(super) version: u32,
    /// How many sentences; 0 if the article is gone.
    pub(super) count: u32,
    /// What stands behind the beginning.
    sentences: &'a [u8],
}

impl<'a> Record<'a> {
    /// The bytes of a record, its frame before it.
    pub(super) fn encode(article: &ArticleId, version: u32, sentences: &[Keyed]) -> Vec<u8> {
        let count = u32::try_from(sentences.len()).expect("an article has fewer than 2^32 sentences");
        let mut bytes = vec![0; FRAME];
        bytes.reserve_exact(BEGINNING + sentences.len() * SENTENCE);
        bytes.extend(article.number().to_le_bytes());
        bytes.extend(version.to_le_bytes());
        bytes.extend(count.to_le_bytes());
        sentences.iter().for_each(|sentence| bytes.extend(sentence.key.to_le_bytes()));
        sentences.iter().for_each(|sentence| bytes.extend(sentence.vector.scale.to_le_bytes()));
        sentences.iter().for_each(|sentence| bytes.extend_from_slice(cast_slice(&sentence.vector.values)));
        let length = u32::try_from(bytes.len() - FRAME).expect("an article's vectors have fewer than 2^32 bytes");
        let checksum = crc32fast::hash(&bytes[FRAME..]);
        bytes[..4].copy_from_slice(&length.to_le_bytes());
        bytes[4..FRAME].copy_from_slice(&checksum.to_le_bytes());
        bytes
    }

    fn decode(place: u64, bytes: &'a [u8]) -> Option<Record<'a>> {
        let (beginning, sentences) = bytes.split_at_checked(BEGINNING)?;
        let count = word(&beginning[12..]);
        let record = Record { place, article: long(beginning), version: word(&beginning[8..]), count, sentences };
        (sentences.len() == count as usize * SENTENCE).then_some(record)
    }

    /// The whole numbers of all sentences, one after the other.
    pub(super) fn values(&self) -> &'a [i8] {
        cast_slice(&self.sentences[self.count as usize * 12..])
    }

    /// The scale of each sentence.
    pub(super) fn scales(&self) -> impl Iterator<Item = f32> + 'a {
        let (scales, _) = self.sentences[self.count as usize * 8..][..self.count as usize * 4].as_chunks();
        scales.iter().map(|bytes| f32::from_le_bytes(*bytes))
    }

    /// Each sentence with its key.
    pub(super) fn keyed(&self) -> impl Iterator<Item = Keyed> + 'a {
        let (keys, _) = self.sentences[..self.count as usize * 8].as_chunks();
        let (values, _) = self.values().as_chunks();
        let vectors = self.scales().zip(values).map(|(scale, values)| Vector { scale, values: *values });
        keys.iter().zip(vectors).map(|(key, vector)| Keyed { key: u64::from_le_bytes(*key), vector })
    }
}

/// A file of vectors, read from somewhere on.
pub(super) struct LogReader {
    input: BufReader<File>,
    /// The file's length when it was opened, in bytes.
    length: u64,
    /// The end of the last whole record, in bytes.
    place: u64,
    record: Vec<u8>,
}

impl LogReader {
    /// Opens the file at `path` behind its header; nothing if there is none or it is no file of this program's.
    pub(super) fn open(path: &Path) -> io::Result<Option<(Header, LogReader)>> {
        let mut file = match File::open(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            file => file?,
        };
        let length = file.metadata()?.len();
        let mut bytes = [0; HEADER as usize];
        if length < HEADER {
            return Ok(None);
        }
        file.read_exact(&mut bytes)?;
        let reader =
            |header| (header, LogReader { input: BufReader::new(file), length, place: HEADER, record: Vec::new() });
        Ok(Header::decode(&bytes).map(reader))
    }

    /// The file's length, in bytes.
    pub(super) fn length(&self) -> u64 {
        self.length
    }

    /// The end of the last whole record, in bytes.
    pub(super) fn place(&self) -> u64 {
        self.place
    }

    /// Goes on behind `place`, where a record begins.
    pub(super) fn go_to(&mut self, place: u64) -> io::Result<()> {
        self.input.seek(SeekFrom::Start(place))?;
        self.place = place;
        Ok(())
    }

    /// The next record; nothing at the end, and where a record is not whole.
    pub(super) fn next(&mut self) -> io::Result<Option<Record<'_>>> {
        let left = self.length.saturating_sub(self.place);
        let mut frame = [0; FRAME];
        if left < FRAME as u64 {
            return Ok(None);
        }
        self.input.read_exact(&mut frame)?;
        let length = word(&frame);
        if left - (FRAME as u64) < u64::from(length) {
            return Ok(None);
        }
        self.record.resize(length as usize, 0);
        self.input.read_exact(&mut self.record)?;
        if crc32fast::hash(&self.record) != word(&frame[4..]) {
            return Ok(None);
        }
        let record = Record::decode(self.place, &self.record);
        if record.is_some() {
            self.place += FRAME as u64 + u64::from(length);
        }
        Ok(record)
    }
}

fn word(bytes: &[u8]) -> u32 {
    u32::from_le_bytes(bytes[..4].try_into().expect("four bytes were taken"))
}

fn long(bytes: &[u8]) -> u64 {
    u64::from_le_bytes(bytes[..8].try_into().expect("eight bytes were taken"))
}
