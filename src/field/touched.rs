//! Which fields a JSON Pointer is about: a rule runs at a keystroke when it reads one of them.

use super::pointer::OWNERS;
use super::Field;

/// The fields that a JSON Pointer touches: those that it names, that lie inside what it names, or that hold it.
///
/// Indexes are not compared: a rule that reads a field reads it on every line.
#[derive(Debug)]
pub struct Touched {
    /// Whether each field, by its number, is one.
    fields: [bool; Field::ALL.len()],
}

impl Default for Touched {
    fn default() -> Touched {
        Touched {
            fields: [false; Field::ALL.len()],
        }
    }
}

impl Touched {
    /// The fields that this pointer touches.
    #[inline(never)]
    pub fn by(pointer: &str) -> Touched {
        // The pointer with placeholders for its indexes.
        let mut plain = String::with_capacity(pointer.len() + 8);
        let mut before = "";
        for step in pointer.split('/').skip(1) {
            let index = !step.is_empty() && step.bytes().all(|b| b.is_ascii_digit());
            plain.push('/');
            plain.push_str(match (index, before) {
                (true, "serviceLines") => "{line}",
                (true, _) => "{item}",
                (false, _) => step,
            });
            before = step;
        }
        // What is left of it behind the person or provider that it names.
        let owned = OWNERS
            .iter()
            .find_map(|o| plain.strip_prefix(o))
            .filter(|rest| rest.is_empty() || rest.starts_with('/'));
        // Or it names something that holds a person or a provider.
        let above_owner = OWNERS
            .iter()
            .any(|o| o.len() > plain.len() && overlap(o, &plain));
        let touches = |field: &Field| match field.places().0.strip_prefix("{owner}") {
            Some(rest) => above_owner || owned.is_some_and(|owned| overlap(rest, owned)),
            None => overlap(field.places().0, &plain),
        };
        let mut fields = [false; Field::ALL.len()];
        for (is, field) in fields.iter_mut().zip(Field::ALL) {
            *is = touches(field);
        }
        Touched { fields }
    }

    /// The set of these fields.
    pub fn of(all: impl Iterator<Item = Field>) -> Touched {
        let mut touched = Touched::default();
        for field in all {
            if let Some(is) = touched.fields.get_mut(field as usize) {
                *is = true;
            }
        }
        touched
    }

    /// Whether the set has this field.
    pub fn has(&self, field: Field) -> bool {
        self.fields.get(field as usize).is_some_and(|is| *is)
    }
}

/// Whether one of two JSON Pointers lies at or below the other.
fn overlap(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    long.strip_prefix(short)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_touches_its_field_what_holds_it_and_what_is_inside() {
        let touches = |pointer: &str, field: Field| Touched::by(pointer).has(field);
        let code = Field::ProcedureCode;
        assert!(touches(
            "/claimInformation/serviceLines/7/professionalService/procedureCode",
            code
        ));
        assert!(touches("/claimInformation/serviceLines", code) && touches("", code));
        assert!(!touches(
            "/claimInformation/serviceLines/7/professionalService/lineItemChargeAmount",
            code
        ));
        assert!(
            touches("/billing/npi", Field::Npi) && !touches("/billing/taxonomyCode", Field::Npi)
        );
        assert!(touches(
            "/claimInformation/serviceLines/0/orderingProvider/npi",
            Field::Npi
        ));
        assert!(touches("/claimInformation", Field::Npi) && touches("/billing", Field::Npi));
        let pointers = "/claimInformation/serviceLines/1/professionalService/\
                compositeDiagnosisCodePointers";
        assert!(
            touches(pointers, Field::Pointer)
                && touches(
                    &format!("{pointers}/diagnosisCodePointers/0"),
                    Field::Pointers
                )
        );
        assert!(touches(
            "/claimInformation/healthCareCodeInformation/3/diagnosisCode/x",
            Field::DiagnosisCode
        ));
    }
}
