//! A Claim or an ExplanationOfBenefit to the claim model. Nothing judges here: what cannot be read stays in its field as it is.

mod codes;
mod coverage;
mod hospital;
mod info;
mod item;
mod party;
mod reader;
mod team;

use super::places::Places;
use super::reference::References;
use crate::claim::*;
use crate::scan::tree::{Node, Tree};
use item::Shared;
use reader::Reader;

pub use reader::Fault;

/// Use of a resource, told by `use` and type: rules do not miss in a request what only a submitted
/// claim must say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A claim that is to be paid.
    Submitted,
    /// A request for authorization or an estimate, before the service.
    Request,
    /// A payer's decision: an ExplanationOfBenefit.
    Decided,
}

/// A claim of a document.
#[derive(Clone, Debug)]
pub struct ClaimInFhir<'a> {
    /// Whether the claim is a pharmacy's, whose rules are others.
    pub pharmacy: bool,
    /// Whether the resource asks for payment, asks beforehand, or decides.
    pub standing: Standing,
    /// The claim.
    pub claim: Claim<'a>,
    /// Places of the claim's fields in the document.
    pub places: Places,
    /// Values of another kind than their elements'.
    pub faults: Vec<Fault>,
}

/// Reads the claim of a resource.
pub(super) fn claim<'a>(
    tree: &Tree<'a>,
    references: &References<'a>,
    node: Node,
) -> ClaimInFhir<'a> {
    let mut reader = Reader {
        tree,
        references,
        places: Places::new(node),
        faults: Vec::new(),
    };
    let standing = match (
        reader.kind_of(node).as_ref(),
        tree.text_of(node, "use").as_deref(),
    ) {
        ("ExplanationOfBenefit", _) => Standing::Decided,
        (_, Some("preauthorization" | "predetermination")) => Standing::Request,
        _ => Standing::Submitted,
    };
    let items = reader.objects(node, "item");
    let concept = reader.object(node, "type");
    let types = reader.codes(concept);
    let has = |code: &str| types.iter().any(|t| t.eq_ignore_ascii_case(code));
    let revenue = || items.iter().any(|i| tree.get(*i, "revenue").is_some());
    let professional = has("professional") || has("vision");
    let institutional = has("institutional") || (!professional && revenue());
    let mut out = Claim {
        format: Format::Fhir,
        // Its oddities are the reader's faults, and have their own places.
        regular: true,
        dental: !institutional && has("oral"),
        ..Claim::default()
    };
    if institutional {
        out.institutional = Some(Box::default());
    }
    reader.insurance(&mut out, node);
    let team = reader.providers(&mut out, node, &items);
    reader.information(&mut out, node);
    reader.death(&mut out, node);
    let found = reader.diagnoses(node);
    let diagnoses = match institutional {
        true => {
            reader.hospital_procedures(&mut out, node);
            reader.hospital_diagnoses(&mut out, found)
        }
        false => reader.professional(&mut out, found),
    };
    let shared = Shared {
        team: &team,
        diagnoses: &diagnoses,
        lines: items.len(),
    };
    for item in &items {
        reader.item(&mut out, *item, &shared);
    }
    ClaimInFhir {
        pharmacy: has("pharmacy"),
        standing,
        claim: out,
        places: reader.places,
        faults: reader.faults,
    }
}
