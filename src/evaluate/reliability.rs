//! Whether confidence means something: how many statements are right at each height of it.

use crate::{
    answer::passage::Certainty,
    evaluate::comparison::{Comparison, NameAgreement, Pair},
};

/// How many predicted statements there are, and how many are right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reliance {
    /// Predicted statements.
    pub statements: usize,
    /// Those with half or more of their content and their source right.
    pub right: usize,
    /// Predicted statements in documents whose speakers gold names.
    pub with_names: usize,
    /// Those with half or more of their content and their full name right. Where gold names nobody, nothing but the
    /// source's own words is right.
    pub named_right: usize,
}

/// The reliability of predicted statements by confidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reliability {
    /// By what a reader is told, surest first.
    pub bands: [(Certainty, Reliance); 3],
    /// By tenths of confidence: the last one is .9 to 1.
    pub tenths: [Reliance; 10],
}

impl Default for Reliability {
    fn default() -> Reliability {
        let bands = [Certainty::Certain, Certainty::Likely, Certainty::Unsure];
        Reliability { bands: bands.map(|band| (band, Reliance::default())), tenths: [Reliance::default(); 10] }
    }
}

impl Reliability {
    /// Adds a document. Statements without a confidence are left out.
    pub(super) fn add(&mut self, comparison: &Comparison<'_>, pairs: &[Pair<'_>]) {
        for side in &comparison.predicted {
            let Some(confidence) = side.marked.confidence else { continue };
            let pair = pairs.iter().find(|pair| std::ptr::eq(pair.predicted, side) && pair.content());
            let reliance = Reliance::of(comparison, pair);
            let band = Certainty::of(confidence);
            self.bands.iter_mut().filter(|(own, _)| *own == band).for_each(|(_, all)| all.add(reliance));
            self.tenths[tenth(confidence)].add(reliance);
        }
    }
}

impl Reliance {
    /// One statement, with the pair of half or more of its content if there is one.
    fn of(comparison: &Comparison<'_>, pair: Option<&Pair<'_>>) -> Reliance {
        let name = pair.is_some_and(|pair| comparison.name(pair) == NameAgreement::Right);
        Reliance {
            statements: 1,
            right: pair.is_some_and(|pair| pair.source).into(),
            with_names: comparison.has_names().into(),
            named_right: (comparison.has_names() && name).into(),
        }
    }

    fn add(&mut self, other: Reliance) {
        self.statements += other.statements;
        self.right += other.right;
        self.with_names += other.with_names;
        self.named_right += other.named_right;
    }
}

/// The tenth that a confidence between 0 and 1 lies in, counted from 0.
fn tenth(confidence: f32) -> usize {
    (1..10_u8).take_while(|tenths| confidence >= f32::from(*tenths) / 10.0).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::{
        comparison::tests::{document, statement},
        gold::MarkedStatement,
    };

    #[test]
    fn tenths_begin_with_their_lower_bound() {
        let tenths = [0.0, 0.05, 0.1, 0.29, 0.3, 0.6, 0.7, 0.89, 0.9, 1.0].map(tenth);
        assert_eq!(tenths, [0, 0, 1, 2, 3, 6, 7, 8, 9, 9]);
    }

    #[test]
    fn statements_are_counted_at_their_confidence() {
        let text = "Ana Petrova said it will rain. Bob Lind said it will snow.";
        let (ana, rain) = ("<Ana Petrova>", "Ana Petrova said <it will rain>.");
        let (bob, snow) = (
            "Ana Petrova said it will rain. <Bob Lind>",
            "Ana Petrova said it will rain. Bob Lind said <it will snow>.",
        );
        let sure = |confidence, statement| MarkedStatement { confidence: Some(confidence), ..statement };
        let gold = document(vec![statement(ana, rain, "Ana Petrova"), statement(bob, snow, "Bob Lind")]);
        let predicted = document(vec![
            sure(0.95, statement(ana, rain, "Petrova")),
            sure(0.94, statement(ana, snow, "Bob Lind")),
            sure(0.85, statement(bob, "<Ana Petrova>", "")),
            statement(bob, "Ana Petrova <said>", ""),
        ]);
        let comparison = Comparison::new(text, &gold, &predicted);
        let mut reliability = Reliability::default();
        reliability.add(&comparison, &comparison.pairs());
        let reliance =
            |statements, right, named_right| Reliance { statements, right, with_names: statements, named_right };
        let bands: Vec<Reliance> = reliability.bands.iter().map(|(_, reliance)| *reliance).collect();
        assert_eq!(bands, [reliance(2, 1, 1), reliance(1, 0, 0), reliance(0, 0, 0)]);
        assert_eq!((reliability.tenths[9], reliability.tenths[8]), (reliance(2, 1, 1), reliance(1, 0, 0)));
    }
}
