//! The tagger's weights as they were trained: `config/models/tagger.safetensors`, built into the program.

use anyhow::{Context, Result, ensure};
use safetensors::{Dtype, SafeTensors, tensor::TensorView};

/// The weights, built into the program.
pub(super) const BUILT_IN: &[u8] = include_bytes!("../../../config/models/tagger.safetensors");

/// The named tensors of a file of weights.
///
/// A table of weights is stored as 8-bit whole numbers, row by row, with a factor for each row under the same name and
/// `.scale`; a list of weights (a bias) as 32-bit floats.
pub(super) struct Weights<'a>(SafeTensors<'a>);

/// A table of weights.
pub(super) struct Table {
    pub(super) rows: usize,
    pub(super) columns: usize,
    /// Row by row.
    pub(super) values: Vec<f32>,
}

impl<'a> Weights<'a> {
    /// The weights in `bytes`.
    ///
    /// # Errors
    ///
    /// If they are no safetensors file.
    pub(super) fn parse(bytes: &'a [u8]) -> Result<Weights<'a>> {
        Ok(Weights(SafeTensors::deserialize(bytes)?))
    }

    /// The table called `name`.
    ///
    /// # Errors
    ///
    /// If there is none, or it is of another form.
    pub(super) fn table(&self, name: &str) -> Result<Table> {
        let tensor = self.tensor(name)?;
        let &[rows, columns] = tensor.shape() else { anyhow::bail!("the weights `{name}` are no table") };
        ensure!(tensor.dtype() == Dtype::I8, "the weights `{name}` are not of 8 bits");
        let scales = self.list(&format!("{name}.scale"))?;
        ensure!(scales.len() == rows, "the weights `{name}` have {rows} rows and {} factors", scales.len());
        let scaled = |(row, scale): (&[u8], &f32)| {
            row.iter().map(|byte| f32::from(byte.cast_signed()) * scale).collect::<Vec<f32>>()
        };
        let values = tensor.data().chunks_exact(columns.max(1)).zip(&scales).flat_map(scaled).collect();
        Ok(Table { rows, columns, values })
    }

    /// The list called `name`.
    ///
    /// # Errors
    ///
    /// If there is none, or it is of another form.
    pub(super) fn list(&self, name: &str) -> Result<Vec<f32>> {
        let tensor = self.tensor(name)?;
        ensure!(tensor.dtype() == Dtype::F32, "the weights `{name}` are not of 32 bits");
        let (values, _) = tensor.data().as_chunks::<4>();
        Ok(values.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect())
    }

    fn tensor(&self, name: &str) -> Result<TensorView<'_>> {
        self.0.tensor(name).with_context(|| format!("the weights `{name}`"))
    }
}

impl Table {
    /// The row at `place`.
    pub(super) fn row(&self, place: usize) -> &[f32] {
        &self.values[place * self.columns..(place + 1) * self.columns]
    }
}
