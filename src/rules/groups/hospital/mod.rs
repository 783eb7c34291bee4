//! The rules of hospitals' claims, one idea a file.

pub(in crate::rules) mod adjustments;
pub(in crate::rules) mod admission;
pub(in crate::rules) mod bill_type;
pub(in crate::rules) mod clinics;
mod codes;
pub(in crate::rules) mod conditions;
pub(in crate::rules) mod days;
pub(in crate::rules) mod death;
pub(in crate::rules) mod diagnoses;
pub(in crate::rules) mod dialysis;
pub(in crate::rules) mod events;
pub(in crate::rules) mod frequency;
mod hipps;
pub(in crate::rules) mod home_health;
pub(in crate::rules) mod hospice;
pub(in crate::rules) mod money;
pub(in crate::rules) mod non_covered;
pub(in crate::rules) mod nursing;
pub(in crate::rules) mod poa;
mod poa_exempt;
pub(in crate::rules) mod providers;
pub(in crate::rules) mod rehabilitation;
pub(in crate::rules) mod revenue;
mod revenue_codes;
pub(in crate::rules) mod secondary;
pub(in crate::rules) mod statement;
pub(in crate::rules) mod status;
pub(in crate::rules) mod supplies;
mod taxonomy;
pub(in crate::rules) mod therapy_lines;
pub(in crate::rules) mod trial;
pub(in crate::rules) mod values;
pub(in crate::rules) mod visit_reason;
pub(in crate::rules) mod visits;

use crate::claim::Coded;

/// A chapter of the Medicare Claims Processing Manual.
macro_rules! chapter {
    ($($name:ident $number:literal)*) => {$(
        pub(super) const $name: (&str, &str) = (
            concat!("CMS, Medicare Claims Processing Manual (Pub. 100-04), chapter ", $number),
            concat!(
                "https://www.cms.gov/regulations-and-guidance/guidance/manuals/downloads/\
                    clm104c",
                $number, ".pdf"
            ),
        );
    )*};
}
chapter! { CHAPTER_1 "01" CHAPTER_3 "03" CHAPTER_4 "04" CHAPTER_5 "05" CHAPTER_6 "06" CHAPTER_8 "08"
CHAPTER_9 "09" CHAPTER_10 "10"
CHAPTER_11 "11" CHAPTER_15 "15" CHAPTER_32 "32" CHAPTER_18 "18" CHAPTER_25 "25" }

/// The Medicare Secondary Payer Manual.
pub(super) const SECONDARY: (&str, &str) = (
    "CMS, Medicare Secondary Payer Manual (Pub. 100-05), chapter 3",
    "https://www.cms.gov/regulations-and-guidance/guidance/manuals/downloads/msp105c03.pdf",
);

/// The index of a code that stands in a list of codes.
fn place(list: &[Coded<'_>], code: &str) -> Option<usize> {
    list.iter().position(|c| c.code.text() == code)
}
