//! The networks' weights as they were trained: `config/models/encoder.safetensors`, built into the program.

use anyhow::{Context, Result, ensure};
use safetensors::{Dtype, SafeTensors, tensor::TensorView};

use crate::encoder::{kernel::Norm, linear::Linear};

/// The weights, built into the program.
pub(super) const BUILT_IN: &[u8] = include_bytes!("../../config/models/encoder.safetensors");

/// The weights of the network that reads claims; its word and position embeddings are those of [`BUILT_IN`].
pub(super) const OF_CLAIMS: &[u8] = include_bytes!("../../config/models/claims.safetensors");

/// The named tensors of a file of weights.
///
/// A table of weights is stored as 8-bit whole numbers, row by row, with a factor for each row under the same name and
/// `.scale`; a list of weights (a bias, a norm) as 32-bit floats.
pub(super) struct Weights<'a>(SafeTensors<'a>);

/// A table of weights that is looked up row by row, where it lies.
pub(super) struct Table<'a> {
    columns: usize,
    values: &'a [u8],
    scales: Vec<f32>,
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

    /// Whether there is a tensor called `name`.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.tensor(name).is_ok()
    }

    /// The table called `name`.
    ///
    /// # Errors
    ///
    /// If there is none, or it is of another form.
    pub(super) fn table(&self, name: &str) -> Result<Table<'a>> {
        let tensor = self.tensor(name)?;
        let &[rows, columns] = tensor.shape() else { anyhow::bail!("the weights `{name}` are no table") };
        ensure!(tensor.dtype() == Dtype::I8, "the weights `{name}` are not of 8 bits");
        ensure!(rows > 0 && columns > 0, "the weights `{name}` are empty");
        let scales = self.list(&format!("{name}.scale"))?;
        ensure!(scales.len() == rows, "the weights `{name}` have {rows} rows and {} factors", scales.len());
        Ok(Table { columns, values: tensor.data(), scales })
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

    /// The layer whose parts are called `name` and `.weight` or `.bias`, for inputs of `width`.
    ///
    /// # Errors
    ///
    /// If a part is missing or of another form.
    pub(super) fn linear(&self, name: &str, width: usize) -> Result<Linear> {
        self.stacked(&[name], width)
    }

    /// Several layers for the same inputs, of `width`, as one: the outputs of the first come first.
    ///
    /// # Errors
    ///
    /// If a part is missing or of another form.
    pub(super) fn stacked(&self, names: &[&str], width: usize) -> Result<Linear> {
        let (mut weights, mut scales, mut bias) = (Vec::new(), Vec::new(), Vec::new());
        for name in names {
            let table = self.table(&format!("{name}.weight"))?;
            ensure!(table.columns == width, "the weights `{name}` are for inputs of {}", table.columns);
            weights.extend(table.values.iter().map(|byte| byte.cast_signed()));
            scales.extend(&table.scales);
            bias.extend(self.list(&format!("{name}.bias"))?);
            ensure!(bias.len() == scales.len(), "the bias of `{name}` is of another length than its outputs");
        }
        Ok(Linear::new(&weights, scales, bias))
    }

    /// The norm called `name`, for rows of `width`.
    ///
    /// # Errors
    ///
    /// If a part is missing or of another form.
    pub(super) fn norm(&self, name: &str, width: usize) -> Result<Norm> {
        let (weight, bias) = (self.list(&format!("{name}.weight"))?, self.list(&format!("{name}.bias"))?);
        ensure!(weight.len() == width && bias.len() == width, "the norm `{name}` is not for rows of {width}");
        Ok(Norm { weight, bias })
    }

    /// A number that changes with any training of the tensors whose names begin with one of `prefixes`: of all their
    /// lists, the factors of the tables among them.
    pub(super) fn fingerprint(&self, prefixes: &[&str]) -> u64 {
        let wanted = |name: &str| prefixes.iter().any(|prefix| name.starts_with(prefix));
        let mut tensors: Vec<(&str, TensorView<'_>)> = self.0.iter().filter(|(name, _)| wanted(name)).collect();
        tensors.sort_by_key(|(name, _)| *name);
        let lists = tensors.iter().filter(|(_, tensor)| tensor.dtype() == Dtype::F32);
        lists.fold(FIRST, |hash, (name, tensor)| hashed(hashed(hash, name.as_bytes()), tensor.data()))
    }

    fn tensor(&self, name: &str) -> Result<TensorView<'a>> {
        self.0.tensor(name).with_context(|| format!("the weights `{name}`"))
    }
}

/// The hash of nothing, by which [`hashed`] begins.
const FIRST: u64 = 0xcbf2_9ce4_8422_2325;

/// `hash` with `bytes` (Fowler, Noll and Vo's FNV-1a).
pub(super) fn hashed(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

impl Table<'_> {
    /// How long a row is.
    pub(super) fn columns(&self) -> usize {
        self.columns
    }

    /// Adds the row at `place` to `out`.
    pub(super) fn add(&self, place: usize, out: &mut [f32]) {
        let row = &self.values[place * self.columns..(place + 1) * self.columns];
        let scale = self.scales[place];
        out.iter_mut().zip(row).for_each(|(out, byte)| *out += f32::from(byte.cast_signed()) * scale);
    }
}
