//! A service line while the editor works on it.

use crate::date::Date;
use crate::edits::ioce::{Flag, Listed, ModifierFlag, Procedure, Status};

/// A line with what the editor knows of it and has done to it.
pub(super) struct Row<'c> {
    /// Its place among the lines of the claim.
    pub line: usize,
    /// The procedure code; empty when there is none.
    pub code: &'c str,
    /// Entry of the code in the editor's list on the first day of the claim; `None` for a code that
    /// is not valid.
    pub procedure: Option<&'c Procedure>,
    /// Day of service.
    pub date: Date,
    /// Revenue code as a number.
    pub revenue: u16,
    /// Entry of the revenue code in the editor's list.
    pub listed: Listed,
    /// Modifiers with what the editor's list has of them.
    pub modifiers: Vec<(&'c str, Listed)>,
    /// At least one.
    pub units: i64,
    /// In cents.
    pub charge: i64,
    /// The status indicator as it is now.
    pub status: Status,
    /// The payment class as it is now; 0 for none.
    pub class: u32,
    /// The payment class of the procedure; 0 for none.
    pub own_class: u32,
    /// The status indicator of that class.
    pub class_status: Option<Status>,
    /// The payment of the class as it is now, where payments are compared.
    pub payment: u32,
    /// Paid within another service.
    pub packaged: bool,
    /// Rejected or denied by an edit that does that to a line.
    pub denied: bool,
    /// A dental code, which is in no table; it is taken for a service that is paid.
    pub dental: bool,
    /// The code is a payment code of a prospective system (HIPPS), which is no procedure.
    pub hipps: bool,
    /// Part of a day of inpatient services: other edits leave it alone.
    pub inpatient: bool,
    /// Part of several services that are paid as one.
    pub composite: bool,
    /// A visit that observation can belong to.
    pub observation_visit: bool,
    /// A therapy that is paid apart.
    pub therapy: bool,
    /// Paid otherwise off campus.
    pub off_campus: bool,
    /// A mental health service beside a day of a program.
    pub beside_program: bool,
    /// Part of a health center's day of intensive care.
    pub intensive_day: bool,
    /// Not looked at any more by the rules of health centers.
    pub set_aside: bool,
    /// The primary of an add-on code was found.
    pub satisfied: bool,
    /// Edits of the line.
    pub edits: Vec<u8>,
}

impl Row<'_> {
    /// Whether its procedure is valid and has that attribute.
    pub fn is(&self, flag: Flag) -> bool {
        self.procedure.is_some_and(|p| p.is(flag))
    }

    /// Whether the line's procedure has one of these attributes.
    pub fn any(&self, flags: &[Flag]) -> bool {
        flags.iter().any(|f| self.is(*f))
    }

    /// Whether there is no procedure code.
    pub fn is_empty(&self) -> bool {
        self.code.is_empty()
    }

    /// Whether there is a procedure code that is not valid.
    pub fn is_invalid(&self) -> bool {
        !self.is_empty() && self.procedure.is_none() && !self.dental
    }

    /// Whether the procedure code is that.
    pub fn code_is(&self, code: &str) -> bool {
        self.code == code
    }

    /// Whether the line has one of these modifiers.
    pub fn has(&self, modifiers: &[&str]) -> bool {
        self.modifiers.iter().any(|(m, _)| modifiers.contains(m))
    }

    /// Whether one of its modifiers has that attribute.
    pub fn has_kind(&self, flag: ModifierFlag) -> bool {
        self.modifiers.iter().any(|(_, l)| l.modifier(flag))
    }

    /// Whether its status is one of these.
    pub fn status_is(&self, all: &[&Status]) -> bool {
        all.contains(&&self.status)
    }

    /// Whether its status depends on what else is on the claim.
    pub fn is_conditional(&self) -> bool {
        self.status_is(&[b"Q1", b"Q2", b"Q3", b"Q4"])
    }

    /// The status that the procedure has before anything else is looked at.
    pub fn first_status(&self) -> Option<Status> {
        self.procedure.map(|p| p.status)
    }

    /// Whether later edits leave it alone: denied, or part of a day of inpatient services.
    pub fn is_excluded(&self) -> bool {
        self.denied || self.inpatient
    }

    /// Whether the line is a physician's service, by its revenue code.
    pub fn is_professional(&self) -> bool {
        matches!(self.revenue, 960..=989)
    }

    /// Whether its charge only stands for one.
    pub fn is_token(&self) -> bool {
        self.charge != 0 && self.charge < 101
    }

    /// Whether the line is paid apart by a fee schedule.
    pub fn is_apart(&self) -> bool {
        self.status == *b"A " && self.class == 0
    }

    /// Packs it into another service.
    pub fn pack(&mut self) {
        if !self.packaged && !self.is_invalid() {
            (self.status, self.class, self.packaged) = (*b"N ", 0, true);
        }
    }

    /// Pays it apart.
    pub fn pay_apart(&mut self) {
        (self.status, self.class, self.packaged) = (*b"A ", 0, false);
    }

    /// Pays it by its own class, as a conditional service that stands alone.
    pub fn pay_own(&mut self) {
        if let (Some(status), true) = (self.class_status, self.own_class != 0) {
            (self.status, self.class) = (status, self.own_class);
            self.packaged = self.packaged && status == *b"N ";
        }
    }

    /// Gives it the status of its class.
    pub fn settle(&mut self) {
        let Some(status) = self.class_status else {
            return;
        };
        (self.status, self.packaged) = (status, false);
        if self.is_conditional() && self.own_class != 0 {
            self.class = self.own_class;
        }
    }

    /// Whether an edit was found at it.
    pub fn has_edit(&self, edit: u8) -> bool {
        self.edits.contains(&edit)
    }
}
