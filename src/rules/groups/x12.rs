//! Group 13: the writing of an 837 file. The reader of the format finds the faults; here is what they are.
//!
//! Their authority is the implementation guide, which X12 sells: its places and values are named, its words are not.

use crate::formats::x12::FaultKind;
use crate::report::Severity;
use crate::rules::{prose, Rule};

const STANDARD: (&str, &str) = (
    "ASC X12 005010: X12.5 (interchange control structures), X12.6 (application control \
    structure), X12.22 (segment directory)",
    "https://x12.org/products",
);
const GUIDE: (&str, &str) = (
    "ASC X12N 837 implementation guides: 005010X222A1 (professional), 005010X223A2 \
    (institutional), 005010X224A2 (dental)",
    "https://x12.org/products/technical-reports",
);

macro_rules! rules {
    ($($(#[$doc:meta])* $Name:ident $kind:ident $id:literal $snip:literal $source:ident
        $title:literal, $what:literal, $why:literal, $fix:literal;)*) => {
        $($(#[$doc])* pub static $Name: Rule = Rule {
            id: $id,
            title: $title,
            snip: $snip,
            source: $source,
            what: prose!($what),
            why: $why,
            // They need a file, so they have no example on a JSON claim; `tests/x12.rs` shows them.
            example: "[]",
            fix: $fix,
            ..Rule::BASE
        };)*

        /// The rule of a kind of fault.
        pub(crate) fn rule_of(kind: FaultKind) -> &'static Rule {
            match kind { $(FaultKind::$kind => &$Name,)* }
        }
    };
}

rules! {
    /// An input that is no X12.
    NOT_X12 NotX12 "x12.not-x12" 1 STANDARD
        "bytes that belong to no interchange",
        "A file is one interchange after the other, each from its ISA to its IEA. Text around \
        them is a warning; a file without an ISA that can be read is an error.",
        "A receiver cannot tell where the interchange begins and refuses the file.",
        "send the interchanges alone, each beginning with its ISA";
    /// Envelopes.
    ENVELOPE Envelope "x12.envelope" 1 STANDARD
        "a header or trailer is missing, or stands where it does not belong",
        "ISA and IEA, GS and GE, ST and SE enclose each other in this order, every header has \
        its trailer, and the file does not end within a segment.",
        "The receiver refuses the interchange (TA1) or the group (999): no claim of it is read.",
        "close what was opened; a file that ends early was cut off on its way";
    /// Control numbers.
    CONTROL_NUMBER ControlNumber "x12.control-number" 1 STANDARD
        "a trailer does not have the control number of its header",
        "IEA02 is ISA13, GE02 is GS06, SE02 is ST02.",
        "The receiver refuses what stands between them.",
        "write the header's number into the trailer";
    /// Counts.
    COUNT Count "x12.segment-count" 1 STANDARD
        "a trailer counts otherwise",
        "SE01 is the number of segments from ST to SE, both included; GE01 the number of \
        transactions of the group; IEA01 the number of groups of the interchange.",
        "A wrong count is how a receiver notices that something was lost, and it refuses all of \
        it.",
        "make sure that nothing was lost, then write the number that the message gives";
    /// Versions.
    VERSION Version "x12.version" 1 GUIDE
        "the version is not the one that claims are sent in today",
        "ISA12 is 00501, and GS08 and ST03 name the edition of the guide that HIPAA adopted \
        (45 CFR 162.1102). Other editions of these guides are read and checked nevertheless; of \
        other guides only envelope, levels and line numbers are checked. A transaction other than \
        the 837, such as a remittance (835), is not read.",
        "Many receivers refuse an interchange of another version.",
        "send claims as 005010X222A1 (professional), 005010X223A2 (institutional) or 005010X224A2 \
        (dental)";
    /// Levels.
    HIERARCHY Hierarchy "x12.hierarchy" 1 GUIDE
        "the levels of the transaction do not fit together",
        "HL01 counts from 1 in every transaction, HL02 names the level above: the billing \
        provider's above a subscriber's, the subscriber's above a patient's, and HL04 says \
        whether there is one below (a warning).",
        "The receiver cannot tell whose claims these are and refuses the transaction.",
        "number the HL segments in order and name each one's parent";
    /// Line numbers.
    LINE_NUMBER LineNumber "x12.line-number" 1 GUIDE
        "a service line is not numbered in order",
        "LX01 is 1 on the first line of a claim and one more on every next.",
        "Answers name lines by these numbers.",
        "number the lines of each claim from 1";
    /// Names of segments.
    SEGMENT_UNKNOWN SegmentUnknown "x12.segment-unknown" 1 STANDARD
        "no segment of the 837 has this name",
        "Every segment of an 837 is one that its guide has somewhere.",
        "The receiver refuses the transaction.",
        "leave the segment out, or correct its name";
    /// Order.
    SEGMENT_MISPLACED SegmentMisplaced "x12.segment-misplaced" 2 GUIDE
        "a segment stands where it does not belong",
        "Segments and loops come in the guide's order, each in a loop that has it.",
        "The receiver does not take it for what it was meant to be, or refuses the transaction.",
        "move it to its place in the guide";
    /// Too many.
    SEGMENT_REPEATED SegmentRepeated "x12.segment-repeated" 2 GUIDE
        "a segment or loop is repeated more often than it may be",
        "The guide says how often each segment and loop may stand in what holds it.",
        "The receiver refuses the transaction, or keeps one of them.",
        "leave out what is too much, or send a second claim";
    /// Missing segments.
    SEGMENT_MISSING SegmentMissing "x12.segment-missing" 2 GUIDE
        "a required segment or loop is missing",
        "Every loop that is sent has the segments and loops that the guide requires in it. The \
        finding points behind what stands before its place.",
        "The receiver refuses the transaction.",
        "send the segment at this place";
    /// Missing elements.
    ELEMENT_MISSING ElementMissing "x12.element-missing" 2 GUIDE
        "a required element is empty",
        "A segment that is sent has the elements and components that the guide requires, and \
        both elements of a pair that belongs together.",
        "The receiver refuses the transaction.",
        "fill in the element";
    /// Elements not used.
    ELEMENT_NOT_USED ElementNotUsed "x12.element-not-used" 2 GUIDE
        "an element is filled that the guide does not use",
        "An element that the guide does not use in this segment stays empty. Many receivers read \
        over it, so this is a warning.",
        "Some receivers refuse the transaction.",
        "leave the element empty";
    /// Elements after the last.
    ELEMENT_EXTRA ElementExtra "x12.element-extra" 1 STANDARD
        "a segment has more elements than there are",
        "No segment has an element, and no composite a component, after its last.",
        "The receiver refuses the transaction; often a separator stands in a text.",
        "look for a separator within a value, or leave out what is too much";
    /// Lengths.
    ELEMENT_LENGTH ElementLength "x12.element-length" 1 STANDARD
        "a value is shorter or longer than its element may be",
        "A value has at least and at most as many characters as its element; of a number the \
        digits count.",
        "The receiver refuses the transaction or cuts the value.",
        "shorten the value, or write it in full";
    /// Kinds of values.
    ELEMENT_FORMAT ElementFormat "x12.element-format" 1 STANDARD
        "a value is not of its element's kind",
        "Numbers are digits with a point and a sign at most, amounts have two decimals, \
        quantities are not negative; dates and times exist and are written as their qualifier \
        says; tax numbers have nine digits and taxonomy codes ten characters; no value has a \
        control character.",
        "The receiver refuses the transaction.",
        "correct the value to the form that the message names";
    /// Values.
    ELEMENT_VALUE ElementValue "x12.value-unknown" 2 GUIDE
        "a value is not one that its element may have here",
        "Qualifiers and other codes are among those that the guide has at this place. An unknown \
        qualifier of a date, number, amount or note is a warning, because receivers read over \
        those they do not know.",
        "The receiver refuses the transaction.",
        "use one of the guide's values; they are written in capitals";
}

/// How bad a fault is.
pub(crate) fn severity(lenient: bool) -> Severity {
    match lenient {
        true => Severity::Warning,
        false => Severity::Error,
    }
}
