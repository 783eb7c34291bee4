//! From a field of the claim back to its bytes: which segment of the claim it is, and which element.

use super::fault::Spot;
use super::guide::{guide, Kind};
use super::item::{ClaimInFile, Placed};
use crate::field::{Field, FieldRef};
use crate::scan::x12::{Segment, SegmentId};

/// Qualifiers that tell a field's segment from others of its name.
fn qualifiers(field: Field) -> &'static [&'static [u8]] {
    match field {
        Field::AccidentDate => &[b"439"],
        Field::SymptomDate => &[b"431"],
        Field::InitialTreatmentDate => &[b"454"],
        Field::LastSeenDate => &[b"304"],
        Field::LastMenstrualPeriodDate => &[b"484"],
        Field::AdmissionDate => &[b"435"],
        Field::DischargeDate => &[b"096"],
        Field::DisabilityBeginDate => &[b"314", b"360"],
        Field::DisabilityEndDate => &[b"314", b"361"],
        Field::AcuteManifestationDate => &[b"453"],
        Field::LastXrayDate => &[b"455"],
        Field::PrescriptionDate => &[b"471"],
        Field::LastWorkedDate => &[b"297"],
        Field::ReturnToWorkDate => &[b"296"],
        Field::AssumedCareDate => &[b"090"],
        Field::RelinquishedCareDate => &[b"091"],
        Field::FirstContactDate => &[b"444"],
        Field::ServiceDate | Field::ServiceDateEnd => &[b"472"],
        Field::ClaimControlNumber => &[b"F8"],
        Field::PriorAuthorization => &[b"G1"],
        Field::ReferralNumber => &[b"9F"],
        Field::Clia | Field::LineClia => &[b"X4"],
        Field::Mammography => &[b"EW"],
        Field::AuthorizationException => &[b"4N"],
        Field::InvestigationalDevice => &[b"LX"],
        Field::Demonstration => &[b"P4"],
        Field::PropertyCasualtyNumber => &[b"Y4"],
        Field::EmployerId => &[b"EI"],
        Field::Ssn => &[b"SY"],
        Field::PatientPaid => &[b"F5"],
        Field::OtherPaid => &[b"D"],
        Field::OtherAdjudicatedOn => &[b"573"],
        Field::Diagnoses | Field::DiagnosisCode | Field::DiagnosisQualifier => {
            &[b"ABK", b"BK", b"ABF", b"BF", b"APK"]
        }
        Field::PresentOnAdmission => &[b"ABK", b"BK", b"ABF", b"BF"],
        Field::StatementFrom | Field::StatementTo => &[b"434"],
        Field::AdmissionHour => &[b"435"],
        Field::DischargeHour => &[b"096"],
        Field::Drg => &[b"DR"],
        Field::AdmittingDiagnosis => &[b"ABJ", b"BJ"],
        Field::VisitReason => &[b"APR", b"PR"],
        Field::ExternalCause | Field::ExternalCausePresent => &[b"ABN", b"BN"],
        Field::InpatientProcedures
        | Field::InpatientProcedureQualifier
        | Field::InpatientProcedure
        | Field::InpatientProcedureDate => &[b"BBR", b"BR", b"CAH", b"BBQ", b"BQ"],
        Field::ConditionCodes | Field::ConditionCode => &[b"BG"],
        Field::Occurrences | Field::OccurrenceCode | Field::OccurrenceDate => &[b"BH"],
        Field::Spans | Field::SpanCode | Field::SpanDates => &[b"BI"],
        Field::ValueCodes | Field::ValueCode | Field::ValueAmount => &[b"BE"],
        Field::TreatmentCode => &[b"TC"],
        Field::AnesthesiaProcedure => &[b"BP", b"BO"],
        Field::Conditions => &[b"BG"],
        Field::TransportConditions => &[b"07"],
        Field::EpsdtReferral => &[b"ZZ"],
        _ => &[],
    }
}

/// Where a field stands in the file, or would.
pub fn find(claim: &ClaimInFile<'_>, at: FieldRef) -> Spot {
    let (in_loop, mut name, mut element) = at.x12();
    if claim.kind == Kind::Dental && name == "SV1" {
        (name, element) = dental(&element);
    }
    let id = SegmentId::new(name.as_bytes());
    let wanted = qualifiers(at.field);
    let line = at.line.map_or(0, |i| i as u32 + 1);
    let other = match in_loop.as_str() {
        "2320" | "2330A" | "2330B" => at.item as u32 + 1,
        _ => 0,
    };
    let mut loops: Vec<&str> = vec![&in_loop];
    // What stands with the subscriber stands with the patient, where that is somebody else.
    let has_patient = claim.segments.iter().any(|p| p.in_loop == "2000C");
    match in_loop.as_str() {
        "2000B" if name == "PAT" && has_patient => loops.insert(0, "2000C"),
        "2010BA" if name == "REF" && has_patient => loops.insert(0, "2010CA"),
        _ => {}
    }
    let in_lists = |p: &&Placed<'_>| {
        p.id == id
            && loops.contains(&p.in_loop)
            && (line == 0 || p.line == line)
            && (other == 0 || p.other == other)
            && (wanted.is_empty() || wanted.contains(&qualifier(&p.segment)))
    };
    let mut found = claim.segments.iter().filter(in_lists);
    let (number, component) = parts(&name, &element);
    if element.is_empty() {
        if let Some(p) = found.next() {
            return Spot::of(&p.segment, p.in_loop, p.number);
        }
    } else if id == SegmentId::new(b"HI") {
        if let Some(spot) = listed(found, at.item, wanted, component) {
            return spot;
        }
    } else if let Some(p) = found.next() {
        let value = part(&p.segment, number, component);
        let spot = Spot::of(&p.segment, p.in_loop, p.number);
        return spot.element(&p.segment, number, component, value);
    }
    absent(claim, &in_loop, id, (number, component), line, other)
}

/// Where the 837D has what the 837P has in its SV1.
fn dental(element: &str) -> (String, String) {
    let element = match element {
        "SV103" => String::new(),
        "SV104" => "SV306".to_owned(),
        "SV105" => "SV303".to_owned(),
        "SV107" => "SV311".to_owned(),
        _ => element.replacen("SV1", "SV3", 1),
    };
    ("SV3".to_owned(), element)
}

/// The value that tells a segment from others of its name.
fn qualifier<'a>(segment: &Segment<'a>) -> &'a [u8] {
    match segment.element(0) {
        b"HI" => segment.component(1, 1),
        _ => segment.element(1),
    }
}

/// `SV101-02` of `SV1`: 1 and 2.
pub(super) fn parts(name: &str, element: &str) -> (usize, usize) {
    let rest = element.strip_prefix(name).unwrap_or_default();
    let (element, component) = rest.split_once('-').unwrap_or((rest, "0"));
    (element.parse().unwrap_or(0), component.parse().unwrap_or(0))
}

fn part<'a>(segment: &Segment<'a>, element: usize, component: usize) -> &'a [u8] {
    match component {
        0 => segment.element(element),
        c => segment.component(element, c),
    }
}

/// An item of a list that goes over several elements and segments.
fn listed<'s, 'a: 's>(
    segments: impl Iterator<Item = &'s Placed<'a>>,
    item: usize,
    wanted: &[&[u8]],
    component: usize,
) -> Option<Spot> {
    let mut left = item;
    for p in segments {
        for (i, element) in p.segment.elements().enumerate().skip(1) {
            let counts = !element.is_empty()
                && (wanted.is_empty() || wanted.contains(&p.segment.component(i, 1)));
            if counts && left == 0 {
                let value = part(&p.segment, i, component);
                let spot = Spot::of(&p.segment, p.in_loop, p.number);
                return Some(spot.element(&p.segment, i, component, value));
            }
            left -= usize::from(counts);
        }
    }
    None
}

/// Where a segment that is not there would stand: behind the last of its loop, or of the loop that holds it.
fn absent(
    claim: &ClaimInFile<'_>,
    in_loop: &str,
    id: SegmentId,
    element: (usize, usize),
    line: u32,
    other: u32,
) -> Spot {
    let same = |p: &&Placed<'_>| (line == 0 || p.line == line) && (other == 0 || p.other == other);
    let of = |name: &str, before: u16| {
        let mut all = claim.segments.iter().rev().filter(same);
        all.find(|p| p.in_loop == name && order(claim.kind, name, p.id) <= before)
    };
    let above = match in_loop.as_bytes() {
        [b'2', b'0', b'1', b'0', level, ..] => match level {
            b'A' => "2000A",
            b'B' => "2000B",
            _ => "2000C",
        },
        [b'2', b'3', b'3', ..] => "2320",
        [b'2', b'4', ..] => "2400",
        _ => "2300",
    };
    let before = of(in_loop, order(claim.kind, in_loop, id))
        .or_else(|| of(above, u16::MAX))
        .or_else(|| claim.segments.iter().rev().find(|p| p.in_loop == "2300"))
        .or_else(|| claim.segments.last());
    Spot {
        in_loop: loop_name(in_loop),
        segment: id,
        element: (element.0.min(255) as u8, element.1.min(255) as u8),
        number: before.map_or(0, |p| p.number),
        line: before.map_or(0, |p| p.segment.line),
        bytes: before.map_or((0, 0), |p| (p.segment.to(), p.segment.to())),
    }
}

/// Where in a loop's order segments of a name stand; last when the guide has none there.
fn order(kind: Kind, in_loop: &str, id: SegmentId) -> u16 {
    let guide = guide(kind);
    let children = guide
        .loops
        .iter()
        .find(|l| l.id == in_loop)
        .map(|l| &l.children);
    let mut all = children.into_iter().flatten().filter(|c| c.inner.is_none());
    let of = |s: usize| guide.segments.get(s).is_some_and(|s| s.id == id);
    all.find(|c| of(c.segment)).map_or(u16::MAX, |c| c.order)
}

/// The loop's name as one that lasts: those of the guides, which fields name.
fn loop_name(name: &str) -> &'static str {
    let of = |kind| {
        guide(kind)
            .loops
            .iter()
            .find(|l| l.id == name)
            .map(|l| l.id)
    };
    let found = of(Kind::Professional).or_else(|| of(Kind::Institutional));
    found.unwrap_or_default()
}

/// How many bytes of an element are shown at most: none of what names a person or numbers one, and in segments about these only as
/// many as a qualifier has. A separator too many, or one that is missing, moves a name to where none is expected.
fn room(segment: &Segment<'_>, id: &str, element: usize) -> usize {
    match (id, element) {
        ("NM1" | "REF" | "NTE", 1) | ("N4", 4) => 3,
        ("NM1", 2) | ("DMG", 3) | ("SBR", 1) => 1,
        ("NM1", 8 | 10 | 11)
        | ("N4", 2 | 5)
        | ("DMG", 1 | 4..)
        | ("PER", 1 | 3 | 5 | 7)
        | ("SBR", 2 | 5..)
        | ("PWK", 1 | 2 | 5) => 2,
        ("NM1" | "N2" | "N3" | "N4" | "DMG" | "PER" | "REF" | "SBR" | "NTE", _)
        | ("K3" | "PWK" | "PS1", _)
        | ("CLM" | "SVD", 1)
        | ("PAT", 6)
        | ("MIA", 5)
        | ("MOA", 3..=7)
        | ("CR1" | "CR2", 7..=11)
        | ("ISA", 2 | 4 | 6 | 8)
        | ("GS", 2 | 3)
        | ("HCP", 4 | 6) => 0,
        // The claim's number stands where its charge belongs, unless the place of service is in its own place behind it.
        ("CLM", 2..=4) if !segment.element(5).contains(&segment.delimiters.component) => 0,
        _ => usize::MAX,
    }
}

/// Whether there are four letters in a row: codes have fewer, so it is likely a name in a wrong place.
fn has_word(value: &[u8]) -> bool {
    value
        .windows(4)
        .any(|w| w.iter().all(u8::is_ascii_alphabetic))
}

/// The text of a segment for people, with marks around an element: identifiers are masked by `x` unless `plain`.
pub fn show(segment: &Segment<'_>, element: usize, marks: (&str, &str), plain: bool) -> String {
    let id = segment.id().to_string();
    let kinds = [Kind::Professional, Kind::Institutional, Kind::Dental];
    let most = kinds
        .iter()
        .filter_map(|kind| guide(*kind).most_elements(segment.id()))
        .max();
    // Of a segment with a damaged name nobody can say what it holds.
    let unknown = most.is_none() && !matches!(&*id, "ISA" | "GS" | "ST" | "SE" | "GE" | "IEA");
    let mut broken = false;
    let mut out = String::new();
    for (i, value) in segment.elements().enumerate() {
        // What follows a terminator that is missing is another segment.
        broken |= i > 0 && (value.contains(&b'\n') || most.is_some_and(|most| i > most));
        if i > 0 {
            out.push(segment.delimiters.element as char);
        }
        let marked = i == element && element > 0;
        if marked {
            out.push_str(marks.0);
        }
        let text = String::from_utf8_lossy(value);
        // Names of segments have three letters at most; behind those of an unknown one may be what a separator parted from it.
        let open = match i {
            _ if plain => usize::MAX,
            0 if unknown => 3,
            0 => usize::MAX,
            _ if unknown || broken || most.is_some() && has_word(value) => 0,
            _ if value.len() > room(segment, &id, i) => 0,
            _ => usize::MAX,
        };
        out.extend(text.chars().enumerate().map(|(n, c)| match c {
            _ if n < open || c.is_ascii() && !c.is_ascii_alphanumeric() => c,
            _ => 'x',
        }));
        if marked {
            out.push_str(marks.1);
        }
    }
    out
}
