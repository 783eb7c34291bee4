//! Several readers of one file, each of which reads its share of the claims and only counts the others.

use super::body::Body;
use super::guide::Kind;

/// Which claims a reader reads.
#[derive(Clone, Copy, Debug)]
pub struct Share {
    /// Which of the readers this one is, counted from 0.
    pub part: usize,
    /// How many there are.
    pub of: usize,
    /// How many claims came before the file.
    pub before: usize,
    /// Whether a subscriber's claims all go to the same reader, who then finds each service that is billed twice. Claims for
    /// which that is not looked for, hospitals', are dealt out in turn.
    pub by_patient: bool,
}

impl Share {
    /// Whether the claim that has just begun is for another reader.
    pub(super) fn passes(&mut self, body: &Body<'_>) -> bool {
        let turn = self.before;
        self.before += 1;
        let number = match body.kind {
            Kind::Institutional => turn,
            _ if self.by_patient => hash(body.member()),
            // Every reader needs it, to find what is billed twice.
            _ => return false,
        };
        number % self.of.max(1) != self.part
    }
}

/// Equal for numbers that read as equal: letters that are no UTF-8 are left out.
fn hash(member: &[u8]) -> usize {
    let letters = member.trim_ascii().iter().filter(|b| b.is_ascii());
    let mixed = letters.fold(0xcbf2_9ce4_u32, |h, b| {
        (h ^ u32::from(*b)).wrapping_mul(0x0100_0193)
    });
    (mixed ^ mixed >> 15) as usize
}
