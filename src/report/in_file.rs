//! Where a finding stands in the file that the claim came in.

use crate::field::FieldRef;
use std::ops::Deref;

/// The field of a finding, and where it stands in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// The field that the finding is about.
    pub field: FieldRef,
    /// The place in the file; absent for a claim in JSON, whose place is the finding's path.
    pub in_file: Option<Box<InFile>>,
    /// The place in the FHIR resource that the claim is.
    pub in_fhir: Option<Box<InFhir>>,
}

impl Deref for Position {
    type Target = FieldRef;
    fn deref(&self) -> &FieldRef {
        &self.field
    }
}

impl From<FieldRef> for Position {
    fn from(field: FieldRef) -> Position {
        Position {
            field,
            in_file: None,
            in_fhir: None,
        }
    }
}

/// A place in an X12 file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InFile {
    /// Loop; empty for the envelope.
    pub in_loop: String,
    /// Segment.
    pub segment: String,
    /// Element; empty where the whole segment is meant.
    pub element: String,
    /// Number of the segment in its transaction, ST being 1, as in a 999; 0 outside of a transaction. Of a segment that is
    /// missing, the number of the one before its place.
    pub segment_number: u32,
    /// Line of the file, counted from 1.
    pub line: u32,
    /// Bytes of the file: the first, and the one after the last. They are the same where something is missing.
    pub bytes: [usize; 2],
    /// The segment's text with ⟦the element⟧ marked and identifiers masked; empty for a segment that is missing and for the
    /// envelope.
    pub text: String,
}

/// A place in a FHIR resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InFhir {
    /// The FHIRPath that selects the value and nothing else; of what is missing, what would hold it.
    pub path: String,
    /// Bytes of the document: the first, and the one after the last.
    pub bytes: [usize; 2],
}
