//! Reading bytes: the tokens of a format, before anybody knows what they mean.

pub(crate) mod json;
pub(crate) mod number;
pub mod tree;
pub mod x12;
