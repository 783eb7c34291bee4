use super::*;

fn d(n: u32) -> Date {
    Date::from_number(n).unwrap()
}

/// Made-up pairs, dense in places, by a small generator that always gives the same ones.
fn made_up() -> Vec<Row> {
    let mut state = 7u32;
    let mut random = move |n: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % n
    };
    let spans = [
        (Date::MIN, Date::MAX),
        (Date::MIN, d(20191231)),
        (d(20200101), Date::MAX),
        (d(20220101), d(20221231)),
    ];
    let mut rows = std::collections::BTreeSet::new();
    for _ in 0..3000 {
        let (a, b) = (random(90), random(200));
        let code = |n: u32| {
            format!("{:05}", 10_000 + 37 * n)
                .into_bytes()
                .try_into()
                .unwrap()
        };
        let (from, to) = spans[random(4) as usize];
        let modifier_indicator = [0, 1, 9][random(3) as usize];
        let edit = PtpPair {
            modifier_indicator,
            from,
            to,
        };
        rows.insert(Row {
            column1: code(a),
            column2: code(b - b % 3 + a % 2),
            edit,
        });
    }
    rows.into_iter().collect()
}

#[test]
fn every_pair_is_found_and_no_other() {
    let rows = made_up();
    let bytes = encode(&crate::edits::tests::info("ncci-ptp-hospital"), &rows);
    let t = Ptp::open(&Container::open(&bytes).unwrap()).unwrap();
    assert_eq!(t.rows().collect::<Vec<_>>(), rows);
    // The lookup against a scan of the rows, for all pairs of codes that there are and some that are not.
    let mut codes: Vec<[u8; 5]> = rows.iter().flat_map(|r| [r.column1, r.column2]).collect();
    codes.extend([*b"00000", *b"ZZZZZ"]);
    codes.sort_unstable();
    codes.dedup();
    for (a, b) in codes.iter().flat_map(|a| codes.iter().map(move |b| (a, b))) {
        for on in [d(20190601), d(20220601), d(20990101)] {
            let holds = |r: &&Row| {
                (r.column1, r.column2) == (*a, *b) && r.edit.from <= on && on <= r.edit.to
            };
            let scanned = rows.iter().find(holds).map(|r| r.edit);
            let text = |c: &[u8; 5]| String::from_utf8(c.to_vec()).unwrap();
            assert_eq!(t.pair(&text(a), &text(b), on), scanned);
        }
    }
}

/// Places that no code has must not be taken for those of a pair that was looked up.
#[test]
fn places_beyond_the_table_have_no_pair() {
    let rows = made_up();
    let bytes = encode(&crate::edits::tests::info("ncci-ptp-hospital"), &rows);
    let t = Ptp::open(&Container::open(&bytes).unwrap()).unwrap();
    for row in &rows {
        let place = |c: &[u8; 5]| t.place(std::str::from_utf8(c).unwrap()).unwrap();
        let (a, b) = (place(&row.column1), place(&row.column2));
        // Found, so that it is remembered.
        assert!(t.history(a, b).is_some());
        assert!(a == 0 || t.at(a - 1, b + 65_536, row.edit.from).is_none());
        assert!(t.at(a + 65_536, b, row.edit.from).is_none());
    }
}

#[test]
fn altered_sections_are_refused_or_read_without_a_panic() {
    let rows: Vec<Row> = made_up().into_iter().step_by(60).collect();
    let bytes = encode(&crate::edits::tests::info("ncci-ptp-hospital"), &rows);
    crate::edits::tests::damage(&bytes, |c| {
        if let Ok(t) = Ptp::open(c) {
            for r in &rows {
                let text = |c: &[u8; 5]| String::from_utf8(c.to_vec()).unwrap();
                let _ = t.pair(&text(&r.column1), &text(&r.column2), d(20220601));
            }
        }
    });
}
