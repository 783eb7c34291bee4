//! The tables are what they are meant to be.

use super::{guide, Kind};

#[test]
fn every_line_of_the_tables_is_understood() {
    for kind in [Kind::Professional, Kind::Institutional, Kind::Dental] {
        let guide = guide(kind);
        assert_eq!(guide.faulty, 0, "{kind:?}");
        for name in [
            "2010AA", "2010BB", "2300", "2310B", "2320", "2330B", "2400", "2430",
        ] {
            assert!(guide.loop_named(name).is_some(), "{kind:?} {name}");
        }
        for spec in &guide.loops {
            assert!(!spec.children.is_empty(), "{kind:?} {}", spec.id);
        }
    }
}

#[test]
fn a_loop_is_named_once() {
    for kind in [Kind::Professional, Kind::Institutional, Kind::Dental] {
        let mut names: Vec<_> = guide(kind).loops.iter().map(|l| l.id).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
