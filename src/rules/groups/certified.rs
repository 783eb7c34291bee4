//! Supplements that must stand beside a service: certificates, places of an ambulance trip, numbers
//! of documents, the facility.

use crate::claim::{Address, Attachment, Role};
use crate::field::{Field, FieldRef, Owner};
use crate::report::Severity;
use crate::rules::transport::is_transport;
use crate::rules::{leaves, predicts, prose, Context, Findings, Rule, TR3};

/// A mammography without the facility's certificate.
pub static MAMMOGRAPHY: Rule = Rule {
    id: "proc.mammography-certification-missing",
    title: "a mammography has no certification number of its facility",
    fields: &[
        Field::Mammography,
        Field::LineMammography,
        Field::ProcedureCode,
        Field::Modifier,
        Field::Filing,
    ],
    snip: 4,
    predicts: predicts("", "16", "MA128"),
    source: (
        "42 CFR part 900 (MQSA); CMS Medicare Claims Processing Manual, chapter 18, section \
            20.2, and chapter 26, item 32",
        "https://www.cms.gov/regulations-and-guidance/guidance/manuals/downloads/clm104c18.pdf",
    ),
    what: prose!(
        "On a claim to Medicare a mammography (77065, 77066, 77067) has the FDA's \
        certification number of the facility, on the claim or the line."
    ),
    leaves_alone: leaves!["payers other than Medicare", "the reading alone (26)",],
    why: "Medicare pays for mammography in certified facilities only, and looks the number up.",
    example: prose!(
        r#"[{"op": "replace", "value": "77067",
            "path": "/claimInformation/serviceLines/0/professionalService/procedureCode"}]"#
    ),
    fix: "give the six-character number of the facility's FDA certificate",
    check: |cx, out| {
        let info = &cx.claim.info;
        if !cx.is_medicare() || !info.numbers.mammography.is_missing() {
            return;
        }
        for (i, line) in cx.lines().iter().enumerate() {
            let own = info.lines.get(i).and_then(|l| l.references.as_deref());
            if matches!(line.number, 77_065..=77_067)
                && !line.has("26")
                && own.is_none_or(|r| r.mammography.is_missing())
            {
                out.add(
                    Field::Mammography.of_claim(),
                    format!(
                        "the certification number of the facility (box 32) is missing, and {} is \
                            a mammography",
                        line.code
                    ),
                )
                .related(Field::ProcedureCode.line(i), "the mammography");
                return;
            }
        }
    },
    ..Rule::BASE
};

fn is_given(address: Option<&Address<'_>>) -> bool {
    address.is_some_and(|a| {
        a.shape.wrong.is_some()
            || [&a.address1, &a.city, &a.state, &a.postal_code]
                .iter()
                .any(|t| !t.is_missing())
    })
}

/// An ambulance trip from nowhere or to nowhere.
pub static AMBULANCE_PLACES: Rule = Rule {
    id: "proc.ambulance-place-missing",
    title: "an ambulance trip has no pick-up or drop-off location",
    fields: &[
        Field::PickUp,
        Field::DropOff,
        Field::LinePickUp,
        Field::LineDropOff,
        Field::ProcedureCode,
    ],
    snip: 4,
    predicts: predicts("A6:266", "", ""),
    source: (
        "ASC X12N 837P implementation guide (005010X222A1), loops 2310E, 2310F; CMS Medicare \
            Claims Processing Manual, chapter 15, section 30",
        "https://www.cms.gov/regulations-and-guidance/guidance/manuals/downloads/clm104c15.pdf",
    ),
    what: prose!(
        "A claim with an ambulance trip or its mileage (A0425-A0436) says where the \
        patient was picked up and where brought, on the claim or on the line."
    ),
    leaves_alone: leaves![
        "vans and taxis (A0080-A0210)",
        "an answer without a trip (A0998)",
    ],
    why: "The payer prices the trip by the ZIP code of the pick-up and checks that the \
        destination was the nearest one.",
    example: prose!(
        r#"[{"op": "replace", "value": "A0429",
            "path": "/claimInformation/serviceLines/0/professionalService/procedureCode"},
            {"op": "add", "value": ["RH"],
            "path": "/claimInformation/serviceLines/0/professionalService/procedureModifiers"}]"#
    ),
    fix: "give street, city, state and ZIP code of both places, pick-up and drop-off; where there \
        is no address, describe the place in the street line",
    check: |cx, out| {
        let info = &cx.claim.info;
        let (up, down) = (
            is_given(info.pick_up.as_deref()),
            is_given(info.drop_off.as_deref()),
        );
        let (mut no_up, mut no_down) = (up, down);
        for (i, line) in cx.lines().iter().enumerate() {
            let number = line.code.strip_prefix('A').and_then(|n| n.parse().ok());
            if !matches!(number, Some(425..=436)) {
                continue;
            }
            let own = info.lines.get(i);
            let missing = |own: Option<&Address<'_>>| !is_given(own);
            if !no_up && missing(own.and_then(|l| l.pick_up.as_deref())) {
                no_up = true;
                out.add(
                    Field::PickUp.of_claim(),
                    "the place where the ambulance picked the patient up is missing",
                )
                .related(Field::ProcedureCode.line(i), "the trip");
            }
            if !no_down && missing(own.and_then(|l| l.drop_off.as_deref())) {
                no_down = true;
                out.add(
                    Field::DropOff.of_claim(),
                    "the place to which the ambulance brought the patient is missing",
                )
                .related(Field::ProcedureCode.line(i), "the trip");
            }
        }
    },
    ..Rule::BASE
};

/// Miles of no trip.
pub static MILEAGE_ALONE: Rule = Rule {
    id: "proc.mileage-without-trip",
    title: "ambulance miles are billed without a trip",
    severity: Severity::Warning,
    fields: &[Field::ProcedureCode, Field::ServiceDate],
    snip: 7,
    predicts: predicts("", "107", "N122"),
    source: (
        "CMS Medicare Claims Processing Manual, chapter 15, section 30",
        "https://www.cms.gov/regulations-and-guidance/guidance/manuals/downloads/clm104c15.pdf",
    ),
    what: prose!(
        "Miles (A0425 on the ground, A0435 and A0436 in the air) stand on a claim with the \
            trip of the same day: A0426-A0429, A0433 and A0434, or A0430 and A0431."
    ),
    leaves_alone: leaves!["miles of a day on which any ambulance trip is billed",],
    why: "The payer denies miles without the trip that they belong to.",
    example: prose!(
        r#"[{"op": "replace", "value": "A0425",
            "path": "/claimInformation/serviceLines/0/professionalService/procedureCode"},
            {"op": "add", "value": ["RH"],
            "path": "/claimInformation/serviceLines/0/professionalService/procedureModifiers"}]"#
    ),
    fix: "add the line of the trip",
    check: |cx, out| {
        let lines = cx.lines();
        for (i, line) in lines.iter().enumerate() {
            let miles = matches!(line.code.as_ref(), "A0425" | "A0435" | "A0436");
            let trip = |l: &crate::rules::context::LineFacts<'_>| {
                l.date == line.date
                    && !matches!(l.code.as_ref(), "A0425" | "A0435" | "A0436")
                    && (is_transport(&l.code) || l.code == "A0998")
            };
            if miles && !lines.iter().any(trip) {
                out.add(
                    Field::ProcedureCode.line(i),
                    format!(
                        "{} bills miles, and no trip of that day is on the claim",
                        line.code
                    ),
                );
            }
        }
    },
    ..Rule::BASE
};

/// A document that cannot be matched.
pub static ATTACHMENT_NUMBER: Rule = Rule {
    id: "claim.attachment-number-missing",
    title: "a document is announced without a control number",
    fields: &[
        Field::AttachmentNumber,
        Field::AttachmentsNumber,
        Field::LineAttachmentNumber,
    ],
    snip: 2,
    predicts: predicts("A6:489", "", ""),
    source: TR3,
    what: prose!(
        "A document that is sent (PWK02 BM by mail, EL electronically, EM by e-mail, \
        FT by file transfer, FX by fax) has a control number."
    ),
    leaves_alone: leaves!["a document that stays with the provider (AA)",],
    why: "The payer finds the document for the claim by that number only.",
    example: prose!(
        r#"[{"op": "add", "value": {"attachmentReportTypeCode": "OZ",
            "attachmentTransmissionCode": "FX"},
            "path": "/claimInformation/claimSupplementalInformation/reportInformation"}]"#
    ),
    fix: "give the attachment control number that stands on the document; transmission code AA \
        where it stays with the provider",
    check: |cx, out| {
        let info = &cx.claim.info;
        let own = info.numbers.attachment.iter().map(|a| &**a);
        let own = own.map(|a| (a, Field::AttachmentNumber.of_claim()));
        let all = info.numbers.attachments.iter().enumerate();
        let all = all.map(|(i, a)| (a, Field::AttachmentsNumber.item(i)));
        let lines = info.lines.iter().enumerate().flat_map(|(l, line)| {
            let all = line.attachments.iter().enumerate();
            all.map(move |(i, a)| (a, Field::LineAttachmentNumber.line_item(l, i)))
        });
        for (attachment, at) in own.chain(all).chain(lines) {
            number_missing(attachment, at, out);
        }
    },
    ..Rule::BASE
};

fn number_missing(attachment: &Attachment<'_>, at: FieldRef, out: &mut Findings) {
    let sent = matches!(
        attachment.transmission.text(),
        "BM" | "EL" | "EM" | "FT" | "FX"
    );
    if sent && attachment.control_number.is_missing() {
        out.add(
            at,
            format!(
                "a document is sent ({}), and its control number is missing",
                attachment.transmission.text()
            ),
        );
    }
}

/// Whether a taxonomy code is that of a hospital or a nursing facility, which is its own place of service.
fn is_facility(taxonomy: &str) -> bool {
    ["27", "28", "31", "32", "26"]
        .iter()
        .any(|t| taxonomy.starts_with(t))
}

/// A hospital that is not named.
pub static FACILITY_MISSING: Rule = Rule {
    id: "provider.facility-missing",
    title: "a service in a hospital or nursing facility does not name it",
    severity: Severity::Warning,
    fields: &[
        Field::Provider,
        Field::PlaceOfService,
        Field::LinePlaceOfService,
    ],
    snip: 4,
    predicts: predicts("A6:125:77", "16", "MA114"),
    source: (
        "ASC X12N 837P implementation guide (005010X222A1), loop 2310C; CMS Medicare Claims \
            Processing Manual, chapter 26, item 32",
        "https://www.cms.gov/regulations-and-guidance/guidance/manuals/downloads/\
            clm104c26pdf.pdf",
    ),
    what: prose!(
        "A claim with place of service 21, 22 or 31 names the facility, on the claim \
        or the line."
    ),
    leaves_alone: leaves![
        "a billing provider that is a hospital or facility by its taxonomy \
        code",
    ],
    why: "The service was given elsewhere than at the billing provider's address, and the payer \
        prices it by the place.",
    example: prose!(
        r#"[{"op": "replace", "path": "/claimInformation/placeOfServiceCode", "value": "22"}]"#
    ),
    fix: "give name, address and NPI of the place where the service was done",
    check: |cx, out| {
        let info = &cx.claim.info;
        let billing = cx.claim.provider(Role::Billing);
        let itself = billing.is_some_and(|p| is_facility(p.taxonomy.text()));
        if info.facility.is_some() || itself {
            return;
        }
        let named = |i: usize| {
            let line = info.lines.get(i);
            line.is_some_and(|l| l.provider(Role::Facility).is_some())
        };
        let at = cx.lines().iter().enumerate();
        let mut at = at.map(|(i, l)| (i, l.place));
        if let Some((i, place)) =
            at.find(|(i, place)| matches!(*place, "21" | "22" | "31") && !named(*i))
        {
            let related = place_of(cx, i);
            out.add(
                Field::Provider.of(Owner::Provider(Role::Facility)),
                format!("the place of service is {place}, and the facility is not named"),
            )
            .related(related, "the place of service");
        }
    },
    ..Rule::BASE
};

/// The field that says where a line was done.
fn place_of(cx: &Context<'_>, line: usize) -> FieldRef {
    let own = cx.claim.info.lines.get(line);
    match own.is_some_and(|l| !l.service.place_of_service.is_missing()) {
        true => Field::LinePlaceOfService.line(line),
        false => Field::PlaceOfService.of_claim(),
    }
}
