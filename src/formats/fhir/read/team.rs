//! Who did what: the billing provider, the facility, the care team of the claim and of its lines.

use super::reader::{Found, Reader};
use crate::claim::*;
use crate::field::Field;
use crate::scan::tree::Node;
use std::borrow::Cow;

/// A member of the care team.
pub(super) struct Member<'a> {
    node: Node,
    role: Role,
    sequence: Cow<'a, str>,
    /// How many lines name it.
    lines: usize,
}

/// The role that a code of HL7's, CARIN's or the 837's list means.
fn role_of(code: &str) -> Option<Role> {
    Some(match code {
        "rendering" | "performing" | "primary" | "82" => Role::Rendering,
        "referring" | "DN" => Role::Referring,
        "supervising" | "supervisor" | "DQ" => Role::Supervising,
        "ordering" | "DK" => Role::Ordering,
        "purchasedservice" | "QB" => Role::Purchased,
        "attending" | "71" => Role::Attending,
        "operating" | "72" => Role::Operating,
        "otheroperating" | "ZZ" => Role::OtherOperating,
        _ => return None,
    })
}

impl<'a> Reader<'_, 'a> {
    /// The providers of the claim; gives the team, of whom the lines take those that are theirs alone.
    pub(super) fn providers(
        &mut self,
        out: &mut Claim<'a>,
        claim: Node,
        items: &[Node],
    ) -> Vec<Member<'a>> {
        let billing = self.follow(claim, "provider");
        let found = self.provider(Role::Billing, None, billing, None);
        out.providers.extend(found);
        let place = self.follow(claim, "facility");
        if !matches!(place, Found::Absent(_)) {
            out.info.facility = self
                .provider(Role::Facility, None, place, None)
                .map(Box::new);
        }
        let team = self.team(claim, items);
        for member in &team {
            let on_some = member.lines > 0 && member.lines < items.len();
            if on_some || out.providers.iter().any(|p| p.role == member.role) {
                continue;
            }
            let found = self.follow(member.node, "provider");
            let read = self.provider(member.role, None, found, Some(member.node));
            out.providers.extend(read);
        }
        self.laboratory(out, claim, billing, place);
        team
    }

    fn team(&mut self, claim: Node, items: &[Node]) -> Vec<Member<'a>> {
        let mut team = Vec::new();
        for node in self.objects(claim, "careTeam") {
            let concept = self.object(node, "role");
            let codes = self.codes(concept);
            let Some(role) = codes.iter().find_map(|c| role_of(c)) else {
                continue;
            };
            let sequence = self.tree.text_of(node, "sequence").unwrap_or_default();
            let names = |item: &&Node| self.named(**item).contains(&sequence);
            let lines = items.iter().filter(names).count();
            team.push(Member {
                node,
                role,
                sequence,
                lines,
            });
        }
        team
    }

    /// The numbers of the care team that an item names.
    fn named(&self, item: Node) -> Vec<Cow<'a, str>> {
        let list = self.tree.get(item, "careTeamSequence");
        let numbers = list.map(|l| {
            self.tree
                .children(l)
                .filter_map(|n| self.tree.text(n))
                .collect()
        });
        numbers.unwrap_or_default()
    }

    /// The providers that are a line's own.
    pub(super) fn line_providers(
        &mut self,
        line: &mut Line<'a>,
        number: usize,
        item: Node,
        team: &[Member<'a>],
        lines: usize,
    ) {
        let named = self.named(item);
        for member in team {
            let own = member.lines < lines && named.contains(&member.sequence);
            if own && !line.providers.iter().any(|p| p.role == member.role) {
                let found = self.follow(member.node, "provider");
                let read = self.provider(member.role, Some(number), found, Some(member.node));
                line.providers.extend(read);
            }
        }
    }

    /// The laboratory's CLIA number: of the facility, else of who bills.
    fn laboratory(&mut self, out: &mut Claim<'a>, claim: Node, billing: Found, place: Found) {
        let found = self.clia(place).or_else(|| self.clia(billing));
        let holder = match (place, billing) {
            (Found::Here(node), _) | (_, Found::Here(node)) => node,
            _ => claim,
        };
        let at = Field::Clia.of_claim();
        match (found, place, billing) {
            (None, Found::Outside(node), _) | (None, _, Found::Outside(node)) => {
                self.places
                    .note(at, node, crate::formats::fhir::places::Presence::Outside);
            }
            _ => self.note(at, found.unwrap_or(holder), found.is_some()),
        }
        out.info.numbers.clia = self.scalar(found);
    }
}
