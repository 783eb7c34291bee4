//! The place of a value in its document as FHIRPath.

use crate::claim::Kind;
use crate::scan::tree::{Node, Tree, ROOT};
use std::fmt::Write;

/// Elements that hold one of several types, whose name ends in the type in JSON and not in FHIRPath.
const CHOICES: &[&str] = &[
    "allowed",
    "deceased",
    "diagnosis",
    "location",
    "procedure",
    "serviced",
    "timing",
    "used",
    "value",
];
const TYPES: &[&str] = &[
    "Address",
    "Attachment",
    "Boolean",
    "Code",
    "CodeableConcept",
    "Coding",
    "Date",
    "DateTime",
    "Decimal",
    "Identifier",
    "Integer",
    "Money",
    "Period",
    "PositiveInt",
    "Quantity",
    "Reference",
    "String",
    "UnsignedInt",
];

/// The name of an element as FHIRPath has it: `servicedDate` is `serviced`.
fn element(key: &str) -> &str {
    let of = |choice: &&&str| {
        key.strip_prefix(**choice)
            .is_some_and(|kind| TYPES.contains(&kind))
    };
    CHOICES.iter().find(of).copied().unwrap_or(key)
}

/// The FHIRPath that selects this value and nothing else. It begins with the type of the resource that the document is;
/// in a document that is a list of resources, of the one that holds the value.
pub(super) fn fhir_path(tree: &Tree<'_>, node: Node) -> String {
    let mut steps = tree.steps(node);
    let listed = tree.kind(ROOT) == Some(Kind::List);
    steps.drain(..usize::from(listed && steps.len() > 1));
    let mut steps = steps.into_iter();
    let first = steps.next().unwrap_or(ROOT);
    let kind = tree.text_of(first, "resourceType").unwrap_or_default();
    let mut out = kind.into_owned();
    // Writing to a `String` cannot fail, so its result is not looked at.
    for step in steps {
        let in_list = tree.parent(step).and_then(|p| tree.kind(p)) == Some(Kind::List);
        let _ = match in_list {
            true => write!(out, "[{}]", tree.index(step)),
            false => write!(out, ".{}", element(tree.key(step))),
        };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_has_a_path_and_a_pointer() {
        let text = r#"{"resourceType": "Claim",
            "item": [{}, {"servicedPeriod": {"start": "2026-11-01"}, "diagnosisSequence": [1]}]}"#;
        let Ok(tree) = Tree::new(text) else {
            panic!("this is JSON");
        };
        let items = tree.get(ROOT, "item").expect("it is there");
        let item = tree.children(items).nth(1).expect("it has two");
        let period = tree.get(item, "servicedPeriod").expect("it is there");
        let start = tree.get(period, "start").expect("it is there");
        assert_eq!(fhir_path(&tree, start), "Claim.item[1].serviced.start");
        assert_eq!(tree.pointer(start), "/item/1/servicedPeriod/start");
        let sequences = tree.get(item, "diagnosisSequence").expect("it is there");
        assert_eq!(
            fhir_path(&tree, sequences),
            "Claim.item[1].diagnosisSequence"
        );
        assert_eq!(fhir_path(&tree, ROOT), "Claim");
    }
}
