//! The vectors of all articles in memory, as a log tells of them.

use std::{collections::HashMap, sync::Arc};

use crate::{
    article::ArticleId,
    encoder::DIMENSIONS,
    semantic::{
        log::Record,
        scan::{Best, Kernel},
        vector::Asked,
    },
};

/// A block that has so many sentences takes no further article: what is copied at worst when one is added while a
/// search goes on, some six megabytes.
const BLOCK: usize = 16_384;

/// A sentence that lies near to a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Near {
    /// Whose sentence it is.
    pub article: ArticleId,
    /// The version of the article that the vector was made of; the index may have another by now.
    pub version: u32,
    /// Counts the article's sentences from 0.
    pub ordinal: u32,
    /// The cosine of the angle between the two vectors, −1 to 1.
    pub cosine: f32,
}

/// Vectors by article. A clone shares the vectors themselves.
#[derive(Clone, Debug, Default)]
pub(super) struct Memory {
    blocks: Vec<Block>,
    /// Block and entry of each article.
    places: HashMap<u64, (usize, usize)>,
    sentences: usize,
}

#[derive(Clone, Debug, Default)]
struct Block {
    rows: Arc<Rows>,
    entries: Vec<Entry>,
}

/// Vectors side by side.
#[derive(Clone, Debug, Default)]
struct Rows {
    values: Vec<i8>,
    scales: Vec<f32>,
}

/// Where the vectors of an article lie in their block.
#[derive(Clone, Copy, Debug)]
struct Entry {
    article: u64,
    version: u32,
    first: u32,
    count: u32,
    /// Whether it is the newest of its article.
    is_live: bool,
}

impl Memory {
    /// How many sentences have a vector.
    pub(super) fn sentences(&self) -> usize {
        self.sentences
    }

    /// The version of an article that has vectors.
    pub(super) fn version(&self, article: u64) -> Option<u32> {
        let (block, entry) = *self.places.get(&article)?;
        Some(self.blocks[block].entries[entry].version)
    }

    /// Takes in a record in place of what there was of its article.
    pub(super) fn put(&mut self, record: &Record<'_>) {
        if let Some((block, entry)) = self.places.remove(&record.article) {
            let entry = &mut self.blocks[block].entries[entry];
            entry.is_live = false;
            self.sentences -= entry.count as usize;
        }
        if record.count == 0 {
            return;
        }
        self.make_room();
        let number = self.blocks.len() - 1;
        let block = &mut self.blocks[number];
        let rows = Arc::make_mut(&mut block.rows);
        let first = u32::try_from(rows.scales.len()).expect("a block ends before it has 2^32 sentences");
        rows.values.extend_from_slice(record.values());
        rows.scales.extend(record.scales());
        self.places.insert(record.article, (number, block.entries.len()));
        let Record { article, version, count, .. } = *record;
        block.entries.push(Entry { article, version, first, count, is_live: true });
        self.sentences += count as usize;
    }

    /// Begins another block where the last one is full.
    fn make_room(&mut self) {
        if let Some(last) = self.blocks.last_mut()
            && last.rows.scales.len() >= BLOCK
        {
            // Nothing is added to it again: what vectors keep in reserve would add up over the blocks.
            let rows = Arc::make_mut(&mut last.rows);
            rows.values.shrink_to_fit();
            rows.scales.shrink_to_fit();
            self.blocks.push(Block::default());
        }
        if self.blocks.is_empty() {
            self.blocks.push(Block::default());
        }
    }

    /// The `limit` sentences nearest to `asked` in the articles that `allows` leaves in, the nearest first.
    pub(super) fn nearest(&self, asked: &Asked, limit: usize, allows: &dyn Fn(u64) -> bool) -> Vec<Near> {
        let kernel = Kernel::new();
        let mut best = Best::new(limit);
        let mut products = Vec::new();
        for block in &self.blocks {
            for entry in block.entries.iter().filter(|entry| entry.is_live && allows(entry.article)) {
                let (values, scales) = block.rows.of(entry);
                kernel.products(&asked.values, values, &mut products);
                for (ordinal, (product, scale)) in (0..).zip(products.iter().zip(scales)) {
                    best.offer(*product as f32 * scale * asked.scale, entry.article, entry.version, ordinal);
                }
            }
        }
        best.sorted()
    }

    /// The cosine of `asked` and sentence number `ordinal` of an article; nothing if that has no vector.
    pub(super) fn cosine(&self, asked: &Asked, article: u64, ordinal: u32) -> Option<f32> {
        let (block, entry) = *self.places.get(&article)?;
        let block = &self.blocks[block];
        let (values, scales) = block.rows.of(&block.entries[entry]);
        let scale = scales.get(ordinal as usize)?;
        let values = &values[ordinal as usize * DIMENSIONS..][..DIMENSIONS];
        let mut products = Vec::with_capacity(1);
        Kernel::new().products(&asked.values, values, &mut products);
        Some(products[0] as f32 * scale * asked.scale)
    }
}

impl Rows {
    fn of(&self, entry: &Entry) -> (&[i8], &[f32]) {
        let (first, last) = (entry.first as usize, entry.first as usize + entry.count as usize);
        (&self.values[first * DIMENSIONS..last * DIMENSIONS], &self.scales[first..last])
    }
}
