//! The rules of hospitals' claims, one idea a file.

pub(in crate::rules) mod bill_type;
