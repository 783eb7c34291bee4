//! The formats a claim comes in: bytes to [`Claim`](crate::claim::Claim), and the way back from a field to the place
//! where each format keeps it.

pub mod json;
pub mod x12;
