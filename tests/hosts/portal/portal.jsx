// A payer's portal, made up and as such portals are: it keeps its form in a store, writes codes in capitals, saves while one types, and with
// every keystroke makes all of its fields anew, with new ids; then it gives the focus back by the field's name.
import { render } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

const BEGIN = {
  memberId: 'NHP4471920', lastName: 'Okonkwo-Testcase', firstName: 'Marisol', dob: '04/17/1961', account: 'A-20931',
  billingNpi: '1234567893', renderingNpi: '', dx: ['', '', '', ''],
  lines: Array.from({ length: 4 }, () => ({ from: '', to: '', pos: '', cpt: '', mods: ['', ''], pointer: '', charge: '', units: '' })),
};

let made = 0;
const set = (tree, path, value) => {
  const [key, ...rest] = path;
  const copy = Array.isArray(tree) ? [...tree] : { ...tree };
  copy[key] = rest.length ? set(tree[key], rest, value) : value;
  return copy;
};
const get = (tree, path) => path.reduce((at, key) => at[key], tree);

function App() {
  const [claim, change] = useState(BEGIN);
  const [version, again] = useState(0);
  const [busy, saving] = useState(false);
  const focus = useRef();
  const timer = useRef();
  window.portal = { claim, version, again };

  useLayoutEffect(() => {
    const { name, at } = focus.current ?? {};
    const node = name && document.getElementsByName(name)[0];
    if (!node || document.activeElement !== document.body) return;
    node.focus();
    node.setSelectionRange(at, at);
  }, [version]);

  const input = (path, label, { upper, aria, ...rest } = {}) => {
    const name = path.join('.');
    const id = `f${++made}`;
    const typed = ({ target }) => {
      focus.current = { name, at: target.selectionStart };
      window.heard = [...(window.heard ?? []), name];
      change((now) => set(now, path, upper ? target.value.toUpperCase() : target.value));
      again((n) => n + 1);
      saving(true);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => { saving(false); again((n) => n + 1); }, 350);
    };
    // A field that is taken away was not left.
    const left = ({ target }) => queueMicrotask(() => { if (target.isConnected) focus.current = undefined; });
    const node = <input id={id} name={name} autocomplete="off" aria-label={aria ? label : undefined} value={get(claim, path)} onInput={typed} onFocus={({ target }) => { focus.current = { name, at: target.selectionStart }; }} onBlur={left} {...rest} />;
    return aria ? node : <label class="field" for={id}><span>{label}</span>{node}</label>;
  };

  return <>
    <header><b>Northfield Health Plan</b><nav aria-label="Portal"><a href="#e">Eligibility</a><a href="#c" aria-current="page">Claims</a><a href="#r">Remittances</a></nav></header>
    <main>
      <h1>New professional claim</h1>
      <p class="saved">{busy ? 'Saving …' : 'All changes saved'}</p>
      <form key={version} onSubmit={(event) => event.preventDefault()}>
        <fieldset><legend>Patient</legend><div class="grid">
          {input(['memberId'], 'Member ID')}{input(['lastName'], 'Last name')}{input(['firstName'], 'First name')}{input(['dob'], 'Date of birth')}{input(['account'], 'Patient account number')}
        </div></fieldset>
        <fieldset><legend>Providers</legend><div class="grid">{input(['billingNpi'], 'Billing provider NPI')}{input(['renderingNpi'], 'Rendering provider NPI')}</div></fieldset>
        <fieldset><legend>Diagnoses</legend><div class="grid">{claim.dx.map((_, i) => input(['dx', i], `Diagnosis ${'ABCD'[i]}`, { upper: true }))}</div></fieldset>
        <fieldset><legend>Service lines</legend><div class="lines"><table>
          <thead><tr><th>#</th><th colSpan={2}>Dates of service</th><th>Place</th><th>CPT/HCPCS</th><th colSpan={2}>Modifiers</th><th>Pointer</th><th>Charge</th><th>Units</th></tr></thead>
          <tbody>{claim.lines.map((_, i) => <tr>
            <td class="number">{i + 1}</td>
            <td class="date">{input(['lines', i, 'from'], `From, line ${i + 1}`, { aria: true, placeholder: 'MM/DD/YYYY' })}</td>
            <td class="date">{input(['lines', i, 'to'], `To, line ${i + 1}`, { aria: true, placeholder: 'MM/DD/YYYY' })}</td>
            <td class="small">{input(['lines', i, 'pos'], `Place of service, line ${i + 1}`, { aria: true })}</td>
            <td class="code">{input(['lines', i, 'cpt'], `Procedure, line ${i + 1}`, { aria: true, upper: true })}</td>
            <td class="small">{input(['lines', i, 'mods', 0], `Modifier 1, line ${i + 1}`, { aria: true, maxLength: 2 })}</td>
            <td class="small">{input(['lines', i, 'mods', 1], `Modifier 2, line ${i + 1}`, { aria: true, maxLength: 2 })}</td>
            <td class="small">{input(['lines', i, 'pointer'], `Diagnosis pointer, line ${i + 1}`, { aria: true })}</td>
            <td>{input(['lines', i, 'charge'], `Charge, line ${i + 1}`, { aria: true })}</td>
            <td class="small">{input(['lines', i, 'units'], `Units, line ${i + 1}`, { aria: true })}</td>
          </tr>)}</tbody>
        </table></div></fieldset>
        <div class="actions"><button>Submit claim</button><button type="button">Save draft</button></div>
      </form>
    </main>
  </>;
}

render(<App />, document.getElementById('root'));
