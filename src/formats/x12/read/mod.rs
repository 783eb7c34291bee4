//! The segments of a claim to the claim model. Nothing judges here: what cannot be read stays in its field as it is.

use super::guide::Kind;
use super::item::Placed;
use crate::claim::*;

mod claim_level;
mod coverage;
mod line;
mod part;
mod party;
mod value;

use party::{address, in_role, organization, person, provider};
use value::{dates, text};

/// Values of header and billing provider, which all claims below have in common, so that they are read once.
#[derive(Clone, Debug, Default)]
pub(super) struct Head<'a> {
    submitter: Organization<'a>,
    receiver: Organization<'a>,
    providers: Vec<Provider<'a>>,
    pay_to: Option<Box<Address<'a>>>,
}

impl<'a> Head<'a> {
    /// Of the segments above the first subscriber; `None` when one of them stands where it says something else.
    pub(super) fn of(segments: &[Placed<'a>], kind: Kind) -> Option<Head<'a>> {
        let fills = |name: &str| {
            matches!(name, "" | "ST" | "1000A" | "1000B" | "2000A") || name.starts_with("2010A")
        };
        if !segments.iter().all(|p| fills(p.in_loop)) {
            return None;
        }
        let mut out = Claim::default();
        for placed in segments {
            take(&mut out, placed, kind);
        }
        Some(Head {
            submitter: out.submitter,
            receiver: out.receiver,
            providers: out.providers,
            pay_to: out.pay_to,
        })
    }
}

/// The claim of these segments: the levels above it that are not in `head` first, then its own.
pub(super) fn claim<'a>(head: Head<'a>, segments: &[Placed<'a>], kind: Kind) -> Claim<'a> {
    let mut out = Claim {
        format: Format::X12,
        regular: true,
        dental: kind == Kind::Dental,
        submitter: head.submitter,
        receiver: head.receiver,
        providers: head.providers,
        pay_to: head.pay_to,
        ..Claim::default()
    };
    if kind == Kind::Institutional {
        out.institutional = Some(Box::default());
    }
    for placed in segments {
        take(&mut out, placed, kind);
    }
    if out.dental {
        service_days(&mut out, segments);
    }
    out
}

/// A dental claim says its day once, and again only on lines of other days.
fn service_days<'a>(out: &mut Claim<'a>, segments: &[Placed<'a>]) {
    let of_claim = segments
        .iter()
        .filter(|p| p.in_loop == "2300" && p.segment.element(0) == b"DTP");
    let day = of_claim.map(|p| p.segment).find(|s| s.element(1) == b"472");
    let Some(day) = day else { return };
    for line in &mut out.info.lines.items {
        if line.from.is_missing() {
            (line.from, line.to) = dates(day.element(2), day.element(3));
        }
    }
}

fn take<'a>(out: &mut Claim<'a>, placed: &Placed<'a>, kind: Kind) {
    let segment = &placed.segment;
    match placed.in_loop {
        "1000A" => organization(&mut out.submitter, placed),
        "1000B" => organization(&mut out.receiver, placed),
        "2000A" if segment.element(0) == b"PRV" => {
            in_role(&mut out.providers, Role::Billing, placed);
        }
        "2010AA" => in_role(&mut out.providers, Role::Billing, placed),
        "2010AB" => address(out.pay_to.get_or_insert_default(), placed),
        "2000B" => claim_level::subscriber(out, placed),
        "2010BA" => {
            person(&mut out.subscriber, placed);
            claim_level::casualty_number(out, placed);
        }
        "2010BB" if segment.element(0) == b"NM1" => {
            out.payer_name = text(segment.element(3));
            out.payer_id = text(segment.element(9));
        }
        "2000C" => claim_level::patient(out, placed),
        "2010CA" => {
            person(out.dependent.get_or_insert_default(), placed);
            claim_level::casualty_number(out, placed);
        }
        "2300" => claim_level::information(out, placed, kind),
        "2320" | "2330A" | "2330B" => coverage::other(out, placed),
        name if name.starts_with("231") => party(out, placed, kind),
        name if name.starts_with("24") => line::take(out, placed, kind),
        _ => {}
    }
}

/// A party of the claim: the loops of the two guides differ.
fn party<'a>(out: &mut Claim<'a>, placed: &Placed<'a>, kind: Kind) {
    let role = match (kind, placed.in_loop) {
        (Kind::Institutional, "2310A") => Role::Attending,
        (Kind::Institutional, "2310B") => Role::Operating,
        (Kind::Institutional, "2310C") => Role::OtherOperating,
        (Kind::Institutional, "2310D") => Role::Rendering,
        (Kind::Institutional, "2310F") => Role::Referring,
        (Kind::Institutional, "2310E") | (_, "2310C") => {
            let facility = out
                .info
                .facility
                .get_or_insert_with(|| Box::new(Provider::new(Role::Facility)));
            return provider(facility, placed);
        }
        (Kind::Professional, "2310E") => {
            return address(out.info.pick_up.get_or_insert_default(), placed)
        }
        (Kind::Professional, "2310F") => {
            return address(out.info.drop_off.get_or_insert_default(), placed)
        }
        (_, "2310A") => Role::Referring,
        (_, "2310B") => Role::Rendering,
        (Kind::Professional, "2310D") | (Kind::Dental, "2310E") => Role::Supervising,
        _ => return,
    };
    in_role(&mut out.providers, role, placed);
}
