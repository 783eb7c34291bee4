// What a FHIR terminology server is asked about the four code sets, answered from their tables: R4 JSON, offline. The code systems' addresses
// are those of HL7's terminology (terminology.hl7.org).

export const SYSTEMS = {
  icd10cm: 'http://hl7.org/fhir/sid/icd-10-cm',
  icd10pcs: 'http://www.cms.gov/Medicare/Coding/ICD10',
  hcpcs: 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
  cpt: 'http://www.ama-assn.org/go/cpt',
};
const NAMES = { icd10cm: 'ICD-10-CM', icd10pcs: 'ICD-10-PCS', hcpcs: 'HCPCS Level II', cpt: 'CPT' };

/** How many codes an expansion has when nobody says. */
const COUNT = 20;
const MOST = 500;

/** A display is the code system's own; ours of CPT are not the AMA's, and stand for nothing there. */
const display = (set, text) => (set === 'cpt' ? {} : { display: text });

/**
 * A hit of `search`, or what `lookup` says of a code, as a FHIR Coding.
 * @param {{ set: string, code: string, display: string, release?: string }} hit
 */
export function toCoding({ set, code, display: text, release }) {
  return { system: SYSTEMS[set], ...(release && { version: release }), code, ...display(set, text) };
}

/** The set that an address means: of a code system, of all its codes as a value set, or our short name. */
function setOf(url) {
  const asked = String(url ?? '').split('|')[0].replace(/(\?fhir_vs|\?vs|\/vs)$/, '').replace(/^https:/, 'http:');
  return Object.keys(SYSTEMS).find((set) => set === asked || SYSTEMS[set] === asked);
}

/** What cannot be answered: an OperationOutcome and its status. */
class Refusal extends Error {
  constructor(status, code, text) {
    super(text);
    this.status = status;
    this.body = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code, details: { text } }] };
  }
}

const need = (set, given) => {
  if (set) return set;
  throw new Refusal(404, 'not-found', `${given ? 'that code system or value set is not known here' : '`system` or `url` is missing'}; there are ${Object.values(SYSTEMS).join(', ')}`);
};

const parameter = (name, type, value) => (value === undefined ? [] : [{ name, [`value${type}`]: value }]);
const property = (code, type, value) => ({ name: 'property', part: [...parameter('code', 'Code', code), ...parameter('value', type, value)] });
const parameters = (...all) => ({ resourceType: 'Parameters', parameter: all.flat() });

/**
 * The operations over a set of tables: the exports of `superbill`, of `superbill/slim` or, as promises, of `superbill/worker`.
 * @param {{ search: Function, lookup: Function }} superbill
 */
export function terminology({ search, lookup }) {
  /** What is known of a code; a set whose table is not loaded is not known here. */
  async function info(set, code, date) {
    if (typeof code !== 'string' || code === '') throw new Refusal(400, 'required', '`code` is missing');
    try {
      return await lookup(set, code, date ? { on: date } : {});
    } catch (error) {
      throw error.name === 'SuperbillError' ? new Refusal(error.code === 'unknown-set' ? 404 : 400, 'invalid', error.message) : error;
    }
  }

  /** `CodeSystem/$lookup`: the name, the display and where a code stands. */
  async function lookupCode({ system, code, date }) {
    const set = need(setOf(system), system);
    const found = await info(set, code, date);
    if (!found) throw new Refusal(404, 'not-found', `there is no code ${String(code).slice(0, 20)} in ${NAMES[set]}`);
    return parameters(
      parameter('name', 'String', NAMES[set]),
      parameter('version', 'String', found.release),
      // The operation must answer with a display; of CPT it is our own words.
      parameter('display', 'String', found.display),
      property('inactive', 'Boolean', found.status === 'ended' || found.status === 'not-yet'),
      property('abstract', 'Boolean', !found.billable),
      ...found.parents.slice(-1).map((one) => property('parent', 'Code', one.code)),
      ...found.children.map((one) => property('child', 'Code', one.code)),
      ...found.successors.map((one) => property('successor', 'Code', one)),
    );
  }

  /** `CodeSystem/$validate-code` and `ValueSet/$validate-code`: a code that is in force that day, headers included. */
  async function validateCode({ system, url, code, display: text, date }) {
    const set = need(setOf(system ?? url), system ?? url);
    const found = await info(set, code, date);
    const asked = String(code).slice(0, 20);
    const day = date ? ` on ${date}` : '';
    if (!found || found.status === 'ended' || found.status === 'not-yet') {
      const why = found ? `${asked} is not in force${day}${found.note ? `: ${found.note}` : ''}` : `there is no code ${asked} in ${NAMES[set]}`;
      return parameters(parameter('result', 'Boolean', false), parameter('message', 'String', why), parameter('display', 'String', found?.display));
    }
    const other = text && set !== 'cpt' && text.toLowerCase() !== found.display.toLowerCase();
    return parameters(
      parameter('result', 'Boolean', true),
      parameter('message', 'String', other ? `the code is valid; its display is “${found.display}”` : (found.billable ? undefined : (found.note ?? 'a header: a claim needs a code below it'))),
      parameter('display', 'String', found.display),
    );
  }

  /** `ValueSet/$expand`: what `search` finds for `filter`, in its order. */
  async function expand({ url, filter, count, offset, date, activeOnly }) {
    const set = need(setOf(url), url);
    if (typeof filter !== 'string' || filter.trim() === '') throw new Refusal(422, 'too-costly', `${NAMES[set]} is too large to list whole: say what to look for as \`filter\``);
    const whole = (text, usual) => (/^\d{1,6}$/.test(text ?? '') ? Number(text) : usual);
    const from = whole(offset, 0);
    const to = Math.min(from + whole(count, COUNT), MOST);
    let hits;
    try {
      hits = to > from ? await search(filter, { sets: [set], limit: to, ...(date && { on: date }) }) : [];
    } catch (error) {
      throw error.name === 'SuperbillError' ? new Refusal(error.code === 'unknown-set' ? 404 : 400, 'invalid', error.message) : error;
    }
    if (String(activeOnly) === 'true') hits = hits.filter((hit) => !hit.to);
    const contains = hits.slice(from).map((hit) => ({
      system: SYSTEMS[set],
      ...(!hit.billable && !hit.to && { abstract: true }),
      ...(hit.to && { inactive: true }),
      code: hit.code,
      // What a list shows cannot be empty; of CPT it is our own words.
      display: hit.display,
      ...(hit.matchedName && { designation: [{ value: hit.matchedName }] }),
    }));
    const said = { filter, offset: from, count: to - from, date };
    return {
      resourceType: 'ValueSet',
      url: url.includes(':') ? url : SYSTEMS[set],
      status: 'active',
      expansion: {
        timestamp: new Date().toISOString(),
        // Whether there are more than were asked for, a search does not say.
        ...(hits.length < to && { total: hits.length }),
        offset: from,
        parameter: Object.entries(said).flatMap(([name, value]) => parameter(name, typeof value === 'number' ? 'Integer' : 'String', value)),
        contains,
      },
    };
  }

  const ROUTES = [
    [/\/CodeSystem\/\$lookup$/, lookupCode],
    [/\/(CodeSystem|ValueSet)\/\$validate-code$/, (asked) => validateCode({ ...asked, system: asked.system ?? asked.url })],
    [/\/ValueSet\/(?:([\w-]+)\/)?\$expand$/, (asked, [, id]) => expand({ ...asked, url: id ?? asked.url })],
    [/\/metadata$/, capabilities],
  ];

  /** What was asked, from the address or from the Parameters in a body. */
  async function askedOf(request, query) {
    const asked = Object.fromEntries(query);
    if (request.method !== 'POST') return asked;
    const body = await request.json().catch(() => undefined);
    for (const { name, resource, valueCoding, ...rest } of body?.parameter ?? []) {
      if (name === 'valueSet') asked.url ??= resource?.url ?? resource?.compose?.include?.[0]?.system;
      else if (valueCoding) Object.assign(asked, { system: valueCoding.system, code: valueCoding.code, display: valueCoding.display });
      else asked[name] = String(Object.values(rest)[0] ?? '');
    }
    return asked;
  }

  /**
   * Answers a request as a terminology server would, for a service worker, a route handler or a `fetch` of one's own.
   * @param {Request | string | URL} given
   * @returns {Promise<Response>} `undefined` when the address is no operation of these
   */
  async function answer(given) {
    const request = given instanceof Request ? given : new Request(given);
    const { pathname, searchParams } = new URL(request.url);
    const path = decodeURIComponent(pathname);
    for (const [route, run] of ROUTES) {
      const match = route.exec(path);
      if (!match) continue;
      try {
        return reply(200, await run(await askedOf(request, searchParams), match));
      } catch (error) {
        if (error instanceof Refusal) return reply(error.status, error.body);
        throw error;
      }
    }
    return undefined;
  }

  return { lookupCode, validateCode, expand, answer };
}

const reply = (status, body) => new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/fhir+json' } });

function capabilities() {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-11-29',
    kind: 'instance',
    fhirVersion: '4.0.1',
    format: ['json'],
    implementation: { description: 'superbill, answering in this process' },
    rest: [{
      mode: 'server',
      resource: [
        { type: 'CodeSystem', operation: ['lookup', 'validate-code'].map((name) => ({ name, definition: `http://hl7.org/fhir/OperationDefinition/CodeSystem-${name}` })) },
        { type: 'ValueSet', operation: ['expand', 'validate-code'].map((name) => ({ name, definition: `http://hl7.org/fhir/OperationDefinition/ValueSet-${name}` })) },
      ],
    }],
  };
}
