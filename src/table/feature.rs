//! The costs that belong to kinds of rows and matches, not to words.

/// Features of a row that cost or help in the ranking; their values are data (`ranking.tsv`), in sixteenths of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feature {
    /// The row is not billable.
    Header,
    /// The row has ended.
    Ended,
    /// Matched through an inclusion term.
    Inclusion,
    /// Matched through an Alphabetic Index term.
    Index,
    /// Matched through our own everyday term.
    Everyday,
    /// The second and later codes of a term, each.
    LaterCode,
    /// A word was typed in part and is not the last one.
    PartWord,
    /// The last word is typed in part.
    PartLastWord,
    /// The first word typed is the first word of the title or term.
    FirstWord,
    /// A typed word was replaced by what it stands for.
    Rewrite,
    /// One edit (typo) was needed.
    Edit,
    /// A whole set: HCPCS and CPT and PCS against ICD-10-CM when all are searched.
    Set,
    /// All that a title or name says was typed.
    Whole,
    /// It says "with" of what was typed with "without", or the other way round.
    Opposite,
    /// A letter that is not the last word, or an abbreviation, taken as the beginning of a word.
    Short,
}

impl Feature {
    /// All of them with their names in `ranking.tsv`.
    pub const ALL: [(Feature, &'static str); 15] = [
        (Feature::Header, "header"),
        (Feature::Ended, "ended"),
        (Feature::Inclusion, "inclusion"),
        (Feature::Index, "index"),
        (Feature::Everyday, "everyday"),
        (Feature::LaterCode, "later-code"),
        (Feature::PartWord, "part-word"),
        (Feature::PartLastWord, "part-last-word"),
        (Feature::FirstWord, "first-word"),
        (Feature::Rewrite, "rewrite"),
        (Feature::Edit, "edit"),
        (Feature::Set, "set"),
        (Feature::Whole, "whole"),
        (Feature::Opposite, "opposite"),
        (Feature::Short, "short"),
    ];
}
