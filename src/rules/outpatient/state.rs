//! The claim while the editor works on it.

use super::row::Row;
use crate::claim::{Coded, Revenue};
use crate::code_set::CodeSet;
use crate::date::Date;
use crate::edits::ioce::{Class, Diagnosis, Flag, Procedure};
use crate::edits::{AddOn, Ioce, Ptp};
use crate::rules::context::{is_diagnosis_shaped, plain, Context, LineFacts};
use crate::rules::edited::Place;
use crate::sort_permutation::sorted;
use crate::table::CodeStatus;
use std::ops::Range;

/// A diagnosis of the claim.
pub(super) struct Dx {
    pub at: Place,
    /// Entry of the editor's list; `None` when the code is not valid on the first day of the claim.
    pub known: Option<Diagnosis>,
    /// Valid then, or on the last day of a claim that ends in another quarter.
    pub valid: bool,
}

/// Facts that the steps have found out about a day.
#[derive(Clone, Copy, Default)]
pub(super) struct DayState {
    pub inpatient: bool,
    pub denied: bool,
    pub education_only: bool,
    pub partial: bool,
    pub intensive: bool,
    pub reportable_only: bool,
}

/// The claim, its lines by days, and what was found.
pub(super) struct Editor<'c> {
    pub table: &'c Ioce,
    pub pairs: Option<&'c Ptp>,
    pub add_ons: Option<&'c AddOn>,
    /// The first two digits of the type of bill, or 7 for a facility's antigens, casts and splints under condition 07.
    pub path: u8,
    pub facility: u8,
    pub frequency: u8,
    /// Whether the hospital is paid by Medicare's system for outpatients.
    pub opps: bool,
    /// The quarterly version of the editor, 76 for July 2019.
    pub version: u32,
    pub from: Date,
    pub through: Date,
    /// The day on which its tables are asked: the first of the claim, or the last that they cover.
    pub on: Date,
    /// `None` when it is not known or is none of a human being.
    pub age: Option<u32>,
    pub age_invalid: bool,
    pub status: u8,
    pub conditions: Vec<&'c str>,
    /// Hours and days carried over from the bill before: value code QA; `None` when it cannot be read.
    pub carried: Option<Carried>,
    pub principal: Option<Dx>,
    pub others: Vec<Dx>,
    pub rows: Vec<Row<'c>>,
    /// The lines of each day from the first to the last, as indexes into `rows`.
    pub days: Vec<Vec<usize>>,
    pub day_states: Vec<DayState>,
    /// The line that a comprehensive payment is for.
    pub primary: Option<usize>,
    pub inpatient_class: bool,
    pub knee: bool,
    pub mental_principal: bool,
    pub section_603: bool,
    pub found: Vec<(u8, Place)>,
}

/// Days, and hundredths of hours, by value code QA.
#[derive(Clone, Copy, Default)]
pub(super) struct Carried {
    pub days: usize,
    pub hours: i64,
}

/// More days than any bill has; a mistyped year must not cost memory.
const MOST_DAYS: i64 = 400;

/// The facilities that the editor takes from hospitals paid by the system for outpatients, and from others.
const OPPS: &[u8] = &[
    12, 13, 14, 22, 23, 32, 34, 43, 71, 72, 74, 75, 76, 77, 81, 82, 87,
];
const NOT_OPPS: &[u8] = &[
    12, 13, 14, 22, 23, 32, 34, 43, 71, 72, 73, 74, 75, 77, 78, 81, 82, 83, 84, 85, 87, 89,
];

impl<'c> Editor<'c> {
    /// The claim as the editor gets it; `None` for a claim that it does not take, or not without what is missing.
    pub fn of(cx: &'c Context<'_>) -> Option<Editor<'c>> {
        let bill = cx.bill()?;
        cx.medicare_edits()?;
        let edits = cx.tables.edits();
        let table = edits.ioce.as_ref()?;
        let (from, through) = (bill.from?, bill.through?);
        let facility = bill.facility;
        if bill.is_inpatient() || through < from || bill.is_notice() {
            return None;
        }
        let opps = cx.options.opps.unwrap_or(OPPS.contains(&facility));
        let (year, month, _) = from.parts();
        let version = (year * 4 + (month - 1) / 3 + 76).checked_sub(2019 * 4 + 2)?;
        let patient = cx.claim.patient();
        let born = patient.date_of_birth.get().copied();
        let age = born.and_then(|b| from.years_since(b));
        let hospital = bill.hospital;
        let last = table.info().map(|i| i.to);
        let mut editor = Editor {
            table,
            pairs: edits.ptp_hospital.as_ref(),
            add_ons: edits.add_on.as_ref(),
            path: facility,
            facility,
            frequency: bill.frequency,
            opps,
            version,
            from,
            through,
            on: last.map_or(from, |last| from.min(last)),
            age: age.filter(|a| *a <= 124),
            age_invalid: age.is_none_or(|a| a > 124),
            status: hospital.patient_status.text().parse().unwrap_or(0),
            conditions: hospital.conditions.iter().map(|c| c.code.text()).collect(),
            carried: Some(Carried::default()),
            principal: None,
            others: Vec::new(),
            rows: Vec::new(),
            days: Vec::new(),
            day_states: Vec::new(),
            primary: None,
            inpatient_class: false,
            knee: false,
            mental_principal: false,
            section_603: false,
            found: Vec::new(),
        };
        if !editor.takes_bill() {
            editor.found.push((118, Place::Claim));
            return Some(editor);
        }
        editor.read_diagnoses(cx);
        editor.read_lines(cx)?;
        if bill.has_value("QA") {
            editor.carried = bill.value("QA").map(|(_, amount)| carried(amount.0));
        }
        let antigens = [Flag::Antigen, Flag::Cast, Flag::Splint];
        let facilities = matches!(facility, 22 | 23 | 32 | 72 | 74 | 75 | 81 | 82);
        if opps && facilities && editor.condition("07") && editor.any_line(&antigens) {
            editor.path = 7;
        }
        Some(editor)
    }

    /// Whether the editor takes that type of bill.
    fn takes_bill(&self) -> bool {
        let later = self.version > 93;
        let day_program = self.condition("41") || self.condition("92");
        match self.facility {
            12 | 14 if later && self.condition("41") => false,
            76 if later && !day_program => false,
            f if self.opps => OPPS.contains(&f),
            f => NOT_OPPS.contains(&f),
        }
    }

    fn read_diagnoses(&mut self, cx: &'c Context<'_>) {
        let Some(bill) = cx.bill() else { return };
        let dates = cx.diagnosis_dates();
        let read = |at: Place, coded: &Coded<'_>| {
            let code = plain(&coded.code);
            let shaped = is_diagnosis_shaped(&code);
            let status = |on: Date| cx.status(CodeSet::Icd10cm, &code, on);
            let good = |on: Date| shaped && status(on).is_none_or(|s| s == CodeStatus::Valid);
            // A code that is newer than the editor's tables has no attributes there.
            let older = !matches!(status(self.on), Some(CodeStatus::NotYet(_)));
            let known = || match older {
                true => self.table.diagnosis(&code, self.on),
                false => Diagnosis::default(),
            };
            Dx {
                at,
                known: good(self.from).then(known),
                valid: dates.iter().any(|on| good(*on)),
            }
        };
        let (mut principal, mut others) = (None, Vec::new());
        for (i, coded) in bill.hospital.diagnoses.iter().enumerate() {
            let dx = read(Place::Diagnosis(i), coded);
            match coded.qualifier.text() {
                "ABK" | "BK" => principal = Some(dx),
                _ => others.push(dx),
            }
        }
        let reasons = bill.hospital.visit_reasons.iter().enumerate();
        others.extend(reasons.map(|(i, c)| read(Place::Reason(i), c)));
        (self.principal, self.others) = (principal, others);
    }

    /// The lines by days; `None` when a day is missing or outside of the statement, for which there is a rule of its own.
    fn read_lines(&mut self, cx: &'c Context<'_>) -> Option<()> {
        let bill = cx.bill()?;
        let mut rows = Vec::with_capacity(bill.lines.len());
        for ((i, line, revenue), facts) in bill.each_line().zip(cx.lines()) {
            let number = revenue.number();
            let home_health = self.facility == 32 && (number == 23 || self.frequency == b'G');
            let date = match line.from.get() {
                Some(date) if self.from <= *date && *date <= self.through => *date,
                _ if home_health => self.from,
                _ => return None,
            };
            let procedure = self.procedure(cx, facts);
            let mut row = self.row(facts, procedure, revenue);
            (row.line, row.date, row.revenue) = (i, date, number);
            row.hipps = line.service.qualifier.text() == "HP";
            row.units = line.service.units.get().map_or(1, |q| q.0 / 1000).max(1);
            row.charge = line.service.charge.get().map_or(0, |c| c.0.max(0));
            rows.push(row);
        }
        let days = self.through.days_since(self.from);
        if rows.is_empty() || days > MOST_DAYS {
            return None;
        }
        self.days = vec![Vec::new(); usize::try_from(days).ok()? + 1];
        self.day_states = vec![DayState::default(); self.days.len()];
        for (i, row) in rows.iter().enumerate() {
            let day = usize::try_from(row.date.days_since(self.from)).ok()?;
            self.days.get_mut(day)?.push(i);
        }
        self.rows = rows;
        Some(())
    }

    /// Entry of a line's procedure in the editor's list: of a code that exists, and is not newer
    /// than its tables.
    fn procedure(&self, cx: &Context<'_>, facts: &LineFacts<'_>) -> Option<&'c Procedure> {
        let set = facts.set?;
        let exists = cx.tables.codes(set).is_none_or(|t| {
            let newer = matches!(
                t.status(&facts.code, quarter_end(self.on)),
                CodeStatus::NotYet(_)
            );
            !newer && t.find(&facts.code).is_some()
        });
        self.table
            .procedure(&facts.code, self.on)
            .filter(|_| exists)
    }

    fn row(
        &self,
        facts: &'c LineFacts<'_>,
        procedure: Option<&'c Procedure>,
        revenue: &Revenue<'_>,
    ) -> Row<'c> {
        let (table, on, code) = (self.table, self.on, facts.code.as_ref());
        let listed = table.revenue(revenue.code.text(), self.through);
        let own_class = procedure.map_or(0, |_| table.class_of(code, on));
        let modifiers = facts.modifiers.iter().map(AsRef::as_ref);
        let mut row = Row {
            line: 0,
            code,
            procedure,
            date: self.from,
            revenue: 0,
            listed,
            modifiers: modifiers.map(|m| (m, table.modifier(m, on))).collect(),
            units: 1,
            charge: 0,
            status: procedure.map_or(*b"W ", |p| p.status),
            class: 0,
            own_class,
            class_status: table.class(own_class, on).map(|c| c.status),
            payment: table.payment(own_class, on),
            packaged: false,
            denied: false,
            dental: is_dental(code),
            hipps: false,
            inpatient: false,
            composite: false,
            observation_visit: false,
            therapy: false,
            off_campus: false,
            beside_program: false,
            intensive_day: false,
            set_aside: false,
            satisfied: false,
            edits: Vec::new(),
        };
        if row.dental {
            row.status = *b"T ";
        } else if code.is_empty() && listed.known() {
            row.status = match &listed.status() {
                own @ (b"N " | b"E " | b"E1" | b"E2" | b"B " | b"F ") => *own,
                _ => *b"Z ",
            };
            row.packaged = row.status == *b"N ";
        }
        row
    }

    /// Whether the claim has that condition code.
    pub fn condition(&self, code: &str) -> bool {
        self.conditions.contains(&code)
    }

    /// Whether a line has one of these attributes.
    pub fn any_line(&self, flags: &[Flag]) -> bool {
        self.rows.iter().any(|r| r.any(flags))
    }

    /// Whether a line has one of these statuses now.
    pub fn any_status(&self, all: &[&[u8; 2]]) -> bool {
        self.rows.iter().any(|r| r.status_is(all))
    }

    /// The lines of a day.
    pub fn on_day(&self, day: usize) -> &[usize] {
        self.days.get(day).map_or(&[], Vec::as_slice)
    }

    /// The rows of a day.
    pub fn day_rows(&self, day: usize) -> impl Iterator<Item = &Row<'c>> {
        self.on_day(day).iter().filter_map(|i| self.rows.get(*i))
    }

    /// All days.
    pub fn all_days(&self) -> Range<usize> {
        0..self.days.len()
    }

    /// Facts about a day of the claim, counted from 0.
    pub fn day(&self, day: usize) -> DayState {
        self.day_states.get(day).copied().unwrap_or_default()
    }

    /// Notes something about a day.
    pub fn mark_day(&mut self, day: usize, mark: impl Fn(&mut DayState)) {
        if let Some(state) = self.day_states.get_mut(day) {
            mark(state);
        }
    }

    /// Rows that fit, as indexes, so that they can be changed.
    pub fn rows_where(&self, fits: impl Fn(&Row<'c>) -> bool) -> Vec<usize> {
        let all = self.rows.iter().enumerate();
        all.filter(|(_, r)| fits(r)).map(|(i, _)| i).collect()
    }

    /// Rows of a day that fit.
    pub fn day_where(&self, day: usize, fits: impl Fn(&Row<'c>) -> bool) -> Vec<usize> {
        let all = self.on_day(day).iter().copied();
        all.filter(|i| self.rows.get(*i).is_some_and(&fits))
            .collect()
    }

    /// Rows that are the same by a key, in its order.
    pub fn groups<K: Ord>(&self, rows: &[usize], key: impl Fn(&Row<'c>) -> K) -> Vec<Vec<usize>> {
        let key_of = |i: &usize| self.rows.get(*i).map(&key);
        let known = rows.iter().copied().filter(|i| *i < self.rows.len());
        let rows = sorted(known.collect(), |a, b| key_of(a) < key_of(b));
        let same = rows.chunk_by(|a, b| key_of(a) == key_of(b));
        same.map(<[usize]>::to_vec).collect()
    }

    /// The units of rows.
    pub fn units(&self, rows: &[usize]) -> i64 {
        let rows = rows.iter().filter_map(|i| self.rows.get(*i));
        rows.map(|r| r.units).sum()
    }

    /// Changes rows.
    pub fn change(&mut self, rows: &[usize], change: impl Fn(&mut Row<'c>)) {
        for i in rows {
            if let Some(row) = self.rows.get_mut(*i) {
                change(row);
            }
        }
    }

    /// Gives a payment class to a row, if there is one of that number.
    pub fn give_class(&mut self, row: usize, class: u32) {
        let (table, on) = (self.table, self.on);
        let Some(Class { status, .. }) = table.class(class, on) else {
            return;
        };
        if let Some(row) = self.rows.get_mut(row) {
            (row.status, row.class) = (status, class);
            row.payment = table.payment(class, on);
        }
    }

    /// Notes an edit at rows.
    pub fn edit(&mut self, edit: u8, rows: &[usize]) {
        for i in rows {
            let Some(row) = self.rows.get_mut(*i) else {
                continue;
            };
            row.edits.push(edit);
            row.denied |= super::lists::denies_line(edit);
            self.found.push((edit, Place::Line(row.line)));
        }
    }

    /// Notes an edit at the rows that fit and are no part of a day of inpatient services.
    pub fn edit_where(&mut self, edit: u8, fits: impl Fn(&Row<'c>) -> bool) {
        let rows = self.rows_where(|r| !r.inpatient && fits(r));
        self.edit(edit, &rows);
    }

    /// Notes an edit elsewhere.
    pub fn edit_at(&mut self, edit: u8, at: Place) {
        self.found.push((edit, at));
    }

    /// Whether an edit was found anywhere.
    pub fn has_edit(&self, edit: u8) -> bool {
        self.found.iter().any(|(e, _)| *e == edit)
    }
}

/// The last day of the quarter: the editor has a code for whole quarters.
fn quarter_end(day: Date) -> Date {
    let (year, month, _) = day.parts();
    let next = match month {
        10.. => Date::new(year + 1, 1, 1),
        _ => Date::new(year, (month - 1) / 3 * 3 + 4, 1),
    };
    next.map_or(day, Date::day_before)
}

/// A code of the ADA, which is in no table of ours.
fn is_dental(code: &str) -> bool {
    let digits = code.strip_prefix('D').filter(|d| d.len() == 4);
    digits.is_some_and(|d| d.bytes().all(|b| b.is_ascii_digit()))
}

/// Value code QA as the contractor writes it, `dHHMM` at the end: days, hours and hundredths.
fn carried(amount: i64) -> Carried {
    let digits = amount.unsigned_abs() % 10_000_000 / 100;
    Carried {
        days: (digits / 10_000) as usize,
        hours: (digits % 10_000) as i64,
    }
}
