//! Edits that Medicare's outpatient code editor found in a claim, by their numbers, and where. A
//! leaf.

/// Where an edit was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// The claim as a whole.
    Claim,
    /// The principal diagnosis.
    Principal,
    /// A reason for the visit.
    Reason(usize),
    /// A diagnosis, by its place among all of them.
    Diagnosis(usize),
    /// A service line.
    Line(usize),
    /// A modifier of a line.
    Modifier(usize, usize),
}

/// Edits of the outpatient code editor found in one claim.
pub(crate) struct Edited {
    /// In the order in which the editor finds them.
    pub found: Vec<(u8, Place)>,
}

impl Edited {
    /// Whether the editor says of a line that its code was not paid for yet, or no more, on that day.
    pub fn says_day(&self, line: usize) -> bool {
        let mut all = self.found.iter();
        all.any(|(edit, at)| {
            matches!(edit, 67..=69 | 83 | 110 | 124 | 134 | 136) && *at == Place::Line(line)
        })
    }

    /// The places at which an edit was found.
    pub fn places(&self, edit: u8) -> impl Iterator<Item = Place> + '_ {
        let same = self.found.iter().filter(move |(e, _)| *e == edit);
        same.map(|(_, place)| *place)
    }
}
