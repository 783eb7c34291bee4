//! The names of rules and of groups of them, as the rules that they stand for. (A file of its own, since every rule knows the
//! options, and these the choice.)

use super::choice::Choice;
use super::registry::all;
use crate::error::{Error, ErrorCode};
use crate::report::Severity;
use crate::sort_permutation::sorted;

impl Choice {
    /// Only these, and those that were named so before.
    ///
    /// # Errors
    /// [`ErrorCode::UnknownRule`] when a name is that of no rule and no group.
    pub fn only<N: AsRef<str>>(
        mut self,
        names: impl IntoIterator<Item = N>,
    ) -> Result<Choice, Error> {
        let asked = self.only.get_or_insert_default();
        for (i, name) in names.into_iter().enumerate() {
            asked.extend(named(name.as_ref(), "only", i)?);
        }
        *asked = sorted(std::mem::take(asked), |a, b| a < b);
        Ok(self)
    }

    /// All but these.
    ///
    /// # Errors
    /// [`ErrorCode::UnknownRule`] when a name is that of no rule and no group.
    pub fn without<N: AsRef<str>>(
        mut self,
        names: impl IntoIterator<Item = N>,
    ) -> Result<Choice, Error> {
        for (i, name) in names.into_iter().enumerate() {
            self.without.extend(named(name.as_ref(), "without", i)?);
        }
        self.without = sorted(self.without, |a, b| a < b);
        Ok(self)
    }

    /// Whatever this rule, or group, finds is as bad as that. Of several that name a rule the last counts.
    ///
    /// # Errors
    /// [`ErrorCode::UnknownRule`] when the name is that of no rule and no group.
    pub fn severity(mut self, name: &str, severity: Severity) -> Result<Choice, Error> {
        let ids = named(name, "severity", self.severities.len())?;
        self.severities.extend(ids.map(|id| (id, severity)));
        Ok(self)
    }
}

/// The ids of a rule or a group. A name that is none is not repeated: whatever is passed may be a patient's.
fn named(
    name: &str,
    list: &str,
    place: usize,
) -> Result<impl Iterator<Item = &'static str>, Error> {
    let (start, group) = match name.strip_suffix('*') {
        Some(start) => (start.to_owned(), true),
        None => (name.to_owned(), false),
    };
    let fits = move |id: &&str| match group {
        true => id.starts_with(&start),
        false => *id == start,
    };
    let mut ids = all().iter().map(|r| r.id).filter(fits).peekable();
    if ids.peek().is_none() {
        return Err(Error::new(
            ErrorCode::UnknownRule,
            format!(
                "name {} of `rules.{list}` is the id of no rule, like \"dx.unknown\", and of no \
                group of rules, like \"dx.*\"; rules() lists them",
                place + 1
            ),
        ));
    }
    Ok(ids)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_and_groups_are_chosen() {
        let choice = Choice::default()
            .only(["dx.*", "money.zero-or-negative"])
            .unwrap();
        let choice = choice.without(["dx.unknown"]).unwrap();
        assert!(choice.asks("dx.missing") && choice.asks("money.zero-or-negative"));
        assert!(!choice.asks("dx.unknown") && !choice.asks("units.over-mue"));
        // An empty list is a choice: none.
        let none = Choice::default().only([] as [&str; 0]).unwrap();
        assert!(!all().iter().any(|r| none.asks(r.id)));
        assert!(all().iter().all(|r| Choice::default().asks(r.id)));
    }

    #[test]
    fn a_name_of_nothing_is_an_error_that_does_not_repeat_it() {
        for name in ["", "dx", "dx.unknow", "doe*", "DX.*"] {
            let error = Choice::default()
                .without(["dx.missing", name])
                .expect_err(name);
            assert_eq!(error.code(), ErrorCode::UnknownRule);
            assert!(error.message().starts_with("name 2 of `rules.without`"));
            assert!(!error.message().contains("doe"));
        }
        assert!(Choice::default().without(["*"]).is_ok());
    }
}
