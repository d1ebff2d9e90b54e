//! Whom the words around a quotation give it to.

use crate::{
    answer::check::claims::{
        name::{Who, is_name_alone, name, name_at_start, subject},
        phrase::{leads, put_by, signed, speaker_in, spoken},
        word::{saying, words},
    },
    text::sentence::sentences,
};

/// So far behind a quotation the verb of its speaker is looked for, in words.
const TAG: usize = 9;
/// Words that begin a thought of its own behind a quotation.
const CONJUNCTIONS: [&str; 10] = ["but", "and", "while", "whereas", "then", "because", "if", "or", "although", "so"];

/// Who is given a quotation.
#[derive(Debug)]
pub(super) struct Given {
    pub(super) who: Who,
    /// Whether nothing stands between the two.
    pub(super) is_direct: bool,
    /// Whether it stands behind, with a verb.
    pub(super) is_tag: bool,
}

/// What stands around a quotation, as far as to the next.
pub(super) struct Surroundings<'t> {
    /// From the end of the quotation before it.
    pub(super) before: &'t str,
    /// To the begin of the next.
    pub(super) after: &'t str,
    pub(super) has_next: bool,
    pub(super) is_first: bool,
}

impl<'t> Surroundings<'t> {
    /// Who is given the quotation, the plainest way of giving it first.
    pub(super) fn speaker(&self) -> Option<Given> {
        let named = |name: String| Given { who: Who::Named(name), is_direct: true, is_tag: false };
        self.signature()
            .map(named)
            .or_else(|| self.label())
            .or_else(|| self.tag())
            .or_else(|| self.lead_behind().map(named))
            .or_else(|| self.clause())
            .or_else(|| self.line_below().map(named))
            .or_else(|| self.line_above())
    }

    fn line_before(&self) -> &'t str {
        self.before.rsplit('\n').next().unwrap_or_default().trim()
    }

    fn line_behind(&self) -> &'t str {
        self.after.split('\n').next().unwrap_or_default().trim()
    }

    /// `"…" – Name`, `"…" (Name)`, `"…", Name`.
    pub(super) fn signature(&self) -> Option<String> {
        let line = self.line_behind().trim_start_matches(['.', ' ']);
        if let Some(inside) = line.strip_prefix(['(', '[']) {
            return name(inside.split([')', ']']).next()?);
        }
        if let Some(behind) = line.strip_prefix(',') {
            return is_name_alone(behind).then(|| name(behind)).flatten();
        }
        signed(line)
    }

    /// `Name: "…"`, `Name said: "…"`, `Name – "…"`.
    fn label(&self) -> Option<Given> {
        let line = self.line_before();
        if let Some(label) = line.strip_suffix(':') {
            let label = label.rsplit(": ").next()?;
            return speaker_in(label).map(|who| Given { who, is_direct: true, is_tag: false });
        }
        let dashed = line.trim_end_matches(['-', '–', '—', '―']);
        let is_name = dashed.len() < line.len() && is_name_alone(dashed.trim_end()) && self.is_line_start();
        is_name.then(|| name(dashed)).flatten().map(|name| Given {
            who: Who::Named(name),
            is_direct: true,
            is_tag: false,
        })
    }

    fn is_line_start(&self) -> bool {
        self.is_first || self.before.contains('\n')
    }

    /// `"…," Name said`, `"…," said Name`.
    fn tag(&self) -> Option<Given> {
        let line = self.line_behind();
        let words = words(line);
        let first = words.first()?;
        let leading = line[..first.span.start()].trim();
        if !matches!(leading, "" | "," | "." | "–" | "—") || CONJUNCTIONS.contains(&first.lower().as_str()) {
            return None;
        }
        let verb = words
            .iter()
            .take(TAG)
            .position(|word| saying(word).is_some_and(|saying| !saying.denies && !saying.is_plain))?;
        let is_cut = words[..verb].iter().zip(&words[1..]).any(|(word, next)| {
            word.bare.chars().count() > 3 && line[word.span.end()..next.span.start()].contains(['.', '!', '?'])
        });
        let rest = line[words[verb].span.end()..].trim();
        let leads_on = self.has_next
            && !self.after.contains('\n')
            && !rest.contains(',')
            && !rest.ends_with([',', '.', '!', '?', ';', '–', '—', '-']);
        if is_cut || leads_on {
            return None;
        }
        let who = if verb == 0 { name_at_start(line, &words[1..]) } else { subject(line, &words[..verb]) }?;
        Some(Given { who, is_direct: true, is_tag: true })
    }

    /// `"…", according to Name`.
    fn lead_behind(&self) -> Option<String> {
        let line = self.line_behind().trim_start_matches([',', ' ']);
        let (lead, _) = leads(line)?;
        name(&line[lead..])
    }

    /// `Name said "…"`, `Name said that the plan is "…"`, `according to Name, "…"`.
    fn clause(&self) -> Option<Given> {
        let line = self.line_before();
        let sentence = sentences(line).pop()?.of(line);
        if sentence.ends_with(['.', '!', '?']) {
            return None;
        }
        if let Some((lead, _)) = leads(sentence) {
            let who = Who::Named(name(&sentence[lead..])?);
            return Some(Given { who, is_direct: true, is_tag: false });
        }
        let words = words(sentence);
        if let Some(name) = put_by(sentence, &words) {
            return Some(Given { who: Who::Named(name), is_direct: true, is_tag: false });
        }
        let (verb, who) = spoken(sentence, &words)?;
        let between = &words[verb + 1..];
        let is_direct = between.iter().all(|word| word.bare == "that");
        Some(Given { who, is_direct, is_tag: false })
    }

    /// A name in the line below.
    fn line_below(&self) -> Option<String> {
        if !self.line_behind().trim_matches(['.', ',', ' ']).is_empty() {
            return None;
        }
        let mut lines = self.after.split('\n').skip(1).map(str::trim);
        let below = lines.next()?;
        let line = if below.is_empty() { lines.next()? } else { below };
        let is_near = below == line || line.contains(' ') && lines.all(str::is_empty);
        let stands_alone = is_near && self.line_before().is_empty() && is_name_alone(line);
        signed(line).or_else(|| stands_alone.then(|| name(line)).flatten())
    }

    /// `Name said:` or a name in the line above.
    fn line_above(&self) -> Option<Given> {
        if !self.line_before().is_empty() {
            return None;
        }
        let line = self.before.lines().rev().map(str::trim).find(|line| !line.is_empty())?;
        let who = match line.strip_suffix(':') {
            Some(label) => speaker_in(label.rsplit(": ").next()?)?,
            None => Who::Named(name(line).filter(|_| self.is_first && is_name_alone(line))?),
        };
        Some(Given { who, is_direct: true, is_tag: false })
    }
}
