//! What several rules need to know of a claim, worked out once and only when asked for.

use super::options::Options;
use crate::catalog::Catalog;
use crate::claim::{Claim, Text};
use crate::code_set::CodeSet;
use crate::date::Date;
use crate::edits::NoteRef;
use crate::field::Owner;
use crate::table::CodeStatus;
use std::borrow::Cow;
use std::cell::OnceCell;

/// A claim with the tables and options that it is checked with.
pub struct Context<'c> {
    /// The claim.
    pub claim: &'c Claim<'c>,
    /// The tables.
    pub tables: &'c Catalog,
    /// How to check.
    pub options: &'c Options,
    lines: OnceCell<Vec<LineFacts<'c>>>,
    diagnoses: OnceCell<Vec<DiagnosisFacts<'c>>>,
    notes: OnceCell<Vec<Vec<NoteRef<'c>>>>,
}

/// A service line, looked up.
pub struct LineFacts<'c> {
    /// First day of service, else the option `on`.
    pub date: Option<Date>,
    /// The procedure code, upper case; empty when there is none.
    pub code: Cow<'c, str>,
    /// A five-digit CPT code as a number, for the sections of the book; 0 for any other code.
    pub number: u32,
    /// The modifiers, upper case.
    pub modifiers: Vec<Cow<'c, str>>,
    /// Place of service: the line's, else the claim's.
    pub place: &'c str,
    /// The set that a code of this shape belongs to.
    pub set: Option<CodeSet>,
    status: OnceCell<Option<CodeStatus>>,
}

/// A diagnosis, looked up.
pub struct DiagnosisFacts<'c> {
    /// The code without its point, upper case; empty when what was given does not have the form of one. So a rule can
    /// name it in a message: a patient's name typed into the field is never repeated.
    pub code: Cow<'c, str>,
    /// The dates of service it stands for, each with what the table says.
    pub on: Vec<(Date, CodeStatus)>,
}

impl LineFacts<'_> {
    /// What the table says of the code on that day; `None` when it cannot say.
    pub fn status(&self, cx: &Context<'_>) -> Option<CodeStatus> {
        let status = || cx.status(self.set?, &self.code, self.date?);
        *self.status.get_or_init(status)
    }

    /// Whether the line has that modifier.
    pub fn has(&self, modifier: &str) -> bool {
        self.modifiers.iter().any(|m| m == modifier)
    }

    /// The first of the line's modifiers that is in `set`, with its index.
    pub fn any_of(&self, set: &[&str]) -> Option<(usize, &str)> {
        self.modifiers
            .iter()
            .enumerate()
            .find(|(_, m)| set.contains(&m.as_ref()))
            .map(|(i, m)| (i, m.as_ref()))
    }

    /// Whether it is an evaluation and management service, to which modifiers 25 and 57 belong.
    pub fn is_visit(&self) -> bool {
        matches!(
            self.number,
            99_202..=99_499 | 92_002 | 92_004 | 92_012 | 92_014
        ) || matches!(
            self.code.as_ref(),
            "G0101"
                | "G0245"
                | "G0246"
                | "G0402"
                | "G0438"
                | "G0439"
                | "G0463"
                | "G0466"
                | "G0467"
                | "G0468"
                | "G0469"
                | "G0470"
        )
    }

    /// Whether it is an anesthesia service.
    pub fn is_anesthesia(&self) -> bool {
        matches!(self.number, 100..=1_999)
    }

    /// Whether it is a laboratory test.
    pub fn is_laboratory(&self) -> bool {
        matches!(self.number, 80_047..=89_398)
    }

    /// Whether it is diagnostic imaging.
    pub fn is_imaging(&self) -> bool {
        matches!(self.number, 70_010..=76_999 | 77_046..=77_092 | 78_012..=78_999)
    }

    /// Whether it is durable medical equipment, a prosthesis or an orthosis: HCPCS sections E, K and L.
    pub fn is_equipment(&self) -> bool {
        self.set == Some(CodeSet::Hcpcs) && self.code.starts_with(['E', 'K', 'L'])
    }
}

/// The set that a procedure code of this shape belongs to: CPT codes begin with a digit, HCPCS Level II codes with a letter.
/// Dental codes (`D....`) are the ADA's and in no table of ours.
pub fn procedure_set(code: &str) -> Option<CodeSet> {
    let b = code.as_bytes();
    let digits = |r: &[u8]| r.iter().all(u8::is_ascii_digit);
    match b {
        [first, rest @ ..] if b.len() == 5 && first.is_ascii_uppercase() && digits(rest) => {
            (*first != b'D').then_some(CodeSet::Hcpcs)
        }
        [head @ .., last]
            if b.len() == 5
                && digits(head)
                && (last.is_ascii_digit() || last.is_ascii_uppercase()) =>
        {
            Some(CodeSet::Cpt)
        }
        _ => None,
    }
}

/// Whether a text has the form of an ICD-10-CM code: a letter, two letters or digits of which one is a digit, and up to
/// four more. (The second character was always a digit until FY2026 brought QA0.)
pub fn is_diagnosis_shaped(code: &str) -> bool {
    let b = code.as_bytes();
    (3..=7).contains(&b.len())
        && b.iter()
            .all(|c| c.is_ascii_digit() || c.is_ascii_uppercase())
        && b.first().is_some_and(u8::is_ascii_uppercase)
        && b.iter().take(3).any(u8::is_ascii_digit)
}

/// Upper case, without points; borrowed when it is so already.
fn plain<'a>(text: &'a Text<'_>) -> Cow<'a, str> {
    let text = text.text();
    if text.bytes().any(|b| b == b'.' || b.is_ascii_lowercase()) {
        return Cow::Owned(
            text.chars()
                .filter(|c| *c != '.')
                .map(|c| c.to_ascii_uppercase())
                .collect(),
        );
    }
    Cow::Borrowed(text)
}

impl<'c> Context<'c> {
    pub(super) fn new(
        claim: &'c Claim<'c>,
        tables: &'c Catalog,
        options: &'c Options,
    ) -> Context<'c> {
        Context {
            claim,
            tables,
            options,
            lines: OnceCell::new(),
            diagnoses: OnceCell::new(),
            notes: OnceCell::new(),
        }
    }

    /// The service lines, looked up.
    pub fn lines(&self) -> &[LineFacts<'c>] {
        self.lines.get_or_init(|| {
            let claim = self.claim;
            claim
                .info
                .lines
                .iter()
                .map(|line| {
                    let date = line.from.get().copied().or(self.options.on);
                    let code = plain(&line.service.code);
                    let set = procedure_set(&code);
                    let place = match line.service.place_of_service.text() {
                        "" => claim.info.place_of_service.text(),
                        own => own,
                    };
                    LineFacts {
                        date,
                        number: code.parse().ok().filter(|_| code.len() == 5).unwrap_or(0),
                        modifiers: line.service.modifiers.iter().map(plain).collect(),
                        place,
                        code,
                        set,
                        status: OnceCell::new(),
                    }
                })
                .collect()
        })
    }

    /// The diagnoses, looked up on every date of service that points to them; on all of them where none does.
    pub fn diagnoses(&self) -> &[DiagnosisFacts<'c>] {
        self.diagnoses.get_or_init(|| {
            let claim = self.claim;
            let found = claim
                .info
                .diagnoses
                .iter()
                .enumerate()
                .map(|(i, diagnosis)| {
                    let code = Some(plain(&diagnosis.code))
                        .filter(|c| is_diagnosis_shaped(c))
                        .unwrap_or_default();
                    let on = self
                        .dates_of(i)
                        .into_iter()
                        .filter_map(|on| Some((on, self.status(CodeSet::Icd10cm, &code, on)?)));
                    let on = if code.is_empty() {
                        Vec::new()
                    } else {
                        on.collect()
                    };
                    DiagnosisFacts { code, on }
                });
            found.collect()
        })
    }

    /// The notes of the tabular list that apply to each diagnosis; empty while that table is not loaded.
    pub fn notes(&self) -> &[Vec<NoteRef<'c>>] {
        self.notes.get_or_init(|| {
            let table = self.tables.edits().notes.as_ref();
            table.map_or_else(Vec::new, |t| {
                let all = self.diagnoses().iter();
                all.map(|d| t.applying(&d.code).collect()).collect()
            })
        })
    }

    fn dates_of(&self, diagnosis: usize) -> Vec<Date> {
        let lines = &self.claim.info.lines;
        let points = |i: usize| {
            lines.get(i).is_some_and(|l| {
                l.service
                    .pointers
                    .list
                    .iter()
                    .any(|p| p.get() == Some(&(diagnosis as u32 + 1)))
            })
        };
        let any = (0..lines.len()).any(points);
        let mut dates = Vec::new();
        for (i, line) in self.lines().iter().enumerate() {
            if let Some(date) = line.date.filter(|_| !any || points(i)) {
                if !dates.contains(&date) {
                    dates.push(date);
                }
            }
        }
        if dates.is_empty() {
            dates.extend(self.first_date());
        }
        dates
    }

    /// What a table says of a code on a day; `None` when it cannot say: it is not loaded, or does not reach that day.
    ///
    /// After its last day a table still knows two things: a code that had ended stays ended, and one that it never had is
    /// in doubt at least. The rules say the latter as a warning, see [`Context::outdated`].
    pub fn status(&self, set: CodeSet, code: &str, on: Date) -> Option<CodeStatus> {
        let table = self.tables.codes(set)?;
        let (from, to) = table.coverage();
        if on < from {
            return None;
        }
        let status = table.status(code, on);
        (on <= to || matches!(status, CodeStatus::Ended(_) | CodeStatus::Unknown)).then_some(status)
    }

    /// The last day that the table of a set covers, when that is before `on`.
    pub fn outdated(&self, set: CodeSet, on: Date) -> Option<Date> {
        let (_, to) = self.tables.codes(set)?.coverage();
        (to < on).then_some(to)
    }

    /// The earliest date of service, else the option `on`.
    pub fn first_date(&self) -> Option<Date> {
        self.claim
            .info
            .lines
            .iter()
            .filter_map(|l| l.from.get().copied())
            .min()
            .or(self.options.on)
    }

    /// Owner of the patient's fields: the dependent where there is one.
    pub fn patient(&self) -> Owner {
        match self.claim.dependent {
            Some(_) => Owner::Dependent,
            None => Owner::Subscriber,
        }
    }

    /// Whether the payer is Medicare Part A or B, whose published rules then hold.
    pub fn is_medicare(&self) -> bool {
        matches!(self.claim.info.filing.text(), "MA" | "MB")
    }
}
