//! Fills in the templates of the table of fields.

use super::FieldRef;
use std::fmt::Write;

impl FieldRef {
    pub(super) fn fill(&self, template: &str) -> String {
        let mut out = String::with_capacity(template.len() + 16);
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            self.put(name, &mut out);
            rest = after;
        }
        out.push_str(rest);
        out
    }

    /// Writes the text of a placeholder. Writing to a `String` cannot fail, so its result is not looked at.
    fn put(&self, name: &str, out: &mut String) {
        let line = self.line.unwrap_or_default();
        let _ = match name {
            "line" => write!(out, "{line}"),
            "item" => write!(out, "{}", self.item),
            "item:02" => write!(out, "{:02}", self.item + 1),
            "modifier:02" => write!(out, "{:02}", self.item + 3),
            "letter" => write!(out, "{}", (b'A' + self.item.min(25) as u8) as char),
            "owner" => self.put_owner(out),
            _ => {
                let part = self.x12_part(name).or_else(|| self.form_part(name));
                out.write_str(part.or_else(|| self.fhir_part(name)).unwrap_or_default())
            }
        };
    }
}

#[cfg(test)]
mod tests {
    use crate::claim::Role;
    use crate::field::{Field, Owner};

    #[test]
    fn places_are_filled_in() {
        let second = Field::Modifier.line_item(2, 1);
        assert_eq!(
            second.json(),
            "/claimInformation/serviceLines/2/professionalService/procedureModifiers/1"
        );
        assert_eq!(
            second.x12(),
            ("2400".into(), "SV1".into(), "SV101-04".into())
        );
        let npi = Field::Npi.line(0).owned(Owner::Provider(Role::Ordering));
        assert_eq!(
            npi.json(),
            "/claimInformation/serviceLines/0/orderingProvider/npi"
        );
        assert_eq!(npi.x12().0, "2420E");
        assert_eq!(Field::DiagnosisCode.item(3).form_box(), "21D");
    }

    /// The form has boxes for the patient, and others for an insured who is not the patient.
    #[test]
    fn boxes_are_those_of_whose_field_it_is() {
        let boxes = |owner| {
            let fields = [Field::LastName, Field::Gender, Field::Address1];
            fields.map(|f| f.of(owner).form_box())
        };
        assert_eq!(boxes(Owner::Subscriber), ["2", "3", "5"]);
        assert_eq!(boxes(Owner::Dependent), ["2", "3", "5"]);
        assert_eq!(boxes(Owner::Insured), ["4", "11a", "7"]);
        let of = |role| Owner::Provider(role);
        assert_eq!(Field::ProviderName.of(of(Role::Billing)).form_box(), "33");
        let taxonomy = Field::Taxonomy.of(of(Role::Rendering));
        assert_eq!(taxonomy.form_box(), "24I/24J shaded");
        let death = |owner| Field::DeathDate.of(owner).x12();
        assert_eq!(death(Owner::Dependent).0, "2000C");
        assert_eq!(death(Owner::Subscriber).0, "2000B");
        assert_eq!(
            Field::LastName.of(Owner::Insured).json(),
            "/subscriber/lastName"
        );
    }

    #[test]
    fn no_template_has_a_placeholder_that_nothing_fills() {
        for field in Field::ALL {
            for owner in [
                Owner::Subscriber,
                Owner::Insured,
                Owner::Dependent,
                Owner::Provider(Role::Billing),
                Owner::Listed(Role::Billing, 1),
            ] {
                let at = field.line_item(0, 0).owned(owner);
                let (a, b, c) = at.x12();
                for text in [at.json(), a, b, c, at.form_box(), at.fhir()] {
                    assert!(!text.contains(['{', '}']), "{field:?} {text}");
                }
            }
        }
    }
}
