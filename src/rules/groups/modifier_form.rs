//! Group 4: what a modifier is. Which go together and with what is in `modifier.rs`.

use super::modifier::{each, LEVEL2};
use crate::field::Field;
use crate::report::Edit;
use crate::rules::transport::{is_transport, trip};
use crate::rules::{answers, leaves, predicts, prose, Need, Rule, TR3};

use answers::MODIFIER as INVALID;

/// Not two characters.
pub static FORMAT: Rule = Rule {
    id: "mod.format",
    title: "a modifier is not two characters",
    fields: &[Field::Modifier],
    snip: 1,
    predicts: INVALID,
    source: TR3,
    what: prose!("Every modifier has two letters or digits, and a place of its own."),
    leaves_alone: leaves!["empty items of the list",],
    why: "Anything else is refused, or shifts the other modifiers.",
    example: prose!(
        r#"[{"op": "replace",
            "path": "/claimInformation/serviceLines/1/professionalService/procedureModifiers",
            "value": ["QW-"]}]"#
    ),
    fix: "write each modifier as its two characters, in a place of its own",
    check: |cx, out| {
        each(cx, &mut |i, line| {
            for (j, m) in line.modifiers.iter().enumerate() {
                if !m.is_empty() && (m.len() != 2 || !m.bytes().all(|b| b.is_ascii_alphanumeric()))
                {
                    out.add(
                        Field::Modifier.line_item(i, j),
                        format!(
                            "modifier {} of line {} is not two letters or digits (box 24D)",
                            j + 1,
                            i + 1
                        ),
                    );
                }
            }
        });
    },
    ..Rule::BASE
};

/// Not in the table.
pub static UNKNOWN: Rule = Rule {
    id: "mod.unknown",
    title: "a modifier does not exist",
    fields: &[Field::Modifier],
    snip: 5,
    needs: &[Need::Modifiers],
    edit: Some(Edit {
        system: "I/OCE",
        code: "022",
    }),
    predicts: INVALID,
    source: LEVEL2,
    what: prose!("Every modifier is one of CPT or HCPCS Level II."),
    leaves_alone: leaves!["origin and destination on the codes of transports",],
    why: "A line with an unknown modifier is rejected.",
    example: prose!(
        r#"[{"op": "add",
                "path": "/claimInformation/serviceLines/0/professionalService/procedureModifiers",
                "value": ["ZZ"]}]"#
    ),
    fix: "use a modifier of the current list, or leave it out",
    check: |cx, out| {
        let Some(table) = &cx.tables.edits().modifiers else {
            return;
        };
        each(cx, &mut |i, line| {
            for (j, m) in line
                .modifiers
                .iter()
                .enumerate()
                .filter(|(_, m)| m.len() == 2)
            {
                let known =
                    line.date.is_some_and(|on| table.valid(m, on)) || table.get(m).is_some();
                let trip = is_transport(&line.code) && trip(m, line.date).is_some();
                if !known && !trip && m.bytes().all(|b| b.is_ascii_alphanumeric()) {
                    out.add(
                        Field::Modifier.line_item(i, j),
                        format!("{m} on line {} is not a modifier (box 24D)", i + 1),
                    );
                }
            }
        });
    },
    ..Rule::BASE
};

/// In the table, but not on the day of the service.
pub static NOT_VALID_ON_DATE: Rule = Rule {
    id: "mod.not-valid-on-date",
    title: "a modifier is not valid on the date of service",
    fields: &[Field::Modifier, Field::ServiceDate],
    snip: 5,
    needs: &[Need::Modifiers],
    edit: Some(Edit {
        system: "I/OCE",
        code: "022",
    }),
    predicts: predicts("A7:453", "182", "N823"),
    source: LEVEL2,
    what: prose!(
        "Every modifier had begun and had not ended on the line's first day of \
        service."
    ),
    why: "A line with a modifier that was not in force is denied.",
    example: prose!(
        r#"[{"op": "add",
                "path": "/claimInformation/serviceLines/0/professionalService/procedureModifiers",
                "value": ["JG"]}]"#
    ),
    fix: "use the modifier that was in force on the date of service",
    check: |cx, out| {
        let Some(table) = &cx.tables.edits().modifiers else {
            return;
        };
        each(cx, &mut |i, line| {
            for (j, m) in line.plain_modifiers() {
                let Some(date) = line.date.filter(|on| !table.valid(m, *on)) else {
                    continue;
                };
                let Some(row) = table.get(m) else { continue };
                let when = if date > row.to {
                    format!("ended on {}", row.to)
                } else if date < row.from {
                    format!("begins on {}", row.from)
                } else {
                    continue;
                };
                let message = format!("modifier {m} {when}, and the date of service is {date}");
                out.add(Field::Modifier.line_item(i, j), message)
                    .dated(row.from, row.to);
            }
        });
    },
    ..Rule::BASE
};

/// A modifier that stands twice on one line.
pub static DUPLICATE: Rule = Rule {
    id: "mod.duplicate",
    title: "a modifier stands twice on a line",
    fields: &[Field::Modifier],
    snip: 5,
    predicts: INVALID,
    source: TR3,
    what: prose!("No modifier stands twice on the same line."),
    leaves_alone: leaves!["empty items of the list",],
    why: "The second one says nothing, uses up one of four places, and many payers reject the \
            line.",
    example: prose!(
        r#"[{"op": "replace",
                "path": "/claimInformation/serviceLines/1/professionalService/procedureModifiers",
                "value": ["QW", "QW"]}]"#
    ),
    fix: "leave the second one out",
    check: |cx, out| {
        each(cx, &mut |i, line| {
            for (j, m) in line
                .modifiers
                .iter()
                .enumerate()
                .filter(|(_, m)| !m.is_empty())
            {
                if let Some(first) = line
                    .modifiers
                    .iter()
                    .take(j)
                    .position(|earlier| earlier == m)
                {
                    let name = if m.len() == 2 { m } else { "this modifier" };
                    out.add(
                        Field::Modifier.line_item(i, j),
                        format!("{name} stands twice on line {} (box 24D)", i + 1),
                    )
                    .related(Field::Modifier.line_item(i, first), "the first one");
                }
            }
        });
    },
    ..Rule::BASE
};

/// More than four.
pub static TOO_MANY: Rule = Rule {
    id: "mod.too-many",
    title: "a line has more than four modifiers",
    fields: &[Field::Modifiers],
    predicts: INVALID,
    source: TR3,
    what: prose!("A line has at most four modifiers."),
    why: "The 837P and the CMS-1500 have four places; the rest is cut off or refused.",
    example: prose!(
        r#"[{"op": "replace",
                "path": "/claimInformation/serviceLines/1/professionalService/procedureModifiers",
                "value": ["QW", "59", "90", "GA", "KX"]}]"#
    ),
    fix: "keep the four that decide about payment; use 99 where the payer takes more in a note",
    check: |cx, out| {
        each(cx, &mut |i, line| {
            if line.modifiers.len() > 4 {
                out.add(
                    Field::Modifiers.line(i),
                    format!(
                        "line {} has {} modifiers (box 24D); four fit",
                        i + 1,
                        line.modifiers.len()
                    ),
                );
            }
        });
    },
    ..Rule::BASE
};
