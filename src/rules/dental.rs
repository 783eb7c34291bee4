//! The rules of a dental claim: codes of other sets than CDT, dates, money and identifiers. The other rules of professional
//! claims read procedures, or ask for what a dental claim need not have (a diagnosis, a pointer to it).

use super::groups::*;
use super::rule::Rule;
use crate::report::NotChecked;

/// That parts of dental claims are not checked, why, and what helps.
pub(super) fn without_cdt() -> NotChecked {
    NotChecked {
        rule: procedure::UNKNOWN.id,
        reason: "dental procedure codes (CDT) belong to the ADA and are not in the tables; \
            of a dental claim the writing, the codes of other sets, dates, money and identifiers \
            are checked"
            .into(),
        remedy: "check the codes against your own licensed list",
    }
}

/// Rules of a dental claim, in the order of professional ones.
pub(super) static DENTAL: &[&Rule] = &[
    &form::FREQUENCY,
    &form::ORIGINAL_REFERENCE,
    &form::INDICATORS,
    &member::BIRTH,
    &member::BIRTH_TOO_EARLY,
    &member::BIRTH_IN_FUTURE,
    &member::GENDER,
    &coverage::RELATIONSHIP,
    &coverage::FILING,
    &coverage::RESPONSIBILITY,
    &member::ADDRESS_MISSING,
    &provider::NPI_FORMAT,
    &provider::NPI_CHECK_DIGIT,
    &provider::NPI_MISSING,
    &provider::TAXONOMY_FORMAT,
    &provider::TAX_ID_FORMAT,
    &provider_address::PO_BOX,
    &provider_address::STATE_UNKNOWN,
    &provider_address::ZIP_FORMAT,
    &diagnosis::UNKNOWN,
    &diagnosis::HEADER,
    &diagnosis::NOT_VALID_ON_DATE,
    &dx_form::FORM,
    &dx_form::REPEATED,
    &money::TOTAL_DIFFERS,
    &money::CHARGE_FORMAT,
    &money::OVERPAID,
    &place::UNKNOWN,
    &date::IMPOSSIBLE,
    &date::FUTURE,
    &date::BEFORE_BIRTH,
    &date::END_BEFORE_START,
    &date_of_event::ACCIDENT_DATE_MISSING,
    &date_of_event::ACCIDENT_STATE_MISSING,
    &other_payer::MISSING,
    &other_payer::ORDER,
    &identity::LINE_CONTROL_NUMBER,
];
