//! The guides' text tables to structures. A line that is no line is left out; a test holds that there is none.

use super::spec::{Child, ElementSpec, Form, LoopSpec, SegmentSpec, Shape, Usage, Values};
use crate::scan::x12::SegmentId;

const COMMON: &str = include_str!("common.txt");
const DICTIONARY: &str = include_str!("dictionary.txt");

/// The tables of one guide.
#[derive(Debug, Default)]
pub struct Guide {
    /// The loops; the first is the transaction.
    pub loops: Vec<LoopSpec>,
    /// The segments that loops name.
    pub segments: Vec<SegmentSpec>,
    /// How many lines were not understood.
    pub faulty: usize,
}

impl Guide {
    /// The loop of that number.
    pub fn loop_named(&self, id: &str) -> Option<usize> {
        self.loops.iter().position(|l| l.id == id)
    }

    /// How many elements a segment of that name has at most, in any loop; `None` when none has it.
    pub fn most_elements(&self, id: SegmentId) -> Option<usize> {
        let named = self.segments.iter().filter(|s| s.id == id);
        named.map(|s| s.elements.len()).max()
    }

    /// Whether any loop has a segment of that name.
    pub fn knows(&self, id: SegmentId) -> bool {
        id == SegmentId::new(b"SE") || self.segments.iter().any(|s| s.id == id)
    }
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines()
        .map(str::trim)
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
}

/// Makes a guide of its text.
pub(super) fn guide(text: &'static str) -> Guide {
    let mut out = Guide::default();
    let mut pending: Option<(Vec<usize>, bool, u16)> = None;
    let mut inside = 0;
    for line in lines(text).flat_map(expanded) {
        let done = match line.strip_prefix("loop ") {
            Some(rest) => begin(&mut out, rest).map(|(index, new)| {
                inside = index;
                pending = Some(new);
            }),
            None => segment(&mut out, line, inside, &mut pending),
        };
        if done.is_none() {
            out.faulty += 1;
        }
    }
    out
}

/// A block of the common file in place of the line that takes it.
fn expanded(line: &'static str) -> Vec<&'static str> {
    let Some(name) = line.strip_prefix("use ") else {
        return vec![line];
    };
    lines(COMMON)
        .skip_while(|l| l.strip_prefix("block ") != Some(name))
        .skip(1)
        .take_while(|l| !l.starts_with("block "))
        .collect()
}

type Pending = (Vec<usize>, bool, u16);

fn begin(out: &mut Guide, rest: &'static str) -> Option<(usize, Pending)> {
    let mut words = rest.split(' ');
    let (id, parent) = (words.next()?, words.next()?);
    let (required, most) = often(words.next()?)?;
    out.loops.push(LoopSpec {
        id,
        children: Vec::new(),
    });
    // The loop of claims stands in two: of the subscriber and of the patient.
    let parents = match parent {
        "HL" => vec![out.loop_named("2000B")?, out.loop_named("2000C")?],
        "-" => vec![],
        _ => vec![out.loop_named(parent)?],
    };
    Some((out.loops.len() - 1, (parents, required, most)))
}

fn often(word: &str) -> Option<(bool, u16)> {
    let most = match word.get(1..)? {
        "*" => u16::MAX,
        n => n.parse().ok()?,
    };
    Some((word.starts_with('R'), most))
}

fn segment(
    out: &mut Guide,
    line: &'static str,
    inside: usize,
    pending: &mut Option<Pending>,
) -> Option<()> {
    let mut words = line.split(' ');
    let name = words.next()?;
    let (required, most) = often(words.next()?)?;
    let mut known = lines(DICTIONARY).filter_map(|l| l.split_once(' '));
    let mut spec = known
        .find(|(n, _)| *n == name)
        .and_then(|(_, d)| defined(name, d))?;
    for (element, usage) in spec.elements.iter_mut().zip(words.next()?.chars()) {
        element.usage = used(usage)?;
        // Unless more is said: the first component of a composite that is there.
        if element.form == Form::Composite {
            for (i, part) in element.components.iter_mut().enumerate() {
                part.usage = match i {
                    0 => Usage::Required,
                    1 if name == "HI" => Usage::Required,
                    _ => Usage::Situational,
                };
            }
        }
    }
    for word in words {
        detail(&mut spec, word)?;
    }
    out.segments.push(spec);
    let segment = out.segments.len() - 1;
    if let Some((parents, required, most)) = pending.take() {
        for parent in parents {
            let inner = Some(inside);
            add(out, parent, segment, (required, most), inner)?;
        }
    }
    add(out, inside, segment, (required, most), None)
}

fn add(
    out: &mut Guide,
    parent: usize,
    segment: usize,
    (required, most): (bool, u16),
    inner: Option<usize>,
) -> Option<()> {
    let id = out.segments.get(segment)?.id;
    let last = out.loops.get(parent)?.children.last();
    // Segments of one name stand in any order among themselves, and so do loops that begin with one.
    let order = match last {
        Some(last) => {
            let same =
                out.segments.get(last.segment)?.id == id && last.inner.is_some() == inner.is_some();
            last.order + u16::from(!same)
        }
        None => 0,
    };
    out.loops.get_mut(parent)?.children.push(Child {
        order,
        most,
        required,
        segment,
        id,
        inner,
    });
    Some(())
}

fn used(letter: char) -> Option<Usage> {
    Some(match letter {
        'R' => Usage::Required,
        'S' => Usage::Situational,
        'N' => Usage::NotUsed,
        _ => return None,
    })
}

fn defined(name: &'static str, line: &'static str) -> Option<SegmentSpec> {
    let mut elements = Vec::new();
    let mut pairs = Vec::new();
    let mut some = None;
    let two = |text: &str| {
        let (a, b) = text.split_once(',')?;
        Some((a.parse().ok()?, b.parse().ok()?))
    };
    for word in line.split(' ') {
        if let Some(pair) = word.strip_prefix('P') {
            pairs.push(two(pair)?);
            continue;
        }
        if let Some(range) = word.strip_prefix('A').filter(|r| r.contains(',')) {
            some = Some(two(range)?);
            continue;
        }
        let (word, times) = word.split_once('*').unwrap_or((word, "1"));
        let element = kind(word)?;
        for _ in 0..times.parse::<usize>().ok()? {
            elements.push(element.clone());
        }
    }
    Some(SegmentSpec {
        id: SegmentId::new(name.as_bytes()),
        key: None,
        elements,
        pairs: pairs.leak(),
        some,
    })
}

fn kind(word: &'static str) -> Option<ElementSpec> {
    let mut out = ElementSpec {
        usage: Usage::NotUsed,
        form: Form::Composite,
        least: 1,
        most: 0,
        values: Values::Any,
        required_if: None,
        components: Vec::new(),
    };
    if let Some(parts) = word.strip_prefix("C(") {
        let parts = parts.strip_suffix(')')?.split(',');
        out.components = parts.map(kind).collect::<Option<_>>()?;
        return Some(out);
    }
    let digits = word.find(|c: char| c.is_ascii_digit())?;
    let (form, length) = word.split_at_checked(digits)?;
    out.form = match form {
        "ID" => Form::Code,
        "AN" => Form::Text,
        "DT" => Form::Date,
        "TM" => Form::Time,
        "N" => Form::Whole,
        "R" => Form::Decimal,
        "M" => Form::Money,
        "Q" => Form::Quantity,
        _ => return None,
    };
    let (least, most) = length.split_once('-').unwrap_or(("1", length));
    (out.least, out.most) = (least.parse().ok()?, most.parse().ok()?);
    Some(out)
}

fn detail(spec: &mut SegmentSpec, word: &'static str) -> Option<()> {
    // `9?2=1`: the ninth, where the second is 1.
    if let Some((element, (other, value))) = word
        .split_once('?')
        .and_then(|(e, rest)| Some((e, rest.split_once('=')?)))
    {
        let index = element.parse::<usize>().ok()?.checked_sub(1)?;
        spec.elements.get_mut(index)?.required_if = Some((other.parse().ok()?, value));
        return Some(());
    }
    let (place, key, value) = match (word.split_once('='), word.split_once('!')) {
        (Some((place, value)), _) => (place, false, value),
        (None, Some((place, value))) => (place, true, value),
        _ => return None,
    };
    // `+1=A`: the first component of all elements but the first.
    if let Some(component) = place.strip_prefix('+') {
        let component = component.parse::<usize>().ok()?.checked_sub(1)?;
        for element in spec.elements.iter_mut().skip(1) {
            element.components.get_mut(component)?.values = values(value)?;
        }
        return Some(());
    }
    let (element, component) = match place.split_once('-') {
        Some((e, c)) => (e.parse::<usize>().ok()?, c.parse::<usize>().ok()?),
        None => (place.parse::<usize>().ok()?, 0),
    };
    let mut target = spec.elements.get_mut(element.checked_sub(1)?)?;
    if let Some(usages) = value.strip_prefix('(').and_then(|v| v.strip_suffix(')')) {
        for (part, usage) in target.components.iter_mut().zip(usages.chars()) {
            part.usage = used(usage)?;
        }
        for part in target.components.iter_mut().skip(usages.len()) {
            part.usage = Usage::NotUsed;
        }
        return Some(());
    }
    if let Some(index) = component.checked_sub(1) {
        target = target.components.get_mut(index)?;
    }
    target.values = values(value)?;
    if key {
        spec.key = Some((element, component, value));
    }
    Some(())
}

fn values(word: &'static str) -> Option<Values> {
    use crate::formats::x12::lists as own;
    use crate::lists;
    Some(match word {
        "@state" => Values::List(lists::STATES),
        "@relation" => Values::List(own::PATIENT_RELATIONS),
        "@relation2" => Values::List(lists::RELATIONSHIPS),
        "@filing" => Values::List(lists::FILINGS),
        "@payer" => Values::Listed("P,S,T,A,B,C,D,E,F,G,H,U"),
        "@place" => Values::Any,
        "@delay" => Values::List(lists::DELAYS),
        "@group" => Values::Listed("CO,CR,OA,PI,PR"),
        "@document" => Values::Listed(own::DOCUMENTS),
        "@ride" => Values::Listed("01,04,05,06,07,08,09,12"),
        "@sight" => Values::Listed("L1,L2,L3,L4,L5"),
        "@referral" => Values::Listed("AV,NU,S2,ST"),
        "@priced" => Values::Listed("00,01,02,03,04,05,06,07,08,09,10,11,12,13,14"),
        "@rejected" => Values::Listed("T1,T2,T3,T4,T5,T6"),
        "@compliance" => Values::Listed("1,2,3,4,5"),
        "@exception" => Values::Listed("1,2,3,4,5,6"),
        "@surface" => Values::Listed("B,D,F,I,L,M,O"),
        "@procedure" => Values::Listed("AD,ER,HC,HP,IV,WK"),
        "@frequency" => Values::Listed(own::FREQUENCIES),
        "~taxid" => Values::Shape(Shape::TaxId),
        "~zip9" => Values::Shape(Shape::Zip9),
        "~taxonomy" => Values::Shape(Shape::Taxonomy),
        "~bill" => Values::Shape(Shape::Bill),
        _ if word.starts_with(['@', '~']) => return None,
        _ => Values::Listed(word),
    })
}
