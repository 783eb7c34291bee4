//! The input itself: values of the wrong kind, and keys that look misspelled.

use crate::field::Field;
use crate::formats::json::{oddities, Oddity};
use crate::report::Severity;
use crate::rules::{leaves, prose, Rule};

/// Another kind of value than the field holds.
pub static WRONG_TYPE: Rule = Rule {
    id: "input.wrong-type",
    title: "a field holds the wrong kind of value",
    fields: &[],
    snip: 1,
    source: (
        "the field names of the clearinghouses' JSON for the 837P",
        "",
    ),
    what: prose!(
        "Every field that superbill reads holds the kind of JSON value that belongs \
        there: an object, an array, or a single value. Numbers and strings stand for each \
        other; `null` is nothing given."
    ),
    leaves_alone: leaves![
        "a number where text belongs, and text where a number belongs",
        "`null`, which is nothing given",
    ],
    why: "A value of another kind cannot be read, so the claim is sent without it or refused \
        by the interface.",
    example: prose!(
        r#"[{"op": "replace", "path": "/claimInformation/healthCareCodeInformation",
            "value": "E1140"}]"#
    ),
    fix: "give the kind of value that the message names",
    check: |cx, out| {
        oddities(cx.claim, |path, oddity| {
            if let Oddity::WrongKind { found, wanted } = oddity {
                let finding = out.add(
                    Field::Claim.of_claim(),
                    format!("{} stands where {wanted} belongs", found.as_str()),
                );
                finding.path(path);
            }
        });
    },
    ..Rule::BASE
};

/// A key that is very like a known one.
pub static UNKNOWN_FIELD: Rule = Rule {
    id: "input.unknown-field",
    title: "a field name looks misspelled",
    severity: Severity::Info,
    fields: &[],
    snip: 1,
    source: (
        "the field names of the clearinghouses' JSON for the 837P",
        "",
    ),
    what: prose!(
        "Unknown fields are ignored, but one whose name differs from a known one only \
        in case, in `_` or `-`, or by a slip of up to two letters is pointed out."
    ),
    leaves_alone: leaves!["names that are like no known one",],
    why: "A misspelled field is read by nobody: the value in it is as good as missing.",
    example: prose!(
        r#"[{"op": "move", "from": "/subscriber/memberId",
            "path": "/subscriber/member_id"}]"#
    ),
    fix: "rename it to the name in the message",
    check: |cx, out| {
        oddities(cx.claim, |path, oddity| {
            if let Oddity::NearMiss(known) = oddity {
                let finding = out.add(
                    Field::Claim.of_claim(),
                    format!("no field has this name; `{known}` is like it"),
                );
                finding.path(path);
                finding.options([known.to_owned()]);
            }
        });
    },
    ..Rule::BASE
};
