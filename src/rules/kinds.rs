//! Kinds of services, told by the code of the line.

use super::context::LineFacts;
use crate::code_set::CodeSet;

impl LineFacts<'_> {
    /// Whether the service is evaluation and management, to which modifiers 25 and 57 belong.
    pub fn is_visit(&self) -> bool {
        matches!(
            self.number,
            99_202..=99_499 | 98_000..=98_016 | 90_791 | 90_792 | 92_002 | 92_004 | 92_012 | 92_014
        ) || matches!(
            self.code.as_ref(),
            "G0101"
                | "G0245"
                | "G0406"
                | "G0407"
                | "G0408"
                | "G0425"
                | "G0426"
                | "G0427"
                | "G0508"
                | "G0509"
                | "S0610"
                | "S0612"
                | "S0613"
                | "S0620"
                | "S0621"
                | "S9083"
                | "T1015"
                | "G0246"
                | "G0402"
                | "G0438"
                | "G0439"
                | "G0463"
                | "G0466"
                | "G0467"
                | "G0468"
                | "G0469"
                | "G0470"
        )
    }

    /// Whether the service is anesthesia.
    pub fn is_anesthesia(&self) -> bool {
        matches!(self.number, 100..=1_999)
    }

    /// Whether the service is a laboratory test.
    pub fn is_laboratory(&self) -> bool {
        matches!(self.number, 80_047..=89_398)
    }

    /// Whether the service is diagnostic imaging.
    pub fn is_imaging(&self) -> bool {
        matches!(self.number, 70_010..=76_999 | 77_046..=77_092 | 78_012..=78_999)
    }

    /// Whether the service gives a vaccine.
    pub fn is_vaccination(&self) -> bool {
        matches!(self.number, 90_460 | 90_461 | 90_471..=90_474 | 90_480)
            || matches!(self.code.as_ref(), "G0008" | "G0009" | "G0010" | "M0201")
            || (self.code.len() == 5 && self.code.starts_with('0') && self.code.ends_with('A'))
    }

    /// Whether the service is a vaccine or an immune globulin itself.
    pub fn is_vaccine(&self) -> bool {
        matches!(self.number, 90_281..=90_399 | 90_476..=90_759 | 91_300..=91_399)
    }

    /// Whether the service only reports: quality codes and the visits after an operation, which
    /// have no price.
    pub fn is_report(&self) -> bool {
        let quality = self.code.len() == 5 && self.code.ends_with('F');
        let measure = |from: &str, to: &str| (from..=to).contains(&self.code.as_ref());
        quality || self.number == 99_024 || measure("G8395", "G9999") || measure("M1003", "M1424")
    }

    /// Whether the service is what suppliers of equipment deliver ahead: equipment, orthoses,
    /// prostheses, food and supplies.
    pub fn is_supply(&self) -> bool {
        self.set == Some(CodeSet::Hcpcs)
            && (self.code.starts_with(['B', 'E', 'K', 'L'])
                || ("A4206"..="A9999").contains(&self.code.as_ref())
                || ("T4521"..="T4545").contains(&self.code.as_ref()))
    }

    /// Whether the service is durable medical equipment, a prosthesis or an orthosis: HCPCS
    /// sections E, K and L.
    pub fn is_equipment(&self) -> bool {
        self.set == Some(CodeSet::Hcpcs) && self.code.starts_with(['E', 'K', 'L'])
    }
}
