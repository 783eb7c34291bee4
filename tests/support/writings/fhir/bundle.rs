//! Resources of a Bundle, and the parts that they are made of.

use super::super::at;
use serde_json::{json, Map, Value};

pub fn concept(system: &str, code: &str) -> Value {
    json!({ "coding": [{ "system": system, "code": code }] })
}

/// A day as FHIR writes it; what is no day stays as it is.
pub fn day(text: &str) -> String {
    match text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        true => format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]),
        false => text.to_owned(),
    }
}

/// An object of what is not empty.
pub fn filled(all: &[(&str, Value)]) -> Value {
    let mut out = Map::new();
    for (key, value) in all {
        let empty = match value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(items) => items.is_empty(),
            Value::Object(inner) => inner.is_empty(),
            _ => false,
        };
        if !empty {
            out.insert((*key).to_owned(), value.clone());
        }
    }
    Value::Object(out)
}

/// A number as it is written; what is no number as a text.
pub fn number(text: &str) -> Value {
    match serde_json::from_str(text) {
        Ok(Value::Number(number)) => Value::Number(number),
        _ => json!(text),
    }
}

pub fn address(party: &Value) -> Value {
    let of = |key: &str| at(party, &format!("/address/{key}"));
    let street = of("address1");
    let lines: Vec<String> = [street].into_iter().filter(|l| !l.is_empty()).collect();
    filled(&[
        ("line", json!(lines)),
        ("city", json!(of("city"))),
        ("state", json!(of("state"))),
        ("postalCode", json!(of("postalCode"))),
        ("country", json!(of("countryCode"))),
    ])
}

pub fn name(party: &Value) -> Value {
    let first: Vec<String> = [at(party, "/firstName")]
        .into_iter()
        .filter(|f| !f.is_empty())
        .collect();
    filled(&[
        ("family", json!(at(party, "/lastName"))),
        ("given", json!(first)),
    ])
}

/// What stands in the bundle so far.
pub struct Bundle(pub Vec<Value>);

impl Bundle {
    /// Adds a resource; gives the reference to it.
    pub fn add(&mut self, kind: &str, id: &str, parts: &[(&str, Value)]) -> Value {
        let mut resource = filled(parts);
        resource["resourceType"] = json!(kind);
        resource["id"] = json!(id);
        let full = format!("urn:uuid:{id}");
        self.0
            .push(json!({ "fullUrl": full, "resource": resource }));
        json!({ "reference": full })
    }

    pub fn person(&mut self, id: &str, person: &Value, death: &str) -> Value {
        let organization = at(person, "/organizationName");
        if !organization.is_empty() {
            return self.add(
                "Organization",
                id,
                &[
                    ("name", json!(organization)),
                    ("address", one(address(person))),
                ],
            );
        }
        let gender = match at(person, "/gender").as_str() {
            "M" => "male".to_owned(),
            "F" => "female".to_owned(),
            "U" => "unknown".to_owned(),
            other => other.to_owned(),
        };
        self.add(
            "Patient",
            id,
            &[
                ("name", one(name(person))),
                ("gender", json!(gender)),
                ("birthDate", json!(day(&at(person, "/dateOfBirth")))),
                ("deceasedDateTime", json!(day(death))),
                ("address", one(address(person))),
            ],
        )
    }

    pub fn provider(&mut self, id: &str, party: &Value, clia: &str) -> Value {
        let identifier = |system: &str, key: &str| {
            let value = at(party, key);
            (!value.is_empty()).then(|| json!({ "system": system, "value": value }))
        };
        let mut numbers: Vec<Value> = [
            identifier("http://hl7.org/fhir/sid/us-npi", "/npi"),
            identifier("urn:oid:2.16.840.1.113883.4.4", "/employerId"),
            identifier("http://hl7.org/fhir/sid/us-ssn", "/ssn"),
        ]
        .into_iter()
        .flatten()
        .collect();
        if !clia.is_empty() {
            numbers.push(json!({ "system": "urn:oid:2.16.840.1.113883.4.7", "value": clia }));
        }
        let taxonomy = at(party, "/taxonomyCode");
        let specialty = match taxonomy.is_empty() {
            true => Value::Null,
            false => json!([concept("http://nucc.org/provider-taxonomy", &taxonomy)]),
        };
        let organization = at(party, "/organizationName");
        let who = match organization.is_empty() {
            true => self.add(
                "Practitioner",
                id,
                &[
                    ("identifier", json!(numbers)),
                    ("name", one(name(party))),
                    ("address", one(address(party))),
                ],
            ),
            false => self.add(
                "Organization",
                id,
                &[
                    ("identifier", json!(numbers)),
                    ("name", json!(organization)),
                    ("address", one(address(party))),
                ],
            ),
        };
        if specialty.is_null() {
            return who;
        }
        let part = if organization.is_empty() {
            "practitioner"
        } else {
            "organization"
        };
        self.add(
            "PractitionerRole",
            &format!("{id}-role"),
            &[(part, who), ("specialty", specialty)],
        )
    }
}

pub fn one(value: Value) -> Value {
    match value.as_object().is_some_and(Map::is_empty) {
        true => Value::Null,
        false => json!([value]),
    }
}
