//! How a value of the input gets into the claim: lenient in kind, strict in content.
//!
//! One function reads every object; what differs between them is data (see `objects`), reached through trait objects.

use super::limits::MAX_ITEMS;
use super::near::is_near;
use super::scalar::Scalar;
use crate::claim::*;
use crate::scan::json::{same, Scanner, Stop, Token};
use crate::scan::number::plain;
use std::borrow::Cow;

/// A text without the blanks around it, which do not count; blanks alone are nothing.
#[inline(always)]
fn trimmed(text: &str) -> Option<&str> {
    // Mostly there are none.
    if let [b'!'..=b'~'] | [b'!'..=b'~', .., b'!'..=b'~'] = text.as_bytes() {
        return Some(text);
    }
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// A text without the blanks around it, also where the text was made and not borrowed.
fn trim(text: Cow<'_, str>) -> Text<'_> {
    match text {
        Cow::Borrowed(text) => {
            trimmed(text).map_or(Value::Missing, |t| Value::Read(Cow::Borrowed(t)))
        }
        Cow::Owned(text) => {
            trimmed(&text).map_or(Value::Missing, |t| Value::Read(Cow::Owned(t.to_owned())))
        }
    }
}

/// An object of which an earlier key of the same name said something.
pub(super) trait Emptied {
    /// An empty object of this kind; a provider keeps its role.
    fn emptied(&self) -> Self;
}

impl<T: Default> Emptied for T {
    fn emptied(&self) -> T {
        T::default()
    }
}

impl Emptied for Provider<'_> {
    fn emptied(&self) -> Self {
        Provider::new(self.role)
    }
}

/// A place of the claim that a value goes to.
pub(super) enum Slot<'s, 'a> {
    Value(&'s mut dyn Settable<'a>),
    List(&'s mut dyn Items<'a>),
    Object(&'s mut dyn Object<'a>),
    Maybe(&'s mut dyn Maybe<'a>),
    /// A provider under a key that names its role.
    Provider(&'s mut Vec<Provider<'a>>, Role),
    /// The list of providers that each say their role.
    Providers(&'s mut Vec<Provider<'a>>),
}

/// A value that a key of an object can lead to.
pub(super) trait Part<'a> {
    fn slot(&mut self) -> Slot<'_, 'a>;
}

/// One value.
pub(super) trait Settable<'a> {
    fn set(&mut self, text: Text<'a>);
    /// Description of the value that belongs there.
    #[cfg(test)]
    fn wanted(&self) -> &'static str;
}

impl<'a, T: Scalar<'a>> Settable<'a> for Value<'a, T> {
    fn set(&mut self, text: Text<'a>) {
        *self = match text {
            Value::Missing => Value::Missing,
            Value::Read(text) => T::read(text),
            Value::Invalid(text) => Value::Invalid(text),
            Value::WrongKind(kind) => Value::WrongKind(kind),
        };
    }

    #[cfg(test)]
    fn wanted(&self) -> &'static str {
        T::WANTED
    }
}

impl<'a, T: Scalar<'a>> Part<'a> for Value<'a, T> {
    fn slot(&mut self) -> Slot<'_, 'a> {
        Slot::Value(self)
    }
}

/// A list of values or objects.
pub(super) trait Items<'a> {
    /// Empties it. `wrong`: because another kind of value stands there.
    fn clear(&mut self, wrong: Option<Kind>);
    /// The place of the next item; `None` when there are too many.
    fn push(&mut self) -> Option<Slot<'_, 'a>>;
}

impl<'a, T: Part<'a> + Default> Items<'a> for List<T> {
    fn clear(&mut self, wrong: Option<Kind>) {
        *self = List {
            items: Vec::new(),
            wrong,
        };
    }

    fn push(&mut self) -> Option<Slot<'_, 'a>> {
        if self.items.len() == MAX_ITEMS {
            return None;
        }
        self.items.push(T::default());
        self.items.last_mut().map(T::slot)
    }
}

impl<'a, T: Part<'a> + Default> Part<'a> for List<T> {
    fn slot(&mut self) -> Slot<'_, 'a> {
        Slot::List(self)
    }
}

/// An object that may be absent; `null` is.
pub(super) trait Maybe<'a> {
    fn clear(&mut self);
    fn fill(&mut self) -> Slot<'_, 'a>;
    /// Once it is read: what has nothing but empty values is absent, as forms send what nobody filled in.
    fn settle(&mut self);
}

impl<'a, T: Part<'a> + Default + PartialEq> Maybe<'a> for Option<Box<T>> {
    fn settle(&mut self) {
        if self.as_deref().is_some_and(|t| *t == T::default()) {
            *self = None;
        }
    }

    fn clear(&mut self) {
        *self = None;
    }

    fn fill(&mut self) -> Slot<'_, 'a> {
        self.get_or_insert_default().slot()
    }
}

/// The one provider that is a field of the claim, not an entry of its list: the place where the services were given.
impl<'a> Maybe<'a> for Option<Box<Provider<'a>>> {
    fn settle(&mut self) {
        if self.as_deref().is_some_and(|p| *p == Provider::new(p.role)) {
            *self = None;
        }
    }

    fn clear(&mut self) {
        *self = None;
    }

    fn fill(&mut self) -> Slot<'_, 'a> {
        let facility = || Box::new(Provider::new(Role::Facility));
        self.get_or_insert_with(facility).slot()
    }
}

impl<'a> Part<'a> for Option<Box<Provider<'a>>> {
    fn slot(&mut self) -> Slot<'_, 'a> {
        Slot::Maybe(self)
    }
}

impl<'a, T: Part<'a> + Default + PartialEq> Part<'a> for Option<Box<T>> {
    fn slot(&mut self) -> Slot<'_, 'a> {
        Slot::Maybe(self)
    }
}

impl<'a> Part<'a> for Vec<Provider<'a>> {
    fn slot(&mut self) -> Slot<'_, 'a> {
        Slot::Providers(self)
    }
}

/// The keys of an object.
pub(super) struct Keys {
    /// Those that are read.
    pub(super) read: &'static [&'static str],
    /// Those that the interfaces know and no rule reads, so that they are not taken for misspellings.
    pub(super) unread: &'static [&'static str],
}

/// An object of the claim.
pub(super) trait Object<'a> {
    fn keys(&self) -> &'static Keys;
    /// The name of its type.
    #[cfg(test)]
    fn name(&self) -> &'static str;
    /// The place of the key with that index in `keys().read`.
    fn place(&mut self, key: usize) -> Option<Slot<'_, 'a>>;
    fn shape(&mut self) -> &mut Shape<'a>;
    fn clear(&mut self);
}

impl Slot<'_, '_> {
    /// Forgets what an earlier key of the same name has put there: the last one counts, as in JavaScript.
    fn clear(&mut self) {
        match self {
            Slot::Value(value) => value.set(Value::Missing),
            Slot::List(list) => list.clear(None),
            Slot::Object(object) => object.clear(),
            Slot::Maybe(object) => object.clear(),
            Slot::Provider(into, role) => into.retain(|p| p.role != *role || p.listed.is_some()),
            Slot::Providers(into) => into.retain(|p| p.listed.is_none() && p.role != Role::Other),
        }
    }
}

/// Reads the next value into its place, which is empty.
pub(super) fn read<'a>(scanner: &mut Scanner<'a>, slot: Slot<'_, 'a>) -> Result<(), Stop> {
    // Nearly every value is a text.
    let slot = match slot {
        Slot::Value(value) => match scanner.text() {
            Some(text) => {
                value.set(trimmed(text).map_or(Value::Missing, |t| Value::Read(Cow::Borrowed(t))));
                return Ok(());
            }
            None => Slot::Value(value),
        },
        slot => slot,
    };
    let token = scanner.value()?;
    match token.kind() {
        Some(kind) => fill(scanner, slot, token, kind),
        None => Ok(()),
    }
}

fn fill<'a>(
    scanner: &mut Scanner<'a>,
    slot: Slot<'_, 'a>,
    token: Token<'a>,
    kind: Kind,
) -> Result<(), Stop> {
    match (slot, token) {
        (Slot::Value(value), Token::Text(text)) => value.set(trim(text)),
        (Slot::Value(value), Token::Number(number)) => value.set(Value::Read(plain(number))),
        (Slot::Object(object), Token::Object) => return read_object(scanner, object),
        (Slot::List(list), Token::List) => return read_list(scanner, list),
        (Slot::Providers(into), Token::List) => return read_providers(scanner, into),
        (Slot::Maybe(object), token) => {
            fill(scanner, object.fill(), token, kind)?;
            object.settle();
        }
        (Slot::Provider(into, role), token) => {
            let mut provider = Provider::new(role);
            fill(scanner, Slot::Object(&mut provider), token, kind)?;
            if provider != Provider::new(role) {
                into.push(provider);
            }
        }
        (slot, token) => {
            scanner.odd = true;
            match slot {
                Slot::Value(value) => value.set(Value::WrongKind(kind)),
                Slot::List(list) => list.clear(Some(kind)),
                Slot::Object(object) => object.shape().wrong = Some(kind),
                Slot::Providers(into) => {
                    let shape = Shape {
                        wrong: Some(kind),
                        near: Vec::new(),
                    };
                    into.push(Provider {
                        shape,
                        ..Provider::new(Role::Other)
                    });
                }
                Slot::Maybe(_) | Slot::Provider(..) => {}
            }
            return scanner.skip(token);
        }
    }
    Ok(())
}

fn read_list<'a>(scanner: &mut Scanner<'a>, list: &mut dyn Items<'a>) -> Result<(), Stop> {
    let mut first = true;
    while scanner.more(b']', first)? {
        read(scanner, list.push().ok_or(Stop::TooLarge)?)?;
        first = false;
    }
    Ok(())
}

fn read_providers<'a>(scanner: &mut Scanner<'a>, into: &mut Vec<Provider<'a>>) -> Result<(), Stop> {
    let mut i = 0;
    while scanner.more(b']', i == 0)? {
        if i == MAX_ITEMS {
            return Err(Stop::TooLarge);
        }
        let mut provider = Provider {
            listed: Some(i),
            ..Provider::new(Role::Other)
        };
        read(scanner, Slot::Object(&mut provider))?;
        provider.role = role_of(provider.provider_type.text());
        into.push(provider);
        i += 1;
    }
    Ok(())
}

fn read_object<'a>(scanner: &mut Scanner<'a>, object: &mut dyn Object<'a>) -> Result<(), Stop> {
    let Keys {
        read: known,
        unread,
    } = object.keys();
    let (mut first, mut next, mut seen) = (true, 0, 0u64);
    while scanner.more(b'}', first)? {
        first = false;
        // Most writers keep to one order, so the key after the last one is looked at first.
        let (i, key) = match known.get(next) {
            Some(k) if scanner.passes(k) => (Some(next), None),
            _ => {
                let key = scanner.key()?;
                (place_of(&key, known), Some(key))
            }
        };
        let Some((i, mut slot)) = i.and_then(|i| Some((i, object.place(i)?))) else {
            let value = scanner.value()?;
            scanner.skip(value)?;
            if let Some(key) = key.filter(|k| place_of(k, unread).is_none()) {
                scanner.odd = true;
                note_near(object.shape(), key, known);
            }
            continue;
        };
        if seen >> i & 1 == 1 {
            slot.clear();
        }
        seen |= 1 << i;
        next = i + 1;
        read(scanner, slot)?;
    }
    Ok(())
}

fn place_of(key: &str, keys: &[&str]) -> Option<usize> {
    keys.iter().position(|k| same(k.as_bytes(), key.as_bytes()))
}

/// Notes an unknown key that looks like one of `known`. A few are enough to show a caller what is wrong.
fn note_near<'a>(shape: &mut Shape<'a>, key: Cow<'a, str>, known: &[&'static str]) {
    if shape.near.len() < 8 && key.len() < 64 {
        if let Some(name) = known.iter().find(|name| is_near(&key, name)) {
            shape.near.push((key, name));
        }
    }
}

/// The role that the older interfaces' `providers[].providerType` names.
fn role_of(provider_type: &str) -> Role {
    match provider_type {
        "BillingProvider" => Role::Billing,
        "RenderingProvider" => Role::Rendering,
        "ReferringProvider" => Role::Referring,
        "OrderingProvider" => Role::Ordering,
        "SupervisingProvider" => Role::Supervising,
        "AttendingProvider" => Role::Attending,
        "OperatingPhysician" | "OperatingProvider" => Role::Operating,
        "OtherOperatingPhysician" | "OtherOperatingProvider" => Role::OtherOperating,
        _ => Role::Other,
    }
}

#[cfg(test)]
mod tests {
    use crate::claim::{Cents, Role};
    use crate::formats::json::parse;

    #[test]
    fn the_last_of_two_equal_keys_counts() {
        let text = r#"{
            "billing": {"npi": "1"}, "billing": {"taxonomyCode": "2"},
            "dependent": {"lastName": "X"}, "dependent": null,
            "claimInformation": {"placeOfServiceCode": "11"},
            "claimInformation": {"claimChargeAmount": 120.50,
                "serviceLines": [null], "serviceLines": [{}, {}]}
        }"#;
        let Ok(claim) = parse(text.as_bytes()) else {
            panic!("this is JSON");
        };
        assert!(
            claim.providers.len() == 1 && claim.dependent.is_none() && claim.info.lines.len() == 2
        );
        let billing = claim
            .provider(Role::Billing)
            .map(|p| (p.npi.text(), p.taxonomy.text()));
        assert_eq!(billing, Some(("", "2")));
        assert_eq!(
            (claim.info.place_of_service.text(), claim.info.charge.get()),
            ("", Some(&Cents(12_050)))
        );
    }
}
