//! The revenue codes that are assigned, as CMS publishes them with its claims data: values only.
#![allow(clippy::indexing_slicing)]

/// First and last code of each run of assigned codes, in order.
#[rustfmt::skip]
const RUNS: &[(u16, u16)] = &[
    (1, 1), (22, 24), (100, 101), (110, 161), (164, 164), (167, 167), (169, 174), (179, 180),
    (182, 183), (185, 185), (189, 194), (199, 204), (206, 214), (219, 224), (229, 235),
    (239, 243), (249, 264), (269, 280), (289, 294), (299, 307), (309, 312), (314, 314),
    (319, 324), (329, 333), (335, 335), (339, 344), (349, 352), (359, 362), (367, 367),
    (369, 372), (374, 374), (379, 387), (389, 392), (399, 404), (409, 410), (412, 413),
    (419, 424), (429, 434), (439, 444), (449, 452), (456, 456), (459, 460), (469, 472),
    (479, 483), (489, 490), (499, 500), (509, 517), (519, 531), (539, 552), (559, 562),
    (569, 572), (579, 583), (589, 590), (600, 604), (609, 612), (614, 616), (618, 619),
    (621, 624), (631, 637), (640, 652), (655, 663), (669, 672), (679, 679), (681, 684),
    (689, 696), (699, 700), (710, 710), (720, 724), (729, 732), (739, 740), (750, 750),
    (760, 762), (769, 771), (780, 780), (790, 790), (800, 804), (809, 815), (819, 826),
    (829, 835), (839, 845), (849, 855), (859, 861), (870, 875), (880, 882), (889, 889),
    (891, 892), (900, 907), (911, 925), (929, 929), (931, 932), (940, 949), (951, 953),
    (960, 964), (969, 969), (971, 979), (981, 1006), (2100, 2106), (2109, 2109), (3101, 3105),
    (3109, 3109),
];

/// One bit for each code: a table that is asked with the code itself.
static ASSIGNED: [u64; 64] = {
    let mut bits = [0u64; 64];
    let mut run = 0;
    while run < RUNS.len() {
        let (mut code, last) = RUNS[run];
        while code <= last {
            bits[(code / 64) as usize] |= 1 << (code % 64);
            code += 1;
        }
        run += 1;
    }
    bits
};

/// Whether a revenue code is assigned.
pub(super) fn is_assigned(code: u16) -> bool {
    let bits = ASSIGNED.get(usize::from(code / 64)).copied().unwrap_or(0);
    bits >> (code % 64) & 1 == 1
}

/// Whether a revenue code is for room and board: a bed for a day.
pub(super) fn is_room(code: u16) -> bool {
    matches!(code, 100..=179 | 190..=219 | 1000..=1006)
}

/// Whether an outpatient's line with it says by a procedure code what was done. (Supplies, drugs without detail, operating
/// and recovery rooms and anesthesia are paid with the service that they belong to, and need none.)
pub(super) fn needs_procedure(code: u16) -> bool {
    matches!(
        code,
        300..=319
            | 320..=329
            | 340..=342
            | 350..=359
            | 401..=404
            | 420..=449
            | 450..=459
            | 470..=472
            | 480..=483
            | 510..=519
            | 540..=549
            | 610..=619
            | 634..=636
            | 730 | 731 | 739 | 740 | 750 | 771
            | 900..=919
            | 920..=929
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_list() {
        for code in [1, 22, 23, 24, 120, 250, 450, 636, 762, 915, 1000, 3105] {
            assert!(is_assigned(code), "{code}");
        }
        for code in [0, 2, 45, 680, 910, 1234, 9999] {
            assert!(!is_assigned(code), "{code}");
        }
        assert_eq!((0..10_000).filter(|c| is_assigned(*c)).count(), COUNT);
    }

    /// Of CMS's list, without 0680, which is not used, and with 0161, which CMS's outpatient editor knows.
    const COUNT: usize = 539;
}
