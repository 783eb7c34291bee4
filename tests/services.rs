//! Services are told apart by contrast, level and number, however those are written, and a service that is named is no diagnosis.

#![cfg(feature = "embedded")]

use superbill::search::Options;
use superbill::Catalog;
use superbill::CodeSet;

fn first(tables: &Catalog, query: &str, sets: &[CodeSet]) -> String {
    let options = Options::new().sets(sets.to_vec()).limit(1);
    let hits = tables.search(query, &options).unwrap();
    hits.first().map_or(String::new(), |h| h.code.clone())
}

#[test]
fn contrast_level_and_number_choose_the_service() {
    let tables = Catalog::embedded().unwrap();
    for (query, code) in [
        ("mri brain w & w/o contrast", "70553"),
        ("mri brain w/wo contrast", "70553"),
        ("mri brain without contrast", "70551"),
        ("mri brain with contrast", "70552"),
        ("mri elbow with and without contrast", "73223"),
        ("mri elbow without contrast", "73221"),
        ("ct head noncontrast", "70450"),
        ("mri knee with and without contrast", "73723"),
        ("mri hip with and without contrast", "73723"),
        ("mri lumbar spine with and without contrast", "72158"),
        ("mri thoracic spine with and without contrast", "72157"),
        ("mri pelvis with and without contrast", "72197"),
        ("mri abdomen with and without contrast", "74183"),
        ("mri orbits with and without contrast", "70543"),
        ("mri brain without and then with contrast", "70553"),
        ("ct chest with iv contrast", "71260"),
        ("ct head with contrast only", "70460"),
        ("ct abdomen with oral contrast", "74150"),
        ("ct abdomen and pelvis with oral and iv contrast", "74177"),
        ("knee x-ray at least 3 views", "73562"),
        ("chest x-ray 4 or more views", "71048"),
        (
            "radial head fracture closed treatment without manipulation",
            "24650",
        ),
        (
            "radius fracture distal closed treatment with manipulation",
            "25605",
        ),
        ("new patient visit level iv", "99204"),
        ("er visit lvl three", "99283"),
        ("x-ray knee three views", "73562"),
        ("iv push", "96374"),
        ("clavicle fracture closed with manipulation", "23505"),
        ("clavicle fracture closed without manipulation", "23500"),
        ("clavicle fracture no manipulation", "23500"),
        // A fracture is told by what was done to it, in words of whoever did it.
        (
            "lateral malleolus fracture closed with manipulation",
            "27788",
        ),
        ("lateral malleolus fx w/o manipulation", "27786"),
        ("metacarpal fracture orif", "26615"),
        ("proximal humerus fx closed reduction", "23605"),
        ("spinal manipulation 3 regions", "98941"),
        ("wart destruction 15 or more", "17111"),
        ("wart destruction", "17110"),
    ] {
        assert_eq!(first(&tables, query, &[CodeSet::Cpt]), code, "{query}");
    }
}

#[test]
fn anesthesia_is_looked_for_among_its_own() {
    let tables = Catalog::embedded().unwrap();
    for (query, own) in [
        ("anesthesia knee replacement", "01402"),
        ("anesthesia for tonsillectomy in a child", "00170"),
        ("anesthesia turp", "00914"),
        ("anesthesia shoulder replacement", "01638"),
        ("anesthesia craniotomy", "00210"),
        ("anesthesia lumbar laminectomy", "00630"),
        ("anesthesia over 70 years", "99100"),
        ("anesthesia under 1 year", "99100"),
        ("anesthesia hypothermia", "99116"),
        ("anesthesia controlled hypotension", "99135"),
        ("anesthesia emergency", "99140"),
        ("ear tubes under general anesthesia", "69436"),
        ("shoulder dislocation reduction with anesthesia", "23655"),
    ] {
        assert_eq!(first(&tables, query, &[CodeSet::Cpt]), own, "{query}");
    }
}

#[test]
fn a_named_service_goes_before_diagnoses_that_lack_as_much() {
    let tables = Catalog::embedded().unwrap();
    for (query, set) in [
        (
            "bimalleolar fracture closed with manipulation today",
            CodeSet::Cpt,
        ),
        ("colonoscopy with biopsy of polyp", CodeSet::Cpt),
        ("infection after knee arthroscopy", CodeSet::Icd10cm),
        ("abnormal ct chest", CodeSet::Icd10cm),
        ("bimalleolar fracture", CodeSet::Icd10cm),
        ("pain in joint following arthroscopy", CodeSet::Icd10cm),
        ("newborn aspiration", CodeSet::Icd10cm),
        ("gastrostomy leak", CodeSet::Icd10cm),
        ("cast problem", CodeSet::Icd10cm),
        ("placement problems in school", CodeSet::Icd10cm),
        ("biopsy site bleeding", CodeSet::Icd10cm),
        ("incision dehiscence", CodeSet::Icd10cm),
        ("closure vsd", CodeSet::Icd10cm),
    ] {
        let hits = tables.search(query, &Options::new().limit(1)).unwrap();
        let first = hits.first().map(|h| h.set);
        assert_eq!(
            first,
            Some(set),
            "{query}: {:?}",
            hits.first().map(|h| &h.code)
        );
    }
}

#[test]
fn a_shortened_side_of_an_operation_is_that_side() {
    let table = std::fs::read("target/tables/icd10pcs.tbl").expect("./x tables makes it");
    let mut tables = Catalog::embedded().unwrap();
    tables.load(&table).unwrap();
    for (query, codes) in [
        ("lt tka", "0SRD"),
        ("rt tka", "0SRC"),
        ("lt below knee amputation", "0Y6J"),
        ("mastectomy lt", "0HTU"),
        ("mastectomy rt", "0HTT"),
        ("mastectomy left", "0HTU"),
    ] {
        let code = first(&tables, query, &[CodeSet::Icd10pcs]);
        assert!(code.starts_with(codes), "{query}: {code}");
    }
}

/// Of the services that a name stands for when it was typed in full, the words of their titles choose; not what was denied.
#[test]
fn the_level_chooses_among_the_visits_of_a_name() {
    let tables = Catalog::embedded().unwrap();
    for (typed, code) in [
        ("house call level 3", "99349"),
        ("nursing home visit level 2", "99308"),
        ("hospital rounds level 3", "99233"),
        ("knee injection no ultrasound", "20610"),
    ] {
        assert_eq!(first(&tables, typed, &[CodeSet::Cpt]), code, "{typed}");
    }
}

/// Of imaging, what is shown says whether contrast was given.
#[test]
fn a_study_says_its_contrast() {
    let tables = Catalog::embedded().unwrap();
    let options = Options::new().sets([CodeSet::Cpt]);
    for (typed, code, says) in [
        ("ct pelvis with contrast", "72193", "with contrast"),
        ("mri pelvis without contrast", "72195", "without contrast"),
        ("mri orbits w/wo", "70543", "without and with contrast"),
        ("mri abdomen with contrast", "74182", "with contrast"),
    ] {
        let hits = tables.search(typed, &options).unwrap();
        let shown = (hits[0].code.as_str(), hits[0].display.ends_with(says));
        assert_eq!(shown, (code, true), "{typed}: {:?}", hits[0]);
    }
}

/// A break of which no more is said is treated without setting it, and never another bone's.
#[test]
fn a_break_is_answered_with_what_was_said_of_it() {
    let tables = Catalog::embedded().unwrap();
    for (typed, codes) in [
        ("clavicle fracture treatment", &["23500"][..]),
        ("distal radius fracture treatment", &["25600"]),
        ("metacarpal fracture treatment", &["26600"]),
        ("tibial plateau fracture treatment", &["27530"]),
        ("radial head fracture", &["24650"]),
        ("lateral malleolus fracture", &["27786"]),
        ("clavicle fracture closed reduction", &["23505"]),
        ("olecranon fracture closed reduction", &["24675"]),
        ("fibula fracture orif", &["27784", "27792"]),
        ("distal femur fracture orif", &["27511", "27513"]),
        ("orif ankle", &["27814", "27792"]),
        ("orif wrist", &["25607"]),
        ("supracondylar femur fracture treatment", &["27501"]),
        ("hip pinning", &["27235"]),
        ("intertrochanteric fracture orif", &["27244"]),
        ("radial shaft fracture treatment", &["25500"]),
        ("supracondylar humerus fracture pinning", &["24538"]),
        ("im nail femur", &["27506"]),
        ("femur fracture orif", &["27506"]),
    ] {
        let code = first(&tables, typed, &[CodeSet::Cpt]);
        assert!(codes.contains(&&*code), "{typed}: {code}");
    }
}

/// An inpatient procedure is there for whatever is typed, so a service of an office that lacks a word of it stands before it; not
/// where the wording is that of its own titles.
#[test]
fn inpatient_procedures_stand_behind_services() {
    let table = std::fs::read("target/tables/icd10pcs.tbl").expect("./x tables makes it");
    let mut tables = Catalog::embedded().unwrap();
    tables.load(&table).unwrap();
    for (typed, code) in [
        ("orif wrist", "25607"),
        ("ercp with stone removal", "43264"),
        ("right heart cath", "93451"),
        ("resection of left kidney open approach", "0TT10ZZ"),
        ("excision of right breast percutaneous", "0HBT3ZZ"),
        ("tavr transapical", "02RF"),
    ] {
        let code_found = first(&tables, typed, &[]);
        assert!(code_found.starts_with(code), "{typed}: {code_found}");
    }
}

/// A joint that is moved under anesthesia is the one that was named.
#[test]
fn a_stiff_joint_is_the_one_that_was_named() {
    let tables = Catalog::embedded().unwrap();
    for (typed, code) in [
        ("knee manipulation under anesthesia", "27570"),
        ("mua hip", "27275"),
        ("shoulder manipulation under anesthesia", "23700"),
        ("talus orif", "28445"),
        ("cuboid fracture closed reduction", "28455"),
        ("posterior malleolus orif", "27769"),
        ("boxer fracture closed reduction", "26605"),
        ("carpal tunnel release", "64721"),
    ] {
        let code_found = first(&tables, typed, &[CodeSet::Cpt]);
        assert_eq!(code_found, code, "{typed}");
    }
}
