//! TypeScript's types of a claim are made from the keys that are read: `UPDATE=1 cargo test --lib typescript` writes them.

use super::read::{Object, Slot};
use crate::claim::{Claim, Provider, Role};
use std::fmt::Write;

/// The interfaces so far, the outermost object first.
#[derive(Default)]
struct Interfaces(Vec<(&'static str, String)>);

impl Interfaces {
    /// The type of what a slot takes, and what to say of it.
    fn of_slot(&mut self, slot: Slot<'_, '_>) -> (String, Option<&'static str>) {
        match slot {
            Slot::Value(value) => match value.wanted() {
                "a string" => ("string".to_owned(), None),
                wanted if wanted.starts_with("a date") => ("string".to_owned(), Some(wanted)),
                wanted => ("string | number".to_owned(), Some(wanted)),
            },
            Slot::List(list) => {
                let item = list.push().expect("an empty list has room");
                let (item, wanted) = self.of_slot(item);
                let item = if item.contains(' ') {
                    format!("({item})")
                } else {
                    item
                };
                (format!("{item}[]"), wanted)
            }
            Slot::Object(object) => (self.of_object(object), None),
            Slot::Maybe(object) => self.of_slot(object.fill()),
            Slot::Provider(..) => (self.of_object(&mut Provider::new(Role::Other)), None),
            Slot::Providers(_) => (self.of_object(&mut Provider::new(Role::Other)) + "[]", None),
        }
    }

    fn of_object(&mut self, object: &mut dyn Object<'_>) -> String {
        let name = match object.name() {
            "Line" => "ServiceLine",
            name => name,
        };
        if self.0.iter().any(|(known, _)| *known == name) {
            return name.to_owned();
        }
        let place = self.0.len();
        self.0.push((name, String::new()));
        let mut text = String::new();
        for (i, key) in object.keys().read.iter().enumerate() {
            let slot = object.place(i).expect("every key has a place");
            let (of, wanted) = self.of_slot(slot);
            if let Some(wanted) = wanted {
                writeln!(text, "  /** {wanted} */").unwrap();
            }
            writeln!(text, "  {key}?: {of};").unwrap();
        }
        for (i, key) in object.keys().unread.iter().enumerate() {
            if i == 0 {
                writeln!(text, "  // Known, and not checked:").unwrap();
            }
            writeln!(text, "  {key}?: unknown;").unwrap();
        }
        self.0[place].1 = text;
        name.to_owned()
    }
}

fn declarations() -> String {
    let mut interfaces = Interfaces::default();
    interfaces.of_object(&mut Claim::default());
    let mut out = String::from(
        "// Made from the keys that the reader knows (src/formats/json/objects.rs) by `UPDATE=1 \
            cargo test --lib typescript`;\n\
         // do not edit.\n\n/**\n * A professional claim with the field names that the clearinghouses' JSON interfaces share \
         for the 837P. Every field is\n * optional here, because a claim that is being typed is \
         checked too; unknown ones are \
         ignored.\n */\n",
    );
    for (i, (name, text)) in interfaces.0.iter().enumerate() {
        let gap = if i == 0 { "" } else { "\n" };
        write!(out, "{gap}export interface {name} {{\n{text}}}\n").unwrap();
    }
    out
}

#[test]
fn typescript_knows_the_keys_that_are_read() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/pkg-template/claim.d.ts");
    let made = declarations();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, made).expect("a generated file can be written");
        return;
    }
    let there = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        there == made,
        "pkg-template/claim.d.ts is not what the reader knows; run UPDATE=1 cargo test --lib \
        typescript and read the diff"
    );
}
