//! Group 7, the part of units: their form, and how many there may be.

use crate::claim::{Quantity, Revenue, Value};
use crate::field::Field;
use crate::report::{Edit, Severity};
use crate::rules::context::LineFacts;
use crate::rules::need::mue;
use crate::rules::{leaves, predicts, prose, words, Context, Need, Rule, TR3};
use crate::sort_permutation::sort_permutation;

/// Units that cannot be.
pub static UNITS: Rule = Rule {
    id: "units.not-a-count",
    title: "the number of units is missing, zero, negative or not a number",
    fields: &[Field::Units],
    snip: 4,
    predicts: predicts("A7:476", "16", "M53"),
    source: TR3,
    what: prose!("Every line has a number of units above zero, with at most three decimals."),
    why: "A line without units cannot be priced; zero units bill nothing.",
    example: prose!(
        r#"[{"op": "replace",
                "path": "/claimInformation/serviceLines/0/professionalService/serviceUnitCount",
                "value": "0"}]"#
    ),
    fix: "give the number of units; 1 for most services",
    check: |cx, out| {
        for (i, line) in cx.claim.info.lines.iter().enumerate() {
            let at = Field::Units.line(i);
            match &line.service.units {
                Value::Missing
                    if line.shape.wrong.is_none() && line.service.shape.wrong.is_none() =>
                {
                    out.add(
                        at,
                        format!("the units of line {} are missing (box 24G)", i + 1),
                    );
                }
                Value::Invalid(_) => drop(out.add(
                    at,
                    format!(
                        "the units of line {} (box 24G) are not a number with at most three \
                    decimals",
                        i + 1
                    ),
                )),
                Value::Read(units) if units.0 <= 0 => {
                    out.add(
                        at,
                        format!("the units of line {} (box 24G) are {units}", i + 1),
                    );
                }
                _ => {}
            }
        }
    },
    ..Rule::BASE
};

/// Part of a unit.
pub static FRACTION: Rule = Rule {
    id: "units.fraction",
    title: "a fraction of a unit",
    severity: Severity::Warning,
    fields: &[Field::Units, Field::Unit, Field::ProcedureCode],
    snip: 4,
    predicts: predicts("A7:476", "16", "M53"),
    source: (
        "CMS Medicare Claims Processing Manual, chapter 26, item 24G, and chapter 15 \
        (ambulance mileage)",
        "https://www.cms.gov/regulations-and-guidance/guidance/manuals/downloads/\
            clm104c26pdf.pdf",
    ),
    what: prose!("Units (UN) and minutes (MJ) are whole."),
    leaves_alone: leaves![
        "ambulance mileage (A0425, A0435, A0436)",
        "anesthesia, whose minutes are judged by another rule",
    ],
    why: "Payers round or refuse fractions of services that are counted.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/serviceLines/0/professionalService/serviceUnitCount",
            "value": "1.5"}]"#
    ),
    fix: "count whole units, rounding as the code's rule says",
    check: |cx, out| {
        for (i, (line, facts)) in cx.claim.info.lines.iter().zip(cx.lines()).enumerate() {
            let Some(units) = line
                .service
                .units
                .get()
                .filter(|u| u.is_fraction() && u.0 > 0)
            else {
                continue;
            };
            if !matches!(facts.code.as_ref(), "A0425" | "A0435" | "A0436") && !facts.is_anesthesia()
            {
                out.add(
                    Field::Units.line(i),
                    format!(
                        "line {} has {units} units (box 24G), and {} is counted in whole ones",
                        i + 1,
                        facts.code
                    ),
                );
            }
        }
    },
    ..Rule::BASE
};

/// A unit of measure that is none of the two.
pub static UNIT: Rule = Rule {
    id: "units.unknown-measure",
    title: "the unit of measure is missing or neither UN nor MJ",
    fields: &[Field::Unit],
    predicts: predicts("A7:659", "16", "M53"),
    source: TR3,
    what: prose!("The unit of measure is UN (units) or MJ (minutes, for anesthesia)."),
    why: "The 837P refuses every other one.",
    example: prose!(
        r#"[{"op": "replace",
                "path": "/claimInformation/serviceLines/0/professionalService/measurementUnit",
                "value": "EA"}]"#
    ),
    fix: "use UN; MJ for the minutes of anesthesia",
    check: |cx, out| {
        for (i, line) in cx.claim.info.lines.iter().enumerate() {
            let at = Field::Unit.line(i);
            match &line.service.unit {
                Value::Missing
                    if line.shape.wrong.is_none() && line.service.shape.wrong.is_none() =>
                {
                    out.add(
                        at,
                        format!(
                            "line {} has no unit of measure (box 24G): UN, or MJ for minutes",
                            i + 1
                        ),
                    )
                    .options(["UN", "MJ"].map(String::from));
                }
                Value::Read(unit) if !matches!(&**unit, "UN" | "MJ") => {
                    out.add(
                        at,
                        format!(
                            "{} on line {} is not a unit of measure (box 24G): UN for units, \
                                MJ for minutes",
                            words::code(unit, 2),
                            i + 1
                        ),
                    )
                    .options(["UN", "MJ"].map(String::from));
                }
                _ => {}
            }
        }
    },
    ..Rule::BASE
};

/// More units than CMS holds likely.
pub static OVER_MUE: Rule = Rule {
    id: "units.over-mue",
    title: "more units than the medically unlikely edit allows",
    fields: &[
        Field::Units,
        Field::ProcedureCode,
        Field::ServiceDate,
        Field::ServiceDateEnd,
        Field::RevenueCode,
        Field::BillType,
    ],
    snip: 7,
    needs: &[Need::Mue],
    edit: Some(Edit {
        system: "MUE",
        code: "MUE",
    }),
    predicts: predicts("", "151", "N362"),
    source: (
        "CMS NCCI medically unlikely edits; NCCI Policy Manual, chapter I, section V",
        "https://www.cms.gov/medicare/\
        coding-billing/national-correct-coding-initiative-ncci-edits/medicare-ncci-medically-\
        unlikely-edits",
    ),
    what: prose!(
        "The units of a code are not above its MUE: on one line where the adjudication \
        indicator (MAI) is 1, on all lines of the same date where it is 2 or 3. The units of a \
        line of several days are divided by its days. Professional claims are held to the \
        practitioners' edition, outpatient bills of hospitals (013x, 014x) and critical access \
        hospitals (085x) to that of hospitals. An error for Medicare and Medicaid, a warning for \
        other payers."
    ),
    leaves_alone: leaves![
        "equipment and supplies of professional claims, which have an edition of their own",
        "other bills of hospitals (our own reading of where CMS applies it)",
        "professional services on a critical access hospital's bill (revenue 096x to 098x)",
        "a line of several days whose units are likely for each day",
    ],
    why: "Medicare denies the units: line by line for MAI 1, all lines of the day for 2 and 3; \
        MAI 2 is not overturned on appeal.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/serviceLines/1/professionalService/serviceUnitCount",
            "value": "50"}]"#
    ),
    fix: "check the count; for MAI 1 further units that were needed go on another line with a \
        modifier that says why",
    check: |cx, out| {
        let Some(mue) = mue(cx.tables.edits(), cx.bill()) else {
            return;
        };
        let lines = cx.lines();
        let edit = |i: usize| mue.get(&lines.get(i)?.code);
        // Lines of a code and day stand together, and of MAI 1 each alone.
        let key = |i: usize| lines.get(i).map(|l| (l.code.as_ref(), l.date));
        let compare = |a: usize, b: usize| key(a).cmp(&key(b));
        let order = sort_permutation(lines.len(), &mut |a, b| compare(a, b).is_lt());
        let same = |a: &usize, b: &usize| {
            edit(*a).is_some_and(|entry| entry.mai != 1) && compare(*a, *b).is_eq()
        };
        for same in order.chunk_by(same) {
            let Some(entry) = same.first().and_then(|i| edit(*i)) else {
                continue;
            };
            let (mut counted, mut units, mut a_day, mut days) = (Vec::new(), 0_i64, 0_i64, 1);
            for i in same.iter().copied().filter(|i| has_edition(cx, *i)) {
                let of = units_and_days(cx, i);
                units = units.saturating_add(of.0);
                a_day = a_day.saturating_add(of.0 / of.1);
                days = days.max(of.1);
                counted.push(i);
            }
            let most = i64::from(entry.value) * 1000;
            let [first, others @ ..] = counted.as_slice() else {
                continue;
            };
            // Of several days as whole ones, from a half upwards the next.
            let a_day = match days {
                2.. => a_day.saturating_add(500) / 1000 * 1000,
                _ => a_day,
            };
            if a_day <= most {
                continue;
            }
            let scope = match (days, entry.mai) {
                (2.., _) => "a day",
                (_, 1) => "on a line",
                _ => "on a date",
            };
            let finding = out.add(
                Field::Units.line(*first),
                format!(
                    "{} units of {}; the MUE is {} {scope} (MAI {})",
                    Quantity(units),
                    key(*first).map_or("", |k| k.0),
                    Quantity(most),
                    entry.mai
                ),
            );
            for i in others {
                finding.related(Field::Units.line(*i), "the same code on the same date");
            }
            // Of several lines it is not known which one has too many.
            if others.is_empty() {
                finding.options([Quantity(most * days).to_string()]);
            }
            if !cx.is_bound_by_ncci() {
                finding.severity(Severity::Warning);
            }
        }
    },
    ..Rule::BASE
};

/// Whether a line's units are those of the claim's edition. Equipment and supplies have another, and so has what doctors do for
/// a critical access hospital.
fn has_edition(cx: &Context<'_>, i: usize) -> bool {
    match cx.bill() {
        None => !cx.lines().get(i).is_some_and(LineFacts::is_supply),
        Some(bill) => {
            let revenue = bill.hospital.revenue.get(i).map(Revenue::number);
            bill.facility != 85 || !matches!(revenue, Some(960..=989))
        }
    }
}

/// Thousandths of units of a line, and its days.
fn units_and_days(cx: &Context<'_>, line: usize) -> (i64, i64) {
    let line = cx.claim.info.lines.get(line);
    let units = line.and_then(|l| l.service.units.get()).map_or(0, |u| u.0);
    let span = line.and_then(|l| l.to.get().zip(l.from.get()));
    let more = span.map_or(0, |(to, from)| to.days_since(*from));
    (units, 1 + more.max(0))
}
