//! CMS's outpatient code editor as pyoce keeps it: attributes of codes, payment classes and pairs, each for a range of
//! quarterly versions.

use super::{info, Made};
use crate::ioce::{self, Versions};
use crate::sources::lmdb::Lmdb;
use crate::sources::marshal::{self, Value};
use crate::sources::Store;
use anyhow::{ensure, Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use superbill::edits::ioce::write::{encode, Histories, Input};
use superbill::edits::ioce::{
    padded, DxFlag, Flag, ModifierFlag, Pair, PairList, Procedure, RevenueFlag, Status,
};
use superbill::Date;

/// The payment classes whose payment is compared whatever else: a day of partial hospitalization.
const COMPARED: [u32; 2] = [5863, 5864];

/// Values of codes by their days; days without a value have 0.
#[derive(Default)]
struct Dated(BTreeMap<String, Vec<(Date, Date, u32)>>);

impl Dated {
    fn add(&mut self, code: &str, (from, to): (Date, Date), value: u32) {
        let of = self.0.entry(code.to_string()).or_default();
        of.push((from, to, value));
    }

    /// As histories, with 0 before, between and behind.
    fn histories(self) -> Result<Histories> {
        let mut out = Histories::new();
        for (code, mut spans) in self.0 {
            spans.sort();
            let mut history = vec![(Date::MIN, 0)];
            for (from, to, value) in spans {
                // A span that begins the day after the one before it takes the place of the 0 behind that.
                if history.last() == Some(&(from, 0)) {
                    history.pop();
                }
                ensure!(
                    history.last().is_none_or(|h| h.0 < from),
                    "{code} has two values on {from}"
                );
                history.push((from, value));
                if to < Date::MAX {
                    let after = after(to).with_context(|| format!("no day after {to}"))?;
                    history.push((after, 0));
                }
            }
            out.push((code, history));
        }
        Ok(out)
    }
}

/// The day after.
fn after(day: Date) -> Option<Date> {
    let (y, m, d) = day.parts();
    Date::new(y, m, d + 1)
        .or_else(|| Date::new(y, m + 1, 1))
        .or_else(|| Date::new(y + 1, 1, 1))
}

/// Makes the table `ioce`.
pub fn table(store: &Store, editor: &Lmdb) -> Result<Made> {
    let versions = ioce::versions(editor)?;
    let mut input = Input {
        records: vec![Procedure::default()],
        ..Input::default()
    };
    let compared = procedures(editor, &versions, &mut input)?;
    classes(editor, &versions, &compared, &mut input)?;
    let listed = |name: &str, width, add: &dyn Fn(&Value) -> Result<u32>| {
        listed(editor, &versions, name, width, add)
    };
    input.diagnoses = listed("data_dx10", None, &|v| {
        let ages = number(v, "lo_age")? << 16 | number(v, "hi_age")? << 24;
        Ok(bits(v, DxFlag::NAMES) | ages)
    })?;
    let every_two = every(&|c| c.is_ascii_uppercase() || c.is_ascii_digit(), 2);
    input.modifiers = listed("data_modifier", Some(&every_two), &|v| {
        Ok(1 | bits(v, ModifierFlag::NAMES) << 1)
    })?;
    let every_four = every(&|c| c.is_ascii_digit(), 4);
    input.revenue = listed("data_revenue", Some(&every_four), &|v| {
        let [first, second] = status(v)?;
        let status = u32::from(first) << 16 | u32::from(second) << 24;
        Ok(1 | bits(v, RevenueFlag::NAMES) << 1 | status)
    })?;
    input.pairs = pairs(editor, &versions)?;
    let entries = input.codes.len();
    Ok(("ioce", encode(&info(store, "ioce", entries)?, &input)))
}

/// A number; pyoce writes 0 and 1 as `False` and `True` where they were the first values of their column.
fn number(value: &Value, key: &str) -> Result<u32> {
    Ok(match value.get(key) {
        Some(Value::Bool(b)) => u32::from(*b),
        None | Some(Value::None) => 0,
        _ => u32::try_from(value.int(key)?)?,
    })
}

fn bits(value: &Value, names: &[&str]) -> u32 {
    let set = names.iter().enumerate().filter(|(_, n)| value.flag(n));
    set.fold(0, |all, (i, _)| all | 1 << i)
}

/// A status indicator, with a blank behind a single letter; blanks for none.
fn status(value: &Value) -> Result<Status> {
    let text = match value.get("status_indicator") {
        None | Some(Value::None) => "",
        _ => value.str("status_indicator")?,
    };
    let mut out = *b"  ";
    ensure!(text.len() <= 2, "the status {text:?} is longer than two");
    for (to, from) in out.iter_mut().zip(text.bytes()) {
        *to = from;
    }
    Ok(out)
}

fn class(value: &Value, key: &str) -> Result<u32> {
    match value.get(key) {
        None | Some(Value::None) => Ok(0),
        _ => Ok(value.str(key)?.parse()?),
    }
}

/// Procedures; answers with the payment classes whose payment is compared.
fn procedures(editor: &Lmdb, versions: &Versions, input: &mut Input) -> Result<BTreeSet<u32>> {
    let mut numbers: BTreeMap<Vec<u8>, u32> = BTreeMap::new();
    let (mut codes, mut classes) = (Dated::default(), Dated::default());
    let mut compared: BTreeSet<u32> = COMPARED.into();
    for (key, value) in editor.table("data_hcpcs")? {
        let code = name(key, 0)?;
        if is_dental(code) {
            continue;
        }
        let v = marshal::read(value)?;
        let days = ioce::days(versions, &v)?;
        let set = Flag::NAMES.iter().enumerate().filter(|(_, n)| v.flag(n));
        let record = Procedure {
            flags: set.fold(0, |all, (i, _)| all | 1 << i),
            youngest: u8::try_from(number(&v, "lo_age")?)?,
            oldest: u8::try_from(number(&v, "hi_age")?)?,
            status: status(&v)?,
            days_edit: u8::try_from(number(&v, "mid_quarter_date_edit")?)?,
            from: number(&v, "date_approved")?,
            to: number(&v, "date_terminated")?,
            partial_time: u8::try_from(number(&v, "ph_duration")?)?,
            intensive_time: u8::try_from(number(&v, "iop_duration")?)?,
        };
        let known = format!("{record:?}").into_bytes();
        let next = u32::try_from(input.records.len())?;
        let n = *numbers.entry(known).or_insert(next);
        if n == next {
            input.records.push(record);
        }
        codes.add(code, days, n);
        let class = class(&v, "apc")?;
        if class != 0 {
            classes.add(code, days, class);
        }
        let compares = [
            Flag::PackagedWithStv,
            Flag::PackagedWithT,
            Flag::DailyMentalHealth,
            Flag::RemoteMentalHealth,
            Flag::ObservationDirect,
        ];
        if matches!(&record.status, b"J1" | b"J2") || compares.iter().any(|f| record.is(*f)) {
            compared.insert(class);
        }
    }
    input.codes = codes.histories()?;
    input.classes_of_codes = classes.histories()?;
    Ok(compared)
}

fn classes(
    editor: &Lmdb,
    versions: &Versions,
    compared: &BTreeSet<u32>,
    input: &mut Input,
) -> Result<()> {
    let (mut all, mut payments) = (Dated::default(), Dated::default());
    for (key, value) in editor.table("data_apc")? {
        let code = name(key, 0)?;
        let v = marshal::read(value)?;
        let days = ioce::days(versions, &v)?;
        let [first, second] = status(&v)?;
        let imaging = number(&v, "comp3_id")? << 16;
        all.add(
            code,
            days,
            u32::from(first) | u32::from(second) << 8 | imaging,
        );
        if compared.contains(&code.parse()?) {
            payments.add(code, days, number(&v, "apc_payment")?);
        }
    }
    input.classes = all.histories()?;
    input.payments = payments.histories()?;
    Ok(())
}

/// The codes of a list with their values. With `every`, codes that the list has not got are in it with 0, since a table of
/// histories answers for whatever lies between two codes.
fn listed(
    editor: &Lmdb,
    versions: &Versions,
    table: &str,
    every: Option<&BTreeSet<String>>,
    value_of: &dyn Fn(&Value) -> Result<u32>,
) -> Result<Histories> {
    let mut codes = Dated::default();
    for code in every.into_iter().flatten() {
        codes.0.insert(code.clone(), Vec::new());
    }
    for (key, value) in editor.table(table)? {
        let code = name(key, 0)?;
        let v = marshal::read(value)?;
        // Revenue codes are written as numbers, and some modifiers are the editor's own: "#0".
        let code = match every.and_then(|e| e.first()).map(String::len) {
            Some(4) => format!("{code:0>4}"),
            _ => code.to_string(),
        };
        if every.is_none_or(|e| e.contains(&code)) {
            codes.add(&code, ioce::days(versions, &v)?, value_of(&v)?);
        }
    }
    codes.histories()
}

/// Every text of that length of the characters that fit.
fn every(fits: &dyn Fn(char) -> bool, length: usize) -> BTreeSet<String> {
    let characters: Vec<char> = ('0'..='Z').filter(|c| fits(*c)).collect();
    let mut out = BTreeSet::from([String::new()]);
    for _ in 0..length {
        let longer = out
            .iter()
            .flat_map(|t| characters.iter().map(move |c| format!("{t}{c}")));
        out = longer.collect();
    }
    out
}

fn pairs(editor: &Lmdb, versions: &Versions) -> Result<Vec<Pair>> {
    let mut out = Vec::new();
    for (list, table) in PairList::NAMES.iter().enumerate() {
        for (key, value) in editor.table(table)? {
            // Offsets are of several kinds, and devices with their procedures are the first.
            let offset = list == PairList::DeviceUse as usize;
            if offset && name(key, 0)? != "1" {
                continue;
            }
            let at = usize::from(offset);
            if is_dental(name(key, at)?) || is_dental(name(key, at + 1)?) {
                continue;
            }
            let v = marshal::read(value)?;
            let (from, to) = ioce::days(versions, &v)?;
            let one = list == PairList::Imaging as usize || list == PairList::OffCampus as usize;
            let other = match one {
                // A class, beside the procedure.
                true => ["composite_apc", "apc"].iter().find_map(|k| v.str(k).ok()),
                false => Some(name(key, at + 1)?),
            };
            // Of imaging the list A alone is paid together.
            if list == PairList::Imaging as usize && v.str("list_type")? != "A" {
                continue;
            }
            out.push(Pair {
                list: u8::try_from(list)?,
                code: padded(name(key, at)?),
                other: padded(other.with_context(|| format!("{table} has other columns"))?),
                from,
                to,
            });
        }
    }
    out.sort();
    Ok(out)
}

/// A code of the ADA, which is in no table of ours.
fn is_dental(code: &str) -> bool {
    code.len() == 5 && code.starts_with('D')
}

/// A part of a key: `0071T|65820|78|85`.
fn name(key: &[u8], part: usize) -> Result<&str> {
    let parts = std::str::from_utf8(key)?.split('|').nth(part);
    parts.context("a key without a code")
}
