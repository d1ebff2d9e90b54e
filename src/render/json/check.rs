//! A checked claim as a line of JSON.

use serde::Serialize;

use crate::{
    answer::check::{CheckedClaim, ClaimForm, Piece, Said},
    render::{
        check::reason,
        json::{PassageObject, line, passage},
        scope,
    },
    text::span::Span,
};

#[derive(Serialize)]
struct CheckLine<'a> {
    claim: &'a str,
    form: &'static str,
    speaker: Option<&'a str>,
    verdict: &'static str,
    reason: String,
    said: Option<&'static str>,
    passage: Option<PassageObject<'a>>,
    difference: Vec<PieceObject<'a>>,
    near: Vec<PassageObject<'a>>,
    scope: String,
}

/// Words of the record beside those of the claim.
#[derive(Serialize)]
struct PieceObject<'a> {
    record: Option<&'a str>,
    claim: Option<&'a str>,
    same: bool,
}

/// What the record says to one claim as one line. `said` is whether it is of `speaker`, the one who is named:
/// `confirmed`, `unclear` or `other`; null where nobody is named or nothing was found. `near` is no evidence.
#[must_use]
pub fn checked(checked: &CheckedClaim) -> String {
    let claim = &checked.claim;
    line(&CheckLine {
        claim: &claim.words,
        form: match claim.form {
            ClaimForm::Quoted => "quoted",
            ClaimForm::Told => "told",
        },
        speaker: claim.speaker.as_deref(),
        verdict: checked.verdict.word(),
        reason: reason(checked),
        said: checked.passage.as_ref().and_then(|_| said(&checked.said)),
        passage: checked.passage.as_ref().map(passage),
        difference: checked.difference.iter().map(|one| piece(one, &claim.words)).collect(),
        near: checked.near.iter().map(passage).collect(),
        scope: scope(&checked.scope),
    })
}

fn said(said: &Said) -> Option<&'static str> {
    match said {
        Said::NotAsked => None,
        Said::Confirmed => Some("confirmed"),
        Said::Unclear => Some("unclear"),
        Said::Other => Some("other"),
    }
}

fn piece<'a>(piece: &'a Piece, claimed: &'a str) -> PieceObject<'a> {
    PieceObject {
        record: piece.record.as_ref().map(|quote| quote.text()),
        claim: piece.claim.and_then(|span: Span| span.get(claimed)),
        same: piece.is_same,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::{
        answer::check::{Change, CheckVerdict, Reason},
        render::check::tests::checked as claim,
    };

    #[test]
    fn a_line_has_the_claim_the_verdict_and_what_differs() {
        let one = claim("very hard", "rather hard", CheckVerdict::Altered, Reason::Changed(Change::Word));
        let line: Value = serde_json::from_str(&checked(&one)).unwrap();
        assert_eq!(line["claim"], "very hard");
        assert_eq!([&line["verdict"], &line["said"], &line["form"]], ["altered", "confirmed", "quoted"]);
        assert_eq!(line["passage"]["sentence"], "rather hard");
        let first = json!({"record": "rather", "claim": "very", "same": false});
        assert_eq!(line["difference"][0], first);
        let nothing = claim("very hard", "x", CheckVerdict::NotFound, Reason::NothingLikeIt);
        let line: Value = serde_json::from_str(&checked(&nothing)).unwrap();
        assert_eq!(line["said"], Value::Null);
        assert_eq!((&line["passage"], line["near"].as_array().unwrap().len()), (&Value::Null, 1));
    }
}
